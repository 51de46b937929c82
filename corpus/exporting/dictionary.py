"""What every column means: the tables as they are built, beside the meanings people wrote down."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.paths import datasets

FLAT, NESTED = "flat", "nested"  # the one-row table of csv and xlsx; the nested columns of parquet


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds, in two languages."""

    vi: str
    en: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((datasets() / "dictionary.toml").read_text(encoding="utf-8"))


@cache
def meanings(table: str) -> Mapping[str, Meaning]:
    """Column → meaning in a table: what is said of the table's own column, else what the name means everywhere."""
    data = _data()
    return {name: Meaning(*pair) for name, pair in {**data["columns"], **data.get(table, {})}.items()}


def table_meaning(table: str) -> Meaning:
    """What a table holds; raises KeyError for one nobody described."""
    return Meaning(*_data()["tables"][table])
