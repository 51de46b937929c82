"""The hours of the night in which a crawl may ask, in Hà Nội's time."""

import datetime
import re
from dataclasses import dataclass

from corpus.clock import HANOI
from corpus.errors import GuongError

_WINDOW = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)\Z")


@dataclass(frozen=True, slots=True)
class Window:
    """From one time of the day up to another, over midnight where the end is the earlier one."""

    start: datetime.time
    end: datetime.time

    @classmethod
    def parse(cls, text: str) -> "Window":
        """Read `22:00-06:00`; raises GuongError for anything else."""
        match = _WINDOW.match(text.strip())
        if not match or match[0].partition("-")[0] == match[0].partition("-")[2]:
            raise GuongError(f"{text!r} is no window of hours", "write it as 22:00-06:00, in the time of Hà Nội")
        start, end, *_ = (datetime.time(int(match[i]), int(match[i + 1])) for i in (1, 3))
        return cls(start, end)

    def holds(self, at: datetime.datetime) -> bool:
        """True when the moment lies in the window."""
        clock = at.astimezone(HANOI).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end
