"""Horizontal bars: one quantity of several things."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from desk.charts.numbers import number
from desk.charts.style import COLOURS, WIDTH, framed, label, style

MOST = 30  # bars on a page
_BAR, _AXIS = 0.24, 0.55  # inches: a bar with its space, the axis below
_LETTER = 0.075  # inches a letter of a label takes at most, of the usual ones


def bars(names: Sequence[str], values: Sequence[float], title: str, axis: str, notes: list[str]) -> Figure:
    """Bars from top to bottom with their numbers behind them; at most MOST of them."""
    names, values = [label(name) for name in names[:MOST]], list(values[:MOST])
    with style():
        figure, (bottom, top) = framed(_AXIS + _BAR * max(2, len(names)), title, notes)
        room = min(3.4, 0.3 + _LETTER * max(map(len, names), default=1))
        height = figure.get_figheight()
        axes = figure.add_axes(
            (room / WIDTH, bottom + 0.45 / height, 0.94 - room / WIDTH, top - bottom - 0.45 / height)
        )
        places = range(len(names))
        axes.barh(places, values, height=0.72, color=COLOURS[0])
        axes.set_yticks(places, names)
        axes.set_ylim(max(1, len(names)) - 0.5, -0.5)
        axes.set_xlabel(label(axis))
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.12)  # room for the numbers behind the longest bar
        axes.xaxis.set_major_formatter(lambda value, _: number(value))
        if values and min(values) >= 0:
            axes.set_xlim(left=0)
        for place, value in zip(places, values, strict=True):
            axes.annotate(number(value), (value, place), xytext=(3 if value >= 0 else -3, 0), textcoords="offset points",
                          va="center", ha="left" if value >= 0 else "right", fontsize=8)  # fmt: skip
    return figure
