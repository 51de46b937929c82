"""Names of people as they are printed: full names behind a title, short names ("bà Oanh"), and names in capitals."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from nlp.mentions.knowledge import begins, holds, key_of, last_words, word_set
from nlp.text import name_case, place_tones

Kind = Literal["full", "short", "bare"]

_LETTERS = [chr(code) for code in range(0x41, min(0x1F00, sys.maxunicode)) if chr(code).isalpha()]
_UPPER = "".join(c for c in _LETTERS if c.isupper())
_LOWER = "".join(c for c in _LETTERS if c.islower())
_CAPITAL = re.compile(f"[{_UPPER}]")  # searched for by itself: three times as fast as the whole pattern
# Nguyễn · Byơr · H'Hen · K’Brêm: a capital, small letters, and behind an apostrophe one more run of letters.
# Twelve letters bound the search on broken pages; the longest syllable of a name seen has eight.
SYLLABLE = rf"[{_UPPER}][{_LOWER}]{{0,12}}(?:['’][{_UPPER}{_LOWER}]{{1,12}})?"
_SHOUTED = rf"[{_UPPER}]{{1,12}}(?:['’][{_UPPER}]{{1,12}})?"
# "Thích nữ Huệ Tâm", "Nguyễn thị Lan": some papers print the middle word small.
_RUN = re.compile(rf"(?:{SYLLABLE}(?: (?:(?:nữ|thị|văn) )?{SYLLABLE})*|{_SHOUTED}(?: {_SHOUTED})+)(?!\w)")
_BEGINS = re.compile(r"(?:\A|[.!?:…\n“\"()–-])\s*\Z")
# An age, a year of birth, a people behind a name: nobody but a person has them.
_OF_A_PERSON = re.compile(r"\s*(?:,\s*(?:\d{2} tuổi|sinh năm|dân tộc)|\(\s*(?:\d{2} tuổi|sn|sinh năm)\b)")
MOST_SYLLABLES = 5  # of a name; longer runs of capitals are names of things


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)` of a text with the title right before it ("" when none).

    `shown` is as printed, `key` canonical. `full` is a name by itself; `short` ("bà Oanh") and `bare` (no title) mean
    somebody only when the article names that person fully.
    """

    start: int
    end: int
    shown: str
    key: str
    title: str
    kind: Kind

    @property
    def name(self) -> str:
        """The name as the article's record keeps it: name case, tone marks in one placing."""
        return place_tones(name_case(self.shown))


def find_names(text: str, key: str) -> Iterator[Name]:
    """Names in a text, in order; `key` is its canonical form (same length)."""
    at = 0
    while (capital := _CAPITAL.search(text, at)) is not None:
        start, at = capital.start(), capital.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in "'’"):
            continue
        run = _RUN.match(text, start)
        if run is None:
            continue
        at = end = run.end()
        if _is_alone(key, start, run.group()):
            if key[start:end] not in word_set("people", "titles"):
                yield Name(start, end, run.group(), key[start:end], "", "bare")
        else:
            yield from _read(text, key, start, end)


@lru_cache(maxsize=8)
def names_of(text: str) -> tuple[Name, ...]:
    """The names of a text, remembered for the next reader of the same article."""
    return tuple(find_names(text, key_of(text)))


def _is_alone(key: str, start: int, shown: str) -> bool:
    """True for one capitalised word with no title before it: most often the first word of a sentence."""
    previous = key[max(0, start - 20) : max(0, start - 1)].rsplit(" ", 1)[-1]
    return " " not in shown and previous not in _introducing() and not _is_minority(shown)


def _read(text: str, key: str, start: int, end: int) -> Iterator[Name]:
    """The name in a run of capitals, behind the title or the people it may open with."""
    opening = _opening_title(text, key, start, end)
    if opening is None:
        return
    start += len(opening) + 1 if opening else 0
    titles, occupations = word_set("people", "titles"), word_set("people", "occupations")
    before = last_words(key, start)
    title = opening or next((words for words in before if words in titles or words in occupations), "")
    if before and before[-1] == "người":
        start = _behind_people(key, start, end)
    if start < end:
        yield from _judged(text, key, start, end, title, before)


@cache
def _introducing() -> frozenset[str]:
    """Last words of titles and occupations: before a single capitalised word nothing else matters."""
    lists = word_set("people", "titles") | word_set("people", "occupations")
    return frozenset(item.split(" ")[-1] for item in lists)


