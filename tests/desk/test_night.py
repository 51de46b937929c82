"""A whole night on the sample press, as systemd would run it: no terminal, no HOME, nothing in the environment."""

import datetime
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from corpus.nights import night_of
from desk.night import plan
from desk.night.night import Night
from desk.night.plan import Step, Wish
from desk.night.telling import Teller
from tests.desk.conftest import SOURCES, WARC
from tests.support.run import PATHS, command

BARE = {"PATH": "/usr/bin:/bin", "PYTHONPATH": PATHS}
TWO = ("--source", "baodoiche", "--source", "baovinhngoc")
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00 (step [a-z]+ [a-z_]+|night )")


@dataclass(frozen=True)
class Ran:
    """A night that ran, and the folder of its corpus."""

    folder: Path
    done: subprocess.CompletedProcess[str]

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.file("reports", ".json").read_text(encoding="utf-8"))

    def file(self, folder: str, suffix: str) -> Path:
        return sorted((self.folder / folder).glob(f"*{suffix}"))[-1]


def nightly(folder: Path, *args: object, **env: str) -> Ran:
    line = command("nightly", "--sources", SOURCES, "--replay", WARC, "--corpus", folder / "corpus.db", *args)
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, cwd=folder.parent, timeout=200,
                          env={**BARE, **env})  # fmt: skip
    return Ran(folder, subprocess.CompletedProcess(line, done.returncode, done.stdout.decode(), done.stderr.decode()))


def states(ran: Ran) -> dict[str, str]:
    return {step["step"]: step["state"] for step in ran.report["steps"]}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return nightly(tmp_path_factory.mktemp("đêm") / "data", *TWO, GUONG_NOW="2026-11-22T01:00:03+07:00")


def test_a_night_without_trouble_ends_with_0(ran):
    assert ran.done.returncode == 0, ran.done.stdout + ran.done.stderr


def test_every_step_is_done(ran):
    found = states(ran)
    assert list(found) == ["open", "crawl", "tag", "link", "seal", "check", "health", "backup", "digest", "thin", "facts",
                           "report", "metrics"]  # fmt: skip
    assert set(found.values()) == {"done"}


def test_its_log_is_dated_lines_and_no_more(ran):
    lines = ran.done.stdout.splitlines()
    assert re.fullmatch(r"2026-11-22T01:00:0\d\+07:00 step open started", lines[0])
    assert [line for line in lines if not LINE.match(line)] == []
    assert ran.done.stderr == ""


def test_everything_lies_beside_the_corpus_under_the_nights_name(ran):
    files = {str(file.relative_to(ran.folder)) for file in ran.folder.rglob("*") if file.is_file()}
    name = "2026-11-22-1"
    wanted = {f"reports/{name}.{suffix}" for suffix in ("txt", "json", "log")}
    wanted |= {f"digests/{name}.{suffix}" for suffix in ("txt", "json", "html")}
    wanted |= {f"backups/{name}/{file}" for file in ("corpus.db", "backup.json", "SHA256SUMS")}
    assert files >= wanted | {"metrics/guong.prom", "corpus.db"}


def test_nothing_is_left_half_written(ran):
    assert [file.name for file in ran.folder.rglob("*.part")] == []


def test_the_report_says_what_every_source_gave(ran):
    counts = {one["id"]: (one["found"], one["stored"], one["failed"], one["waiting"]) for one in ran.report["sources"]}
    with closing(sqlite3.connect(ran.folder / "corpus.db")) as conn:
        stored = dict(conn.execute("SELECT source, count(*) FROM articles GROUP BY source"))
    assert {name: row[1] for name, row in counts.items()} == stored
    assert all(row[0] >= row[1] > 0 and row[2:] == (0, 0) for row in counts.values())


def test_the_report_is_vietnamese_and_says_what_to_do(ran):
    told = ran.file("reports", ".txt").read_text(encoding="utf-8")
    assert told.startswith("GUONG – BÁO CÁO ĐÊM 2026-11-22-1: xong (mã 0)")
    assert "Không có việc gì cần làm." in told


def test_the_digest_holds_the_articles_of_the_campaign(ran):
    digest = json.loads(ran.file("digests", ".json").read_text(encoding="utf-8"))
    shown = {article["id"] for part in digest["provinces"] for article in part["articles"]}
    with closing(sqlite3.connect(ran.folder / "corpus.db")) as conn:
        wanted = {row[0] for row in conn.execute("SELECT article_id FROM readings WHERE on_campaign = 1")}
    assert len(shown) + digest["copies_left_out"] == len(wanted)
    assert shown <= wanted


def test_the_backup_is_what_its_checksum_says(ran):
    folder = ran.folder / "backups" / "2026-11-22-1"
    sha256, name = (folder / "SHA256SUMS").read_text().split()
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256


def test_the_night_is_a_run_of_its_own_with_an_outcome(ran):
    with closing(sqlite3.connect(ran.folder / "corpus.db")) as conn:
        runs = conn.execute("SELECT command, outcome FROM runs ORDER BY id").fetchall()
    assert runs == [("nightly", "done"), ("crawl", "done")]


