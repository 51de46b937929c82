"""link, show, status: what the corpus knows."""

from pathlib import Path

import click

from desk.cli import fail, print_json
from desk.health import source_lines, status_table
from desk.options import corpus_option, json_option
from desk.say import printable, say
from desk.tables import record_lines


@click.command()
@corpus_option
@json_option
def link(corpus_path: Path, as_json: bool) -> None:
    """Tìm bài đăng lại, đoạn văn dùng chung, và đọc bài để xếp hạng · find reprints and shared paragraphs, and read what
    ranks stories."""
    from corpus import Corpus
    from corpus.reprints import link as run_link
    from corpus.stories import keep_signals

    with Corpus(corpus_path, create=False) as corpus:
        report = run_link(corpus)
        report["stories"] = keep_signals(corpus)
    if as_json:
        print_json(report)
    else:
        say("linked", **report)
        say("linked_reuse", **report)


@click.command()
@click.argument("url_or_id")
@corpus_option
@json_option
def show(url_or_id: str, corpus_path: Path, as_json: bool) -> None:
    """Một bài với mọi điều đã biết · one article with everything known about it."""
    from corpus import Corpus
    from corpus.families import family
    from corpus.tags import record
    from desk.editors.shown import tree_lines

    with Corpus(corpus_path, readonly=True) as corpus:
        identity = corpus.find(url_or_id)
        if identity is None:
            fail(f"no article {printable(url_or_id)[:200]} in {corpus_path}", "try: guong search")
        found, tree = record(corpus, identity), family(corpus, identity)
    if as_json:
        print_json(found)
        return
    for line in record_lines(found):
        click.echo(line)
    for line in tree_lines(tree) if tree["members"] > 1 or tree["reuse"] else ():
        click.echo(line)
    click.echo()
    for line in [found["sapo"] or "", *found["body"].split("\n")]:
        click.echo(printable(line))


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
