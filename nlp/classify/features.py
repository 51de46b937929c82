"""What the classifiers look at: words where they stand, and clues."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from nlp.classify.clues import clues
from nlp.classify.lexicon import mentions
from nlp.classify.shape import clues as shape
from nlp.records import Directive, Document, Figure, Locality, NamedModel, Person, Span
from nlp.segment import MAX_TEXT
from nlp.text import sentences
from nlp.tokens import cut

NUMBER = "#"  # every token with a digit: numbers of one article say nothing about another


@dataclass(slots=True)
class Found:
    """What the rule readers found in the same text."""

    directives: list[Directive]
    localities: list[Locality]
    models: list[NamedModel]
    people: list[Person]
    figures: list[Figure]


@dataclass(slots=True)
class Features:
    """One article as the classifiers see it.

    `tokens`: words, pairs `a+b` and words of title or lead `^a`, in one string with blanks between; `clues`: name →
    value, about 0 to 3; `places`: where a token or clue first stands; `campaign`: (code, span) of the campaign's
    names; `sentences`: all sentences in reading order.
    """

    tokens: str
    places: dict[str, Span]
    campaign: list[tuple[str, Span]]
    clues: dict[str, float]
    sentences: list[Span] = field(default_factory=list)


@lru_cache(maxsize=1 << 16)  # the words of a few hundred articles; each costs a look at every letter
def _token(word: str) -> str:
    """A word as the classifiers know it: itself, NUMBER, or nothing for signs."""
    if not any(char.isalnum() for char in word):
        return ""
    return NUMBER if any(char.isdigit() for char in word) else word


def featurise(doc: Document, found: Found) -> Features:
    """The features of one article; of very long texts the beginning (`nlp.segment.MAX_TEXT` characters)."""
    doc = replace(doc, title=doc.title[:MAX_TEXT], sapo=(doc.sapo or "")[:MAX_TEXT] or None, body=doc.body[:MAX_TEXT])
    tokens: list[str] = []
    places: dict[str, Span] = {}
    whole: list[Span] = []
    for part, text in doc.fields():
        whole += [Span(part, start, end, text[start:end]) for start, end in sentences(text)]
        before, begun = "", 0
        for word, start, end in cut(text):
            token = _token(word)
            if not token:
                before = ""
                continue
            tokens.append(token)
            places.setdefault(token, Span(part, start, end, text[start:end]))
            if before:
                tokens.append(f"{before}+{token}")
                places.setdefault(tokens[-1], Span(part, begun, end, text[begun:end]))
            if part != "body":
                tokens.append(f"^{token}")
                places.setdefault(tokens[-1], Span(part, start, end, text[start:end]))
            before, begun = token, start
    campaign = mentions(doc)
    values, where = clues(doc, found.directives, campaign)
    return Features(" ".join(tokens), places | where, campaign, values | shape(doc), whole)
