"""Publication dates as this press prints them, and as its machines give them.

Days come before months. Local time is Asia/Ho_Chi_Minh, which has been +07:00 without a break since 1975. Nothing
before 1990 (no Vietnamese paper was online) and nothing after tomorrow is believed. Labels, weekdays and months are in
`datasets/reading.toml`.
"""

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from crawler.reading.knowledge import key, words
from nlp.text import fold, one_line

HANOI = timezone(timedelta(hours=7))
EARLIEST = date(1990, 1, 1)
LONGEST = 400  # characters; a longer text is no date line
LONGEST_LINE = 160  # characters of a line that says little more than a date, with its counters and buttons
_MOST_BLANKS = 4  # times as many characters, blanks included, a line may have before they are folded
_DIGIT = re.compile(r"\d")
_DIGITS = 4  # digits of the shortest date, "1/1/24"
_MOST_WORDS = 6  # words of a name or a section beside a date

_ZONE = re.compile(r"[(\[]? ?\b(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))? ?[)\]]?")
_GLUED = re.compile(r"(?<=\d[:hg]\d\d)[-–—](?=\d)|(?<=[/.-](?:19|20)\d\d)[-–—](?=\d{1,2} ?[:hg])")  # 13:08-10/06/2024
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2}) ?([/-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d]|[/.-]\d)"
    r"|(?<![\d/.-])(\d{1,2}) ?(\.) ?(\d{1,2}) ?\. ?(\d{4})(?![\d]|[/.-]\d)"
)
_ISO = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[/-]\d)")
_CHINESE = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_WORDS = re.compile(r"(?<!\d)(\d{1,2}) ?(?:thang|th) ?(\d{1,2}) ?[,/.-]? ?(?:nam )?(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b(?:thang|th) ?(\d{1,2}) (\d{1,2}) ?, ?(\d{4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d:/.-])(\d{1,2}) ?(?::|h|g|gio) ?(\d{2})(?: ?: ?(\d{2}))?(?!\d)(?:[.]\d{1,9})?"
    r"(?:(?:['’p]|phut)? ?(sa|ch|am|pm|a\.m|p\.m|sang|trua|chieu|toi)\b)?"
)
_ENGLISH = re.compile(r"\d ?(?:am|pm|a\.m|p\.m)\b")
_NEAR = 40  # characters between a date and its time: "Thứ Năm, ngày … - 17:00" has 3, weekdays add up to 20
_MACHINE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(?:[AP]M)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.I,
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10})(\d{3})?(?:\)/)?")
_NUMBERED = re.compile(r"\d{1,4} ?[-–—]? ?[a-z]{2,5} ?[/-] ?[a-z.]{2,6}\W{1,4}(?:ngay )?$")  # "05-CT/TW ngày " + date
_LOOK_BACK = 60  # characters before a date looked at for a document
_IN_URL = (
    (re.compile(r"/d((?:19|20)\d\d)(\d\d)(\d\d)\d{6,}\.html?"), (1, 2, 3)),  # …/d20081223025000000.htm
    (re.compile(r"-(\d\d)(\d\d)((?:19|20)\d\d)-a\d+\.html?"), (3, 2, 1)),  # …-09112020-a123.html
    (re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"), (1, 2, 3)),
    (re.compile(r"-((?:19|20)\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{3}\.(?:html?|chn)"), (1, 2, 3)),
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/?(0[1-9]|1[0-2])/")


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

    @property
    def end(self) -> int:
        """The place after it in the text read."""
        return self.start + len(self.raw)

    @property
    def timed(self) -> bool:
        """True when the time of the day is known."""
        return len(self.iso) > 10


def today() -> date:
    """The day it is in Hà Nội."""
    return datetime.now(UTC).astimezone(HANOI).date()


def _day(year: int, month: int, day: int, now: date | None) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= (now or today()) + timedelta(days=1) else None


@lru_cache(maxsize=8)
def _any_of(name: str) -> re.Pattern[str]:
    """One list of labels as a pattern over folded text, longest first."""
    found = sorted({key(word) for word in words("dates", name)}, key=len, reverse=True)
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, found)) + r")(?![^\W\d_])")


