"""What a reading of one article gives: every tag with its evidence, in the JSON shape of the record contract."""

from dataclasses import asdict, dataclass, field
from typing import Any

from nlp.records import Directive, Figure, Locality, NamedModel, Person, Span


@dataclass(slots=True)
class Reading:
    """All tags of one article. `exemplar` and `genre` are None where the classifier is not sure.

    `scores` holds the calibrated score of each label given, `evidence` the spans that weighed most per axis.
    """

    on_campaign: bool | None = None
    campaign_score: float = 0.0
    campaign_spans: list[Span] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    localities: list[Locality] = field(default_factory=list)
    exemplar: str | None = None
    genre: str | None = None
    fields: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    scores: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, list[Span]] = field(default_factory=dict)
    models: list[NamedModel] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain JSON values."""
        return {
            "campaign": {
                "on_campaign": self.on_campaign,
                "score": round(self.campaign_score, 4),
                "spans": [asdict(span) for span in self.campaign_spans],
            },
            "directives": [tag.as_dict() for tag in self.directives],
            "localities": [tag.as_dict() for tag in self.localities],
            "exemplar": self.exemplar,
            "genre": self.genre,
            "fields": self.fields,
            "actors": self.actors,
            "scores": self.scores,
            "evidence": {axis: [asdict(span) for span in spans] for axis, spans in self.evidence.items()},
            "models": [tag.as_dict() for tag in self.models],
            "people": [tag.as_dict() for tag in self.people],
            "figures": [tag.as_dict() for tag in self.figures],
        }
