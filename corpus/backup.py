"""Backups of corpus and decisions: copied while others write, opened and looked over before they count.

A backup is a folder `<night>/` with `corpus.db`, `decisions.db` where people decided something, `SHA256SUMS` (for
`sha256sum -c`) and `backup.json`. It is filled under another name and renamed whole, so a folder with a night's name
is a good backup or was one.
"""

import datetime
import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from corpus.check import Problem, damage, file_damage
from corpus.clock import now
from corpus.connection import connection, explained
from corpus.errors import CorpusError
from corpus.nights import order
from corpus.whole import file_sha256, flush_file, flush_folder, read_sums, sums_text, write_whole

CORPUS, DECISIONS, SUMS, ABOUT = "corpus.db", "decisions.db", "SHA256SUMS", "backup.json"
Counts = dict[str, dict[str, int]]  # file → table → rows


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its folder's name, when it was made (UTC), bytes in all, rows by file and table."""

    name: str
    made_at: str
    bytes: int
    rows: Counts


def make(corpus: Path, root: Path, name: str, *, grow_only: Iterable[str], room: float = 1.0,
         may_shrink: bool = False) -> Backup:  # fmt: skip
    """Copy the corpus, and `decisions.db` beside it, into `root/name`; the corpus may be written meanwhile.

    `grow_only` are the corpus's tables that never lose rows (of the decisions none does), `room` the free space wanted
    in sizes of the files. Raises CorpusError, and leaves nothing behind, when there is no room, when the copy is
    damaged, or when it holds fewer rows than the corpus held at the start or than the newest backup (unless
    `may_shrink`). One at a time: the caller holds a lock.
    """
    if not corpus.exists():
        raise CorpusError(f"no corpus at {corpus}", "run `guong crawl` first, or name one with --corpus")
    part = root / f".{name}.part"
    try:
        root.mkdir(parents=True, exist_ok=True)
        for left_over in root.glob(".*.part"):  # of a backup that was killed
            shutil.rmtree(left_over)
        originals = {CORPUS: corpus, DECISIONS: corpus.with_name(DECISIONS)}
        files = {key: file for key, file in originals.items() if file.exists()}
        _room(files.values(), root, room)
        part.mkdir()
        rows = {
            key: _copy(file, part / key, None if key == DECISIONS else set(grow_only)) for key, file in files.items()
        }
        earlier = newest(root)
        if earlier is not None and not may_shrink:
            _compare(rows, earlier.rows, f"the backup {earlier.name}")
        made = Backup(name, now(), sum((part / key).stat().st_size for key in files), rows)
        write_whole(part / SUMS, sums_text({key: file_sha256(part / key) for key in files}))
        write_whole(part / ABOUT, json.dumps(asdict(made), indent=1))
        part.rename(root / name)
        flush_folder(root)
    except OSError as error:
        raise CorpusError(
            f"{error.filename or root}: {error.strerror}", "check the path, its rights and the room"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return made


def _room(files: Iterable[Path], root: Path, room: float) -> None:
    wanted = int(room * sum(file.stat().st_size for file in files))
    free = shutil.disk_usage(root).free
    if free < wanted:
        raise CorpusError(f"{root}: a backup wants {wanted} bytes, {free} are free", "make room and run again")


def _copy(original: Path, copy: Path, tables: set[str] | None) -> dict[str, int]:
    """Copy one database and look the copy over; returns its rows in `tables` (None: in every table)."""
    try:
        with closing(connection(f"{original.resolve().as_uri()}?mode=ro")) as source:
            before = _rows(source, tables)
            with closing(connection(f"{copy.resolve().as_uri()}?mode=rwc")) as target:
                source.backup(target)  # in one go: one moment of the corpus, however many write meanwhile
                target.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a read-only disk too
                rows = _rows(target, tables)
                found = file_damage(target) if tables is None else damage(target)
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL")
        raise explained(error, copy if full else original) from error
    if found:
        raise CorpusError(
            f"{original}: not backed up, it is damaged ({found[0]}; {len(found)} problems)", "run `guong doctor`"
        )
    _compare({copy.name: rows}, {copy.name: before}, "the corpus before the copy")
    flush_file(copy)
    return rows


def _rows(conn: sqlite3.Connection, tables: set[str] | None) -> dict[str, int]:
    there = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    wanted = [name for name in there if (name in tables if tables is not None else not name.startswith("sqlite_"))]
    quoted = {name: name.replace('"', '""') for name in wanted}
    return {name: conn.execute(f'SELECT count(*) FROM "{quoted[name]}"').fetchone()[0] for name in wanted}


def _compare(rows: Counts, before: Counts, what: str) -> None:
    for file, tables in before.items():
        for table, count in tables.items():
            have = rows.get(file, {}).get(table, 0)
            if have < count:
                raise CorpusError(
                    f"not backed up: {file} has {have} rows in {table}, {what} has {count}",
                    "find out what was lost; `guong backup --may-shrink` if it was meant",
                )


def read(folder: Path) -> Backup:
    """What is written about a backup; raises CorpusError when the folder is none."""
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        rows = {str(file): {str(k): int(v) for k, v in tables.items()} for file, tables in about["rows"].items()}
        return Backup(folder.name, str(about["made_at"]), int(about["bytes"]), rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{folder}: no backup there", "name a folder under data/backups") from error


def names(root: Path) -> list[str]:
    """Names of the backups under a folder, the newest first."""
    there = [entry.name for entry in root.iterdir() if entry.is_dir()] if root.is_dir() else []
    return [name for _, name in _dated(there)]


def _dated(names: Iterable[str]) -> list[tuple[tuple[datetime.date, int], str]]:
    """Date and number of each night with its name, the newest first; other names are left out."""
    return sorted(((found, name) for name in names if (found := order(name))), reverse=True)


def newest(root: Path) -> Backup | None:
    """The newest backup that can be read, or None."""
    for name in names(root):
        try:
            return read(root / name)
        except CorpusError:  # somebody's hand in the folder: an older one still tells what was there
            continue
    return None


def verify(folder: Path) -> list[Problem]:
    """What is wrong with a backup: files against their checksums, then the databases themselves. Changes nothing."""
    read(folder)
    found = []
    for name, sha256 in read_sums(folder / SUMS).items():
        file = folder / name
        if not file.is_file():
            found.append(Problem("file", name, "it is missing"))
        elif file_sha256(file) != sha256:
            found.append(Problem("file", name, "its checksum is another"))
    if not (folder / CORPUS).is_file():
        found.append(Problem("file", CORPUS, "it is missing"))
    if found:
        return found
    for file in (folder / CORPUS, folder / DECISIONS):
        if not file.exists():
            continue
        try:
            with closing(connection(f"{file.resolve().as_uri()}?mode=ro&immutable=1")) as conn:
                found += damage(conn, writable=False) if file.name == CORPUS else file_damage(conn)
        except sqlite3.Error as error:
            found.append(Problem("file", file.name, str(error)[:300]))
    return found


def kept(names: Iterable[str], *, daily: int, weekly: int, monthly: int) -> set[str]:
    """Which backups stay: of each of so many last days, ISO weeks and months that have one, the newest."""
    dated = _dated(names)
    stay = {name for _, name in dated[:1]}
    for most, period in ((daily, "%Y-%m-%d"), (weekly, "%G-%V"), (monthly, "%Y-%m")):
        seen: dict[str, str] = {}
        for (day, _), name in dated:
            seen.setdefault(day.strftime(period), name)
        stay |= set(list(seen.values())[:most])
    return stay


def thin(root: Path, *, daily: int, weekly: int, monthly: int) -> list[str]:
    """Remove the backups that are not kept; returns their names. Raises CorpusError."""
    have = names(root)
    gone = [name for name in have if name not in kept(have, daily=daily, weekly=weekly, monthly=monthly)]
    try:
        for name in gone:
            # Under another name first: what is half removed must not pass for a backup.
            away = (root / name).rename(root / f".{name}.part")
            shutil.rmtree(away)
    except OSError as error:
        raise CorpusError(f"{error.filename or root}: {error.strerror}", "check the folder and its rights") from error
    return gone


def rotten(root: Path, *, share: tuple[int, int] = (0, 1)) -> list[Problem]:
    """Files of backups that are missing or no longer what they were; `share` (k, n) looks at one n-th of the backups,
    another one for each k."""
    found = []
    for name in names(root):
        if crc32(name.encode()) % share[1] != share[0] % share[1]:
            continue
        for file, sha256 in read_sums(root / name / SUMS).items():
            try:
                if file_sha256(root / name / file) != sha256:
                    found.append(Problem("backup", f"{name}/{file}", "its checksum is another"))
            except OSError as error:
                found.append(Problem("backup", f"{name}/{file}", error.strerror or str(error)))
    return found
