"""The words by which the press names fields and actors, found in one pass."""

import tomllib
from functools import cache
from typing import Any

import ahocorasick

from nlp.paths import datasets
from nlp.text import canonical

KINDS = ("field", "actor")


@cache
def _automaton(kind: str) -> Any:
    """Phrase → (length, labels); `nothing` holds phrases that hide a shorter one inside them."""
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))
    labels: dict[str, list[str]] = {canonical(phrase): [] for phrase in data["nothing"]["phrases"]}
    for label, phrases in data[kind].items():
        for phrase in phrases:
            labels.setdefault(canonical(phrase), []).append(label)
    automaton = ahocorasick.Automaton()
    for phrase, named in labels.items():
        automaton.add_word(phrase, (len(phrase), tuple(named)))
    automaton.make_automaton()
    return automaton


def hits(key: str, kind: str) -> list[tuple[int, int, str]]:
    """(start, end, label) of every phrase of a kind ("field", "actor") in canonical text, in order.

    Phrases are whole words; of overlapping ones the earliest, then the longest, counts.
    """
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for last, (length, labels) in _automaton(kind).iter(key):
        start, end = last - length + 1, last + 1
        if (start and key[start - 1].isalnum()) or (end < len(key) and key[end].isalnum()):
            continue
        found.append((start, -end, labels))
    kept: list[tuple[int, int, str]] = []
    reached = 0
    for start, minus_end, labels in sorted(found):
        if start >= reached:
            reached = -minus_end
            kept += [(start, reached, label) for label in labels]
    return kept
