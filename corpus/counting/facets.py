"""Counts of tags: each alone, and any two against one another."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from corpus.counting.axes import TIMES, Axis, axis
from corpus.counting.chunks import Nums, numbers
from corpus.counting.completeness import completeness
from corpus.counting.result import Result
from corpus.counting.selection import Selection, select
from corpus.eras import eras
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

FACETS = ("on_campaign", "directive", "directive_role", "province", "field", "genre", "exemplar", "actor", "source",
          "era", "year")  # fmt: skip
FACET_COLUMNS = ("axis", "label", "articles", "share", "base")
CELL_COLUMNS = ("row", "column", "articles", "row_share", "column_share", "share")


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of an axis in a selection, in their order, each with its articles (places in the selection).

    None, the last where it is there, stands for having no label. `base`: how many articles could have one.
    """

    axis: Axis
    names: list[str | None]
    places: list[Nums]
    base: int

    @property
    def totals(self) -> list[int]:
        """Articles per label."""
        return [len(places) for places in self.places]

    def matrix(self, articles: int) -> csr_array:
        """Articles × labels, 1 where an article has the label."""
        rows = np.concatenate([*self.places, np.empty(0, np.int64)])
        columns = np.repeat(np.arange(len(self.places)), self.totals)
        return csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(articles, len(self.names)))


def _labels(corpus: Corpus, chosen: Selection, name: str, read: Nums) -> _Labels:
    """The labels of a selection on an axis; `read` are the articles that have a reading."""
    one = axis(name)
    found: dict[str | None, Nums] = {}
    could = np.isin(chosen.nums, read, assume_unique=True) if one.tagged else np.ones(len(chosen.nums), dtype=bool)
    without = could.copy()
    for label, nums in one.groups(corpus).items():
        mine = np.intersect1d(nums, chosen.nums, assume_unique=True)
        if len(mine):
            found[label] = np.searchsorted(chosen.nums, mine)
            without[found[label]] = False
    if without.any():
        found[None] = np.flatnonzero(without)
    names = _sorted(one, {label: len(places) for label, places in found.items()})
    return _Labels(one, names, [found[label] for label in names], int(could.sum()))


def _read(corpus: Corpus) -> Nums:
    return numbers(corpus.conn, "a.num FROM readings r JOIN articles a ON a.id = r.article_id")


def _sorted(one: Axis, totals: dict[str | None, int]) -> list[str | None]:
    """By time where the labels have one, else the most frequent first; None last."""
    begins = {era.code: era.since for era in eras()}

    def key(name: str | None) -> tuple[Any, ...]:
        if one.name in TIMES:
            return (name is None, begins.get(name or "", name or ""))
        return (name is None, -totals[name], name or "")

    return sorted(totals, key=key)


def facets(corpus: Corpus, filters: Filters | None = None, *, axes: tuple[str, ...] = FACETS, limit: int = 20,
           reprints: str = "once") -> Result:  # fmt: skip
    """How many articles of a selection have each label: up to `limit` labels of each axis.

    Columns: `axis`, `label` (None: read, and without a label), `articles`, `base` (articles that were read, or all of
    the selection for axes that need no reading), `share` of the base in per cent. `about` tells for each axis how many
    labels there are and whether an article may have several. Raises QueryError for an unknown axis.
    """
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        read = _read(corpus)
        rows: list[dict[str, Any]] = []
        sizes = {}
        for name in axes:
            labels = _labels(corpus, chosen, name, read)
            sizes[name] = {"labels": sum(label is not None for label in labels.names), "many": labels.axis.many,
                           "base": labels.base}  # fmt: skip
            counted = list(zip(labels.names, labels.totals, strict=True))
            shown = counted[:limit] + [pair for pair in counted[limit:] if pair[0] is None]
            rows += [{"axis": name, "label": label, "articles": count, "share": _percent(count, labels.base),
                      "base": labels.base} for label, count in shown]  # fmt: skip
        return Result("facets", FACET_COLUMNS, rows, {**chosen.about(), "axes": sizes}, completeness(corpus, chosen))


def crosstab(corpus: Corpus, rows: str, columns: str, filters: Filters | None = None, *, limit: int = 40,
             column_limit: int = 20, reprints: str = "once") -> Result:  # fmt: skip
    """Articles by two axes: one row for each cell, with its share of its row, of its column and of all, in per cent.

    `about` holds `rows` and `columns`, each with its axis, its labels in their order, their totals in articles, how many
    labels there are in all, and whether an article may have several of them: then cells add up to more than the total.
    At most `limit` rows and `column_limit` columns. Raises QueryError for an unknown axis, or twice the same.
    """
    if rows == columns:
        raise QueryError(f"{rows} against itself", "choose two axes")
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        read, size = _read(corpus), len(chosen.nums)
        down, across = _labels(corpus, chosen, rows, read), _labels(corpus, chosen, columns, read)
        cells: NDArray[np.int64] = np.asarray((down.matrix(size).T @ across.matrix(size)).todense())
        down_totals, across_totals = down.totals, across.totals
        shown_down, shown_across = _first(down.names, limit), _first(across.names, column_limit)
        found = [
            {"row": down.names[i], "column": across.names[j], "articles": int(cells[i, j]),
             "row_share": _percent(int(cells[i, j]), down_totals[i]),
             "column_share": _percent(int(cells[i, j]), across_totals[j]),
             "share": _percent(int(cells[i, j]), len(chosen.nums))} for i in shown_down for j in shown_across
        ]  # fmt: skip
        about = {**chosen.about(), "rows": _side(down, shown_down), "columns": _side(across, shown_across)}
        return Result("crosstab", CELL_COLUMNS, found, about, completeness(corpus, chosen))


def _first(names: list[str | None], limit: int) -> list[int]:
    """The first labels, and having none, which is never left out."""
    return [i for i, name in enumerate(names) if i < limit or name is None]


def _side(labels: _Labels, shown: list[int]) -> dict[str, Any]:
    totals = labels.totals
    return {"axis": labels.axis.name, "labels": [labels.names[i] for i in shown], "totals": [totals[i] for i in shown],
            "of": sum(name is not None for name in labels.names), "many": labels.axis.many, "base": labels.base}  # fmt: skip


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None
