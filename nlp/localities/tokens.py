"""A text as a row of words with their places, the least the scanner needs."""

import re
from dataclasses import dataclass
from itertools import accumulate, chain, compress, count
from operator import itemgetter

from nlp.localities.cues import cues
from nlp.localities.load import gazetteer
from nlp.text import canonical

# Letters and digits, apostrophes inside (M'Drắk, Ea H'leo). Linear: each character is looked at once.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENS = frozenset(("-", " - ", "–", " – ", "- ", " -"))

MAX_KNOWN = 50_000  # chunks; a bound on memory: the press writes some tens of thousands of word forms
MAX_CHUNK = 40  # characters; longer runs without a blank hardly come twice
MAX_DIGITS = 2  # of a number that names a ward or a district; longer ones are years and amounts

# A word of a chunk: canonical form, syllable as the gazetteer's keys spell it, whether it begins with a capital or a
# digit, whether the scanner stops at it, first character and the one behind the last.
Word = tuple[str, str, bool, bool, int, int]
_FORM, _CAP, _STOP = itemgetter(0), itemgetter(2), itemgetter(3)


def _words(chunk: str) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(chunk):
        word = match.group()
        form = canonical(word).replace("’", "'")
        syllable = gazetteer().syllables.get(form, form.lstrip("0") if form.isdigit() else form)
        digit = word[0].isdigit()
        cap = word[0].isupper() or digit
        stop = form in cues().generic_ends or (cap and not (digit and len(word) > MAX_DIGITS))
        found.append((form, syllable, cap, stop, match.start(), match.end()))
    return tuple(found)


class _Known(dict[str, tuple[Word, ...]]):
    """What stands between two blanks ("(huyện", "Lâm,") → its words. Filled as chunks come: they repeat, so this is
    several times faster than a pattern run over whole texts."""

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        words = _words(chunk)
        if len(chunk) <= MAX_CHUNK:
            if len(self) >= MAX_KNOWN:
                self.clear()
            self[chunk] = words
        return words


_KNOWN = _Known()


@dataclass(slots=True)
class Tokens:
    """`words` are in canonical form, `known` what is known of each; word i stands at `[starts[i], end(i))` of `text`;
    `caps[i]` is true when it begins with a capital or a digit; `stops` are the words worth a look, in order: those with
    a capital, numbers of wards, and those that end a nameless phrase."""

    text: str
    words: list[str]
    known: list[Word]
    starts: list[int]
    caps: list[bool]
    stops: list[int]
    line: tuple[int, int, bool] = (0, -1, False)

    def end(self, index: int) -> int:
        """Where word `index` ends."""
        word = self.known[index]
        return self.starts[index] + word[5] - word[4]

    def gap(self, index: int) -> str:
        """The text between word `index` and the next one; behind the last word the rest."""
        following = index + 1
        return self.text[self.end(index) : self.starts[following] if following < len(self.starts) else None]

    def joined(self, index: int) -> str:
        """How word `index` and the next hang together: `" "`, `"-"`, or `""` when they do not."""
        gap = self.gap(index)
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
    # Nearly everything is done by whole lists: steps of Python for each word would take longer than the rest of the
    # reading. A line end cuts chunks like a blank; the gaps come from the text itself.
    chunks = text.replace("\n", " ").split(" ")
    found = list(map(_KNOWN.__getitem__, chunks))
    known = list(chain.from_iterable(found))
    bounds = accumulate(map(len, chunks), initial=0)  # without the blanks between

    starts = [
        at + blanks + word[4] for blanks, (at, words) in enumerate(zip(bounds, found, strict=False)) for word in words
    ]
    return Tokens(
        text, list(map(_FORM, known)), known, starts, list(map(_CAP, known)), list(compress(count(), map(_STOP, known)))
    )
