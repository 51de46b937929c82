"""One night at a time; a night that is told to stop stops, and says so; a kill leaves nothing locked."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.press import Press, serving
from tests.support.run import PATHS, command, guong


class Running:
    """A night in a process of its own."""

    def __init__(self, press: Press, folder: Path) -> None:
        self.folder, self.press = folder, press
        self.corpus = folder / "corpus.db"
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": PATHS, "GUONG_LOCAL": press.host}
        self.sources = press.source(folder, delay=1, sections=["/chuyen-hay"])
        line = command("nightly", "--sources", self.sources, "--corpus", self.corpus)
        self.process = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env
        )

    def until_it_crawls(self) -> None:
        """Wait until a few articles were asked for."""
        for _ in range(600):
            if len(self.press.times) > 4:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        pytest.fail(self.said())

    def said(self) -> str:
        out, _ = self.process.communicate(timeout=60)
        return out.decode()

    def report(self) -> dict:
        [file] = (self.folder / "reports").glob("*.json")
        return json.loads(file.read_text(encoding="utf-8"))


@contextmanager
def under_way(folder: Path) -> Iterator[Running]:
    """A night that crawls, of a paper that makes it long: many pages, a second between two of them."""
    with serving() as paper:
        paper.articles(300)
        night = Running(paper, folder)
        night.until_it_crawls()
        try:
            yield night
        finally:
            if night.process.poll() is None:
                night.process.kill()
                night.process.wait()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with under_way(tmp_path) as night:
        yield night


@dataclass(frozen=True)
class Stopped:
    """A night that another one met, and that was then told to stop."""

    night: Running
    met: subprocess.CompletedProcess[str]
    went_on: bool
    said: str


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stopped]:
    with under_way(tmp_path_factory.mktemp("stopped")) as night:
        met = guong("nightly", "--sources", night.sources, "--corpus", night.corpus)
        went_on = night.process.poll() is None
        night.process.terminate()
        yield Stopped(night, met, went_on, night.said())


def test_a_second_night_says_who_holds_the_lock(stopped):
    assert stopped.met.returncode == 3
    assert str(stopped.night.process.pid) in stopped.met.stderr
    assert len(stopped.met.stderr.splitlines()) == 2


def test_a_second_night_does_not_end_the_first(stopped):
    assert stopped.went_on


def test_a_night_that_is_stopped_ends_with_143_and_a_report(stopped):
    assert stopped.night.process.returncode == 143, stopped.said
    told = stopped.night.report()
    states = {step["step"]: step["state"] for step in told["steps"]}
    assert told["outcome"] == "stopped"
    assert (states["open"], states["crawl"], states["tag"]) == ("done", "stopped", "stopped")


def test_what_a_stopped_night_stored_stays_and_is_counted(stopped):
    status = json.loads(guong("status", "--json", "--corpus", stopped.night.corpus).stdout)
    assert status["articles"] == sum(source["stored"] for source in stopped.night.report()["sources"]) > 0


def test_a_second_sigterm_ends_it_at_once(running):
    running.process.terminate()
    for _ in range(100):  # the second one must find the first one heard
        if running.process.poll() is not None:
            break
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    assert running.process.wait(timeout=20) == 143


def test_a_night_that_is_killed_frees_the_lock_and_takes_its_step_along(running):
    running.process.kill()
    running.process.wait()
    for _ in range(300):  # its crawl hears of it and closes its books
        if guong("backup", "--corpus", running.corpus).returncode == 0 and not held(f"{running.corpus}.crawl.lock"):
            break
        time.sleep(0.1)
    assert not held(f"{running.corpus}.nightly.lock")
    assert not held(f"{running.corpus}.crawl.lock")


def held(path: str) -> bool:
    import fcntl

    with open(path, "a", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
