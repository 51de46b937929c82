"""The parts of an address, or of a list, narrow each other before anything else is asked."""

from nlp.localities.gazetteer import Place, folded
from nlp.localities.load import gazetteer
from nlp.localities.mention import Mention

CHAIN = 12  # mentions of one list looked back at; keeps long lists linear


def tie_address(mention: Mention) -> None:
    """Tie a mention to those before it in the same address: the parts of a place narrow each other."""
    above, steps = mention.linked, 0
    while above is not None and steps < CHAIN:
        steps += 1
        same = above.key == mention.key and not (above.headed or mention.headed)  # "bưởi Đoan Hùng, người Đoan Hùng"
        if (not above.support or above.leaning) and mention.pool and not same:
            inner, outer = _nested(above.wide if above.leaning else above.pool, mention.pool)
            if inner and outer:
                above.pool, above.support, above.leaning = inner, outer, False
                mention.pool, mention.qualifier = outer, True
            elif (above.unknown or (mention.link != "and" and (steps == 1 or mention.qualifier))) and _above(
                mention, above
            ):
                above.unknown, above.support, above.leaning = True, mention.pool, False
                mention.qualifier = True
            elif steps == 1 and (around := _around(mention, above)):
                above.unknown, above.support, above.leaning = True, around, False
                mention.pool, mention.qualifier = around, True
            elif mention.headed and not mention.support:
                inside, _ = _nested(mention.pool, above.pool)
                if inside:
                    mention.wide, mention.leaning = mention.pool, True
                    mention.pool, mention.support = inside, above.pool
        above = above.linked


def _nested(small: list[Place], large: list[Place]) -> tuple[list[Place], list[Place]]:
    """Those of `small` that lie in one of `large`, and those of `large` that hold one of `small`."""
    if small and large and len({small[0].level, small[-1].level, large[0].level, large[-1].level}) == 1:
        return [], []  # pools are in the order of levels: units of one level do not hold each other
    # An ended unit holds what the units that have its land hold.
    wanted = {cover: place for place in large for cover in place.covers} | {place: place for place in large}
    inner, outer = [], set()
    for place in small:
        above = next((wanted[holder] for holder in place.holders() if holder in wanted), None)
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


def _around(mention: Mention, before: Mention) -> list[Place]:
    """The units a bare name stands for behind a commune that none of them holds: "xã A, B", "xã A (B)".

    A bracket is said of what it stands behind. A comma may go on with a list, so there the commune must be one that
    the gazetteer lacks or that was merged away inside one of the units, and its unit word said of one.
    """
    if mention.own or not before.headed or not before.cue or before.cue.levels != ("commune",):
        return []
    wider = [place for place in mention.pool if place.level == "district"]
    if not wider or mention.link == "bracket":
        return wider or ([p for p in mention.pool if p.level == "province"] if mention.link == "bracket" else [])
    if mention.link != "list" or before.plural:
        return []
    gone = {place.province for _, place in gazetteer().merged.get(folded(before.name), ())}
    inside = [place for place in wider if place.province in gone]
    return inside or (wider if before.unknown else [])


def keep_list_level(mention: Mention) -> None:
    """A name without its own unit word in a list is of the list's level, unless the address says otherwise."""
    if mention.linked is None or mention.qualifier or mention.cue is None or mention.own:
        return
    if mention.headed:
        same = [p for p in mention.pool if p.level in mention.cue.levels]
        mention.pool = same or [p for p in mention.pool if p.level == "province"]
