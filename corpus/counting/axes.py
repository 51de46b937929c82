"""The tags articles are counted by: for each axis, which article has which labels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from corpus.counting.chunks import Nums, numbers
from corpus.eras import eras
from corpus.errors import QueryError
from corpus.places import province_then
from corpus.store import Corpus
from nlp.localities.gazetteer import MERGER_DAY, Place
from nlp.localities.load import gazetteer

Groups = dict[str, Nums]  # label → numbers of its articles, ascending


@dataclass(frozen=True, slots=True)
class Axis:
    """One way to count: its `groups` in a corpus. `tagged`: labels come from a reading (an article that was not read has
    none); `many`: one article may have several, so that shares add up to more than the whole."""

    name: str
    groups: Callable[[Corpus], Groups]
    tagged: bool = True
    many: bool = False


def axis(name: str) -> Axis:
    """The axis of this name; raises QueryError when there is none."""
    if name not in AXES:
        raise QueryError(f"unknown axis {name[:80]!r}", f"one of {', '.join(AXES)}")
    return AXES[name]


def _sql(label: str, tables: str) -> Callable[[Corpus], Groups]:
    # Numbers joined by SQLite are read ten times as fast as row by row.
    sql = f"SELECT {label} AS label, group_concat(a.num) FROM {tables} GROUP BY label HAVING label IS NOT NULL"

    def groups(corpus: Corpus) -> Groups:
        rows = corpus.conn.execute(sql)
        return {str(row[0]): np.unique(np.fromstring(row[1], dtype=np.int64, sep=",")) for row in rows}

    return groups


def _tags(column: str, table: str, where: str = "1") -> Callable[[Corpus], Groups]:
    return _sql(column, f"{table} t JOIN articles a ON a.id = t.article_id WHERE {where}")


def _grouped(pairs: Callable[[Corpus], Iterator[tuple[int, str]]]) -> Callable[[Corpus], Groups]:
    def groups(corpus: Corpus) -> Groups:
        found: dict[str, list[int]] = {}
        for num, label in pairs(corpus):
            found.setdefault(label, []).append(num)
        return {label: np.unique(np.array(nums, dtype=np.int64)) for label, nums in found.items()}

    return groups


def _eras(corpus: Corpus) -> Groups:
    found = {}
    for one in eras():
        sql = "num FROM articles WHERE published_at >= ? AND substr(published_at, 1, 10) <= ?"
        nums = numbers(corpus.conn, sql, [one.since, one.until or "9999"])
        if len(nums):
            found[one.code] = nums
    return found


_PRIMARY = ("SELECT a.num, substr(a.published_at, 1, 10), t.level, t.code, t.name, t.province, t.province_now "
            "FROM localities t JOIN articles a ON a.id = t.article_id WHERE t.role = 'primary'")  # fmt: skip


@cache
def _heirs(level: str) -> dict[str, list[Place]]:
    """Commune of today (code) → the provinces or districts until 30 June 2025 whose land it holds."""
    found: dict[str, list[Place]] = {}
    for (kind, _), place in gazetteer().former.items():
        if kind == level:
            for heir in place.heirs:
                if heir.code:
                    found.setdefault(heir.code, []).append(place)
    return found


@cache
def _whole() -> dict[str, str]:
    """Province of today → the one of the 63 that it is, where it is no other's land."""
    former = [code for level, code in gazetteer().former if level == "province"]
    areas = [province_then(code) for code in former]
    return {area.whole_now: area.label for area in areas if area.whole_now}


def _province63(corpus: Corpus) -> Iterator[tuple[int, str]]:
    """The primary place's province of the 63: as it was on the day; since the merger, by the land a commune holds.

    Where a commune holds land of two of them, or only a merged province is known, nothing is said.
    """
    for num, day, level, code, _, province, now in corpus.conn.execute(_PRIMARY):
        if (day or "") < MERGER_DAY:
            holders = [province] if province else []
        else:
            holders = [place.name for place in _heirs("province").get(code, [])] if level == "commune" else []
            holders = holders or ([_whole()[now]] if now in _whole() else [])
        if len(set(holders)) == 1:
            yield num, holders[0]


def _district(corpus: Corpus) -> Iterator[tuple[int, str]]:
    """The primary place's district, "name, province": its own, or that of its commune where it is one district's."""
    for num, day, level, code, name, province, _ in corpus.conn.execute(_PRIMARY):
        if level == "district" and name:
            yield num, f"{name}, {province}" if province else name
        elif level == "commune" and code:
            place = gazetteer().former.get(("commune", code)) if (day or "") < MERGER_DAY else None
            holders = [place.parent] if place else _heirs("district").get(code, []) if (day or "") >= MERGER_DAY else []
            districts = {
                (one.name, one.province.name) for one in holders if one is not None and one.level == "district"
            }
            if len(districts) == 1:
                yield num, ", ".join(districts.pop())


AXES = {one.name: one for one in (
    Axis("directive", _tags("coalesce(t.id, t.number)", "directives"), many=True),
    Axis("directive_role", _tags("t.role", "directives"), many=True),
    Axis("province", _tags("t.province_now", "localities", "t.role = 'primary'")),
    Axis("province63", _grouped(_province63)),
    Axis("district", _grouped(_district)),
    Axis("field", _tags("t.field", "fields"), many=True),
    Axis("genre", _tags("t.genre", "readings")),
    Axis("exemplar", _tags("t.exemplar", "readings")),
    Axis("actor", _tags("t.actor", "actors"), many=True),
    Axis("source", _sql("a.source", "articles a"), tagged=False),
    Axis("year", _sql("substr(a.published_at, 1, 4)", "articles a"), tagged=False),
    Axis("month", _sql("substr(a.published_at, 1, 7)", "articles a"), tagged=False),
    Axis("era", _eras, tagged=False),
    Axis("on_campaign", _tags("CASE t.on_campaign WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END", "readings")),
)}  # fmt: skip
TIMES = ("year", "month", "era")  # axes whose labels have an order of their own
