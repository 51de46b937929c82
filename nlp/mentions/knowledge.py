"""The words of datasets/mentions.toml, ready for matching."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from nlp.paths import datasets
from nlp.text import canonical, place_tones, sentences

# Characters of a field that are read: many times the longest article seen (60,000); what lies behind is no article.
MAX_READ = 300_000
WINDOW = 60  # characters before a name or number that hold the words introducing it


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
def _any(section: str, keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{either(item for key in keys for item in words(section)[key])})(?![^\W\d_])")


def begins(key: str, section: str, *lists: str, at: int = 0) -> re.Match[str] | None:
    """A word of these lists standing at `at` of a canonical text."""
    return _any(section, lists).match(key, at)


def holds(key: str, section: str, *lists: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first word of these lists standing alone in `key[start:end]`, canonical."""
    found = _any(section, lists).finditer(key, start, len(key) if end is None else end)
    return next((match for match in found if starts_word(key, match.start())), None)


# Where a tone may stand on the other letter: "hoà", "thuỷ", "Qúy". Lines without any need no placing.
_MAYBE_PLACED = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|q[úùủũụ]y)(?![^\W\d_])")


@lru_cache(maxsize=16)
def key_of(text: str) -> str:
    """`canonical` of a long text, three times as fast, and remembered for the next reader of the same article."""
    low = text.lower()
    if len(low) != len(text):  # a few letters (İ) change length; canonical keeps them
        return canonical(text)
    if not _MAYBE_PLACED.search(low):
        return low
    return "\n".join(place_tones(line) if _MAYBE_PLACED.search(line) else line for line in low.split("\n"))


@lru_cache(maxsize=16)
def bounds_of(text: str) -> tuple[tuple[int, int], ...]:
    """`nlp.text.sentences` of a text, remembered for the next reader of the same article."""
    return tuple(sentences(text))


def starts_word(key: str, at: int) -> bool:
    """True when no letter stands right before `at`. Cheaper than a look-behind, which stops the regex from skipping."""
    return at == 0 or not key[at - 1].isalpha()


def last_words(key: str, end: int, most: int = 4) -> list[str]:
    """The words right before `end`, as runs of up to `most` words down to one, longest first.

    A sign between them (comma, quotation mark) ends the run: what stands behind it does not introduce what follows.
    """
    tail = key[max(0, end - WINDOW) : end].split(" ")
    if tail.pop() != "" or not tail:
        return []  # nothing before, or a sign glued to what follows
    if end > WINDOW:
        tail[0] = ""  # cut in the middle
    found: list[str] = []
    for word in reversed(tail):
        if not word or not (word[-1].isalnum() or (word[-1] == "." and not found)):
            break
        if not word[0].isalnum() or "\n" in word:
            word = word.rsplit("\n", 1)[-1].lstrip("(“\"'‘–-")
            if word:
                found.append(f"{word} {found[-1]}" if found else word)
            break
        found.append(f"{word} {found[-1]}" if found else word)
        if len(found) == most:
            break
    return found[::-1]
