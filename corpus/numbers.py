"""Numbers of documents as people type them (05-CT/TW, 05 CT TW, 05- ct/TƯ) and as papers print them.

Which letters are an organ or a type, and which forms mean the same one, is in `datasets/directives.toml`: TW, TƯ and
T.Ư are the centre, TU is a province, so "55-QĐ/TƯ" never finds "55-QĐ/TU".
"""

import re
from dataclasses import dataclass
from functools import cache

from nlp.directives.catalogue import knowledge
from nlp.text import canonical, fold

# Of an organ's forms the first three, as the catalogue lists the commonest first (TW, TƯ, T.Ư): every phrase more costs
# a query 5 ms at 10,000 articles.
MOST_ORGANS = 3
_DASH = r"\s{0,3}[-–—/.,]?\s{0,3}"
# Figures, then letters in one to four pieces. What the letters are is looked up afterwards.
_SHAPE = re.compile(
    rf"(?<![^\s(\"])(\d{{1,5}}){_DASH}([^\W\d_]{{2,5}}){_DASH}([^\W\d_]{{1,6}}(?:\.[^\W\d_]{{1,2}})?)(?![^\W_]|\*)"
)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number found in a query: where, and every way its words may stand in a text, in order of words."""

    start: int
    end: int
    forms: tuple[tuple[str, ...], ...]


@cache
def _known() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Canonical code of a type, or form of an organ → all that mean the same."""
    types = {
        canonical(code): [canonical(one) for one in codes] for codes in knowledge().types.values() for code in codes
    }
    groups: dict[str, list[str]] = {}
    for form, (name, _) in knowledge().organs.items():
        groups.setdefault(name, []).append(form)
    organs = {form: groups[name][:MOST_ORGANS] for form, (name, _) in knowledge().organs.items()}
    return types, organs


def numbers(text: str) -> list[Number]:
    """The document numbers in a text, in order. A text without one costs one look."""
    found = []
    for match in _SHAPE.finditer(text):
        figure, first, second = (canonical(part) for part in match.groups())
        types, organs = _known()
        # 05-CT/TW and 05-TW/CT are both printed.
        pairs = _meant(types, organs, first, second) or _meant(types, organs, second, first)
        if pairs:
            forms = [(figure, *_LETTERS.findall(one), *_LETTERS.findall(other)) for one, other in pairs]
            forms += [(form[0], *_LETTERS.findall(other), *_LETTERS.findall(one))
                      for form, (one, other) in zip(forms, pairs, strict=True)]  # fmt: skip
            found.append(Number(match.start(), match.end(), tuple(dict.fromkeys(forms))))
    return found


def _meant(types: dict[str, list[str]], organs: dict[str, list[str]], code: str, organ: str) -> list[tuple[str, str]]:
    """Every (type, organ) that means the same as the typed one; a bare QD is every type written so without marks."""
    if code not in types and fold(code) == code:
        codes = [one for known, group in types.items() if fold(known) == code for one in group]
    else:
        codes = types.get(code, [])
    return [(one, other) for one in dict.fromkeys(codes) for other in organs.get(organ, [])]
