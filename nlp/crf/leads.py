"""What the tokens of a text say for and against a word going on at each of them, whatever the tags beside it.

Looked up and added for a whole text at once, in arrays: what a pair or three neighbours say stands in sorted tables
made when the model is loaded, so that text never seen before is as cheap as any other.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import add, sub
from threading import Lock
from typing import Any

import numpy as np

from nlp.crf.weights import ONE, THREE, TWO, VIEWS, Chain, Pair, Window

BEFORE, AFTER = "\nBOS", "\nEOS"  # beyond a sentence's ends; no token holds a line end, so no text spells these
CACHED = 1 << 16  # tokens and threes kept: 14 MB of tokens of 50 letters, ordinary text has shorter and fewer

Scores = tuple[float, ...]


def views(gram: tuple[str, ...], words: set[str]) -> tuple[str, str, bool, bool, bool]:
    """What the five views show of a gram."""
    written = " ".join(gram)
    lower = written.lower()
    title = all(token[0] == token[0].upper() for token in gram)  # a figure or sign counts as a capital
    return written, lower, written.isascii() and written.isdigit(), title, lower in words


class _Table:
    """What grams of one length weigh in each window of that length: the lead of I."""

    def __init__(self, windows: Sequence[Window], chain: Chain, words: set[str]) -> None:
        self._words = words
        state = [chain.state[window] for window in windows]

        def total(**seen: str) -> Scores:
            pairs = [[s[view].get(value, (0.0, 0.0)) for view, value in seen.items()] for s in state]
            return tuple(sum(i - b for b, i in row) for row in pairs)

        self.written, self.lower = _rows([s[""] for s in state]), _rows([s["lower"] for s in state])
        self.before, self.after = total(**dict.fromkeys(VIEWS, "BOS")), total(**dict.fromkeys(VIEWS, "EOS"))
        self._flags = cache(lambda number, title, known: total(
            isdigit=str(number), istitle=str(title), is_in_dict=str(known)))  # fmt: skip
        self.usual = self.flags()  # of what no list knows and is neither figure nor capital
        self._in_words = [self.more(self.flags(known=known)) for known in (False, True)]
        blanks = windows[0][1] - windows[0][0]
        listed = {gram.lower() for gram in self.written} | self.lower.keys() | words
        self.known = {gram for gram in listed if gram.count(" ") == blanks}

    def flags(self, number: bool = False, title: bool = False, known: bool = False) -> Scores:
        """What three of the views say."""
        found: Scores = self._flags(number, title, known)
        return found

    def scores(self, gram: tuple[str, ...]) -> Scores:
        """What all views say of a gram."""
        written, lower, number, title, known = views(gram, self._words)
        return _sum(self.flags(number, title, known), self.written.get(written, ()), self.lower.get(lower, ()))

    def in_lower_case(self, lower: str) -> Scores:
        """What a gram says by its letters in lower case, more than usual."""
        return _sum(self._in_words[lower in self._words], self.lower.get(lower, ()))

    def more(self, scores: Scores) -> Scores:
        """Scores, more than usual."""
        return tuple(map(sub, scores, self.usual))


def _sum(first: Scores, *others: Sequence[float]) -> Scores:
    for other in others:
        first = tuple(map(add, first, other)) if other else first
    return first


def _rows(tables: Sequence[dict[str, Pair]]) -> dict[str, list[float]]:
    """value → the lead of I in each table."""
    rows: dict[str, list[float]] = {}
    for place, table in enumerate(tables):
        for value, (b, i) in table.items():
            if value not in rows:
                rows[value] = [0.0] * len(tables)
            rows[value][place] = i - b
    return rows


class _Numbers(dict[str, int]):
    """Syllables of known grams → 1, 2, …; what is in none of them is 0."""

    def __init__(self, grams: Iterable[str]) -> None:
        parts = {part for gram in grams for part in gram.split(" ")}
        super().__init__({part: number for number, part in enumerate(parts, 1)})

    def __missing__(self, part: str) -> int:
        return 0


class _Sorted:
    """Keys (int64) and the place of each among them."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.order = np.argsort(keys, kind="stable")
        self._keys = np.append(np.array(keys, dtype=np.int64)[self.order], np.iinfo(np.int64).max)

    def find(self, keys: Any) -> tuple[Any, Any]:
        """(places, whether it is there) of each key."""
        places = np.searchsorted(self._keys, keys)
        return places, self._keys[places] == keys


class _Pairs:
    """Pairs of neighbours by the numbers of their syllables, with a row of scores each."""

    def __init__(self, grams: Sequence[str], rows: Sequence[Sequence[float]], numbers: _Numbers) -> None:
        self._base = len(numbers) + 1
        parts = [gram.split(" ") for gram in grams]
        self._keys = _Sorted([numbers[a] * self._base + numbers[b] for a, b in parts])
        self.rows = np.array(rows, dtype=np.float64).reshape(len(grams), len(TWO))[self._keys.order]
        self.places = {grams[i]: place for place, i in enumerate(self._keys.order.tolist())}

    def find(self, first: Any, second: Any) -> tuple[Any, Any]:
        """(places, whether it is known) of each pair of syllables' numbers."""
        return self._keys.find(first * self._base + second)


