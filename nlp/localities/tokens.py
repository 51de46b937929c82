"""A text as a row of words with their places, the least the scanner needs."""

import re
from dataclasses import dataclass

from nlp.text import canonical

# Letters and digits, apostrophes inside (M'Drắk, Ea H'leo). Linear: each character is looked at once.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = frozenset(("-", " - ", "–", " – ", "- ", " -"))


MAX_KNOWN_WORDS = 100_000  # a bound on memory; the Vietnamese press uses some tens of thousands of word forms


class _Canonical(dict[str, tuple[str, bool]]):
    """Word → canonical form, and whether it begins with a capital or a digit. Filled as words come: words repeat, so
    this is ten times faster than canonical() on whole texts."""

    def __missing__(self, word: str) -> tuple[str, bool]:
        if len(self) >= MAX_KNOWN_WORDS:
            self.clear()
        self[word] = known = (canonical(word).replace("’", "'"), word[0].isupper() or word[0].isdigit())
        return known


_CANONICAL = _Canonical()


@dataclass(slots=True)
class Tokens:
    """`words` are in canonical form; word i stands at `[starts[i], ends[i])` of `text`; `caps[i]` is true when it
    begins with a capital or a digit."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    line: tuple[int, int, bool] = (0, -1, False)

    def gap(self, index: int) -> str:
        """The text between word `index` and the next one."""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def joined(self, index: int) -> str:
        """How word `index` and the next hang together: `" "`, `"-"`, or `""` when they do not."""
        gap = self.text[self.ends[index] : self.starts[index + 1]]
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
    # Flat numbers instead of pairs: thousands of small tuples would wake the garbage collector.
    bounds = [at for match in _WORD.finditer(text) for at in match.span()]
    starts, ends = bounds[::2], bounds[1::2]
    known = [_CANONICAL[text[a:b]] for a, b in zip(starts, ends, strict=True)]
    return Tokens(text, [word for word, _ in known], starts, ends, [cap for _, cap in known])
