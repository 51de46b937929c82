"""Put the labels of two coders together: what both say stands, where they differ the adjudicated value does.

    python datasets/make/adjudicated.py [--check]

Reads `datasets/labelled/coders/` (first, second: campaign, exemplar, genre, primary place; fields_first,
fields_second: fields and actors; adjudicated: id, axis, value, why) and writes the values into
`datasets/labelled/*.jsonl`. `--check` writes nothing and names what differs. A label nobody adjudicated is an error.
Where two more coders labelled fields and actors (fields_third, fields_fourth), a label stands that three of the four
gave, or two of them and the earlier decision. Where two labelled them by a later version of the codebook (fields_fifth,
fields_sixth), a label stands that both gave, or one of them and the decision before.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nlp.classify.axes import MAX_FIELDS
from nlp.coders import label
from nlp.paths import datasets

SINGLE, SEVERAL = ("on_campaign", "exemplar", "genre", "primary_locality"), ("fields", "actors")
PAIRS = {"first": "second", "fields_first": "fields_second"}  # file of one coder → file of the other
LATER = (  # who labelled again, and beside whose labels theirs count
    ("fields_third", "fields_fourth", ("fields_first", "fields_second")),
    ("fields_fifth", "fields_sixth", ()),
)


def _rows(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return {row["id"]: row for row in map(json.loads, filter(None, lines))}


def decided(folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Article id → axis → label, and what is missing or unknown, a line each."""
    lines = (folder / "adjudicated.jsonl").read_text(encoding="utf-8").split("\n")
    chosen = {(row["id"], row["axis"]): row["value"] for row in map(json.loads, filter(None, lines))}
    found: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for one, other in PAIRS.items():
        first, second = _rows(folder / f"{one}.jsonl"), _rows(folder / f"{other}.jsonl")
        wrong += [f"{identity}: only one coder" for identity in first.keys() ^ second.keys()]
        for identity in first.keys() & second.keys():
            for axis in SINGLE if one == "first" else SEVERAL:
                value = first[identity][axis]
                if label(axis, value) != label(axis, second[identity][axis]):
                    if (identity, axis) not in chosen:
                        wrong.append(f"{identity}: nobody adjudicated {axis}")
                    value = chosen.get((identity, axis), value)
                found.setdefault(identity, {})[axis] = value
    for one, other, beside in LATER:
        coders = [_rows(folder / f"{name}.jsonl") for name in (*beside, one, other)]
        wrong += [f"{identity}: only one later coder" for identity in coders[-2].keys() ^ coders[-1].keys()]
        for identity in coders[-2].keys() & coders[-1].keys():
            for axis in SEVERAL:
                earlier = found[identity][axis]
                found[identity][axis] = _voted([coder[identity][axis] for coder in coders], earlier, axis)
    return found, wrong


def _voted(given: list[list[str]], earlier: list[str], axis: str) -> list[str]:
    """The labels of the coders' majority, where they are even the earlier decision's; the heaviest first."""
    votes = Counter(label for one in given for label in one)
    even = len(given) / 2
    kept = [name for name, count in votes.items() if count > even or (count == even and name in earlier)]
    if axis == "actors":
        return [name for name in earlier if name in kept] + [name for name in sorted(kept) if name not in earlier]
    weight = Counter({name: sum(MAX_FIELDS - one.index(name) for one in given if name in one) for name in kept})
    return [name for name, _ in weight.most_common(MAX_FIELDS)] or earlier


def changed(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]], list[str]]]:
    """For every labelled file its rows with the decided labels, and what was another before."""
    values, wrong = decided(folder / "coders")
    if wrong:
        raise SystemExit("\n".join(sorted(wrong)))
    for file in sorted(folder.glob("*.jsonl")):
        rows = list(_rows(file).values())
        differs = [f"{row['id']} {axis}: {row.get(axis)} → {value}" for row in rows
                   for axis, value in values.get(row["id"], {}).items() if row.get(axis) != value]  # fmt: skip
        yield file, [{**row, **values.get(row["id"], {})} for row in rows], differs


def main() -> int:
    """Write (or with --check, name) what differs; 1 when something does and nothing was written."""
    check = "--check" in sys.argv
    every: list[str] = []
    for file, rows, differs in changed(datasets() / "labelled"):
        every += differs
        if differs and not check:
            file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print("\n".join(every) or "every label is as decided")
    return int(check and bool(every))


if __name__ == "__main__":
    sys.exit(main())
