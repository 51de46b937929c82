"""What people call a place besides its name ("đất Tổ", "vùng mỏ", "xứ Thanh"), from `datasets/gazetteer/nicknames.toml`.

A nickname is no mention. It tells two units of one name apart, and it speaks where an article names no place; it never
stands against a name.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from nlp import paths
from nlp.localities.gazetteer import Place
from nlp.localities.load import gazetteer
from nlp.records import Document, Span


@dataclass(frozen=True, slots=True)
class Nickname:
    """A nickname in a text and the unit it stands for on the day of the article."""

    span: Span
    place: Place


@cache
def _known() -> list[tuple[str, Place, bool]]:
    """Every nickname, the longest first, with its unit and whether central papers use it."""
    with (paths.datasets() / "gazetteer" / "nicknames.toml").open("rb") as file:
        rows = tomllib.load(file)["nickname"]
    units = gazetteer().former
    names = [
        (name, units[row["level"], row["code"]], row.get("central", False)) for row in rows for name in row["names"]
    ]
    return sorted(names, key=lambda known: -len(known[0]))


def nicknames(doc: Document, home: list[Place], day: str) -> list[Nickname]:
    """The nicknames in a document that fit it, each once at its first place, the longest first.

    `home`: the provinces of the paper, now and before; nicknames of other places are taken for chance ("phố núi" is
    said of many towns). `day` decides whether the unit of then or its heir of today is meant.
    """
    fitting = [(n, place) for n, place, central in _known() if place.province in home or (central and not home)]
    found = []
    for field, text in doc.fields() if fitting else ():
        low = text.lower()
        if len(low) != len(text):
            continue  # a letter that lower case makes longer: no such text has been seen
        for name, place in fitting:
            start = low.find(name)
            end = start + len(name)
            if start < 0 or low[start - 1 : start].isalnum() or low[end : end + 1].isalnum():
                continue
            if not place.valid(day):
                place = place.heirs[0].province if place.level == "province" else place.heirs[0]
            found.append(Nickname(Span(field, start, end, text[start:end]), place))
    return found
