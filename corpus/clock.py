"""The one clock of the house: UTC, to the second.

`GUONG_NOW` (an ISO moment) starts it somewhere else and lets it run on from there: for drills and for nights that are
replayed as of their own day. Without it the clock is the machine's.
"""

import datetime
import os
import time
from functools import cache

from corpus.errors import GuongError

# No paper of Viet Nam stood on the web before: the country was joined to it on 19 November 1997. An earlier day of
# publication is a mistake of a page or of its reading, and says nothing of who was first.
FIRST_PRESS = "1997"
HANOI = datetime.timezone(datetime.timedelta(hours=7))  # Viet Nam keeps no summer time
_STARTED = time.monotonic()


@cache
def _start(given: str) -> datetime.datetime:
    try:
        start = datetime.datetime.fromisoformat(given)
    except ValueError as error:
        raise GuongError(
            f"GUONG_NOW: {given!r} is no moment", "write it as 2026-11-22T01:00:00+07:00 or unset it"
        ) from error
    return start if start.tzinfo else start.replace(tzinfo=HANOI)


def moment() -> datetime.datetime:
    """This moment, aware, in UTC; raises GuongError when GUONG_NOW is no moment."""
    given = os.environ.get("GUONG_NOW", "").strip()
    if not given:
        return datetime.datetime.now(datetime.UTC)
    passed = datetime.timedelta(seconds=time.monotonic() - _STARTED)
    return _start(given).astimezone(datetime.UTC) + passed


def stamp(when: datetime.datetime) -> str:
    """A moment as the corpus writes it: `2026-11-22T18:00:00Z`, so that stamps compare as text."""
    return when.astimezone(datetime.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def now() -> str:
    """This moment as the corpus writes it."""
    return stamp(moment())


def credible(published: str | None) -> str | None:
    """A date of publication that a page of the web can have, else None."""
    return published if published and published >= FIRST_PRESS else None


def incredible_sql(column: str) -> str:
    """The condition that a column holds no credible date of publication, as SQL."""
    return f"coalesce({column}, '') < '{FIRST_PRESS}'"


def parsed(text: str) -> datetime.datetime:
    """The aware moment of a stamp; a day or a time without zone is Hà Nội's. Raises ValueError for what is neither."""
    when = datetime.datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=HANOI)
