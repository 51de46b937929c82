"""Whatever state a corpus is in, every command answers, or says one clear line with a next step."""

import contextlib
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.connection
import corpus.decisions
from desk.cli import COMMANDS
from tests.support.rights import as_nobody

# Of each command a line that asks a corpus; ID is an article's. What is written goes to a folder of its own, OUT.
READING = (
    "search heo", "show ID", "kwic heo", "colloc heo", "ngrams", "keyness --on-campaign --against rest", "freq heo",
    "facets", "crosstab field genre", "stories", "family ID", "packet ID", "packet --ledger", "shortlist list",
    "digest --since 2020-01-01", "export", "export --format csv", "export --format tei",
    "export --format sqlite -o OUT/a.db", "export --format parquet -o OUT/a.parquet", "release 1.0 -o OUT", "status",
    "sample 2 -o OUT/a.jsonl",
)  # fmt: skip
WRITING = ("link", "tag", "shortlist add ID", "shortlist note ID nhớ", "shortlist done ID", "review --axis genre", "backup",
           "packet ID --taken-by Lan")  # fmt: skip
OWN_TESTS = {  # commands that are asked elsewhere, and why not here
    "crawl": "runs once in a process", "nightly": "runs other processes", "ingest": "starts workers before it writes",
    "demo": "makes its corpus", "extract": "asks no corpus", "train": "asks no corpus", "evaluate": "asks no corpus",
    "sources": "asks no corpus", "agreement": "asks the decisions alone", "datasette": "asks a release", "restore": "replaces a corpus",
    "doctor": "tells what is wrong as its answer",
}  # fmt: skip
# Needs nothing of the corpus file itself.
FREE = ("packet --ledger",)


def _missing(path: Path) -> None:
    """No file at all."""


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _directory(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("Đây không phải là kho bài.\n" * 500, encoding="utf-8")


def _other(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE t (x)")


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                     "SELECT migration_set, 'm999_later', '' FROM _sqlite_migrations LIMIT 1")  # fmt: skip


def _damaged(path: Path) -> None:
    """Random bytes at the head of every page but the first, where a B-tree says what it holds."""
    content, draw = bytearray(path.read_bytes()), random.Random(5)
    for start in range(4096, len(content), 4096):
        content[start : start + 256] = draw.randbytes(256)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


UNREADABLE = {"missing": _missing, "empty": _empty, "directory": _directory, "text": _text, "other": _other,
              "newer": _newer, "damaged": _damaged, "cut": _cut, "exclusive": None}  # fmt: skip


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(corpus.connection, "BUSY_MS", 50)
    monkeypatch.setattr(corpus.decisions, "BUSY_MS", 50)


@contextlib.contextmanager
def held(path: Path, *statements: str) -> Iterator[None]:
    """The corpus while another connection does this."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for statement in statements:
            conn.execute(statement)
        yield


@pytest.fixture(scope="module")
def states(night, tmp_path_factory):
    """A corpus in every state that makes it unreadable; refused commands leave them as they are."""
    paths = {}
    for name, spoil in UNREADABLE.items():
        path = paths[name] = tmp_path_factory.mktemp(name) / "corpus.db"
        if name in ("newer", "damaged", "cut", "exclusive"):
            shutil.copy(night.path, path)
        if spoil is not None:
            spoil(path)
    with held(
        paths["exclusive"], "PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "UPDATE sources SET name = name"
    ):
        yield paths


@pytest.fixture
def say(ask, night, tmp_path):
    """Run a line on a corpus."""
    with contextlib.closing(sqlite3.connect(night.path)) as conn:
        [identity] = conn.execute("SELECT id FROM articles ORDER BY num LIMIT 1").fetchone()

    def run(line, path):
        stands = {"ID": identity}
        args = [stands.get(word, word.replace("OUT", str(tmp_path))) for word in line.split()]
        return ask(*args, "--corpus", path)

    return run


def is_clear(done):
    """One line and a next step on standard error, nothing on standard output."""
    lines = done.stderr.splitlines()
    return len(lines) == 2 and lines[0].startswith("Lỗi: ") and lines[1].startswith("→ ") and done.stdout == ""


def test_every_command_has_its_place():
    asked = {line.split()[0] for line in (*READING, *WRITING)}
    assert asked | OWN_TESTS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("line", [line for line in READING if line not in FREE])
@pytest.mark.parametrize("state", UNREADABLE)
def test_a_reading_command_says_what_is_wrong(say, states, state, line):
    done = say(line, states[state])
    assert is_clear(done), done.output
    assert done.exit_code == (2 if state == "directory" else 3)


# An empty file can be filled, and whatever is whole can be copied.
REFUSED = [
    (state, line)
    for state in UNREADABLE
    for line in WRITING
    if state != "empty" and (state, line) != ("newer", "backup")
]


@pytest.mark.parametrize(("state", "line"), REFUSED)
def test_a_writing_command_says_what_is_wrong(say, states, state, line):
    done = say(line, states[state])
    assert is_clear(done), done.output


@pytest.mark.parametrize("line", READING)
def test_reading_goes_on_beside_a_writer(say, corpus, line):
    with held(corpus, "BEGIN IMMEDIATE"):
        assert say(line, corpus).exit_code == 0


@pytest.mark.parametrize("line", ["link"])
def test_a_second_writer_says_whom_to_wait_for(say, corpus, line):
    with held(corpus, "BEGIN IMMEDIATE"):
        done = say(line, corpus)
    assert is_clear(done), done.output
    assert "đợi" in done.stderr


@pytest.fixture
def shut(night) -> Iterator[Path]:
    """A corpus in a folder nobody may write to, that others may enter (pytest's own folders they may not)."""
    folder = Path(tempfile.mkdtemp())
    path = Path(shutil.copy(night.path, folder / "corpus.db"))
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


ANSWERS = [line for line in READING if "OUT" not in line]


@pytest.mark.parametrize("line", ANSWERS)
def test_reading_needs_no_right_to_write(say, night, shut, line):
    say(line, night.path)  # modules are read before the rights are given up
    with as_nobody():
        done = say(line, shut)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("line", ["link", "shortlist add ID"])
def test_writing_without_the_right_to_is_refused_in_a_line(say, night, shut, line):
    say(line, night.path) if line == "link" else None
    with as_nobody():
        done = say(line, shut)
    assert is_clear(done), done.output


def test_reading_beside_a_closed_folder_makes_nothing(say, night, shut):
    say("shortlist list", night.path)
    with as_nobody():
        say("shortlist list", shut)
    assert [file.name for file in shut.parent.iterdir()] == ["corpus.db"]


@pytest.mark.parametrize("line", ["packet --ledger", "shortlist list"])
def test_looking_at_decisions_makes_no_file_of_them(say, corpus, line):
    assert say(line, corpus).exit_code == 0
    assert not (corpus.parent / "decisions.db").exists()


def test_a_healthy_corpus_that_may_not_be_written_is_called_healthy(night, shut):
    from corpus.doctor import examine

    with as_nobody():
        assert examine(shut) == []
