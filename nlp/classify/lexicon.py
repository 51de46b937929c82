"""The campaign's names and their look-alikes, found as spans."""

import re
import tomllib
from functools import cache

from nlp.paths import datasets
from nlp.records import Document, Span
from nlp.text import canonical

# Names that make an article the campaign's when it is: these are shown as evidence. The rest are only clues.
EVIDENCE = ("morality", "thought", "practice", "learn", "follow", "six", "soldier", "space")


@cache
def _names() -> list[tuple[str, re.Pattern[str]]]:
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))
    return [(entry["code"], re.compile(entry["pattern"].replace(" ", r"\s{1,3}"))) for entry in data["name"]]


def mentions(doc: Document) -> list[tuple[str, Span]]:
    """Every mention as (code, span) in reading order; of overlapping ones the earliest, then the longest, stays."""
    found: list[tuple[str, Span]] = []
    for name, text in doc.fields():
        key = canonical(text)
        hits = sorted((m.start(), -m.end(), code) for code, pattern in _names() for m in pattern.finditer(key))
        reached = 0
        for start, minus_end, code in hits:
            if start >= reached:
                reached = -minus_end
                found.append((code, Span(name, start, reached, text[start:reached])))
    return found
