"""What a sentence does with the people in it: tells of deeds, lets them speak, lists them, or helps them."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.mentions.knowledge import either, last_words, whole, word_set, words

_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»")
NEAR = 60  # characters behind a name in which a word says that its bearer was helped
MUCH = 45  # characters outside quotation marks from which a sentence tells something beside the quotation


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: does it tell of somebody (no mere speech, meeting or list), and of a deed?"""

    tells: bool
    deed: bool
    speech: bool


def outside_quotes(key: str) -> str:
    """Canonical text with what stands between quotation marks blanked out; same length."""
    return _QUOTED.sub(lambda m: m.group()[0] + " " * (len(m.group()) - 2) + m.group()[-1], key)


def told(outside: str) -> Told:
    """How a sentence tells, given its canonical text with the quotations blanked out."""
    deed = whole("people", "deeds").search(outside) is not None
    speech = whole("people", "speech").search(outside) is not None or "“" in outside or '"' in outside
    meeting = whole("people", "meeting").search(outside) is not None
    long = len(outside.split()) * 5 >= MUCH  # blanked quotations leave no words
    return Told(tells=long and not meeting and not (speech and not deed), deed=deed and not meeting, speech=speech)


@cache
def _pronoun() -> re.Pattern[str]:
    know = words("people")
    return re.compile(
        rf"(?<![^\W\d_])(?P<word>{either(know['pronouns'])})(?![^\W\d_]|-)(?! (?:{either(know['not_alone'])})(?![^\W\d_]))"
    )


def pronouns_in(outside: str) -> set[str]:
    """The pronouns of a sentence that may stand for a person named before."""
    return {match["word"] for match in _pronoun().finditer(outside)}


def is_helped(key: str, start: int, end: int, title: str) -> bool:
    """True when the text around the name at `[start, end)` shows somebody who was helped, not who helped."""
    at = start - len(title) - 1 if title else start
    before = last_words(key, max(0, at), 2)
    giving = any(item in word_set("people", "giving") for item in before)
    needy = whole("people", "needy").search(key, end, min(len(key), end + NEAR)) is not None
    return giving or needy
