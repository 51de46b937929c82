"""digest: the morning page of editors."""

import json
from pathlib import Path

import click

from desk.cli import print_json
from desk.options import Date, corpus_option
from desk.say import say


@click.command()
@click.option("--since", metavar="DAY", default="yesterday", show_default=True,
              help="Bài vào kho từ ngày: yesterday, today hoặc 2026-11-22 · what came in since.")  # fmt: skip
@click.option("--as-of", type=Date(), help="Coi là còn mới tính đến ngày · freshness as of a day (the newest night).")
@click.option("--format", "form", type=click.Choice(["text", "html", "atom", "json"]), default="text",
              show_default=True, help="Định dạng · format.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
              help="Tệp đích · file (default: standard output).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Như --format json · as --format json.")
@corpus_option
def digest(since: str, as_of: str | None, form: str, output: Path | None, as_json: bool, corpus_path: Path) -> None:
    """Bản tin sáng: bài hay nhất theo tỉnh, theo lĩnh vực, mô hình mới, bài đã đăng, điều còn thiếu · the morning page.

    HTML đọc được trong thư: không script, không tải gì từ ngoài · readable in mail.
    """
    from corpus import Corpus
    from corpus.clock import now
    from corpus.digest import day_of
    from corpus.digest import digest as run_digest
    from corpus.whole import write_whole
    from desk.night.digest import atom, html, plain

    begin = day_of(since).isoformat()
    with Corpus(corpus_path, readonly=True) as corpus:
        found = {"since": begin, **run_digest(corpus, since=begin, as_of=as_of)}
    if (as_json or form == "json") and output is None:
        print_json(found)
        return
    if form == "json" or as_json:
        page = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    elif form == "atom":
        page = atom(found, now())
    else:
        page = html(found) if form == "html" else plain(found)
    if output is None:
        click.echo(page, nl=False)
    else:
        write_whole(output, page)
        say("digest_written", path=output)
