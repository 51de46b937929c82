"""What each run did, per source, and what went wrong: the memory behind `guong status`."""

from typing import Any

from corpus import frontier
from corpus.store import Corpus, now

COUNTS = ("requests", "lists", "found", "stored", "not_articles", "missing", "failed", "refused")


def begin(corpus: Corpus, command: str, replay: str | None = None) -> int:
    """Open a run; returns its number."""
    with corpus.writing() as conn:
        done = conn.execute("INSERT INTO runs (command, replay, started_at) VALUES (?, ?, ?)", [command, replay, now()])
    return int(done.lastrowid or 0)


def end(corpus: Corpus, run: int, outcome: str) -> None:
    """Close a run with its outcome (done, partly, failed)."""
    with corpus.writing() as conn:
        conn.execute("UPDATE runs SET ended_at = ?, outcome = ? WHERE id = ?", [now(), outcome, run])


def count(corpus: Corpus, run: int, source: str, **amounts: int) -> None:
    """Add to the counts of a source in a run; names are those of COUNTS."""
    for name in amounts:
        if name not in COUNTS:
            raise ValueError(f"no such count: {name}")
    names = list(amounts)
    with corpus.writing() as conn:
        conn.execute("INSERT INTO run_sources (run_id, source) VALUES (?, ?) ON CONFLICT DO NOTHING", [run, source])
        if names:
            sets = ", ".join(f"{name} = {name} + :{name}" for name in names)
            conn.execute(f"UPDATE run_sources SET {sets} WHERE run_id = :run AND source = :source",
                         {**amounts, "run": run, "source": source})  # fmt: skip


def totals(corpus: Corpus, run: int) -> dict[str, int]:
    """The counts of a run over all its sources."""
    sums = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in COUNTS)
    with corpus.errors():
        return dict(corpus.conn.execute(f"SELECT {sums} FROM run_sources WHERE run_id = ?", [run]).fetchone())


def event(corpus: Corpus, run: int | None, kind: str, reason: str, *, source: str | None = None,
          url: str | None = None) -> None:  # fmt: skip
    """Write down something that went wrong or was refused. One line, no control characters, at most 500 long."""
    with corpus.writing() as conn:
        conn.execute("INSERT INTO events (run_id, at, source, url, kind, reason) VALUES (?, ?, ?, ?, ?, ?)",
                     [run, now(), source, url and _line(url, 2000), kind, _line(reason, 500)])  # fmt: skip


def _line(text: str, most: int) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:most])


def status(corpus: Corpus) -> dict[str, Any]:
    """Per source: totals, its last run, a state, and what is wrong. Plus totals of the corpus.

    A source that failed never reads as quiet: `failing` when no list answered, `degraded` when something did not.
    """
    with corpus.errors():
        conn = corpus.conn
        totals = {row["source"]: dict(row) for row in conn.execute(
            "SELECT a.source, count(*) AS articles, sum(r.on_campaign = 1) AS on_campaign, max(a.published_at) AS newest, "
            "sum(a.published_at IS NULL) AS undated, sum(r.article_id IS NULL) AS untagged FROM articles a "
            "LEFT JOIN readings r ON r.article_id = a.id GROUP BY a.source")}  # fmt: skip
        left = frontier.left(corpus)
        last = conn.execute("SELECT * FROM runs WHERE command = 'crawl' ORDER BY id DESC LIMIT 1").fetchone()
        problems = _problems(corpus, last["id"], None) if last else []
        sources = [
            _source(corpus, one, totals.get(one["id"], {}), left.get(one["id"], {}))
            for one in corpus.sources().values()
        ]
    return {"corpus": str(corpus.path), "articles": corpus.count(), "last_run": dict(last) if last else None,
            "problems": problems, "sources": sources}  # fmt: skip


def _problems(corpus: Corpus, run: int, source: str | None) -> list[dict[str, Any]]:
    """What a run wrote down of a source; of none: of the source files themselves."""
    rows = corpus.conn.execute(
        "SELECT kind, count(*) AS times, min(reason) AS reason, min(url) AS example FROM events "
        "WHERE run_id = ? AND source IS ? GROUP BY kind, CASE WHEN source IS NULL THEN reason END "
        "ORDER BY times DESC, kind", [run, source],
    )  # fmt: skip
    return [dict(row) for row in rows]


def _source(corpus: Corpus, source: dict[str, Any], totals: dict[str, Any], left: dict[str, int]) -> dict[str, Any]:
    last = corpus.conn.execute(
        "SELECT s.*, r.started_at FROM run_sources s JOIN runs r ON r.id = s.run_id WHERE s.source = ? "
        "AND r.command = 'crawl' ORDER BY s.run_id DESC LIMIT 1", [source["id"]],
    ).fetchone()  # fmt: skip
    problems = [] if last is None else _problems(corpus, last["run_id"], source["id"])
    return {
        "id": source["id"], "name": source["name"], "province": source["province"], "verified": source["verified"],
        "state": state(dict(last) if last else None),
        "articles": totals.get("articles", 0), "on_campaign": totals.get("on_campaign") or 0,
        "undated": totals.get("undated") or 0, "untagged": totals.get("untagged") or 0,
        "newest": totals.get("newest"), "waiting": left.get("waiting", 0), "given_up": left.get("given_up", 0),
        "last_run": None if last is None else {"at": last["started_at"], **{name: last[name] for name in COUNTS}},
        "problems": problems,
    }  # fmt: skip


def state(last: dict[str, Any] | None) -> str:
    """A source's state from the counts of its last run: never_crawled, failing (no list answered), degraded
    (something did not answer, was refused or could not be read), answering, or quiet (asked, and nothing new)."""
    if last is None:
        return "never_crawled"
    if last["lists"] == 0:
        return "failing"
    # Where nothing at all was stored, refusals and pages that are no articles are the sign of a closed door or of a
    # new layout; beside articles they are everyday.
    barren = not last["stored"] and (last["refused"] or last["not_articles"])
    if last["failed"] or last["missing"] or barren:
        return "degraded"
    return "answering" if last["found"] or last["stored"] else "quiet"
