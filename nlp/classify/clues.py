"""What the classifiers weigh beside words: names of the campaign, documents, fields, actors, people, units.

A clue's name opens with its group ("field:", "person:" …); the training says which axis sees which groups.
"""

import math
import re
from bisect import bisect
from collections import Counter
from functools import cache

from nlp.classify import doers, function, holders, persons
from nlp.classify.lexicon import EVIDENCE
from nlp.classify.topics import KINDS, hits
from nlp.directives.catalogue import knowledge
from nlp.mentions.knowledge import key_of
from nlp.records import Directive, Document, Span

_LINE_END = re.compile(r"\n")
OPENING = 300  # characters of the body that tell what an article is about
SHORTEST = 150  # characters: a density over less says nothing
FEW = 3  # added to what a share is taken of: one hit of one is no certainty


def clues(
    doc: Document, directives: list[Directive], campaign: list[tuple[str, Span]]
) -> tuple[dict[str, float], dict[str, Span]]:
    """Every clue with its value (about 0 to 3), and where those that stand somewhere stand first."""
    found: dict[str, float] = {}
    places: dict[str, Span] = {}
    found |= _campaign(doc, directives, campaign)
    for kind in KINDS:
        found |= _topics(doc, kind, places)
    found |= persons.clues(doc)
    found |= holders.clues(doc)
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
    # "Chỉ thị 05" alone may be another body's: then the campaign's is among the candidates.
    own = [one for one in directives if one.id in _own() or (one.id is None and _own() & {*one.candidates})]
    for directive in own:
        sure = "own" if directive.id else "maybe"
        found[f"doc:{sure}:{directive.role}"] = 1.0
        found[f"doc:{sure}:{directive.basis}"] = 0.7
    if not (names or own):
        found["camp:none"] = 1.0
    return found | function.clues(doc, names, own)


@cache
def _own() -> frozenset[str]:
    """Ids of the campaign's own chain of documents in the catalogue."""
    return frozenset(name for name, entry in knowledge().entries.items() if entry.group == "campaign")


def _topics(doc: Document, kind: str, places: dict[str, Span]) -> dict[str, float]:
    """What the words of the fields (or actors) say: how much of them is a label's, in how many different phrases.

    Title and lead count double. Few numbers a label, each against the other labels': with more of them the classifiers
    learn these writers instead of the field.
    """
    counts: Counter[str] = Counter()
    phrases: dict[str, set[str]] = {}
    lines: dict[tuple[str, int], set[str]] = {}
    stands: Counter[str] = Counter()  # actors that do, or have it done to them
    found: dict[str, float] = {}
    for field, text in doc.fields():
        key = key_of(text)
        ends = [match.start() for match in _LINE_END.finditer(text)]
        for start, end, label in hits(key, kind, text):
            counts[label] += 1 if field == "body" else 2
            phrases.setdefault(label, set()).add(key[start:end])
            places.setdefault(f"{kind}:{label}", Span(field, start, end, text[start:end]))
            if field == "body":
                lines.setdefault((label, bisect(ends, start)), set()).add(key[start:end])
            if kind == "actor" and (how := doers.place(key, start, end)):
                stands[f"{label}:{how}"] += 1
            if field == "title":
                found[f"{kind}:{label}:title"] = 1.0
            if field == "body" and start < OPENING:
                found[f"{kind}:{label}:opening"] = 0.5
    found |= {f"{kind}:{how}": math.log1p(count) / 2 for how, count in stands.items()}
    everything = sum(counts.values()) + FEW
    different = sum(map(len, phrases.values())) + FEW
    for label, count in sorted(counts.items()):
        # A deed takes a paragraph, however long the rest: different words of one field close together weigh in any text.
        peak = max((len(words) for (named, _), words in lines.items() if named == label), default=0)
        found[f"{kind}:{label}:peak"] = math.log1p(peak) / 2
        found[f"{kind}:{label}:share"] = 2 * count / everything
        found[f"{kind}:{label}:variety"] = math.log1p(len(phrases[label])) / 2
        found[f"{kind}:{label}:part"] = 2 * len(phrases[label]) / different
    return found
