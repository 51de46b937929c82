"""The words of datasets/mentions.toml, ready for matching."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from nlp.paths import datasets
from nlp.text import canonical

# Characters of a field that are read: fifty times the longest article seen; what lies behind is no article.
MAX_READ = 400_000


@cache
def words(section: str) -> dict[str, Any]:
    """One section of the file: lists of words, or a table of numbers."""
    data: dict[str, dict[str, Any]] = tomllib.loads((datasets() / "mentions.toml").read_text(encoding="utf-8"))
    return data[section]


@cache
def word_set(section: str, key: str) -> frozenset[str]:
    """A list of the file as a set of canonical words."""
    return frozenset(canonical(item) for item in words(section)[key])


def either(items: Iterable[str]) -> str:
    """A regular expression for any of the items, longest first, in canonical form."""
    return "|".join(re.escape(item) for item in sorted({canonical(item) for item in items}, key=len, reverse=True))


@cache
def whole(section: str, *keys: str) -> re.Pattern[str]:
    """A pattern for any word of these lists standing alone; matched against canonical text."""
    items = [item for key in keys for item in words(section)[key]]
    return re.compile(rf"(?<![^\W\d_])(?:{either(items)})(?![^\W\d_])")


def last_words(key: str, end: int, most: int = 4) -> list[str]:
    """The words right before `end`, as runs of one word, two words … up to `most`, longest first.

    A sign between them (comma, quotation mark) ends the run: what stands behind it does not introduce what follows.
    """
    before = key[max(0, end - 60) : end]
    stripped = before.rstrip(" ")
    if not stripped or not (stripped[-1].isalnum() or stripped[-1] in ".'’"):
        return []
    tail = re.split(r"[^\w'’.\- ]|\n", stripped)[-1].split()[-most:]
    return [" ".join(tail[i:]) for i in range(len(tail))]
