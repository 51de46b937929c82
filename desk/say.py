"""What the desk says to people, from messages.toml, in the language chosen with --lang."""

import sys
import tomllib
from collections.abc import Callable
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import click

LANGUAGES = ("vi", "en")


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


def language() -> str:
    """The language of this call."""
    context = click.get_current_context(silent=True)
    return str((context.find_root().obj or {}).get("lang", "vi")) if context else "vi"


def text(key: str, **values: Any) -> str:
    """A message in the language of this call."""
    return _messages()[language()][key].format(**values)


def say(key: str, **values: Any) -> None:
    """Print a message."""
    click.echo(text(key, **values))


def printable(value: Any) -> str:
    """A value from outside as one line without control characters, so that no title can drive a terminal."""
    return "".join(char if char.isprintable() else " " for char in str(value))


@contextmanager
def progress(label: str) -> Any:
    """A callable `(done, total)`: a bar where a person watches, a line every hundred where none does."""
    if not sys.stderr.isatty():

        def lines(done: int, total: int) -> None:
            if done == total or done % 100 == 0:
                click.echo(f"{label}: {done}/{total}", err=True)

        yield lines
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        shown: Callable[[int, int], None] = show
        yield shown
