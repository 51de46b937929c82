"""One night at a time; a night that is told to stop stops, and says so; a kill leaves nothing locked."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.press import Press, serving
from tests.support.run import ROOT, command, guong


@pytest.fixture
def press() -> Iterator[Press]:
    """A paper that makes a night long: many pages, a second between two of them."""
    with serving() as paper:
        paper.articles(300)
        yield paper


class Running:
    """A night in a process of its own."""

    def __init__(self, press: Press, folder: Path) -> None:
        self.folder, self.press = folder, press
        self.corpus = folder / "corpus.db"
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "GUONG_LOCAL": press.host}
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


@pytest.fixture
def running(press: Press, tmp_path: Path) -> Iterator[Running]:
    night = Running(press, tmp_path)
    night.until_it_crawls()
    yield night
    if night.process.poll() is None:
        night.process.kill()
        night.process.wait()


def test_a_night_that_is_stopped_ends_with_143_and_a_report(running):
    running.process.terminate()
    said = running.said()
    assert running.process.returncode == 143, said
    told = running.report()
    states = {step["step"]: step["state"] for step in told["steps"]}
    assert told["outcome"] == "stopped"
    assert (states["open"], states["crawl"], states["tag"]) == ("done", "stopped", "stopped")


def test_what_a_stopped_night_stored_stays_and_is_counted(running):
    running.process.terminate()
    running.said()
    status = json.loads(guong("status", "--json", "--corpus", running.corpus).stdout)
    assert status["articles"] == sum(source["stored"] for source in running.report()["sources"]) > 0


def test_a_second_sigterm_ends_it_at_once(running):
    running.process.terminate()
    for _ in range(100):  # the second one must find the first one heard
        if running.process.poll() is not None:
            break
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.05)
    assert running.process.wait(timeout=20) == 143


def test_a_second_night_says_who_holds_the_lock(running):
    done = guong("nightly", "--sources", running.sources, "--corpus", running.corpus)
    assert done.returncode == 3
    assert str(running.process.pid) in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert running.process.poll() is None


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
