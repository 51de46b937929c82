"""What stands around a citation: the date, the issuing body and the congress term."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.directives.catalogue import Body, Knowledge, knowledge
from nlp.directives.citation import Citation

_CENTURY = 2000  # of a year in two digits: the catalogue begins in 2003
WINDOW = 160  # characters read behind a number: a full date, body and term take about 90
_BEFORE = 80  # characters read before it for "Tỉnh ủy … đã ban hành"

_DATE = re.compile(
    r"(?:(?:ra |ban hành )?ngày )?(?P<d>[0-9]{1,2}) ?[-–/.] ?(?P<m>[0-9]{1,2}) ?[-–/.] ?(?P<y>[12][0-9]{3})(?![0-9])"
    r"|(?:(?:ra |ban hành )?ngày )(?P<d2>[0-9]{1,2}) tháng (?P<m2>[0-9]{1,2}),? năm (?P<y2>[12][0-9]{3})(?![0-9])"
    r"|(?:tháng [0-9]{1,2} ?[-/.] ?|(?:(?:từ |vào |ra )?tháng [0-9]{1,2},? )?(?:từ |vào |ra |hồi )?năm )(?P<year>[12][0-9]{3})(?![0-9-])"
    r"|(?P<inside>(?:19|20)[0-9]{2})(?=\))"
    r"|(?:(?:ra |ban hành )?ngày )(?P<d3>[0-9]{1,2})(?P<by>[-/.])(?P<m3>[0-9]{1,2})(?:(?P=by)(?P<y3>[0-9]{2}))?(?![-/.]?[0-9])"
)
_SKIP = re.compile(r"[ ,()\[\]“”\"]{0,4}")
_IN_YEAR = re.compile(r"năm (?P<year>[12][0-9]{3}),? $")  # "Năm 2003, Ban Bí thư ban hành Chỉ thị 23"
_NTH = r"(?:[0-9]{1,2}|[ivx]{1,4}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
_PLENUM = re.compile(
    rf"(?:của |tại )?hội nghị (?:lần thứ {_NTH},? )?(?:của )?(?:ban chấp hành |bch )?(?:trung ương|tw|t\.ư|tư)(?: đảng)?"
    rf"(?: ?(?:lần thứ )?{_NTH}(?!\w))?(?!\w)"
)
# Capital letters of Vietnamese, as a character class: re has none of its own.
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
_OF = re.compile(r"của|do |về|khóa|\(|“|\"|quy định|và ")
_MADE = re.compile(r" (?:đã |vừa |mới )?(?:ký |ban hành|đề ra)")
_VERBS = ("ban hành", "ra", "tại", "có")  # the last word of `_ISSUES`
_ISSUES = re.compile(
    r"(?: (?:tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|xã|phường))?(?: ?\(?,? ?khóa [ivx0-9]+\)?)? ?,? ?"
    r"(?:(?:đã|vừa|mới|cũng|kịp thời) ){0,3}(?:ký )?(?:ban hành|ra|tại|có)(?: các)? ?"
)


@lru_cache(maxsize=1)
def _place() -> re.Pattern[str]:
    """The name behind a body ("Tỉnh ủy Quảng Ninh"); the type word of the next citation is no place."""
    kinds = "|".join(knowledge().types)
    return re.compile(
        rf"(?: (?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?))?(?: (?!(?:{kinds})(?!\w))[{UPPER}][^\W\d_]*){{1,4}}"
    )


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    words = sorted(knowledge().bodies, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)(?! ?(?:[0-9]|lần thứ))")


@lru_cache(maxsize=1)
def _issued_by() -> re.Pattern[str]:
    return re.compile(rf"(?P<by>(?:của|do) (?:các )?)?(?P<body>{_bodies().pattern})(?: đảng(?!\w))?")


@lru_cache(maxsize=1)
def terms_pattern() -> re.Pattern[str]:
    """Congress terms in canonical text: `khóa XI, XII`, `(khóa XI và khóa XII)`, `khóa 13`."""
    names = sorted((n.lower() for name, number, _ in knowledge().terms for n in (name, str(number))), key=len)
    one = rf"(?:{'|'.join(reversed(names))})(?!\w)"
    join = r"\)? ?(?:[,;/&–-] ?(?:và )?|và |cùng |đến )\(?(?:khóa |k\.?)?"
    word = r"(?:các |cả |hai |ba |nhiệm kỳ ){0,2}(?:khóa ?:? ?|(?<!\w)k\.? ?(?=[0-9x]))"
    return re.compile(rf"{word}(?P<terms>{one}(?:{join}{one}){{0,5}})")


def read_terms(printed: str, known: Knowledge) -> tuple[str, ...]:
    """Names of the congress terms in the text of a `terms` group, in order, each once."""
    names = {n.lower(): name for name, number, _ in known.terms for n in (name, str(number))}
    return tuple(dict.fromkeys(names[word] for word in re.findall(r"[ivx]+|[0-9]+", printed) if word in names))


def places(low: str, words: str) -> Iterator[int]:
    """Every position at which the words begin."""
    at = low.find(words)
    while at >= 0:
        yield at
        at = low.find(words, at + 1)


def _read_date(match: re.Match[str], citation: Citation) -> None:
    if said := match["year"] or match["inside"]:
        citation.dated_year = int(said)
        return
    if match["d3"] and not match["y3"]:
        return  # "ngày 15-5" of a year everyone knows
    day, month, year = (int(match[k] or match[k + "2"] or match[k + "3"]) for k in "dmy")
    year += _CENTURY * (year < _CENTURY)
    citation.dated_year = year
    try:
        citation.date = datetime.date(year, month, day).isoformat()
    except ValueError:  # the 31st of April: a misprint says only its year
        citation.date = None


def read_tail(citation: Citation, text: str, low: str, limit: int) -> None:
    """Fill date, body and term from the text right behind the citation, up to `limit` (the next citation)."""
    at, stop = citation.end, min(limit, citation.end + WINDOW)
    line = low.find("\n", at, stop)
    stop = line if line >= 0 else stop
    citation.tail = at
    for _ in range(6):  # date, body, term, and the conference, each with room for one repetition
        skip = _SKIP.match(low, at, stop)
        comma = skip is not None and "," in skip.group()
        at = skip.end() if skip else at
        match = _DATE.match(low, at, stop)
        if match and citation.dated_year is None:
            if comma and _tells_when(text, low, match.end()):
                return
            _read_date(match, citation)
        elif match := terms_pattern().match(low, at, stop):
            citation.terms = citation.terms or read_terms(match["terms"], knowledge())
        elif match := _PLENUM.match(low, at, stop):
            citation.body = citation.body or centre()
        elif citation.body is None and (match := _issued_by().match(low, at, stop)):
            by = match["by"] or ""
            if (comma and not by) or (by.startswith("do") and not _made_by(text, low, match.end(), stop)):
                return  # "Chỉ thị 05, Tỉnh ủy đã …", "Chỉ thị 05 do Tỉnh ủy tổ chức": the next subject, not the issuer
            _set_body(citation, knowledge().bodies[match["body"]], text, match.start("body"), match.end(), stop)
            at = citation.tail
            continue
        else:
            return
        at = citation.tail = match.end()


@lru_cache(maxsize=1)
def centre() -> Body:
    """The body that agrees with every body of the centre."""
    return next(body for body in knowledge().bodies.values() if body.generic)


def _tells_when(text: str, low: str, end: int) -> bool:
    """True for ", ngày 15/3/2018, Đảng ủy tổ chức …": a date that opens what happens next."""
    return re.match(rf",? [{UPPER}]", text[end : end + 3]) is not None or (
        text[end : end + 2] == ", " and _OF.match(low, end + 2) is None
    )


def _made_by(text: str, low: str, end: int, stop: int) -> bool:
    """True for "do Tỉnh ủy Quảng Ninh ban hành"."""
    place = _place().match(text, end, stop)
    return _MADE.match(low, place.end() if place else end, stop) is not None


def _set_body(citation: Citation, body: Body, text: str, start: int, end: int, stop: int) -> None:
    place = _place().match(text, end, stop)
    city = next((c for c in knowledge().raw["cities"]["names"] if text.startswith(f" {c}", end)), None)
    citation.tail = end + 1 + len(city) if city else place.end() if place else end
    citation.body, citation.body_text = body, text[start : citation.tail].strip()


def read_before(citation: Citation, text: str, low: str, floor: int) -> None:
    """Take the body from "… Tỉnh ủy đã ban hành" before the citation when none stands behind it."""
    if citation.body is not None:
        return
    # Few citations follow a verb of issuing: the last word turns most of them away before bodies are looked for.
    if not low[max(floor, citation.start - _BEFORE) : citation.start].rstrip().removesuffix(" các").endswith(_VERBS):
        return
    begin = max(floor, citation.start - _BEFORE)
    begin = max(begin, low.rfind("\n", begin, citation.start) + 1)
    last = None
    for match in _bodies().finditer(low, begin, citation.start):
        last = match
    if last is None:
        return
    place = _place().match(text, last.end(), citation.start)
    end = place.end() if place else last.end()
    if _ISSUES.fullmatch(low, end, citation.start) or _ISSUES.fullmatch(low, last.end(), citation.start):
        citation.body = knowledge().bodies[last.group()]
        citation.body_text, citation.issued = text[last.start() : end].strip(), True
        year = _IN_YEAR.search(low, max(floor, last.start() - len("năm 2003, ")), last.start())
        if year and citation.dated_year is None:
            citation.dated_year = int(year["year"])
