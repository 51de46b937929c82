"""Decoding: which tokens of a sentence begin a word. Scores are one number a gram, summed once and kept."""

from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import Any

from nlp.crf.weights import ONE, THREE, TWO, VIEWS, Chain, Pair, Window

_BEFORE, _AFTER = "\nBOS", "\nEOS"  # beyond a sentence's ends; no token holds a line end, so no text spells these
_EVEN = 1e-9  # leads this close to a threshold may fall either way by rounding, whose error stays below 1e-11
CACHED = 1 << 16  # grams kept per length, a hundred articles' worth: 50 MB of ordinary text, 110 MB of long junk

Scores = tuple[float, ...]


def _views(gram: tuple[str, ...], words: set[str]) -> tuple[str, str, bool, bool, bool]:
    """What the five views show of a gram."""
    written = " ".join(gram)
    lower = written.lower()
    title = all(token[0] == token[0].upper() for token in gram)  # a figure or sign counts as a capital
    return written, lower, written.isascii() and written.isdigit(), title, lower in words


class _Table:
    """What grams of one length weigh in each window of that length."""

    def __init__(self, windows: Sequence[Window], chain: Chain) -> None:
        state = [chain.state[window] for window in windows]

        def total(**seen: str) -> Scores:
            pairs = [[s[view].get(value, (0.0, 0.0)) for view, value in seen.items()] for s in state]
            return tuple(sum(i - b for b, i in row) for row in pairs)

        self._written, self._lower = _rows([s[""] for s in state]), _rows([s["lower"] for s in state])
        self.before, self.after = total(**dict.fromkeys(VIEWS, "BOS")), total(**dict.fromkeys(VIEWS, "EOS"))
        self._flags = {
            (number, title, known): total(isdigit=str(number), istitle=str(title), is_in_dict=str(known))
            for number in (False, True)
            for title in (False, True)
            for known in (False, True)
        }

    def scores(self, written: str, lower: str, number: bool, title: bool, known: bool) -> Scores:
        """The scores of a gram that the five views show so."""
        scores = self._flags[number, title, known]
        if (seen := self._written.get(written)) is not None:
            scores = tuple(map(add, scores, seen))
        if (seen := self._lower.get(lower)) is not None:
            scores = tuple(map(add, scores, seen))
        return scores


def _rows(tables: Sequence[dict[str, Pair]]) -> dict[str, list[float]]:
    """value → the lead of I in each table."""
    rows: dict[str, list[float]] = {}
    for place, table in enumerate(tables):
        for value, (b, i) in table.items():
            if value not in rows:
                rows[value] = [0.0] * len(tables)
            rows[value][place] = i - b
    return rows


class _Ones(dict[str, tuple[Scores, str, bool]]):
    """token → its scores, its lower case, whether it counts as a capital."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        super().__init__()
        self._table, self._words = _Table(ONE, chain), words

    def __missing__(self, token: str) -> tuple[Scores, str, bool]:
        _bound(self)
        written, lower, number, title, known = _views((token,), self._words)
        if token in (_BEFORE, _AFTER):
            scores = self._table.before if token == _BEFORE else self._table.after
        else:
            scores = self._table.scores(written, lower, number, title, known)
        self[token] = found = scores, lower, title
        return found


# What two neighbours a b say: a and both of the token after b; a, b and both of b; b and both of a; b and both of the
# token before a. Then both in lower case, b in lower case, whether both are capitals, whether a known three begins so.
_Pair = tuple[float, float, float, float, str, str, bool, bool]


class _Twos(dict[tuple[str, str], _Pair]):
    """Two neighbours → what they say."""

    def __init__(self, chain: Chain, words: set[str], ones: _Ones) -> None:
        super().__init__()
        self._table, self._words, self._ones = _Table(TWO, chain), words, ones
        threes = [word for word in words if word.count(" ") == 2]
        threes += [three for window in THREE for three in chain.state[window][""]]
        self._starts = {three.rpartition(" ")[0] for three in threes}

    def __missing__(self, gram: tuple[str, str]) -> _Pair:
        _bound(self)
        a, b = gram
        (one_a, low_a, title_a), (one_b, low_b, title_b) = self._ones[a], self._ones[b]
        written, lower, title = f"{a} {b}", f"{low_a} {low_b}", title_a and title_b
        if a == _BEFORE or b == _AFTER:
            ab = self._table.before if a == _BEFORE else self._table.after
        else:
            ab = self._table.scores(written, lower, False, title, lower in self._words)
        begins_three = written in self._starts or lower in self._starts
        # In three neighbours every window counts once: the middle one's own is told by the pair that it ends.
        pair = self[gram] = (
            one_a[0] + ab[0],
            one_a[1] + one_b[2] + ab[1],
            one_b[3] + ab[2],
            one_b[4] + ab[3],
            lower,
            low_b,
            title,
            begins_three,
        )
        return pair


class _Threes(dict[tuple[str, str, str], Scores]):
    """What three neighbours and all their parts say of the third, the middle and the first of them."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        super().__init__()
        self._table, self._words, self._ones = _Table(THREE, chain), words, _Ones(chain, words)
        self._twos = _Twos(chain, words, self._ones)
        self._unknown = [self._table.scores("", "", False, title, False) for title in (False, True)]

    def __missing__(self, gram: tuple[str, str, str]) -> Scores:
        _bound(self)
        a, b, c = gram
        third, middle, _, _, lower, _, title_ab, begins_three = self._twos[a, b]
        _, _, middle_too, first, _, low_c, title_bc, _ = self._twos[b, c]
        if a == _BEFORE or c == _AFTER:
            abc = self._table.before if a == _BEFORE else self._table.after
        elif begins_three:
            lower = f"{lower} {low_c}"
            abc = self._table.scores(f"{a} {b} {c}", lower, False, title_ab and title_bc, lower in self._words)
        else:
            abc = self._unknown[title_ab and title_bc]
        scores = self[gram] = third + abc[0], middle + middle_too + abc[1], first + abc[2]
        return scores

    def sizes(self) -> tuple[int, int, int]:
        """How many tokens, pairs and threes are kept."""
        return len(self._ones), len(self._twos), len(self)


