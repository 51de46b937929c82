"""Lines over time, one for each series; a gap where nothing is known."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from desk.charts.numbers import number
from desk.charts.style import COLOURS, DASHES, MARKS, WIDTH, framed, label, style

MOST = len(COLOURS)  # lines that can still be told apart
_HEIGHT = 3.6  # inches
_AXIS, _TURNED = 0.5, 0.85  # inches below the chart for its periods, level or turned, and for what they are
_TICKS = 14  # periods named on the axis
_DOTS = 40  # with more periods the marks would run together


def lines(periods: Sequence[str], series: Mapping[str, Sequence[float | None]], title: str, axis: str, across: str,
          notes: list[str]) -> Figure:  # fmt: skip
    """Every series has a value, or None, for every period. At most MOST series."""
    shown = list(series.items())[:MOST]
    with style():
        legend = 0.2 * ((len(shown) + 3) // 4) + 0.1 if len(shown) > 1 else 0.0
        turned = bool(periods) and len(periods[0]) > 4
        foot = _TURNED if turned else _AXIS
        figure, (bottom, top) = framed(_HEIGHT + foot + legend, title, notes)
        height = figure.get_figheight()
        low = bottom + foot / height
        axes = figure.add_axes((0.8 / WIDTH, low, 0.95 - 0.8 / WIDTH, top - low - legend / height))
        for i, (name, values) in enumerate(shown):
            numbers = [float("nan") if value is None else value for value in values]
            mark = MARKS[i] if len(periods) <= _DOTS else _alone(values)
            axes.plot(range(len(periods)), numbers, color=COLOURS[i], linestyle=DASHES[i], marker=MARKS[i], markersize=4,
                      markevery=None if mark == MARKS[i] else mark, linewidth=1.6, label=label(name, 28))  # fmt: skip
        step = max(1, -(-len(periods) // _TICKS))
        ticks = range(0, len(periods), step)
        axes.set_xticks(
            ticks, [periods[i] for i in ticks], rotation=35 if turned else 0, ha="right" if turned else "center"
        )
        axes.set_xlim(-0.5, max(len(periods) - 0.5, 0.5))
        axes.set_ylim(bottom=0)
        axes.set_ylabel(label(axis))
        axes.set_xlabel(label(across))
        axes.grid(axis="y")
        whole = all(float(value).is_integer() for _, values in shown for value in values if value is not None)
        axes.yaxis.set_major_locator(MaxNLocator(nbins="auto", integer=whole, steps=[1, 2, 2.5, 5, 10]))
        axes.yaxis.set_major_formatter(lambda value, _: number(value))
        if len(shown) > 1:
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False, fontsize=8, handlelength=3,
                        borderaxespad=0.2)  # fmt: skip
    return figure


def _alone(values: Sequence[float | None]) -> list[int]:
    """Values with gaps on both sides: without a mark no line would show them."""
    known = [value is not None for value in values]
    return [i for i, here in enumerate(known)
            if here and not any(known[max(0, i - 1) : i]) and not any(known[i + 1 : i + 2])]  # fmt: skip