@lru_cache(maxsize=2)
def _named(name: str) -> tuple[dict[str, int], str]:
    """({folded name: its number from 0}, alternatives for a pattern) of weekdays or months."""
    table = {key(word): number for number, row in enumerate(words("dates", name)) for word in row}
    return table, "|".join(map(re.escape, sorted(table, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _month_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "10 tháng Sáu, 2024" and "Tháng Sáu 10, 2024"."""
    names = _named("months")[1]
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]?({names})[ ,.-]{{0,2}}(?:nam )?(\d{{4}})(?!\d)"),
        re.compile(rf"\b({names})\.? (\d{{1,2}})(?:st|nd|rd|th)? ?,? (?:nam )?(\d{{4}})(?!\d)"),
    )


@lru_cache(maxsize=1)
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_named('weekdays')[1]})(?!\w)")


def _weekdays(text: str) -> set[int]:
    return {_named("weekdays")[0][name] for name in _weekday_pattern().findall(text)}


def _numeric(match: re.Match[str], text: str, now: date | None) -> date | None:
    """The day of "10/06/2024"; None where it may as well be the American June 10th."""
    one, sign, two, last = match.group(1, 2, 3, 4) if match[1] else match.group(5, 6, 7, 8)
    first, second, year = int(one), int(two), int(last)
    if len(last) == 2:
        year += 2000 if year <= (now or today()).year - 2000 + 1 else 1900
    usual, swapped = _day(year, second, first, now), _day(year, first, second, now)
    printed = _weekdays(text)
    if usual and swapped and usual != swapped and usual.weekday() not in printed and swapped.weekday() in printed:
        return None  # "Thứ Hai, 06/10/2024": the weekday is that of June 10th
    if sign != "/" or not _ENGLISH.search(text):
        return usual
    # "6/10/2024 1:08:00 PM" is how an American server prints June
    if not usual or not swapped or usual == swapped:
        return usual or swapped
    if usual.weekday() in printed:
        return usual
    padded = len(one) == 2 and len(two) == 2 and "0" in one[0] + two[0]
    vietnamese = re.search(r"\b(?:ngay|luc|cap nhat|dang|thu [2-7a-z]|chu nhat)\b|\b1[3-9]:\d\d", text)
    return usual if padded and vietnamese else None


def _days(text: str, now: date | None) -> list[tuple[int, int, date]]:
    """Every date in folded text as (start, end, day), in order."""
    found: list[tuple[int, int, date | None]] = []
    for match in _NUMERIC.finditer(text):
        found.append((match.start(), match.end(), _numeric(match, text, now)))
    for match in _ISO.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[1]), int(match[3]), int(match[4]), now)))
    for match in _CHINESE.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[1]), int(match[2]), int(match[3]), now)))
    for match in _WORDS.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[3]), int(match[2]), int(match[1]), now)))
    for match in _MONTH_FIRST.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[3]), int(match[1]), int(match[2]), now)))
    months, (day_first, month_first) = _named("months")[0], _month_patterns()
    for match in day_first.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[3]), months[match[2]] + 1, int(match[1]), now)))
    for match in month_first.finditer(text):
        found.append((match.start(), match.end(), _day(int(match[3]), months[match[1]] + 1, int(match[2]), now)))
    kept: list[tuple[int, int, date]] = []
    for start, end, day in sorted((s, e, d) for s, e, d in found if d):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, day))
    return kept


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").replace(".", "")
    if half in ("ch", "pm", "chieu", "toi") and hour < 12:
        hour += 12
    elif half in ("sa", "am") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None


def _of_document(text: str, start: int) -> bool:
    """True for the date of a directive, a meeting or a person, told by the words before it."""
    before = re.split(r"[|•·;]", text[max(0, start - _LOOK_BACK) : start])[-1]
    return bool(_any_of("documents").search(before) or _NUMBERED.search(before))


def may_hold(text: str) -> bool:
    """False for a text that is too long for a date line or has too few digits: cheaper than looking."""
    return len(text) <= _MOST_BLANKS * LONGEST and len(_DIGIT.findall(text)) >= _DIGITS


def find(text: str, now: date | None = None) -> list[Stamp]:
    """Every publication-like date of a short text, in order; empty for a text longer than `LONGEST`.

    `now` is the day of reading (default: today in Hà Nội). The dates of documents and meetings are left out.
    """
    if not may_hold(text):
        return []
    line = one_line(text)
    return list(_found(line, now or today())) if len(line) <= LONGEST else []


@lru_cache(maxsize=1024)  # a line beside the title is asked about by those who look for its date, a name and its text
def _found(line: str, now: date) -> tuple[Stamp, ...]:
    """`find` for one line in normal form."""
    folded = fold(line)
    zones = [(int(m[1] + m[2]), int(m[3] or 0)) for m in _ZONE.finditer(folded)]
    plain = _GLUED.sub(" ", _ZONE.sub(lambda m: " " * len(m[0]), folded))
    days = _days(plain, now)
    clocks = [(m.start(), m.end(), _clock(m)) for m in _TIME.finditer(plain)]
    stamps = []
    for index, (start, end, day) in enumerate(days):
        if _of_document(plain, start):
            continue
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
    return tuple(stamps)


def printed(text: str, now: date | None = None) -> tuple[Stamp | None, Stamp | None]:
    """(published, modified) of a text that stands where a publication date stands.

    A lone "Cập nhật" is the publication; beside a second date it is the change.
    """
    stamps = find(text, now)
    if len(stamps) < 2:
        return (stamps[0], None) if stamps else (None, None)
    changed, posted = _labelled(text, stamps, "updated"), _labelled(text, stamps, "posted")
    first = posted[0] if posted else next((s for s in stamps if s not in changed), stamps[0])
    return first, next((s for s in changed if s != first), None)


def _labelled(text: str, stamps: list[Stamp], name: str) -> list[Stamp]:
    """The stamps that stand after one of a list of labels."""
    folded = fold(one_line(text))
    starts = [0, *(stamp.end for stamp in stamps)]
    return [s for s, left in zip(stamps, starts, strict=False) if _any_of(name).search(folded[left : s.start])]


def is_change(text: str, now: date | None = None) -> bool:
    """True when the only date of a text is labelled as that of a change: "Cập nhật lúc 22:22, 05/01/2018"."""
    stamps = find(text, now)
    return len(stamps) == 1 and bool(_labelled(text, stamps, "updated")) and not _labelled(text, stamps, "posted")


def is_clock(text: str) -> bool:
    """True for the clock of the visit that says so: "Hôm nay: Thứ Bảy, 02/11/2024"."""
    return bool(_any_of("clocks").match(key(text)))


def is_date_line(text: str, now: date | None = None) -> bool:
    """True when the text says little more than a date: weekday, labels and counters, a name or a section beside it."""
    return may_hold(text) and _is_date_line(one_line(text), now or today())


@lru_cache(maxsize=1024)
def _is_date_line(line: str, now: date) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    stamps = find(line, now)
    if not stamps or is_clock(line):
        return False
    rest, timed = list(line), any(stamp.timed for stamp in stamps)
    for stamp in stamps:
        rest[stamp.start : stamp.end] = "\x01" * len(stamp.raw)
    folded = fold("".join(rest))
    for pattern in (_ZONE, _weekday_pattern(), _any_of("labels")):
        for match in pattern.finditer(folded):
            place = fold(line)[match.start() : match.end()] == "ngay"
            rest[match.start() : match.end()] = ("\x02" if place else " ") * len(match[0])
        folded = fold("".join(rest))
    return _is_bare("".join(rest), timed)


def _is_bare(rest: str, timed: bool) -> bool:
    """True when what labels and dates leave of a line is at most a name and a section."""
    before = ""
    unknown = 0
    for part in re.split(r"[|•·,;:()\[\]]|\s[-–—]\s|(?<=\x01)\s?[-–—]\s?|[-–—]\s?(?=\x01)", rest):
        found = [word for word in re.findall(r"[^\W_]+", part) if not word.isdigit()]
        unknown += len(found)
        # beside the date itself a name only; apart from it a section may go on in small letters
        named = found if "\x01" in part else found[:1]
        if unknown > _MOST_WORDS or not all(word[0].isupper() for word in named):
            return False
        if "\x02" in part and "\x01" in part and (before or found) and not timed:
            return False  # "Hà Nội, ngày 10 tháng 6 năm 2024" stands on a document
        before = before or " ".join(found)
    return True


def machine(value: str | None, now: date | None = None) -> Stamp | None:
    """A machine date (JSON-LD, meta, feed) as local time.

    Without a zone the time is local. UTC is converted: 23:15 is the next day in Hà Nội. Any other zone is a server
    set wrong, and which of the two is meant cannot be told: the day, where both readings agree on it, else None.
    Midnight to the second is a day without a time.
    """
    raw = one_line(html.unescape((value or "")[:200]))[:60]
    match = _MACHINE.match(raw)
    if not match:
        return _other_machine(raw, now)
    day = _day(int(match[1]), int(match[2]), int(match[3]), now)
    if day is None or match[4] is None:
        return Stamp(day.isoformat(), raw) if day else None
    try:
        wall = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), int(match[6] or 0))
        offset = _offset(match[7])
        moment = wall.replace(tzinfo=timezone(offset)).astimezone(HANOI)
    except ValueError:
        return Stamp(day.isoformat(), raw)
    if moment.date() > (now or today()) + timedelta(days=1):
        return None
    if (wall.hour, wall.minute, wall.second) == (0, 0, 0):
        return Stamp(day.isoformat(), raw)
    if offset in (timedelta(hours=7), timedelta(0)):
        return Stamp(moment.isoformat(), raw)
    return Stamp(day.isoformat(), raw) if moment.date() == day else None


def _other_machine(raw: str, now: date | None) -> Stamp | None:
    """The date of a feed ("Mon, 10 Jun 2024 06:08:37 GMT"), seconds since 1970, or a date as people print it."""
    epoch = _EPOCH.fullmatch(raw)
    moment = None
    if epoch:
        moment = datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(HANOI)
    elif raw[:3].isalpha() and raw[3:4] == ",":
        try:
            parsed = parsedate_to_datetime(raw)
        except (ValueError, TypeError, IndexError):
            return None
        if parsed.tzinfo and parsed.utcoffset() not in (timedelta(0), timedelta(hours=7)):
            return None
        moment = (parsed if parsed.tzinfo else parsed.replace(tzinfo=HANOI)).astimezone(HANOI)
    if moment is None:
        return printed(raw, now)[0]
    return Stamp(moment.isoformat(), raw) if _day(moment.year, moment.month, moment.day, now) else None


def wall_clock(raw: str) -> str | None:
    """`YYYY-MM-DDTHH:MM` of a machine date as written, whatever zone it claims; None for another form."""
    match = _MACHINE.match(one_line(html.unescape(raw[:200])))
    if not match or match[4] is None:
        return None
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}T{int(match[4]):02}:{match[5]}"


def names_zone(raw: str) -> bool:
    """True when a machine date claims Hà Nội's own zone, which no server is set to by mistake."""
    return bool(re.search(r"\+ ?07:?(?:00)?$", html.unescape(raw).strip()))


def _offset(zone: str | None) -> timedelta:
    if zone is None:
        return timedelta(hours=7)
    if zone in "Zz":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
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


def month_in_url(url: str) -> tuple[int, int] | None:
    """(year, month) of an address such as `/xa-hoi/201901/…`, or None."""
    match = _MONTH_IN_URL.search(url)
    return (int(match[1]), int(match[2])) if match else None
