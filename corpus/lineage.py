"""Which directives a selection means: one document, those it became, those it came from, or every one of a number.

CT05-2016    the document itself
CT05-2016+   and all that continue it        (`succeeds` and `continued_by` of datasets/directives.toml)
+CT05-2016   and all that it continues       (both signs: the whole chain)
04-QĐ/TU     every document printed with this number, of whichever term or province
"""

import re
from collections.abc import Callable

from corpus.errors import QueryError
from nlp.directives.catalogue import CatalogueEntry, catalogue
from nlp.text import one_line

_NUMBER = re.compile(r"\d{1,5}[^/]*/[^/]+")
MOST_NAMED = 6  # ids in a message


def directive_ids(text: str) -> list[str] | None:
    """Ids meant by `text`, the document named first, the others by the day they were issued; None when it is a number.

    Raises QueryError for an id that the catalogue does not hold.
    """
    typed = one_line(text)
    if _NUMBER.fullmatch(typed):
        return None
    name = typed.strip("+").strip()
    known = {identity.casefold(): identity for identity in catalogue()}
    identity = known.get(name.casefold())
    if identity is None:
        raise QueryError(f"unknown directive {name[:80]!r}", _near(name))
    found = set()
    if typed.endswith("+"):
        found |= _reached(identity, _following)
    if typed.startswith("+"):
        found |= _reached(identity, _preceding)
    entries = catalogue()
    return [identity, *sorted(found - {identity}, key=lambda other: (entries[other].start, other))]


def directive_numbers(text: str) -> list[str]:
    """The ways the corpus may keep a typed number: without blanks, with one kind of hyphen, as typed and in capitals."""
    number = one_line(text).replace(" ", "").replace("–", "-").replace("—", "-")
    return list(dict.fromkeys([number, number.upper()]))


def _near(name: str) -> str:
    """A next step: ids with the same figure, else those of the campaign."""
    figures = re.findall(r"\d+", name)
    same = [i for i, entry in catalogue().items() if figures and re.match(rf"0*{int(figures[0][:5])}\D", entry.number)]
    shown = same or [i for i, entry in catalogue().items() if entry.group == "campaign"]
    return f"try {', '.join(shown[:MOST_NAMED])}, or a number such as 05-CT/TW"


def _following(entry: CatalogueEntry) -> set[str]:
    later = {other.id for other in catalogue().values() if entry.id in other.succeeds}
    return later | set(entry.continued_by)


def _preceding(entry: CatalogueEntry) -> set[str]:
    earlier = {other.id for other in catalogue().values() if entry.id in other.continued_by}
    return earlier | set(entry.succeeds)


def _reached(identity: str, step: Callable[[CatalogueEntry], set[str]]) -> set[str]:
    """Every document that is reached from one by going on and on."""
    found: set[str] = set()
    ahead = [identity]
    while ahead:
        new = step(catalogue()[ahead.pop()]) - found
        found |= new
        ahead += new
    return found