class _Tokens(dict[str, int]):
    """token → its row in `scores` (5 columns: ONE), `lower`, `written` (numbers) and `title` (does it count as a
    capital?); BEFORE and AFTER are 0 and 1. Fills itself."""

    def __init__(self, table: _Table, lower: _Numbers, written: _Numbers) -> None:
        super().__init__()
        self._table, self._lower, self._written = table, lower, written
        self.scores, self.numbers = np.empty((1024, len(ONE))), np.zeros((1024, 3), dtype=np.int64)
        for edge, scores in ((BEFORE, table.before), (AFTER, table.after)):
            self.scores[len(self)] = scores
            self[edge] = len(self)

    def __missing__(self, token: str) -> int:
        at = len(self)
        if at == len(self.scores):
            self.scores, self.numbers = (
                np.concatenate([one, np.zeros_like(one)]) for one in (self.scores, self.numbers)
            )
        self.scores[at] = self._table.scores((token,))
        self.numbers[at] = self._lower[token.lower()], self._written[token], token[0] == token[0].upper()
        self[token] = at
        return at


class Leads:
    """How far the tokens of a text lead I before B at every token. Threads may share one."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        self._one, self._two, self._three = (_Table(windows, chain, words) for windows in (ONE, TWO, THREE))
        starts = {three.rpartition(" ")[0] for three in self._three.known}
        pairs, written = list(self._two.known | starts), [gram for gram in self._two.written if " " in gram]
        self._lower, self._written = _Numbers([*pairs, *self._three.known]), _Numbers(written)
        self._pairs = _Pairs(pairs, [self._two.in_lower_case(pair) for pair in pairs], self._lower)
        self._as_written = _Pairs(written, [self._two.written[gram] for gram in written], self._written)
        self._starts = np.zeros(len(pairs) + 1, dtype=bool)
        self._starts[[self._pairs.places[pair] for pair in starts]] = True
        self._known_threes = _Sorted([self._three_key(*three.rpartition(" ")) for three in self._three.known])
        self._usual = sum(self._two.usual) + sum(self._three.usual)
        self._capitals = [table.more(table.flags(title=True)) for table in (self._two, self._three)]
        self._ends = [(table.more(table.before), table.more(table.after)) for table in (self._two, self._three)]
        self._tokens, self._threes = self._no_tokens(), dict[tuple[str, ...], Scores]()
        self._lock = Lock()

    def _no_tokens(self) -> _Tokens:
        return _Tokens(self._one, self._lower, self._written)

    def _three_key(self, pair: Any, _: str, last: str) -> int:
        return int(self._pairs.places[pair]) * (len(self._lower) + 1) + self._lower[last]

    def cached(self) -> tuple[int, int]:
        """How many tokens and threes are kept; each at most `CACHED` between two texts."""
        return len(self._tokens), len(self._threes)

    def __call__(self, tokens: Sequence[str]) -> list[float]:
        """One lead per token. Every sentence has two BEFORE in front and two AFTER behind it, whose own leads mean
        nothing."""
        with self._lock:
            known = self._tokens
            rows = np.fromiter(map(known.__getitem__, tokens), np.int64, len(tokens))
            scores, (lower, written, title) = known.scores[rows], known.numbers[rows].T
            if len(known) > CACHED:
                self._tokens = self._no_tokens()
        leads = scores[:, 2] + self._usual
        leads[2:] += scores[:-2, 0]
        leads[1:] += scores[:-1, 1]
        leads[:-1] += scores[1:, 3]
        leads[:-2] += scores[2:, 4]
        before, after, capital = rows == 0, rows == 1, title == 1
        places, found = self._pairs.find(lower[:-1], lower[1:])
        known_at = np.flatnonzero(found)
        pairs = self._of_pairs(capital, written, places, known_at)
        _ends(pairs, before[:-1], after[1:], self._ends[0])
        leads[2:] += pairs[:-1, 0]
        leads[1:] += pairs[:, 1]
        leads[:-1] += pairs[:, 2]
        leads[:-2] += pairs[1:, 3]
        begun = known_at[self._starts[places[known_at]]]
        threes = self._of_threes(tokens, capital, lower, places, begun)
        _ends(threes, before[:-2], after[2:], self._ends[1])
        leads[2:] += threes[:, 0]
        leads[1:-1] += threes[:, 1]
        leads[:-2] += threes[:, 2]
        result: list[float] = leads.tolist()
        return result

    def _of_pairs(self, capital: Any, written: Any, places: Any, at: Any) -> Any:
        """What every two neighbours say, more than usual (pairs x TWO). `at`: those that a list knows."""
        said = np.zeros((len(capital) - 1, len(TWO)))
        said[capital[:-1] & capital[1:]] = self._capitals[0]
        said[at] += self._pairs.rows[places[at]]
        row, found = self._as_written.find(written[at], written[at + 1])
        said[at[found]] += self._as_written.rows[row[found]]
        return said

    def _of_threes(self, tokens: Sequence[str], capital: Any, lower: Any, places: Any, at: Any) -> Any:
        """What every three neighbours say, more than usual (threes x THREE). `at`: those whose first two may begin one
        that a list knows."""
        said = np.zeros((len(tokens) - 2, len(THREE)))
        said[capital[:-2] & capital[1:-1] & capital[2:]] = self._capitals[1]
        _, found = self._known_threes.find(places[at] * (len(self._lower) + 1) + lower[at + 2])
        for place in at[found].tolist():
            said[place] = self._of_three(tuple(tokens[place : place + 3]))
        return said

    def _of_three(self, gram: tuple[str, ...]) -> Scores:
        """What three neighbours that a list knows say, more than usual."""
        scores = self._threes.get(gram)
        if scores is None:
            if len(self._threes) >= CACHED:
                self._threes.clear()
            scores = self._threes[gram] = self._three.more(self._three.scores(gram))
        return scores


def _ends(rows: Any, before: Any, after: Any, scores: tuple[Scores, Scores]) -> None:
    """Neighbours one of whom lies beyond the sentence say one thing only."""
    rows[after] = scores[1]
    rows[before] = scores[0]
