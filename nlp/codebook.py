"""The codes people label with, from datasets/codebook.toml."""

import tomllib
from functools import cache

from nlp.paths import datasets


@cache
def codes() -> dict[str, frozenset[str]]:
    """Axis (exemplar, genre, fields, actors) → its codes."""
    data = tomllib.loads((datasets() / "codebook.toml").read_text(encoding="utf-8"))
    return {axis: frozenset(names) for axis, names in data["codes"].items()}


@cache
def ordered(axis: str) -> tuple[str, ...]:
    """The codes of an axis in the codebook's order."""
    data = tomllib.loads((datasets() / "codebook.toml").read_text(encoding="utf-8"))
    return tuple(data["codes"][axis])
