"""Exemplary people: named persons whom an article holds up, with the role it gives them.

A name counts when a title of respect or a surname introduces it, and when its bearer is more than a speaker: told of
beyond one sentence of speech, or at the grass roots. Officials who only speak or attend, people of history and names
of streets and schools are left out; so is the author, who stands outside the text.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from nlp.mentions.knowledge import either, words
from nlp.records import Document, Person, Span
from nlp.text import canonical, place_tones, sentences

_CAPITAL = r"[^\W\d_a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]"
_SYLLABLE = rf"{_CAPITAL}[^\W\d_A-Z]*(?:['’][^\W\d_]+)?"
_NAME = re.compile(rf"(?<![\w'’]){_SYLLABLE}(?: {_SYLLABLE}){{1,4}}(?![\w])")
ROLE_LENGTH = 90  # characters of a role kept: the longest real ones name post, cell, village and commune
MAX_PEOPLE = 40  # per article: longer lists are lists of honours, not stories


@dataclass
class _Seen:
    name: str
    spans: list[Span] = field(default_factory=list)
    role: str | None = None
    told: int = 0  # sentences that tell of him or her
    titled: bool = False
    headline: bool = False
    official: bool = False
    grassroots: bool = False


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {key: frozenset(canonical(item) for item in items) for key, items in words("people").items()}


@cache
def _before(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{either(words('people')[kind])})\s*\Z")


@cache
def _inside(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{either(words('people')[kind])})")


def find_people(doc: Document) -> list[Person]:
    """The exemplary people of an article, in the order they appear."""
    seen: dict[str, _Seen] = {}
    for name, text in doc.fields():
        for start, end in sentences(text):
            _read(name, text, start, end, seen)
    kept = [person for person in seen.values() if _exemplary(person)]
    return [Person(name=p.name, role=p.role, spans=p.spans) for p in kept[:MAX_PEOPLE]]


def _read(field_name: str, text: str, start: int, end: int, seen: dict[str, _Seen]) -> None:
    sentence, key = text[start:end], canonical(text[start:end])
    present: list[_Seen] = []
    for raw in _NAME.finditer(sentence):
        match = _NAME.match(sentence, raw.start() + _title_length(key[raw.start() : raw.end()]))
        if match is None:
            continue
        person = _person(match, sentence, key, seen)
        if person is None:
            continue
        at = start + match.start()
        person.spans.append(Span(field_name, at, start + match.end(), text[at : start + match.end()]))  # type: ignore[arg-type]
        person.headline = person.headline or field_name != "body"
        present.append(person)
    speech = _inside("speech").search(key) is not None or _inside("meeting").search(key) is not None
    if not present:  # "bà Oanh" carries on the story of Nguyễn Thị Oanh
        for person in seen.values():
            given = canonical(person.name.split()[-1])
            titled = re.search(rf"(?:{either(words('people')['honorifics'])}) {re.escape(given)}(?!\w)", key)
            person.told += int(titled is not None and not speech)
        return
    for person in present:
        person.told += int(not speech)


@cache
def _title() -> re.Pattern[str]:
    know = words("people")
    return re.compile(rf"(?:(?:{either(know['honorifics'] + know['weak'])})\s+)+")


def _title_length(key: str) -> int:
    """How much of a capitalised run is a title that opens the sentence ("Ông Nguyễn …")."""
    match = _title().match(key)
    return match.end() if match else 0


def _person(match: re.Match[str], sentence: str, key: str, seen: dict[str, _Seen]) -> _Seen | None:
    know = _sets()
    shown, before = match.group(), key[: match.start()]
    name = place_tones(shown)
    known = seen.get(canonical(name))
    titled = _before("honorifics").search(before) is not None
    first = canonical(shown.split()[0])
    if canonical(name) in know["historic"] or any(canonical(name).endswith(h) for h in know["historic"]):
        return None
    if known is None:
        if first not in know["surnames"] and not titled:
            return None
        if (
            not titled
            and not _before("weak").search(before)
            and (_before("not_before").search(before) or first not in know["surnames"])
        ):
            return None
        if not titled and not _introduced(before, key[match.end() :]):
            return None
        known = seen[canonical(name)] = _Seen(name=name)
    known.titled = known.titled or titled
    role = _role(sentence, key, match)
    if role:
        known.role = known.role or role
        low = canonical(role)
        known.grassroots = known.grassroots or _inside("grassroots").search(low) is not None
        known.official = known.official or (not known.grassroots and _inside("officials").search(low) is not None)
    return known


def _introduced(before: str, after: str) -> bool:
    """A name without a title of respect counts where a role, an age or a place of living follows or stands before."""
    follows = re.match(
        r"\s*(?:,\s*(?:sinh năm|\d{2} tuổi|dân tộc|đảng viên|bí thư|trưởng|chi hội|hội viên|ở |thôn|ấp|xóm|bản|khu)|\(\d{2} tuổi|\(sn|\(sinh)",
        after,
    )
    return (
        follows is not None
        or _before("weak").search(before) is not None
        or _before("grassroots").search(before) is not None
    )


def _role(sentence: str, key: str, match: re.Match[str]) -> str | None:
    """The role between commas behind a name ("…, Bí thư Chi bộ khu 4 (phường …), cho biết")."""
    after = re.match(r"\s*(?:\([^)]{1,60}\)\s*)?,\s*([^,.;:!?\n]{3,})", sentence[match.end() :])
    if after is None:
        return None
    role = re.split(r"\s(?:cho biết|chia sẻ|khẳng định|đã|là một|nói|luôn|cho hay)\b", after.group(1))[0].strip(" -–(")
    low = canonical(role)
    if (
        _inside("grassroots").search(low)
        or _inside("officials").search(low)
        or low.startswith(
            (
                "đảng viên",
                "chủ ",
                "giám đốc",
                "giáo viên",
                "bác sĩ",
                "hiệu trưởng",
                "trưởng",
                "bí thư",
                "công nhân",
                "hội viên",
                "thôn",
                "xã",
                "ấp",
            )
        )
    ):
        return role[:ROLE_LENGTH]
    return None


def _exemplary(person: _Seen) -> bool:
    if person.official and not person.grassroots:
        return person.headline and person.told >= 2
    if person.grassroots:
        return True
    return person.headline or person.told >= 2 or (person.titled and person.told >= 1)
