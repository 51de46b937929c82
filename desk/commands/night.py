"""nightly, doctor, backup, restore: the corpus by night, and what keeps it whole."""

import re
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from desk.cli import DONE, PARTLY, fail, print_json
from desk.commands.collect import SOURCES_HELP
from desk.options import corpus_option, json_option
from desk.say import printable, say, text


@click.command()
@click.option("--sources", type=click.Path(path_type=Path, exists=True), help=SOURCES_HELP)
@click.option("--source", "ids", multiple=True, metavar="ID", help="Chỉ nguồn này (lặp lại được) · only this source.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True),
    help="Trả lời từ WARC, không dùng mạng · answer from WARC.",
)
@click.option(
    "--window",
    metavar="HH:MM-HH:MM",
    help="Giờ được phép hỏi báo, theo giờ Hà Nội · hours in which papers may be asked.",
)
@click.option(
    "--keep",
    type=click.IntRange(1, 3650),
    metavar="N",
    help="Giữ bản sao của N ngày gần nhất · keep backups of the last N days.",
)
@corpus_option
@json_option
@click.pass_context
def nightly(ctx: click.Context, sources: Path | None, ids: tuple[str, ...], replay: Path | None, window: str | None,
            keep: int | None, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Trọn một đêm: thu thập, đọc, kiểm tra, sao lưu, bản tin, báo cáo · the whole night, with a report by morning.

    Mọi thứ nằm cạnh kho: backups/, digests/, reports/, metrics/ · everything lies beside the corpus.
    """
    from corpus.clock import moment
    from corpus.nights import next_name
    from desk.night.night import STEPS, Night, alone
    from desk.night.plan import Wish
    from desk.night.reading import page
    from desk.night.telling import Teller, Watched

    if window is not None:
        _window(window)
    wish = Wish(corpus_path.absolute(), sources and sources.absolute(), ids, replay and replay.absolute(), window, keep)
    places = wish.places
    with alone(wish):
        name = next_name(moment(), (places.reports, places.digests, places.backups))
        log = places.reports / f"{name}.log"
        watched = sys.stderr.isatty()
        teller = Watched(log, len(STEPS)) if watched else Teller(sys.stderr if as_json else sys.stdout, log)
        night = Night(wish, name, teller)
        try:
            code = night.run()
        finally:
            teller.close()
    if as_json:
        print_json(night.told)
    elif watched:
        click.echo(page(night.told))
    ctx.exit(code)


def _window(typed: str) -> None:
    from corpus.errors import GuongError
    from crawler.window import Window

    try:
        Window.parse(typed)
    except GuongError as error:
        raise click.BadParameter(text("no_window", window=typed), param_hint="--window") from error


class Share(click.ParamType[tuple[int, int]]):
    """A part as `2/7`: the third of seven."""

    name = "K/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"(\d{1,4})/([1-9]\d{0,3})", str(value))
        if match is None:
            self.fail(text("no_share", share=printable(value)), param, ctx)
        return int(match[1]), int(match[2])


@click.command()
@click.option("--share", type=Share(), default=(0, 1), metavar="K/N", help="Chỉ xem phần K trong N phần của WARC và bản sao "
              "· only this part of WARC files and backups.")  # fmt: skip
@click.option("--reindex", is_flag=True, help="Dựng lại chỉ mục tìm kiếm trước · build the search index anew first.")
@corpus_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, share: tuple[int, int], reindex: bool, corpus_path: Path, as_json: bool) -> None:
    """Khám kho: tệp, chỉ mục, từng văn bản, WARC, bản sao · is everything that is kept still what was stored?"""
    from corpus import Corpus, GuongError
    from corpus.backup import rotten
    from corpus.check import Problem
    from corpus.check import reindex as run_reindex
    from corpus.doctor import examine
    from corpus.nights import Places
    from crawler.sealing import examine as examine_archive
    from desk.night.reading import damage_line

    places = Places(corpus_path)
    if reindex:
        with Corpus(corpus_path, create=False) as corpus:
            say("reindexed", count=run_reindex(corpus))
    found = examine(corpus_path)
    try:
        found += examine_archive(places.warc, corpus_path, share=share)
    except GuongError as error:  # a corpus that cannot be asked does not say what belongs to it
        found.append(Problem("warc_unknown", "", str(error)))
    found += rotten(places.backups, share=share)
    if as_json:
        print_json({"corpus": str(corpus_path), "healthy": not found, "problems": [asdict(one) for one in found]})
        ctx.exit(PARTLY if found else DONE)
    for one in found:
        click.echo(damage_line(asdict(one)))
    if not found:
        say("healthy", corpus=corpus_path)
        return
    say("damaged", count=len(found))
    kinds = {one.kind for one in found}
    if kinds == {"index"}:
        say("try_reindex", corpus=corpus_path)
    elif kinds & {"file", "foreign_key", "text", "version", "decisions"}:
        say("try_restore", folder=places.backups, corpus=corpus_path)
    ctx.exit(PARTLY)


@click.command()
@click.option("--name", metavar="NIGHT", help="Tên bản sao, vd 2026-11-22-1 · name of the backup.")
@click.option("--may-shrink", is_flag=True, help="Chấp nhận ít dòng hơn bản trước · fewer rows than before are meant.")
@corpus_option
@json_option
def backup(name: str | None, may_shrink: bool, corpus_path: Path, as_json: bool) -> None:
    """Sao lưu kho đang dùng và khám bản sao · copy the live corpus, and look the copy over."""
    from corpus.backup import make
    from corpus.clock import moment
    from corpus.nights import Places, next_name, order
    from crawler.manners import only_one
    from desk.night.files import gigabytes
    from desk.night.plan import numbers

    if name is not None and (order(name) is None or Path(name).name != name or "." in name):
        raise click.BadParameter(text("no_night", name=printable(name)), param_hint="--name")
    places, kept = Places(corpus_path), numbers()["backups"]
    with only_one(corpus_path, name="backup"):
        chosen = name or next_name(moment(), (places.backups, places.reports, places.digests))
        made = make(corpus_path, places.backups, chosen, grow_only=kept["grow_only"], room=kept["room"],
                    may_shrink=may_shrink)  # fmt: skip
    if as_json:
        print_json({**asdict(made), "folder": str(places.backups / chosen)})
    else:
        say("backed_up", folder=places.backups / chosen, size=gigabytes(made.bytes),
            articles=made.rows["corpus.db"].get("articles", 0))  # fmt: skip


@click.command()
@click.argument("backup_folder", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Thay cả kho đang lành · replace a healthy corpus too.")
@corpus_option
@json_option
def restore(backup_folder: Path, force: bool, corpus_path: Path, as_json: bool) -> None:
    """Khôi phục từ bản sao; tệp cũ được cất bên cạnh · bring a backup back; what stood there is kept aside.

    BACKUP: thư mục, hoặc tên đêm · a folder, or the name of a night.
    """
    from corpus.nights import Places
    from corpus.restore import restore as run_restore
    from crawler.manners import only_one

    named = Places(corpus_path).backups / backup_folder
    folder = backup_folder if backup_folder.is_dir() or not named.is_dir() else named
    if not folder.is_dir():
        fail(f"{folder}: no backup there", "name a folder under data/backups")
    names = ("nightly", "crawl", "backup")  # whoever might write
    with ExitStack() as held:
        for name in names:
            held.enter_context(only_one(corpus_path, name=name))
        done = run_restore(folder, corpus_path, force=force)
    if as_json:
        print_json(asdict(done))
        return
    say("restored", corpus=corpus_path, backup=done.backup, articles=done.articles)
    for file in done.aside:
        say("kept_aside", file=file)
    if done.decisions:
        say("decisions_restored")
