"""crawl, extract, ingest: pages into articles."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from desk.cli import NOTHING, PARTLY, STOPPED, fail, print_json
from desk.options import Date, corpus_option, json_option
from desk.say import printable, progress, say, text

SOURCES_HELP = "Tệp hoặc thư mục nguồn · source file or folder (default: datasets/sources)."


MAX_INPUT = 64 * 1024 * 1024  # bytes: eight times the largest page a crawl takes


def read_input(path: str, limit: int = MAX_INPUT) -> bytes:
    """A file's bytes, or standard input's for `-`; fails in one line when it cannot be read."""
    try:
        if path == "-":
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with open(path, "rb") as stream:
                content = stream.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        fail(f"{path}: {getattr(error, 'strerror', None) or error}", text("check_input"))
    if len(content) > limit:
        fail(text("too_big", path=path, limit=limit // 2**20), text("check_input"))
    return content


@click.command()
@click.option("--sources", type=click.Path(path_type=Path), help=SOURCES_HELP)
@click.option("--source", "ids", multiple=True, metavar="ID", help="Chỉ nguồn này (lặp lại được) · only this source.")
@click.option("--replay", type=click.Path(path_type=Path), help="Trả lời từ WARC, không dùng mạng · answer from WARC.")
@click.option("--since", type=Date(), help="Bỏ qua bài cũ hơn ngày này · skip older articles.")
@click.option("--until", type=Date(), help="Cùng --since: lục kho cũ của những ngày ấy · with --since: a back-fill.")
@click.option("--limit", type=click.IntRange(1), help="Tối đa mỗi nguồn · at most so many articles a source.")
@click.option("--window", metavar="22:00-06:00", help="Chỉ tải trong giờ này (Hà Nội) · only in these hours.")
@click.option("--verbose", is_flag=True, help="Nhật ký đầy đủ · full log.")
@corpus_option
@json_option
@click.pass_context
def crawl(ctx: click.Context, sources: Path | None, ids: tuple[str, ...], replay: Path | None, since: str | None,
          until: str | None, limit: int | None, window: str | None, verbose: bool, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Thu thập: tìm, tải, đọc, lưu · discover, fetch, extract, store."""
    from corpus import Corpus, runs
    from crawler.run import crawl as run_crawl

    with progress("crawl", ends=False) as show:
        report = run_crawl(corpus_path, sources=sources, ids=ids, replay=replay, since=since, until=until, limit=limit,
                           window=window, progress=show, log_level="INFO" if verbose else "WARNING")  # fmt: skip
    with Corpus(corpus_path) as corpus:
        counts = runs.totals(corpus, report.run)
    nothing = bool(report.trouble) and not counts["lists"] and not counts["stored"]
    if as_json:
        print_json({**asdict(report), **counts})
    else:
        say("crawled_none" if nothing else "crawled", stored=report.stored, trouble=report.trouble)
    if report.stopped:
        ctx.exit(STOPPED)
    ctx.exit(NOTHING if nothing else PARTLY if report.trouble else 0)


@click.command()
@click.argument("file")
@click.option("--url", required=True, help="Địa chỉ của trang · the page's address.")
@click.option("--layout", default="auto", show_default=True, help="Tên bố cục trang · page layout.")
@json_option
@click.pass_context
def extract(ctx: click.Context, file: str, url: str, layout: str, as_json: bool) -> None:
    """Đọc một trang (FILE hoặc -), không cần kho · one page, no corpus."""
    from crawler.reading import read_page

    reading = read_page(read_input(file), url, layout=layout)
    if as_json:
        print_json(asdict(reading))
    elif reading.article is None:
        say("not_article", kind=reading.kind, reason=printable(reading.reason or ""))
    else:
        page = reading.article
        for key, value in (("f_title", page.title), ("f_published", page.published_at), ("f_author", page.author),
                           ("f_credit", page.credit)):  # fmt: skip
            click.echo(f"{text(key)}: {printable(value or '–')}")
        click.echo()
        for line in [page.sapo or "", *page.body.split("\n")]:
            click.echo(printable(line))
    ctx.exit(0 if reading.kind == "article" else NOTHING)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--sources", type=click.Path(path_type=Path), help=SOURCES_HELP)
@click.option("--source", "ids", multiple=True, metavar="ID", help="Chỉ nguồn này (lặp lại được) · only this source.")
@click.option("--url", help="Địa chỉ của trang đã lưu · address of a single saved page.")
@click.option("--reextract", is_flag=True, help="Đọc lại bài trong kho, cho xem trước khi ghi · read the corpus again.")
@click.option("--yes", is_flag=True, help="Cùng --reextract: ghi, không hỏi · write without asking.")
@click.option("--all", "everything", is_flag=True, help="Cả bài của bộ đọc hiện nay · also what is of this reader.")
@click.option("--force", is_flag=True, help="Ghi cả bài còn chưa đến một nửa · also texts that shrank to under half.")
@corpus_option
@json_option
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], sources: Path | None, ids: tuple[str, ...], url: str | None,
           reextract: bool, yes: bool, everything: bool, force: bool, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Đưa WARC hoặc trang đã lưu vào kho · WARC or saved pages into the corpus.

    --reextract: đọc lại bài trong kho từ WARC (mặc định: thư mục warc cạnh kho), cho xem sẽ đổi gì rồi mới ghi; văn bản
    cũ được giữ làm bản cũ · reads the articles of the corpus again and shows what would change before it is written.
    """
    from corpus import Corpus
    from crawler.ingest import ingest as run_ingest
    from crawler.sources import choose, read
    from nlp.paths import datasets

    if not (paths or reextract):
        raise click.UsageError(text("ingest_nothing"))
    if not reextract and (yes or everything or force):
        raise click.UsageError(text("only_reextract"))
    chosen, problems = read(sources or datasets() / "sources")
    chosen = choose(chosen, ids)
    for problem in problems:
        click.echo(text("bad_source", problem=printable(problem)), err=True)
    if reextract:
        from desk.rereading import reread

        code = reread(corpus_path, chosen, list(paths), everything=everything, force=force, yes=yes, as_json=as_json)
        ctx.exit(code or (PARTLY if problems else 0))
    with Corpus(corpus_path) as corpus:
        report = run_ingest(corpus, list(paths), chosen, url=url)
    if as_json:
        print_json(asdict(report))
    else:
        say("ingested", pages=report.pages, stored=report.stored, changed=report.changed, known=report.known,
            skipped=report.skipped, failed=len(report.failed))  # fmt: skip
    for what, reason in report.failed:
        click.echo(text("not_read", what=printable(what), reason=printable(reason)), err=True)
    done = report.stored + report.changed + report.known + report.skipped
    ctx.exit(0 if not report.failed and not problems else PARTLY if done else NOTHING)
