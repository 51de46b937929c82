"""packet: everything needed to run an article again, and the ledger of what was taken."""

from pathlib import Path
from typing import Any

import click

from desk.cli import fail, print_json
from desk.options import corpus_option, json_option
from desk.say import printable, say, text
from desk.tables import table


@click.command()
@click.argument("url_or_id", required=False)
@click.option("--format", "form", type=click.Choice(["md", "html", "docx"]), default="md", show_default=True,
              help="Định dạng · format.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
              help="Tệp đích · file (default: standard output).")  # fmt: skip
@click.option("--taken-by", metavar="NAME", help="Ghi sổ: ai lấy bài · enter in the ledger who took it.")
@click.option("--for", "paper", metavar="PAPER", help="Ghi sổ: cho báo nào · for which paper.")
@click.option("--ledger", is_flag=True, help="In sổ đã lấy · list what was taken.")
@corpus_option
@json_option
def packet(url_or_id: str | None, form: str, output: Path | None, taken_by: str | None, paper: str | None,
           ledger: bool, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Hồ sơ đăng lại một bài · a packet to republish an article.

    Có bài, ảnh theo địa chỉ, tác giả, báo, địa danh xưa và nay, số liệu và tên người phải kiểm tra, đã đăng ở đâu, và
    lời nhắc về quyền · text, pictures by address, whom to ask, what to check, where it ran, permission.
    """
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path
    from corpus.packet import packet as run_packet
    from corpus.shortlist import done
    from corpus.shortlist import ledger as run_ledger

    if ledger:
        with Decisions(decisions_path(corpus_path), readonly=True) as decisions:
            entries = run_ledger(decisions)
        if as_json:
            print_json({"taken": entries})
        else:
            _show(entries)
        return
    if url_or_id is None:
        raise click.UsageError(text("packet_which"))
    with Corpus(corpus_path, readonly=True) as corpus:
        identity = corpus.find(url_or_id)
        if identity is None:
            fail(f"no article {printable(url_or_id)[:200]} in {corpus_path}", "try: guong search")
        found = run_packet(corpus, identity)
        entered = bool(taken_by or paper)
        with Decisions(decisions_path(corpus_path), readonly=not entered) as decisions:
            if entered:
                done(decisions, corpus, [identity], by=taken_by, paper=paper)
            taken = run_ledger(decisions, identity)
    if as_json:
        print_json({**found, "taken": taken})
    else:
        _write(found, taken, form, output)
    if entered:
        shown = {"title": printable(found["title"]), "by": printable(taken[-1]["by"] or taken[-1]["who"])}
        click.echo(text("packet_taken", **shown, paper=printable(paper or "?")), err=True)


def _write(found: dict[str, Any], taken: list[dict[str, Any]], form: str, output: Path | None) -> None:
    from corpus.whole import write_whole
    from desk.editors.packet import made

    if form == "docx" and output is None:
        raise click.UsageError(text("packet_docx_file"))
    page = made(found, taken, form)
    if output is None:
        click.echo(page, nl=False)
    else:
        write_whole(output, page)
        say("packet_written", path=output)


def _show(entries: list[dict[str, Any]]) -> None:
    if not entries:
        say("ledger_empty")
        return
    rows = [
        [one["at"], one["by"] or one["who"], one["for"], one["title"], one["source"], one["note"]] for one in entries
    ]
    table(text("ledger_columns").split("|"), rows)
