""" "Ý bạn là …?": what a query that finds next to nothing may have been meant to be, out of the corpus's own words.

A word the corpus does not know is exchanged for the likeliest that it does (`corpus.spelling`); a word it knows only
where the words beside it say so: "hóc tập" stands nowhere, "học tập" does. What would find no more is not offered.
The work is bounded by the number of look-ups, each of which stops at COUNTED articles.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from corpus.numbers import numbers
from corpus.query import MAX_QUERY, typed_form
from corpus.spelling import EXACT, FAR, NEAR, difference, pieces, spellings, split
from nlp.text import canonical, fold, has_marks

FEW = 2  # articles: what finds more is taken at its word
MOST_WORDS = 8  # of a query are looked at
LOOK_UPS = 2_000  # of the index; 0.1 ms each with 200,000 articles on a busy machine
COUNTED = 1_000  # articles: more evidence for a word or a pair changes nothing
TIMES = 10  # as often as the query itself finds something must a suggestion do
SHORT = 4  # letters: of a shorter word, a letter more or less makes another word of the language
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})


@dataclass
class _Index:
    """How many articles hold some words in a row, counted up to COUNTED and remembered."""

    conn: sqlite3.Connection
    left: int = LOOK_UPS
    known: dict[tuple[str, bool], int] = field(default_factory=dict)

    def count(self, words: str, exactly: bool = False) -> int:
        """`exactly`: a bare word stands for itself, not for every way to mark it."""
        key = (words, exactly)
        if key not in self.known:
            if self.left <= 0:
                return 0
            self.left -= 1
            column, form = ("normal", canonical) if exactly or has_marks(words) else ("folded", fold)
            sql = f"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT {COUNTED})"
            self.known[key] = self.conn.execute(sql, [f'{column} : "{form(words)}"']).fetchone()[0]
        return self.known[key]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of the query with the words that touch it."""

    text: str
    start: int
    end: int
    before: str = ""
    after: str = ""


def suggestion(conn: sqlite3.Connection, text: str, total: int, found: Callable[[str], int]) -> str | None:
    """A better query, or None. `total` is what `text` finds; `found` says what another one does."""
    if total > FEW:
        return None
    typed = typed_form(text)[:MAX_QUERY]
    index = _Index(conn)
    changes = [(word, better) for word in _words(typed) if (better := _better(index, word, total))]
    made = typed
    for word, better in reversed(changes):
        made = made[: word.start] + _cased(better, word.text) + made[word.end :]
    made = " ".join(made.split())
    if not changes or found(made) < max(1, total * TIMES):
        return None
    return made


def _words(typed: str) -> list[_Typed]:
    """Words that may be mistyped: no operators, no numbers of documents, nothing cut short by *."""
    taken = {at for number in numbers(typed) for at in range(number.start, number.end)}
    spans = [match.span() for match in _WORD.finditer(typed)]
    found = []
    for i, (start, end) in enumerate(spans[:MOST_WORDS]):
        word = typed[start:end]
        if start in taken or word in _OPERATORS or typed[end : end + 1] == "*" or word.isdigit():
            continue
        found.append(_Typed(word, start, end, _beside(typed, spans, i - 1, i), _beside(typed, spans, i + 1, i)))
    return found


def _beside(typed: str, spans: list[tuple[int, int]], other: int, mine: int) -> str:
    """The word before or behind, when only blanks lie between."""
    if not 0 <= other < len(spans):
        return ""
    left, right = sorted((spans[other], spans[mine]))
    word = typed[slice(*spans[other])]
    return "" if typed[left[1] : right[0]].strip() or word in _OPERATORS else word


def _better(index: _Index, word: _Typed, total: int) -> str | None:
    if not index.count(word.text):
        return _unknown(index, word)
    if not (word.before or word.after) or _together(index, word, word.text):
        return None  # nothing speaks against it
    near = [other for distance, other in _candidates(word.text) if distance == NEAR]
    together, other = max(((_together(index, word, other), other) for other in near), default=(0, ""))
    return other if together >= max(1, total * TIMES) else None


def _unknown(index: _Index, word: _Typed) -> str | None:
    """The likeliest of the words that the corpus knows, in place of one it does not."""
    ranked: list[tuple[bool, bool, int, int, int, int, str]] = []
    alone = not (word.before or word.after)
    for distance, other in _candidates(word.text):
        # A farther guess is asked for only where no near one fits, and for a short word alone it would say nothing.
        if distance == FAR and (any(one[1] for one in ranked) or (alone and (ranked or len(word.text) < SHORT))):
            break
        if many := index.count(other, exactly=has_marks(word.text)):
            pair = _together(index, word, other)
            ranked.append((distance == EXACT, pair > 0, -distance, -difference(word.text, other), pair, many, other))
    plain = canonical(word.text)
    if parts := split(plain, {piece for piece in _pieces(plain) if index.count(piece)}):
        made = " ".join(parts)
        row = index.count(made)
        ranked.append((False, row > 0, -NEAR, 0, row, row, made))
    return max(ranked)[-1] if ranked else None


def _pieces(plain: str) -> Iterable[str]:
    return pieces(plain) if len(plain) > 3 and plain.isalpha() else ()


def _candidates(word: str) -> list[tuple[int, str]]:
    """Spellings, the nearest first, each once. Without marks every marking is asked for already."""
    found: dict[str, int] = {}
    bare = not has_marks(word)
    for distance, other in spellings(word):
        if not (bare and fold(other) == canonical(word)):
            found.setdefault(other, distance)
    return sorted(((distance, other) for other, distance in found.items()), key=lambda one: one[0])


def _together(index: _Index, word: _Typed, other: str) -> int:
    """How many articles hold `other` beside the words around it."""
    rows = ([f"{word.before} {other}"] if word.before else []) + ([f"{other} {word.after}"] if word.after else [])
    return sum(index.count(row) for row in rows)


def _cased(better: str, typed: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return better.upper()
    return better[:1].upper() + better[1:] if typed[:1].isupper() else better
