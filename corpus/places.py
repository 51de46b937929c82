"""Which places a selection means: provinces of today, provinces and districts as they were until 30 June 2025.

Names may be typed without marks and without their unit word. A name that several units bear is refused with all of
them named, unless "NAME, PROVINCE" or a province beside it tells them apart: no selection rests on a guess.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.errors import QueryError
from nlp.localities.gazetteer import MERGER_DAY, Place, folded
from nlp.localities.load import gazetteer
from nlp.provinces import province_name, today
from nlp.text import canonical, one_line

_CODE = re.compile(r"[0-9]{1,5}")
_UNIT_WORD = re.compile(r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?)\s+(?=\D)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """A former unit and what is left of it. `names` are those it bore, `communes` the codes of its communes, before
    the merger and since; `label` says it to people."""

    code: str | None
    names: tuple[str, ...]
    communes: tuple[str, ...]
    label: str
    whole_now: str | None = None  # today's province that holds this land and no other


def province_today(text: str) -> str:
    """The name of the province of today that a code or a name means. Raises QueryError when there is none."""
    typed = one_line(text)
    found = province_name(typed)
    if found is None and not _CODE.fullmatch(typed):
        key = _key(typed)
        named = [name for name in today().values() if folded(canonical(name)) == key]
        found = named[0] if len(named) == 1 else None
    if found is None:
        raise QueryError(f"unknown province code {text[:80]!r}", "use a code of today's 34, such as 22")
    return found


def province_then(text: str) -> Area:
    """One of the 63 provinces until 30 June 2025 (or one that ended before, such as Hà Tây), by code or name.

    Raises QueryError for a text that names none.
    """
    typed = one_line(text)
    provinces = _former("province")
    found = _by_code(provinces, typed) or _named(provinces, typed)
    if not found:
        raise QueryError(
            f"unknown former province {text[:80]!r}", "use a code or a name of the 63, such as 40 or Nghệ An"
        )
    place = found[0]
    names = dict.fromkeys([place.name, *([place.earlier_name[1]] if place.earlier_name else [])])
    return Area(place.code, tuple(names), _alone(place), place.name, _whole_now(place))


def district(text: str, *, province: str | None = None, province_before: str | None = None) -> Area:
    """A district, town or city of a province as it was until 30 June 2025, by code, by name or by "name, province".

    `province` (a name of today) and `province_before` (a name of the 63) narrow a name that several bear. Raises
    QueryError for a text that names none, or several.
    """
    typed = one_line(text)
    name, _, holder = (part.strip() for part in typed.partition(","))
    districts = _former("district")
    found = _by_code(districts, name) or _named(districts, name)
    if holder:
        found = [place for place in found if folded(canonical(place.province.name)) == _key(holder)]
    if province:
        found = [place for place in found if any(heir.province.name == province for heir in place.heirs)]
    if province_before:
        found = [place for place in found if place.province.name == province_before]
    if not found:
        raise QueryError(
            f"unknown former district {text[:80]!r}", "use a name or code of before 1 July 2025, such as 196"
        )
    if len(found) > 1:
        named = ", ".join(f"{place.code} ({place.province.name})" for place in found)
        raise QueryError(f"{len(found)} districts are named {name[:80]!r}: {named}", "name one by its code")
    place = found[0]
    before = (other.code for other in gazetteer().former.values() if other.level == "commune" and other.parent is place)
    communes = dict.fromkeys(code for code in [*before, *(heir.code for heir in place.heirs)] if code)
    return Area(place.code, (place.name,), tuple(communes), f"{place.name}, {place.province.name}")


def _key(name: str) -> str:
    return folded(canonical(_UNIT_WORD.sub("", one_line(name), count=1)))


@cache
def _former(level: str) -> tuple[Place, ...]:
    """Former units of a level, those that ended before 2025 included."""
    units = {id(place): place for place in gazetteer().former.values()}
    for places in gazetteer().names.values():
        units.update({id(place): place for place in places if place.former})
    return tuple(place for place in units.values() if place.level == level)


def _by_code(places: Iterable[Place], code: str) -> list[Place]:
    return [place for place in places if place.code == code] if _CODE.fullmatch(code) else []


def _named(places: tuple[Place, ...], typed: str) -> list[Place]:
    """Units of that name, those that bear it with the same marks before others; of one place the last unit only."""
    key = _key(typed)
    spelt = gazetteer().names.get(gazetteer().key(_UNIT_WORD.sub("", typed, count=1)), [])
    found = [place for place in places if place in spelt and place.code]
    found = found or [place for place in places if folded(canonical(place.name)) == key and place.code]
    number = re.fullmatch(r"(?:quận|q\.?)\s*0?(\d{1,2})", canonical(typed))
    return found or [place for place in places if number and place.name == f"Quận {number[1]}"]


@cache
def _alone(place: Place) -> tuple[str, ...]:
    """Codes of today's communes all of whose land lay in this former province."""
    holders: dict[str, set[int]] = {}
    for other in gazetteer().former.values():
        if other.level == "commune":
            for heir in other.heirs:
                holders.setdefault(heir.code or "", set()).add(id(other.province))
    return tuple(sorted(code for code, provinces in holders.items() if provinces == {id(place)}))


def _whole_now(place: Place) -> str | None:
    heirs = {heir.province for heir in place.heirs}
    if len(heirs) != 1:
        return None
    now = heirs.pop()
    others = [
        one for one in gazetteer().provinces_of_paper(now.code) if one.former and one.until and one.until >= "2025-06"
    ]
    return now.name if others == [place] else None


__all__ = ["MERGER_DAY", "Area", "district", "province_then", "province_today"]
