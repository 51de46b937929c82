"""Which document a numbered citation means: one of the catalogue, one outside it, or several that remain possible."""

import re

from nlp.directives.article import Article, Place
from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.directives.weigh import Candidate, alive, anniversary, in_time, matching, near, printed, weigh

# What a number is "về", also behind a body nobody lists: "Chỉ thị 05 của Chủ tịch tỉnh về phòng cháy".
_ABOUT = re.compile(r"(?: của [^,.;:()\n]{2,40}? (?:“|\")?về|,? (?:“|\")?(?:về|trong|của ngành|phòng,))(?!\w)")


def _choose(weighed: list[tuple[int, Candidate]], least: int) -> tuple[Candidate | None, bool]:
    """(the one that leads, whether it stays open between those weighed)."""
    ordered = sorted((pair for pair in weighed if pair[0] >= 0), key=lambda pair: -pair[0])
    if not ordered or ordered[0][0] < least:
        return None, bool(ordered)
    if len(ordered) > 1 and ordered[1][0] == ordered[0][0]:
        return None, True
    return ordered[0][1], False


def _of_this_term(weighed: list[tuple[int, Candidate]], article: Article) -> Candidate | None:
    """The document of the article's own congress term among several that weigh the same, when it is the only one the
    catalogue holds: a word of another's topic somewhere in the article does not outweigh the numbering of the day."""
    most = max(weight for weight, _ in weighed)
    first = [candidate for weight, candidate in weighed if weight == most]
    ours = [candidate for candidate in first if candidate.id]
    if article.day is None or most < 1 or len(ours) != 1:
        return None
    return ours[0] if ours[0].known.term == knowledge().term_of(article.day) else None


def _company(citations: list[Citation], article: Article) -> dict[Place, dict[str, Citation]]:
    """By paragraph, the documents that the numbers in it may mean where no other committee is named: "Chỉ thị 05, Kết
    luận 01" speak for each other, since one continues the other."""
    found: dict[Place, dict[str, Citation]] = {}
    for citation in citations if len(citations) > 1 else ():
        if citation.organ not in ("TW", None) or (citation.organ is None and (citation.level or citation.body)):
            continue
        for candidate in matching(citation, True):
            if candidate.id and candidate.neighbours and alive(candidate, article.day):
                line = found.setdefault(article.line(citation.field, citation.start), {})
                line.setdefault(candidate.id, citation)
    return found


def _known_beside(
    citation: Citation, article: Article, company: dict[Place, dict[str, Citation]], cited: set[str]
) -> set[str]:
    """What is cited, and what the other numbers of the paragraph may mean."""
    others = company.get(article.line(citation.field, citation.start), {})
    return cited | {identity for identity, other in others.items() if other is not citation}


def resolve_full(citations: list[Citation], article: Article, cited: set[str]) -> None:
    """Decide the citations whose level is known. Reads and fills `cited`."""
    company = _company(citations, article)
    for citation in citations:
        if citation.organ is None or citation.id:
            continue
        known = _known_beside(citation, article, company, cited)
        weighed = [(w, c) for c in matching(citation, True) if (w := weigh(citation, c, article, known)) is not None]
        lone = article.day is None and len(weighed) == 1 and citation.level == "central" and citation.organ == "TW"
        best, several = _choose(weighed, 0 if lone else 1)
        if best is None and several and (current := _of_this_term(weighed, article)):
            best, several = current, False
        citation.candidates = [c.id for w, c in weighed if c.id and w >= 0] if several else []
        citation.evidence = "open" if citation.candidates else "outside"
        if best and best.id:
            said = printed(citation, best.known) or 0
            citation.id = best.id
            evident = near(citation, best, article) > 0 or said > 0
            citation.evidence = "exact" if said >= 3 else "full" if evident else "lone"
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
    before = len(cited)
    company = _company(citations, article)
    for citation in short:
        one = _same_number(citation, full)
        if one is None or one.id is None:
            _by_words(citation, article, cited, company)
        if one is not None:
            _take(citation, one)
    _by_company(short, article, cited, before, company)
    # What one paragraph makes clear holds for the same short form in the others.
    clear: dict[tuple[str, int], set[str]] = {}
    for citation in short:
        if citation.id and citation.value is not None:
            clear.setdefault((citation.types[0], citation.value), set()).add(citation.id)
    for citation in short:
        ids = clear.get((citation.types[0], citation.value or 0), set())
        if not citation.id and not citation.level and len(ids) == 1 and not citation.terms:
            citation.id, citation.candidates = next(iter(ids)), []
            citation.evidence = "repeated"


