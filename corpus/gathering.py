"""The nights of every source out of the corpus: one query a measure, however many sources there are.

Runs that began under a wrong clock are told apart: they belong to no date and teach nothing.
"""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from corpus.clock import parsed
from corpus.evidence import Night, thresholds
from corpus.nights import night_of
from corpus.runs import COUNTS
from corpus.store import Corpus

ENDED = ("done", "partly", "failed")  # outcomes of runs that came to their end; others were stopped or killed
# Answers that say "not you" (RFC 9110, 15.5; RFC 7725): other ones may pass by themselves.
_SHUT = "(reason GLOB '*answered 401*' OR reason GLOB '*answered 403*' OR reason GLOB '*answered 451*')"


@dataclass(frozen=True, slots=True)
class ClockFault:
    """A run that began under a wrong clock: `kind` is future or backwards."""

    run: int
    kind: str
    started_at: str
    before: str  # the clock, or the start of the run it seems to precede


@dataclass(frozen=True, slots=True)
class Evidence:
    """`nights` per source, the oldest first; `first` the oldest run read for all of them; `dates` of all nights read."""

    nights: dict[str, list[Night]]
    clock: list[ClockFault]
    first: int
    dates: list[datetime.date]


def gather(corpus: Corpus, at: datetime.datetime, now: datetime.datetime, days: int) -> Evidence:
    """The nights up to `at`, as far back as `days` days before the last crawl, and of a source that was last asked
    before that, its last night. Runs stamped after `now` are faults of the clock."""
    conn = corpus.conn
    rows = [dict(row) for row in conn.execute(
        "SELECT id, started_at, ended_at, outcome, replay FROM runs WHERE command = 'crawl' ORDER BY id")]  # fmt: skip
    live = [row for row in rows if row["replay"] is None]
    kept = live or rows  # a night that is played back into a corpus of live nights says nothing of the sites
    for row in kept:
        row["moment"] = parsed(row["started_at"])
    latest = now + datetime.timedelta(hours=thresholds()["history"]["hours_off"])
    kept = [row for row in kept if row["moment"] <= at or row["moment"] > latest]
    clock = faults(kept, latest)
    wrong = {fault.run for fault in clock}
    right = [row for row in kept if row["id"] not in wrong]
    oldest = right[-1]["moment"] - datetime.timedelta(days=days) if right else at
    recent = [row for row in right if row["moment"] >= oldest]
    if kept and kept[-1]["id"] in wrong:
        recent.append(kept[-1])  # the last run is looked at whatever its clock
    runs = {row["id"]: row for row in right} | {row["id"]: row for row in recent}
    filled = _Nights(corpus, runs, wrong)
    first = min((row["id"] for row in recent), default=0)
    filled.fill("run_id >= ?", [first])
    older = _last_before(corpus, first, filled.nights.keys())
    if older:
        filled.fill(f"run_id IN ({', '.join('?' * len(older))})", older, filled.nights.keys())
    nights = {source: list(found.values()) for source, found in filled.nights.items()}
    dates = sorted({filled.dates[row["id"]] for row in recent if row["id"] not in wrong})
    return Evidence(nights, [fault for fault in clock if fault.run >= first], first, dates)


def _last_before(corpus: Corpus, first: int, known: Collection[str]) -> list[int]:
    """The last crawls before number `first` of sources that no later one asked."""
    rows = corpus.conn.execute(
        "SELECT s.source, max(s.run_id) AS run FROM run_sources s JOIN runs r ON r.id = s.run_id "
        "WHERE r.command = 'crawl' AND s.run_id < ? GROUP BY s.source", [first],
    )  # fmt: skip
    return sorted({row["run"] for row in rows if row["source"] not in known})


