"""The shape of a record: what `guong show --json` prints, typed for those who program against it."""

from typing import Any, NotRequired, TypedDict


class Span(TypedDict):
    """`text` stands at `[start, end)` (Unicode code points) of the field title, sapo, body or captions."""

    field: str
    start: int
    end: int
    text: str | None


class Unit(TypedDict):
    """An administrative unit by its official code; `level` is national, province, district or commune."""

    code: str | None
    name: str | None
    level: str
    province: str | None


class Campaign(TypedDict):
    """Is the article on the campaign? None where it is not tagged yet or nobody can say."""

    on_campaign: bool | None
    score: float | None
    spans: list[Span]


class Directive(TypedDict):
    """A document cited or implied; `id` is the catalogue's, or None for one outside it."""

    id: str | None
    number: str | None
    type: str | None
    level: str | None
    issuer: str | None
    date: str | None
    role: str
    basis: str
    score: float
    candidates: list[str]
    spans: list[Span]


class Locality(TypedDict):
    """A place: the unit then, and today's (a list where it was divided)."""

    then: Unit
    now: Unit | list[Unit] | None
    role: str
    basis: str
    score: float
    candidates: list[Unit]
    spans: list[Span]


class Model(TypedDict):
    """A named model; who runs it and where, as printed, None where the text does not say."""

    name: str
    holder: str | None
    place: str | None
    spans: list[Span]
    holder_spans: list[Span]
    place_spans: list[Span]


class Person(TypedDict):
    """A person held up; `role` and `place` as printed, None where the text does not say."""

    name: str
    role: str | None
    place: str | None
    spans: list[Span]
    place_spans: list[Span]


class Figure(TypedDict):
    """A quantity; `value` is None where it is no single number, `of` what it counts, None where that is left open."""

    text: str
    value: float | None
    unit: str | None
    of: str | None
    spans: list[Span]
    of_spans: list[Span]


class Picture(TypedDict):
    """A picture by its address."""

    url: str | None
    caption: str | None
    credit: str | None


class Reprint(TypedDict):
    """The address of the original where this is a copy; of the family's members the first 100 stored, and how many."""

    original_url: str | None
    members: list[str]
    count: int


class Provenance(TypedDict):
    """Where an article comes from and what read it; `transport` is there when something was wrong on the way."""

    fetched_at: str | None
    warc: str | None
    extractor: str | None
    tagger: str | None
    transport: NotRequired[str]


class Record(TypedDict):
    """One article with everything known about it. What is not known is None, never a guess."""

    id: str
    url: str
    source: str
    title: str
    sapo: str | None
    body: str
    author: str | None
    published_at: str | None
    published_basis: str | None
    modified_at: str | None
    section: str | None
    credit: str | None
    tags: list[str]
    series: dict[str, Any] | None
    images: list[Picture]
    campaign: Campaign
    directives: list[Directive]
    localities: list[Locality]
    exemplar: str | None
    genre: str | None
    fields: list[str]
    actors: list[str]
    scores: dict[str, Any]
    evidence: dict[str, list[Span]]
    models: list[Model]
    people: list[Person]
    figures: list[Figure]
    reprint: Reprint
    provenance: Provenance
    withdrawn: dict[str, str | None] | None
    older_versions: int
