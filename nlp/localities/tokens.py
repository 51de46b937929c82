"""A text as a row of words with their places, the least the scanner needs.

Words are found by whole arrays of characters; what a word is like is only looked up for those the scanner asks for.
"""

from array import array
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.localities.cues import cues
from nlp.localities.load import gazetteer
from nlp.text import canonical, fold

_HYPHENS = frozenset(("-", " - ", "–", " – ", "- ", " -"))

MAX_KNOWN = 50_000  # words; a bound on memory: the press writes some tens of thousands of word forms
MAX_WORD = 40  # characters; longer runs of letters hardly come twice
MAX_DIGITS = 2  # of a number that names a ward or a district; longer ones are years and amounts

COMMON = 0x2100  # characters below, Vietnamese letters, quotes and dashes among them, have a row in a table
_LETTER, _UPPER, _DIGIT = 1, 2, 4
_NO = np.zeros(1, np.bool_)
_APOSTROPHES = "'’"
_ROWS = 1 << 12  # of a table of words; a chance hit only costs a look


class Word(NamedTuple):
    """What is known of a word without its neighbours."""

    form: str  # canonical
    syllable: str  # as the gazetteer's keys spell it
    cap: bool  # begins with a capital or a digit
    seconds: dict[str, int] | None  # of a capitalised word that begins a name: see Gazetteer.begins
    generic: bool  # ends a nameless phrase
    small: bool  # holds a small letter, so its line is not in capitals


class _Known(dict[str, Word]):
    """Word as printed → what is known of it. Filled as words come, for they repeat."""

    def __missing__(self, word: str) -> Word:
        form = canonical(word).replace("’", "'")
        syllable = gazetteer().syllables.get(form, form.lstrip("0") if form.isdigit() else form)
        cap = word[0].isupper() or word[0].isdigit()
        seconds = gazetteer().begins.get(syllable) if cap else None
        known = Word(form, syllable, cap, seconds, form in cues().generic_ends, any(map(str.islower, word)))
        if len(word) <= MAX_WORD:
            if len(self) >= MAX_KNOWN:
                self.clear()
            self[word] = known
        return known


_KNOWN = _Known()


class _Words(dict[int, Word]):
    """The words of a text by number, looked up when they are first asked for."""

    def __init__(self, text: str, starts: "array[int]", ends: "array[int]") -> None:
        self.text, self.starts, self.ends = text, starts, ends

    def look(self, words: list[int], starts: list[int], ends: list[int]) -> None:
        """Look up many words at once: several times faster than one after another."""
        self.update(
            zip(words, map(_KNOWN.__getitem__, map(self.text.__getitem__, map(slice, starts, ends))), strict=True)
        )

    def __missing__(self, index: int) -> Word:
        word = self[index] = _KNOWN[self.text[self.starts[index] : self.ends[index]]]
        return word


@dataclass(slots=True)
class Tokens:
    """Word i stands at `[starts[i], ends[i])` of `text` and is `known[i]`, for i in 0 … `count` - 1. `stops` are the
    words worth a look, in order: those with a capital, numbers of wards, and those that end a nameless phrase; all of
    them are in `known` from the beginning. `headed` says of each whether a unit word may stand before it."""

    text: str
    starts: "array[int]"
    ends: "array[int]"
    stops: list[int]
    headed: list[bool]
    known: _Words = field(init=False)
    count: int = field(init=False)
    line: tuple[int, int, bool] = (0, -1, False)

    def __post_init__(self) -> None:
        self.known, self.count = _Words(self.text, self.starts, self.ends), len(self.starts)

    def phrase(self, start: int, end: int) -> str:
        """The words from `start` to before `end`, as far as there are any, with blanks between."""
        return " ".join([self.known[i].form for i in range(max(0, start), min(end, self.count))])

    def plain(self, index: int) -> bool:
        """True when one blank and nothing else stands between word `index` and the next, which must exist."""
        end = self.ends[index]
        return self.starts[index + 1] == end + 1 and self.text[end] == " "

    def gap(self, index: int) -> str:
        """The text between word `index` and the next one; behind the last word the rest."""
        return self.text[self.ends[index] : self.starts[index + 1] if index + 1 < self.count else None]

    def joined(self, index: int) -> str:
        """How word `index` and the next hang together: `" "`, `"-"`, or `""` when they do not."""
        gap = self.gap(index)
        return " " if gap == " " else ("-" if gap in _HYPHENS else "")

    def shout(self, index: int) -> bool:
        """True when the whole line of word `index` is in capitals, so that a capital says nothing."""
        if self.known[index].small:
            return False
        at = self.starts[index]
        if not self.line[0] <= at < self.line[1]:
            # The last line asked for is kept: most questions come in reading order.
            start = self.text.rfind("\n", 0, at) + 1
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            self.line = (start, end, self.text[start:end].isupper())
        return self.line[2]


