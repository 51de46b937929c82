"""What the classifiers weigh beside words: names of the campaign, documents, fields, actors, people, units.

A clue's name opens with its group ("field:", "person:" …); the training says which axis sees which groups.
"""

import math
from collections import Counter

from nlp.classify import holders, persons
from nlp.classify.lexicon import EVIDENCE
from nlp.classify.topics import KINDS, hits
from nlp.records import Directive, Document, Span
from nlp.text import canonical

OPENING = 300  # characters of the body that tell what an article is about
SHORTEST = 150  # characters: a density over less says nothing


def clues(
    doc: Document, directives: list[Directive], campaign: list[tuple[str, Span]]
) -> tuple[dict[str, float], dict[str, Span]]:
    """Every clue with its value (about 0 to 3), and where those that stand somewhere stand first."""
    found: dict[str, float] = {}
    places: dict[str, Span] = {}
    found |= _campaign(doc, directives, campaign)
    for kind in KINDS:
        found |= _topics(doc, kind, places)
    found |= persons.clues(doc.body, f"{doc.title}. {doc.sapo or ''}")
    found |= holders.clues(doc.body)
    return found, places


def _campaign(doc: Document, directives: list[Directive], campaign: list[tuple[str, Span]]) -> dict[str, float]:
    found: dict[str, float] = {}
    words = max(SHORTEST, len(doc.body)) / 5  # five characters a word, blank included, in this press
    for code, count in Counter(code for code, _ in campaign).items():
        found[f"camp:{code}"] = 1.0
        found[f"camp:{code}:density"] = min(2.0, 100 * count / words)
        found |= {f"camp:{code}:{step}": 0.7 for step in (2, 4) if count >= step}
    names = [span for code, span in campaign if code in EVIDENCE]
    if names:
        found["camp:any"] = 1.0
        found["camp:any:density"] = min(2.0, 100 * len(names) / words)
    half = len(doc.body) / 2
    for code, span in campaign:
        where = span.field if span.field != "body" else "first" if span.start < half else "last"
        found[f"camp:{code}@{where}"] = 0.5
        if code in EVIDENCE:
            found[f"camp:any@{where}"] = 1.0
    for directive in directives:
        found[f"doc:{directive.id or directive.level}:{directive.role}"] = 0.7
        found[f"doc:{directive.role}"] = 0.7
    return found


def _topics(doc: Document, kind: str, places: dict[str, Span]) -> dict[str, float]:
    """How often, how densely, how prominently each field (or actor) is named. Title and lead count double."""
    body: Counter[str] = Counter()
    head: Counter[str] = Counter()
    lines: Counter[tuple[str, int]] = Counter()
    found: dict[str, float] = {}
    for field, text in doc.fields():
        line = reached = 0
        for start, end, label in hits(canonical(text), kind):
            (body if field == "body" else head)[label] += 1
            if field == "body":
                while (end_of_line := text.find("\n", reached)) != -1 and end_of_line < start:
                    line, reached = line + 1, end_of_line + 1
                lines[label, line] += 1
            places.setdefault(f"{kind}:{label}", Span(field, start, end, text[start:end]))
            if field == "title":
                found[f"{kind}:{label}:title"] = 1.0
            if field == "body" and start < OPENING:
                found[f"{kind}:{label}:opening"] = 0.5
    words = max(SHORTEST, len(doc.body)) / 5
    everything = sum(body.values()) + 2 * sum(head.values()) + 3  # three more: one hit of one is no certainty
    for label in sorted({*body, *head}):
        count = body[label] + 2 * head[label]
        found[f"{kind}:{label}"] = math.log1p(count) / 2
        found[f"{kind}:{label}:density"] = min(2.0, 50 * count / words)
        found[f"{kind}:{label}:share"] = 2 * count / everything
        # A deed takes a paragraph, however long the rest: three words for one field close together weigh in any text.
        peak = max((hits for (named, _), hits in lines.items() if named == label), default=0)
        found[f"{kind}:{label}:peak"] = math.log1p(peak) / 2
        if head[label]:
            found[f"{kind}:{label}:head"] = 1.0
    return found
