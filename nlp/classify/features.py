"""What the classifiers look at: words where they stand, the campaign's names, and what the other readers found."""

from collections import Counter
from dataclasses import dataclass

from nlp.classify.lexicon import mentions
from nlp.records import Directive, Document, Figure, Locality, NamedModel, Person, Span
from nlp.segment import words
from nlp.text import fold, sentences

STEPS = (1, 2, 3, 5, 8, 13)  # a count is told by the steps it reaches, so that a weight can stand on each
SPEECH = ("“", '"', "”")


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
    """`tokens` for the vectoriser (one string, blanks between), `places` where each word first stands, by token."""

    tokens: str
    places: dict[str, Span]
    campaign: list[tuple[str, Span]]


def _steps(name: str, count: int) -> list[str]:
    return [f"§{name}≥{step}" for step in STEPS if count >= step] or [f"§{name}=0"]


def featurise(doc: Document, found: Found) -> Features:
    """The features of one article."""
    tokens: list[str] = []
    places: dict[str, Span] = {}
    for field, text in doc.fields():
        before = "§§"
        for key, start, end in words(text):
            if not any(char.isalnum() for char in key):
                before = "§§"
                continue
            for token, begin in ((key, start), (f"{before}+{key}", None)):
                if token.startswith("§"):
                    continue
                tokens.append(token)
                if begin is not None:
                    places.setdefault(token, Span(field, begin, end, text[begin:end]))
            if field != "body":
                tokens.append(f"^{key}")
                places.setdefault(f"^{key}", Span(field, start, end, text[start:end]))
            before = key
    campaign = mentions(doc)
    tokens += _clues(doc, found, campaign)
    return Features(" ".join(tokens), places, campaign)


def _clues(doc: Document, found: Found, campaign: list[tuple[str, Span]]) -> list[str]:
    body = doc.body
    clues: list[str] = []
    for code, count in Counter(code for code, _ in campaign).items():
        clues += _steps(f"camp:{code}", count)
    half = len(body) / 2
    for code, where in sorted({(code, _where(span, half)) for code, span in campaign}):
        clues.append(f"§camp:{code}@{where}")
    clues += [f"§doc:{d.id or d.level}:{d.role}" for d in found.directives]
    clues += _steps("doc", len(found.directives))
    clues += _steps("people", len(found.people)) + _steps("models", len(found.models))
    clues += _steps("figures", len(found.figures))
    clues += _steps("percent", sum(f.unit == "%" for f in found.figures))
    clues += _steps("speech", sum(body.count(sign) for sign in SPEECH) // 2)
    clues += _steps("sentences", len(sentences(body)) // 4)
    clues += _steps("places", sum(p.role == "mentioned" for p in found.localities))
    clues += [f"§primary:{p.then.level}:{p.basis}" for p in found.localities if p.role == "primary"]
    heads = fold(f"{doc.title} {doc.sapo or ''}")
    if any(fold(person.name) in heads for person in found.people):
        clues.append("§person@head")
    if any(fold(model.name) in heads for model in found.models):
        clues.append("§model@head")
    busiest = max((len(person.spans) for person in found.people), default=0)
    return clues + _steps("person-named", busiest)


def _where(span: Span, half: float) -> str:
    if span.field != "body":
        return span.field
    return "first" if span.start < half else "last"
