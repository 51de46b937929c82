"""Who made an article: names of people, agencies and papers in a line that says so."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from crawler.reading.house import DOMAIN, House
from crawler.reading.knowledge import key, keys, openings, words
from crawler.reading.syllables import is_syllable
from nlp.text import canonical, name_case, one_line

LONGEST = 120  # characters; no byline seen was longer
_SEPARATORS = re.compile(r"\s+[-–—&]\s+|\s*[,;/|+•·]\s*|\s+và\s+|[-–—]")
_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{1,60})\s*[)\]]\s*$")
_SYLLABLE = re.compile(r"[^\W\d_]{1,7}['’]?[^\W\d_]{0,7}|[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{0,10}")
_HIGHLAND = re.compile(r"[^\W\d_]{1,2}['’][^\W\d_]{2,10}")  # K'Brèm, H'Hen, Y'Nhi: one word that is surely a name
_ADDRESS = re.compile(r"[@\\]|://|www\.|\.(?:com|vn|net|org)\b", re.I)
_LONGEST_NAME = 40  # characters
_MOST_NAMES = 6  # in one byline; the longest seen had five


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says: people, an agency or paper, the makers of the pictures. All None: an empty "Nguồn:"."""

    author: str | None = None
    credit: str | None = None
    photo: str | None = None


def is_person(text: str, sure: bool = False) -> bool:
    """True for what looks like a person's name; `sure` (the place says so) lets one word and initials pass."""
    text = text.strip()
    return 0 < len(text) <= _LONGEST_NAME and _is_person(text, sure)


@lru_cache(maxsize=4096)  # asked about a line as a whole and in parts
def _is_person(text: str, sure: bool) -> bool:
    plain = key(text)
    if plain in keys("names", "not_people") or plain in _label_keys() or is_office(text):
        return False
    if _INITIALS.fullmatch(text):
        return sure
    if not sure and plain in keys("names", "provinces"):
        return False
    parts = text.split()
    if not (1 if sure or _HIGHLAND.fullmatch(text) else 2) <= len(parts) <= 6:
        return False
    if parts[0].endswith("."):
        return False  # "I. MỤC ĐÍCH"
    if not all(_SYLLABLE.fullmatch(part) and part[0].isupper() for part in parts) or all(len(p) < 2 for p in parts):
        return False
    return not _is_foreign(parts) and not _holds_never(text)


def _holds_never(text: str) -> bool:
    """True when one of the words no name holds stands in the text."""
    spaced = f" {canonical(text)} "
    return any(word in spaced for word in _never())


@lru_cache(maxsize=1)
def _label_keys() -> frozenset[str]:
    """ "Bài", "Ảnh": labels whose colon went astray are no names."""
    labels = keys("names", "labels") | keys("names", "photo_labels") | keys("names", "source_labels")
    return labels | keys("general", "by")


def _is_foreign(parts: list[str]) -> bool:
    """True for "Read More", "Laodongthudo Vn": plain letters that make no Vietnamese syllables."""
    known = keys("names", "highland")
    right = [p for p in parts if is_syllable(p) or "'" in p or "’" in p or p.endswith(".") or key(p) in known]
    return 2 * len(right) < len(parts) + all(part.isascii() for part in parts)


@lru_cache(maxsize=1)
def _never() -> tuple[str, ...]:
    return tuple(f" {word} " for word in openings("names", "never_in_names"))


def is_office(text: str) -> bool:
    """True when the line begins as an office or a body does and is no sentence."""
    return len(text) <= 3 * LONGEST and _is_office(text)


@lru_cache(maxsize=2048)
def _is_office(text: str) -> bool:
    line = canonical(one_line(text)).strip("() ")
    if len(line) > LONGEST or line.endswith((".", ";", ":")):
        return False
    whole, begun, longer = _offices()
    two = text.split()
    # "Trường Sơn", "Ban Mai": a single word of an office and a capitalised one are a name
    named = len(two) == 2 and two[1][0].isupper()
    return line in whole or line.startswith(longer if named else begun)


@lru_cache(maxsize=1)
def _offices() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """(offices, how a line with one begins, the same for offices of several words)."""
    listed = openings("names", "offices")
    begun = {word: (word + " ", word + ",") for word in listed}
    longer = (both for word, both in begun.items() if " " in word)
    return frozenset(listed), tuple(chain(*begun.values())), tuple(chain(*longer))


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
    if len(text) > 4 * LONGEST:
        return None
    line = one_line(text).strip(" |*•·_,;/-–—")
    if not line or len(line) > LONGEST:
        return None
    if line[0] in "([" and line[-1] in ")]":
        line = line[1:-1].strip()
    both = _second_part().search(line) if ":" in line else None
    if both and (":" in line[: both.start()] or _names(line[: both.start()], sure)):
        # "Bài: ĐỖ NGUYÊN - Ảnh: HỒNG PHONG", "Tuệ Minh | Thiết kế: Hà Vy"
        made = byline(line[: both.start()], house, sure)
        if made is None or not (_names(both[2], True) or is_agency(both[2])):
            return None
        return replace(made, photo=_people(both[2])) if _is_photo(both[1]) else made
    label, rest = _label(line)
    if label == "upload":
        return Byline()
    if label == "other":
        return Byline() if _names(rest, True) or is_agency(rest) else None
    if label == "source":
        return _source(rest, house, sure)
    if label == "photo":
        return Byline(photo=_people(rest) or rest) if _names(rest, True) or is_agency(rest) else None
    if label == "made":
        sure = True
    inner = _BRACKETS.search(rest)
    outer = None
    if inner:
        rest = rest[: inner.start()].strip()
        made = _in_brackets(inner[1].strip(), house)
        if made is None:
            return None
        outer = made.credit
    return _makers(_without_title(_without_role(rest)), outer, house, sure)


