"""What a query looks for, found again: in the stream of words, where it is counted, and in a text, where it is shown.

The query is read as in search: a phrase with a marked word in it as written, a bare one in every way to mark it. A
phrase reaches over signs between its words, as the search index does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.counting.blocks import FIRST_WORD, Ids
from corpus.counting.chunks import Chunk, is_in
from corpus.counting.lexicon import Lexicon
from nlp.text import canonical, fold

LONGEST = 8  # syllables of one word; the segmenter's longest are names
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_GAP = r"(?:[^\w\n]|_)+"  # between two syllables of one word of the lexicon, where a line holds one word
_LINE = r"\n"  # what stands before a word of the lexicon
_PIECE = re.compile(
    r'(?P<column>normal|folded) :|NEAR\((?P<near>[^()]*)\)|(?P<phrase>"[^"]*")(?P<star> \*)?|[()]|AND|OR|NOT'
)
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Needle:
    """A phrase to find: its words in canonical form (`marked`) or folded; the last may be a beginning (`prefix`)."""

    words: tuple[str, ...]
    marked: bool
    prefix: bool = False

    @property
    def movable(self) -> bool:
        """True when its words can be written with a tone elsewhere (hòa, hoà), or may end in such a word."""
        return self.prefix or any(fold(word).endswith(("oa", "oe", "uy")) for word in self.words)

    def pattern(self, start: int, end: int, gap: str = r"[\W_]+", before: str = "") -> str:
        """A pattern of its words `[start, end)` as whole words, with `gap` between two.

        `before` is what must stand in front, by default no letter. It is looked for behind the first word, because a
        pattern that begins with plain letters is searched for twenty times as fast.
        """
        words = [re.escape(word) for word in self.words[start:end]]
        front = f"(?<={before}{words[0]})" if before else rf"(?<![^\W_]{words[0]})(?<![\u0300-\u036f]{words[0]})"
        behind = _LETTER + "*" if self.prefix and end == len(self.words) else f"(?!{_LETTER})"
        rest = gap.join(["", *words[1:]])
        return f"{words[0]}{front}{rest}{behind}"


def needles(match: str) -> list[Needle]:
    """The phrases an expression of the index (`corpus.query.Query.match`) asks for, without those behind a NOT."""
    found: dict[Needle, None] = {}
    scopes = [("normal", False)]  # for every open bracket: the column it is about; does it stand behind a NOT?
    column, negated = "", False
    for piece in _PIECE.finditer(match):
        named, phrases, star = piece["column"], piece["near"] or piece["phrase"], piece["star"]
        if named:
            column = named
        elif phrases:
            if not (negated or scopes[-1][1]):
                for phrase in re.findall(r'"([^"]*)"', phrases):
                    found[Needle(tuple(phrase.split()), (column or scopes[-1][0]) == "normal", bool(star))] = None
            column, negated = "", False
        elif piece[0] == "(":
            scopes.append((column or scopes[-1][0], scopes[-1][1] or negated))
            column, negated = "", False
        elif piece[0] == ")":
            scopes.pop()
        else:
            negated = piece[0] == "NOT"
    return list(found)


def in_text(text: str, wanted: list[Needle]) -> list[tuple[int, int]]:
    """Bounds `[start, end)` of every place in a text (in normal form) where one of the phrases stands, in order."""
    places: set[tuple[int, int]] = set()
    for form, pattern in _patterns(tuple(wanted)):
        places.update(found.span() for found in pattern.finditer(form(text)))
    return sorted(places)


Form = Callable[[str], str]


@lru_cache(maxsize=16)
def _patterns(wanted: tuple[Needle, ...]) -> list[tuple[Form, re.Pattern[str]]]:
    """The forms of a text to look through, and for what."""
    forms: dict[Form, list[str]] = {}
    for needle in wanted:
        form = fold if not needle.marked else canonical if needle.movable else _lower
        forms.setdefault(form, []).append(needle.pattern(0, len(needle.words)))
    return [(form, re.compile("|".join(sorted(found, key=len, reverse=True)))) for form, found in forms.items()]


def _lower(text: str) -> str:
    """`canonical` for words in which no tone can be placed otherwise: a tenth of the work."""
    low = text.lower()
    return low if len(low) == len(text) and "Σ" not in text else canonical(text)


@dataclass(frozen=True)
class Finder:
    """A phrase in the words of a corpus.

    `aligned`: it begins and ends where words do ("học tập" is not found in "khoa_học tập_thể"), as is right for words
    that are counted as words. Otherwise it is found wherever its syllables stand, as search finds it.
    """

    needle: Needle
    lexicon: Lexicon
    aligned: bool = False
    known: dict[tuple[int, int], Ids] = field(default_factory=dict)

    def words(self, start: int, end: int) -> Ids:
        """Numbers of the words that are the phrase's words `[start, end)`. Not aligned, a word may hold more before the
        phrase's first word and behind its last."""
        if (start, end) not in self.known:
            before = _LINE if self.aligned or start else ""
            open_end = end == len(self.needle.words) and not self.aligned
            pattern = self.needle.pattern(start, end, _GAP, before) + ("" if open_end else r"(?:[^\w\n]|_)*$")
            text = self.lexicon.text if self.needle.marked else self.lexicon.folded
            at = np.fromiter((found.start() for found in re.finditer(pattern, text, re.MULTILINE)), np.int64)
            lines = np.searchsorted(self.lexicon.starts, at, side="right") - 1
            self.known[start, end] = np.unique(lines).astype(np.uint32)
        return self.known[start, end]

    def find(self, chunk: Chunk) -> tuple[Places, Places]:
        """Where the phrase stands in a chunk: first word and the one behind the last of each occurrence, in order."""
        size, count = len(self.lexicon.words), len(self.needle.words)
        starts = [chunk.where(self.words(0, count), size)]
        ends = [starts[0] + 1]
        for done in range(1, min(count, LONGEST)):
            if len(self.words(0, done)):
                at = chunk.where(self.words(0, done), size)
                self._follow(chunk, at, at, done, starts, ends)
        first, behind = np.concatenate(starts), np.concatenate(ends)
        order = np.argsort(first, kind="stable")
        return first[order], behind[order]

    def _follow(self, chunk: Chunk, first: Places, last: Places, done: int, starts: list[Places],
                ends: list[Places]) -> None:  # fmt: skip
        """Go on from occurrences whose first `done` words end with the word at `last`."""
        if not len(last):
            return
        # Behind a word stands at least its sentence's end; behind that, unless the text ends, another word.
        following = last + 1
        following += chunk.codes[following] < FIRST_WORD
        here = np.flatnonzero(following < len(chunk.codes))
        first, last, following = first[here], last[here], following[here]
        size, count = len(self.lexicon.words), len(self.needle.words)
        words = chunk.at(following)
        ended = is_in(words, self.words(done, count), size)
        ended[ended] = chunk.articles(following[ended]) == chunk.articles(last[ended])
        starts.append(first[ended])
        ends.append(following[ended] + 1)
        for then in range(done + 1, min(count, done + LONGEST)):
            on = is_in(words, self.words(done, then), size)
            self._follow(chunk, first[on], following[on], then, starts, ends)
