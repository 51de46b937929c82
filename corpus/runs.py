"""What each run did, per source, and what went wrong: the memory behind `guong status`."""

from corpus.store import Corpus, now

COUNTS = ("requests", "lists", "found", "stored", "not_articles", "missing", "failed", "refused", "listed", "unchanged",
          "revisited", "edited", "withdrawn", "put_off")  # fmt: skip


def begin(corpus: Corpus, command: str, replay: str | None = None) -> int:
    """Open a run; returns its number."""
    with corpus.writing() as conn:
        done = conn.execute("INSERT INTO runs (command, replay, started_at) VALUES (?, ?, ?)", [command, replay, now()])
    return int(done.lastrowid or 0)


def end(corpus: Corpus, run: int, outcome: str) -> None:
    """Close a run with its outcome (done, partly, failed, stopped, killed)."""
    with corpus.writing() as conn:
        conn.execute("UPDATE runs SET ended_at = ?, outcome = ? WHERE id = ?", [now(), outcome, run])


def unfinished(corpus: Corpus, command: str) -> list[int]:
    """Runs of a command that never came to their end. The caller holds the lock that says they are dead."""
    with corpus.errors():
        rows = corpus.conn.execute("SELECT id FROM runs WHERE command = ? AND ended_at IS NULL", [command]).fetchall()
    return [row["id"] for row in rows]


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
