"""The campaign's names and their look-alikes, found as spans."""

import re
import tomllib
from functools import cache
from typing import Any

import ahocorasick

from nlp.classify.function import is_somebody_else
from nlp.mentions.knowledge import key_of
from nlp.paths import datasets
from nlp.records import Document, Span

# Names that make an article the campaign's when it is: these are shown as evidence. The rest are only clues.
EVIDENCE = ("morality", "thought", "practice", "learn", "follow", "six", "soldier", "space", "contest")
_UNCLE = ("learn", "follow", "word")  # names in which "bác" may be anybody's uncle


@cache
def _names() -> Any:
    """Opening words → (their length, [(code, pattern)])."""
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))
    tried: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for entry in data["name"]:
        pattern = re.compile(entry["pattern"].replace(" ", r"\s{1,3}"))
        for words in entry["opens"]:
            tried.setdefault(words.split(" ")[0], []).append((entry["code"], pattern))
    automaton = ahocorasick.Automaton()
    for word, patterns in tried.items():
        automaton.add_word(word, (len(word), tuple(dict.fromkeys(patterns))))
    automaton.make_automaton()
    return automaton


def _hits(key: str) -> list[tuple[int, int, str]]:
    """(start, -end, code) of every match that opens with the opening words of its pattern, in order."""
    found = []
    for last, (length, patterns) in _names().iter(key):
        start = last - length + 1
        if start and key[start - 1].isalpha():
            continue
        found += [(start, -hit.end(), code) for code, pattern in patterns if (hit := pattern.match(key, start))]
    return sorted(found)


def mentions(doc: Document) -> list[tuple[str, Span]]:
    """Every mention as (code, span) in reading order; of overlapping ones the earliest, then the longest, stays."""
    found: list[tuple[str, Span]] = []
    for name, text in doc.fields():
        cased = not (text.islower() or text.isupper())
        reached = 0
        for start, minus_end, code in _hits(key_of(text)):
            if start >= reached:
                reached = -minus_end
                if code in _UNCLE and is_somebody_else(text, start, reached, cased=cased):
                    code = "uncle"
                found.append((code, Span(name, start, reached, text[start:reached])))
    return found
