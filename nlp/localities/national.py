"""Articles that happen nowhere in particular: what they argue or tell is the whole country's.

Codebook: central events are national wherever the hall stands, and so is theory that names no place.
"""

import re

from nlp.localities.cues import cues
from nlp.localities.gazetteer import Place
from nlp.localities.load import gazetteer
from nlp.localities.mention import Generic, Mention
from nlp.records import Document, Span

CAPITAL = "01"  # official code of Hà Nội, of either system
OPENING = 300  # characters of body in which a central event says that it is one
# Phrases of theory, or deeds of Hồ Chí Minh, a thousand characters. Stories of people have 0 to 0.9 phrases, theory 0.8
# to 4.4. On 830 labelled articles, those by which the values were chosen, TALE deeds and more without a place of the
# paper's own were national in 20 of 20, PASSING deeds beside one place in passing in 5 of 7.
ARGUING, TALE, PASSING = 1.0, 2.5, 1.5


def theory(doc: Document, mentions: list[Mention], generic: list[Generic], home: list[Place]) -> list[Span]:
    """The phrases of an argument or a tale of Hồ Chí Minh that happens nowhere; none for other texts.

    A tale full of his deeds may name provinces, and any place outside `home`, the paper's own: he came by there. Else
    one place may stand in passing. Without any place one phrase of theory is enough; a nameless one ("toàn tỉnh")
    makes it the paper's province.
    """
    named = [m for m in mentions if m.unit is not None and not m.weak]
    below = [m for m in named if m.unit is not None and m.unit.level != "province"]
    here = any(m.unit is not None and (not home or m.unit.province in home) for m in below)
    # One example, not in title or lead, without its address.
    passing = len(named) == 1 and named[0].where == "body" and not named[0].support
    if here and not passing:
        return []
    thousands = sum(len(text) for _, text in doc.fields()) / 1000
    told = _phrases(doc, cues().tale)
    if not here and len(told) > max(2.0, TALE * thousands):
        return told
    if any(phrase.level in ("province", "city", "district") for phrase in generic) or (named and not passing):
        return []
    found = _phrases(doc, cues().theory)
    if not named:
        return found or (told if len(told) > 1 and len(told) >= ARGUING * thousands else [])
    if below and len(found) >= max(2.0, ARGUING * thousands):
        return found
    return told if len(told) >= max(2.0, PASSING * thousands) else []


def _phrases(doc: Document, pattern: re.Pattern[str]) -> list[Span]:
    return [
        Span(name, match.start(), match.end(), match.group())
        for name, text in doc.fields()
        for match in pattern.finditer(text)
    ]


def is_central(doc: Document, place: Place, mentions: list[Mention]) -> bool:
    """True when the article opens with a central event or body, and the heaviest place is only its hall, or the capital
    as its seat, or in a paper of no province named further down."""
    opening = " ".join((doc.title, doc.sapo or "", doc.body[:OPENING])).lower()
    if not any(word in opening for word in cues().central):
        return False
    settled = [(m, m.unit) for m in mentions if m.unit is not None]
    if doc.source_province is None and not any(m.where in ("title", "sapo") or m.start < OPENING for m, _ in settled):
        return True
    here = [m for m, unit in settled if unit.province is place]
    if here and all(m.hall for m in here) and place not in gazetteer().provinces_of_paper(doc.source_province):
        return True
    if place.code != CAPITAL or place.level != "province":
        return False
    return not any(unit.province is place and (m.where == "title" or unit is not place) for m, unit in settled)