def _makers(rest: str, outer: str | None, house: House, sure: bool) -> Byline | None:
    """The people, the agency or the body that a line without its label, role and brackets names."""
    if _is_own_maker(rest):
        return Byline(credit=outer)
    low = canonical(rest)
    word = next((w for w in openings("names", "maker_words") if low.startswith(w + " ")), None)
    if word:
        rest, sure = rest[len(word) :].strip(" -–—:"), True
        if house.owns(rest):
            return Byline(credit=outer)
    if key(rest) in keys("names", "not_people"):
        return None
    if sure and is_office(rest) and not house.owns(rest):
        return Byline(credit=outer or office_case(rest))
    if is_agency(rest) or (DOMAIN.fullmatch(rest) and not _INITIALS.fullmatch(rest)):
        return Byline(credit=outer) if house.owns(rest) else Byline(credit=outer or rest)
    if house.owns(rest):
        return Byline(credit=outer) if sure else None
    people = _names(rest, sure)
    if not people:
        return None
    agencies = [name for name in people if is_agency(name)]
    if agencies:
        kept = [name_case(name) for name in people if not is_agency(name) and not _is_own_maker(name)]
        return Byline(author=", ".join(kept) or None, credit=outer or agencies[0])
    return Byline(author=_people(rest), credit=outer)


@lru_cache(maxsize=1)
def _second_part() -> re.Pattern[str]:
    """The makers of the pictures, of drawings and films, at the end of a byline."""
    labels = sorted(words("names", "photo_labels"), key=len, reverse=True)
    return re.compile(rf"[\s;.|–—-]+({'|'.join(map(re.escape, labels))})\s*:\s*(\S[^:]{{0,60}})$", re.I)


def _is_photo(label: str) -> bool:
    """True for the labels that name who took the pictures, not who drew or filmed."""
    return canonical(label).startswith("ảnh")


def _in_brackets(text: str, house: House) -> Byline | None:
    """What stands in brackets after a name: a role, an address, an agency; None for anything else."""
    if key(text) in keys("names", "roles") or _is_address(text):
        return Byline()
    role = next((word for word in openings("names", "roles") if canonical(text).startswith(word + " ")), None)
    if role:  # "tổng hợp từ TTXVN", "theo" after it
        text = re.sub(r"^(?:từ|theo)\s+", "", text[len(role) :].strip(" ,-–:"), flags=re.I)
        return _source(text, house)
    return byline(text, house, sure=True)


def _is_address(text: str) -> bool:
    low = canonical(text)
    return any(low.startswith(w if w.endswith(".") else w + " ") for w in openings("names", "addresses"))


def declared(value: str | None, house: House) -> Byline | None:
    """What the head of a page (`author`, JSON-LD) says of the makers, or None.

    It is often the name of the site, an address or a login: only what names a person passes.
    """
    line = one_line((value or "")[:1000])
    if not line or len(line) > LONGEST or _ADDRESS.search(line) or house.owns(line) or DOMAIN.fullmatch(line):
        return None
    if len(line.split()) == 1 and line.isascii() and not _HIGHLAND.fullmatch(line):
        return None  # a login, or the name of a site
    made = byline(line, house) or (byline(line, house, sure=True) if len(line.split()) == 1 else None)
    return made if made and made.author else None


def is_labelled(text: str) -> bool:
    """True for a line that begins as those do that name who wrote: "Viết bởi", "Tác giả:"."""
    return len(text) <= LONGEST and _label(one_line(text))[0] == "made"


def _label(line: str) -> tuple[str | None, str]:
    folded = canonical(line)
    for kind, name in (
        ("upload", "upload_labels"),
        ("made", "labels"),
        ("photo", "photo_labels"),
        ("source", "source_labels"),
    ):
        listed = openings("names", name)
        if not folded.startswith(listed):
            continue
        for word in listed:
            if not folded.startswith(word):
                continue
            rest = line[len(word) :]
            if re.match(r"\s*:", rest):
                return "other" if kind == "photo" and not _is_photo(word) else kind, rest.lstrip(" :").strip()
            # "Theo TTXVN" and "Bài, ảnh CẨM HUỆ" go without a colon; "Tin" or "Ghi" alone may begin a name
            alone = kind == "upload" or not ("," in word or " " in word or word == "by")
            if rest.startswith(" ") and (kind == "source" or not alone):
                return kind, rest.strip()
    return None, line


