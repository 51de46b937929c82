"""Articles that happen nowhere in particular: what they argue or tell is the whole country's.

Codebook: central events are national wherever the hall stands, and so is theory that names no place.
"""

from nlp.localities.cues import cues
from nlp.localities.gazetteer import Place
from nlp.localities.mention import Generic, Mention
from nlp.records import Document, Span

CAPITAL = "01"  # official code of Hà Nội, of either system
OPENING = 300  # characters of body in which a central event says that it is one
ARGUING = 1.0  # phrases of theory a thousand characters; stories of people have 0 to 0.9, theory 0.8 to 4.4


def theory(doc: Document, mentions: list[Mention], generic: list[Generic]) -> list[Span]:
    """The phrases of an argument or a tale of Hồ Chí Minh with no place, or one only in passing; none for other texts.

    Without any place one phrase of theory is enough; a nameless place ("toàn tỉnh") makes it the paper's province.
    """
    if any(phrase.level in ("province", "city", "district") for phrase in generic):
        return []
    named = [m for m in mentions if m.unit is not None and not m.weak]
    # An example in an argument: one unit below the province, not in title or lead, without its address.
    passing = len(named) == 1 and all(
        m.where == "body" and m.unit is not None and m.unit.level != "province" and not m.support for m in named
    )
    if named and not passing:
        return []
    found = [
        Span(name, match.start(), match.end(), match.group())
        for name, text in doc.fields()
        for match in cues().theory.finditer(text)
    ]
    length = sum(len(text) for _, text in doc.fields())
    return found if not named or len(found) >= max(2.0, ARGUING * length / 1000) else []


def is_central(doc: Document, place: Place, mentions: list[Mention]) -> bool:
    """True when the heaviest place is the capital, only as the seat of a central event."""
    if place.code != CAPITAL or place.level != "province":
        return False
    if any(m.where == "title" and m.unit is not None and m.unit.province is place for m in mentions):
        return False
    if any(m.unit is not None and m.unit.province is place and m.unit is not place for m in mentions):
        return False
    opening = " ".join((doc.title, doc.sapo or "", doc.body[:OPENING])).lower()
    return any(word in opening for word in cues().central)
