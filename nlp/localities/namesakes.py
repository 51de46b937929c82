"""Schools, markets and border posts named after their place: no mentions of it, but a hint where nothing else is named."""

from collections import Counter
from dataclasses import dataclass

from nlp.localities.gazetteer import Place
from nlp.records import FieldName


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place name inside the name of an institution; `pool`: the units below the province that bear it, `bearers`: all."""

    where: FieldName
    start: int
    end: int
    text: str
    pool: list[Place]
    bearers: list[Place]


def part_named_after(place: Place, found: list[Namesake], day: str) -> tuple[Place, list[Namesake]] | None:
    """The one unit directly inside `place` that institutions bear the name of, with those names; None when none or several do."""
    if place.level != "province":
        return None  # a school or a post serves more communes than the one whose name it bears
    counts: Counter[Place] = Counter()
    spans: dict[Place, list[Namesake]] = {}
    for name in found:
        inside = [p for p in name.pool if p.parent is place and p.valid(day)]
        if len(inside) == 1:
            counts[inside[0]] += 1
            spans.setdefault(inside[0], []).append(name)
    if len(counts) != 1:
        return None
    unit = next(iter(counts))
    return unit, spans[unit]
