"""One article in, all its tags out: the readers in their order."""

import hashlib
from functools import cache
from typing import Any

from nlp.classify.features import Features, Found, featurise
from nlp.classify.lexicon import EVIDENCE
from nlp.classify.model import Judgement, installed
from nlp.directives import find_directives
from nlp.localities import find_localities
from nlp.mentions import find_figures, find_models, find_people
from nlp.paths import datasets
from nlp.reading import Reading
from nlp.records import Document

RULES = "4"  # raised by hand when a reader's code changes what it finds
_KNOWLEDGE = ("directives.toml", "mentions.toml", "campaign.toml")


def find(document: Document) -> Found:
    """What the rule readers find in a text."""
    return Found(directives=find_directives(document), localities=find_localities(document),
                 models=find_models(document), people=find_people(document), figures=find_figures(document))  # fmt: skip


def features(document: Document) -> tuple[Found, Features]:
    """The rule readers' finds and the classifiers' features."""
    found = find(document)
    return found, featurise(document, found)


@cache
def version() -> str:
    """Version of the tags: rules, knowledge files and models. Other knowledge or models make tags stale."""
    knowledge = hashlib.sha256()
    for name in _KNOWLEDGE:
        knowledge.update((datasets() / name).read_bytes())
    for file in [*sorted((datasets() / "clues").rglob("*.toml")), *sorted((datasets() / "gazetteer").glob("*.t*"))]:
        knowledge.update(file.read_bytes())
    return f"rules{RULES}+data{knowledge.hexdigest()[:8]}+models{installed().version[:8]}"


def tag(document: Document) -> Reading:
    """All tags of one article. Raises nlp.classify.model.ModelError when no model is installed."""
    found, seen = features(document)
    judged = installed().judge(seen)
    _without_proof(judged)
    proof = [span for code, span in seen.campaign if code in EVIDENCE] or judged.evidence["on_campaign"]
    return Reading(
        on_campaign=judged.on_campaign, campaign_score=judged.campaign_score, campaign_spans=proof,
        directives=found.directives, localities=found.localities, exemplar=judged.exemplar, genre=judged.genre,
        fields=judged.fields, actors=judged.actors, scores=judged.scores, evidence=judged.evidence,
        models=found.models, people=found.people, figures=found.figures,
    )  # fmt: skip


def _without_proof(judged: Judgement) -> None:
    """Take back what no word of the text speaks for (a row of dots is of no genre): no tag without evidence."""
    judged.genre = judged.genre if judged.evidence.get("genre") else None
    judged.exemplar = judged.exemplar if judged.evidence.get("exemplar") else None
    for axis in ("fields", "actors"):
        if not judged.evidence.get(axis):
            setattr(judged, axis, [])
            judged.scores[axis] = {}


def read(document: Document) -> dict[str, Any]:
    """`tag` as plain JSON values: what worker processes send back."""
    return tag(document).as_dict()
