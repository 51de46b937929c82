"""Who made an article: names of people, agencies and papers in a line that says so."""

import re
from dataclasses import dataclass, replace

from crawler.reading.house import DOMAIN, House
from crawler.reading.knowledge import key, keys, openings, words
from nlp.text import canonical, name_case, one_line

LONGEST = 120  # characters; no byline seen was longer
_PHOTO_PART = re.compile(r"[\s;.|–—-]+[Ảả]nh\s*:\s*(\S[^:]{0,60})$")
_SEPARATORS = re.compile(r"\s+[-–—&]\s+|\s*[,;/|+]\s*|\s+và\s+|[-–—]")
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,60})\s*[)\]]\s*$")
_SYLLABLE = re.compile(r"[^\W\d_]{1,7}['’]?[^\W\d_]{0,7}|[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{0,10}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says: people, an agency or paper, the makers of the pictures. All None: an empty "Nguồn:"."""

    author: str | None = None
    credit: str | None = None
    photo: str | None = None


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
    if parts[0].endswith("."):
        return False  # "I. MỤC ĐÍCH"
    return all(_SYLLABLE.fullmatch(part) and part[0].isupper() for part in parts) and any(len(p) > 1 for p in parts)


def is_office(text: str) -> bool:
    """True when the line begins as an office or a body does and is no sentence."""
    line = canonical(one_line(text)).strip("() ")
    if len(line) > LONGEST or line.endswith((".", ";", ":")):
        return False
    two = text.split()
    # "Trường Sơn", "Ban Mai": a single word of an office and a capitalised one are a name
    named = len(two) == 2 and two[1][0].isupper()
    return any(
        line == word or (line.startswith((word + " ", word + ",")) and not (named and " " not in word))
        for word in openings("names", "offices")
    )


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
    if line[0] in "([" and line[-1] in ")]":
        line = line[1:-1].strip()
    both = _PHOTO_PART.search(line)
    if both and (":" in line[: both.start()] or is_person(line[: both.start()])):  # "Bài: ĐỖ NGUYÊN - Ảnh: HỒNG PHONG"
        made = byline(line[: both.start()], house, sure)
        return replace(made, photo=_people(both[1])) if made and _names(both[1], True) else None
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
    rest = _without_role(rest)
    if _is_own_maker(rest):
        return Byline(credit=outer)
    if sure and is_office(rest) and not house.owns(rest):
        return Byline(credit=outer or office_case(rest))
    if _is_agency(rest) or DOMAIN.fullmatch(rest):
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
    domain = DOMAIN.fullmatch(rest)
    if domain:
        return Byline(credit=domain[1].lower() if "/" in rest else rest)
    if rest.startswith(("http://", "https://")) and " " not in rest:
        found = DOMAIN.match(rest)
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


def _without_role(text: str) -> str:
    """ "PV tổng hợp" → "PV": the word that says what the maker did goes."""
    low = canonical(text)
    role = next((role for role in openings("names", "roles") if low.endswith(" " + role) and text.endswith(role)), None)
    return text[: -len(role)].rstrip(" -–,") if role else text


def _is_agency(text: str) -> bool:
    return key(text) in keys("names", "agencies")


def _names(text: str, sure: bool) -> list[str]:
    if is_person(text, sure):
        return [text]
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if not 1 <= len(parts) <= 6 or not all(
        _is_agency(p) or _is_own_maker(p) or is_person(p, sure or len(parts) > 1) for p in parts
    ):
        # "Lê Chí Thành, Phó Trưởng ban Tuyên giáo": the office goes, the name stays
        if len(parts) >= 2 and is_person(parts[0], sure) and is_office(parts[1]):
            return [parts[0]]
        return []
    if not sure and not any(len(part.split()) > 1 for part in parts):
        return []
    return parts


def _people(text: str) -> str | None:
    """The names as printed, in name case; the paper's own people without a name left out."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) >= 2 and is_person(parts[0], True) and is_office(parts[1]):
        return name_case(parts[0])
    if any(_is_own_maker(part) for part in parts):
        return ", ".join(name_case(part) for part in parts if not _is_own_maker(part)) or None
    return name_case(text) or None


def _is_own_maker(text: str) -> bool:
    return key(text) in keys("names", "own_makers")
