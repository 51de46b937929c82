"""When to look at an article again: papers correct and withdraw what they printed, mostly soon."""

import datetime

from corpus.clock import parsed, stamp
from crawler.pacing import pace


def next_visit(visits: int, at: datetime.datetime, published_at: str | None, dated: str | None = None) -> str | None:
    """When an article that was just read for the `visits`-th time (from 1) is due again, or None: never.

    `published_at` is its own date, `dated` the one a list gives; what is older than `recent` days rests.
    """
    rules = pace()["visits"]
    days = [0, *rules["days"]]
    if visits >= len(days) or _days_old(published_at or dated, at) > rules["recent"]:
        return None
    wait = days[visits] - days[visits - 1] - rules["slack"]
    return stamp(at + datetime.timedelta(days=wait))


def _days_old(day: str | None, at: datetime.datetime) -> float:
    if day is None:
        return 0.0
    try:
        return (at - parsed(day)).total_seconds() / 86_400
    except ValueError:  # a date no calendar knows says nothing
        return 0.0
