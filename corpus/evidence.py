"""What a source gave in a night: counts, events and the make of its new articles.

A night is a date (`corpus.nights.night_of`) with all crawls of it.
"""

import datetime
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from statistics import median
from typing import Any

from corpus.calendar import LITTLE, PressDay, press_day
from nlp.paths import datasets


@cache
def thresholds() -> dict[str, dict[str, Any]]:
    """`datasets/health.toml`."""
    return tomllib.loads((datasets() / "health.toml").read_text(encoding="utf-8"))


@dataclass
class Batch:
    """The articles that one night stored first: how many, how many of them with what, and which layouts read them."""

    articles: int = 0
    dated: int = 0
    authored: int = 0
    leads: int = 0
    tagged: int = 0
    campaign: int = 0
    lengths: list[int] = field(default_factory=list)  # characters of the bodies
    layouts: Counter[str] = field(default_factory=Counter)

    @cached_property
    def length(self) -> float | None:
        """Median length of a body in characters."""
        return float(median(self.lengths)) if self.lengths else None


@dataclass
class Night:
    """What one source gave in one night. `whole`: every run of it ended by itself; `timed`: under a right clock."""

    date: datetime.date
    timed: bool = True
    whole: bool = True
    runs: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    shut: int = 0  # requests answered "forbidden"
    new: Batch = field(default_factory=Batch)
    same_text: int = 0  # most addresses that gave one and the same text; looked up for the last night only

    @cached_property
    def day(self) -> PressDay:
        """The day whose news the night brings: the one before its morning."""
        return press_day(self.date - datetime.timedelta(days=1))

    @cached_property
    def teaches(self) -> bool:
        """What is usual may be learnt from it: it ended, under a right clock, was answered, and brought no feast."""
        return self.whole and self.timed and not self.down and self.day.like != LITTLE

    @cached_property
    def down(self) -> bool:
        """No list answered."""
        return not self.counts["lists"]

    @property
    def asked(self) -> bool:
        """Something was asked of the source, or refused or put off before it was."""
        return any(self.counts[name] for name in ("requests", "lists", "failed", "refused", "put_off"))

    @cached_property
    def failed_pages(self) -> int:
        """Article pages that did not answer."""
        return max(0, self.counts["failed"] - self.failed_lists)

    @cached_property
    def failed_lists(self) -> int:
        """Lists that did not answer, or not with a list."""
        begins = tuple(thresholds()["events"]["list_begins"])
        return sum(times for kind, times in self.events.items() if kind.startswith(begins))

    @cached_property
    def pages(self) -> int:
        """Article pages that were asked for, whatever they gave."""
        counts = self.counts
        return counts["stored"] + counts["missing"] + counts["not_articles"] + self.failed_pages

    @cached_property
    def link_rate(self) -> float | None:
        """Article links per list page that was read anew; None when all were as before, or were not counted."""
        read = self.counts["lists"] - self.counts["unchanged"]
        if read <= 0 or (self.counts["found"] and not self.counts["listed"]):
            return None  # counts of older corpora know no `listed`
        return float(self.counts["listed"] / read)

    def of(self, group: str) -> int:
        """How many events of a group of kinds (`[events]` of health.toml)."""
        return sum([self.events.get(kind, 0) for kind in thresholds()["events"][group]]) if self.events else 0
