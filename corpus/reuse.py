"""Paragraphs that were lifted from one article into another.

Of every article a fixed sample of its shingles is compared: those whose hash ends in so many zeros, the same in every
text. Hashes that stand in many articles are stock phrases and are passed over. What is left proposes pairs; the
paragraphs themselves decide.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.credits import knowledge
from corpus.similar import SHINGLE, Shingles, runs, words

SAMPLE = 4  # one shingle in so many; a paragraph of 40 words has 36, so nine of them are compared
SEEN = 3  # sampled shingles in common from which two articles are looked at: fewer are met by stock phrases
GAP = 30  # words between two shared runs that still belong to one lifted passage: two sentences put in between


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraph `[start, end)` of text `article` stands in text `other` at `[other_start, other_end)`; offsets count
    characters. `share` of its shingles are there; it has so many words."""

    article: int
    start: int
    end: int
    other: int
    other_start: int
    other_end: int
    words: int
    share: float


def sampled(text_runs: Shingles) -> Shingles:
    """The sample of a text, given the hashes of its runs; each once."""
    return np.unique(text_runs[text_runs % SAMPLE == 0])


@dataclass
class Sampler:
    """Holds the sample of every text: `add` them, then ask for `pairs`."""

    hashes: list[Shingles] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def add(self, number: int, sample: Shingles) -> None:
        """Remember the sample of text `number`."""
        self.hashes.append(sample)
        self.owners.append(number)

    def pairs(self) -> list[tuple[int, int]]:
        """Texts that may share a paragraph, each pair once, lower number first."""
        if not self.hashes:
            return []
        every = np.concatenate(self.hashes)
        owner = np.repeat(np.array(self.owners, dtype=np.int64), [len(one) for one in self.hashes])
        order = np.argsort(every, kind="stable")
        every, owner = every[order], owner[order]
        starts = np.flatnonzero(np.r_[True, every[1:] != every[:-1]]) if len(every) else np.zeros(0, dtype=np.int64)
        sizes = np.diff(np.r_[starts, len(every)])
        kept = (sizes > 1) & (sizes <= knowledge()["reuse"]["articles"])
        found = [_pairs_of(owner, starts[kept & (sizes == size)], size) for size in np.unique(sizes[kept]).tolist()]
        keys, counts = np.unique(np.concatenate(found) if found else np.zeros(0, dtype=np.int64), return_counts=True)
        return [divmod(key, _WIDE) for key in keys[counts >= SEEN].tolist()]


_WIDE = 2**31  # two numbers of texts in one


def _pairs_of(owner: NDArray[np.int64], starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """All pairs inside groups of `size` owners that begin at `starts`, as one number each."""
    found = []
    for i in range(size):
        for j in range(i + 1, size):
            one, other = owner[starts + i], owner[starts + j]
            found.append(np.minimum(one, other) * _WIDE + np.maximum(one, other))
    return np.concatenate(found)


class _Text:
    """A text with its words, the hashes of its runs, and its paragraphs as bounds of words."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.runs = runs(word.group() for word in self.words)
        self.paragraphs: list[tuple[int, int]] = []
        least = int(knowledge()["reuse"]["words"])
        at = 0
        line_end = -1
        for i, word in enumerate(self.words):
            if word.start() > line_end:
                self._close(at, i, least)
                at = i
                line_end = text.find("\n", word.start())
                line_end = len(text) if line_end < 0 else line_end
        self._close(at, len(self.words), least)

    def _close(self, start: int, end: int, least: int) -> None:
        if end - start >= least:
            self.paragraphs.append((start, end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the words `[start, end)`."""
        return self.words[start].start(), self.words[end - 1].end()


def passages(pairs: Iterable[tuple[int, int]], text_of: Callable[[int], str]) -> list[Passage]:
    """The paragraphs that each pair has in common, without those that stand in many texts.

    `text_of` gives a text by its number. Of each pair the paragraphs of the first stand in the second; where only the
    second has them as paragraphs of their own, these are given, the other way round.
    """
    by_first: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        by_first[one].append(other)
    found: list[Passage] = []
    for one, others in by_first.items():
        text = _Text(text_of(one))
        for other in others:
            found += _between(one, text, other, _Text(text_of(other)))
    return _without_stock(found)


def _between(one: int, text: _Text, other: int, other_text: _Text) -> list[Passage]:
    found = _lifted(one, text, other, other_text)
    for passage in _lifted(other, other_text, one, text):
        if not any(_overlap(passage.other_start, passage.other_end, known.start, known.end) for known in found):
            found.append(passage)
    return found


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end


def _lifted(one: int, text: _Text, other: int, other_text: _Text) -> list[Passage]:
    """Paragraphs of `one` that stand in `other`."""
    found = []
    inside = np.isin(text.runs, other_text.runs)
    for start, end in text.paragraphs:
        here = inside[start : max(start, end - SHINGLE + 1)]
        share = float(here.mean()) if len(here) else 0.0
        if share < knowledge()["reuse"]["share"]:
            continue
        at = np.flatnonzero(np.isin(other_text.runs, text.runs[start : end - SHINGLE + 1]))
        groups = np.split(at, np.flatnonzero(np.diff(at) > GAP) + 1)
        group = max(groups, key=len)
        there = other_text.place(int(group[0]), int(group[-1]) + SHINGLE)
        found.append(Passage(one, *text.place(start, end), other, *there, end - start, share))
    return found


def _without_stock(found: list[Passage]) -> list[Passage]:
    """Paragraphs that stand in too many texts are everybody's."""
    seen: dict[tuple[int, int], set[int]] = defaultdict(set)
    for passage in found:
        seen[passage.article, passage.start].add(passage.other)
        seen[passage.other, passage.other_start].add(passage.article)
    most = int(knowledge()["reuse"]["articles"]) - 1  # the others, without the text itself
    return [one for one in found if len(seen[one.article, one.start]) <= most
            and len(seen[one.other, one.other_start]) <= most]  # fmt: skip
