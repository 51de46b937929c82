"""The directive catalogue: `datasets/directives.toml`, read once and held as plain records.

`catalogue()` gives the documents; `knowledge()` gives them with everything else a reader of citations needs to know.
"""

import datetime
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nlp.paths import datasets
from nlp.text import canonical


@dataclass(frozen=True, slots=True)
class Known:
    """A document that exists: what a printed citation is held against. Days are ISO; `topic` is in `canonical` form."""

    number: str
    body: tuple[str, ...] = ()
    term: str | None = None
    date: str | None = None
    year: int | None = None
    topic: tuple[str, ...] = ()
    about: str = ""
    confidence: str = "memory"


@dataclass(frozen=True, slots=True)
class CatalogueEntry(Known):
    """A document of the catalogue. `start` and `until` bound its time in force; an open end is None.

    `unverified` names the fields nobody has confirmed; `surface` the ways it is printed; `collisions` the other
    documents of its number; `source` where the facts were seen.
    """

    id: str = ""
    type: str = ""
    level: str = ""
    title: str = ""
    start: str = ""
    until: str | None = None
    succeeds: tuple[str, ...] = ()
    continued_by: tuple[str, ...] = ()
    implements: str | None = None
    plenum: int | None = None
    group: str = "context"
    surface: tuple[str, ...] = ()
    collisions: tuple[Known, ...] = ()
    unverified: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body; a `generic` one agrees with every body of its level."""

    name: str
    level: str
    organ: str | None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The whole file. `raw` keeps the tables that one module alone reads."""

    entries: dict[str, CatalogueEntry]
    terms: tuple[tuple[str, int, str], ...]  # name, number, first day; oldest first
    types: dict[str, tuple[str, ...]]  # name → codes, the canonical one first
    type_words: dict[str, str]  # canonical word → name
    organs: dict[str, tuple[str, str]]  # canonical form → kept form, level
    bodies: dict[str, Body]  # canonical words → body
    scores: dict[str, float]  # evidence → probability that a reading by it is right
    tolerance: dict[str, int]
    raw: dict[str, Any] = field(repr=False)

    def campaign(self, identity: str | None) -> bool:
        """True for a document of the campaign's own family."""
        return identity is not None and self.entries[identity].group == "campaign"

    def successors(self, identity: str) -> set[str]:
        """Ids of every document that continues this one, directly or through others."""
        found: set[str] = set()
        open_ = [identity]
        while open_:
            for following in self.entries[open_.pop()].continued_by:
                if following not in found:
                    found.add(following)
                    open_.append(following)
        return found

    def term_of(self, day: str) -> str | None:
        """Name of the congress term a day falls in; None before the first one known."""
        return next((name for name, _, start in reversed(self.terms) if start <= day), None)

    def term_bounds(self, term: str) -> tuple[str, str]:
        """First day of a term and of the one after it; empty and "9999" where unknown."""
        names = [name for name, _, _ in self.terms]
        if term not in names:
            return "", "9999"
        place = names.index(term)
        return self.terms[place][2], self.terms[place + 1][2] if place + 1 < len(self.terms) else "9999"


def _plain(value: Any) -> Any:
    """TOML days as ISO text, lists as tuples."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _known(table: dict[str, Any]) -> dict[str, Any]:
    body = table.get("body", ())
    values = {k: _plain(v) for k, v in table.items() if k != "collision"}
    values["body"] = (body,) if isinstance(body, str) else tuple(body)
    values["topic"] = tuple(canonical(words) for words in table.get("topic", ()))
    return values


def _entry(table: dict[str, Any]) -> CatalogueEntry:
    values = _known(table)
    values["start"] = values.pop("from")
    return CatalogueEntry(**values, collisions=tuple(Known(**_known(c)) for c in table.get("collision", ())))


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Everything in `datasets/directives.toml`. Raises OSError when it is absent, ValueError when it contradicts
    itself: an id twice, or a reference to a document that is not in it.
    """
    with (datasets() / "directives.toml").open("rb") as file:
        raw = tomllib.load(file)
    entries: dict[str, CatalogueEntry] = {}
    for table in raw["directive"]:
        if table["id"] in entries:
            raise ValueError(f"directives.toml: {table['id']} stands twice")
        entries[table["id"]] = _entry(table)
    for holder in [*raw["name"], *raw["family"], *raw["era"]]:
        _check(entries, holder["documents"], str(holder["texts"][0]))
    for entry in entries.values():
        linked = (*entry.succeeds, *entry.continued_by, *filter(None, [entry.implements]))
        _check(entries, linked, entry.id)
    return Knowledge(
        entries=entries,
        terms=tuple(
            sorted(((t["name"], t["number"], t["start"].isoformat()) for t in raw["term"]), key=lambda t: t[1])
        ),
        types={t["name"]: tuple(t["codes"]) for t in raw["type"]},
        type_words={canonical(word): t["name"] for t in raw["type"] for word in t["words"]},
        organs={canonical(form): (o["name"], o["level"]) for o in raw["organ"] for form in o["forms"]},
        bodies={
            canonical(words): Body(b["name"], b["level"], b.get("organ"), b.get("generic", False))
            for b in raw["body"]
            for words in b["words"]
        },
        # Rule of succession (Laplace): the mean of what the counts leave possible; few cases never give certainty.
        scores={name: (row["right"] + 1) / (row["of"] + 2) for name, row in raw["evidence"].items()},
        tolerance=raw["tolerance"],
        raw=raw,
    )


def _check(entries: dict[str, CatalogueEntry], ids: Any, where: str) -> None:
    for identity in ids:
        if identity not in entries:
            raise ValueError(f"directives.toml: {where} names {identity}, which is not in the catalogue")


def catalogue() -> dict[str, CatalogueEntry]:
    """The documents of the catalogue by id, in the order of the file. Raises as `knowledge` does."""
    return knowledge().entries
