"""The words by which the press names fields and actors, found in one pass."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

import ahocorasick

from nlp.paths import datasets
from nlp.text import canonical
from nlp.tokens import cut

KINDS = ("field", "actor")


class Hit(NamedTuple):
    """A phrase at `[start, end)` that speaks for a label."""

    start: int
    end: int
    label: str


def _wide(kind: str) -> Iterator[tuple[str, str]]:
    """(phrase, label) of datasets/clues/<kind>s/<label>.toml: its words, and of a pair every verb before every object."""
    for file in sorted((datasets() / "clues" / f"{kind}s").glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for words in data["words"].values():
            yield from ((word, file.stem) for word in words)
        for pair in data.get("pairs", ()):
            for verb in pair["verbs"]:
                yield from ((f"{verb} {thing}", file.stem) for thing in pair["objects"])


@cache
def _automaton(kind: str) -> Any:
    """Phrase → (length, labels); `nothing` holds phrases that hide a shorter one inside them."""
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))
    labels: dict[str, list[str]] = {canonical(phrase): [] for phrase in data["nothing"]["phrases"]}
    named = [(phrase, label) for label, phrases in data[kind].items() for phrase in phrases]
    for phrase, label in [*named, *_wide(kind)]:
        known = labels.setdefault(canonical(phrase), [])
        if label not in known:
            known.append(label)
    automaton = ahocorasick.Automaton()
    for phrase, found in labels.items():
        automaton.add_word(phrase, (len(phrase), tuple(found), " " not in phrase))
    automaton.make_automaton()
    return automaton


def hits(key: str, kind: str, text: str | None = None) -> list[Hit]:
    """Every phrase of a kind ("field", "actor") in canonical text, in order.

    Phrases are whole words: one of a single syllable counts only where the segmenter takes it for a word of `text` (the
    text before it was made canonical; `key` when None): "chăm" of "người Chăm", not of "chăm sóc". Of overlapping
    phrases the earliest, then the longest, counts.
    """
    words: tuple[tuple[str, int, int], ...] = ()
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for last, (length, labels, single) in _automaton(kind).iter(key):
        start, end = last - length + 1, last + 1
        if (start and key[start - 1].isalnum()) or (end < len(key) and key[end].isalnum()):
            continue
        if single:
            words = words or cut(key if text is None else text)
            at = bisect_left(words, start, key=itemgetter(1))
            if at == len(words) or words[at][1:] != (start, end):
                continue
        found.append((start, -end, labels))
    kept: list[Hit] = []
    reached = 0
    for start, minus_end, labels in sorted(found):
        if start >= reached:
            reached = -minus_end
            kept += [Hit(start, reached, label) for label in labels]
    return kept
