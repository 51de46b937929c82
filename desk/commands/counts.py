"""kwic, colloc, ngrams, keyness, freq, facets, crosstab: counts with what they are measured against."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.filters import Filters
from desk.cli import print_json
from desk.options import Date, corpus_option, filter_options, json_option
from desk.say import progress, text

if TYPE_CHECKING:
    from corpus import Corpus
    from corpus.counting import Result

F = Callable[..., Any]
AXES = ("directive", "directive_role", "province", "province63", "district", "field", "genre", "exemplar", "actor", "source",
        "year", "month", "era", "on_campaign")  # fmt: skip


def output_options(plot: bool = True) -> Callable[[F], F]:
    """What all counts can do with their result, and how they count reprints."""

    def add(function: F) -> F:
        function = json_option(function)
        function = click.option(
            "--csv", "as_csv", is_flag=True, help="Bảng cho bảng tính · a table for a spreadsheet."
        )(function)
        function = click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
                                help="Ghi ra tệp .csv hoặc .json · write a file, whole or not at all.")(function)  # fmt: skip
        if plot:
            function = click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.svg",
                                    help="Vẽ biểu đồ ra .svg hoặc .png · draw a chart.")(function)  # fmt: skip
        return click.option("--reprints", type=click.Choice(["once", "each"]), default="once", show_default=True,
                            help="Bài đăng lại tính một lần hay mỗi bản · count reprints once or each.")(function)  # fmt: skip

    return add


def limit_option(default: int = 50) -> Callable[[F], F]:
    """`--limit N`."""
    return click.option("--limit", type=click.IntRange(1, 100_000), default=default, show_default=True,
                        help="Số dòng · how many rows.")  # fmt: skip


def unit_option(function: F) -> F:
    """`--unit word|syllable`."""
    return click.option("--unit", type=click.Choice(["word", "syllable"]), default="word", show_default=True,
                        help="Đếm theo từ hay theo tiếng · words or syllables.")(function)  # fmt: skip


def counted(path: Path, count: Callable[["Corpus"], "Result"], *, words: bool = True) -> "Result":
    """Count in a corpus; first cut into words what is not cut yet, and say what cannot be."""
    from corpus import Corpus, CorpusError
    from corpus.counting.filling import fill, ready, uncounted

    with Corpus(path, readonly=True) as corpus:
        lacking = len(uncounted(corpus)) if words else 0
        if not words or ready(corpus):
            return count(corpus)
    try:
        with Corpus(path, create=False) as corpus, progress(text("splitting")) as shown:
            report = fill(corpus, progress=shown)
        if lacking:
            click.echo(text("counting_filled", **report), err=True)
    except CorpusError:
        if lacking:
            click.echo(text("counting_not_filled", count=lacking), err=True)
    with Corpus(path, readonly=True) as corpus:
        return count(corpus)


def give(result: "Result", *, as_json: bool, as_csv: bool, output: Path | None, plot: Path | None = None) -> None:
    """Print a result, or write it and its chart to files."""
    import json

    from corpus.whole import write_whole
    from desk import counting

    form = _form(as_json, as_csv, output)
    if plot is not None:
        from desk.charts.results import chart
        from desk.charts.style import png, svg

        write = {".svg": svg, ".png": png}.get(plot.suffix.lower())
        if write is None:
            raise click.UsageError(text("plot_form", path=plot))
        try:
            drawn = write(chart(result))
        except ValueError as error:
            raise click.UsageError(text("plot_nothing")) from error
        write_whole(plot, drawn)
    if output is not None:
        shown = counting.as_csv(result) if form == "csv" else json.dumps(result.as_dict(), ensure_ascii=False) + "\n"
        write_whole(output, shown)
    elif form == "json":
        print_json(result.as_dict())
    elif form == "csv":
        click.echo(counting.as_csv(result), nl=False)
    else:
        counting.show(result)
    for path in filter(None, (output, plot)):
        click.echo(text("written_to", path=path), err=True)
    if form == "csv":
        for line in (counting.selection_line(result), counting.completeness_line(result)):
            click.echo(line, err=True)


def _form(as_json: bool, as_csv: bool, output: Path | None) -> str:
    """json, csv, or text for people."""
    if as_json and as_csv:
        raise click.UsageError(text("only_one"))
    if as_json or as_csv or output is None:
        return "json" if as_json else "csv" if as_csv else "text"
    if output.suffix.lower() not in (".csv", ".json"):
        raise click.UsageError(text("no_form", path=output))
    return output.suffix.lower()[1:]


@click.command()
@click.argument("query")
@click.option("--context", type=click.IntRange(0, 50), default=8, show_default=True,
              help="Số từ mỗi bên · words on each side.")  # fmt: skip
@click.option("--sort", type=click.Choice(["date", "left", "right"]), default="date", show_default=True,
              help="Xếp theo ngày, từ bên trái, từ bên phải · order.")  # fmt: skip
@limit_option()
@output_options(plot=False)
@filter_options
@corpus_option
def kwic(query: str, context: int, sort: str, limit: int, reprints: str, filters: Filters, corpus_path: Path,
         **out: Any) -> None:  # fmt: skip
    """Mọi chỗ một từ đứng, với chữ hai bên · every place where a word stands (concordance).

    Cột · columns: id, url, source, published_at, field (title, sapo, body), start, end (vị trí trong field), left, node,
    right. Từ cách nhau bằng dấu cách là một cụm; có dấu thì đúng dấu · words side by side are a phrase.
    """
    from corpus.counting import kwic as count

    result = counted(corpus_path, lambda corpus: count(corpus, query, filters, context=context, sort=sort, limit=limit,
                                                       reprints=reprints), words=False)  # fmt: skip
    give(result, **out)


@click.command()
@click.argument("query")
@click.option(
    "--window", type=click.IntRange(1, 20), default=5, show_default=True, help="Số từ mỗi bên · words a side."
)
@click.option("--direction", type=click.Choice(["both", "left", "right"]), default="both", show_default=True,
              help="Bên nào · which side.")  # fmt: skip
@click.option("--min-count", type=click.IntRange(1), default=5, show_default=True, help="Ít nhất mấy lần · at least.")
@click.option("--by", type=click.Choice(["log_dice", "g2", "together"]), default="log_dice", show_default=True,
              help="Xếp theo · order.")  # fmt: skip
@click.option("--numbers", is_flag=True, help="Kê cả số · list numbers too.")
@unit_option
@limit_option()
@output_options()
@filter_options
@corpus_option
def colloc(query: str, filters: Filters, corpus_path: Path, plot: Path | None, as_json: bool, as_csv: bool,
           output: Path | None, **how: Any) -> None:  # fmt: skip
    """Từ hay đi cùng một từ · words that stand near a word (collocations).

    Cột · columns: word, together (lần trong cửa sổ), left, right, count (lần trong cả lựa chọn), log_dice, g2 (âm: ít
    hơn ngẫu nhiên).
    """
    from corpus.counting import colloc as count

    result = counted(corpus_path, lambda corpus: count(corpus, query, filters, **how))
    give(result, as_json=as_json, as_csv=as_csv, output=output, plot=plot)


@click.command()
@click.option("--n", type=click.IntRange(2, 5), default=2, show_default=True, help="Mấy từ · how many words.")
@click.option("--min-count", type=click.IntRange(1), default=5, show_default=True, help="Ít nhất mấy lần · at least.")
@click.option(
    "--min-articles", type=click.IntRange(1), default=2, show_default=True, help="Ít nhất mấy bài · at least."
)
@unit_option
@limit_option()
@output_options()
@filter_options
@corpus_option
def ngrams(filters: Filters, corpus_path: Path, plot: Path | None, as_json: bool, as_csv: bool, output: Path | None,
           **how: Any) -> None:  # fmt: skip
    """Cụm từ lặp lại nhiều nhất · the runs of words that come most often.

    Cột · columns: ngram, count, per_million (trên 1 triệu từ), articles (số bài có).
    """
    from corpus.counting import ngrams as count

    result = counted(corpus_path, lambda corpus: count(corpus, filters, **how))
    give(result, as_json=as_json, as_csv=as_csv, output=output, plot=plot)


@click.command()
@click.option("--against", metavar="rest", type=click.Choice(["rest"]), help="So với phần còn lại · with all others.")
@click.option("--against-from", "against_since", type=Date(), help="Bên kia: từ ngày · the other side: first day.")
@click.option("--against-to", "against_until", type=Date(), help="Bên kia: đến ngày · last day.")
@click.option("--against-source", metavar="CODE", help="Bên kia: nguồn · source.")
@click.option("--against-province", metavar="CODE", help="Bên kia: tỉnh ngày nay · province of today.")
@click.option("--against-directive", metavar="CODE", help="Bên kia: văn bản · directive.")
@click.option("--against-field", metavar="CODE", help="Bên kia: lĩnh vực · field.")
@click.option("--against-genre", metavar="CODE", help="Bên kia: thể loại · genre.")
@click.option("--against-exemplar", metavar="CODE", help="Bên kia: gương · exemplar.")
@click.option("--min-count", type=click.IntRange(1), default=5, show_default=True, help="Ít nhất mấy lần · at least.")
@click.option(
    "--min-articles", type=click.IntRange(1), default=3, show_default=True, help="Ít nhất mấy bài · at least."
)
@click.option("--by", type=click.Choice(["g2", "log_ratio"]), default="g2", show_default=True, help="Xếp theo · order.")
@click.option("--numbers", is_flag=True, help="Kê cả số · list numbers too.")
@unit_option
@limit_option()
@output_options()
@filter_options
@corpus_option
def keyness(filters: Filters, corpus_path: Path, against: str | None, plot: Path | None, as_json: bool, as_csv: bool,
            output: Path | None, **how: Any) -> None:  # fmt: skip
    """Từ mà một lựa chọn dùng nhiều hơn lựa chọn khác · keywords of one selection against another.

    Cột · columns: word, count, per_million, against_count, against_per_million, g2, log_ratio (1: gấp đôi), articles, dp
    (0: rải đều, 1: dồn vào một bài).
    """
    from corpus.counting import keyness as count

    other = {name.removeprefix("against_"): how.pop(name) for name in list(how) if name.startswith("against_")}
    chosen = {name: value for name, value in other.items() if value is not None}
    if (against is None) == (not chosen):
        raise click.UsageError(text("against_what"))
    result = counted(corpus_path, lambda corpus: count(corpus, filters, Filters(**chosen) if chosen else None, **how))
    give(result, as_json=as_json, as_csv=as_csv, output=output, plot=plot)


@click.command()
@click.argument("query", required=False, default="")
@click.option("--by", type=click.Choice(["week", "month", "year"]), default="month", show_default=True,
              help="Tuần, tháng, năm · period.")  # fmt: skip
@click.option("--per-source", is_flag=True, help="Riêng từng nguồn · each source by itself.")
@unit_option
@output_options()
@filter_options
@corpus_option
def freq(query: str, filters: Filters, corpus_path: Path, plot: Path | None, as_json: bool, as_csv: bool,
         output: Path | None, **how: Any) -> None:  # fmt: skip
    """Nhiều ít theo thời gian, kèm mẫu số · frequency over time with its denominators.

    Cột · columns: period, source, articles, occurrences, of_articles, of_words (mẫu số), per_1000_articles,
    per_million_words. Không có QUERY: chỉ mẫu số · without QUERY the base alone.
    """
    from corpus.counting import freq as count

    result = counted(corpus_path, lambda corpus: count(corpus, query, filters, **how))
    give(result, as_json=as_json, as_csv=as_csv, output=output, plot=plot)


@click.command()
@click.option(
    "--axis", "axes", type=click.Choice(AXES), multiple=True, help="Chỉ trục này (lặp được) · only this axis."
)
@limit_option(20)
@output_options()
@filter_options
@corpus_option
def facets(axes: tuple[str, ...], limit: int, reprints: str, filters: Filters, corpus_path: Path, plot: Path | None,
           **out: Any) -> None:  # fmt: skip
    """Mỗi nhãn có bao nhiêu bài · how many articles have each tag.

    Cột · columns: axis, label (trống: đã gắn nhãn mà không có), articles, share (%), base (mẫu số).
    """
    from corpus.counting import facets as count
    from corpus.counting.facets import FACETS

    if plot is not None and len(axes) != 1:
        raise click.UsageError(text("plot_one_axis"))
    limit = 100 if plot is not None and axes[0].startswith("province") else limit  # a map shows every province
    result = counted(corpus_path, lambda corpus: count(corpus, filters, axes=axes or FACETS, limit=limit,
                                                       reprints=reprints), words=False)  # fmt: skip
    give(result, plot=plot, **out)


@click.command()
@click.argument("rows", type=click.Choice(AXES))
@click.argument("columns", type=click.Choice(AXES))
@click.option("--show", "shown", type=click.Choice(["articles", "row_share", "column_share", "share"]), default="articles",
              show_default=True, help="Số bài, hay % của hàng, cột, tất cả · what to show.")  # fmt: skip
@limit_option(40)
@click.option("--columns", "column_limit", type=click.IntRange(1, 1000), default=20, show_default=True,
              help="Số cột · how many columns.")  # fmt: skip
@output_options()
@filter_options
@corpus_option
def crosstab(rows: str, columns: str, shown: str, filters: Filters, corpus_path: Path, plot: Path | None, as_json: bool,
             as_csv: bool, output: Path | None, **how: Any) -> None:  # fmt: skip
    """Số bài theo hai trục nhãn · articles by any two axes of tags.

    Cột của --csv, --json · columns: row, column, articles, row_share, column_share, share (%).
    """
    from corpus.counting import crosstab as count

    result = counted(corpus_path, lambda corpus: count(corpus, rows, columns, filters, **how), words=False)
    result.about["shown"] = shown
    give(result, as_json=as_json, as_csv=as_csv, output=output, plot=plot)
