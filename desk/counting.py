"""How counts are shown: head, table, what is missing, as a terminal's text or as a table for a spreadsheet."""

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from corpus.counting.result import Result
from corpus.eras import eras
from corpus.exporting.flat import safe
from corpus.query import Part
from desk.charts.numbers import number
from desk.options import reading
from desk.say import language, printable, text
from desk.tables import table

_MISSING = ("nights_down", "never_crawled", "bodies_missing", "given_up", "waiting", "disallowed", "untagged", "uncounted",
            "undated", "undated_left_out", "withdrawn")  # fmt: skip
_CODED = ("directive_role", "field", "genre", "exemplar", "actor", "on_campaign")  # axes whose labels have names


def axis_name(axis: str) -> str:
    """An axis in the language of this call."""
    return text(f"axis_{axis}")


def label_name(axis: str, label: str | None) -> str:
    """A label of an axis in the language of this call."""
    if label is None:
        return text("no_label")
    if axis == "era":
        names = {one.code: one.vi if language() == "vi" else one.en for one in eras()}
        return names.get(label, label)
    return text(f"label_{label}") if axis in _CODED else label


def selection_line(result: Result) -> str:
    """What was counted: articles, selection, how the query was read, how reprints count."""
    about = result.about
    said = printable(about["selection"][language()])
    values = {"articles": number(about["articles"]), "selection": said}
    read = reading(Part(**part) for part in about.get("reading", ()))
    line = text("counting_on", read_as=printable(read), **values) if read else text("counting_on_all", **values)
    return f"{line} {reprints_line(result)}"


def reprints_line(result: Result) -> str:
    """Whether reprints count once or each."""
    key = "counting_once" if result.about["reprints"] == "once" else "counting_each"
    return text(key, copies=number(result.about["copies_left_out"]))


def completeness_line(result: Result) -> str:
    """How much is missing beside the count, in one line."""
    found = result.completeness
    parts = [] if found["nights"] else [text("miss_no_nights")]
    for name in _MISSING:
        value = found[name]
        if not value:
            continue
        values: dict[str, Any] = {"count": number(len(value) if isinstance(value, list) else value)}
        if name == "nights_down":
            values |= {"nights": number(found["nights"]), "worst": printable(found["down"][0]["source"])}
        if name == "never_crawled":
            values["sources"] = number(found["sources"])
        parts.append(text(f"miss_{name}", **values))
    said = (
        text("counting_missing", parts="; ".join(parts))
        if parts
        else text("counting_whole", nights=number(found["nights"]))
    )
    return f"{text('counting_as_of', night=found['as_of'])} {said}" if found["as_of"] else said


def show(result: Result) -> None:
    """Print a result for people."""
    click.echo(selection_line(result))
    for line in heads(result):
        click.echo(line)
    if result.rows:
        columns, rows = _TABLES.get(result.kind, _plain)(result)
        table(columns, [[_cell(value) for value in row] for row in rows], one_line=result.kind in _ONE_LINE)
    else:
        click.echo(text("counting_nothing"))
    click.echo(completeness_line(result))


def heads(result: Result) -> list[str]:
    """What must be known to read the rows: sizes, what is not shown, what may add up to more than all."""
    return list(_HEADS[result.kind](result))


