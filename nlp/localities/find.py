"""From a document to its localities: scan, resolve, weigh, write the records."""

from nlp.localities.gazetteer import MERGER_DAY, Place
from nlp.localities.load import gazetteer
from nlp.localities.mention import Generic, Mention
from nlp.localities.mentions import find_mentions
from nlp.localities.period import reading_day
from nlp.localities.primary import main_place, weigh
from nlp.localities.resolve import resolve
from nlp.records import Document, Locality, Span, Unit
from nlp.text import name_case

AMBIGUOUS = 0.4  # below .5 by contract: several units are possible
# Nothing was named: the paper's province. 3 of 15 such labelled articles had it as their place (the others are national
# theory, or name a school or a river only).
SOURCE = 0.3
MAX_EVIDENCE = 20  # spans kept for a primary unit that only its parts or nameless phrases point to
NATIONAL = Unit(None, None, "national", None)


def find_localities(doc: Document) -> list[Locality]:
    """The places of an article: the primary one first, then the others by their first span.

    One `Locality` a unit, all its spans in reading order. `then` is the unit on the day of publication (undated: of
    the system that the names fit), `now` the unit of today, or a list where it was divided: a district gives the
    communes that hold its land, a former province today's province. A name that fits several units has no code, its
    `candidates` and a score below .5. `basis` is "source" where only the paper's province points to the primary place.
    """
    mentions, generic = find_mentions(doc)
    day = reading_day(doc, mentions)
    resolve(mentions, doc, day)
    shown = doc.day or (MERGER_DAY if day >= MERGER_DAY else None)
    places, unsettled = _grouped(mentions, shown)
    primary = _primary(doc, mentions, generic, places, day, shown)
    rest = [loc for loc in [*places.values(), *unsettled] if loc is not primary]
    rest.sort(key=_position)
    return ([primary] if primary else []) + rest


def _span(at: Mention | Generic) -> Span:
    return Span(at.where, at.start, at.end, at.text)


def _position(locality: Locality) -> tuple[int, int]:
    order = ("title", "sapo", "body", "captions")
    return (order.index(locality.spans[0].field), locality.spans[0].start) if locality.spans else (len(order), 0)


def _grouped(mentions: list[Mention], shown: str | None) -> tuple[dict[Place, Locality], list[Locality]]:
    """One locality a settled unit; one a name that could not be settled."""
    places: dict[Place, Locality] = {}
    open_names: dict[tuple[str, str], Locality] = {}
    for mention in mentions:
        if mention.unit is not None:
            found = places.get(mention.unit)
            if found is None:
                found = Locality(then=mention.unit.unit(shown), now=mention.unit.today(), score=mention.score)
                places[mention.unit] = found
            found.score = max(found.score, mention.score)
            found.spans.append(_span(mention))
        elif mention.headed and mention.cue and (mention.pool or mention.unknown):
            level = mention.pool[0].level if mention.pool else mention.cue.levels[0]
            found = open_names.get((mention.key, level))
            if found is None:
                found = open_names[mention.key, level] = _unsettled(mention, level, shown)
            found.spans.append(_span(mention))
    return places, list(open_names.values())


def _unsettled(mention: Mention, level: str, shown: str | None) -> Locality:
    """A name that fits several units, or none where the address puts it."""
    candidates = [] if mention.unknown else [p.unit(shown) for p in mention.pool]
    around = {p.province for p in (mention.support if mention.unknown else mention.pool)}
    province = next(iter(around)).name_on(shown) if len(around) == 1 else None
    unit = Unit(None, name_case(mention.name), level, province)
    return Locality(then=unit, now=None, score=AMBIGUOUS, candidates=candidates)


def _primary(
    doc: Document,
    mentions: list[Mention],
    generic: list[Generic],
    places: dict[Place, Locality],
    day: str,
    shown: str | None,
) -> Locality | None:
    home = gazetteer().provinces_of_paper(doc.source_province)
    weights = weigh(mentions, generic, home, day)
    if not any(m.unit is not None and not m.weak for m in mentions):
        return _from_source(home, generic, day, shown)
    place, score = main_place(weights)
    if place is None:
        spans = [_span(m) for m in mentions if m.unit is not None][:MAX_EVIDENCE]
        return Locality(spans=spans, then=NATIONAL, role="primary", score=score)
    found = places.get(place)
    if found is None:
        spans = [_span(m) for m in mentions if m.unit is not None and m.unit.within(place)][:MAX_EVIDENCE]
        basis: str = "text" if spans else "source"
        spans = spans or [_span(g) for g in generic if g.level in ("province", "city")][:MAX_EVIDENCE]
        found = Locality(spans=spans, then=place.unit(shown), now=place.today(),
                         basis="text" if basis == "text" else "source")  # fmt: skip
        score = score if basis == "text" else SOURCE
    found.role, found.score = "primary", score
    return found


def _from_source(home: list[Place], generic: list[Generic], day: str, shown: str | None) -> Locality | None:
    """The paper's province, on the strength of "Tỉnh ủy", "toàn tỉnh" or of nothing but the paper."""
    valid = [p for p in home if p.valid(day)]
    if not valid:
        return None
    # A merged paper had several provinces before: nothing tells which, so the one that kept its code speaks.
    today = home[0]
    place = next((p for p in valid if p.name == today.name), valid[0])
    spans = [_span(g) for g in generic if g.level in ("province", "city")][:MAX_EVIDENCE]
    return Locality(spans=spans, then=place.unit(shown), now=place.today(), role="primary", basis="source",
                    score=SOURCE if len(valid) == 1 else SOURCE / 2)  # fmt: skip
