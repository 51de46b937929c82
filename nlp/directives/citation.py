"""A citation as it is printed, before anyone asks which document it means."""

from dataclasses import dataclass
from dataclasses import field as made

from nlp.directives.catalogue import Body
from nlp.records import FieldName, Role


@dataclass(slots=True)
class Citation:
    """One mention. `[start, end)` bounds it in its field; `tail` is where its date, body and term end.

    What is printed: `types` (several where a code is ambiguous), `number` with its leading zero, `code` and `organ` as
    kept in the catalogue, `level`, `year` (of State numbers), `date` (ISO), `dated_year`, `terms`, `body` and its
    `body_text`, `plenum` (conference of the Central Committee). `marked`: a capital letter says it is a name; `called`: so does "số".
    What the reading decides: `id`, `candidates`, `score`, `role`, `basis`.
    """

    field: FieldName
    start: int
    end: int
    types: tuple[str, ...] = ()
    number: str | None = None
    code: str | None = None
    organ: str | None = None
    level: str | None = None
    year: str | None = None
    marked: bool = True
    called: bool = False
    full: bool = False
    head: int = -1  # where the type word stands that this number shares with its neighbours
    tail: int = 0
    date: str | None = None
    dated_year: int | None = None
    terms: tuple[str, ...] = ()
    body: Body | None = None
    body_text: str | None = None
    plenum: int | None = None
    id: str | None = None
    candidates: list[str] = made(default_factory=list)
    score: float = 0.0
    role: Role = "context"
    implied: bool = False

    @property
    def value(self) -> int | None:
        """The number as a number; None for letters ("30a") and for names."""
        return int(self.number) if self.number and self.number.isdigit() else None


def named(citation: Citation, term: str | None) -> Citation:
    """The same mention for one of several terms that share it ("khóa XI, XII")."""
    return Citation(
        field=citation.field,
        start=citation.start,
        end=citation.end,
        types=citation.types,
        tail=citation.tail,
        head=citation.head,
        terms=(term,) if term else (),
        plenum=citation.plenum,
        date=citation.date,
        dated_year=citation.dated_year,
    )
