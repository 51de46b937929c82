"""`guong ingest --reextract`: what another reading would change, shown before it is written."""

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from desk.cli import NOTHING, PARTLY, print_json
from desk.say import printable, progress, say, text, translated
from desk.tables import table

SHOWN = 20  # addresses of a list on the screen; `--json` has all of them


def reread(corpus_path: Path, sources: list[Any], paths: list[Path], *, everything: bool, force: bool, yes: bool,
           as_json: bool) -> int:  # fmt: skip
    """Compare, show, ask, write; returns the exit code."""
    from corpus import Corpus
    from crawler.rereading import Rereading

    with Corpus(corpus_path, create=False) as corpus:
        work = Rereading(corpus, sources, paths, everything=everything, force=force)
        with closing(work):
            with progress("reextract") as show:
                changes = work.compare(show)
            if not as_json:
                _show(changes)
            if changes.to_write and (yes or (not as_json and _agreed())):
                with progress("write") as show:
                    work.write(show)
    if as_json:
        print_json(changes.as_dict())
    elif changes.written is not None:
        say("reread_written", written=changes.written)
    elif changes.to_write:
        say("reread_unwritten")
    if not changes.read:
        return NOTHING if changes.unread else 0
    return PARTLY if changes.unread or changes.lost or changes.shrunk else 0


def _agreed() -> bool:
    """Ask the person who watches; without one nobody agreed."""
    return sys.stdin.isatty() and sys.stdout.isatty() and click.confirm(text("reread_ask"))


def _show(changes: Any) -> None:
    from crawler.differences import FIELDS, WHAT

    if not changes.read and not changes.unread:
        say("reread_nothing")
        return
    say("reread_head", read=changes.read, same=changes.same, changed=changes.changed, found=changes.found)
    totals = {name: changes.differences.total(name) for name in (*FIELDS, "kind")}
    table(
        text("reread_columns").split("|"),
        [[name, *(getattr(counts, what) for what in WHAT)] for name, counts in totals.items()],
    )
    for name, counts in totals.items():
        for what, examples in counts.examples.items():
            click.echo(f"{name}, {text('reread_' + what)}:")
            for one in examples:
                click.echo(f"  {printable(one.url)}\n    {_value(one.before)}\n  → {_value(one.after)}")
    rows = [[source, layout, _summary(group)] for (source, layout), group in sorted(changes.differences.groups.items())]
    table(text("reread_group_columns").split("|"), rows)
    for name in ("shrunk", "lost", "pieces", "unread"):
        _list(name, getattr(changes, name))


def _value(value: str | None) -> str:
    return "–" if value is None else printable(value)


def _summary(group: dict[str, Any]) -> str:
    """The changes of one layout's fields in a line: "author +12, body ~3 −1"."""
    said = []
    for name, counts in group.items():
        signs = (("+", counts.gained), ("−", counts.lost), ("~", counts.altered))
        marks = " ".join(f"{sign}{count}" for sign, count in signs if count)
        if marks:
            said.append(f"{name} {marks}")
    return ", ".join(said) or text("reread_same")


def _list(name: str, found: list[tuple[str, str]]) -> None:
    if not found:
        return
    click.echo(text(f"reread_list_{name}", count=len(found)))
    for url, reason in found[:SHOWN]:
        said = translated(translated(reason, "reasons"))
        click.echo(f"  {printable(url)}: {printable(said)}")
    if len(found) > SHOWN:
        click.echo(f"  {text('reread_more', count=len(found) - SHOWN)}")