def as_csv(result: Result) -> str:
    """The rows as a table that no spreadsheet runs as a formula; the header holds the names of the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow([safe(row[name]) for name in result.columns])
    return out.getvalue()


def _kwic_head(result: Result) -> Iterator[str]:
    about = result.about
    yield text(
        "kwic_head", query=printable(about["query"]), shown=number(len(result.rows)), found=number(about["found_in"])
    )
    if about["more"]:
        sorted_first = about["sort"] != "date"
        yield text("kwic_sorted_first", lines=number(about["lines"])) if sorted_first else text("kwic_more")


def _colloc_head(result: Result) -> Iterator[str]:
    about = result.about
    side = "" if about["direction"] == "both" else f"_{about['direction']}"
    yield text(f"colloc_head{side}", query=printable(about["query"]), times=number(about["occurrences"]),
               found=number(about["found_in"]), window=about["window"])  # fmt: skip
    yield text("counting_shown", shown=number(len(result.rows)), of=number(about["listed"]))


def _ngrams_head(result: Result) -> Iterator[str]:
    yield text("ngrams_head", n=result.about["n"], words=number(result.about["words"]))


def _keyness_head(result: Result) -> Iterator[str]:
    about, against = result.about, result.about["against"]
    said = text("keyness_rest") if against["rest"] else against["selection"][language()]
    yield text("keyness_head", words=number(about["words"]), against=number(about["against_words"]),
               against_articles=number(against["articles"]), against_said=printable(said))  # fmt: skip
    if against["in_both"] and not against["rest"]:
        yield text("keyness_both", count=number(against["in_both"]))


def _freq_head(result: Result) -> Iterator[str]:
    about = result.about
    if about["query"]:
        yield text("freq_head", query=printable(about["query"]), times=number(about["occurrences"]),
                   found=number(about["found_in"]))  # fmt: skip
    if about["undated"]:
        yield text("freq_undated", count=number(about["undated"]), found=number(about["undated_found"]))


def _facets_head(result: Result) -> Iterator[str]:
    many = [axis_name(name) for name, of in result.about["axes"].items() if of["many"]]
    if many:
        yield text("facets_many", axes=", ".join(many))


def _crosstab_head(result: Result) -> Iterator[str]:
    sides = (result.about["rows"], result.about["columns"])
    many = [axis_name(side["axis"]) for side in sides if side["many"]]
    share = result.about.get("shown", "articles")
    if share != "articles":
        yield text("crosstab_cells", what=text(f"chart_{share}"))
    if many:
        yield text("crosstab_many", axes=", ".join(many))
    for side in sides:
        shown = sum(label is not None for label in side["labels"])
        if shown < side["of"]:
            yield text("crosstab_some", axis=axis_name(side["axis"]), shown=shown, of=side["of"])


_HEADS: dict[str, Callable[[Result], Iterator[str]]] = {
    "kwic": _kwic_head, "colloc": _colloc_head, "ngrams": _ngrams_head, "keyness": _keyness_head, "freq": _freq_head,
    "facets": _facets_head, "crosstab": _crosstab_head,
}  # fmt: skip

Shown = tuple[list[str], list[list[Any]]]


def _cell(value: Any) -> Any:
    return number(value) if isinstance(value, int | float) else value


def _plain(result: Result) -> Shown:
    return text(f"col_{result.kind}").split("|"), [[row[name] for name in result.columns] for row in result.rows]


def _kwic_table(result: Result) -> Shown:
    side = _side(max(len(row["source"]) + len(row["node"]) for row in result.rows))
    rows = [[(row["published_at"] or text("no_date_label"))[:10], row["source"], row["left"][-side:].rjust(side),
             row["node"], row["right"][:side], row["id"]] for row in result.rows]  # fmt: skip
    return text("col_kwic").split("|"), rows


SIDE = 60  # characters of context beside a node: what eight words take
_BESIDE = 10 + 16 + 6 * 2  # columns a day, an id and the gaps between six cells take


def _side(others: int) -> int:
    """Characters of context that fit on both sides of a node, so that no line of a terminal breaks."""
    if not sys.stdout.isatty():
        return SIDE
    return max(10, min(SIDE, (shutil.get_terminal_size().columns - _BESIDE - others) // 2))


def _freq_table(result: Result) -> Shown:
    rows = [[text("no_date_label") if name == "period" and row[name] is None else row[name] for name in result.columns]
            for row in result.rows]  # fmt: skip
    return [text(f"col_{name}") for name in result.columns], rows


def _facets_table(result: Result) -> Shown:
    rows = [[axis_name(row["axis"]), label_name(row["axis"], row["label"]), row["articles"], row["share"], row["base"]]
            for row in result.rows]  # fmt: skip
    return text("col_facets").split("|"), rows


def _crosstab_table(result: Result) -> Shown:
    down, across = result.about["rows"], result.about["columns"]
    share = result.about.get("shown", "articles")
    cells = {(row["row"], row["column"]): row[share] for row in result.rows}
    columns = [f"{axis_name(down['axis'])} ↓ {axis_name(across['axis'])} →",
               *(label_name(across["axis"], label) for label in across["labels"]), text("total_articles")]  # fmt: skip
    rows: list[list[Any]] = [
        [label_name(down["axis"], row), *(cells[row, column] for column in across["labels"]), total]
        for row, total in zip(down["labels"], down["totals"], strict=True)
    ]
    return columns, [*rows, [text("total_articles"), *across["totals"], result.about["articles"]]]


_ONE_LINE = ("kwic", "crosstab")  # a concordance is read down its middle, a wide table of labels across
_TABLES: dict[str, Callable[[Result], Shown]] = {
    "kwic": _kwic_table, "freq": _freq_table, "facets": _facets_table, "crosstab": _crosstab_table,
}  # fmt: skip