@pytest.fixture
def again(ran: Ran, tmp_path: Path) -> Callable[..., Ran]:
    """The morning after: the same folder as a copy, in which a test may do harm before the next night."""
    folder = tmp_path / "data"
    shutil.copytree(ran.folder, folder)

    def run(*args: object, **env: str) -> Ran:
        return nightly(folder, *TWO, *args, **{"GUONG_NOW": "2026-11-22T03:00:00+07:00", **env})

    run.folder = folder
    return run


@dataclass(frozen=True)
class Second:
    """The night after a text was damaged, asked for in JSON and in English, and the first night's report before it."""

    ran: Ran
    before: bytes


@pytest.fixture(scope="module")
def second(ran: Ran, tmp_path_factory: pytest.TempPathFactory) -> Second:
    folder = tmp_path_factory.mktemp("second") / "data"
    shutil.copytree(ran.folder, folder)
    before = (folder / "reports" / "2026-11-22-1.json").read_bytes()
    with closing(sqlite3.connect(folder / "corpus.db")) as conn, conn:
        conn.execute("UPDATE articles SET body = body || ' thêm' WHERE num = 3")
    now = "2026-11-22T03:00:00+07:00"
    return Second(nightly(folder, *TWO, "--json", "--lang", "en", GUONG_NOW=now), before)


def test_a_second_night_of_a_date_writes_over_nothing(second):
    assert second.ran.report["night"] == "2026-11-22-2"
    assert (second.ran.folder / "reports" / "2026-11-22-1.json").read_bytes() == second.before


def test_with_json_the_report_is_the_output_and_the_log_goes_to_standard_error(second):
    assert json.loads(second.ran.done.stdout) == second.ran.report
    assert LINE.match(second.ran.done.stderr)


def test_a_night_speaks_english_when_asked(second):
    told = second.ran.file("reports", ".txt").read_text(encoding="utf-8")
    assert told.startswith("GUONG – REPORT OF THE NIGHT")


def test_a_damaged_text_means_no_backup_and_the_good_one_stays(second):
    night = second.ran
    assert night.done.returncode == 1
    assert (states(night)["check"], states(night)["backup"], states(night)["digest"]) == ("failed", "skipped", "done")
    assert [one["kind"] for one in night.report["damage"]] == ["text"]
    assert [folder.name for folder in (night.folder / "backups").iterdir()] == ["2026-11-22-1"]
    assert {"damage", "backup"} <= {item["what"] for item in night.report["todo"]}


def test_a_corpus_that_cannot_be_opened_is_told_with_the_way_back(again):
    (again.folder / "corpus.db").write_bytes(b"damaged" * 10_000)
    night = again()
    assert night.done.returncode == 3
    assert states(night)["open"] == "failed"
    assert states(night)["crawl"] == states(night)["backup"] == "skipped"
    assert "guong restore" in night.file("reports", ".txt").read_text(encoding="utf-8")


def test_fewer_rows_than_yesterday_raise_an_alarm(again, monkeypatch):
    """The backup alone is a real step here: it compares the corpus with the backup of the night before."""
    real = plan.command
    pretended = {"open": {"run": 1}}

    def step(name: str, wish: Wish, *args: object, **_: object) -> Step:
        if name == "backup":
            return real(name, wish, *args)
        return Step(name, ["-c", f"print({json.dumps(pretended.get(name, {}))!r})"])

    monkeypatch.setattr(plan, "work", step)
    monkeypatch.setattr(plan, "command", step)
    monkeypatch.setattr(plan, "crawl", lambda wish: step("crawl", wish))
    monkeypatch.setenv("PYTHONPATH", PATHS)
    with closing(sqlite3.connect(again.folder / "corpus.db")) as conn, conn:
        conn.execute("DELETE FROM addresses WHERE url LIKE '%3460815%'")
    with (
        open(again.folder / "out", "w", encoding="utf-8") as out,
        click.Context(click.Command("guong"), obj={"lang": "en"}),
    ):
        Night(Wish(again.folder / "corpus.db"), "2026-11-22-2", Teller(out)).run()
    night = Ran(again.folder, subprocess.CompletedProcess([], 0))
    assert states(night)["backup"] == "failed"
    assert "rows in addresses" in night.file("reports", ".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("moment", "date"), [
    ("2026-11-22T01:00:00+07:00", "2026-11-22"), ("2026-11-21T22:00:00+07:00", "2026-11-22"),
    ("2026-11-22T11:59:59+07:00", "2026-11-22"), ("2026-11-22T12:00:00+07:00", "2026-11-23"),
    ("2026-11-21T18:00:00+00:00", "2026-11-22"), ("2026-12-31T23:00:00+07:00", "2027-01-01"),
])  # fmt: skip
def test_a_night_is_named_after_the_morning_of_its_report(moment, date):
    assert night_of(datetime.datetime.fromisoformat(moment)).isoformat() == date
