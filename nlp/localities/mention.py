"""What a scan of a text gives: names that stand as places, and phrases that stand for a place without a name."""

from dataclasses import dataclass, field

from nlp.localities.cues import Cue
from nlp.localities.gazetteer import Place
from nlp.records import FieldName
from nlp.text import name_case, place_tones


@dataclass(frozen=True, slots=True)
class Generic:
    """A phrase that stands for a place without naming it ("toàn huyện"): its level and the mentions seen before it."""

    where: FieldName
    start: int
    end: int
    text: str
    level: str
    order: int


@dataclass(slots=True, eq=False)
class Mention:
    """A name at `[start, end)` of a field (its unit word included). `pool`: the units it may mean, narrowed later."""

    where: FieldName
    start: int
    end: int
    text: str
    key: str
    name: str
    cue: Cue | None
    pool: list[Place]
    order: int
    linked: "Mention | None" = None
    link: str = ""
    past: bool = False
    weak: bool = False
    prefix: bool = False  # opens the field and a colon follows: "Quảng Ngãi: Diễn tập …"
    plural: bool = False  # its unit word, its own or its list's, is said of several
    own: bool = False  # the cue stands directly before it, not before an earlier name of the list
    leaning: bool = False  # `support` is only what stood before it in the list; `wide` is its pool without that
    wide: list[Place] = field(default_factory=list)
    hall: bool = False  # a meeting is said to be held there
    host: bool = False  # it is said to hold a meeting
    court: bool = False  # a court or an inspection bears the name
    unit: Place | None = None
    kind: str = ""  # of the evidence that settled it, see precision.toml
    score: float = 0.0
    qualifier: bool = False
    unknown: bool = False  # no unit of the gazetteer can be meant
    support: list[Place] = field(default_factory=list)
    bearers: list[Place] = field(default_factory=list)  # every unit of that name, of any time

    @property
    def full_name(self) -> str:
        """The name as a unit's: in name case, a number with its unit word ("Phường 1")."""
        if not self.name.isdigit():
            return place_tones(name_case(self.name))
        word = (self.cue.word if self.cue else None) or ""
        return f"{word.capitalize()} {int(self.name)}".strip()

    @property
    def headed(self) -> bool:
        """True behind a unit word or a body that fixes the level."""
        return self.cue is not None and self.cue.kind in ("unit", "body")
