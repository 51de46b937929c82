"""Documents named by the conference they came from: "Nghị quyết Trung ương 4 khóa XII", "NQTW4", "NQ T.Ư 4"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from nlp.directives.article import Article
from nlp.directives.catalogue import CatalogueEntry, knowledge
from nlp.directives.citation import Citation
from nlp.directives.shorts import JOINER
from nlp.directives.tail import places, read_terms, terms_pattern
from nlp.directives.weigh import Candidate, alive
from nlp.records import FieldName

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ORDINAL = rf"(?:[0-9]{{1,2}}|{'|'.join(_WORDS)})"
_KINDS = {"nghị quyết": "Nghị quyết", "nq": "Nghị quyết", "kết luận": "Kết luận", "kl": "Kết luận"}
_MOST = 16  # conferences of one term: never more than fifteen so far; a larger number is something else
_ISSUER = "Ban Chấp hành Trung ương"  # whose conference it is
_TITLE = 120  # characters between the name and its term: the resolution's title may stand there
_CENTRE = r"(?:trung ương|tw|t\.ư|tư)"
_PLENUM = re.compile(
    rf"(?<!\w)(?P<w>nghị quyết|nq|kết luận|kl)[ /.-]?(?:của )?(?:hội nghị )?(?:lần thứ (?P<a>{_ORDINAL}),? )?(?:,? ?(?:của )?"
    rf"(?:ban chấp hành|bch) )?{_CENTRE}(?: đảng)?"
    rf"(?:[ .-]?(?:lần thứ (?P<b>{_ORDINAL})|\(?(?P<c>[0-9]{{1,2}}|bốn|{'|'.join(reversed(_ROMAN))})\)?))?"
    rf"(?: \(lần (?:[0-9]|hai|thứ hai)\))?"
    r"(?!\w|[-./,][0-9])(?P<more>(?:(?: ?, ?| và )(?:(?:trung ương|tw|t\.ư|tư) ?)?[0-9]{1,2}(?![\w./-])){0,6})"
)
# The next of a list, with a term of its own: "… Trung ương 4 khóa XI, Trung ương 4 khóa XII".
_NEXT = re.compile(rf"(?P<join>{JOINER})(?:hội nghị )?{_CENTRE} ?(?P<c>[0-9]{{1,2}})(?!\w)")
_TO_TERM = re.compile(r"[ \n]?[,(/–-]{0,2} ?(?:của )?(?:đảng )?\(?")
_BARE_TERM = re.compile(r" ?\((?P<terms>[ivx]{2,5}(?: ?(?:,|và) ?[ivx]{2,5}){0,4})\)")


@lru_cache(maxsize=1)
def _by_plenum() -> dict[int, list[CatalogueEntry]]:
    found: dict[int, list[CatalogueEntry]] = {}
    for entry in knowledge().entries.values():
        if entry.plenum:
            found.setdefault(entry.plenum, []).append(entry)
    return found


def plenums(name: FieldName, text: str, low: str) -> list[Citation]:
    """One citation for every term named ("khóa XI, XII" gives two), or one without a term."""
    found: list[Citation] = []
    for match in _matches(low):
        ordinals = {_ordinal(o) for o in match.group("a", "b", "c") if o}
        roman = match["c"] in _ROMAN and not text[slice(*match.span("c"))].isupper()
        printed = text[match.start() : match.end("w")]
        if len(ordinals) != 1 or max(ordinals) >= _MOST or roman or (len(printed) == 2 and not printed.isupper()):
            continue
        kind = _KINDS[match["w"]]
        end = match.start("more")
        one = Citation(name, match.start(), end, (kind,), plenum=ordinals.pop(), tail=end)
        said, listed = _term(low, match.end()), [int(n) for n in re.findall("[0-9]+", match["more"])]
        if not said or max(listed, default=0) >= _MOST:
            said, listed = _term(low, end), []  # "Nghị quyết Trung ương 4, 27 biểu hiện" is no list
        if said:
            one.end = one.tail = _closed(low, one.start, said.end())
            one.terms = read_terms(said["terms"], knowledge())
        both = [replace(one, plenum=plenum) for plenum in (one.plenum, *listed)]
        found += [replace(each, terms=(term,)) for each in both for term in one.terms] or [one]
        found += _following(one, low)
    return found


def _closed(low: str, start: int, end: int) -> int:
    """The end with the bracket behind it, when that was opened since the start."""
    return end + (low[end : end + 1] == ")" and low.count("(", start, end) > low.count(")", start, end))


def _following(one: Citation, low: str) -> list[Citation]:
    """Conferences that go on in a list without the word "Nghị quyết", each with its own terms."""
    found: list[Citation] = []
    end = one.end
    while (match := _NEXT.match(low, end)) and (said := _term(low, match.end())):
        start = match.end("join")
        end = _closed(low, start, said.end())
        terms = read_terms(said["terms"], knowledge())
        next_one = replace(one, start=start, end=end, tail=end, plenum=int(match["c"]))
        if int(match["c"]) >= _MOST:
            break
        found += [replace(next_one, terms=(term,)) for term in terms]
    return found


def _matches(low: str) -> Iterator[re.Match[str]]:
    """As `_PLENUM.finditer`: leaping from head to head reads a text many times faster than trying every letter."""
    starts = sorted(at for head in _KINDS for at in places(low, head))
    end = 0
    for start in starts:
        if start >= end and (match := _PLENUM.match(low, start)):
            yield match
            end = match.end()


def _ordinal(printed: str) -> int:
    if printed in _ROMAN:
        return _ROMAN.index(printed) + 1
    return _WORDS.get(printed) or int(printed)


def _term(low: str, at: int) -> re.Match[str] | None:
    """The terms printed right behind the conference: "(khóa XI, XII)", ", khóa XII", "(XII)"."""
    gap = _TO_TERM.match(low, at)
    return terms_pattern().match(low, gap.end() if gap else at) or _BARE_TERM.match(low, at)


def resolve_plenums(citations: list[Citation], article: Article, cited: set[str]) -> list[Citation]:
    """Decide citations by conference; one that the catalogue does not hold is a document of the centre outside it."""
    for citation in citations:
        entries = _by_plenum().get(citation.plenum or 0, [])
        possible = [e for e in entries if alive(_candidate(e), article.day)]
        if citation.terms:
            possible = [e for e in possible if e.term in citation.terms]
        else:
            possible = _without_term(citation, possible, article, cited)
        if len(possible) == 1:
            citation.id, citation.evidence = possible[0].id, "exact" if citation.terms else "name"
            cited.add(possible[0].id)
        elif possible:
            citation.candidates = [e.id for e in possible]
        else:
            citation.level, citation.body_text, citation.evidence = "central", _ISSUER, "outside"
    return citations


def _candidate(entry: CatalogueEntry) -> Candidate:
    return Candidate(entry, entry.id, entry.type, "TW", entry.group)


def _without_term(
    citation: Citation, possible: list[CatalogueEntry], article: Article, cited: set[str]
) -> list[CatalogueEntry]:
    """The documents a conference without its term may mean: by kind, by title, by what is cited, by the day."""
    own = [e for e in possible if e.type in citation.types]
    low, stop = article.lows[citation.field], citation.end + _TITLE
    titled = [e for e in own if any(low.find(words, citation.end, stop) >= 0 for words in e.topic)]
    if len(titled) == 1:
        return titled
    mentioned = [e for e in own if e.id in cited]
    if len(mentioned) == 1:
        return mentioned
    day = article.day
    if day is None or len(own) < 2:
        return own
    later = [e.start for e in possible if e not in own]  # a document of another kind followed: the name may be a slip
    if any(start <= day for start in later):
        return possible
    return [e for e in own if e.start <= day and (e.until is None or day < e.until)] or own
