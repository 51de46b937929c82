"""Citations of one article gathered into one `Directive` per document."""

import re
from functools import lru_cache
from typing import Any

from nlp.directives.article import Article
from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.directives.shorts import full_only
from nlp.provinces import today
from nlp.records import Directive, Role, Span
from nlp.text import canonical

_UNIT = re.compile(r"^(?:tỉnh|thành phố|tp\.?) ?")
_Identity = tuple[Any, ...]
_Key = tuple[_Identity, str | None, str | None]  # with the place and the date printed
_RANK: dict[Role, int] = {"operative": 0, "background": 1, "context": 2}


def merge(citations: list[Citation], article: Article) -> list[Directive]:
    """One `Directive` per document in order of first mention: all spans, the weightiest role, the best score.

    Outside the catalogue two mentions are one document unless a printed date or place sets them apart.
    """
    known: dict[str, Directive] = {}
    others = _Others()
    for citation in citations:
        fresh = _directive(citation, article)
        if fresh is None:
            continue
        same = known.setdefault(fresh.id, fresh) if fresh.id else others.same(fresh, citation)
        if same is not fresh:
            _join(same, fresh)
    found = [*known.values(), *others.found()]
    for directive in found:
        directive.spans = list(dict.fromkeys(directive.spans))
    order = {name: place for place, name in enumerate(article.texts)}
    return sorted(found, key=lambda d: (order[d.spans[0].field], d.spans[0].start, d.spans[0].end))


class _Others:
    """Documents outside the catalogue by number, place and date; a mention that prints less joins the last one."""

    def __init__(self) -> None:
        self._found: dict[_Key, Directive] = {}
        self._last: dict[_Identity, _Key] = {}

    def same(self, fresh: Directive, citation: Citation) -> Directive:
        """The document a mention belongs to: one met before, or the mention itself."""
        conference = (citation.plenum, citation.terms)  # documents named by it have no number to tell them apart
        identity = (fresh.number, fresh.level, fresh.type, tuple(fresh.candidates), conference)
        place = canonical(citation.place) or None
        tried = [(identity, p, d) for p in dict.fromkeys((place, None)) for d in dict.fromkeys((fresh.date, None))]
        last = self._last.get(identity)
        if last and (place in (None, last[1])) and (fresh.date in (None, last[2]) or last[2] is None):
            tried.append(last)
        key = next((key for key in tried if key in self._found), None)
        directive = self._found.pop(key) if key else fresh
        if key and place and not key[1]:
            directive.issuer = fresh.issuer
        directive.date = directive.date or fresh.date
        self._last[identity] = (identity, place or (key[1] if key else None), directive.date)
        self._found[self._last[identity]] = directive
        return directive

    def found(self) -> list[Directive]:
        return list(self._found.values())


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
    if citation.types[0] in full_only():
        return citation.level is not None
    if citation.body is not None and citation.body.level == "other":
        return citation.marked
    if citation.coded:
        return citation.called and (citation.marked or citation.level is not None)
    if citation.level is not None or citation.candidates:
        return citation.marked or citation.called
    return citation.marked


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
    """Official code of the province: of the one named where it is one of today, of the home province where none is
    named; else the body as printed, None when not printed."""
    place = canonical(citation.place)
    if citation.level == "province":
        return _provinces().get(_UNIT.sub("", place), citation.body_text) if place else article.document.source_province
    return citation.body_text


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    """Canonical name → code of today's provinces, and the short names of the cities."""
    codes = {canonical(name): code for code, name in today().items()}
    return {**codes, **{canonical(short): code for short, code in knowledge().raw["cities"]["short"].items()}}
