"""link, show, search, export, status: what the corpus knows."""

import html
import re
import sys
from dataclasses import replace
from pathlib import Path

import click

from corpus.export import FORMATS
from corpus.filters import Filters
from desk.cli import fail, print_json
from desk.health import source_lines, status_table
from desk.options import corpus_option, filter_options, json_option
from desk.say import printable, say, text
from desk.tables import record_lines


@click.command()
@corpus_option
@json_option
def link(corpus_path: Path, as_json: bool) -> None:
    """Tìm bài đăng lại và gom nhóm · find reprints and group them."""
    from corpus import Corpus
    from corpus.reprints import link as run_link

    with Corpus(corpus_path, create=False) as corpus:
        report = run_link(corpus)
    if as_json:
        print_json(report)
    else:
        say("linked", **report)


@click.command()
@click.argument("url_or_id")
@corpus_option
@json_option
def show(url_or_id: str, corpus_path: Path, as_json: bool) -> None:
    """Một bài với mọi điều đã biết · one article with everything known about it."""
    from corpus import Corpus
    from corpus.tags import record

    with Corpus(corpus_path, readonly=True) as corpus:
        identity = corpus.find(url_or_id)
        if identity is None:
            fail(f"no article {printable(url_or_id)[:200]} in {corpus_path}", "try: guong search")
        found = record(corpus, identity)
    if as_json:
        print_json(found)
        return
    for line in record_lines(found):
        click.echo(line)
    click.echo()
    for line in [found["sapo"] or "", *found["body"].split("\n")]:
        click.echo(printable(line))


def hit_lines(hit: dict[str, str]) -> list[str]:
    """A search hit for a terminal: title, source and day, the snippet with the words found in bold."""
    day = (hit["published_at"] or "")[:10] or text("undated")
    snippet = html.unescape(re.sub(r"<mark>(.*?)</mark>", "\x02\\1\x03", hit["snippet"]))
    plain = "".join(c for c in snippet if c.isprintable() or c in "\x02\x03")
    bold = plain.replace("\x02", "\x1b[1m").replace("\x03", "\x1b[0m")
    return [
        f"{click.style(printable(hit['title']), bold=True)}",
        f"  {hit['source']} · {day} · {printable(hit['url'])}",
        f"  {bold}",
    ]


@click.command()
@click.argument("query", required=False, default="")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Số bài · how many.")
@filter_options
@corpus_option
@json_option
def search(query: str, limit: int, filters: Filters, corpus_path: Path, as_json: bool) -> None:
    """Tìm: có dấu thì đúng dấu, không dấu thì mọi cách viết · marks mean what they say.

    "cụm từ", NEAR(a b, 5), đầu*, AND OR NOT, 05-CT/TW.
    """
    from corpus import Corpus
    from corpus.search import search as run_search

    with Corpus(corpus_path, readonly=True) as corpus:
        found = run_search(corpus, query, filters, limit=limit)
    if as_json:
        print_json(found)
        return
    say("search_head", total=found["total"], read_as=printable(found["read_as"]) or text("search_all"))
    for hit in found["hits"]:
        click.echo("\n".join(["", *hit_lines(hit)]))


@click.command()
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Định dạng · format."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Tệp đích · file (default: standard output).",
)
@filter_options
@corpus_option
def export(form: str, output: Path | None, filters: Filters, corpus_path: Path) -> None:
    """Đưa dữ liệu ra cho công cụ khác · for other tools."""
    from corpus import Corpus
    from corpus.export import write, write_file

    with Corpus(corpus_path, readonly=True) as corpus:
        if output is None:
            write(corpus, replace(filters), form, sys.stdout)
        else:
            count = write_file(corpus, filters, form, output)
            say("exported", count=count, path=output)


@click.command()
@click.option("--source", "source", metavar="ID", help="Chỉ một nguồn, đầy đủ · one source in full.")
@corpus_option
@json_option
def status(source: str | None, corpus_path: Path, as_json: bool) -> None:
    """Mỗi nguồn vừa cho gì, hỏng gì · what each source gave lately, and what is wrong.

    Tình trạng: có tin, im lặng, thiếu sót, HỎNG, BỊ CHẶN, đổi giao diện, mất nội dung, chưa chạy · states: answering,
    quiet, degraded, failing, blocked, changed_layout, body_missing, never_crawled.
    """
    from corpus import Corpus
    from corpus.status import status as run_status

    with Corpus(corpus_path, readonly=True) as corpus:
        found = run_status(corpus)
    if source is not None:
        known = [one["id"] for one in found["sources"]]
        found["sources"] = [one for one in found["sources"] if one["id"] == source]
        if not found["sources"]:
            listed = ", ".join(known[:5]) or "–"
            fail(f"no source {printable(source)[:80]}; known: {listed}…", "try: guong status")
    if as_json:
        print_json(found)
    elif source is not None:
        source_lines(found["sources"][0])
    else:
        status_table(found)