def _kind(char: str) -> int:
    return _LETTER * char.isalnum() + _UPPER * char.isupper() + _DIGIT * char.isdigit()


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each common character is."""
    return np.array([_kind(chr(code)) for code in range(COMMON)], np.uint8)


@cache
def _bare() -> NDArray[np.int64]:
    """Each common character without marks, for every way to place them (ủy, uỷ)."""
    return np.array([ord(fold(chr(code))) for code in range(COMMON)], np.int64)


def _row(first: NDArray[np.int64], last: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of `_table` for words by their bare first and last letters and their sizes."""
    row: NDArray[np.int64] = (first * 31 + last * 67 + size * 1021) % _ROWS
    return row


def _table(words: frozenset[str]) -> NDArray[np.bool_]:
    """True in the rows of the words, and by chance of a few others."""
    rows = [(ord(fold(word[0])), ord(fold(word[-1])), len(word)) for word in words]
    table = np.zeros(_ROWS, np.bool_)
    table[_row(*np.array(rows, np.int64).T)] = True
    return table


@cache
def _endings() -> NDArray[np.bool_]:
    return _table(cues().generic_ends)


@cache
def _heads() -> NDArray[np.bool_]:
    return _table(cues().unit_ends)


def _array(places: NDArray[np.int64]) -> "array[int]":
    return array("i", places.astype(np.intc).tobytes())


def tokenise(text: str) -> Tokens:
    """Cut a normalised text into words: letters and digits, apostrophes inside (M'Drắk, Ea H'leo)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    common = np.minimum(codes, COMMON - 1)
    kinds = _kinds()[common]
    if len(codes) and codes.max() >= COMMON:
        rare, which = np.unique(codes, return_inverse=True)
        kinds = np.array([_kind(chr(code)) for code in rare], np.uint8)[which]
    # A blank at both ends, so that every word has an edge on both sides.
    inside = np.zeros(len(codes) + 2, np.int8)
    inside[1:-1] = kinds & _LETTER
    for apostrophe in _APOSTROPHES:
        if apostrophe in text:
            quotes = (codes == ord(apostrophe)).nonzero()[0]
            inside[1 + quotes] = inside[quotes] & inside[2 + quotes]
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    starts, ends = edges[::2], edges[1::2]
    first, sizes = kinds[starts], ends - starts
    bare = _bare()
    rows = _row(bare[common[starts]], bare[common[ends - 1]], sizes)
    stops = (((first & _UPPER) != 0) | (((first & _DIGIT) != 0) & (sizes <= MAX_DIGITS)) | _endings()[rows]).nonzero()[
        0
    ]
    headed = np.concatenate((_NO, _heads()[rows]))[stops]
    # Arrays, not lists: most words are never asked for, and whole numbers are made and freed one by one.
    tokens = Tokens(text, _array(starts), _array(ends), stops.tolist(), headed.tolist())
    tokens.known.look(tokens.stops, starts[stops].tolist(), ends[stops].tolist())
    return tokens
