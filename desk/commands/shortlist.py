"""shortlist: what editors picked, noted and took; kept in decisions.db beside the corpus."""

from dataclasses import asdict
from pathlib import Path

import click

from desk.cli import print_json
from desk.options import corpus_option, json_option
from desk.say import say, text
from desk.tables import table

_who = click.option("--who", metavar="NAME", help="Ai quyết định · who decides (default: $GUONG_WHO, the account).")
_many = click.argument("url_or_id", nargs=-1, required=True)


@click.group()
def shortlist() -> None:
    """Danh sách chọn của biên tập viên · the editors' shortlist.

    Ghi vào decisions.db cạnh kho, chỉ thêm không sửa; còn nguyên khi dựng lại kho · kept beside the corpus, only added
    to, whole when the corpus is made anew.
    """


@shortlist.command()
@_many
@click.option("--why", metavar="TEXT", help="Vì sao chọn · why.")
@_who
@corpus_option
@json_option
def add(url_or_id: tuple[str, ...], why: str | None, who: str | None, corpus_path: Path, as_json: bool) -> None:
    """Chọn bài · pick articles."""
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path
    from corpus.shortlist import add as run_add

    with Corpus(corpus_path, readonly=True) as corpus, Decisions(decisions_path(corpus_path)) as decisions:
        ids = run_add(decisions, corpus, list(url_or_id), why=why, who=who)
    if as_json:
        print_json({"ids": ids})
    else:
        say("shortlist_added", count=len(ids))


@shortlist.command()
@click.argument("url_or_id")
@click.argument("words", nargs=-1, required=True)
@_who
@corpus_option
@json_option
def note(url_or_id: str, words: tuple[str, ...], who: str | None, corpus_path: Path, as_json: bool) -> None:
    """Ghi chú về một bài · note something about an article."""
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path
    from corpus.shortlist import note as run_note

    with Corpus(corpus_path, readonly=True) as corpus, Decisions(decisions_path(corpus_path)) as decisions:
        identity = run_note(decisions, corpus, url_or_id, " ".join(words), who=who)
    if as_json:
        print_json({"id": identity})
    else:
        say("shortlist_noted")


@shortlist.command()
@_many
@click.option("--taken-by", metavar="NAME", help="Ai lấy · who took it (default: --who).")
@click.option("--for", "paper", metavar="PAPER", help="Cho báo nào · for which paper.")
@click.option("--note", "remark", metavar="TEXT", help="Ghi chú · a remark.")
@_who
@corpus_option
@json_option
def done(url_or_id: tuple[str, ...], taken_by: str | None, paper: str | None, remark: str | None, who: str | None,
         corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Đã lấy bài: ghi vào sổ · taken: enter in the ledger."""
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path
    from corpus.shortlist import done as run_done

    with Corpus(corpus_path, readonly=True) as corpus, Decisions(decisions_path(corpus_path)) as decisions:
        ids = run_done(decisions, corpus, list(url_or_id), by=taken_by, paper=paper, remark=remark, who=who)
    if as_json:
        print_json({"ids": ids})
    else:
        say("shortlist_done", count=len(ids))


@shortlist.command("list")
@click.option("--all", "everything", is_flag=True, help="Cả bài đã lấy, đã ghi chú · also what was taken or noted.")
@corpus_option
@json_option
def list_(everything: bool, corpus_path: Path, as_json: bool) -> None:
    """Những bài đang chọn · what is picked and not yet taken."""
    from corpus import Corpus
    from corpus.decisions import Decisions, decisions_path
    from corpus.shortlist import picks
    from corpus.shortlist import shortlist as run_shortlist

    with (
        Corpus(corpus_path, readonly=True) as corpus,
        Decisions(decisions_path(corpus_path), readonly=True) as decisions,
    ):
        found = (picks if everything else run_shortlist)(decisions, corpus)
    if as_json:
        print_json({"picks": [asdict(one) for one in found]})
    elif not found:
        say("shortlist_empty")
    else:
        rows = []
        for one in found:
            state = text(f"pick_{one.state}") + (f", {text('pick_changed')}" if one.changed else "")
            notes = "; ".join(note["text"] for note in one.notes)
            rows.append([one.id, one.title, one.source, state, one.who, one.at, one.why, notes or None])
        table(text("shortlist_columns").split("|"), rows)
