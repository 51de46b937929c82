"""Directives: which documents of Party and State an article cites or implies, where, and in what role.

Numbers are read by grammar (`numbers`, `shorts`, `plenum`, `tail`), given a level (`levels`) and held against the catalogue
(`weigh`, `resolve`); names without numbers come last (`names`). Knowledge stands in `datasets/directives.toml`.
"""

from nlp.directives.article import Article
from nlp.directives.catalogue import CatalogueEntry, catalogue
from nlp.directives.citation import Citation
from nlp.directives.levels import in_list, settle_levels
from nlp.directives.merge import merge
from nlp.directives.names import find_names
from nlp.directives.numbers import numbers
from nlp.directives.plenum import plenums, resolve_plenums
from nlp.directives.resolve import resolve_full, resolve_short
from nlp.directives.roles import set_roles
from nlp.directives.shorts import next_number
from nlp.directives.tail import read_before, read_tail
from nlp.records import Directive, Document

__all__ = ["CatalogueEntry", "Citation", "catalogue", "find_directives", "read_citations"]


def find_directives(document: Document) -> list[Directive]:
    """The documents an article cites or implies, one `Directive` each with all its spans, by their first span.

    `document` is in normal form. A document outside the catalogue has `id` None and keeps what is printed; where
    several of the catalogue remain possible, `id` is None and `candidates` names them.
    """
    article = Article(document)
    return merge(_citations(article), article)


def read_citations(document: Document) -> list[Citation]:
    """Every mention in reading order, before those of one document are gathered; each says by what `evidence` it was
    read. For counting how often a kind of evidence is right."""
    return _citations(Article(document))


def _citations(article: Article) -> list[Citation]:
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
    return every


def _read(article: Article) -> tuple[list[Citation], list[Citation]]:
    """Every numbered citation and every one by conference, with what is printed around it."""
    all_numbers: list[Citation] = []
    all_plenums: list[Citation] = []
    for name, text in article.texts.items():
        low = article.lows[name]
        found, conferences = numbers(name, text, low), plenums(name, text, low)
        both = sorted([*found, *conferences], key=lambda c: c.start)
        both = _with_tails(both, text, low)
        for place in range(len(both) - 2, -1, -1):
            one, following = both[place], both[place + 1]
            listed = one.start == following.start or in_list(low, one.tail or one.end, following.start)
            one.reach = following.reach if listed else following.end
        all_numbers += [c for c in both if c.plenum is None]
        all_plenums += [c for c in both if c.plenum is not None]
    return all_numbers, all_plenums


def _with_tails(printed: list[Citation], text: str, low: str) -> list[Citation]:
    """The citations with date, body and term, and between them the numbers that go on where a tail ends."""
    found: list[Citation] = []
    for place, citation in enumerate(printed):
        limit = printed[place + 1].start if place + 1 < len(printed) else len(text)
        following: Citation | None = citation
        while following is not None:
            if following.plenum is None:
                read_tail(following, text, low, limit)
                if following is not citation and following.tail == following.end:
                    break  # without a tail of its own it may be any number
                read_before(following, text, low, found[-1].end if found else 0)
            found.append(following)
            following = next_number(following, low, limit)
    return found
