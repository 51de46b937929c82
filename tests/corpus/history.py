"""Nights of a paper, written into a corpus as a crawl would leave them."""

import datetime
import sqlite3
from typing import Any

from corpus import Corpus, runs
from corpus.clock import HANOI, stamp
from tests.corpus.press import article, source

PAPER = "baosongquan"
LIST = "https://baosongquan.test/chuyen-hay"
# A Monday morning in a month without feasts: the night brings Sunday's news.
MORNING = datetime.datetime(2024, 10, 7, 1, 0, tzinfo=HANOI)
# What papers write from Monday to Sunday.
WEEK = (12, 14, 13, 12, 15, 6, 3)
# Weeks → a corpus of nothing else, the number of its articles, the start of its next night.
_MADE: dict[int, tuple[sqlite3.Connection, int, datetime.datetime]] = {}


def usual(when: datetime.datetime) -> int:
    """New articles of an ordinary paper on the day before a night's morning."""
    return WEEK[(when - datetime.timedelta(days=1)).weekday()]


class Nights:
    """A corpus to which nights are added, one a day from MORNING on; `clock` is the start of the next."""

    def __init__(self, corpus: Corpus, paper: str = PAPER) -> None:
        self.corpus, self.paper, self.clock = corpus, paper, MORNING
        self.number = 0
        corpus.save_source(source(paper))

    def night(self, new: int | None = None, *, texts: bool = True, outcome: str | None = "done",
              kinds: dict[str, str] | None = None, make: dict[str, Any] | None = None, at: datetime.datetime | None = None,
              replay: str | None = None, **counts: int) -> int:  # fmt: skip
        """One night in which `new` articles (a usual number by default) were found and stored; returns its run.

        `counts` replaces counts, `make` changes the articles, `kinds` writes events (kind → reason), an `outcome` of
        None leaves the run open.
        """
        when = at or self.clock
        found = usual(when) if new is None else new
        values = {"requests": 2 + found, "lists": 2, "listed": 40, "found": found, "stored": found, **counts}
        values = {name: value for name, value in values.items() if value}
        run = runs.begin(self.corpus, "crawl", replay)
        runs.count(self.corpus, run, self.paper, **values)
        for kind, reason in (kinds or {}).items():
            runs.event(self.corpus, run, kind, reason, source=self.paper, url=LIST)
        with self.corpus.writing() as conn:
            conn.execute("UPDATE runs SET started_at = ?, ended_at = ?, outcome = ? WHERE id = ?",
                         [stamp(when), stamp(when) if outcome else None, outcome, run])  # fmt: skip
        for _ in range(values.get("stored", 0) if texts else 0):
            self._article(run, make or {})
        if at is None:
            self.clock += datetime.timedelta(days=1)
        return run

    def _article(self, run: int, make: dict[str, Any]) -> None:
        self.number += 1
        values = {"url": f"https://{self.paper}.test/bai-{self.number}.html", "source": self.paper,
                  "title": f"Bài số {self.number}", "body": f"Chuyện thứ {self.number}. " + "Bà con góp công. " * 60,
                  "extractor": "reading1/font5", "warc": f"dem-{run}.warc.gz#{self.number}"}  # fmt: skip
        identity = self.corpus.save_article(article(**{**values, **make}))
        with self.corpus.writing() as conn:
            conn.execute("UPDATE articles SET run_id = ? WHERE id = ?", [run, identity])

    def weeks(self, count: int, **more: Any) -> "Nights":
        """So many ordinary weeks. Those a corpus begins with are made once and copied."""
        begins = self.clock == MORNING and not more and self.paper == PAPER
        if begins and count in _MADE:
            made, self.number, self.clock = _MADE[count]
            made.backup(self.corpus.conn)
            return self
        for _ in range(7 * count):
            self.night(**more)
        if begins:
            made = sqlite3.connect(":memory:")
            self.corpus.conn.backup(made)
            _MADE[count] = made, self.number, self.clock
        return self

    def until(self, weekday: int) -> "Nights":
        """Ordinary nights until the next brings the news of a weekday (0 Monday, 6 Sunday)."""
        while (self.clock - datetime.timedelta(days=1)).weekday() != weekday:
            self.night()
        return self
