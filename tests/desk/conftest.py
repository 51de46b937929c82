"""One small corpus, crawled, tagged and linked by the commands themselves; every question is asked of it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click.testing
import pytest

from desk.cli import main
from tests.support.press import page as article_page
from tests.support.run import ROOT, guong

PRESS = ROOT / "datasets" / "sample_press"
SOURCES, WARC = PRESS / "sources.toml", PRESS / "sample_press.warc.gz"


@dataclass(frozen=True)
class Night:
    """A corpus and what the commands that filled it said."""

    path: Path
    crawled: subprocess.CompletedProcess[str]
    tagged: click.testing.Result
    linked: click.testing.Result


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    path = tmp_path_factory.mktemp("night") / "corpus.db"
    two = ("--source", "baodoiche", "--source", "baovinhngoc", "--limit", 5)
    crawled = guong("crawl", "--sources", SOURCES, "--replay", WARC, *two, "--corpus", path, "--json")
    # Only the crawl needs a process of its own (its reactor starts once); the readers are loaded once for all tests.
    runner = click.testing.CliRunner(catch_exceptions=False)
    tagged = runner.invoke(main, ["tag", "--corpus", str(path), "--json"])
    return Night(path, crawled, tagged, runner.invoke(main, ["link", "--corpus", str(path), "--json"]))


@pytest.fixture
def corpus(night: Night, tmp_path: Path) -> Path:
    """A copy of the corpus that a test may change."""
    return Path(shutil.copy(night.path, tmp_path / "corpus.db"))


Ask = Callable[..., click.testing.Result]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command in this process: `ask("search", "heo")`; a bug is raised, not hidden in an exit code."""
    monkeypatch.delenv("GUONG_LANG", raising=False)
    monkeypatch.delenv("GUONG_CORPUS", raising=False)
    runner = click.testing.CliRunner(catch_exceptions=False)

    def run(*args: object, stdin: bytes | None = None, **env: str) -> click.testing.Result:
        return runner.invoke(main, [*map(str, args)], input=stdin, env=env)

    return run


@pytest.fixture
def answer(ask: Ask, night: Night) -> Callable[..., Any]:
    """What a command of the corpus says in JSON."""

    def run(*args: object) -> Any:
        return json.loads(ask(*args, "--json", "--corpus", night.path).stdout)

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page of an article."""
    file = tmp_path / "page.html"
    file.write_bytes(article_page(1, "baothu.test"))
    return file