def source(text: str, house: House) -> Byline | None:
    """What an element named after the source says: its whole text is the name of another paper."""
    line = one_line(text[: 2 * LONGEST])
    label, rest = _label(line)
    return _source(rest if label == "source" else line, house, True) if len(line) <= LONGEST else None


def _source(rest: str, house: House, sure: bool = False) -> Byline | None:
    rest = rest.strip(' .:-–"“”')
    if rest[:1] == "(" and rest[-1:] == ")":
        rest = rest[1:-1].strip()
    if not rest or house.owns(rest):
        return Byline()
    domain = DOMAIN.fullmatch(rest)
    if domain:
        return Byline(credit=domain[1].lower() if "/" in rest else rest)
    if rest.startswith(("http://", "https://")) and " " not in rest:
        found = DOMAIN.match(rest)
        return Byline(credit=found[1].lower()) if found else None
    by = re.fullmatch(r"([^/(]{3,40})\s*[/(]\s*([^/()]{2,40})\)?", rest)  # "Lan Anh/VnExpress", "Lan Anh (Dân trí)"
    if by and is_person(by[1].strip()):
        paper = by[2].strip()
        if house.owns(paper):
            return Byline(author=_people(by[1].strip()))
        if is_agency(paper) or DOMAIN.fullmatch(paper) or _is_paper(paper.split()):
            return Byline(author=_people(by[1].strip()), credit=paper)
    parts = rest.split()
    if _holds_never(rest) and not _is_paper(parts):
        return None
    plain = sure and len(parts) <= 6 and rest[:1].isupper() and not any(sign in rest for sign in ".:?!…|")
    if plain or is_agency(rest) or (len(parts) <= 8 and len(rest) <= 60 and (_is_titled(parts) or _is_paper(parts))):
        return Byline(credit=rest)
    return None


def _is_paper(parts: list[str]) -> bool:
    """Begins as the name of a paper or a body does."""
    return key(parts[0]) in {"bao", "tap", "trang", "dai", "cong", "website", "ban", "tan"}


def _is_titled(parts: list[str]) -> bool:
    """Capitalised words, as the name of a paper: "Vietnam+", "Nhân Dân"."""
    return all(not part[0].isalpha() or part[0].isupper() for part in parts)


def _without_role(text: str) -> str:
    """ "PV tổng hợp" → "PV": the word that says what the maker did goes."""
    low = canonical(text)
    if not low.endswith(_endings()):
        return text
    role = next((role for role in openings("names", "roles") if low.endswith(" " + role) and text.endswith(role)), None)
    return text[: -len(role)].rstrip(" -–,") if role else text


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(f" {role}" for role in openings("names", "roles"))


@lru_cache(maxsize=1)
def _titled() -> tuple[str, ...]:
    return tuple(title + sign for title in openings("names", "titles") for sign in " .")


def _without_title(text: str) -> str:
    """ "PGS.TS. Nguyễn Văn Nam", "Đại tá Nguyễn Văn Nam" → the name alone; other text as it is."""
    rest = text
    for _ in range(3):
        low = canonical(rest)
        if not low.startswith(_titled()):
            break
        title = next(t for t in openings("names", "titles") if low.startswith((t + " ", t + ".")))
        rest = rest[len(title) :].lstrip(" .,-–")
    return rest if rest != text and is_person(rest) else text


def is_agency(text: str) -> bool:
    """True for the agencies and papers the press credits."""
    return key(text) in keys("names", "agencies")


def _names(text: str, sure: bool) -> list[str]:
    if is_person(text, sure):
        return [text]
    parts = [_without_title(part.strip()) for part in _SEPARATORS.split(text) if part.strip()]
    if not 1 <= len(parts) <= _MOST_NAMES or not all(
        is_agency(p) or _is_own_maker(p) or is_person(p, sure or len(parts) > 1) for p in parts
    ):
        # "Lê Chí Thành, Phó Trưởng ban Tuyên giáo": the office goes, the name stays
        if len(parts) >= 2 and is_person(parts[0], sure) and is_office(parts[1]):
            return [parts[0]]
        return []
    if not sure and not any(len(part.split()) > 1 or is_agency(part) or _is_own_maker(part) for part in parts):
        return []
    return parts


def _people(text: str) -> str | None:
    """The names as printed, in name case; titles and the paper's own people without a name left out."""
    parts = [_without_title(part.strip()) for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) >= 2 and is_person(parts[0], True) and is_office(parts[1]):
        return name_case(parts[0])
    if is_agency(text):
        return text
    if any(_is_own_maker(part) or is_agency(part) or part not in text.split(" - ") for part in parts):
        text = _rejoined(text, [part for part in parts if not _is_own_maker(part)])
    return " và ".join(map(name_case, re.split(r" (?:và|VÀ) ", text))) or None


def _rejoined(text: str, kept: list[str]) -> str:
    """The names left of a line, with their own separators where all are left."""
    whole = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if kept == whole:
        return text
    return ", ".join(part if is_agency(part) else name_case(part) for part in kept)


def _is_own_maker(text: str) -> bool:
    return key(text) in keys("names", "own_makers")
