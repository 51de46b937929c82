"""What a night is asked to do, and the numbers it keeps to (datasets/night.toml)."""

import sys
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from corpus.nights import Places
from nlp.paths import datasets


@cache
def numbers() -> dict[str, dict[str, Any]]:
    """The tables of datasets/night.toml."""
    return tomllib.loads((datasets() / "night.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked: corpus, sources, replay, window, how many daily backups to keep."""

    corpus: Path
    sources: Path | None = None
    ids: tuple[str, ...] = ()
    replay: Path | None = None
    window: str | None = None
    keep: int | None = None

    @property
    def places(self) -> Places:
        """Where the night's things lie."""
        return Places(self.corpus)


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of the night: the arguments of a Python of its own, what it gets on its standard input, and (`limit`)
    how long it may take."""

    name: str
    args: list[str] = field(default_factory=list)
    stdin: str = ""

    @property
    def limit(self) -> float:
        """Seconds it may take."""
        return float(numbers()["limits"][self.name])

    @property
    def command(self) -> list[str]:
        """The command line of its process."""
        return [sys.executable, *self.args]


def command(name: str, wish: Wish, *args: object) -> Step:
    """A step that is a command of its own; doctor is the check, everything else bears its name."""
    called = {"check": "doctor"}.get(name, name)
    return Step(name, ["-m", "desk", called, "--corpus", str(wish.corpus), "--json", *map(str, args)])


def work(name: str, wish: Wish, *args: object, stdin: str = "") -> Step:
    """A step that is no command."""
    return Step(name, ["-m", "desk.night.work", name, "--corpus", str(wish.corpus), *map(str, args)], stdin)


def crawl(wish: Wish) -> Step:
    """The crawl, as the command was asked to do it."""
    args: list[object] = [part for one in wish.ids for part in ("--source", one)]
    if wish.sources:
        args += ["--sources", wish.sources]
    if wish.replay:
        args += ["--replay", wish.replay]
    if wish.window:
        args += ["--window", wish.window]
    return command("crawl", wish, *args)
