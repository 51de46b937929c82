"""The days of the press: which weekday a day is like, and when papers write next to nothing or more than usual."""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache

from nlp.paths import datasets

WORKDAY, SATURDAY, SUNDAY, LITTLE = "workday", "saturday", "sunday", "little"


@dataclass(frozen=True, slots=True)
class PressDay:
    """`like`: workday, saturday, sunday (also public holidays) or little (Tết); `more`: a week before a campaign day."""

    like: str
    more: bool = False


@cache
def press_day(day: datetime.date) -> PressDay:
    """What a day is to the papers. Outside the years of the table (2006 to 2035) feasts of the moon are not known."""
    writes = {effect for effect, days in _feasts(day.year) if day in days}
    if "little" in writes:
        return PressDay(LITTLE)
    like = SUNDAY if "sunday" in writes or day.weekday() == 6 else SATURDAY if day.weekday() == 5 else WORKDAY
    return PressDay(like, "more" in writes)


@cache
def _feasts(year: int) -> tuple[tuple[str, frozenset[datetime.date]], ...]:
    """(effect, days) of every feast whose day itself lies in the year before, in it or after."""
    data = tomllib.loads((datasets() / "holidays.toml").read_text(encoding="utf-8"))
    found = []
    for feast in data["feast"]:
        years = range(max(year - 1, 1), min(year + 2, 10_000))
        dates = [datetime.date.fromisoformat(day) for day in feast.get("days", ())]
        dates += [datetime.date.fromisoformat(f"{y:04d}-{feast['yearly']}") for y in years if "yearly" in feast]
        span = range(feast.get("from", 0), feast.get("to", 0) + 1)
        days = {date + datetime.timedelta(days=shift) for date in dates if abs(date.year - year) <= 1 for shift in span}
        found.append((str(feast["writes"]), frozenset(days)))
    return tuple(found)
