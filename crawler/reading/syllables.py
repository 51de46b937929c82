"""Is this Vietnamese? A syllable has an onset, a rime and a tone, and there are few of each."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from typing import Any

from nlp.paths import datasets

_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = ("c", "ch", "p", "t")  # final sounds that take only sắc and nặng
_LONGEST = 7  # letters: "nghiêng"


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """`datasets/legacy.toml`."""
    with open(datasets() / "legacy.toml", "rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    parts = table()["syllables"]
    onsets, rimes = (sorted(parts[name], key=len, reverse=True) for name in ("onsets", "rimes"))
    return re.compile(f"(?:{'|'.join(onsets)})?({'|'.join(rimes)})")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """True for a possible Vietnamese syllable, with or without a tone, in any case."""
    if len(word) > _LONGEST:
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", letters.translate(_TONES))
    match = _pattern().fullmatch(bare)
    if match is None:
        return False
    return not match[1].endswith(_STOPS) or not set(letters) & set("\u0300\u0303\u0309")


def share(text: str, most: int = 400) -> float:
    """The share of a text's first `most` words that are Vietnamese syllables; 0.0 without words."""
    found = 0
    right = 0
    for match in _WORD.finditer(text):
        found += 1
        right += is_syllable(match.group())
        if found == most:
            break
    return right / found if found else 0.0


def marked(text: str) -> int:
    """How many letters with a mark a text has, composed or not."""
    return sum(unicodedata.category(char) == "Mn" or char in "đĐ" for char in unicodedata.normalize("NFD", text))
