"""How much an article speaks of each unit.

Every mention weighs by where it stands; a unit holds its own weight and that of all units inside it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from nlp.localities.gazetteer import Place
from nlp.localities.mention import Generic, Mention
from nlp.localities.namesakes import Namesake

# Weights were chosen on the labelled articles (datasets/labelled), the sample press and our test sentences, 547 texts
# with a primary place: between half and twice of each weight the readings change in at most one text in a hundred.
TITLE, LEAD, FIRST_LINES, BODY = 6.0, 3.0, 2.0, 1.0
SIGN = 1.0  # a province as sign before the title
TITLE_WHOLE = 1.5  # a title often names the wider unit that readers know; against a part it counts this much
CAPTION = BODY / 2  # a picture may be taken anywhere; not fitted, for the labelled articles have no captions
FIRST = 400  # characters of body that count as its opening
QUALIFIER = 0.25  # "huyện B" in "xã A, huyện B" says where A is, little about B; nor does a court's unit or one no more
EXAMPLE = 0.5  # a commune named once, by itself, after its district: one of many that the article could have named
ELSEWHERE = 0.7  # a place outside the provinces that the paper has now or had: guests, birthplaces, comparisons
LIST = 0.75  # a name in a list of n weighs 1 / n ** LIST
PRIOR = 0.75  # of the paper's own province: a place named once in passing does not outweigh it
NAMESAKE = 0.5  # the name of an institution
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


def weigh(
    mentions: list[Mention], generic: list[Generic], namesakes: list[Namesake], home: list[Place], day: str
) -> Weights:
    """Weigh all settled mentions and the institutions that bear their names; give nameless phrases to the unit named
    last."""
    named = {m.unit for m in mentions if m.unit is not None}
    ended = {c: unit for unit in named if unit.level == "district" for c in unit.covers if c not in named}
    weights = Weights(day, ended)
    lists = _lists(mentions)
    sizes = Counter(lists)
    times = Counter(m.unit for m, number in zip(mentions, lists, strict=True) if sizes[number] == 1)
    elsewhere = _scenes_elsewhere(mentions)
    told: set[Place] = set()  # units that the body has named so far, not only to say where another lies
    for mention, number in zip(mentions, lists, strict=True):
        unit = mention.unit
        if unit is None or mention.weak:
            continue
        address = _only_address(mention)
        # The court of a province judges what was done anywhere in it, that of a district what was done there.
        aside = address or (mention.court and unit.level == "province") or (unit.until or day) < day
        weight = _weight(mention) * (QUALIFIER if aside else 1.0) / sizes[number] ** LIST
        if mention.where == "body" and not address:
            told.add(unit)
            if unit.parent in told and unit.level == "commune" and times[unit] == sizes[number] == 1:
                weight *= 1.0 if mention.support else EXAMPLE
        if home and unit.province not in home and mention.where in ("body", "captions"):
            weight *= ELSEWHERE
        weights.own[unit] += weight
        if mention.where == "title":
            weights.title[unit] += weight
        if mention.hall and not address:
            _upwards(weights.hall, unit, weight, weights)
        elif _addressed(mention) and not address and not elsewhere(unit):
            _upwards(weights.scene, unit, weight, weights)
    _prior(weights.own, home, day)
    _institutions(weights.own, named, namesakes, home, day)
    _nameless(weights.own, [m for m, n in zip(mentions, lists, strict=True) if sizes[n] == 1], generic, home, day)
    for place, weight in weights.own.items():
        _upwards(weights.total, place, weight, weights)
    return weights


def _only_address(mention: Mention) -> bool:
    """True for what says where another place lies. "Tại phường A, Tỉnh ủy B tổ chức …": B acts, behind a comma too."""
    acts = mention.host and mention.cue is not None and mention.cue.kind == "body"
    return mention.qualifier and not acts


def _addressed(mention: Mention) -> bool:
    """True for a commune with its address in the opening of the body. A lead is left out: before it, some papers print
    the caption of a picture."""
    commune = mention.unit is not None and mention.unit.level == "commune"
    opens = mention.where == "body" and mention.start < FIRST
    return commune and opens and bool(mention.support) and not mention.leaning


def _scenes_elsewhere(mentions: list[Mention]) -> Callable[[Place], bool]:
    """Whether an address in a unit sets no scene: title or lead tell of other districts, or a body of the unit around it
    holds a meeting."""
    settled = [(m, m.unit) for m in mentions if m.unit is not None]
    led = {unit for m, unit in settled if unit.level == "district" and m.where in ("title", "sapo")}
    hosts = {unit for m, unit in settled if m.host and (m.where != "body" or m.start < FIRST)}

    def elsewhere(unit: Place) -> bool:
        around = unit.holders()
        return bool(led and led.isdisjoint(around)) or not hosts.isdisjoint(around)

    return elsewhere


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


def _weight(at: Mention | Generic | Namesake) -> float:
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


def _institutions(own: Weighed, named: set[Place], namesakes: list[Namesake], home: list[Place], day: str) -> None:
    """A hospital or a post speaks for the unit whose name it bears: one that the article names, or the paper's own
    province."""
    for name in namesakes:
        units = [p for p in name.bearers if (p in named or p in home) and p.valid(day)]
        if len(units) == 1:
            own[units[0]] += NAMESAKE * _weight(name)


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
