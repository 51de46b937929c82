"""Which chart shows which count."""

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from corpus.counting.result import Result
from desk.charts.bars import MOST as MOST_BARS
from desk.charts.bars import bars
from desk.charts.heat import MOST_COLUMNS, MOST_ROWS, heat
from desk.charts.lines import MOST, lines
from desk.charts.maps import choropleth
from desk.charts.numbers import number
from desk.counting import axis_name, completeness_line, heads, label_name, reprints_line
from desk.say import language, printable, text
from nlp.localities.load import gazetteer
from nlp.provinces import today


def chart(result: Result) -> Figure:
    """The chart of a result (`Result.kind` says which): bars, lines, a heat map, or a map where the axis is a province.

    Raises ValueError when the result has no chart or no rows.
    """
    if not result.rows or result.kind not in _CHARTS:
        raise ValueError("nothing to draw")
    return _CHARTS[result.kind](result, notes(result))


def notes(result: Result) -> list[str]:
    """The lines under a chart: source with the selection, sizes and what adds up to more than all, date and what is
    missing."""
    said = printable(result.about["selection"][language()])
    source = text(
        "chart_source", selection=said, articles=number(result.about["articles"]), reprints=reprints_line(result)
    )
    return [source, *heads(result), completeness_line(result)]


def _first(most: int, of: int, what: str) -> list[str]:
    """A line that says how many of a chart's rows or columns are drawn, where that is not all."""
    return [text("chart_first", shown=most, of=number(of), what=what)] if of > most else []


def _bars(name: str, value: str, axis: str) -> Callable[[Result, list[str]], Figure]:
    def draw(result: Result, below: list[str]) -> Figure:
        column, title = value, text(f"chart_{result.kind}", **_words(result))
        by = result.about.get("by")
        column, said = (by, text(_BY[by])) if by in _BY else (value, text(axis))
        below = [*below, *_first(MOST_BARS, len(result.rows), text("chart_bars"))]
        return bars([row[name] for row in result.rows], [row[column] for row in result.rows], title, said, below)

    return draw


_BY = {"log_dice": "chart_log_dice", "g2": "chart_g2", "together": "chart_times", "log_ratio": "chart_log_ratio"}


def _words(result: Result) -> dict[str, Any]:
    return {"query": printable(result.about.get("query") or ""), "n": result.about.get("n", "")}


def _freq(result: Result, below: list[str]) -> Figure:
    asked = result.about["query"] is not None
    column, axis = ("per_million_words", "chart_per_million") if asked else ("of_articles", "chart_articles")
    dated = [row for row in result.rows if row["period"] is not None]
    if not dated:
        raise ValueError("nothing to draw")
    periods = sorted({row["period"] for row in dated})
    found: dict[str, dict[str, float | None]] = {}
    size: dict[str, int] = {}
    for row in dated:
        name = row.get("source") or ""
        found.setdefault(name, {})[row["period"]] = row[column]
        size[name] = size.get(name, 0) + row["of_articles"]
    largest = sorted(found, key=lambda name: (-size[name], name))
    series = {name: [found[name].get(period) for period in periods] for name in largest[:MOST]}
    if len(largest) > MOST:
        below = [*below, text("chart_others", count=len(largest) - MOST)]
    title = text("chart_freq", **_words(result)) if asked else text("chart_freq_base")
    return lines(periods, series, title, text(axis), text(f"period_{result.about['by']}"), below)


def _facets(result: Result, below: list[str]) -> Figure:
    (axis,) = result.about["axes"]
    title, said = text("chart_facets", axis=axis_name(axis)), text("chart_articles")
    if axis in ("province", "province63"):
        values, unplaced = _by_code(result, axis)
        if unplaced:
            below = [*below, text("chart_unplaced", count=number(unplaced))]
        return choropleth(values, 34 if axis == "province" else 63, title, said, below)
    below = [*below, *_first(MOST_BARS, len(result.rows), text("chart_bars"))]
    names = [label_name(axis, row["label"]) for row in result.rows]
    return bars(names, [row["articles"] for row in result.rows], title, said, below)


def _by_code(result: Result, axis: str) -> tuple[dict[str, float], int]:
    """Articles by official code of a province, and how many are of none that is drawn. Provinces without any have 0."""
    if axis == "province":
        codes = {name: code for code, name in today().items()}
    else:
        former = gazetteer().former
        codes = {place.name: code for (level, code), place in former.items() if level == "province"}
    values: dict[str, float] = dict.fromkeys(codes.values(), 0)
    unplaced = 0
    for row in result.rows:
        if row["label"] in codes:
            values[codes[row["label"]]] = row["articles"]
        else:
            unplaced += row["articles"]
    return values, unplaced


def _crosstab(result: Result, below: list[str]) -> Figure:
    down, across = result.about["rows"], result.about["columns"]
    share = result.about.get("shown", "articles")
    cells = {(row["row"], row["column"]): row[share] for row in result.rows}
    rows = [label_name(down["axis"], label) for label in down["labels"]]
    columns = [label_name(across["axis"], label) for label in across["labels"]]
    values = [[cells[row, column] for column in across["labels"]] for row in down["labels"]]
    names = (axis_name(down["axis"]), axis_name(across["axis"]))
    below = [*below, *_first(MOST_ROWS, len(rows), names[0]), *_first(MOST_COLUMNS, len(columns), names[1])]
    return heat(rows, columns, values, text("chart_crosstab", rows=names[0], columns=names[1]), text(f"chart_{share}"),
                names, below)  # fmt: skip


_CHARTS: dict[str, Callable[[Result, list[str]], Figure]] = {
    "colloc": _bars("word", "log_dice", "chart_log_dice"), "ngrams": _bars("ngram", "count", "chart_times"),
    "keyness": _bars("word", "log_ratio", "chart_log_ratio"), "freq": _freq, "facets": _facets, "crosstab": _crosstab,
}  # fmt: skip
