"""The days of the press; the moon's feasts reckoned anew."""

import datetime
import math
import tomllib

import pytest

from corpus.calendar import press_day
from nlp.paths import datasets

FEASTS = {
    feast["name"]: feast for feast in tomllib.loads((datasets() / "holidays.toml").read_text(encoding="utf-8"))["feast"]
}
TET = [datetime.date.fromisoformat(day) for day in FEASTS["Tết Nguyên đán"]["days"]]
HUNG = [datetime.date.fromisoformat(day) for day in FEASTS["Giỗ Tổ Hùng Vương"]["days"]]


def new_moon(number: int) -> datetime.datetime:
    """New moon number `number` since January 2000, in Hà Nội (Meeus, Astronomical Algorithms, chapter 49, main terms;
    good to a few minutes)."""
    t = number / 1236.85
    sun, moon, node, rise = (math.radians(x) for x in (
        2.5534 + 29.10535670 * number, 201.5643 + 385.81693528 * number + 0.0107582 * t * t,
        124.7746 - 1.56375588 * number, 160.7108 + 390.67050284 * number - 0.0016118 * t * t))  # fmt: skip
    e = 1 - 0.002516 * t
    terms = [(-0.40720, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * rise), (0.00739 * e, moon - sun),
             (-0.00514 * e, moon + sun), (0.00208 * e * e, 2 * sun), (-0.00111, moon - 2 * rise),
             (-0.00057, moon + 2 * rise), (0.00056 * e, 2 * moon + sun), (-0.00042, 3 * moon), (-0.00017, node)]  # fmt: skip
    day = 2451550.09766 + 29.530588861 * number + 0.00015437 * t * t + sum(k * math.sin(x) for k, x in terms)
    seconds = (day - 2451545.0) * 86400 - 70  # from dynamical to universal time
    return datetime.datetime(2000, 1, 1, 12) + datetime.timedelta(seconds=seconds, hours=7)


MOONS = {new_moon(number).date() for number in range(60, 460)}


@pytest.mark.parametrize("day", TET, ids=str)
def test_tet_is_a_new_moon_near_the_second_after_midwinter(day):
    assert day in MOONS
    assert datetime.date(day.year, 1, 20) <= day <= datetime.date(day.year, 2, 21)


def test_the_table_holds_every_year_from_2006_to_2035():
    assert [day.year for day in TET] == [day.year for day in HUNG] == list(range(2006, 2036))


@pytest.mark.parametrize(("tet", "hung"), list(zip(TET, HUNG, strict=True)), ids=str)
def test_the_day_of_the_hung_kings_is_the_tenth_of_a_moon_two_or_three_months_after_tet(tet, hung):
    assert hung - datetime.timedelta(days=9) in MOONS
    assert (hung - tet).days in range(66, 99)


@pytest.mark.parametrize(("day", "like", "more"), [
    ("2026-02-15", "little", False), ("2026-02-17", "little", False), ("2026-02-22", "little", False),
    ("2026-02-14", "saturday", False), ("2026-02-23", "workday", False),
    ("2024-10-07", "workday", False), ("2024-10-05", "saturday", False), ("2024-10-06", "sunday", False),
    ("2024-09-02", "sunday", False), ("2024-05-01", "sunday", False), ("2024-04-30", "sunday", False),
    ("2025-04-07", "sunday", False), ("2025-01-01", "sunday", False),
    ("2025-05-19", "workday", True), ("2025-05-12", "workday", True), ("2025-05-21", "workday", False),
    ("2025-08-29", "workday", True),
])  # fmt: skip
def test_what_a_day_is_to_the_papers(day, like, more):
    found = press_day(datetime.date.fromisoformat(day))
    assert (found.like, found.more) == (like, more)


@pytest.mark.parametrize(
    "day", [datetime.date.min, datetime.date.max, datetime.date(1890, 5, 19), datetime.date(2050, 2, 1)]
)
def test_any_day_of_the_calendar_has_an_answer(day):
    assert press_day(day).like in ("workday", "saturday", "sunday")
