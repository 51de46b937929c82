"""The part a document plays in the article: operative, background or context, from the words before its number."""

import re
from functools import lru_cache

from nlp.directives.article import Article, Place
from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.records import Role
from nlp.text import canonical, sentences

_REACH = 500  # characters each way in which the sentence of a citation is looked for
_CLAUSE = 110  # characters before a citation whose words can still govern it
_BESIDE = 48  # characters before a citation that the longest of the words that touch it takes, with "nghiêm các" behind
_BEHIND = 60  # characters behind a citation in which "được triển khai" still speaks of it
_ITEM = re.compile(r"(?:[,;]| và| hoặc|, cùng)(?: các)?(?: số)?[ (“\"]*$")
_PERIOD = re.compile(
    r"(?:giai đoạn|từ năm|trong các năm|trong những năm) (?P<from>[12][0-9]{3})"
    r"(?: ?(?:-|–|đến(?: năm)?) ?(?P<to>[12][0-9]{3}))?"
)
_DUTIES = 3  # semicolons that make a sentence a list of duties


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    tables = knowledge().raw["roles"]
    kinds = {canonical(w): kind for kind in ("operative", "context", "background", "basis") for w in tables[kind]}
    words = sorted(kinds, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"), kinds


@lru_cache(maxsize=8)
def _plain(kind: str) -> tuple[str, ...]:
    return tuple(canonical(words) for words in knowledge().raw["roles"][kind])


@lru_cache(maxsize=8)
def _words(kind: str) -> re.Pattern[str]:
    """The words of one kind as whole words."""
    words = sorted((canonical(w) for w in knowledge().raw["roles"][kind]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@lru_cache(maxsize=1)
def _beside() -> dict[str, re.Pattern[str]]:
    """Words that count only where they touch the citation, by role."""
    found = {}
    for kind in ("operative", "background"):
        words = "|".join(re.escape(canonical(w)) for w in knowledge().raw["roles"][f"beside_{kind}"])
        found[kind] = re.compile(rf"(?<!\w)(?:{words})(?: tốt| nghiêm| hiệu quả)?(?: các)? ?[“\"(]?$")
    return found


def _long_past(low: str, start: int, end: int) -> bool:
    """True when "trước đây" or its like governs the place: no "nay" stands between."""
    if not any(low.find(words, start, end) >= 0 for words in _plain("strong")):
        return False
    ends = [match.end() for match in _words("strong").finditer(low, start, end)]
    return bool(ends) and _words("present").search(low, ends[-1], end) is None


def _behind(citation: Citation, low: str, stop: int) -> Role | None:
    """What the words behind a citation say of it: "Chỉ thị 03 trước đây", "Quy định 101 được cụ thể hóa"."""
    at = max(citation.tail, citation.end)
    if _words("behind_background").match(low, at + 1, stop):
        return "background"
    stop = min(stop, at + _BEHIND, citation.reach)
    if _words("behind_operative").search(low, at, stop):
        return "operative"
    done = _passive().search(low, at, stop)
    return "operative" if done else None


@lru_cache(maxsize=1)
def _passive() -> re.Pattern[str]:
    """ "… được 24 quận ủy học": whoever does it may stand between, but no new clause."""
    words = "|".join(re.escape(canonical(w)) for w in knowledge().raw["roles"]["passive"])
    return re.compile(rf"được (?<!\wđược )(?:\w+ ){{0,6}}(?:{words})(?!\w)")


class _Sentences:
    """Sentence bounds around positions, looked for in a window so that no text is too long; those of a paragraph that
    fits into one window are looked for once."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._place: Place | None = None
        self._bounds: list[tuple[int, int]] = []
        self._last: tuple[str, int, int] = ("", 0, 0)

    def around(self, citation: Citation) -> tuple[int, int]:
        field, start, end = self._last
        if field == citation.field and start <= citation.start < end:
            return start, end
        place = self._article.line(citation.field, citation.start)
        first, last = self._article.bounds(place)
        whole = last - first <= 2 * _REACH
        if not whole:
            first, last = max(first, citation.start - _REACH), min(last, citation.end + _REACH)
        if not whole or self._place != place:
            text = self._article.texts[citation.field][first:last]
            self._bounds = [(first + start, first + end) for start, end in sentences(text)]
            self._place = place if whole else None
        own = (citation.start, citation.end)
        start, end = next((bounds for bounds in self._bounds if bounds[1] > own[0]), own)
        self._last = (citation.field, start, max(end, citation.end))
        return self._last[1], self._last[2]


def set_roles(citations: list[Citation], article: Article) -> None:
    """Give every citation its role. `citations` stand in reading order."""
    around, basis = _Sentences(article), []
    previous: Citation | None = None
    for citation in citations:
        start, end = around.around(citation)
        low = article.lows[citation.field]
        inside = previous is not None and previous.field == citation.field and previous.start >= start
        if previous is not None and inside and previous.start == citation.start:
            citation.role = previous.role  # "khóa XI, XII": two documents in one place
            continue
        begin = previous.end if previous is not None and inside else start
        begin = max(begin, citation.start - _CLAUSE)
        kind = _kind(low, begin, citation.start)
        behind = _behind(citation, low, end)
        past = _long_past(low, start, citation.start) and not (inside and kind == "operative")
        if behind == "background" or past:
            kind = "background"
        elif previous is not None and inside and _ITEM.search(low, begin, citation.start):
            citation.role = previous.role  # the next item of a list; what stands between is the last one's title
            previous = citation
            continue
        if kind == "basis":
            basis.append(citation)
        kind = kind or behind
        citation.role = _role(kind, citation, article, (start, end))
        previous = citation
    _look_back(citations, basis, article)


def _kind(low: str, begin: int, end: int) -> str | None:
    """The kind of the cue nearest before the citation; `basis` words govern their whole clause."""
    close = max(begin, end - _BESIDE)
    for kind, beside in _beside().items():
        if beside.search(low, close, end):
            return kind
    pattern, kinds = _cues()
    nearest, basis = None, False
    for match in pattern.finditer(low, begin, end):
        nearest = kinds[match.group()]
        basis = basis or nearest == "basis"
    return "basis" if basis else nearest


def _role(kind: str | None, citation: Citation, article: Article, bounds: tuple[int, int]) -> Role:
    if kind == "background":
        return "background"
    low = article.lows[citation.field]
    before = low.count(";", bounds[0], citation.start)
    if before and before + low.count(";", citation.start, bounds[1]) >= _DUTIES:
        return "context"
    if kind == "context":
        return "context"
    if _of_the_past(citation, article, bounds):
        return "background"
    if kind in ("operative", "basis") or citation.implied:
        return "operative"
    return "operative" if knowledge().campaign(citation.id) else "context"


def _of_the_past(citation: Citation, article: Article, bounds: tuple[int, int]) -> bool:
    """True when the sentence tells of years that ended before the article's, and the document's time ended too."""
    until = knowledge().entries[citation.id].until if citation.id else None
    if not article.day or not until or until > article.day:
        return False
    match = _PERIOD.search(article.lows[citation.field], *bounds)
    return match is not None and (match["to"] or match["from"]) < article.day[:4]


def _look_back(citations: list[Citation], basis: list[Citation], article: Article) -> None:
    """A document of the campaign is history when a later one of its chain is carried out, or when its time is over."""
    known = knowledge()
    operative = {c.id for c in citations if c.id and c.role == "operative" and known.campaign(c.id)}
    for citation in citations:
        if citation.role != "operative" or not known.campaign(citation.id) or citation.id is None:
            continue
        entry, later = known.entries[citation.id], known.successors(citation.id) & operative
        over = entry.until is not None and article.day is not None and entry.until <= article.day
        replaced = any(known.entries[i].start >= (entry.until or "9999") for i in later)
        based = bool(later) and any(citation is b for b in basis)
        if replaced or based or (over and _long_ago(entry.until, article.day)):
            citation.role = "background"


def _long_ago(until: str | None, day: str | None) -> bool:
    # A campaign document is still reviewed ("5 năm thực hiện …") in the year after its end.
    return bool(until and day) and int(str(day)[:4]) - int(str(until)[:4]) > 1
