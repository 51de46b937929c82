"""Directives: which documents of Party and State an article cites or implies, where, and in what role.

Numbers are read by grammar (`numbers`, `plenum`, `tail`), held against the catalogue (`weigh`, `resolve`), names
without numbers come last (`names`). Knowledge stands in `datasets/directives.toml`.
"""

from nlp.directives.article import Article
from nlp.directives.catalogue import CatalogueEntry, catalogue
from nlp.directives.citation import Citation
from nlp.directives.merge import merge
from nlp.directives.names import find_names
from nlp.directives.numbers import numbers
from nlp.directives.plenum import plenums, resolve_plenums
from nlp.directives.resolve import resolve_full, resolve_short, settle_levels
from nlp.directives.roles import set_roles
from nlp.directives.tail import read_before, read_tail
from nlp.records import Directive, Document

__all__ = ["CatalogueEntry", "catalogue", "find_directives"]


def find_directives(document: Document) -> list[Directive]:
    """The documents an article cites or implies, one `Directive` each with all its spans, by their first span.

    `document` is in normal form. A document outside the catalogue has `id` None and keeps what is printed; where
    several of the catalogue remain possible, `id` is None and `candidates` names them.
    """
    article = Article(document)
    numbered, by_plenum = _read(article)
    cited: set[str] = set()
    numbered = settle_levels(numbered, article)
    resolve_full(numbered, article, cited)
    by_plenum = resolve_plenums(by_plenum, article, cited)
    resolve_short(numbered, article, cited)
    open_ = [c for c in numbered if c.id is None]
    resolve_full(open_, article, cited)  # again: what was found meanwhile may decide what stayed open
    named = find_names(article, [*numbered, *by_plenum], cited)
    order = {name: place for place, name in enumerate(article.texts)}
    every = sorted([*numbered, *by_plenum, *named], key=lambda c: (order[c.field], c.start, c.end))
    set_roles(every, article)
    return merge(every, article)


def _read(article: Article) -> tuple[list[Citation], list[Citation]]:
    """Every numbered citation and every one by conference, with what is printed around it."""
    all_numbers: list[Citation] = []
    all_plenums: list[Citation] = []
    for name, text in article.texts.items():
        low = article.lows[name]
        found, conferences = numbers(name, text, low), plenums(name, text, low)
        both = sorted([*found, *conferences], key=lambda c: c.start)
        for place, citation in enumerate(both):
            if citation.plenum is None:
                read_tail(citation, text, low, both[place + 1].start if place + 1 < len(both) else len(text))
                read_before(citation, text, low, both[place - 1].end if place else 0)
        all_numbers += found
        all_plenums += conferences
    return all_numbers, all_plenums
