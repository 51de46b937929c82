"""A text as a row of words with their places, the least the scanner needs."""

import re
from dataclasses import dataclass
from itertools import accumulate

from nlp.localities.cues import cues
from nlp.text import canonical

# Letters and digits, apostrophes inside (M'Drắk, Ea H'leo). Linear: each character is looked at once.
_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_HYPHENS = frozenset(("-", " - ", "–", " – ", "- ", " -"))


MAX_KNOWN_WORDS = 100_000  # a bound on memory; the Vietnamese press uses some tens of thousands of word forms


class _Known(dict[str, tuple[str, bool, bool]]):
    """Word → canonical form, whether it begins with a capital or a digit, and whether the scanner stops at it. Filled
    as words come: words repeat, so this is ten times faster than canonical() on whole texts."""

    def __missing__(self, word: str) -> tuple[str, bool, bool]:
        if len(self) >= MAX_KNOWN_WORDS:
            self.clear()
        form = canonical(word).replace("’", "'")
        cap = word[0].isupper() or word[0].isdigit()
        self[word] = known = (form, cap, cap or form in cues().generic_ends)
        return known


_KNOWN = _Known()


@dataclass(slots=True)
class Tokens:
    """`words` are in canonical form; word i stands at `[starts[i], ends[i])` of `text`; `caps[i]` is true when it
    begins with a capital or a digit; `stops` are the words worth a look, in order: those with a capital and those that
    end a nameless phrase; `gaps[i]` is the text between word i and the next one (behind the last: the
    rest)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    stops: list[int]
    gaps: list[str]
    line: tuple[int, int, bool] = (0, -1, False)

    def joined(self, index: int) -> str:
        """How word `index` and the next hang together: `" "`, `"-"`, or `""` when they do not."""
        gap = self.gaps[index]
        return " " if gap == " " else ("-" if gap in _HYPHENS else "")

    def shout(self, index: int) -> bool:
        """True when the whole line of word `index` is in capitals, so that a capital says nothing."""
        at = self.starts[index]
        if not self.line[0] <= at < self.line[1]:
            # The last line asked for is kept: most questions come in reading order.
            start = self.text.rfind("\n", 0, at) + 1
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            self.line = (start, end, self.text[start:end].isupper())
        return self.line[2]


def tokenise(text: str) -> Tokens:
    """Cut a normalised text into words."""
    # Everything is done by whole lists: a step of Python for each word would take longer than the rest of the reading.
    parts = _WORD.split(text)  # gap, word, gap, word, …, gap
    bounds = list(accumulate(map(len, parts)))
    known = list(map(_KNOWN.__getitem__, parts[1::2]))
    return Tokens(
        text,
        [word for word, _, _ in known],
        bounds[:-1:2],
        bounds[1::2],
        [cap for _, cap, _ in known],
        [at for at, (_, _, stop) in enumerate(known) if stop],
        parts[2::2],
    )
