"""How far an article follows a person: sentences about one, in a row and altogether.

The codebook's tests are structural (half of the body, three sentences), so they are measured, not read from words.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from nlp.mentions.knowledge import bounds_of, key_of
from nlp.mentions.names import names_of
from nlp.mentions.people import follow
from nlp.records import Document

SHORTEST = 6  # sentences: a share of fewer says nothing
FOLLOWED = 6  # the persons named in most sentences; nobody beyond them is the subject
# Behind a sentence with the name, these carry on about the same person.
_PRONOUN = re.compile(r"\b(?:anh|chị|ông|bà|cô|cụ|thầy|chú|em|già|tôi|mình)\b")
# Sentences in a row: the codebook's three, with steps around it. Shares of the body: around its one half.
_RUNS = (1, 2, 3, 4, 6)
_SHARES = (0.15, 0.3, 0.45, 0.6, 0.75)
PASSAGE, HALF = 3, 0.45


def clues(doc: Document) -> dict[str, float]:
    """Clues `person:*` (about 0 to 3 each): who is told of, in how much of the body, and who is held up."""
    return _told(doc) | _named_in(doc.body, f"{doc.title}. {doc.sapo or ''}")


def _told(doc: Document) -> dict[str, float]:
    """What the reader of exemplary people says of the article's people: deeds, passages, how much of the body."""
    people = follow(doc)
    shown = [person for person in people if person.shown]
    length = max(SHORTEST, len(bounds_of(doc.body)))
    tells = max((person.tells for person in people), default=0)
    row = max((person.row for person in people), default=0)
    deeds = max((person.deeds for person in people), default=0)
    found = {
        "person:shown": math.log1p(len(shown)),
        "person:told": min(2.0, 2 * tells / length),
        "person:told:all": min(2.0, 2 * sum(person.tells for person in shown) / length),
        "person:deeds": math.log1p(deeds),
        "person:row": math.log1p(row),
        "person:headline": float(any(person.headline for person in shown)),
        "person:only": float(len(shown) == 1),
        "person:officials": math.log1p(sum(person.official for person in people)) / 2,
    }
    found |= {f"person:row{step}": 0.7 for step in _RUNS if row >= step}
    return {name: value for name, value in found.items() if value}


def _named_in(body: str, head: str) -> dict[str, float]:
    key = key_of(body)
    bounds = bounds_of(body)
    named = _named(body, bounds)
    pronouns = [_PRONOUN.search(key, start, end) is not None for start, end in bounds]
    counts = Counter(name for names in named for name in names)
    top = [name for name, _ in counts.most_common(FOLLOWED)]
    followed = [_follow(name, named, pronouns) for name in top]
    most = max((total for total, _ in followed), default=0) / max(1, len(bounds))
    row = max((run for _, run in followed), default=0)
    found = {"person:share": 2 * most, "person:pronouns": min(3.0, 3 * sum(pronouns) / max(1, len(bounds)))}
    found |= {f"person:run{step}": 0.7 for step in _RUNS if row >= step}
    found |= {f"person:share{step}": 0.7 for step in _SHARES if most >= step}
    if row >= PASSAGE and most < HALF:
        found["person:passage"] = 1.0
    heads = {name.key.split(" ")[-1] for name in names_of(head) if name.kind != "bare"}
    if heads:
        found["person:head"] = 1.0
    if top and top[0] in heads:
        found["person:subject"] = 1.0
    return found


def _named(body: str, bounds: Sequence[tuple[int, int]]) -> list[set[str]]:
    """Per sentence the given names (last syllables) of the people it names."""
    named: list[set[str]] = [set() for _ in bounds]
    at = 0
    for name in names_of(body):
        if name.kind == "bare":
            continue
        while at < len(bounds) and bounds[at][1] <= name.start:
            at += 1
        if at < len(bounds):
            named[at].add(name.key.split(" ")[-1])
    return named


def _follow(name: str, named: list[set[str]], pronouns: list[bool]) -> tuple[int, int]:
    """Sentences about a person: all of them, and the most in a row."""
    total = run = longest = 0
    for names, pronoun in zip(named, pronouns, strict=True):
        about = name in names or (run > 0 and pronoun and not names)
        run = run + 1 if about else 0
        total += about
        longest = max(longest, run)
    return total, longest
