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
def _others() -> re.Pattern[str]:
    """Words that begin like a thing and are something else: "tổ chức" is no "tổ"."""
    return re.compile(rf"(?:{either(words('figures')['not_counted'])})(?![^\W\d_])")


def is_thing(key: str, start: int, end: int) -> bool:
    """False where a longer word stands at `start` that only begins like the thing in `[start, end)`."""
    other = _others().match(key, start)
    return other is None or other.end() <= end


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
        longer = _things().match(key, inside.start())  # "14 km đường" of "đường trục thôn"
        found = longer if longer is not None and is_thing(key, *longer.span()) else inside
        return (found.start(), _carried_on(key, found.end())) if is_thing(key, *found.span()) else None
    if key[start:end].endswith(tuple(words("figures")["count_nothing"])):
        return None
    if key[end : end + 1] == " ":
        behind = _things().match(key, end + 1)
        if behind is not None and is_thing(key, *behind.span()):
            return behind.start(), _carried_on(key, behind.end())
    share = _share().search(key, max(0, start - BEFORE), start)
    return share.span("thing") if share else None


# "giảm từ 18,4% xuống còn 6,1%": the second share is of the same as the first.
_TO = re.compile(
    r"(?: (?:năm|quý|tháng) \d{1,2}(?:[/-]\d{4})?| năm \d{4}| \([^()\n]{1,30}\))?,?"
    r" (?:xuống|lên|đến|tới|còn|nay)(?: (?:còn|đến|tới|gần|hơn|trên|dưới|khoảng|là|chỉ))* ?"
)


def goes_on(key: str, end: int, start: int) -> bool:
    """True where a figure at `start` says what became of the one that ends at `end`."""
    return _TO.fullmatch(key, end, start) is not None


def _carried_on(key: str, end: int) -> int:
    for _ in range(2):
        more = _qualified().match(key, end)
        if more is None:
            break
        end = more.end()
    return end
