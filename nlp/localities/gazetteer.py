"""Every administrative unit before and after 1 July 2025, by name, with what became of it.

`nlp.localities.load.gazetteer()` fills it. Codes are official and unique within a level of
one system only: the former one (63 provinces, districts) or today's (34 provinces, no districts).
"""

from dataclasses import dataclass, field

from nlp.records import Unit
from nlp.text import canonical, fold

MERGER_DAY = "2025-07-01"  # first day of the system of two levels (Nghị quyết 202/2025/QH15)
# A divided unit is given as the list of communes that hold its land, up to this many; beyond it, as today's province.
# The longest list of the 696 districts has 14 (Yên Sơn), so the cap only guards against hand-written units.
MAX_HEIRS = 30


@dataclass(slots=True, eq=False)
class Place:
    """A unit of one system. `heirs`: the communes (or provinces) of today that hold its land, the main one first.

    `words`: every unit word it bore; `changes`: (day, word before, word from that day), oldest first;
    `earlier_name` and `earlier_province`: (last day, what it was until then); `covers`: of a unit that ended before
    2025, those of the former system that have its land.
    """

    code: str | None
    level: str
    word: str
    name: str
    parent: "Place | None"
    since: str | None
    until: str | None
    heirs: tuple["Place", ...] = field(default=(), repr=False)
    words: frozenset[str] = frozenset()
    changes: tuple[tuple[str, str, str], ...] = ()
    earlier_name: tuple[str, str] | None = None
    earlier_province: "tuple[str, Place] | None" = None
    covers: "tuple[Place, ...]" = field(default=(), repr=False)
    _record: Unit | None = field(default=None, repr=False)
    _heirs_today: "tuple[Unit, ...] | None" = field(default=None, repr=False)
    province: "Place" = field(init=False, repr=False)  # it lies in (itself when it is one)

    def __post_init__(self) -> None:
        self.province = self if self.parent is None else self.parent.province

    @property
    def former(self) -> bool:
        """True for units of the system that ended on 30 June 2025, or before."""
        return self.until is not None

    def within(self, other: "Place") -> bool:
        """True when it lies in `other` or in land `other` had, or once lay in it (not when it is `other`)."""
        holders = self.holders()
        return other in holders or any(cover in holders for cover in other.covers)

    def holders(self) -> "list[Place]":
        """The units it lies in, from the nearest outwards, and then the province it was in before."""
        found = []
        place, earlier = self.parent, self.earlier_province
        while place is not None:
            found.append(place)
            earlier = earlier or place.earlier_province
            place = place.parent
        return [*found, earlier[1]] if earlier else found

    def parent_on(self, day: str) -> "Place | None":
        """The unit it lay directly in on a day: of districts that changed province the one they were in."""
        earlier = self.earlier_province
        return earlier[1] if earlier and day <= earlier[0] else self.parent

    def province_on(self, day: str | None) -> "Place":
        """The province it lay in on a day (None: in its system)."""
        place: Place | None = self
        while place is not None and day is not None:
            if place.earlier_province and day <= place.earlier_province[0]:
                return place.earlier_province[1]
            place = place.parent
        return self.province

    def valid(self, day: str) -> bool:
        """True when it existed on `day` (`YYYY-MM-DD`)."""
        return (self.since or "") <= day <= (self.until or "9999")

    def word_on(self, day: str) -> str:
        """Its unit word on a day."""
        word = self.changes[0][1] if self.changes else self.word
        for first_day, _, after in self.changes:
            word = after if day >= first_day else word
        return word

    def name_on(self, day: str | None) -> str:
        """Its name on a day; without one, the name it bore for longest."""
        if self.earlier_name and (day is None or day <= self.earlier_name[0]):
            return self.earlier_name[1]
        return self.name

    def unit(self, day: str | None = None) -> Unit:
        """The record of this unit, names as on `day`."""
        if self._record is not None:
            return self._record
        unit = Unit(self.code, self.name_on(day), self.level, self.province_on(day).name_on(day))
        if not any(place.earlier_name or place.earlier_province for place in (self, *self.holders())):
            self._record = unit  # the same on every day
        return unit

    def today(self) -> Unit | list[Unit] | None:
        """What it is now: itself, its one heir, or the list of heirs (a former province: today's province)."""
        if not self.former:
            return self.unit(MERGER_DAY)
        if self._heirs_today is None:
            if self.level == "province" or len(self.heirs) > MAX_HEIRS:
                heirs = tuple(dict.fromkeys(heir.province for heir in self.heirs))
            else:
                heirs = self.heirs
            self._heirs_today = tuple(heir.unit(MERGER_DAY) for heir in heirs)
        units = self._heirs_today
        return units[0] if len(units) == 1 else (list(units) or None)


@dataclass(slots=True)
class Gazetteer:
    """`names`: key → units; `headed`: keys that count only behind a unit word; `weak`: keys that say little of where
    an article happens; `begins`: first syllable → second → most syllables of a name that begins with both, "" → 1 where
    the first alone is a name; `syllables`: see `key`; `merged`: folded name without blanks → (level, successor) of units
    merged away before 2025; `current` and `former`: (level, code) → unit; `papers`: code of a province of today → it
    and those merged into it."""

    names: dict[str, list[Place]] = field(default_factory=dict)
    headed: dict[str, list[Place]] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)
    begins: dict[str, dict[str, int]] = field(default_factory=dict)
    syllables: dict[str, str] = field(default_factory=dict)
    merged: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    current: dict[tuple[str, str], Place] = field(default_factory=dict)
    former: dict[tuple[str, str], Place] = field(default_factory=dict)
    papers: dict[str, list[Place]] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The lookup key of a name: canonical, one spelling a syllable, hyphens without blanks."""
        return self.spelt(canonical(name))

    def spelt(self, canonical_name: str) -> str:
        """`key` of a name that is in canonical form already."""
        text = canonical_name.replace("’", "'")
        if "-" not in text and "–" not in text:
            return " ".join([self.syllables.get(word, word) for word in text.split(" ")])
        parts = text.replace("–", "-").replace(" - ", "-").split("-")
        return "-".join(" ".join(self.syllables.get(word, word) for word in part.split(" ")) for part in parts)

    def add(self, key: str, place: Place, *, headed: bool = False) -> None:
        """Index one name of a place."""
        table = self.headed if headed else self.names
        places = table.setdefault(key, [])
        if place not in places:
            places.append(place)
        words = key.replace("-", " ").split()
        seconds = self.begins.setdefault(words[0], {})
        second = words[1] if len(words) > 1 else ""
        seconds[second] = max(seconds.get(second, 0), len(words))

    def provinces_of_paper(self, code: str | None) -> list[Place]:
        """Today's province of that code and the former ones merged into it; empty when unknown."""
        return self.papers.get(code or "", [])


def folded(name: str) -> str:
    """Key of `Gazetteer.merged`: without marks and blanks."""
    return fold(name).replace(" ", "").replace("'", "")