def _by_company(
    short: list[Citation], article: Article, cited: set[str], before: int, company: dict[Place, dict[str, Citation]]
) -> None:
    """Read the open ones again as long as a document found meanwhile speaks for its neighbours in the chain. `before`
    counts those known at the first reading."""
    while before != len(cited):
        before = len(cited)
        for citation in short:
            if citation.id is None and citation.organ is None:
                _by_words(citation, article, cited, company)


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
        citation.evidence = "open"
        return
    citation.id, citation.candidates = one.id, list(one.candidates)
    citation.organ, citation.level, citation.code, citation.year = one.organ, one.level, one.code, one.year
    citation.body, citation.body_text = citation.body or one.body, citation.body_text or one.body_text
    citation.evidence = "repeated" if one.id else one.evidence


def _is_distinctive(citation: Citation, candidate: Candidate, article: Article) -> bool:
    """True for a document in force whose number no other committee is likely to have reached."""
    table = knowledge().raw["distinctive"]
    named = candidate.type in table["types"] and (citation.value or 0) >= table["least"] and citation.body is None
    return named and candidate.id is not None and article.day is not None and in_time(candidate, article.day)


def _is_well_known(citation: Citation, candidate: Candidate, article: Article) -> bool:
    """True for a document in force that a Party cell names by its number alone, beside words of Party life."""
    table = knowledge().raw["well_known"]
    if candidate.id not in table["documents"] or article.day is None or citation.body is not None:
        return False
    if not (candidate.known.date or "9") <= article.day < (candidate.until or "9999"):
        return False
    if printed(citation, candidate.known) is None or _is_about_another(citation, candidate, article):
        return False
    return article.beside(article.line(citation.field, citation.start), tuple(table["words"]), True)


def _is_subject(citation: Citation, candidate: Candidate, article: Article) -> bool:
    """True for a document of the campaign or its rules in force that does not go on "về" something else: in an article
    that names the campaign (`_by_words` asks how often) its short form needs no such word beside it."""
    known = candidate.known
    if (
        candidate.group not in knowledge().raw["subject"]["groups"]
        or article.day is None
        or printed(citation, known) is None
    ):
        return False
    if not (known.date or "") <= article.day < (candidate.until or "9999"):
        return False
    return not _is_about_another(citation, candidate, article)


def _is_about_another(citation: Citation, candidate: Candidate, article: Article) -> bool:
    """True when the short form goes on "về" something that is not the candidate's."""
    low = article.lows[citation.field]
    goes_on = _ABOUT.match(low, max(citation.tail, citation.end))
    if goes_on is None or low.startswith(tuple(knowledge().raw["subject"]["themes"]), goes_on.end() + 1):
        return False
    return near(citation, candidate, article) < 2


def _by_words(citation: Citation, article: Article, cited: set[str], company: dict[Place, dict[str, Citation]]) -> bool:
    beside_it = _known_beside(citation, article, company, cited)
    possible = [c for c in matching(citation, False) if alive(c, article.day)]
    weighed = []
    for candidate in possible:
        points = weigh(citation, candidate, article, beside_it)
        said = printed(citation, candidate.known)
        if points is None or said is None:
            continue
        together = any(other in beside_it for other in candidate.neighbours)
        points += together  # a number alone beside its neighbour in the chain is hardly another document's
        beside = together or near(citation, candidate, article) >= 2 or said >= 3
        beside = beside or anniversary(citation, candidate, article) > 0
        if candidate.id is None or (beside and (together or in_time(candidate, article.day))):
            weighed.append((points, candidate))
    best, _ = _choose(weighed, 2)
    if best and best.id:
        citation.id, citation.evidence, citation.candidates = best.id, "bare", []
        cited.add(best.id)
        return True
    if len(possible) == 1 and _is_distinctive(citation, possible[0], article):
        citation.id, citation.evidence, citation.candidates = possible[0].id, "sole", []
        return True
    if len(known := [c for c in possible if _is_well_known(citation, c, article)]) == 1 and known[0].id:
        citation.id, citation.evidence, citation.candidates = known[0].id, "well_known", []
        cited.add(known[0].id)
        return True
    campaign = tuple(knowledge().raw["cues"]["campaign"])
    on_campaign = article.anywhere(campaign, True) or any(map(knowledge().campaign, cited))
    if on_campaign and not any(c.id is None and w > 1 for w, c in weighed):
        subject = [c for c in possible if c.id and _is_subject(citation, c, article)]
        if len(subject) == 1 and subject[0].id:
            kind = "subject" if article.is_subject(campaign) else "passing"
            citation.id, citation.evidence, citation.candidates = subject[0].id, kind, []
            cited.add(subject[0].id)
            return True
    citation.candidates = [
        c.id
        for c in possible
        if c.id
        and printed(citation, c.known) is not None
        and (in_time(c, article.day) or near(citation, c, article) > 1)
    ]
    return False
