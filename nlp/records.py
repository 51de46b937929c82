"""The words every floor shares: a text to read, a span of it, and the tags a reading gives.

Offsets count Unicode code points in the NFC text of one field. Every class turns into the JSON of the
record contract with `as_dict`.
"""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

FieldName = Literal["title", "sapo", "body", "captions"]
Role = Literal["operative", "background", "context"]


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at `[start, end)` of the field."""

    field: FieldName
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the readers see it. Every text is in normal form (`nlp.text.normalise`).

    `published_at` is an ISO date or datetime, or None; `source_province` the paper's province as a two-digit
    official code of today, or None. `captions` are those of the pictures, one a line; only places are read in them,
    and a span of theirs has the field `captions`.
    """

    title: str = ""
    sapo: str | None = None
    body: str = ""
    published_at: str | None = None
    source_province: str | None = None
    captions: str = ""

    def fields(self) -> list[tuple[FieldName, str]]:
        """Title, lead and body as far as they hold text, in reading order."""
        named: list[tuple[FieldName, str]] = [("title", self.title), ("sapo", self.sapo or ""), ("body", self.body)]
        return [(name, text) for name, text in named if text]

    @property
    def day(self) -> str | None:
        """The day of publication as `YYYY-MM-DD`, or None."""
        return self.published_at[:10] if self.published_at else None


@dataclass(slots=True)
class Tag:
    """What every tag has: the spans that prove it."""

    spans: list[Span] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The tag as plain JSON values; what stands beside its name is a text as printed, with its spans apart."""
        return asdict(self)


def _beside(tag: Tag, *names: str) -> dict[str, Any]:
    """A tag with the spans of these attributes as `name` (its text, or None) and `name_spans` (its proof)."""
    spans: dict[str, Span | None] = {name: getattr(tag, name) for name in names}
    return {
        **asdict(tag),
        **{name: span.text if span else None for name, span in spans.items()},
        **{f"{name}_spans": [asdict(span)] if span else [] for name, span in spans.items()},
    }


@dataclass(slots=True)
class Directive(Tag):
    """A document cited or implied.

    `id` is the catalogue's, or None for a document outside it, which keeps what was parsed: type, number, level
    (central, province, lower, state), issuer (official code of the province, or a body's name), date. `candidates`
    holds catalogue ids when several remain possible.
    """

    id: str | None = None
    number: str | None = None
    type: str | None = None
    level: str | None = None
    issuer: str | None = None
    date: str | None = None
    role: Role = "context"
    basis: Literal["cited", "implied"] = "cited"
    score: float = 1.0
    candidates: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: official code, name without its unit word, level, name of its province."""

    code: str | None
    name: str | None
    level: str
    province: str | None


@dataclass(slots=True)
class Locality(Tag):
    """A place: `then` as it was on the article's day, `now` as it is (a list where one unit was divided)."""

    then: Unit = field(default_factory=lambda: Unit(None, None, "national", None))
    now: Unit | list[Unit] | None = None
    role: Literal["primary", "mentioned"] = "mentioned"
    basis: Literal["text", "source"] = "text"
    score: float = 1.0
    candidates: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class NamedModel(Tag):
    """A mô hình (phong trào, cách làm …) by its name, with who runs it and where, as printed; None where not said."""

    name: str = ""
    holder: Span | None = None
    place: Span | None = None

    def as_dict(self) -> dict[str, Any]:
        """As the record contract has it: `holder` and `place` as printed, `holder_spans` and `place_spans`."""
        return _beside(self, "holder", "place")


@dataclass(slots=True)
class Person(Tag):
    """An exemplary person with the role and the place the text gives; `place` is None where none is printed."""

    name: str = ""
    role: str | None = None
    place: Span | None = None

    def as_dict(self) -> dict[str, Any]:
        """As the record contract has it: `place` as printed, `place_spans`."""
        return _beside(self, "place")


@dataclass(slots=True)
class Figure(Tag):
    """A quantity of a result: `value` in `unit`, None where it is no single number.

    `of` is what it counts, as printed ("đất", "rác thải", "đảng viên được học tập"), None where the text leaves it open.
    """

    text: str = ""
    value: float | None = None
    unit: str | None = None
    of: Span | None = None

    def as_dict(self) -> dict[str, Any]:
        """As the record contract has it: `of` as printed, `of_spans`."""
        return _beside(self, "of")
