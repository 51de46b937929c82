"""What coders wrote down: JSON lines or CSV sheets with one row an article and one key (or column) an axis."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nlp.agreement import SEVERAL, SINGLE, Value
from nlp.codebook import codes
from nlp.labelled import LabelledError

_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
Labels = dict[str, dict[str, dict[str, Value]]]


def read_coders(paths: Iterable[Path]) -> Labels:
    """Axis → coder → article id → label (a frozenset on the axes of several labels).

    The coder is a row's `coder`, else the file's name. Empty cells and `null` are no labels. Raises LabelledError
    naming file and line for a row that cannot be read or a label the codebook does not know.
    """
    found: Labels = {}
    for path in paths:
        for number, row in _rows(path):
            identity, coder = str(row.get("id") or ""), str(row.get("coder") or path.stem)
            if not identity:
                raise LabelledError(f"{path.name}, line {number}: no id")
            for axis in (*SINGLE, *SEVERAL):
                if row.get(axis) not in (None, ""):
                    try:
                        value = label(axis, row[axis])
                    except ValueError as error:
                        raise LabelledError(f"{path.name}, line {number}: {error}") from error
                    found.setdefault(axis, {}).setdefault(coder, {})[identity] = value
    return found


def label(axis: str, written: Any) -> Value:
    """A label as it is compared; raises ValueError for one the codebook does not know."""
    if axis in SEVERAL:
        names = written if isinstance(written, list) else [part.strip() for part in str(written).split("|")]
        unknown = [name for name in names if name and name not in codes()[axis]]
        if unknown:
            raise ValueError(f"{axis} has no label {unknown[0]!r}")
        return frozenset(name for name in names if name)
    if axis == "on_campaign":
        value = _YES.get(str(written).strip().lower())
        if value is None:
            raise ValueError(f"on_campaign is yes or no, not {written!r}")
        return value
    if axis == "primary_locality":
        unit = written if isinstance(written, dict) else {}
        return (
            "national"
            if unit.get("level") == "national"
            else "/".join(str(unit.get(k)) for k in ("name", "level", "province"))
        )
    if written not in codes()[axis]:
        raise ValueError(f"{axis} has no label {written!r}")
    return str(written)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file)
                for row in reader:
                    yield reader.line_num, row
            return
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise LabelledError(f"{path.name}, line {number}: no object")
                yield number, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LabelledError(f"{path}: {error}") from error
    except json.JSONDecodeError as error:
        raise LabelledError(f"{path.name}: {error}") from error
