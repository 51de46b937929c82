"""What the desk says to people, from messages/*.toml, in the language chosen with --lang."""

import os
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import click

LANGUAGES = ("vi", "en")


@cache
def _messages() -> dict[str, dict[str, str]]:
    return _tables("messages")


def _tables(folder: str) -> dict[str, dict[str, str]]:
    """The tables of all files of a folder beside this module, together: a room's messages stand in a file of its own."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((Path(__file__).parent / folder).glob("*.toml")):
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.setdefault(table, {}).update(entries)
    return found


def language() -> str:
    """The language of this call."""
    context = click.get_current_context(silent=True)
    chosen = (context.find_root().obj or {}).get("lang") if context else None
    return str(chosen or (given if (given := os.environ.get("GUONG_LANG")) in LANGUAGES else LANGUAGES[0]))


def text(key: str, **values: Any) -> str:
    """A message in the language of this call."""
    return _messages()[language()][key].format(**values)


def say(key: str, **values: Any) -> None:
    """Print a message."""
    click.echo(text(key, **values))


@cache
def _catalogue(part: str) -> list[tuple[re.Pattern[str], str]]:
    data = _tables("errors")[part]
    found = []
    for english, vietnamese in data.items():
        pieces = re.split(r"\{(\w+)\}", english)
        made = "".join(f"(?P<{x}>.+?)" if i % 2 else re.escape(x) for i, x in enumerate(pieces))
        found.append((re.compile(made, re.DOTALL), vietnamese))
    return found


def translated(message: str, part: str = "messages") -> str:
    """An error (or its hint) of a lower floor in the language of this call; unknown ones stay English."""
    if language() == "en":
        return message
    for pattern, vietnamese in _catalogue(part):
        match = pattern.fullmatch(message)
        if match:
            return vietnamese.format(**match.groupdict())
    return message


def printable(value: Any) -> str:
    """A value from outside as one line without control characters, so that no title can drive a terminal."""
    return "".join(char if char.isprintable() else " " for char in str(value))


A_MINUTE = 60.0  # seconds between two lines of a log: enough to see that it lives, few enough to read in the morning


@contextmanager
def progress(label: str, *, ends: bool = True) -> Iterator[Callable[[int, int], None]]:
    """A callable `(done, total)`: a bar where a person watches, a line a minute where none does.

    `ends=False` for work whose total grows as it goes on (a crawl): then no last line is written.
    """
    if not sys.stderr.isatty():
        last = time.monotonic()

        def lines(done: int, total: int) -> None:
            nonlocal last
            if (ends and done == total) or time.monotonic() - last >= A_MINUTE:
                last = time.monotonic()
                click.echo(f"{label}: {done}/{total}", err=True)

        yield lines
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
