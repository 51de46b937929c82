"""demo: the whole pipeline on the bundled sample press, offline, and what three kinds of people would want to see."""

import os
import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.cli import NOTHING, PARTLY, fail
from desk.commands.search import hit_lines
from desk.health import status_table
from desk.options import reading
from desk.say import printable, progress, say, text
from desk.tables import table

if TYPE_CHECKING:
    from corpus import Corpus

QUERIES = ("nuôi heo đất", '"làm theo lời Bác"', "05-CT/TW AND hien dat")
NEXT = (
    "guong search 'hũ gạo tình thương' --corpus {corpus}",
    "guong search --province 22 --genre model_report --corpus {corpus}",
    "guong show {id} --corpus {corpus}",
    "guong export --format csv --on-campaign -o {csv} --corpus {corpus}",
    "guong status --corpus {corpus} --lang en",
)


@click.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("data/demo"), show_default=True,
              help="Nơi đặt kho mẫu · where the sample corpus is made.")  # fmt: skip
@click.pass_context
def demo(ctx: click.Context, folder: Path) -> None:
    """Chạy trọn quy trình trên báo mẫu, không cần mạng · the whole pipeline on the sample press, offline."""
    from corpus import Corpus
    from corpus.reprints import link
    from corpus.tagging import tag_corpus
    from crawler.run import crawl
    from crawler.sources import read
    from nlp.paths import datasets

    began = time.monotonic()
    press = datasets() / "sample_press"
    path = folder / "corpus.db"
    papers = read(press / "sources.toml")[0]
    _clear(path, {paper.id for paper in papers})
    say("demo_crawl", sources=len(papers))
    report = crawl(path, sources=press / "sources.toml", replay=press / "sample_press.warc.gz", log_level="ERROR")
    say("crawled", stored=report.stored, trouble=report.trouble)
    with Corpus(path) as corpus:
        say("demo_tag")
        with progress("tag") as show:
            tagged = tag_corpus(corpus, workers=os.cpu_count() or 1, progress=show)
        say("tagged", tagged=tagged.tagged, failed=len(tagged.failed))
        for identity, reason in tagged.failed[:5]:
            click.echo(text("not_tagged", id=identity, reason=printable(reason)), err=True)
        say("demo_link")
        say("linked", **link(corpus))
        _operator(corpus)
        _researcher(corpus)
        first = _editor(corpus)
    click.echo()
    say("demo_done", seconds=round(time.monotonic() - began), corpus=path)
    for line in NEXT:
        places = {"corpus": path, "csv": folder / "bai.csv"}
        click.echo("  " + line.format(id=first, **{name: shlex.quote(str(place)) for name, place in places.items()}))
    if tagged.failed:
        ctx.exit(PARTLY if tagged.tagged else NOTHING)


def _clear(path: Path, papers: set[str]) -> None:
    """Remove the corpus of an earlier demo; a corpus that holds other papers is somebody's work and is refused."""
    from corpus import Corpus

    if path.exists():
        with Corpus(path) as corpus:
            others = corpus.sources().keys() - papers
        if others:
            fail(text("demo_not_ours", path=path, source=sorted(others)[0]), text("demo_elsewhere"))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()


def _heading(key: str) -> None:
    click.echo("\n" + click.style(text(key), bold=True))


def _operator(corpus: "Corpus") -> None:
    from corpus.status import status

    _heading("demo_operator")
    status_table(status(corpus))


def _researcher(corpus: "Corpus") -> None:
    from corpus.overview import counts
    from corpus.query import parse
    from corpus.search import search

    _heading("demo_researcher")
    found = counts(corpus)
    say("demo_count", on=found["on_campaign"], all=found["articles"])
    for axis in ("directives", "genre", "fields", "provinces"):
        click.echo("  " + " · ".join(f"{printable(label)} {n}" for label, n in found[axis][:8]))
    for query in QUERIES:
        answer = search(corpus, query, limit=2)
        click.echo(f"\n$ guong search {query!r}")
        say("search_head", total=answer["total"], read_as=reading(parse(query).parts))
        for hit in answer["hits"]:
            click.echo("\n".join(hit_lines(hit)))


def _editor(corpus: "Corpus") -> str:
    from corpus.overview import examples

    _heading("demo_editor")
    rows = examples(corpus, 8)
    if not rows:
        say("demo_no_story")
        return "ID"
    columns = [
        text(key) for key in ("f_title", "f_people", "f_models", "f_figures", "f_localities", "f_source", "f_members")
    ]
    table(
        columns,
        [[r["title"], r["people"], r["models"], r["figures"], r["place"], r["source"], r["copies"] or 1] for r in rows],
    )
    return str(rows[0]["id"])
