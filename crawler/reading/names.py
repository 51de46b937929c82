"""Who made an article: names, agencies, papers, and the stamps papers put before a lead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.reading.knowledge import key, keys, openings, words
from nlp.text import canonical, fold, name_case, one_line

LONGEST = 120  # characters; no byline seen was longer
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6})/?", re.I)
_SEPARATORS = re.compile(r"\s+[-–—&]\s+|\s*[,;/|+]\s*|\s+và\s+|[-–—]")
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,60})\s*[)\]]\s*$")
_SYLLABLE = re.compile(r"[^\W\d_]{1,7}['’]?[^\W\d_]{0,7}|[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{0,10}")
_BRACKET_STAMP = re.compile(r"[(\[]\s*([^()\[\]]{2,40})\s*[)\]]\s*[-–—:.]{0,2}\s*(?=\S)")
_BARE_STAMP = re.compile(r"([A-ZĐ]{3,8})\s+[-–—]\s*(?=\S)")
_ABBREVIATION = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z.&+-]{1,9}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says: people, an agency or paper, the makers of the pictures. All None: an empty "Nguồn:"."""

    author: str | None = None
    credit: str | None = None
    photo: str | None = None


@dataclass(frozen=True, slots=True)
class House:
    """The paper itself, whose names are no credit: comparing keys of its names, and its hosts."""

    names: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], hosts: Iterable[str]) -> "House":
        """From names and hosts as known to the source or given by the page."""
        bare = {host.lower().removeprefix("www.") for host in hosts if host}
        return cls(frozenset(key(name) for name in names if key(name)), frozenset(bare))

    def owns(self, text: str) -> bool:
        """True for the paper's own name or address, with or without "Báo" and "điện tử"."""
        match = _DOMAIN.fullmatch(text.strip())
        if match:
            host = match[1].lower()
            return any(host == own or host.endswith("." + own) for own in self.hosts)
        bare = _bare_name(key(text))
        return bool(bare) and any(
            bare == _bare_name(name) or (len(bare) > 5 and bare.replace(" ", "") in host)
            for name in self.names
            for host in (self.hosts or {""})
        )


def _bare_name(name: str) -> str:
    for word in (
        "bao va phat thanh, truyen hinh ",
        "trang thong tin dien tu ",
        "bao dien tu ",
        "bao ",
        "tap chi ",
        "trang tin ",
    ):
        name = name.removeprefix(word)
    return name.removesuffix(" dien tu").removesuffix(" online")


def is_person(text: str, sure: bool = False) -> bool:
    """True for what looks like a person's name; `sure` (the place says so) lets one word and initials pass."""
    text = text.strip()
    if not text or len(text) > 40 or key(text) in keys("names", "not_people") or is_office(text):
        return False
    if _INITIALS.fullmatch(text):
        return sure
    parts = text.split()
    if not (1 if sure else 2) <= len(parts) <= 6:
        return False
    return all(_SYLLABLE.fullmatch(part) and part[0].isupper() for part in parts) and any(len(p) > 1 for p in parts)


def is_office(text: str) -> bool:
    """True when the line begins as an office or a body does and is no sentence."""
    line = canonical(one_line(text)).strip("() ")
    if len(line) > LONGEST or line.endswith((".", ";", ":")):
        return False
    return any(line == word or line.startswith((word + " ", word + ",")) for word in openings("names", "offices"))


def office_case(text: str) -> str:
    """An office printed in capitals as it is written in running text: BAN TUYÊN GIÁO → Ban Tuyên giáo."""
    if text.upper() != text:
        return text
    low, cased, at = canonical(text), "", 0
    terms = {canonical(word): word for name in ("office_terms", "offices") for word in words("names", name)}
    ordered = sorted(terms, key=len, reverse=True)
    while at < len(text):
        term = next(
            (t for t in ordered if low.startswith(t, at) and not low[at + len(t) : at + len(t) + 1].isalpha()), None
        )
        end = at + len(term) if term else at + len(text[at:].split(" ", 1)[0])
        cased += terms[term] if term else name_case(text[at:end])
        while end < len(text) and not text[end].isalpha():
            cased += text[end]
            end += 1
        at = max(end, at + 1)
    return cased


