"""Numbers into words and words into numbers, for words or for their syllables."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.counting.blocks import FIRST_WORD, Ids
from corpus.counting.chunks import Chunk, Nums, totals
from corpus.errors import CorpusError, QueryError
from corpus.store import Corpus
from nlp.text import fold
from nlp.tokens import syllables

Unit = Literal["word", "syllable"]
UNITS = ("word", "syllable")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Lexicon:
    """All words of the corpus; the place in `words` is a word's number. 0 and 1 are signs."""

    words: list[str]

    @cached_property
    def text(self) -> str:
        """The words, one a line: what patterns are looked for in."""
        return "\n".join(["", "", *self.words[FIRST_WORD:]])

    @cached_property
    def folded(self) -> str:
        """`text` without marks, of the same length."""
        return fold(self.text)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where in `text` each word begins."""
        sizes = np.fromiter((len(line) + 1 for line in self.text.split("\n")), np.int64)
        return np.concatenate([[0], np.cumsum(sizes)[:-1]])

    @cached_property
    def lettered(self) -> NDArray[np.bool_]:
        """Which words hold a letter; the others are numbers and signs."""
        return np.array([bool(_LETTER.search(word)) for word in self.words], dtype=bool)

    def chunk(self, chunk: Chunk) -> Chunk:
        """A chunk of stored words in the numbers of this lexicon."""
        return chunk

    def totals(self, corpus: Corpus, nums: Nums) -> NDArray[np.int64]:
        """How often each word stands in these articles."""
        return totals(corpus, nums, len(self.words))


@dataclass(frozen=True)
class Syllables(Lexicon):
    """All syllables of the corpus. Word number w has the syllables `parts[edges[w]:edges[w + 1]]`."""

    parts: Ids
    edges: NDArray[np.int64]

    def chunk(self, chunk: Chunk) -> Chunk:
        """The same articles, syllable by syllable."""
        sizes = np.diff(self.edges)[chunk.ids]
        ends = np.cumsum(sizes)
        # The k-th syllable of a word stands k places behind its first one.
        places = np.repeat(self.edges[:-1][chunk.ids] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
        edges = np.concatenate([[0], ends])[chunk.edges]
        return Chunk(chunk.nums, edges, self.parts[places], np.empty(0, np.uint32))

    def totals(self, corpus: Corpus, nums: Nums) -> NDArray[np.int64]:
        """How often each syllable stands in these articles."""
        words = totals(corpus, nums, len(self.edges) - 1)
        weights = np.repeat(words, np.diff(self.edges))
        return np.bincount(self.parts, weights=weights, minlength=len(self.words)).astype(np.int64)


def lexicon(corpus: Corpus, unit: str = "word") -> Lexicon:
    """The words of the corpus, or its syllables. Raises QueryError for another unit, CorpusError when damaged."""
    if unit not in UNITS:
        raise QueryError(f"unknown unit {unit!r}", f"one of {', '.join(UNITS)}")
    with corpus.errors():
        # A table of a million short rows is read ten times as fast as one text.
        sql = "SELECT max(id) + 1, count(*), group_concat(word, char(10)) FROM (SELECT id, word FROM words WHERE id >= ? ORDER BY id)"
        size, count, joined = corpus.conn.execute(sql, [FIRST_WORD]).fetchone()
    words = ["\n", ".", *(joined.split("\n") if joined else [])]
    if count != (size or FIRST_WORD) - FIRST_WORD or len(words) != count + FIRST_WORD:
        raise CorpusError(f"{corpus.path}: the list of words has gaps", "run `guong doctor`")
    return _syllables(words) if unit == "syllable" else Lexicon(words)


def _syllables(words: list[str]) -> Syllables:
    known = {words[0]: 0, words[1]: 1}
    parts, sizes = [0, 1], [1, 1]
    for word in words[FIRST_WORD:]:
        mine = syllables(word)
        parts += [known.setdefault(part, len(known)) for part in mine]
        sizes.append(len(mine))
    edges = np.concatenate([[0], np.cumsum(np.array(sizes, dtype=np.int64))])
    return Syllables(list(known), np.array(parts, dtype=np.uint32), edges)
