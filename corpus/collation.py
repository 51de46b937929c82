"""Vietnamese order: letter by letter as the alphabet has them, tones only where the letters are the same.

A syllable is compared before the next one begins, as in dictionaries: `ba ba` stands before `bà`, `da` before `đa`.
Tones follow the order of the Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
"""

import re
import sqlite3
import unicodedata
from functools import lru_cache

from nlp.text import canonical, normalise

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECE = re.compile(r"\d+|[^\W\d_]+")
LONGEST = 400  # characters that are compared: headlines have at most 250, and a whole text is nothing to sort by
# A number comes before a word, and is compared by its value.
Syllable = tuple[int, tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> tuple[Syllable, ...]:
    """A key that sorts Vietnamese texts; signs and capitals do not count."""
    return tuple(_syllable(piece) for piece in _PIECE.findall(canonical(normalise(text[:LONGEST]))))


def _syllable(piece: str) -> Syllable:
    if piece[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(digit, 0)) for digit in piece).lstrip("0")
        return (0, (len(digits), *map(int, digits)), ())
    letters, tones = [], []
    for char in piece:
        tone = next((mark for mark in unicodedata.normalize("NFD", char) if mark in _TONES), "")
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(tone, "")) if tone else char
        # Letters of other alphabets come behind, in the order of their codes.
        letters.append(_PLACE.get(plain, len(_ALPHABET) + ord(plain[0])))
        tones.append(_TONES.get(tone, 0))
    return (1, tuple(letters), tuple(tones))


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 as `one` stands before, with or behind `other`; texts that differ only in signs keep an order."""
    first, second = (sort_key(one), one), (sort_key(other), other)
    return (first > second) - (first < second)


def register(conn: sqlite3.Connection) -> None:
    """Give a connection the collation `vi`: `ORDER BY title COLLATE vi`."""
    conn.create_collation("vi", compare)
