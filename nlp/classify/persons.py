"""How far an article follows a person: sentences about one, in a row and altogether.

The codebook's tests are structural (half of the body, three sentences), so they are measured, not read from words.
"""

import re
from collections import Counter

from nlp.mentions.names import find_names
from nlp.text import canonical, sentences

FOLLOWED = 6  # the persons named in most sentences; nobody beyond them is the subject
# Behind a sentence with the name, these carry on about the same person.
_PRONOUN = re.compile(r"\b(?:anh|chị|ông|bà|cô|cụ|thầy|chú|em|già|tôi|mình)\b")
# Sentences in a row: the codebook's three, with steps around it. Shares of the body: around its one half.
_RUNS = (1, 2, 3, 4, 6)
_SHARES = (0.15, 0.3, 0.45, 0.6, 0.75)
PASSAGE, HALF = 3, 0.45


def clues(body: str, head: str) -> dict[str, float]:
    """Clues `person:*` (about 0 to 3 each) from the body, and from title and lead in one string."""
    key = canonical(body)
    bounds = sentences(body)
    named = _named(body, key, bounds)
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
    heads = {name.key.split(" ")[-1] for name in find_names(head, canonical(head)) if name.kind != "bare"}
    if heads:
        found["person:head"] = 1.0
    if top and top[0] in heads:
        found["person:subject"] = 1.0
    return found


def _named(body: str, key: str, bounds: list[tuple[int, int]]) -> list[set[str]]:
    """Per sentence the given names (last syllables) of the people it names."""
    named: list[set[str]] = [set() for _ in bounds]
    at = 0
    for name in find_names(body, key):
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
