"""A citation as it is printed, before anyone asks which document it means."""

from dataclasses import dataclass
from dataclasses import field as made

from nlp.directives.catalogue import Body, knowledge
from nlp.records import FieldName, Role
from nlp.text import canonical


@dataclass(slots=True)
class Citation:
    """One mention. `[start, end)` bounds it in its field; `tail` is where its date, body and term end.

    What is printed: `types` (several where a code is ambiguous), `number` with its leading zero, `code` and `organ` as
    kept in the catalogue, `level`, `year` (of State numbers), `date` (ISO), `dated_year`, `terms`, `body` and its
    `body_text`, `plenum` (conference of the Central Committee). `marked`: a capital letter says it is a name; `called`:
    so does "số"; `coded`: the type stands as a code ("CT 05"); `issued`: the body stands before it ("… đã ban hành").
    `reach`: where the words that explain it end, since those behind the next citation explain that one.
    What the reading decides: `id`, `candidates`, `evidence` (a key of the catalogue's [evidence]), `role`, `implied`.
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
    coded: bool = False
    full: bool = False
    head: int = -1  # where the type word stands that this number shares with its neighbours
    tail: int = 0
    reach: int = 1 << 60
    date: str | None = None
    dated_year: int | None = None
    terms: tuple[str, ...] = ()
    body: Body | None = None
    body_text: str | None = None
    issued: bool = False
    plenum: int | None = None
    id: str | None = None
    candidates: list[str] = made(default_factory=list)
    role: Role = "context"
    implied: bool = False
    evidence: str = "open"

    @property
    def place(self) -> str:
        """The name behind a committee ("Quảng Nam" of "Tỉnh ủy Quảng Nam"); empty where none is printed."""
        body = self.body_text or ""
        at = canonical(body).find("ủy")
        return body[at + 2 :].strip() if at >= 0 else ""

    @property
    def score(self) -> float:
        """Probability that the reading is right, by its evidence."""
        return knowledge().scores[self.evidence]

    @property
    def value(self) -> int | None:
        """The number as a number; None for letters ("30a") and for names."""
        return int(self.number) if self.number and self.number.isdigit() else None
