"""release, datasette: freeze a snapshot that can be cited, check one, and look at one in a browser."""

from pathlib import Path

import click

from corpus.export import TEXTS
from corpus.filters import Filters
from desk.cli import NOTHING, fail, print_json
from desk.options import Date, corpus_option, filter_options, json_option
from desk.say import printable, say, translated

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("version", required=False)
@click.option("--output", "-o", "root", type=FOLDER, default=Path("data/releases"), show_default=True,
              help="Nơi đặt các bản phát hành · where releases stand.")  # fmt: skip
@click.option("--texts", type=click.Choice(TEXTS), default="none", show_default=True,
              help="Văn bản: cả bài, đoạn đầu, không · how much of the texts; tags always.")  # fmt: skip
@click.option("--date", type=Date(), help="Ngày phát hành, mặc định là ngày kho thêm bài gần nhất · day of release.")
@click.option("--against", type=FOLDER, metavar="DIR", help="So với bản này · the release to compare with.")
@click.option("--check", "checked", type=FOLDER, metavar="DIR", help="Chỉ kiểm một bản đã có · only check a release.")
@filter_options
@corpus_option
@json_option
@click.pass_context
def release(ctx: click.Context, version: str | None, root: Path, texts: str, date: str | None, against: Path | None,
            checked: Path | None, filters: Filters, corpus_path: Path, as_json: bool) -> None:  # fmt: skip
    """Đóng một bản dữ liệu để trích dẫn · freeze a snapshot that can be cited.

    Dữ liệu (SQLite, Parquet, CSV, JSONL), bộ quy tắc, thẻ mô hình, mô tả, nghĩa từng cột, thay đổi so với bản trước,
    mã kiểm. Cùng một kho cho cùng một bản, từng byte · the same corpus gives the same bytes.
    """
    if checked is not None:
        _check(ctx, checked, as_json)
        return
    if version is None:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    from corpus import Corpus
    from corpus.releases import freeze

    with Corpus(corpus_path, readonly=True) as corpus:
        made = freeze(corpus, version, root, filters=filters, texts=texts, date=date, against=against)
    if as_json:
        print_json({"folder": str(made.folder), "version": made.version, "released": made.released,
                    "articles": made.articles, "texts": made.texts, "previous": made.previous})  # fmt: skip
    else:
        say("released", version=made.version, count=made.articles, texts=made.texts, folder=printable(made.folder))


def _check(ctx: click.Context, folder: Path, as_json: bool) -> None:
    from corpus.releases import check

    found = check(folder)
    if as_json:
        print_json({"folder": str(folder), "problems": [{"file": one.subject, "what": one.detail} for one in found]})
    elif found:
        for one in found:
            say("release_wrong", file=printable(one.subject), what=translated(one.detail))
    else:
        say("release_whole", folder=printable(folder))
    if found:
        ctx.exit(NOTHING)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe · address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Cổng · port.")
def datasette(folder: Path, host: str, port: int) -> None:
    """Xem một bản phát hành bằng trình duyệt, chỉ đọc · a read-only window on a release (Datasette)."""
    from desk.window import serve

    try:
        serve(folder, host=host, port=port, ready=lambda address: say("window_at", address=address))
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror or error}", "try another --port")
