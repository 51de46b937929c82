"""How each source is doing, from evidence: its state, since when, what is unusual tonight, and the proof of it."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from corpus import proving
from corpus.bands import Band
from corpus.clock import moment, parsed
from corpus.evidence import Night, thresholds
from corpus.finding import KINDS, STATES, Finding
from corpus.gathering import ClockFault, Evidence, gather
from corpus.judging import Verdict, judge_all, with_signs
from corpus.nights import night_of
from corpus.signs import not_lately
from corpus.store import Corpus

__all__ = ["KINDS", "STATES", "Finding", "NightLine", "SourceHealth", "check", "look", "record"]


@dataclass(frozen=True, slots=True)
class NightLine:
    """One night of the last four weeks: its date, the state then, whether no list answered, new addresses and the usual
    number, stored articles."""

    night: str
    state: str
    down: bool
    found: int
    stored: int
    expected: Band | None


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source on its last night. `state` is one of STATES, `since` the first night (`YYYY-MM-DD`) of it without a
    break, looked for in the last four weeks (further back for what does not answer); `nights_down` counts the nights
    without an answer up to now. `new` addresses were found where `expected` (low, high) are usual; None where too
    little is known. `last_run` is the number of the run that asked it last."""

    source: str
    state: str
    since: str | None = None
    nights_down: int = 0
    findings: list[Finding] = field(default_factory=list)
    new: int | None = None
    expected: Band | None = None
    put_off_until: str | None = None
    last_run: int | None = None
    nights: list[NightLine] = field(default_factory=list)


def check(corpus: Corpus, at: datetime.datetime | None = None) -> list[SourceHealth]:
    """The health of every known source, ordered by id, as of `at` (an aware moment; now by default). Writes nothing."""
    return look(corpus, at)[0]


def look(corpus: Corpus, at: datetime.datetime | None = None) -> tuple[list[SourceHealth], list[ClockFault]]:
    """`check`, and the crawls that began under a wrong clock, which are left out of every comparison."""
    with corpus.reading():
        # Four weeks are judged, and the first of them learns from the four before.
        evidence = gather(corpus, at or moment(), moment(), 2 * thresholds()["history"]["days"])
        put_off = _put_off(corpus, at or moment())
        long = _down_longer(corpus, evidence)
        lasts = {source: nights[-1] for source, nights in evidence.nights.items()}
        proving.same_texts(corpus, lasts, thresholds()["pages"]["same_text"])
        found = [_health(corpus, source, evidence, long.get(source, []), put_off.get(source))
                 for source in corpus.sources()]  # fmt: skip
    return found, evidence.clock


def record(corpus: Corpus, run: int, found: Iterable[SourceHealth] | None = None) -> int:
    """Store the findings of the sources that a run asked last (`check`'s, when not given); returns how many.

    What was stored for the run before is replaced. Raises CorpusError when the corpus cannot be written.
    """
    healths = check(corpus) if found is None else list(found)
    rows = [_row(run, health.source, finding) for health in healths if health.last_run == run
            for finding in health.findings]  # fmt: skip
    with corpus.writing() as conn:
        conn.execute("DELETE FROM findings WHERE run_id = ?", [run])
        conn.executemany("INSERT INTO findings (run_id, source, kind, measure, value, expected, reason, proof) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # fmt: skip
    return len(rows)


def _row(run: int, source: str, finding: Finding) -> list[Any]:
    low, high = finding.expected or (None, None)
    proof = {**finding.proof, "expected": finding.expected, "history": finding.history}
    nearest = low if finding.value is None or low is None or finding.value < low else high
    return [run, source, finding.kind, finding.measure, finding.value, nearest, finding.reason,
            json.dumps(proof, ensure_ascii=False)]  # fmt: skip


def _health(corpus: Corpus, source: str, evidence: Evidence, down_before: list[datetime.date],
            put_off_until: str | None) -> SourceHealth:  # fmt: skip
    nights = evidence.nights.get(source, [])
    if not nights:
        return SourceHealth(source, STATES[0], put_off_until=put_off_until)
    last = nights[-1]
    days = thresholds()["history"]["days"]
    first = next(i for i, night in enumerate(nights) if (last.date - night.date).days < days or not night.timed)
    before = len(down_before) if nights[0].down else 0
    verdicts = judge_all(nights, first, before)
    verdicts[-1] = with_signs(verdicts[-1], last, not_lately(last, evidence.dates))
    now = verdicts[-1]
    findings = [proving.proven(corpus, source, nights, finding) for finding in now.findings]
    lines = [
        NightLine(night.date.isoformat(), verdict.state, night.down, night.counts["found"], night.counts["stored"],
                  verdict.expected) for night, verdict in zip(nights[first:], verdicts, strict=True)
    ]  # fmt: skip
    return SourceHealth(source, now.state, _since(nights, first, verdicts, down_before), now.nights_down, findings,
                        last.counts["found"], now.expected, put_off_until, max(last.runs), lines)  # fmt: skip


def _since(nights: list[Night], first: int, verdicts: list[Verdict], down_before: list[datetime.date]) -> str:
    """The first night of the present state; of a source down for longer than is judged, from its older nights."""
    state, index = verdicts[-1].state, len(verdicts) - 1
    while index and verdicts[index - 1].state == state:
        index -= 1
    verdict = verdicts[index]
    longer = verdict.nights_down - 1 if state == "blocked" else verdict.nights_down - thresholds()["down"]["failing"]
    earlier = [*down_before, *(night.date for night in nights[:first])]
    if index == 0 and state in ("failing", "blocked") and 0 < longer <= len(earlier):
        return earlier[-longer].isoformat()
    return nights[first + index].date.isoformat()


def _down_longer(corpus: Corpus, evidence: Evidence) -> dict[str, list[datetime.date]]:
    """For sources that were down on the oldest night gathered: the dates of the nights right before without an answer."""
    sources = [source for source, nights in evidence.nights.items() if nights[0].down]
    if not sources:
        return {}
    found: dict[str, list[datetime.date]] = {source: [] for source in sources}
    over: set[str] = set()
    marks = ", ".join("?" * len(sources))
    for row in corpus.conn.execute(
        "SELECT s.source, r.started_at, s.lists FROM run_sources s JOIN runs r ON r.id = s.run_id "
        f"WHERE r.command = 'crawl' AND s.run_id < ? AND s.source IN ({marks}) ORDER BY s.run_id DESC",
        [evidence.first, *sources],
    ):  # fmt: skip
        source = row["source"]
        if row["lists"]:
            over.add(source)
        date = night_of(parsed(row["started_at"]))
        if source not in over and date not in found[source]:
            found[source].append(date)
    return {source: dates[::-1] for source, dates in found.items()}


def _put_off(corpus: Corpus, at: datetime.datetime) -> dict[str, str]:
    rows = corpus.conn.execute("SELECT source, max(not_before) AS until FROM hosts WHERE not_before IS NOT NULL "
                               "GROUP BY source").fetchall()  # fmt: skip
    return {row["source"]: row["until"] for row in rows if parsed(row["until"]) > at}
