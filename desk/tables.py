"""Tables and records as people read them in a terminal."""

import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from desk.say import printable, text

WHOLE = 2_000  # columns: as wide as a table may grow where no terminal cuts it; rich needs a number
SHOWN = 200  # characters of a sentence that tells a deed; two lines of a terminal are enough to recognise it


def table(columns: list[str], rows: list[list[Any]], *, one_line: bool = False) -> None:
    """Print a table, as wide as the terminal allows (all of it when piped); `one_line` cuts cells, never breaks them."""
    import io

    import click
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Plain

    out = sys.stdout
    watched = out.isatty()
    width = shutil.get_terminal_size().columns if watched else WHOLE if one_line else 160
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        shown.add_column(column, no_wrap=one_line)
    for row in rows:
        shown.add_row(*(Plain(_cell(value)) for value in row))
    # Rich would end the command by itself, with 1, when the reader of a pipe has seen enough: so it writes to memory.
    page = io.StringIO()
    Console(file=page, width=width, highlight=False, force_terminal=watched).print(shown)
    click.echo("\n".join(line.rstrip() for line in page.getvalue().splitlines()))


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else printable(value)


def record_lines(record: dict[str, Any]) -> Iterator[str]:
    """A record (or a reading alone) as lines: every tag with the text that made it so."""
    for key, name in (("f_title", "title"), ("f_address", "url"), ("f_source", "source"), ("f_author", "author"),
                      ("f_credit", "credit"), ("f_published", "published_at")):  # fmt: skip
        if record.get(name):
            yield f"{text(key)}: {printable(record[name])}"
    series = record.get("series")
    if series:
        place = text("series_part", number=series["number"]) if series["number"] else ""
        parts = filter(None, [series["title"], place, text("series_last") if series["last"] else ""])
        yield f"{text('f_series')}: {printable(' · '.join(parts))}"
    campaign = record["campaign"]
    if campaign["on_campaign"] is None and campaign["score"] is None:
        yield f"{text('f_campaign')}: {text('not_tagged_yet')}"
        return
    yield f"{text('f_campaign')}: {_yes(campaign['on_campaign'])} ({campaign['score']:.2f}){_proof(campaign['spans'])}"
    for tag in record["directives"]:
        name = printable(" ".join(filter(None, [tag["id"], tag["number"]])) or "?")
        yield f"{text('f_directives')}: {name} · {tag['role']} · {tag['basis']} ({tag['score']:.2f}){_proof(tag['spans'])}"
    for tag in record["localities"]:
        unit = tag["then"]
        place = printable(", ".join(filter(None, [unit["name"] or unit["level"], unit["province"]])))
        yield f"{text('f_localities')}: {place} · {unit['level']} · {tag['role']} · {tag['basis']}{_proof(tag['spans'])}"
    scores, evidence = record["scores"], record.get("evidence", {})
    for key, name in (("f_exemplar", "exemplar"), ("f_genre", "genre")):
        if record[name]:
            yield f"{text(key)}: {record[name]} ({scores.get(name, 0):.2f}){_proof(evidence.get(name, []))}"
    for key, name in (("f_fields", "fields"), ("f_actors", "actors")):
        if record[name]:
            labels = ", ".join(f"{x} ({scores.get(name, {}).get(x, 0):.2f})" for x in record[name])
            yield f"{text(key)}: {labels}{_proof(evidence.get(name, []))}"
            for label in record[name]:
                for span in evidence.get(f"{name}:{label}", []):
                    sentence = textwrap.shorten(printable(span["text"]), SHOWN, placeholder="…")
                    yield f"    {label}: “{sentence}”"
    for key, name in (("f_models", "models"), ("f_people", "people")):
        for tag in record[name]:
            beside = "; ".join(printable(tag[part]) for part in ("role", "holder", "place") if tag.get(part))
            yield f"{text(key)}: {printable(tag['name'])}{f' ({beside})' if beside else ''}"
    if record["figures"]:
        yield f"{text('f_figures')}: {printable('; '.join(tag['text'] for tag in record['figures']))}"
    reprint = record.get("reprint") or {}
    if reprint.get("original_url"):
        yield f"{text('f_reprint')}: {printable(reprint['original_url'])}"
    if len(reprint.get("members", [])) > 1:
        yield f"{text('f_members')}: {printable(' · '.join(reprint['members']))}"


def _yes(value: bool | None) -> str:
    return text("unsure" if value is None else "yes" if value else "no")


def _proof(spans: list[dict[str, Any]]) -> str:
    shown = list(dict.fromkeys(printable(span["text"]) for span in spans))[:5]
    return f"\n    {text('evidence')}: {' | '.join(shown)}" if shown else ""
