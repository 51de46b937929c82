"""Citations of one article gathered into one `Directive` per document."""

from nlp.directives.article import Article
from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.records import Directive, Role, Span

_RANK: dict[Role, int] = {"operative": 0, "background": 1, "context": 2}


def merge(citations: list[Citation], article: Article) -> list[Directive]:
    """One `Directive` per document in order of first mention: all spans, the weightiest role, the best score."""
    found: dict[object, Directive] = {}
    undated: dict[object, Directive] = {}
    for citation in citations:
        fresh = _directive(citation, article)
        if fresh is None:
            continue
        identity = (fresh.number, fresh.level, fresh.type, tuple(fresh.candidates))
        key: object = fresh.id or (identity, fresh.date)
        same = found.get(key) or (None if fresh.id or fresh.date else undated.get(identity))
        if same is None and fresh.date and (None if fresh.id else found.get((identity, None))):
            same = found.pop((identity, None))  # first named without its date, now with it
            same.date = fresh.date
            found[key] = same
        if same is None:
            same = found[key] = fresh
        else:
            _join(same, fresh)
        if not fresh.id:
            undated.setdefault(identity, same)
    for directive in found.values():
        directive.spans = list(dict.fromkeys(directive.spans))
    order = {name: place for place, name in enumerate(article.texts)}
    return sorted(found.values(), key=lambda d: (order[d.spans[0].field], d.spans[0].start, d.spans[0].end))


def _join(same: Directive, fresh: Directive) -> None:
    same.spans += fresh.spans
    if same.basis == "implied" and fresh.basis == "cited":
        same.basis, same.role, same.score = "cited", fresh.role, fresh.score
    elif same.basis == fresh.basis:
        same.role = min(same.role, fresh.role, key=_RANK.__getitem__)
        same.score = max(same.score, fresh.score)
    same.issuer = same.issuer or fresh.issuer


def _directive(citation: Citation, article: Article) -> Directive | None:
    span = Span(
        citation.field, citation.start, citation.end, article.texts[citation.field][citation.start : citation.end]
    )
    if citation.id:
        entry = knowledge().entries[citation.id]
        return Directive(
            [span], entry.id, entry.number, entry.type, entry.level, entry.body[0], entry.date, citation.role,
            "implied" if citation.implied else "cited", citation.score,
        )  # fmt: skip
    if not _worth_keeping(citation):
        return None
    return Directive(
        [span], None, _number(citation), citation.types[0] if citation.types else None, citation.level,
        _issuer(citation, article), citation.date, citation.role, "cited", citation.score, citation.candidates,
    )  # fmt: skip


def _worth_keeping(citation: Citation) -> bool:
    """A short form that nothing explains is kept only where it is printed as a document's name."""
    if citation.full or citation.plenum or citation.number is None:
        return True
    if citation.body is not None and citation.body.level == "other":
        return False
    if citation.level is not None or citation.candidates:
        return citation.marked or citation.called
    return citation.marked and citation.called


def _number(citation: Citation) -> str | None:
    """The canonical number: `04-QĐ/TU` of the Party, `1847/QĐ-TTg` of the State, `12-KH` where the organ is unknown."""
    if citation.number is None:
        return None
    digits = citation.number.zfill(2)
    code = citation.code or (knowledge().types[citation.types[0]][0] if citation.types else "")
    if citation.level == "state" or citation.year:
        year = f"{citation.year}/" if citation.year else ""
        return f"{digits}/{year}{code}" + (f"-{citation.organ}" if citation.organ else "")
    return f"{digits}-{code}" + (f"/{citation.organ}" if citation.organ else "")


def _issuer(citation: Citation, article: Article) -> str | None:
    """Official code of the home province for its own committee, else the body as printed; None when not printed."""
    place = (citation.body_text or "").partition("ủy")[2].strip()
    if citation.level == "province" and not place:
        return article.document.source_province
    return citation.body_text
