"""The parts of an address, or of a list, narrow each other before anything else is asked."""

from nlp.localities.gazetteer import Place
from nlp.localities.mention import Mention

CHAIN = 12  # mentions of one list looked back at; keeps long lists linear


def tie_address(mention: Mention) -> None:
    """Tie a mention to those before it in the same address: the parts of a place narrow each other."""
    above, steps = mention.linked, 0
    first = True
    while above is not None and steps < CHAIN:
        steps += 1
        if not above.support and mention.pool:
            inner, outer = _nested(above.pool, mention.pool)
            if inner and outer:
                above.pool, above.support = inner, outer
                mention.pool, mention.qualifier = outer, True
            elif (above.unknown or (first and mention.link != "and")) and _above(mention, above):
                above.unknown, above.support = True, mention.pool
                mention.qualifier = True
            elif mention.headed and not mention.support:
                inside, _ = _nested(mention.pool, above.pool)
                if inside:
                    mention.pool, mention.support = inside, above.pool
        first = False
        above = above.linked


def _nested(small: list[Place], large: list[Place]) -> tuple[list[Place], list[Place]]:
    """Those of `small` that lie in one of `large`, and those of `large` that hold one of `small`."""
    if small and large and len({small[0].level, small[-1].level, large[0].level, large[-1].level}) == 1:
        return [], []  # pools are in the order of levels: units of one level do not hold each other
    wanted, inner, outer = set(large), [], set()
    for place in small:
        above = place.parent
        while above is not None and above not in wanted:
            above = above.parent
        if above is not None:
            inner.append(place)
            outer.add(above)
    return inner, [place for place in large if place in outer]


def _above(mention: Mention, before: Mention) -> bool:
    """True when the unit words say that `mention` should contain `before`."""
    if not (mention.headed and before.headed and mention.cue and before.cue) or mention.cue is before.cue:
        return False
    order = ("commune", "district", "province")
    return min(order.index(x) for x in mention.cue.levels) > max(order.index(x) for x in before.cue.levels)


def keep_list_level(mention: Mention) -> None:
    """A name without its own unit word in a list is of the list's level, unless the address says otherwise."""
    if mention.linked is None or mention.qualifier or mention.cue is None or mention.cue is not mention.linked.cue:
        return
    if mention.headed:
        same = [p for p in mention.pool if p.level in mention.cue.levels]
        mention.pool = same or [p for p in mention.pool if p.level == "province"]
