"""Which document a numbered citation means: one of the catalogue, one outside it, or several that remain possible."""

import re
from itertools import pairwise

from nlp.directives.article import Article
from nlp.directives.catalogue import Body, knowledge
from nlp.directives.citation import Citation
from nlp.directives.weigh import Candidate, alive, candidates, in_time, near, printed, weigh

_LIST_GAP = re.compile(r"[ ,;]{0,3}(?:và |cùng |cùng với |hoặc )?(?:các )?")


def settle_levels(citations: list[Citation], article: Article) -> list[Citation]:
    """Give short citations the level of the body printed with them; drop the laws."""
    for before, after in reversed(list(pairwise(citations))):
        _share(before, after, article)
    kept = []
    for citation in citations:
        body = citation.body
        if body and body.level == "law":
            continue
        if body and body.level == "city":
            _settle_city(citation, body, article)
        elif body and not citation.full and citation.level is None and body.level != "other":
            citation.level, citation.organ = body.level, body.organ
        kept.append(citation)
    return kept


def _share(before: Citation, after: Citation, article: Article) -> None:
    """ "Chỉ thị 05 và Kết luận 01 của Bộ Chính trị": the body stands once, behind the last of them."""
    if before.field != after.field or before.full or before.body or not after.body or before.tail > before.end:
        return
    if before.head != after.head and after.body.level != "central":
        return  # "Chỉ thị 05, Kế hoạch số 12 của Tỉnh ủy": only the plan is the province's
    if after.start - before.end <= 24 and _LIST_GAP.fullmatch(article.lows[before.field], before.end, after.start):
        generic = next(b for b in knowledge().bodies.values() if b.generic)
        before.body = after.body if before.head == after.head else generic


def _settle_city(citation: Citation, body: Body, article: Article) -> None:
    """A Thành ủy is a province's committee in the cities under the centre, and a district's elsewhere."""
    cities = knowledge().raw["cities"]
    place = (citation.body_text or "").partition("ủy")[2].strip()
    central = place in cities["names"] if place else article.document.source_province in cities["codes"]
    if citation.full and citation.level != "province":
        return
    if central:
        citation.level, citation.organ = "province", citation.organ or body.organ
    elif place or not citation.full:
        citation.level, citation.score = "lower", knowledge().scores["open"]


def _matching(citation: Citation, full: bool) -> list[Candidate]:
    """Candidates of that number and type; with an organ, only those of that organ."""
    if citation.value is None:
        return []
    same = [c for c in candidates().get(citation.value, []) if not citation.organ or c.organ == citation.organ]
    if citation.year is not None and citation.year not in {(c.known.date or "")[:4] for c in same}:
        return []
    fitting = [c for c in same if c.type in citation.types]
    if not fitting and full and citation.code:  # "Quyết định 144-QĐ/TW": both words share the code
        fitting = [c for c in same if citation.code in knowledge().types[c.type]]
    return fitting


def _choose(weighed: list[tuple[int, Candidate]], least: int) -> tuple[Candidate | None, bool]:
    """(the one that leads, whether it stays open between those weighed)."""
    ordered = sorted(weighed, key=lambda pair: -pair[0])
    if not ordered or ordered[0][0] < least:
        return None, bool(ordered)
    if len(ordered) > 1 and ordered[1][0] == ordered[0][0]:
        return None, True
    return ordered[0][1], False


def resolve_full(citations: list[Citation], article: Article, cited: set[str]) -> None:
    """Decide the citations whose level is known. Reads and fills `cited`."""
    scores = knowledge().scores
    for citation in citations:
        if citation.organ is None or citation.id:
            continue
        weighed = [(w, c) for c in _matching(citation, True) if (w := weigh(citation, c, article, cited)) is not None]
        lone = article.day is None and len(weighed) == 1 and citation.level == "central" and citation.organ == "TW"
        best, several = _choose(weighed, 0 if lone else 1)
        citation.candidates = [c.id for _, c in weighed if c.id] if several else []
        citation.score = scores["open" if citation.candidates else "outside"]
        if best and best.id:
            said = printed(citation, best.known) or 0
            citation.id = best.id
            evident = near(citation, best, article) > 0 or said > 0
            citation.score = scores["exact" if said >= 3 else "full" if evident else "lone"]
            cited.add(best.id)


def resolve_short(citations: list[Citation], article: Article, cited: set[str]) -> None:
    """Decide the citations by type and number alone: by their full number elsewhere, else by the words beside them."""
    full: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        if citation.organ and citation.value is not None:
            for name in citation.types:
                full.setdefault((name, citation.value), []).append(citation)
    short = [c for c in citations if c.organ is None and c.level is None and c.value is not None]
    short = [c for c in short if c.body is None or c.body.level != "other"]
    for citation in short:
        one = _same_number(citation, full)
        if one is None or one.id is None:
            _by_words(citation, article, cited)
        if one is not None:
            _take(citation, one)
    _by_company(short, article, cited)
    # What one paragraph makes clear holds for the same short form in the others.
    clear: dict[tuple[str, int], set[str]] = {}
    for citation in short:
        if citation.id and citation.value is not None:
            clear.setdefault((citation.types[0], citation.value), set()).add(citation.id)
    for citation in short:
        ids = clear.get((citation.types[0], citation.value or 0), set())
        if not citation.id and not citation.level and len(ids) == 1 and not citation.terms:
            citation.id, citation.candidates = next(iter(ids)), []
            citation.score = knowledge().scores["bare"]


def _by_company(short: list[Citation], article: Article, cited: set[str]) -> None:
    """Read the open ones again as long as a document found meanwhile speaks for its neighbours in the chain."""
    before = -1
    while before != len(cited):
        before = len(cited)
        for citation in short:
            if citation.id is None and citation.organ is None:
                _by_words(citation, article, cited)


def _same_number(citation: Citation, full: dict[tuple[str, int], list[Citation]]) -> Citation | None:
    """The full number of the article that the short form repeats, when only one document carries it."""
    if citation.terms or citation.date:
        return None
    same = [c for name in citation.types for c in full.get((name, citation.value or 0), [])]
    return same[0] if len({(c.id, c.organ) for c in same}) == 1 else None


def _take(citation: Citation, one: Citation) -> None:
    """Mean what the full number means; when the words beside the short form say otherwise, leave it open."""
    if citation.id is not None and citation.id != one.id:
        citation.candidates, citation.id = [citation.id], None
        citation.score = knowledge().scores["open"]
        return
    citation.id, citation.candidates = one.id, list(one.candidates)
    citation.organ, citation.level, citation.code, citation.year = one.organ, one.level, one.code, one.year
    citation.body, citation.body_text = citation.body or one.body, citation.body_text or one.body_text
    citation.score = min(one.score, knowledge().scores["repeated"])


def _by_words(citation: Citation, article: Article, cited: set[str]) -> bool:
    possible = [c for c in _matching(citation, False) if alive(c, article.day)]
    weighed = []
    for candidate in possible:
        points = weigh(citation, candidate, article, cited)
        said = printed(citation, candidate.known)
        if points is None or said is None:
            continue
        together = any(other in cited for other in candidate.neighbours)
        beside = together or near(citation, candidate, article) >= 2 or said >= 3
        if candidate.id is None or (beside and (together or in_time(candidate, article.day))):
            weighed.append((points, candidate))
    best, _ = _choose(weighed, 2)
    if best and best.id:
        citation.id, citation.score = best.id, knowledge().scores["bare"]
        cited.add(best.id)
        return True
    citation.candidates = [c.id for c in possible if c.id and printed(citation, c.known) is not None]
    citation.score = knowledge().scores["open"]
    return False