def _is_minority(shown: str) -> bool:
    return "'" in shown or "’" in shown


def _opening_title(text: str, key: str, start: int, end: int) -> str | None:
    """The title a run of capitals opens with ("Ông Nguyễn …", "Bà Oanh"), "" for none.

    None when it opens with a title inside a sentence: Bà Rịa, Cụ Hồ, Bác Hồ are no people an article finds.
    """
    syllables = key[start:end].split(" ")
    if syllables[0] not in word_set("people", "titles"):
        return ""
    if text[start : start + 2].isupper() and len(syllables) > 1:
        return syllables[0]  # a line in capitals
    return syllables[0] if _BEGINS.search(text, max(0, start - 4), start) else None


def _behind_people(key: str, start: int, end: int) -> int:
    """Where the name begins behind "người Thái", "người Xơ Đăng"; `end` when nothing is left."""
    syllables = key[start:end].split(" ")
    for count in (2, 1):
        if " ".join(syllables[:count]) in word_set("people", "peoples"):
            return min(end, start + len(" ".join(syllables[:count])) + 1)
    return start


def _judged(text: str, key: str, start: int, end: int, title: str, before: list[str]) -> Iterator[Name]:
    shown = text[start:end]
    syllables = key[start:end].split(" ")
    if len(syllables) > MOST_SYLLABLES:
        if shown.isupper():
            yield from _windows(text, key, start, end)
        return
    kind = _kind(key, start, end, syllables, title, before)
    if kind is not None:
        yield Name(start, end, shown, key[start:end].replace("’", "'"), title, kind)


def _windows(text: str, key: str, start: int, end: int) -> Iterator[Name]:
    """Every stretch of two to five words of a line in capitals, to be held against the names known from elsewhere."""
    bounds = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start : min(end, start + 400)])]
    for first in range(len(bounds)):
        for last in range(first + 1, min(first + MOST_SYLLABLES, len(bounds))):
            at, to = bounds[first][0], bounds[last][1]
            yield Name(at, to, text[at:to], key[at:to], "", "bare")


def _kind(key: str, start: int, end: int, syllables: list[str], title: str, before: list[str]) -> Kind | None:
    count = len(syllables)
    if len(syllables[-1]) == 1 and key[end : end + 1] == ".":
        return None  # "Lò V.D": the press hides who it is
    surname = has_surname(syllables)
    role = begins(key, "people", "role_heads", at=start) if count > 1 else None
    if role is not None and " " in role.group() and not title:
        return None  # "– Phó Trưởng Công an xã …"
    if is_historic(" ".join(syllables)) or " ".join(syllables) in word_set("people", "foreign"):
        return None
    if count == 1 and syllables[0].replace("’", "'") in word_set("people", "peoples"):
        return None  # "già làng S’tiêng, M’nông"
    if title in word_set("people", "titles"):
        if count >= 3 or (count == 2 and (surname or syllables[0] in word_set("people", "ordinals"))):
            return "full"
        return "full" if count == 1 and _is_minority(syllables[0]) else "short"
    thing = any(words in word_set("people", "not_before") for words in before)
    if surname and count >= 2 and not thing and _OF_A_PERSON.match(key, end):
        return "full"
    if surname and count >= 3 and (title or _introduced(key, start, before)):
        return "full"
    return "short" if title else "bare"


def has_surname(syllables: list[str]) -> bool:
    """True when a name, given as canonical syllables, begins with a known surname."""
    surnames = word_set("people", "surnames")
    return syllables[0] in surnames or " ".join(syllables[:2]) in surnames or "'" in syllables[0].replace("’", "'")[:2]


def _introduced(key: str, start: int, before: list[str]) -> bool:
    """True when a role or "đồng chí" stands right before the name, and the name is not that of a street or school."""
    if any(words in word_set("people", "weak") for words in before):
        return True
    clause = re.split(r"[,.;:!?“”\"()\n–]", key[max(0, start - 70) : start])[-1]
    role = holds(clause, "people", "role_heads")
    if role is None:
        return False
    between = clause[role.end() :]
    return len(between.split()) <= 7 and not holds(between, "people", "role_stops")


@cache
def _ends_historic() -> tuple[str, ...]:
    return tuple(" " + name for name in sorted(word_set("people", "historic")))


def is_historic(key: str) -> bool:
    """True for a person of history or of the State, given the canonical name."""
    return key in word_set("people", "historic") or key.endswith(_ends_historic())
