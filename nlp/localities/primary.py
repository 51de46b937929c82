"""Where the article mainly happens: the lowest unit that covers it.

Every mention weighs by where it stands; a unit holds its own weight and that of all units inside it. From the country
down, the reading goes on into the heaviest part as long as that part outweighs its neighbours and what is said of the
whole.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from nlp.localities.gazetteer import Place
from nlp.localities.mention import Generic, Mention

# Weights were chosen on the labelled articles (datasets/labelled), among 1–8 for title and lead.
TITLE, LEAD, FIRST_LINES, BODY = 6.0, 3.0, 2.0, 1.0
SIGN = 1.0  # a province as sign before the title
CAPTION = BODY / 2  # a picture may be taken anywhere; not fitted, for the labelled articles have no captions
FIRST = 400  # characters of body that count as its opening
QUALIFIER = 0.25  # "huyện B" in "xã A, huyện B" says where A is, little about B
PRIOR = 0.5  # of the paper's own province: a place named once in passing does not outweigh it
GENERIC = 0.5  # "toàn huyện", "Tỉnh ủy" without a name
SHARE = 0.6  # of all parts that the heaviest must hold to be gone into
AGAINST_WHOLE = 0.75  # its weight against that of the whole's own mentions
PROVINCE_SHARE = 0.5  # of all provinces that one must hold; else the article is national


# How often a primary unit of that level was right on the 270 labelled articles (the same that chose the weights above,
# so slightly flattering). Communes suffer from labels that stop at the district where one commune is named once.
RIGHT = {"national": 0.5, "province": 0.83, "district": 0.87, "commune": 0.65}
CLEAR, LESS_CLEAR = 0.8, 0.1  # a smaller share of its neighbours' weight costs this much

Weighed = defaultdict[Place, float]


@dataclass(slots=True)
class Weights:
    """`own`: weight of a unit's own mentions; `total`: with those of all units inside it."""

    own: Weighed
    total: Weighed


def weigh(mentions: list[Mention], generic: list[Generic], home: list[Place], day: str) -> Weights:
    """Weigh all settled mentions, and give nameless phrases to the unit named last."""
    own: Weighed = defaultdict(float)
    lists = _lists(mentions)
    sizes = Counter(lists)
    for mention, number in zip(mentions, lists, strict=True):
        if mention.unit is not None and not mention.weak:
            # A list is said once, however many names it holds.
            own[mention.unit] += _weight(mention) * (QUALIFIER if mention.qualifier else 1.0) / sizes[number]
    _prior(own, home, day)
    _nameless(own, mentions, generic, home, day)
    total: Weighed = defaultdict(float)
    for place, weight in own.items():
        above: Place | None = place
        while above is not None:
            total[above] += weight
            above = above.parent
    return Weights(own, total)


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


def main_place(weights: Weights) -> tuple[Place | None, float]:
    """The primary unit and how often such a reading is right (0–1); (None, score) when several provinces share the article.

    Raises ValueError when nothing was weighed.
    """
    provinces = [(w, p) for p, w in weights.total.items() if p.level == "province"]
    if not provinces:
        raise ValueError("nothing was weighed")
    weight, place = max(provinces, key=lambda x: x[0])
    share = weight / sum(w for w, _ in provinces)
    if share < PROVINCE_SHARE:
        return None, RIGHT["national"]
    while True:
        parts = [(w, p) for p, w in weights.total.items() if p.parent is place]
        if not parts:
            return place, _score(place, share)
        heaviest, part = max(parts, key=lambda x: x[0])
        among = heaviest / sum(w for w, _ in parts)
        if among < SHARE or heaviest < AGAINST_WHOLE * weights.own.get(place, 0.0):
            return place, _score(place, share)
        share = min(share, among)
        place = part


def _score(place: Place, share: float) -> float:
    return round(RIGHT[place.level] - (LESS_CLEAR if share < CLEAR else 0.0), 2)
