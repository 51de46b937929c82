"""What a figure counts: the stuff or the people named in it or right behind it, or the share that "tỷ lệ …" names.

Only words the knowledge file lists are taken, with the few that may follow them; what the text leaves open stays open.
"""

import re
from functools import cache

from nlp.mentions.knowledge import either, words

BEFORE = 70  # characters before a share in which it is named
Bounds = tuple[int, int]


@cache
def _things() -> re.Pattern[str]:
    know = words("figures")
    return re.compile(rf"(?:{either([*know['counted'], *know['stuff'], *know['things']])})(?![^\W\d_])")


@cache
def _qualified() -> re.Pattern[str]:
    """Words that carry a thing on: "hội viên phụ nữ", "đảng viên trẻ", "hộ nghèo"."""
    return re.compile(rf" (?:{either(words('figures')['qualifiers'])})(?![^\W\d_])")


@cache
def _share() -> re.Pattern[str]:
    """ "tỷ lệ … đạt/còn/là" right before a figure; the thing is what stands between."""
    verbs = either(words("figures")["share_verbs"])
    return re.compile(
        rf"(?<![^\W\d_])(?:tỷ lệ|tỉ lệ|số|tổng số) (?P<thing>[^\d,.;:!?()\n“”]{{3,50}}?)"
        rf"(?: (?:{verbs}))+(?: (?:trên|hơn|gần|khoảng|tới|đến|còn|chỉ|từ|bình quân))*\s?\Z"
    )


def thing(key: str, start: int, end: int) -> Bounds | None:
    """Bounds of what the figure at `[start, end)` of a canonical text counts, or None."""
    inside = next(_things().finditer(key, start, end), None)
    if inside is not None and inside.end() == end:
        return inside.start(), _carried_on(key, end)
    if key[end : end + 1] == " ":
        behind = _things().match(key, end + 1)
        if behind is not None:
            return behind.start(), _carried_on(key, behind.end())
    share = _share().search(key, max(0, start - BEFORE), start)
    return share.span("thing") if share else None


def _carried_on(key: str, end: int) -> int:
    for _ in range(2):
        more = _qualified().match(key, end)
        if more is None:
            break
        end = more.end()
    return end
