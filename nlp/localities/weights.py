"""How much an article speaks of each unit.

Every mention weighs by where it stands; a unit holds its own weight and that of all units inside it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from nlp.localities.gazetteer import Place
from nlp.localities.mention import Generic, Mention

# Weights were chosen on the labelled articles (datasets/labelled), the sample press and our test sentences, 547 texts
# with a primary place: between half and twice of each weight the readings change in at most one text in a hundred.
TITLE, LEAD, FIRST_LINES, BODY = 6.0, 3.0, 2.0, 1.0
SIGN = 1.0  # a province as sign before the title
TITLE_WHOLE = 1.5  # a title often names the wider unit that readers know; against a part it counts this much
CAPTION = BODY / 2  # a picture may be taken anywhere; not fitted, for the labelled articles have no captions
FIRST = 400  # characters of body that count as its opening
QUALIFIER = 0.25  # "huyện B" in "xã A, huyện B" says where A is, little about B; nor does a unit that is no more
EXAMPLE = 0.5  # a commune named once, by itself, after its district: one of many that the article could have named
ELSEWHERE = 0.7  # a place outside the provinces that the paper has now or had: guests, birthplaces, comparisons
LIST = 0.75  # a name in a list of n weighs 1 / n ** LIST
PRIOR = 0.75  # of the paper's own province: a place named once in passing does not outweigh it
GENERIC = 0.5  # "toàn huyện", "Tỉnh ủy" without a name

Weighed = defaultdict[Place, float]


def _empty() -> Weighed:
    return defaultdict(float)


@dataclass(slots=True)
class Weights:
    """`own`: weight of a unit's own mentions; `total`: with those of all units inside it; `title`: what of `own` the
    title gave; `hall`: what of `total` the halls of meetings gave; `scene`: what full addresses in the opening gave.
    Units hold what lay in them on `day`."""

    day: str
    ended: dict[Place, Place] = field(default_factory=dict)  # district of 2025 → the one of before that the text names

    own: Weighed = field(default_factory=_empty)
    total: Weighed = field(default_factory=_empty)
    title: Weighed = field(default_factory=_empty)
    hall: Weighed = field(default_factory=_empty)
    scene: Weighed = field(default_factory=_empty)

    def above(self, place: Place) -> Place | None:
        """The unit that `place` lay in on the day."""
        parent = place.parent_on(self.day)
        return self.ended.get(parent, parent) if parent is not None else None


def weigh(mentions: list[Mention], generic: list[Generic], home: list[Place], day: str) -> Weights:
    """Weigh all settled mentions, and give nameless phrases to the unit named last."""
    named = {m.unit for m in mentions if m.unit is not None}
    ended = {c: unit for unit in named if unit.level == "district" for c in unit.covers if c not in named}
    weights = Weights(day, ended)
    lists = _lists(mentions)
    sizes = Counter(lists)
    times = Counter(m.unit for m, number in zip(mentions, lists, strict=True) if sizes[number] == 1)
    told: set[Place] = set()  # units that the body has named so far, not only to say where another lies
    for mention, number in zip(mentions, lists, strict=True):
        if mention.unit is not None and not mention.weak:
            aside = mention.qualifier or (mention.unit.until or day) < day
            weight = _weight(mention) * (QUALIFIER if aside else 1.0) / sizes[number] ** LIST
            unit = mention.unit
            if mention.where == "body" and not mention.qualifier:
                told.add(unit)
                if unit.parent in told and unit.level == "commune" and times[unit] == sizes[number] == 1:
                    weight *= 1.0 if mention.support else EXAMPLE
            if home and unit.province not in home and mention.where in ("body", "captions"):
                weight *= ELSEWHERE
            weights.own[unit] += weight
            if mention.where == "title":
                weights.title[mention.unit] += weight
            if mention.qualifier:
                continue
            if mention.hall:
                _upwards(weights.hall, mention.unit, weight, weights)
            elif mention.unit.level == "commune" and mention.support and not mention.leaning and _opens(mention):
                _upwards(weights.scene, mention.unit, weight, weights)
    _prior(weights.own, home, day)
    _nameless(weights.own, [m for m, n in zip(mentions, lists, strict=True) if sizes[n] == 1], generic, home, day)
    for place, weight in weights.own.items():
        _upwards(weights.total, place, weight, weights)
    return weights


def _opens(mention: Mention) -> bool:
    """True in the opening of the body. A lead is left out: before it, some papers print the caption of a picture."""
    return mention.where == "body" and mention.start < FIRST


def _upwards(table: Weighed, place: Place | None, weight: float, weights: Weights) -> None:
    while place is not None:
        table[place] += weight
        place = weights.above(place)


def _lists(mentions: list[Mention]) -> list[int]:
    """A number for every mention, the same for names of one level in one list."""
    numbers: dict[Mention, int] = {}
    for number, mention in enumerate(mentions):
        before = mention.linked
        one = (
            before is not None
            and mention.link in ("list", "and")
            and before.unit is not None
            and mention.unit is not None
            and before.unit.level == mention.unit.level
        )
        numbers[mention] = numbers[before] if one and before is not None else number
    return list(numbers.values())


def _weight(at: Mention | Generic) -> float:
    if at.where == "title":
        # A province before a colon tells readers which edition they hold; the news behind it happens anywhere in it.
        sign = isinstance(at, Mention) and at.prefix and at.unit is not None and at.unit.level == "province"
        return SIGN if sign else TITLE
    if at.where == "sapo":
        return LEAD
    if at.where == "captions":
        return CAPTION
    return FIRST_LINES if at.start < FIRST else BODY


def _prior(own: Weighed, home: list[Place], day: str) -> None:
    valid = [p for p in home if p.valid(day)]
    if len(valid) == 1:
        own[valid[0]] += PRIOR
    elif any(place.province in valid for place in own):
        named = {p: sum(w for place, w in own.items() if place.province is p) for p in valid}
        own[max(valid, key=lambda p: named[p])] += PRIOR


def _nameless(own: Weighed, mentions: list[Mention], generic: list[Generic], home: list[Place], day: str) -> None:
    settled = [m for m in mentions if m.unit is not None]
    places = {m.unit.province for m in settled if m.unit}
    valid_home = [p for p in home if p.valid(day)]
    following = 0
    last: dict[str, Place] = {}
    for phrase in generic:
        while following < len(settled) and settled[following].order < phrase.order:
            unit: Place | None = settled[following].unit
            while unit is not None:
                last[unit.level] = unit
                unit = unit.parent
            following += 1
        level = phrase.level
        if level == "city":
            at_hand = [last[x] for x in ("district", "province") if x in last and "thành phố" in last[x].words]
            target = at_hand[0] if at_hand else None
        else:
            target = last.get(level)
        if target is None and level in ("province", "city"):
            options = [p for p in places if p in valid_home] or valid_home
            target = options[0] if len(options) == 1 else None
        if target is not None:
            own[target] += GENERIC * _weight(phrase)
