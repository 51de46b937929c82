"""A text as a row of words with their places, the least the scanner needs."""

import re
from dataclasses import dataclass

from nlp.text import canonical

# Letters and digits, apostrophes inside (M'Drắk, Ea H'leo). Linear: each character is looked at once.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = frozenset(("-", " - ", "–", " – ", "- ", " -"))


@dataclass(slots=True)
class Tokens:
    """`words` are in canonical form; word i stands at `[starts[i], ends[i])` of `text`; `caps[i]` is true when it
    begins with a capital or a digit; `shout[i]` when its whole line is in capitals."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    shout: list[bool]

    def gap(self, index: int) -> str:
        """The text between word `index` and the next one."""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def joined(self, index: int) -> str:
        """How word `index` and the next hang together: `" "`, `"-"`, or `""` when they do not."""
        gap = self.gap(index)
        return " " if gap == " " else ("-" if gap in _HYPHENS else "")


def tokenise(text: str) -> Tokens:
    """Cut a normalised text into words."""
    low = canonical(text).replace("’", "'")
    spans = [match.span() for match in _WORD.finditer(text)]
    starts = [start for start, _ in spans]
    caps = [text[start].isupper() or text[start].isdigit() for start in starts]
    return Tokens(text, [low[a:b] for a, b in spans], starts, [b for _, b in spans], caps, _shouted(text, starts))


def _shouted(text: str, starts: list[int]) -> list[bool]:
    """For every word, whether its line holds letters and all of them are capitals."""
    shout: list[bool] = []
    at = position = 0
    for line in text.split("\n"):
        position += len(line) + 1
        count = at
        while at < len(starts) and starts[at] < position:
            at += 1
        shout.extend([line.isupper()] * (at - count))
    return shout
