"""Days as feeds and sitemaps write them."""

import datetime
import email.utils
import re

from corpus.clock import HANOI

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(text: str | None) -> str | None:
    """The day in Hà Nội of a feed's or sitemap's date, or None. A time without a zone is local time."""
    text = (text or "").strip()[:60]
    if not text:
        return None
    try:
        when = datetime.datetime.fromisoformat(text)
    except ValueError:
        try:
            if _DAY.match(text):
                return datetime.date.fromisoformat(text[:10]).isoformat()
            when = email.utils.parsedate_to_datetime(text)
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
    try:
        return (when.astimezone(HANOI) if when.tzinfo else when).date().isoformat()
    except OverflowError:  # the first and the last day of the calendar
        return None
