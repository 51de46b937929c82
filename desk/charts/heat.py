"""A heat map: one number for each pair of two labels."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.figure import Figure

from desk.charts.numbers import number
from desk.charts.style import NO_DATA, RAMP, WIDTH, framed, label, style

MOST_ROWS, MOST_COLUMNS = 41, 21  # what a crosstab shows unasked, and its row and column of those without a label
_CELL, _LETTER = 0.3, 0.078  # inches a cell is high, a letter of a name wide
_DARK = 0.55  # of the ramp: beyond it white figures are easier to read


def heat(rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float | None]], title: str, legend: str,
         names: tuple[str, str], notes: list[str]) -> Figure:  # fmt: skip
    """`values[i][j]` of row i and column j; None is grey. `names` are those of the rows and of the columns."""
    rows, columns = (
        [label(row, 34) for row in rows[:MOST_ROWS]],
        [label(column, 26) for column in columns[:MOST_COLUMNS]],
    )
    grid = np.array([[np.nan if cell is None else cell for cell in line[:MOST_COLUMNS]] for line in values[:MOST_ROWS]],
                    dtype=float).reshape(len(rows), len(columns))  # fmt: skip
    known = grid[~np.isnan(grid)]
    most = float(known.max()) if known.size and known.max() > 0 else 1.0
    with style():
        head = 0.4 + _LETTER * max(map(len, columns), default=1)  # names of columns stand upright
        side = 0.45 + _LETTER * max(map(len, rows), default=1)
        foot = 0.6
        figure, (bottom, top) = framed(head + foot + _CELL * max(2, len(rows)), title, notes)
        height = figure.get_figheight()
        low, wide = bottom + foot / height, min(0.96 - side / WIDTH, 0.75 * max(2, len(columns)) / WIDTH)
        axes = figure.add_axes((side / WIDTH, low, wide, top - low - head / height))
        colours = colormaps[RAMP].with_extremes(bad=NO_DATA)
        axes.pcolormesh(np.ma.masked_invalid(grid), cmap=colours, vmin=0, vmax=most, edgecolors="white", linewidth=0.8)
        axes.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=90)
        axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
        axes.set_xlim(0, max(1, len(columns)))
        axes.set_ylim(max(1, len(rows)), 0)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_ylabel(label(names[0]))
        axes.xaxis.set_label_position("top")
        axes.set_xlabel(label(names[1]))
        size = 7 if wide * WIDTH / max(1, len(columns)) > 0.42 else 5.5
        for (i, j), value in np.ndenumerate(grid):
            shown = "–" if np.isnan(value) else number(float(value))
            colour = "white" if value / most > _DARK else "black"
            axes.text(j + 0.5, i + 0.5, shown, ha="center", va="center", fontsize=size, color=colour)
        _scale(figure, bottom + 0.3 / height, side / WIDTH, min(wide, 0.4), most, legend)
    return figure


def _scale(figure: Figure, bottom: float, left: float, width: float, most: float, name: str) -> None:
    """What the colours mean: a strip from nothing to the highest number."""
    axes = figure.add_axes((left, bottom, width, 0.12 / figure.get_figheight()))
    edges = np.linspace(0, most, 33)
    axes.pcolormesh(edges, [0, 1], edges[None, 1:], cmap=RAMP, vmin=0, vmax=most)
    axes.set_yticks([])
    axes.set_xticks([0, most / 2, most], [number(0), number(most / 2), number(most)], fontsize=7)
    axes.set_title(label(name), fontsize=8, loc="left", pad=2)
