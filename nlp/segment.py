"""Word segmentation with underthesea, with offsets carried by us.

underthesea rewrites tokens, knows no line ends, glues what invisible characters join, and takes a minute for one
unbroken run of 40,000 characters; here it is given one clean sentence at a time, and runs that are no words are cut.
"""

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache

from nlp.text import canonical, place_tones, sentences

MAX_RUN = 60  # characters without a blank; Vietnamese syllables have at most seven, addresses and junk have more
MAX_TEXT = 200_000  # characters of one article that are segmented: fifty times the usual, what follows is junk
_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_DOTS = re.compile(r"([^\w\s])\1{3,}")


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    # Importing underthesea calls logging.basicConfig; a handler that exists already keeps our logging ours.
    root = logging.getLogger()
    held = logging.NullHandler()
    if not root.handlers:
        root.addHandler(held)
    try:
        from underthesea import word_tokenize
    finally:
        root.removeHandler(held)
    tokenizer: Callable[[str], list[str]] = word_tokenize
    tokenizer("Học tập và làm theo")  # a cold start is not safe for several callers at once
    return tokenizer


def spans(text: str) -> list[tuple[int, int]]:
    """Bounds `[start, end)` of every word and sign in a text, in order. Word bounds never cross a sentence's."""
    text = text[:MAX_TEXT]
    return [(start + a, start + b) for start, end in sentences(text) for a, b in _sentence(text[start:end])]


def _sentence(sentence: str) -> Iterator[tuple[int, int]]:
    clean = _RUN.sub(lambda m: " " * len(m.group()), place_tones(sentence))
    clean = _DOTS.sub(lambda m: m.group(1) + " " * (len(m.group()) - 1), clean)
    if not clean.strip():
        return
    at = 0
    for token in _tokenizer()(clean):
        start, at = _locate(clean, token, at)
        if start < at:
            yield start, at


def _locate(text: str, token: str, at: int) -> tuple[int, int]:
    """Where a token stands at or after `at`: its visible characters one for one, whatever it spells them as."""
    while at < len(text) and text[at].isspace():
        at += 1
    start = at
    for char in token:
        if char.isspace() or char == "_":
            if at < len(text) and text[at] == char and not char.isspace():
                at += 1
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        at += 1
    return start, min(at, len(text))


def words(text: str) -> list[tuple[str, int, int]]:
    """Every word as (key, start, end): the key in canonical form, its syllables joined by `_` (`học_tập`)."""
    key = canonical(text[:MAX_TEXT])
    return [("_".join(key[a:b].split()), a, b) for a, b in spans(text)]
