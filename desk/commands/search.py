"""search: articles by their words, ranked, with the words found marked."""

import html
import re
from pathlib import Path
from typing import Any

import click

from corpus.filters import Filters
from desk.cli import print_json
from desk.options import corpus_option, filter_options, json_option, reading, said
from desk.say import printable, text


@click.command()
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Số bài · how many.")
@click.option(
    "--offset", type=click.IntRange(0), default=0, help="Bỏ qua bao nhiêu bài đầu · how many to leave out first."
)
@filter_options
@corpus_option
@json_option
def search(words: tuple[str, ...], limit: int, offset: int, filters: Filters, corpus_path: Path, as_json: bool) -> None:
    """Tìm: có dấu thì đúng dấu, không dấu thì mọi cách viết · marks mean what they say.

    "cụm từ", NEAR(a b, 5), đầu*, AND OR NOT, 05-CT/TW.
    """
    from corpus import Corpus
    from corpus.query import parse
    from corpus.search import search as run_search

    query = " ".join(words)
    with Corpus(corpus_path, readonly=True) as corpus:
        found = run_search(corpus, query, filters, limit=limit, offset=offset)
    found["read_as"] = reading(parse(query).parts)
    if as_json:
        print_json(found)
        return
    for line in answer_lines(found, said(filters) if filters != Filters() else ""):
        click.echo(line)


def answer_lines(found: dict[str, Any], selected: str = "") -> list[str]:
    """An answer for a terminal: how the query was read, in what selection, a better query, the hits."""
    lines = [text("search_head", total=found["total"], read_as=printable(found["read_as"]) or text("search_all"))]
    if selected:
        lines.append(text("search_selected", selected=printable(selected)))
    if "ranked" in found:
        lines.append(text("search_ranked", ranked=f"{found['ranked']:,}".replace(",", ".")))
    if "suggestion" in found:
        lines.append(text("search_suggestion", query=printable(found["suggestion"])))
    for hit in found["hits"]:
        lines += ["", *hit_lines(hit)]
    return lines


def hit_lines(hit: dict[str, Any]) -> list[str]:
    """A search hit for a terminal: title, source and day, the snippet with the words found in bold."""
    day = (hit["published_at"] or "")[:10] or text("undated")
    gone = f" · {text('search_withdrawn')}" if hit.get("withdrawn") else ""
    snippet = html.unescape(re.sub(r"<mark>(.*?)</mark>", "\x02\\1\x03", hit["snippet"]))
    plain = "".join(c for c in snippet if c.isprintable() or c in "\x02\x03")
    bold = plain.replace("\x02", "\x1b[1m").replace("\x03", "\x1b[0m")
    return [
        f"{click.style(printable(hit['title']), bold=True)}",
        f"  {printable(hit['source'])} · {day} · {printable(hit['url'])}{gone}",
        f"  {bold}",
    ]
