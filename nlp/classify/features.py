"""What the classifiers look at: words where they stand, and clues."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from nlp.classify.clues import clues
from nlp.classify.lexicon import mentions
from nlp.classify.shape import clues as shape
from nlp.records import Directive, Document, FieldName, Figure, Locality, NamedModel, Person, Span
from nlp.segment import MAX_TEXT
from nlp.text import sentences
from nlp.tokens import cut

# (field, start, end): a span without its text, for there are thousands in an article and a few are shown.
Place = tuple[FieldName, int, int]
Stands = tuple[FieldName, int, int, int]  # and the number of the sentence it begins in, -1 for none
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
class Tokens:
    """Where the tokens of one article stand, a number each: `starts` and `ends` in their text, the sentence they begin in
    (`lines`), the sentence they are words or pairs of (`told`, -1 for a token that is of none: it spans two, or says
    that a word stands in title or lead)."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Features:
    """One article as the classifiers see it.

    `tokens`: words, pairs `a+b` and words of title or lead `^a`, in one string with blanks between; `where` they stand;
    `places`: where a clue first stands; `campaign`: (code, span) of the campaign's names; `clues`: name → value, about 0
    to 3; `sentences`: all of them in reading order; `texts`: what the places are places of.
    """

    tokens: str
    places: dict[str, Stands]
    campaign: list[tuple[str, Span]]
    clues: dict[str, float]
    sentences: list[Place] = field(default_factory=list)
    texts: dict[FieldName, str] = field(default_factory=dict)
    where: Tokens = field(default_factory=Tokens)

    def span(self, place: Place | Stands) -> Span:
        """A place with the text that stands there."""
        part, start, end = place[:3]
        return Span(part, start, end, self.texts[part][start:end])

    def stands(self, token: int) -> Stands:
        """Where a token stands, by its number."""
        line = self.where.lines[token]
        return self.sentences[line][0], self.where.starts[token], self.where.ends[token], line

    def split(self) -> list[str]:
        """The tokens one by one; none of a text without a word."""
        return self.tokens.split(" ") if self.tokens else []

    def bare(self) -> "Features":
        """What is learned from, without the places, which are the most of it."""
        return Features(self.tokens, {}, self.campaign, self.clues)


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
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    told: list[int] = []
    whole: list[Place] = []
    texts = dict(doc.fields())
    for part, text in texts.items():
        at = len(whole)
        whole += [(part, start, end) for start, end in sentences(text)]
        # A pair stands from its first word to its second; lists are filled one by one, a call for each costs as much.
        before, begun, begun_at = "", 0, at
        for word, start, end in cut(text):
            token = _token(word)
            if not token:
                before = ""
                continue
            while start >= whole[at][2]:
                at += 1
            tokens.append(token)
            starts.append(start)
            ends.append(end)
            lines.append(at)
            told.append(at)
            if before:
                tokens.append(f"{before}+{token}")
                starts.append(begun)
                ends.append(end)
                lines.append(begun_at)
                told.append(at if begun_at == at else -1)
            if part != "body":
                tokens.append(f"^{token}")
                starts.append(start)
                ends.append(end)
                lines.append(at)
                told.append(-1)
            before, begun, begun_at = token, start, at
    campaign = mentions(doc)
    values, found_at = clues(doc, found.directives, campaign)
    places = {name: _stands(span, whole) for name, span in found_at.items()}
    return Features(
        " ".join(tokens), places, campaign, values | shape(doc), whole, texts, Tokens(starts, ends, lines, told)
    )


def _stands(span: Span, sentences: list[Place]) -> Stands:
    """A span's place with the sentence it begins in."""
    begun = [i for i, (part, start, _) in enumerate(sentences) if part == span.field and start <= span.start]
    return span.field, span.start, span.end, begun[-1] if begun else -1


def tokens_of(sentence: str) -> list[str]:
    """The words and pairs of a sentence that stands alone, as an article's tokens have them."""
    tokens: list[str] = []
    before = ""
    for word, _, _ in cut(sentence):
        token = _token(word)
        if token:
            tokens += [token, f"{before}+{token}"] if before else [token]
        before = token
    return tokens
