"""From a document to its localities: scan, resolve, weigh, write the records."""

from nlp.localities.gazetteer import MERGER_DAY, Place
from nlp.localities.mention import Mention
from nlp.localities.mentions import find_mentions
from nlp.localities.period import reading_day
from nlp.localities.precision import Kind, share
from nlp.localities.primary import Primary, primary_place
from nlp.localities.resolve import resolve
from nlp.records import Document, Locality, Span, Unit

AMBIGUOUS = 0.4  # below .5 by contract: several units are possible
NATIONAL = Unit(None, None, "national", None)


def find_localities(doc: Document) -> list[Locality]:
    """The places of an article: the primary one first, then the others by their first span.

    One `Locality` a unit, all its spans in reading order. `then` is the unit on the day of publication (undated: of
    the system that the names fit), `now` the unit of today, or a list where it was divided: a district gives the
    communes that hold its land, a former province today's province. A name that fits several units has no code, its
    `candidates` and a score below .5. `basis` is "source" where the text names no place that points to the primary
    one: only the paper's province does, or the article argues without a place and is national. Scores are counted
    shares of right readings (`datasets/gazetteer/precision.toml`).
    """
    return read_places(doc)[0]


def read_places(doc: Document) -> tuple[list[Locality], Kind | None, list[Mention]]:
    """`find_localities`, with the kind of evidence for the primary place and the mentions, for those who count."""
    mentions, generic, namesakes = find_mentions(doc)
    day = reading_day(doc, mentions)
    resolve(mentions, doc, day)
    shown = doc.day or (MERGER_DAY if day >= MERGER_DAY else None)
    places, unsettled = _grouped(mentions, shown)
    chosen = primary_place(doc, mentions, generic, namesakes, day)
    primary = _primary(chosen, places, shown) if chosen else None
    rest = [loc for loc in [*places.values(), *unsettled] if loc is not primary]
    rest.sort(key=_position)
    return ([primary] if primary else []) + rest, chosen.kind if chosen else None, mentions


def _primary(chosen: Primary, places: dict[Place, Locality], shown: str | None) -> Locality:
    """The record of the primary place: that of its mentions where it is named, else one of its own."""
    place = chosen.place
    found = places.get(place) if place else None
    if found is None:
        then = place.unit(shown) if place else NATIONAL
        found = Locality(spans=chosen.spans, then=then, now=place.today() if place else None, basis=chosen.basis)
    found.role, found.score = "primary", share(*chosen.kind)
    return found


def _span(at: Mention) -> Span:
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
    unit = Unit(None, mention.full_name, level, province)
    return Locality(then=unit, now=None, score=AMBIGUOUS, candidates=candidates)
