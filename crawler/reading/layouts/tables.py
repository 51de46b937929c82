"""Layouts of the years before stylesheets: nested tables, `<font>`, paragraphs parted by `<br><br>`.

From memory of how such pages were made; each portal has its own.
"""

from crawler.reading.layouts.base import Layout


class FontTables(Layout):
    """No class names at all; sizes of type tell the parts."""

    name = "font-tables"
    signs = ("td > font[size='4'] > b", "td > font > br", "table table")
    title = ("td > font[size='4'] > b",)
    lead = ("tr > td > font[size='2'] > b",)
    body = ("tr > td > font",)
    date = ("td > font[size='1']",)


class NamedCells(Layout):
    """Vietnamese class names in the cells: tieude, trichdan, noidung, chuthich."""

    name = "named-cells"
    signs = (".noidung, #noidung", ".tieude, .trichdan, #tieude")
    title = (".tieude h1", ".tieude")
    lead = (".trichdan", ".tomtat")
    body = (".noidung", "#noidung")
    byline = (".tacgia", ".nguon")
    date = (".ngaydang", ".ngay", ".thoigian")
    section = (".chuyenmuc a",)
    captions = (".chuthich",)
