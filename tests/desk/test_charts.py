"""Charts say what they show in text, in the same bytes for the same data, and the islands are on every map."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from corpus.counting.result import Result
from desk.charts.bars import bars
from desk.charts.heat import heat
from desk.charts.lines import lines
from desk.charts.maps import choropleth, outlines, step_of, steps
from desk.charts.numbers import number
from desk.charts.results import chart
from desk.charts.style import label, png, svg
from desk.counting import label_name
from nlp.codebook import codes
from nlp.provinces import today

NOTES = ["Nguồn: kho Guong; 12 bài."]
SVG = "{http://www.w3.org/2000/svg}"


def written(content):
    """Every text of an SVG."""
    return [" ".join("".join(node.itertext()).split()) for node in ElementTree.fromstring(content).iter(f"{SVG}text")]


def texts(figure):
    """Every text of a figure, as its SVG holds it."""
    return written(svg(figure))


DRAWN = {  # one chart of each kind
    "bars": lambda: bars(["heo đất", "hũ gạo"], [3, 1.5], "Tên", "số bài", NOTES),
    "lines": lambda: lines(["2023", "2024"], {"a": [1, None], "b": [2, 3]}, "Tên", "lần", "Năm", NOTES),
    "heat": lambda: heat(["x", "y"], ["u", "v"], [[1, 2], [None, 0]], "Tên", "số bài", ("Hàng", "Cột"), NOTES),
    "map": lambda: choropleth({"22": 5, "48": 1}, 34, "Tên", "số bài", NOTES),
}


@pytest.fixture(scope="module", params=DRAWN)
def drawn(request):
    """A kind of chart and the bytes of its SVG."""
    return request.param, svg(DRAWN[request.param]())


def test_the_same_data_give_the_same_bytes(drawn):
    kind, content = drawn
    assert svg(DRAWN[kind]()) == content


def test_title_and_source_are_text(drawn):
    assert {"Tên", *NOTES} <= set(written(drawn[1]))


def test_a_chart_loads_nothing_and_runs_nothing(drawn):
    content = drawn[1].decode()
    assert not re.search(r"<script|<image|<foreignObject|\bon\w+=|href=\"(?!#)|url\((?!#)", content)
    assert "20" not in (re.search(r"<dc:date>(.*?)</dc:date>", content) or ["", ""])[1]


@pytest.mark.parametrize("kind", [34, 63])
def test_hoang_sa_and_truong_sa_are_on_every_map_with_the_credit(kind):
    found = texts(choropleth({}, kind, "Tên", "số bài", NOTES))
    assert "Quần đảo Hoàng Sa (Đà Nẵng)" in found
    assert "Quần đảo Trường Sa (Khánh Hòa)" in found
    assert outlines(kind)["credit"] in found


@pytest.mark.parametrize("kind", [34, 63])
def test_every_province_has_a_shape_within_the_picture(kind):
    shapes = outlines(kind)["provinces"]
    assert len(shapes) == kind
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    assert all(0 <= x <= 812 and 0 <= y <= 873 for x, y in points)
    assert all(len(ring) > 2 for rings in shapes.values() for ring in rings)


def test_the_map_of_today_has_the_provinces_of_today():
    assert set(outlines(34)["provinces"]) == set(today())


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "$x^2$ {y}", "a\x00b\x1b[31m", "\ud800", "]]>", "😀" * 300, "x" * 2_000_000]
)
def test_hostile_labels_are_harmless_text(text):
    for figure in (
        bars([text], [1], text[:1000], text[:1000], [text[:1000]]),
        heat([text], [text], [[1]], "T", "s", ("a", "b"), NOTES),
    ):
        content = svg(figure)
        ElementTree.fromstring(content)
        assert b"<script" not in content


def test_a_label_is_cut_where_it_is_too_long():
    assert label("một hai ba bốn", 8) == "một hai…"
    assert label("ngắn") == "ngắn"


def test_numbers_are_printed_as_in_vietnamese():
    assert [number(1234.5), number(0.25), number(1e6), number(None)] == ["1.234,5", "0,25", "1.000.000", ""]


@pytest.mark.parametrize(
    ("values", "want"),
    [
        ([1, 3], [0, 1, 2, 3]),
        ([100], [0, 20, 40, 60, 80, 100]),
        ([0.3], [0, 0.1, 0.2, 0.3]),
        ([], [0, 1]),
        ([0, 0], [0, 1]),
    ],
)
def test_classes_of_a_map_are_round(values, want):
    assert steps(values) == pytest.approx(want)


@pytest.mark.parametrize("values", [[1], [7, 19, 240], [0.01, 12.5], [1_000_000]])
def test_every_number_falls_into_a_class(values):
    edges = steps(values)
    assert len(edges) <= 6
    assert all(edges[step_of(value, edges)] < value <= edges[step_of(value, edges) + 1] for value in values)


@pytest.mark.parametrize(
    "figure",
    [bars([], [], "T", "a", NOTES), lines([], {}, "T", "a", "b", NOTES), heat([], [], [], "T", "s", ("a", "b"), NOTES)],
)
def test_nothing_can_be_drawn_too(figure):
    assert svg(figure).startswith(b"<?xml")


def test_a_picture_of_dots_is_made_of_the_same_figure():
    assert png(DRAWN["bars"]()).startswith(b"\x89PNG")


def test_every_code_has_a_name_in_vietnamese():
    axes = {"exemplar": "exemplar", "genre": "genre", "field": "fields", "actor": "actors"}
    named = {code: label_name(axis, code) for axis, codebook in axes.items() for code in codes()[codebook]}
    assert [code for code, name in named.items() if not name or name == code] == []


def test_a_result_without_a_chart_is_refused():
    for result in (Result("kwic", (), [{"x": 1}], {}), Result("colloc", (), [], {})):
        with pytest.raises(ValueError, match="nothing to draw"):
            chart(result)


def test_keywords_are_bars_with_what_is_missing():
    about = {
        "words": 9,
        "against_words": 8,
        "against": {"rest": True, "articles": 2, "in_both": 0, "filters": {}},
        "selection": {"vi": "nguồn x", "en": "source x"},
        "articles": 7,
        "reprints": "each",
        "copies_left_out": 0,
        "by": "log_ratio",
    }
    missing = {"as_of": "2026-11-22", "nights": 0, "undated": 3, **dict.fromkeys(
        ("nights_down", "bodies_missing", "given_up", "waiting", "disallowed", "untagged", "uncounted", "undated_left_out", "withdrawn"), 0),
        "never_crawled": [], "down": [], "sources": 1}  # fmt: skip
    found = texts(
        chart(Result("keyness", ("word", "log_ratio"), [{"word": "heo đất", "log_ratio": 2.5}], about, missing))
    )
    assert {"heo đất", "2,50"} <= set(found)
    assert any("nguồn x; 7 bài" in line for line in found)
    assert any("Còn thiếu" in line and "3 bài không ngày" in line for line in found)


def result(kind, found, **about):
    """A result as the counts give it, of as many rows."""
    said = {
        "selection": {"vi": "tất cả bài", "en": "all articles"},
        "filters": {},
        "reprints": "each",
        "articles": 9,
        "copies_left_out": 0,
    }
    whole = dict.fromkeys(("undated", "untagged", "uncounted", "withdrawn", "undated_left_out", "nights_down", "bodies_missing",
                           "given_up", "waiting", "disallowed"), 0)  # fmt: skip
    return Result(
        kind,
        (),
        found,
        {**said, **about},
        {**whole, "as_of": None, "nights": 1, "sources": 1, "never_crawled": [], "down": []},
    )


def test_a_chart_says_how_many_of_its_rows_are_drawn():
    rows = [{"ngram": f"cụm {i}", "count": 50 - i} for i in range(40)]
    assert "Chỉ vẽ 30 trên 40: dòng" in texts(chart(result("ngrams", rows, n=2, words=900)))


def crosstab(columns):
    labels = [*map(str, range(2000, 2000 + columns - 1)), None]
    side = {"many": False, "base": 9}
    return result(
        "crosstab",
        [{"row": "thrift", "column": name, "articles": 1} for name in labels],
        rows={"axis": "field", "labels": ["thrift"], "totals": [9], "of": 1, **side},
        columns={"axis": "year", "labels": labels, "totals": [1] * columns, "of": columns - 1, **side},
    )


def test_the_column_of_what_has_no_label_is_drawn_behind_twenty_others():
    assert "(không có)" in texts(chart(crosstab(21)))


def test_a_heat_map_says_how_many_of_its_columns_are_drawn():
    assert "Chỉ vẽ 21 trên 30: Năm" in texts(chart(crosstab(30)))


def test_a_chart_of_shares_of_many_labels_says_they_add_up_to_more():
    rows = [{"axis": "field", "label": "thrift", "articles": 3, "share": 33.3, "base": 9}]
    found = texts(chart(result("facets", rows, axes={"field": {"labels": 1, "many": True, "base": 9}})))
    assert any("quá 100 %" in line for line in found)
