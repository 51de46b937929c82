"""A workbook: the articles, and what each column means. Every cell is a text, a number or a day, never a formula."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.exporting.dictionary import FLAT, meanings
from corpus.exporting.flat import flat, joined

# Limits of the format (ECMA-376; "Excel specifications and limits"): characters of a cell, rows of a sheet.
MOST_CHARACTERS = 32_767
MOST_ROWS = 1_048_576
CUT = "cut"  # the last column: names of the columns of this row that were cut
# What no XML of a workbook may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# `_x0041_` in a cell is read as the letter A; its first sign written that way keeps it as it stands.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(records: Iterable[dict[str, Any]], path: Path, columns: Sequence[str]) -> int:
    """Write a workbook with the sheets `articles` (`articles_2` … when one is full) and `dictionary`.

    A text beyond what a cell holds is cut, and the row's last column says which. Returns how many articles.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    count = 0
    sheet: Any = None
    for record in records:
        if count % (MOST_ROWS - 1) == 0:
            number = count // (MOST_ROWS - 1) + 1
            sheet = book.create_sheet("articles" if number == 1 else f"articles_{number}")
            sheet.freeze_panes = "A2"
            sheet.append([_cell(sheet, name) for name in (*columns, CUT)])
        values = [joined(value) for value in flat(record, columns)]
        cut = [name for name, value in zip(columns, values, strict=True) if _long(value)]
        sheet.append([_cell(sheet, value) for value in (*values, ", ".join(cut) or None)])
        count += 1
    if sheet is None:
        sheet = book.create_sheet("articles")
        sheet.append([_cell(sheet, name) for name in (*columns, CUT)])
    _explain(book.create_sheet("dictionary"), columns)
    book.save(path)
    return count


def _explain(sheet: Any, columns: Sequence[str]) -> None:
    sheet.append([_cell(sheet, name) for name in ("column", "nghĩa", "meaning")])
    known = meanings(FLAT)
    for name in (*columns, CUT):
        sheet.append([_cell(sheet, text) for text in (name, known[name].vi, known[name].en)])


def _long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > MOST_CHARACTERS


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("", value))[:MOST_CHARACTERS]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # whatever it begins with: openpyxl would take `=…` for a formula
    return cell
