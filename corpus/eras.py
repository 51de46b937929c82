"""The eras of the campaign: each begins with a directive and ends the day before the next one begins."""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.errors import QueryError
from nlp.directives.catalogue import catalogue
from nlp.paths import datasets


@dataclass(frozen=True, slots=True)
class Era:
    """One era; `since` and `until` are days, an open end is None; `vi` and `en` its names."""

    code: str
    since: str
    until: str | None
    vi: str
    en: str


@cache
def wording() -> dict[str, Any]:
    """`datasets/filters.toml`: the eras, and what selections are called."""
    return tomllib.loads((datasets() / "filters.toml").read_text(encoding="utf-8"))


@cache
def eras() -> tuple[Era, ...]:
    """All eras, the first one first. Raises KeyError when one begins with a directive the catalogue does not hold."""
    rows = sorted(wording()["era"], key=lambda row: catalogue()[row["document"]].start)
    starts = [catalogue()[row["document"]].start for row in rows]
    ends = [*(_day_before(start) for start in starts[1:]), None]
    return tuple(Era(row["code"], start, end, row["vi"], row["en"])
                 for row, start, end in zip(rows, starts, ends, strict=True))  # fmt: skip


def era(code: str) -> Era:
    """The era with this code; raises QueryError when there is none."""
    for one in eras():
        if one.code == code.strip().casefold():
            return one
    raise QueryError(f"unknown era {code[:80]!r}", f"one of {', '.join(one.code for one in eras())}")


def _day_before(day: str) -> str:
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
