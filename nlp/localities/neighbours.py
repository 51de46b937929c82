"""What the names of one list say of each other: "các xã A, B, C" lie where all three names exist."""

from collections import Counter

from nlp.localities.gazetteer import Place
from nlp.localities.mention import Mention


class Neighbours:
    """The lists of an article. A name alone has no neighbours."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.lists: dict[Mention, Counter[Place]] = {}
        groups: dict[Mention, list[Mention]] = {}
        leader: dict[Mention, Mention] = {}
        for mention in mentions:
            before = mention.linked
            one = before is not None and mention.link in ("list", "and") and _level(mention) == _level(before)
            leader[mention] = first = leader[before] if one and before is not None else mention
            groups.setdefault(first, []).append(mention)
        for group in groups.values():
            distinct = {m.key: m for m in group if m.pool}
            if len(distinct) < 2:
                continue
            counts: Counter[Place] = Counter()
            for mention in distinct.values():
                around = {p.parent for p in mention.pool} | {p.province for p in mention.pool}
                counts.update(place for place in around if place is not None)
            for mention in group:
                self.lists[mention] = counts

    def listed(self, mention: Mention) -> bool:
        """True when it stands in a list with another name."""
        return mention in self.lists

    def within(self, mention: Mention, place: Place) -> int:
        """How many other names of its list have a unit in `place`."""
        counts = self.lists.get(mention)
        return max(0, counts[place] - 1) if counts else 0


def _level(mention: Mention) -> str:
    """The lowest level a name of a list can have by its cue, else by its units."""
    if mention.headed and mention.cue:
        return mention.cue.levels[-1]
    levels = {p.level for p in mention.pool}
    return next((level for level in ("province", "district", "commune") if level in levels), "")
