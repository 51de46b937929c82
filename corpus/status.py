"""What `guong status` shows: each source's health, its totals in the corpus, its last run and what went wrong in it."""

import datetime
from dataclasses import asdict
from typing import Any

from corpus import frontier, health
from corpus.runs import COUNTS
from corpus.store import Corpus

_CLOCK = {"future": "in the future", "backwards": "before the run ahead of it"}


def status(corpus: Corpus, at: datetime.datetime | None = None) -> dict[str, Any]:
    """`corpus`, `articles`, `last_run`, `problems` (of no source: source files, the clock) and `sources`, each a dict.

    A source holds id, name, province, verified; state, since, nights_down, findings, new, expected, put_off_until,
    nights (`corpus.health.SourceHealth`); totals of the corpus: articles, on_campaign, undated, untagged, newest,
    waiting, given_up; last_run with the counts of `corpus.runs.COUNTS`, and problems.
    """
    with corpus.reading() as conn:
        known = corpus.sources()
        found, clock = health.look(corpus, at)
        totals = _totals(corpus)
        left = frontier.left(corpus)
        last = conn.execute("SELECT * FROM runs WHERE command = 'crawl' ORDER BY id DESC LIMIT 1").fetchone()
        problems = _problems(
            corpus, sorted({one.last_run for one in found if one.last_run} | ({last["id"]} if last else set()))
        )
        runs = _last_runs(corpus, found)
        sources = []
        for one in found:
            source, of = known[one.source], totals.get(one.source, {})
            shown = asdict(one)
            sources.append({
                "id": shown.pop("source"), "name": source["name"], "province": source["province"],
                "verified": source["verified"], **shown,
                **{name: of.get(name) or 0 for name in ("articles", "on_campaign", "undated", "untagged")},
                "newest": of.get("newest"), "waiting": left.get(one.source, {}).get("waiting", 0),
                "given_up": left.get(one.source, {}).get("given_up", 0), "last_run": runs.get(one.source),
                "problems": problems.get((one.last_run, one.source), []),
            })  # fmt: skip
        loose = problems.get((last["id"], None), []) if last else []
        loose += [{"kind": "clock", "times": 1, "reason": f"run {fault.run} began {_CLOCK[fault.kind]}: {fault.started_at}",
                   "example": None} for fault in clock]  # fmt: skip
        return {"corpus": str(corpus.path), "articles": corpus.count(), "last_run": dict(last) if last else None,
                "problems": loose, "sources": sources}  # fmt: skip


def _totals(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Per source, how much the corpus holds."""
    rows = corpus.conn.execute("SELECT source, count(*) AS articles, max(published_at) AS newest, "
                               "sum(published_at IS NULL) AS undated FROM articles GROUP BY source").fetchall()  # fmt: skip
    tagged = {row["source"]: row for row in corpus.conn.execute(
        "SELECT a.source, count(*) AS tagged, sum(r.on_campaign = 1) AS on_campaign FROM readings r "
        "JOIN articles a ON a.id = r.article_id GROUP BY a.source")}  # fmt: skip
    found = {}
    for row in rows:
        of = tagged.get(row["source"])
        found[row["source"]] = {**dict(row), "on_campaign": of["on_campaign"] if of else 0,
                                "untagged": row["articles"] - (of["tagged"] if of else 0)}  # fmt: skip
    return found


def _problems(corpus: Corpus, runs: list[int]) -> dict[tuple[int | None, str | None], list[dict[str, Any]]]:
    """What runs wrote down, by run and source; of no source: of the source files themselves."""
    marks = ", ".join("?" * len(runs)) or "NULL"
    rows = corpus.conn.execute(
        "SELECT run_id, source, kind, count(*) AS times, min(reason) AS reason, min(url) AS example FROM events "
        f"WHERE run_id IN ({marks}) GROUP BY run_id, source, kind, CASE WHEN source IS NULL THEN reason END "
        "ORDER BY times DESC, kind", runs,
    )  # fmt: skip
    found: dict[tuple[int | None, str | None], list[dict[str, Any]]] = {}
    for row in rows:
        problem = {name: row[name] for name in ("kind", "times", "reason", "example")}
        found.setdefault((row["run_id"], row["source"]), []).append(problem)
    return found


def _last_runs(corpus: Corpus, found: list[health.SourceHealth]) -> dict[str, dict[str, Any]]:
    """Per source, when its last run began, and its counts."""
    runs = sorted({one.last_run for one in found if one.last_run})
    marks = ", ".join("?" * len(runs)) or "NULL"
    rows = corpus.conn.execute(f"SELECT s.*, r.started_at FROM run_sources s JOIN runs r ON r.id = s.run_id "
                               f"WHERE s.run_id IN ({marks})", runs)  # fmt: skip
    wanted = {(one.last_run, one.source) for one in found}
    return {row["source"]: {"at": row["started_at"], **{name: row[name] for name in COUNTS}} for row in rows
            if (row["run_id"], row["source"]) in wanted}  # fmt: skip
