"""Where an actor stands in its clause: doing something, or having it done to it."""

import re
import tomllib
from functools import cache
from typing import Literal

from nlp.mentions.knowledge import either, last_words
from nlp.paths import datasets

BEHIND = 48  # characters behind an actor in which its verb begins: its own name, its place, then the verb
Place = Literal["doing", "given", ""]
_OPENS = re.compile(r"(?:\A|[.!?:;…\n“\"(–])\s*\Z")


@cache
def _verb() -> re.Pattern[str]:
    """A verb of doing behind at most six words of the same clause."""
    verbs = either(_words("doing"))
    return re.compile(rf"(?: [^\s,.;:!?“”\"()]{{1,12}}){{0,6}}? (?:{verbs})(?![^\W_])")


@cache
def _words(key: str) -> frozenset[str]:
    data = tomllib.loads((datasets() / "clues" / "position.toml").read_text(encoding="utf-8"))
    return frozenset(data[key])


def place(key: str, start: int, end: int) -> Place:
    """How the actor at `[start, end)` of a canonical text stands: a doer opens its clause and a verb of doing follows."""
    if not _words("given").isdisjoint(last_words(key, start, 3)):
        return "given"
    if _OPENS.search(key, max(0, start - 3), start) or _verb().match(key, end, end + BEHIND):
        return "doing"
    return ""