def _bound(cache: dict[Any, Any]) -> None:
    """Starts a full cache anew: what is common comes back at once, and there is nothing to keep count of."""
    if len(cache) >= CACHED:
        cache.clear()


class Tagger:
    """Says of every token of a sentence whether a word begins there. Threads may share one."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        self._chain, self._words = chain, words
        self._threes = _Threes(chain, words)
        tables = [(place, window, chain.state[window][view]) for place, view in enumerate(VIEWS)
                  for window in ONE + TWO + THREE]  # fmt: skip
        self._tables = [(place, window, table) for place, window, table in tables if table]
        self._weigh = lru_cache(maxsize=CACHED >> 4)(self._weigh_middle)

    def begins(self, tokens: Sequence[str]) -> list[bool]:
        """One flag per token, by the best path (Viterbi). Tokens are not empty and hold no white space."""
        if not tokens:
            return []
        padded = (_BEFORE, _BEFORE, *tokens, _AFTER, _AFTER)
        threes = list(map(self._threes.__getitem__, zip(padded, padded[1:], padded[2:], strict=False)))
        scores = [a[0] + b[1] + c[2] for a, b, c in zip(threes, threes[1:], threes[2:], strict=False)]
        (bb, bi), (ib, ii) = self._chain.moves
        before_b, before_i = bb - ib, bi - ii  # leading by more than this, I stands before a B, before an I
        lowest = min(before_b, before_i) - _EVEN
        lead = scores[0]
        paths: list[tuple[bool, bool]] = []
        for score in scores[1:]:
            if lead > lowest and (abs(lead - before_b) < _EVEN or abs(lead - before_i) < _EVEN):
                return self.begins_to_the_bit(tokens)
            paths.append((lead > before_b, lead > before_i))
            lead = score + max(bi, lead + ii) - max(bb, lead + ib)
        if abs(lead) < _EVEN:
            return self.begins_to_the_bit(tokens)
        return _backwards(paths, lead > 0)

    def cached(self) -> tuple[int, int, int]:
        """How many tokens, pairs and threes are kept; each at most `CACHED`."""
        return self._threes.sizes()

    def begins_to_the_bit(self, tokens: Sequence[str]) -> list[bool]:
        """As `begins`, adding what underthesea adds in its order: twenty times slower, equal to the last bit."""
        (bb, bi), (ib, ii) = self._chain.moves
        padded = (_BEFORE, _BEFORE, *tokens, _AFTER, _AFTER)
        weights = [self._weigh(padded[at : at + 5]) for at in range(len(tokens))]
        b, i = weights[0]
        paths = []
        for more_b, more_i in weights[1:]:
            paths.append((i + ib > b + bb, i + ii > b + bi))
            b, i = max(b + bb, i + ib) + more_b, max(b + bi, i + ii) + more_i
        return _backwards(paths, i > b)

    def _weigh_middle(self, five: tuple[str, ...]) -> Pair:
        """The weights of B and I at the middle one of five neighbours."""
        seen = {}
        for first, last in ONE + TWO + THREE:
            gram = five[first + 2 : last + 3]
            edge = "BOS" if _BEFORE in gram else "EOS" if _AFTER in gram else None
            seen[first, last] = (edge,) * len(VIEWS) if edge else _views(gram, self._words)
        b = i = 0.0
        for place, window, table in self._tables:
            more_b, more_i = table.get(str(seen[window][place]), (0.0, 0.0))
            b, i = b + more_b, i + more_i
        return b, i


def _backwards(paths: Sequence[tuple[bool, bool]], inside: bool) -> list[bool]:
    """Where words begin, from the last tag (is it I?) and, per token but the first, the tag before its B and its I."""
    flags = [not inside]
    for path in reversed(paths):
        inside = path[inside]
        flags.append(not inside)
    flags[-1] = True  # a sentence begins a word, whatever the tag
    return flags[::-1]
