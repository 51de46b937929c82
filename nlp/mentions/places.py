"""Places printed beside a person or a model: a unit's word with its name or number, and those it lies in."""

import re
from functools import cache

from nlp.mentions.knowledge import WINDOW, either, holds, key_of, starts_word, word_set, words
from nlp.mentions.names import SYLLABLE
from nlp.mentions.stops import first_stop

APART = 120  # characters behind a name in which its place begins
_SENTENCE_SIGN = re.compile(r"[.;:!?\n“”\"]+(?=\s|$)|\n")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"(?:{either([*words('people')['places'], *words('places')['more']])})\.? ?(?=[\w’'])")


@cache
def _name() -> re.Pattern[str]:
    """The name or number behind a unit's word; "số 4", "12B"."""
    return re.compile(
        rf"(?:số )?(?:{SYLLABLE}(?:[ -]{SYLLABLE}){{0,4}}(?: \d{{1,3}})?|[IVX]{{1,4}}|\d{{1,3}}[A-Z]?)(?!\w)"
    )


@cache
def _no_unit() -> re.Pattern[str]:
    """Words that begin like a unit and name something else: "khu kinh tế", "tổ công tác"."""
    return re.compile(rf"(?:{either(words('places')['not_units'])})(?![^\W\d_])")


def _is_unit(text: str, key: str, unit: re.Match[str]) -> bool:
    """False for part of another name: a small unit's word with a capital within one ("Đồn Biên phòng Sóc Giang")."""
    at = unit.start()
    if not starts_word(key, at) or _no_unit().match(key, at):
        return False
    small = unit.group().strip() in word_set("places", "small") and not key[unit.end()].isdigit()
    return not (small and text[at].isupper() and key[at - 1 : at] == " " and key[max(0, at - 2)].isalpha())


_CLOSES = re.compile(r"[^()\n.;:]{0,40}\)")
_LINK = re.compile(r"\s?[,(]\s?| - | – |\s(?:của )?")


def place_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Bounds of the first place in `text[start:end]`, with the units named right behind it, or None."""
    key = key_of(text)
    for unit in _unit().finditer(key, start, end):
        if not _is_unit(text, key, unit):
            continue
        name = _name().match(text, unit.end(), end)
        if name is None:
            continue
        return unit.start(), _carried_on(text, key, name.end(), end)
    return None


def _carried_on(text: str, key: str, at: int, end: int) -> int:
    """The end of the units that follow one another: "thôn 4, xã Hòa An (huyện Krông Pắk)"; a list of equals stops."""
    for _ in range(3):
        before = at
        link = _LINK.match(text, at, end)
        unit = _unit().match(key, link.end(), end) if link else None
        if unit is not None and unit.group().strip() in word_set("models", "bodies"):
            unit = _unit().match(key, unit.end(), end) or unit  # "(Đảng bộ xã Hạ)"
        name = _name().match(text, unit.end(), end) if unit else None
        if link is None or name is None:
            break
        at = name.end()
        if "(" in link.group():
            closed = _CLOSES.match(text, at)  # "(phường Thanh Sơn, Uông Bí)"
            at = closed.end() if closed else before
            break
    return at


def place_behind(text: str, key: str, end: int) -> tuple[int, int] | None:
    """The place in what is put behind a name that ends at `end`: ", 64 tuổi, ở thôn Đông", " (xã Hạ)", " ở ấp 4"."""
    if not _opens(key, end):
        return _now(text, key, end)
    sign = _SENTENCE_SIGN.search(text, end, end + APART)
    limit = sign.start() if sign else min(len(text), end + APART)
    stop = first_stop(key, end, limit)
    return place_in(text, end, stop if stop is not None else limit)


@cache
def _lives() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:hiện|nay|hiện nay)(?: đang)? (?:sống|sinh sống|cư trú|ngụ|trú|ở)(?: ở| tại)? (?={_unit().pattern})"
    )


def _now(text: str, key: str, end: int) -> tuple[int, int] | None:
    """The place in "Bà Mận từng …, nay sống tại xóm Đình", where nobody else is named in between."""
    sign = _SENTENCE_SIGN.search(text, end, end + APART)
    limit = sign.start() if sign else min(len(text), end + APART)
    lives = _lives().search(key, end, limit)
    if lives is None or holds(key, "people", "titles", start=end, end=lives.start()):
        return None
    return place_in(text, lives.end(), limit)


def _opens(key: str, end: int) -> bool:
    """True when an apposition opens at `end`: a comma, a bracket, a dash, or a word of staying."""
    behind = key[end : end + WINDOW].lstrip()
    return behind[:1] in (",", "(", "–", "-") or any(
        behind.startswith(word + " ") for word in words("places")["staying"]
    )
