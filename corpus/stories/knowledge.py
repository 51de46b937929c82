"""The weights and words of `datasets/stories.toml`, ready for matching."""

import hashlib
import tomllib
from functools import cache
from typing import Any

import ahocorasick

from nlp.paths import datasets
from nlp.text import canonical

FILE = "stories.toml"
RULES = "2"  # raised by hand when the code of `signals` changes what it finds


@cache
def knowledge() -> dict[str, dict[str, Any]]:
    """The file's tables."""
    return tomllib.loads((datasets() / FILE).read_text(encoding="utf-8"))


@cache
def version() -> str:
    """Changes when the words, the weights or the code change: signals kept under another one are counted anew."""
    return f"{RULES}+{hashlib.sha256((datasets() / FILE).read_bytes()).hexdigest()[:12]}"


def weight(what: str) -> float:
    """Points a signal gives at its fullest."""
    return float(knowledge()["weights"][what])


def full(what: str) -> float:
    """Where a signal is nearly full."""
    return float(knowledge()["full"][what])


@cache
def _automaton() -> Any:
    """One Aho-Corasick automaton of all lists; a phrase leads to its length and the lists it stands in."""
    lists: dict[str, set[str]] = {}
    for name, phrases in knowledge()["words"].items():
        for phrase in phrases:
            lists.setdefault(canonical(phrase), set()).add(name)
    built = ahocorasick.Automaton()
    for phrase, names in lists.items():
        built.add_word(phrase, (len(phrase), tuple(sorted(names))))
    built.make_automaton()
    return built


def phrases(key: str) -> dict[str, list[tuple[int, int]]]:
    """Where the phrases of each list stand in a canonical text, as whole words, in order, the longest at a place."""
    found: dict[str, list[tuple[int, int]]] = {}
    for last, (length, names) in _automaton().iter(key):
        start, end = last - length + 1, last + 1
        if (start and key[start - 1].isalnum()) or (end < len(key) and key[end].isalnum()):
            continue
        for name in names:
            places = found.setdefault(name, [])
            while places and places[-1][0] >= start:  # lies inside the longer one
                places.pop()
            if not places or places[-1][1] <= start:
                places.append((start, end))
    return found