def byline(text: str, house: House, sure: bool = False) -> Byline | None:
    """What a line says of the makers, or None when it is no such line.

    `sure` means that the line stands where only a byline stands (an element of that class).
    """
    line = one_line(text).strip(" |*•·_")
    if not line or len(line) > LONGEST:
        return None
    label, rest = _label(line)
    if label == "source":
        return _source(rest, house)
    if label == "photo":
        return Byline(photo=_people(rest) or rest) if _names(rest, True) or _is_agency(rest) else None
    if label == "made":
        sure = True
    inner = _BRACKETS.search(rest)
    outer = None
    if inner:
        role = inner[1].strip()
        rest = rest[: inner.start()].strip()
        if key(role) not in keys("names", "roles"):
            made = byline(role, house, sure=True)
            if made is None:
                return None
            outer = made.credit
    if key(rest) in keys("names", "own_makers"):
        return Byline(credit=outer)
    if sure and is_office(rest) and not house.owns(rest):
        return Byline(credit=outer or office_case(rest))
    if _is_agency(rest) or _DOMAIN.fullmatch(rest):
        return Byline(credit=outer) if house.owns(rest) else Byline(credit=outer or rest)
    if house.owns(rest):
        return Byline(credit=outer) if sure else None
    people = _names(rest, sure)
    if not people:
        return None
    agencies = [name for name in people if _is_agency(name)]
    if agencies:
        kept = [name_case(name) for name in people if not _is_agency(name)]
        return Byline(author=", ".join(kept) or None, credit=outer or agencies[0])
    return Byline(author=_people(rest), credit=outer)


def _label(line: str) -> tuple[str | None, str]:
    folded = canonical(line)
    for kind, name in (("made", "labels"), ("photo", "photo_labels"), ("source", "source_labels")):
        for word in openings("names", name):
            if not folded.startswith(word):
                continue
            rest = line[len(word) :]
            if re.match(r"\s*:", rest):
                return kind, rest.lstrip(" :").strip()
            # "Theo TTXVN" and "Bài, ảnh CẨM HUỆ" go without a colon; "Tin" or "Ghi" alone may begin a name
            if rest.startswith(" ") and (kind == "source" or "," in word or " " in word):
                return kind, rest.strip()
    return None, line


def _source(rest: str, house: House) -> Byline | None:
    rest = rest.strip(' .:-–()"“”')
    if not rest:
        return Byline()
    if house.owns(rest):
        return Byline()
    domain = _DOMAIN.fullmatch(rest)
    if domain:
        return Byline(credit=domain[1].lower() if "/" in rest else rest)
    if rest.startswith(("http://", "https://")) and " " not in rest:
        found = _DOMAIN.match(rest)
        return Byline(credit=found[1].lower()) if found else None
    parts = rest.split()
    if _is_agency(rest) or (len(parts) <= 8 and len(rest) <= 60 and _is_titled(parts)):
        return Byline(credit=rest)
    return None


def _is_titled(parts: list[str]) -> bool:
    """Mostly capitalised words, as the name of a paper: "Báo Quân đội nhân dân", "Vietnam+", "Hà Nội mới"."""
    if key(parts[0]) in {"bao", "tap", "trang", "dai", "cong", "website", "ban", "tan"}:
        return True
    return all(not part[0].isalpha() or part[0].isupper() for part in parts)


def _is_agency(text: str) -> bool:
    return key(text) in keys("names", "agencies")


def _names(text: str, sure: bool) -> list[str]:
    if is_person(text, sure):
        return [text]
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if not 1 <= len(parts) <= 6 or not all(_is_agency(p) or is_person(p, sure or len(parts) > 1) for p in parts):
        # "Lê Chí Thành, Phó Trưởng ban Tuyên giáo": the office goes, the name stays
        if len(parts) >= 2 and is_person(parts[0], sure) and is_office(parts[1]):
            return [parts[0]]
        return []
    if not sure and not any(len(part.split()) > 1 for part in parts):
        return []
    return parts


def _people(text: str) -> str | None:
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) >= 2 and is_person(parts[0], True) and is_office(parts[1]):
        return name_case(parts[0])
    return name_case(text) or None


def unstamped(text: str, house: House) -> str:
    """The lead without the paper's stamp: "(TGAG)- Bốn năm qua" → "Bốn năm qua"."""
    text = text.lstrip()
    match = _BRACKET_STAMP.match(text)
    if match and _is_stamp(match[1].strip(), house):
        return text[match.end() :]
    match = _BARE_STAMP.match(text)
    if match and (match[1] in words("names", "stamps") or fold(match[1]) in _initials(house)):
        return text[match.end() :]
    return text


def _is_stamp(inner: str, house: House) -> bool:
    if _ABBREVIATION.fullmatch(inner) and sum(char.isupper() for char in inner) >= 2:
        return True
    return bool(_DOMAIN.fullmatch(inner)) or inner.startswith("Báo ") or house.owns(inner)


def _initials(house: House) -> set[str]:
    found = set()
    for name in house.names:
        letters = "".join(word[0] for word in name.split() if word)
        found |= {letters, letters + "o", letters + "dt"}
        if letters.startswith("b"):
            found |= {letters[1:], letters[1:] + "o", letters[1:] + "dt"}
    return {letters for letters in found if len(letters) >= 3}
