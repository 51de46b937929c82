"""Read the gazetteer's tables (`datasets/gazetteer/`, made by `datasets/make/gazetteer.py`) and what is written by hand:
aliases, ranks of towns.

Sources and licence: LICENCE.md beside the tables.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from nlp import paths
from nlp.localities.gazetteer import Gazetteer, Place
from nlp.text import canonical


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def _units(found: Gazetteer, folder: Path) -> None:
    rows = _rows(folder / "units.tsv")
    # One pass over all names: canonical() works on lines as on single names, and faster.
    keys = [found.spelt(name) for name in canonical("\n".join(row[3] for row in rows)).split("\n")]
    words = {row[2]: frozenset((row[2],)) for row in rows}
    for (code, level, word, name, parent, since, until), key in zip(rows, keys, strict=True):
        table = found.former if until else found.current
        above = "province" if (level == "district" or since) else "district"
        place = Place(
            code, level, word, name, table.get((above, parent)), since or None, until or None, (), words[word]
        )
        table[level, code] = place
        number = key.removeprefix(word + " ")
        found.add(number if number.isdigit() else key, place, headed=number.isdigit() or key in found.headed)
    holders: dict[Place, dict[Place, None]] = {}
    for code, heirs in _rows(folder / "successors.tsv"):
        place = found.former.get(("commune", code)) or found.former["district", code]
        place.heirs = tuple(found.current["commune", heir] for heir in heirs.split())
        above_place = place.parent
        while above_place is not None:
            holders.setdefault(above_place, {}).update(dict.fromkeys(place.heirs))
            above_place = above_place.parent
    for holder, held in holders.items():
        holder.heirs = tuple(held)
    for key, level, _, code in _rows(folder / "former.tsv"):
        found.merged.setdefault(key, []).append((level, found.former[level, code]))


def _aliases(found: Gazetteer, data: dict[str, Any]) -> None:
    for row in data["unit"]:
        parent = found.former["province", row["parent"]] if "parent" in row else None
        above = "district" if row["level"] == "district" else "province"
        heirs = dict.fromkeys(h for code in row["heirs"] for h in found.former[above, code].heirs)
        place = Place(row.get("code"), row["level"], row["word"], row["name"], parent, None, row["until"],
                      tuple(heirs), frozenset((row["word"],)))  # fmt: skip
        place.covers = tuple(found.former[above, code] for code in row["heirs"])
        key = found.key(place.name)
        number = key.removeprefix(place.word + " ")
        found.add(number if number.isdigit() else key, place, headed=number.isdigit() or row.get("needs_word", False))
        for code in row.get("districts", ()):
            found.former["district", code].earlier_province = (row["until"], place)
    for row in data["moved"]:
        for code in row["codes"]:
            found.former[row["level"], code].earlier_province = (
                row["until"],
                found.former["province", row["province"]],
            )
    for row in data["since"]:
        for code, day in row["codes"].items():
            found.former[row["level"], code].since = day
    for row in data["name"]:
        tables = {"former": [found.former], "today": [found.current]}.get(
            row.get("system", ""), [found.former, found.current]
        )
        for table in tables:
            place = table[row["level"], row["code"]]
            if "until" in row:
                place.earlier_name = (row["until"], row["name"])
                found.add(found.key(row["name"]), place)
            for spelling in row["spellings"]:
                found.add(found.key(spelling), place, headed=row.get("needs_word", False))
                if row.get("weak"):
                    found.weak.add(found.key(spelling))
    for row in data["status"]:
        table = found.former if row["system"] == "former" else found.current
        for code in row["codes"]:
            place = table[row["level"], code]
            place.words |= {row["before"], row["word"]}
            place.changes = tuple(sorted([*place.changes, (row["from"], row["before"], row["word"])]))


def _papers(found: Gazetteer) -> None:
    for place in (*found.current.values(), *found.former.values()):
        if place.level == "province":
            for today in {heir.province for heir in place.heirs} or {place}:
                found.papers.setdefault(today.code or "", []).append(place)


def _spellings(groups: dict[str, list[str]]) -> dict[str, str]:
    """Syllable → the one that stands for it: the listed groups, and final i for y (Mĩ, Kì, Lí → Mỹ, Kỳ, Lý)."""
    table = {other: first for first, others in groups.items() for other in others}
    for initial in ("h", "k", "l", "m", "s", "t", "qu"):
        table |= {initial + i: initial + y for i, y in zip("iìíỉĩị", "yỳýỷỹỵ", strict=True)}
    return table


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of `datasets/gazetteer/`. Raises OSError when a file is missing."""
    folder = paths.datasets() / "gazetteer"
    with (folder / "aliases.toml").open("rb") as file:
        aliases = tomllib.load(file)
    with (folder / "ranks.toml").open("rb") as file:
        aliases["status"] += [
            {"level": "district", "system": "former", "codes": [row["code"]], **row}
            for row in tomllib.load(file)["status"]
        ]
    with (folder / "cues.toml").open("rb") as file:
        found = Gazetteer(syllables=_spellings(tomllib.load(file)["syllables"]))
    for row in aliases["name"]:
        if row.get("needs_word"):
            for spelling in row["spellings"]:
                found.headed[found.key(spelling)] = []
    _units(found, folder)
    _aliases(found, aliases)
    _papers(found)
    return found
