"""What a sentence does with the people in it: tells of deeds, lets them speak, lists them, or helps them."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from nlp.mentions.knowledge import either, holds, last_words, word_set
from nlp.mentions.knowledge import words as words_of

_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|«[^«»\n]*»")
_WORD = re.compile(r"[\w/]+")
NEAR = 60  # characters behind a name in which a word says that its bearer was helped
MUCH = 9  # words outside quotation marks from which a sentence tells something beside the quotation
LITTLE = 4  # words from which a sentence with a deed does ("Cụ đã tặng 112 thẻ.")


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: does it tell of somebody (no mere speech or meeting), and of a deed?"""

    tells: bool
    deed: bool


def outside_quotes(key: str) -> str:
    """Canonical text with what stands between quotation marks blanked out; same length."""
    return _QUOTED.sub(lambda m: m.group()[0] + " " * (len(m.group()) - 2) + m.group()[-1], key)


@cache
def _plain() -> re.Pattern[str]:
    """Words that hold a word of speech or of meetings and say something else ("bảo hiểm")."""
    return re.compile(rf"(?<![^\W\d_])(?:{either(words_of('people')['no_speech'])})(?![^\W\d_])")


def told(outside: str) -> Told:
    """How a sentence tells, given its canonical text with the quotations blanked out."""
    words = _WORD.findall(_plain().sub(" ", outside))
    kinds = {kind for _, found in _kinds().iter(f" {' '.join(words)} ") for kind in found}
    deed = "deeds" in kinds
    if len(words) < (LITTLE if deed else MUCH) or "meeting" in kinds:
        return Told(tells=False, deed=False)
    speech = "“" in outside or '"' in outside or "speech" in kinds
    return Told(tells=deed or not speech, deed=deed)


@cache
def _kinds() -> Any:
    """Words of deeds, meetings and speech between blanks → the lists that hold them."""
    lists: dict[str, list[str]] = {}
    for kind in ("deeds", "meeting", "speech"):
        for words in word_set("people", kind):
            lists.setdefault(f" {words} ", []).append(kind)
    automaton = ahocorasick.Automaton()
    for words, kinds in lists.items():
        automaton.add_word(words, kinds)
    automaton.make_automaton()
    return automaton


def pronouns_in(outside: str) -> set[str]:
    """The pronouns of a sentence that may stand for a person named before ("chị", not the "chị" of "chị em")."""
    pronouns, not_alone = word_set("people", "pronouns"), word_set("people", "not_alone")
    words = outside.split(" ")
    bare = [word if word.isalnum() else word.strip(',.;:!?…()“”"–-') for word in words]
    followers = [*bare[1:], ""]
    found = zip(words, bare, followers, strict=True)
    meant = (word for raw, word, after in found if word in pronouns and (raw != word or after not in not_alone))
    southern: dict[str, str] = words_of("people")["southern"]
    return {southern.get(word, word) for word in meant}


def is_helped(key: str, start: int, end: int, title: str) -> bool:
    """True when the text around the name at `[start, end)` shows somebody who was helped, not who helped."""
    before = last_words(key, start - len(title) - 1 if title else start, 2)
    giving = any(item in word_set("people", "giving") for item in before)
    if giving:
        return True
    needy = holds(key, "people", "needy", start=end, end=min(len(key), end + NEAR))
    # "cô Lúi nhận nuôi hai đứa trẻ mồ côi": the one in need is somebody else.
    return needy is not None and holds(key, "people", "helping", start=end, end=needy.start()) is None
