"""Decoding: which tokens of a sentence begin a word."""

from collections.abc import Sequence
from functools import lru_cache

from nlp.crf.leads import AFTER, BEFORE, Leads, views
from nlp.crf.weights import ONE, THREE, TWO, VIEWS, Chain, Pair

_I_BEFORE_B, _I_BEFORE_I = 1, 2  # what the best path to a tag comes from, as bits
_EVEN = 1e-9  # leads this close to a threshold may fall either way by rounding, whose error stays below 1e-11
SLOWLY = 1 << 12  # windows of tokens kept for the slow way


class Tagger:
    """Says of every token of a sentence whether a word begins there. Threads may share one."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        self._chain, self._words = chain, words
        self.leads = Leads(chain, words)
        tables = [(place, window, chain.state[window][view]) for place, view in enumerate(VIEWS)
                  for window in ONE + TWO + THREE]  # fmt: skip
        self._tables = [(place, window, table) for place, window, table in tables if table]
        self._weigh = lru_cache(maxsize=SLOWLY)(self._weigh_middle)

    def begins(self, *sentences: Sequence[str]) -> list[bool]:
        """One flag per token of these sentences, by the best path (Viterbi) through each. Tokens are not empty and hold
        no white space."""
        tokens: list[str] = []
        for sentence in sentences:
            tokens += (BEFORE, BEFORE, *sentence, AFTER, AFTER)
        leads = self.leads(tokens) if tokens else []
        flags: list[bool] = []
        at = 0
        for sentence in sentences:
            at += 2
            flags += self._path(leads[at : at + len(sentence)], sentence)
            at += len(sentence) + 2
        return flags

    def _path(self, leads: Sequence[float], tokens: Sequence[str]) -> list[bool]:
        """The flags of one sentence."""
        if not tokens:
            return []
        (bb, bi), (ib, ii) = self._chain.moves
        before_b, before_i = bb - ib, bi - ii  # leading by more than this, I stands before a B, before an I
        low, high = min(before_b, before_i), max(before_b, before_i)
        surely_b, surely_i, over, under = low - _EVEN, high + _EVEN, low + _EVEN, high - _EVEN
        # Between the two thresholds only one of the tags comes from I, and the lead before counts with that sign.
        mixed, after_mixed, sign = (_I_BEFORE_B, bi - ib, -1) if before_b < before_i else (_I_BEFORE_I, ii - bb, 1)
        after_b, after_i = bi - bb, ii - ib
        paths: list[int] = []
        lead = leads[0]
        for score in leads[1:]:
            if lead < surely_b:
                paths.append(0)
                lead = score + after_b
            elif lead > surely_i:
                paths.append(_I_BEFORE_B | _I_BEFORE_I)
                lead = score + after_i
            elif over < lead < under:
                paths.append(mixed)
                lead = score + after_mixed + sign * lead
            else:
                return self.begins_to_the_bit(tokens)
        return self.begins_to_the_bit(tokens) if abs(lead) < _EVEN else _backwards(paths, lead > 0)

    def begins_to_the_bit(self, tokens: Sequence[str]) -> list[bool]:
        """As `begins`, adding what underthesea adds in its order: twenty times slower, equal to the last bit."""
        (bb, bi), (ib, ii) = self._chain.moves
        padded = (BEFORE, BEFORE, *tokens, AFTER, AFTER)
        weights = [self._weigh(padded[at : at + 5]) for at in range(len(tokens))]
        b, i = weights[0]
        paths = []
        for more_b, more_i in weights[1:]:
            paths.append((i + ib > b + bb) * _I_BEFORE_B | (i + ii > b + bi) * _I_BEFORE_I)
            b, i = max(b + bb, i + ib) + more_b, max(b + bi, i + ii) + more_i
        return _backwards(paths, i > b)

    def _weigh_middle(self, five: tuple[str, ...]) -> Pair:
        """The weights of B and I at the middle one of five neighbours."""
        seen = {}
        for first, last in ONE + TWO + THREE:
            gram = five[first + 2 : last + 3]
            edge = "BOS" if BEFORE in gram else "EOS" if AFTER in gram else None
            seen[first, last] = (edge,) * len(VIEWS) if edge else views(gram, self._words)
        b = i = 0.0
        for place, window, table in self._tables:
            more_b, more_i = table.get(str(seen[window][place]), (0.0, 0.0))
            b, i = b + more_b, i + more_i
        return b, i


def _backwards(paths: Sequence[int], inside: bool) -> list[bool]:
    """Where words begin, from the last tag (is it I?) and, per token but the first, which tags come behind an I."""
    flags = [not inside]
    for path in reversed(paths):
        inside = bool(path & (_I_BEFORE_I if inside else _I_BEFORE_B))
        flags.append(not inside)
    flags[-1] = True  # a sentence begins a word, whatever the tag
    return flags[::-1]