class _Nights:
    """Nights in the making: `nights` per source by (clock right, date)."""

    def __init__(self, corpus: Corpus, runs: dict[int, dict[str, Any]], wrong: set[int]) -> None:
        self.corpus, self.runs, self.wrong = corpus, runs, wrong
        self.dates = {run: night_of(row["moment"]) for run, row in runs.items()}
        self.nights: dict[str, dict[tuple[bool, datetime.date], Night]] = defaultdict(dict)
        self._by_run: dict[tuple[int, str], Night] = {}

    def fill(self, which: str, values: list[int], but: Collection[str] = ()) -> None:
        """Read the runs that `which` (SQL on run_id) names, for all sources `but` some."""
        but = frozenset(but)
        marks = ", ".join(COUNTS)
        for row in self.corpus.conn.execute(
            f"SELECT run_id, source, {marks} FROM run_sources WHERE {which} ORDER BY run_id", values
        ):
            run, source = row["run_id"], row["source"]
            if run not in self.runs or source in but:
                continue
            whole = self.runs[run]["outcome"] in ENDED
            if not whole and not any(row[name] for name in ("lists", "failed", "refused", "put_off")):
                continue  # the run is under way, or was cut short before this source could show anything
            timed = run not in self.wrong
            night = self.nights[source].setdefault((timed, self.dates[run]), Night(self.dates[run], timed))
            night.runs.append(run)
            night.whole &= whole
            for name in COUNTS:
                night.counts[name] += row[name]
            self._by_run[run, source] = night
        self._events(which, values)
        self._articles(which, values)
        self._campaign(which, values)

    def _events(self, which: str, values: list[int]) -> None:
        sql = (f"SELECT run_id, source, kind, {_SHUT} AS shut, count(*) AS times FROM events "
               f"WHERE {which} AND source IS NOT NULL GROUP BY run_id, source, kind, shut")  # fmt: skip
        for row in self.corpus.conn.execute(sql, values):
            night = self._by_run.get((row["run_id"], row["source"]))
            if night is not None:
                night.events[row["kind"]] += row["times"]
                night.shut += row["times"] if row["shut"] and row["kind"].endswith("status") else 0

    def _articles(self, which: str, values: list[int]) -> None:
        # Written as the index `articles_health` has it, so that no text need be read.
        sql = ("SELECT run_id, source, extractor, count(*) AS n, sum(published_at IS NOT NULL) AS dated, "
               "sum(coalesce(author, credit) IS NOT NULL) AS authored, sum(sapo IS NOT NULL) AS leads, "
               f"group_concat(length(body)) AS lengths FROM articles WHERE {which} GROUP BY run_id, source, extractor")  # fmt: skip
        for row in self.corpus.conn.execute(sql, values):
            night = self._by_run.get((row["run_id"], row["source"]))
            if night is None:
                continue
            new = night.new
            new.articles += row["n"]
            new.dated += row["dated"]
            new.authored += row["authored"]
            new.leads += row["leads"]
            new.lengths += map(int, row["lengths"].split(","))
            new.layouts[(row["extractor"] or "").partition("/")[2]] += row["n"]

    def _campaign(self, which: str, values: list[int]) -> None:
        sql = ("SELECT a.run_id, a.source, count(r.on_campaign) AS tagged, sum(r.on_campaign = 1) AS campaign "
               f"FROM articles a JOIN readings r ON r.article_id = a.id WHERE {which} GROUP BY a.run_id, a.source")  # fmt: skip
        for row in self.corpus.conn.execute(sql, values):
            night = self._by_run.get((row["run_id"], row["source"]))
            if night is not None:
                night.new.tagged += row["tagged"]
                night.new.campaign += row["campaign"] or 0


def faults(rows: list[dict[str, Any]], latest: datetime.datetime) -> list[ClockFault]:
    """Runs (in the order of their numbers) that began after `latest`, and the fewest others without which the rest
    stand in order (a longest increasing subsequence)."""
    found = [ClockFault(row["id"], "future", row["started_at"], latest.isoformat()) for row in rows
             if row["moment"] > latest]  # fmt: skip
    rest = [row for row in rows if row["moment"] <= latest]
    ends: list[datetime.datetime] = []  # the earliest end of an ordered chain of each length
    last: list[int] = []
    back: list[int | None] = []
    for index, row in enumerate(rest):
        place = bisect_right(ends, row["moment"])
        ends[place : place + 1] = [row["moment"]]
        last[place : place + 1] = [index]
        back.append(last[place - 1] if place else None)
    chain: set[int] = set()
    step: int | None = last[-1] if last else None
    while step is not None:
        chain.add(step)
        step = back[step]
    for index, row in enumerate(rest):
        if index not in chain:
            near = rest[index - 1] if index else rest[index + 1]
            found.append(ClockFault(row["id"], "backwards", row["started_at"], near["started_at"]))
    return sorted(found, key=lambda fault: fault.run)
