"""Write the gazetteer's machine-made tables from the data files of the package `vietnamadminunits`.

    python datasets/make/gazetteer.py [FOLDER]        (default: datasets/gazetteer)

Needs the optional dependency group `data`. The package is never imported (its code pulls in shapely and more): only
its SQLite table and its conversion table are read. Three tab-separated files with a heading line come out, sorted, so
that two runs give the same bytes:

- `units.tsv`: code, level, word, name, parent, from, until. Codes are official and unique within one system only:
  code 24 was Bắc Giang until 2025-06-30 and is Bắc Ninh since.
- `successors.tsv`: the code of a former commune (or of a district without communes) and the codes of the communes of
  today that hold its land, the main one first.
- `former.tsv`: folded names of communes and districts merged away in the years before, with the code of the unit that
  took them in (still a unit of the former system).
"""

import importlib.util
import json
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.text import canonical, fold, normalise, place_tones

PACKAGE = "vietnamadminunits"
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"  # Nghị quyết 202/2025/QH15: 34 provinces, no districts
WORDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Quận", "Huyện", "Tỉnh", "Xã")
Row = tuple[str, ...]


def data_folder() -> Path:
    """The package's data folder, found without importing it. Raises SystemExit when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{PACKAGE} is not installed: pip install '.[data]'")
    return Path(spec.submodule_search_locations[0]) / "data"


def split_name(full: str) -> tuple[str, str]:
    """`Thị Xã Việt Yên` → (`thị xã`, `Việt Yên`); numbered units keep their word (`quận`, `Quận 1`)."""
    text = " ".join(place_tones(normalise(full)).split())
    word = next(w for w in WORDS if canonical(text).startswith(canonical(w) + " "))
    name = text[len(word) + 1 :]
    if name.isdigit():
        return word.lower(), f"{word} {int(name)}"
    # The source has "Đại áng", "Pa ủ": its capitals were lost on marked letters.
    return word.lower(), " ".join(part[:1].upper() + part[1:] if len(part) <= 3 else part for part in name.split())


def read(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table of the package's database, opened read-only."""
    with sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table}")]


def units(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Row]:
    """Rows of `units.tsv`."""
    rows: set[Row] = set()
    for r in old:
        rows.add((r["provinceCode"], "province", *split_name(r["province"]), "", "", LAST_DAY))
        rows.add((r["districtCode"], "district", *split_name(r["district"]), r["provinceCode"], "", LAST_DAY))
        if r["wardCode"]:
            rows.add((r["wardCode"], "commune", *split_name(r["ward"]), r["districtCode"], "", LAST_DAY))
    for r in new:
        rows.add((r["provinceCode"], "province", *split_name(r["province"]), "", FIRST_DAY, ""))
        rows.add((r["wardCode"], "commune", *split_name(r["ward"]), r["provinceCode"], FIRST_DAY, ""))
    order = {"province": 0, "district": 1, "commune": 2}
    return sorted(rows, key=lambda row: (row[6] == "", order[row[1]], row[0], row))


def successors(folder: Path, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[Row]:
    """Rows of `successors.tsv`: every former commune has at least one."""
    table = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    now = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    heirs: dict[str, list[str]] = {}
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, parts in wards.items():
            for part in parts:
                heirs.setdefault(part, []).append(now[province, ward])
    for province, parts in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, shares in parts.items():
            shares = sorted(shares, key=lambda s: (not s["isDefaultNewWard"], now[province, s["newWardKey"]]))
            heirs.setdefault(part, []).extend(now[province, s["newWardKey"]] for s in shares)
    rows = []
    for r in old:
        key = "_".join((r["provinceKey"], r["districtKey"], r["wardKey"] or ""))
        rows.append((r["wardCode"] or r["districtCode"], " ".join(dict.fromkeys(heirs[key]))))
    return sorted(rows)


def former(old: list[dict[str, Any]]) -> list[Row]:
    """Rows of `former.tsv`: the package knows such names only without marks and blanks."""
    words = [fold(w).replace(" ", "") for w in WORDS]
    rows: set[Row] = set()
    for r in old:
        for level, alias, code in (
            ("district", r["districtAlias"], r["districtCode"]),
            ("commune", r["wardAlias"], r["wardCode"]),
        ):
            keys = {fold(normalise(key)) for key in json.loads(alias or "[]")}
            # Each name stands twice, with and without its unit word; only the pair tells `quan` + `guyen` from a name.
            for key, word in ((key, word) for key in keys for word in words):
                name = key.removeprefix(word)
                if name != key and name in keys and len(name) > 2:
                    rows.add((name, level, word, code))
    return sorted(rows)


def write(path: Path, heading: str, rows: Iterable[Row]) -> None:
    """One tab-separated file."""
    lines = ["\t".join(row) for row in rows]
    path.write_text("\n".join([heading.replace(" ", "\t"), *lines]) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)}")


def main() -> None:
    """Write the three files."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "gazetteer"
    folder = data_folder()
    old, new = read(folder, "admin_units_legacy"), read(folder, "admin_units")
    target.mkdir(parents=True, exist_ok=True)
    write(target / "units.tsv", "code level word name parent from until", units(old, new))
    write(target / "successors.tsv", "code successors", successors(folder, old, new))
    write(target / "former.tsv", "key level word code", former(old))


if __name__ == "__main__":
    main()
