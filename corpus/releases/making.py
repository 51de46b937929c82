"""Freeze a snapshot: data in four forms, and every paper that says what it is, in one folder that is there whole."""

import gzip
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from importlib import metadata
from pathlib import Path
from typing import IO, Any, cast

from corpus.assembling import assembled
from corpus.counting.completeness import completeness
from corpus.decisions import Decisions, decisions_path
from corpus.errors import CorpusError
from corpus.export import selected, write
from corpus.exporting import columnar, database
from corpus.exporting.texts import limiter
from corpus.filters import Filters, day
from corpus.releases import papers
from corpus.releases.capture import add_sources, newest_day, sources, taggers
from corpus.releases.changes import Changes, compare
from corpus.releases.kept import ABOUT, DATABASE, FORMAT, SUMS, Release, previous, read, valid
from corpus.store import Corpus
from corpus.whole import file_sha256, flush_file, flush_folder, sums_text

_PART = ".part"


def freeze(corpus: Corpus, version: str, root: Path, *, filters: Filters | None = None, texts: str = "none",
           date: str | None = None, against: Path | None = None) -> Release:  # fmt: skip
    """Write the release `root/version` and return what it says of itself.

    The same corpus, filters, policy and earlier release give the same bytes with the same versions of Python's
    libraries: `date` is `YYYY-MM-DD`, by default the day the corpus was last added to. `against` is the release to
    compare with, by default the one in `root` that comes right before. The corpus may be written meanwhile: one moment
    of it is frozen. Raises QueryError, CorpusError; a folder with the version's name is complete.
    """
    valid(version)
    limiter(texts)
    wanted = filters or Filters()
    if (root / version).exists():
        raise CorpusError(f"{root / version} is there already", "a release never changes: choose another version")
    earlier = read(against) if against else previous(root, version)
    with corpus.reading(), _folder(root, version) as part:
        made = Release(
            part, version, day(date) if date else newest_day(corpus), 0, texts, wanted.describe(),
            taggers(corpus, wanted), earlier.version if earlier else None, _last_decision(corpus.path),
        )  # fmt: skip
        made = replace(made, articles=_data(corpus, wanted, made))
        changes = _changes(corpus.path, made, earlier)
        papers.write(made, changes, sources(corpus, wanted), completeness(corpus, wanted))
        made = replace(made, files=_files(part))
        about = {**papers.citation_data(), **asdict(made), "guong": metadata.version("guong")}
        del about["folder"]
        (part / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sums = {file.name: file_sha256(file) for file in part.iterdir()}
        (part / SUMS).write_text(sums_text(sums), encoding="utf-8")
    return replace(made, folder=root / version)


@contextmanager
def _folder(root: Path, version: str) -> Iterator[Path]:
    """A folder under another name, brought to the disk and renamed when all went well, else removed."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=root, prefix=f".{version}.", suffix=_PART))
        try:
            yield part
            for file in part.iterdir():
                file.chmod(0o644)
                flush_file(file)
            part.chmod(0o755)
            flush_folder(part)
            part.rename(root / version)
            flush_folder(root)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        said = f"{error.filename or root} cannot be written: {error.strerror or error}"
        raise CorpusError(said, "check the folder, its rights and its room") from error


def _data(corpus: Corpus, filters: Filters, made: Release) -> int:
    """The articles in four forms; returns how many."""
    folder, limit = made.folder, limiter(made.texts)
    ids = selected(corpus, filters)
    with (folder / "articles.jsonl.gz").open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        write(corpus, filters, "jsonl", cast(IO[bytes], packed), texts=made.texts)
    with (folder / "articles.csv").open("wb") as table:
        write(corpus, filters, "csv", table, texts=made.texts)
    columnar.write((limit(record) for record in assembled(corpus, ids)), folder / "articles.parquet")
    about = {name: value for name, value in asdict(made).items() if name in ("version", "released", "texts", "filters")}
    papers_of = sources(corpus, filters)

    def more(conn: sqlite3.Connection) -> None:
        add_sources(conn, papers_of)
        conn.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)")
        rows = [(key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
                for key, value in about.items()]  # fmt: skip
        conn.executemany("INSERT INTO about VALUES (?, ?)", rows)

    return database.write(assembled(corpus, ids), folder / DATABASE, limit, search=True, more=more)


def _changes(corpus: Path, made: Release, earlier: Release | None) -> Changes | None:
    """What changed since the earlier release; None without one, or where its files have another form."""
    if earlier is None or earlier.format != FORMAT:
        return None
    decided = _decided(corpus, earlier.decisions)
    return compare(made.folder / DATABASE, earlier.folder / DATABASE, decided, made.folder / "changes.jsonl")


def _last_decision(corpus: Path) -> int:
    found = _ask_decisions(corpus, "SELECT coalesce(max(id), 0) FROM entries", ())
    return int(found[0][0]) if found else 0


def _decided(corpus: Path, after: int) -> frozenset[str]:
    """Articles whose labels people decided on since an entry."""
    sql = "SELECT DISTINCT article_id FROM entries WHERE id > ? AND kind IN ('label', 'undo')"
    return frozenset(str(row[0]) for row in _ask_decisions(corpus, sql, (after,)))


def _ask_decisions(corpus: Path, sql: str, values: tuple[Any, ...]) -> list[Any]:
    with Decisions(decisions_path(corpus), readonly=True) as decisions, decisions.errors():
        return decisions.conn.execute(sql, values).fetchall()


def _files(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        file.name: {"bytes": os.path.getsize(file), "sha256": file_sha256(file)} for file in sorted(folder.iterdir())
    }
