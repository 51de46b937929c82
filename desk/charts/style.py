"""How every chart looks, and how it becomes a file."""

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from desk.say import printable

# Colours of Okabe & Ito (2008), told apart by colour-blind people, ordered so that neighbours differ in grey too; every
# line has a dash and a mark of its own besides.
COLOURS = ("#0072B2", "#D55E00", "#000000", "#56B4E9", "#009E73", "#CC79A7", "#E69F00", "#7F7F7F")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 2)),
    (0, (1, 1)),
    (0, (5, 1, 1, 1)),
    (0, (3, 1)),
    (0, (7, 2, 1, 2)),
    (0, (2, 3)),
    "-",
)
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
RAMP = "YlGnBu"  # light to dark in one sweep: readable without colour, and when printed in grey
NOTHING, NO_DATA, EDGE = "#FFFFFF", "#E4E4E4", "#5A5A5A"
WIDTH = 8.0  # inches; a page between its margins
LABEL = 42  # characters of a label, what is longer is cut
NOTE = 150  # characters of a line of notes at the smallest size
_LINE, _MARGIN = 0.16, 0.12  # inches: a line of notes, the space around them
_STYLE: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "guong", "text.parse_math": False, "font.family": ["DejaVu Sans", "sans-serif"],
    "font.size": 9, "axes.titlesize": 11, "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
    "axes.edgecolor": EDGE, "xtick.color": EDGE, "ytick.color": EDGE, "xtick.labelcolor": "black",
    "ytick.labelcolor": "black", "grid.color": "#D9D9D9", "grid.linewidth": 0.6, "axes.unicode_minus": False,
}  # fmt: skip


@contextmanager
def style() -> Iterator[None]:
    """The settings under which a chart is drawn and written."""
    with rc_context(_STYLE):
        yield


def label(text: Any, most: int = LABEL) -> str:
    """A text from outside as a label: one line without control characters, cut where it is too long."""
    line = " ".join(printable(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def framed(height: float, title: str, notes: list[str]) -> tuple[Figure, tuple[float, float]]:
    """An empty figure with its title and, below, its notes; and where the chart may stand: (bottom, top), of 1.

    `height` is that of the chart in inches; title and notes come on top of it.
    """
    lines = [line for note in notes for line in textwrap.wrap(printable(note), NOTE) or [""]]
    heading = textwrap.wrap(printable(title), 78)[:3] or [""]
    below = _MARGIN * 2 + _LINE * len(lines)
    above = _MARGIN * 2 + 0.2 * len(heading)
    whole = height + below + above
    figure = Figure(figsize=(WIDTH, whole))
    figure.patch.set_facecolor("white")
    figure.text(_MARGIN / WIDTH, 1 - _MARGIN / whole, "\n".join(heading), fontsize=11, weight="bold", va="top")
    figure.text(
        _MARGIN / WIDTH, _MARGIN / whole, "\n".join(lines), fontsize=7, color="#333333", va="bottom", linespacing=1.4
    )
    return figure, (below / whole, 1 - above / whole)


def svg(figure: Figure) -> bytes:
    """A figure as an SVG file, without the moment it was made."""
    return _written(figure, "svg", {"Date": None, "Creator": "Guong"})


def png(figure: Figure, dpi: int = 100) -> bytes:
    """The same figure as a picture of dots, to look at where no SVG is shown."""
    return _written(figure, "png", {"Software": None}, dpi=dpi)


def _written(figure: Figure, form: str, metadata: dict[str, Any], **options: Any) -> bytes:
    import warnings

    out = io.BytesIO()
    with style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the reader's own font may have it
        figure.savefig(out, format=form, metadata=metadata, **options)
    return out.getvalue()
