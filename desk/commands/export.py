"""export: a selection of the corpus in a form other tools read."""

import sys
from pathlib import Path

import click

from corpus.export import FORMATS, TEXTS
from corpus.filters import Filters
from desk.options import corpus_option, filter_options
from desk.say import say


def _columns(_: click.Context, __: click.Parameter, typed: str | None) -> list[str] | None:
    return [name.strip() for name in typed.split(",") if name.strip()] if typed else None


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True,
              help="Định dạng; parquet, xlsx, sqlite cần -o · format; the last three need -o.")  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
              help="Tệp đích · file (default: standard output).")  # fmt: skip
@click.option("--texts", type=click.Choice(TEXTS), default="full", show_default=True,
              help="Văn bản: cả bài, đoạn đầu, không; nhãn luôn đủ · how much of the texts; tags always.")  # fmt: skip
@click.option("--columns", callback=_columns, metavar="A,B,…",
              help="Chỉ các cột này (csv, xlsx, parquet) · only these columns.")  # fmt: skip
@filter_options
@corpus_option
def export(form: str, output: Path | None, texts: str, columns: list[str] | None, filters: Filters,
           corpus_path: Path) -> None:  # fmt: skip
    """Đưa dữ liệu ra cho công cụ khác · for other tools.

    jsonl: mỗi dòng một bài như guong show --json · csv, xlsx, parquet: bảng · sqlite: các bảng kèm nghĩa từng cột ·
    tei, conllu, vrt: cho ngôn ngữ học · for linguists.
    """
    from corpus import Corpus
    from corpus.export import write, write_file

    with Corpus(corpus_path, readonly=True) as corpus:
        if output is None:
            write(corpus, filters, form, sys.stdout.buffer, texts=texts, columns=columns)
        else:
            count = write_file(corpus, filters, form, output, texts=texts, columns=columns)
            say("exported", count=count, path=output)
