"""Maps of the 34 provinces of today, or of the 63 until 30 June 2025; Hoàng Sa and Trường Sa are always on them."""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from desk.charts.numbers import number
from desk.charts.style import EDGE, NO_DATA, RAMP, WIDTH, framed, label, style
from desk.say import text
from nlp.paths import datasets
from nlp.provinces import province_name

KINDS = (34, 63)
_STEPS = 5  # colours: as many as an eye tells apart on a map
_WIDTH, _HEIGHT = 812.0, 873.0  # of the plane (datasets/map/LICENCE.md)
_EDGE = 12.0  # units of the plane around the country and the frames of its islands
_SIDE = 0.3  # inches left and right of the map


@cache
def outlines(kind: int) -> dict[str, Any]:
    """`datasets/map/provinces34.json` or `…63.json`: rings of each province by official code, islands, credit."""
    found: dict[str, Any] = json.loads((datasets() / "map" / f"provinces{kind}.json").read_text(encoding="utf-8"))
    return found


def choropleth(values: Mapping[str, float], kind: int, title: str, legend: str, notes: list[str]) -> Figure:
    """Provinces coloured by a number each, in steps; one without a number is grey. `kind` is 34 or 63, `values` by
    official code."""
    shapes = outlines(kind)
    edges = steps(list(values.values()))
    ramp = colormaps[RAMP]
    colours = [ramp(0.1 + 0.85 * i / max(1, len(edges) - 2)) for i in range(max(1, len(edges) - 1))]
    left = min(x for rings in shapes["provinces"].values() for ring in rings for x, _ in ring) - _EDGE
    right = _WIDTH + _EDGE
    chart_width = WIDTH - 2 * _SIDE
    height = chart_width * (_HEIGHT + 2 * _EDGE) / (right - left)
    with style():
        figure, (bottom, top) = framed(
            height, title, [*notes, text("map_outlines", work=shapes["credit"].rpartition(": ")[2])]
        )
        axes = figure.add_axes((_SIDE / WIDTH, bottom, chart_width / WIDTH, top - bottom))
        axes.set_xlim(left, right)
        axes.set_ylim(_HEIGHT + _EDGE, -_EDGE)
        axes.set_aspect("equal", anchor="W")
        axes.set_axis_off()
        for code, rings in sorted(shapes["provinces"].items()):
            value = values.get(code)
            colour = NO_DATA if value is None else "white" if value == 0 else colours[step_of(value, edges)]
            axes.add_patch(
                PathPatch(_path(rings), facecolor=colour, edgecolor=EDGE, linewidth=0.4, gid=f"province-{code}")
            )
        for island in shapes["islands"]:
            _islands(axes, island)
        _legend(axes, edges, colours, legend, zero=0 in values.values(), missing=len(values) < len(shapes["provinces"]))
    return figure


def steps(values: list[float]) -> list[float]:
    """Round edges of classes of equal width from the least to the greatest, at most one more than there are colours."""
    above = [value for value in values if value > 0]
    if not above:
        return [0.0, 1.0]
    rough = max(above) / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    width = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * (1 - 1e-9))
    if all(float(value).is_integer() for value in above):
        width = max(1.0, math.ceil(width))
    return [round(width * i, 10) for i in range(math.ceil(max(above) / width - 1e-9) + 1)]


def step_of(value: float, edges: list[float]) -> int:
    """The class of a number above 0: edges belong to the class below them."""
    return next((i for i, edge in enumerate(edges[1:]) if value <= edge), len(edges) - 2)


def _path(rings: list[list[list[float]]]) -> Path:
    points, codes = [], []
    for ring in rings:
        points += [*ring, ring[0]]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY]
    return Path(points, codes)


def _islands(axes: Any, island: dict[str, Any]) -> None:
    """A frame around an archipelago with its name: its islands are specks at this size."""
    left, top, right, bottom = island["box"]
    axes.add_patch(Rectangle((left - 6, top - 6), right - left + 12, bottom - top + 12, fill=False, edgecolor=EDGE,
                             linewidth=0.5, linestyle=(0, (4, 3))))  # fmt: skip
    name = text("map_archipelago", name=island["name"], province=province_name(island["province"]))
    axes.text((left + right) / 2, top - 10, name, ha="center", va="bottom", fontsize=8, style="italic")


def _legend(axes: Any, edges: list[float], colours: list[Any], name: str, *, zero: bool, missing: bool) -> None:
    boxes = [Patch(facecolor=colour, edgecolor=EDGE, linewidth=0.5, label=_class(low, high))
             for colour, low, high in zip(colours, edges[:-1], edges[1:], strict=True)]  # fmt: skip
    if zero:
        boxes.insert(0, Patch(facecolor="white", edgecolor=EDGE, linewidth=0.5, label="0"))
    if missing:
        boxes.append(Patch(facecolor=NO_DATA, edgecolor=EDGE, linewidth=0.5, label="–"))
    axes.legend(
        handles=boxes,
        title=label(name),
        loc="upper right",
        frameon=False,
        fontsize=8,
        title_fontsize=8,
        alignment="left",
    )


def _class(low: float, high: float) -> str:
    whole = float(low).is_integer() and float(high).is_integer()
    if whole and high - low == 1:
        return number(high)
    return f"{number(low + 1)}–{number(high)}" if whole else f"> {number(low)}–{number(high)}"
