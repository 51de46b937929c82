"""Texts cut into paragraphs, sentences and words, from which every character but the blanks can be put back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nlp.segment import spans
from nlp.text import sentences

PARTS = ("title", "sapo", "body")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign as printed; `glued` when the next one follows without a blank."""

    text: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed and its words; `opens` when a paragraph begins with it."""

    part: str
    number: int
    text: str
    words: list[Word]
    opens: bool


def sentences_of(record: dict[str, Any]) -> Iterator[Sentence]:
    """The sentences of a record's title, lead and body, numbered from 1 in each."""
    for part in PARTS:
        text = record[part] or ""
        cut = iter(spans(text))
        here = next(cut, None)
        last = 0
        for number, (start, end) in enumerate(sentences(text), 1):
            inside = []
            while here is not None and here[0] < end:
                inside.append(here)
                here = next(cut, None)
            opens = number == 1 or "\n" in text[last:start]
            yield Sentence(part, number, text[start:end], list(_words(text, start, end, inside)), opens)
            last = end


def _words(text: str, start: int, end: int, found: list[tuple[int, int]]) -> Iterator[Word]:
    """The words of a sentence; what the segmenter left out (rows of signs, endless runs) as words of its own."""
    places: list[tuple[int, int]] = []
    at = start
    for a, b in [*found, (end, end)]:
        places += _pieces(text, at, a)
        if a < b:
            places.append((a, b))
        at = max(at, b)
    for (a, b), after in zip(places, [*places[1:], (end, end)], strict=True):
        yield Word(text[a:b], b == after[0] and b < end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between two places, cut at blanks."""
    while start < end:
        if text[start].isspace():
            start += 1
            continue
        stop = start
        while stop < end and not text[stop].isspace():
            stop += 1
        yield start, stop
        start = stop
