"""Publication dates as this press prints them, and as its machines give them.

Days come before months. Local time is Asia/Ho_Chi_Minh, which has been +07:00 without a break since 1975. Nothing
before 1990 (no Vietnamese paper was online) and nothing after the day of reading is believed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from nlp.text import fold, one_line

HANOI = timezone(timedelta(hours=7))
EARLIEST = date(1990, 1, 1)
LONGEST = 400  # characters; a longer text is no date line

_ZONE = re.compile(r"\(?\[?\b(?:gmt|utc)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?\s*\]?\)?", re.I)
_YEAR = r"(\d{4}|\d{2})"
_NUMERIC = re.compile(rf"(?<![\d/.-])(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}}) ?\2 ?{_YEAR}(?!\d|[/.-]\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2}) thang (\d{1,2}) ?,? ?(?:nam )?(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d:/.-])(\d{1,2}) ?(?::|h|gio) ?(\d{2})(?::(\d{2}))?(?!\d)(?:[.]\d+)?(?: ?(sa|ch|am|pm)\b)?")
_NEAR = 40  # characters between a date and its time: "Thứ Năm, ngày … - 17:00" has 3, weekdays add up to 20
_MACHINE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_UPDATED = re.compile(r"cap nhat")
_POSTED = re.compile(r"ngay dang|xuat ban|dang luc|ngay tao|dang ngay")
_IN_URL = (
    (re.compile(r"/d((?:19|20)\d\d)(\d\d)(\d\d)\d{6,}\.html?"), (1, 2, 3)),  # …/d20081223025000000.htm
    (re.compile(r"-(\d\d)(\d\d)((?:19|20)\d\d)-a\d+\.html?"), (3, 2, 1)),  # …-09112020-a123.html
    (re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/"), (1, 2, 3)),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment or a day: `iso` as stored, `raw` as printed, `start` its place in the text read."""

    iso: str
    raw: str
    start: int = 0

    @property
    def day(self) -> str:
        """`YYYY-MM-DD`."""
        return self.iso[:10]


def today() -> date:
    """The day it is in Hà Nội."""
    return datetime.now(UTC).astimezone(HANOI).date()


def _day(year: int, month: int, day: int, now: date | None) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= (now or today()) else None


def _days(text: str, english: bool, now: date | None) -> list[tuple[int, int, date]]:
    """Every date in folded text as (start, end, day), in order."""
    found = []
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 2000 if year <= (now or today()).year - 2000 else 1900
        if english and first != second and first <= 12:
            # "6/10/2024 1:08 PM" is how an American server prints June; with both parts small nobody can tell
            if second <= 12:
                continue
            first, second = second, first
        found.append((match.start(), match.end(), _day(year, second, first, now)))
    for match in _ISO.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[1]), int(match[2]), int(match[3]), now)))
    for match in _WORDS.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[3]), int(match[2]), int(match[1]), now)))
    return sorted((start, end, day) for start, end, day in found if day)


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = match[4]
    if half in ("ch", "pm") and hour < 12:
        hour += 12
    elif half in ("sa", "am") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None


def find(text: str, now: date | None = None) -> list[Stamp]:
    """Every publication-like date of a short text, in order; empty for a text longer than `LONGEST`.

    `now` is the last day believed (default: today in Hà Nội).
    """
    line = one_line(text)
    if len(line) > LONGEST:
        return []
    folded = fold(line)
    zones = [(int(m[1] + m[2]), int(m[3] or 0)) for m in _ZONE.finditer(folded)]
    plain = _ZONE.sub(lambda m: " " * len(m[0]), folded)
    english = bool(re.search(r"\d ?(?:am|pm)\b", plain))
    days = _days(plain, english, now)
    clocks = [(m.start(), m.end(), _clock(m)) for m in _TIME.finditer(plain)]
    stamps = []
    for index, (start, end, day) in enumerate(days):
        left = days[index - 1][1] if index else 0
        right = days[index + 1][0] if index + 1 < len(days) else len(plain)
        near = [
            (min(abs(a - end), abs(start - b)), a, b, clock)
            for a, b, clock in clocks
            if clock and a >= left and b <= right and (b <= start or a >= end)
        ]
        gap, a, b, clock = min(near, default=(_NEAR + 1, start, end, None))
        if clock is None or gap > _NEAR:
            stamps.append(Stamp(day.isoformat(), line[start:end], start))
            continue
        clocks = [c for c in clocks if c[0] != a]
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=HANOI)
        if zones and zones[0] == (0, 0):
            moment = moment.replace(tzinfo=UTC).astimezone(HANOI)
        first, last = min(start, a), max(end, b)
        stamps.append(Stamp(moment.isoformat(), line[first:last], first))
    return stamps


def printed(text: str, now: date | None = None) -> tuple[Stamp | None, Stamp | None]:
    """(published, modified) of a text that stands where a publication date stands.

    A lone "Cập nhật" is the publication; beside a second date it is the change.
    """
    stamps = find(text, now)
    if len(stamps) < 2:
        return (stamps[0], None) if stamps else (None, None)
    folded = fold(one_line(text))
    labels = [folded[(stamps[i - 1].start + 8 if i else 0) : stamp.start + 4] for i, stamp in enumerate(stamps)]
    posted = [s for s, label in zip(stamps, labels, strict=True) if _POSTED.search(label)]
    changed = [s for s, label in zip(stamps, labels, strict=True) if _UPDATED.search(label)]
    first = posted[0] if posted else next((s for s in stamps if s not in changed), stamps[0])
    return first, next((s for s in changed if s != first), None)


def is_date_line(text: str, now: date | None = None) -> bool:
    """True when the text says little more than a date: up to 60 other characters of label, weekday and counters."""
    line = one_line(text)
    stamps = find(line, now)
    if not stamps:
        return False
    letters = sum(char.isalpha() for char in line) - sum(char.isalpha() for s in stamps for char in s.raw)
    return letters <= 60 and len(line) <= 120


def machine(value: str | None, now: date | None = None) -> Stamp | None:
    """A machine date (JSON-LD, meta) as local time.

    Without a zone the time is local. UTC is converted: 23:15 is the next day in Hà Nội. Any other zone is a server
    set wrong, and which of the two is meant cannot be told: the day, where both readings agree on it, else None.
    """
    raw = one_line(value)[:60]
    match = _MACHINE.match(raw)
    if not match:
        return None
    day = _day(int(match[1]), int(match[2]), int(match[3]), now)
    if day is None or match[4] is None:
        return Stamp(day.isoformat(), raw) if day else None
    try:
        wall = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), int(match[6] or 0))
        offset = _offset(match[7])
        moment = wall.replace(tzinfo=timezone(offset)).astimezone(HANOI)
    except ValueError:
        return Stamp(day.isoformat(), raw)
    if moment.date() > (now or today()):
        return None
    if offset in (timedelta(hours=7), timedelta(0)):
        return Stamp(moment.isoformat(), raw)
    return Stamp(day.isoformat(), raw) if moment.date() == day else None


def _offset(zone: str | None) -> timedelta:
    if zone is None:
        return timedelta(hours=7)
    if zone == "Z":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size


def in_url(url: str, now: date | None = None) -> Stamp | None:
    """The full day an address carries, or None; a month alone (`/201901/`) is no day."""
    for pattern, (y, m, d) in _IN_URL:
        match = pattern.search(url)
        if match:
            day = _day(int(match[y]), int(match[m]), int(match[d]), now)
            if day:
                return Stamp(day.isoformat(), match.group())
    return None
