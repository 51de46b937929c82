"""The words of datasets/mentions.toml, ready for matching."""

import re
import tomllib
from functools import cache
from typing import Any

from nlp.paths import datasets
from nlp.text import canonical


@cache
def words(section: str) -> dict[str, Any]:
    """One section of the file: lists of words, or a table of numbers."""
    data: dict[str, dict[str, Any]] = tomllib.loads((datasets() / "mentions.toml").read_text(encoding="utf-8"))
    return data[section]


def either(items: list[str]) -> str:
    """A regular expression for any of the items, longest first, in canonical form."""
    return "|".join(re.escape(canonical(item)) for item in sorted(items, key=len, reverse=True))
