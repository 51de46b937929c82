"""Where the article mainly happens: the lowest unit that covers it.

From the country down, the reading goes on into the heaviest part as long as that part outweighs its neighbours and what
is said of the whole. An article that names no place is its paper's province's, or national when it argues.
"""

from dataclasses import dataclass
from typing import Literal

from nlp.localities.gazetteer import Place
from nlp.localities.load import gazetteer
from nlp.localities.mention import Generic, Mention
from nlp.localities.namesakes import Namesake, part_named_after
from nlp.localities.national import is_central, theory
from nlp.localities.nicknames import nicknames
from nlp.localities.precision import Kind
from nlp.localities.weights import FIRST, PRIOR, TITLE_WHOLE, Weights, weigh
from nlp.records import Document, Span

# Chosen with the weights, see nlp.localities.weights.
SHARE = 0.6  # of all parts that the heaviest must hold to be gone into
AGAINST_WHOLE = 0.85  # its weight against that of the whole's own mentions
PROVINCE_SHARE = 0.505  # of all provinces that one must hold; else the article is national
CLEAR = 0.8  # a share of its neighbours' weight from which a reading counts as clear
SCENE = 0.75  # a full address in the opening ("xã A, huyện B") sets the scene: against the wider unit it counts more
SCENE_AMONG = 0.5  # and against its neighbours
HALL = 0.1  # what is left of the hall of a meeting, against the unit around it

MAX_EVIDENCE = 20  # spans kept for a primary unit that only its parts or nameless phrases point to


@dataclass(frozen=True, slots=True)
class Primary:
    """The primary unit (None: national), the kind of evidence for it, and spans for where it is not named itself."""

    place: Place | None
    kind: Kind
    spans: list[Span]
    basis: Literal["text", "source"] = "text"


def primary_place(
    doc: Document, mentions: list[Mention], generic: list[Generic], namesakes: list[Namesake], day: str
) -> Primary | None:
    """The primary place of an article whose mentions are settled; None when nothing points to one."""
    home = gazetteer().provinces_of_paper(doc.source_province)
    argued = theory(doc, mentions, generic, home)
    if argued:
        return Primary(None, ("fallback", "theory"), argued[:MAX_EVIDENCE], "source")
    named = [m for m in mentions if m.unit is not None]
    told = any(not m.weak and not _aside(m, home) for m in named)
    weights = weigh(mentions, generic, namesakes, home, day)
    found = _by_weight(doc, named, generic, weights) if told else _unnamed(doc, home, generic, day)
    return _narrowed(found, named, namesakes, day) if found else None


def _aside(mention: Mention, home: list[Place]) -> bool:
    """True for a place outside the paper's province that only the further text names: where somebody came from."""
    if not home or mention.unit is None or mention.unit.province in home:
        return False
    return mention.where in ("body", "captions") and mention.start >= FIRST


def _by_weight(doc: Document, named: list[Mention], generic: list[Generic], weights: Weights) -> Primary:
    place, kind = main_place(weights)
    if place is not None and is_central(doc, place, named):
        place, kind = None, "central"
    if place is None:
        return Primary(None, ("primary", kind), [_span(m) for m in named][:MAX_EVIDENCE])
    spans = [_span(m) for m in named if m.unit is place or (m.unit is not None and m.unit.within(place))]
    if spans:
        return Primary(place, ("primary", kind), spans[:MAX_EVIDENCE])
    return Primary(place, ("fallback", "province"), _provincial(generic), "source")


def _unnamed(doc: Document, home: list[Place], generic: list[Generic], day: str) -> Primary | None:
    """The one place that the article calls by its nickname, else the paper's province."""
    called = nicknames(doc, home, day)
    places = {name.place for name in called}
    if len(places) == 1:
        return Primary(places.pop(), ("fallback", "nickname"), [name.span for name in called][:MAX_EVIDENCE])
    return _by_paper(home, generic, day)


def _by_paper(home: list[Place], generic: list[Generic], day: str) -> Primary | None:
    """The paper's province, on the strength of "Tỉnh ủy", "toàn tỉnh" or of nothing but the paper."""
    valid = [p for p in home if p.valid(day)]
    if not home and not any(g.level != "commune" for g in generic):
        # A paper without a province of its own is a central one: what happens nowhere happens in the whole country.
        return Primary(None, ("fallback", "central paper"), [], "source")
    if not valid:
        return None
    # A merged paper had several provinces before: nothing tells which, so the one that kept its name speaks.
    place = next((p for p in valid if p.name == home[0].name), valid[0])
    kind = "province" if len(valid) == 1 else "one of several provinces"
    return Primary(place, ("fallback", kind), _provincial(generic), "source")


def _provincial(generic: list[Generic]) -> list[Span]:
    return [_span(g) for g in generic if g.level in ("province", "city")][:MAX_EVIDENCE]


def _narrowed(found: Primary, named: list[Mention], namesakes: list[Namesake], day: str) -> Primary:
    """The part of the place that a school or a market is named after, when no part and not the title names one."""
    whole = found.place
    if whole is None or not namesakes or any(m.unit is not None and m.unit.parent is whole for m in named):
        return found
    if any(m.unit is whole and m.where == "title" for m in named):
        return found
    part = part_named_after(whole, namesakes, day)
    if part is None:
        return found
    return Primary(part[0], ("fallback", "named after it"), [_span(name) for name in part[1]][:MAX_EVIDENCE])


def _span(at: Mention | Generic | Namesake) -> Span:
    return Span(at.where, at.start, at.end, at.text)


def main_place(weights: Weights) -> tuple[Place | None, str]:
    """The heaviest unit and the kind of evidence for it; (None, "national") when several provinces share the article.

    Raises ValueError when nothing was weighed.
    """
    provinces = [
        (w + SCENE_AMONG * weights.scene.get(p, 0.0), p) for p, w in weights.total.items() if p.level == "province"
    ]
    if not provinces:
        raise ValueError("nothing was weighed")
    weight, place = max(provinces, key=lambda x: x[0])
    share = weight / sum(w for w, _ in provinces)
    if share < PROVINCE_SHARE:
        return None, "national"
    while True:
        parts = [
            (w + SCENE_AMONG * weights.scene.get(p, 0.0), p)
            for p, w in weights.total.items()
            if weights.above(p) is place
        ]
        if not parts:
            return place, _kind(place, share)
        heaviest, part = max(parts, key=lambda x: x[0])
        among = heaviest / sum(w for w, _ in parts)
        whole = weights.own.get(place, 0.0) - max(0.0, weights.title.get(place, 0.0) - TITLE_WHOLE)
        held = heaviest + SCENE * weights.scene.get(part, 0.0)
        if whole > PRIOR:
            held -= (1 - HALL) * weights.hall.get(part, 0.0)
        if among < SHARE or held < AGAINST_WHOLE * whole:
            return place, _kind(place, share)
        share = min(share, among)
        place = part


def _kind(place: Place, share: float) -> str:
    return place.level if share >= CLEAR else f"{place.level} beside others"
