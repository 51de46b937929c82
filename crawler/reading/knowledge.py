"""What people wrote down about the pages of this press (`datasets/reading.toml`), ready for comparing."""

import tomllib
from functools import lru_cache
from typing import Any

from nlp.paths import datasets
from nlp.text import canonical, fold, one_line

_EDGES = " .:;,!?…-–—*•·|\"'“”‘’"


@lru_cache(maxsize=512)
def key(text: str) -> str:
    """The key lines are compared by: one line, without marks, capitals and outer punctuation."""
    return fold(one_line(text)).strip(_EDGES)


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    with open(datasets() / "reading.toml", "rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=64)
def words(section: str, name: str) -> tuple[str, ...]:
    """The entries of one list as written."""
    return tuple(_table()[section][name])


@lru_cache(maxsize=64)
def keys(section: str, name: str) -> frozenset[str]:
    """The entries of one list as comparing keys."""
    return frozenset(key(word) for word in words(section, name))


@lru_cache(maxsize=64)
def openings(section: str, name: str) -> tuple[str, ...]:
    """The entries of one list in lower case, marks and edges kept, longest first.

    Marks are kept where names are near: "Phường" is an office, "Phương" a name.
    """
    return tuple(sorted((canonical(word) for word in words(section, name)), key=len, reverse=True))


def number(section: str, name: str) -> int:
    """One number of the table."""
    return int(_table()[section][name])


@lru_cache(maxsize=8)
def pairs(section: str, name: str) -> tuple[tuple[str, ...], ...]:
    """A list of lists, each entry in lower case."""
    return tuple(tuple(canonical(word) for word in entry) for entry in _table()[section][name])
