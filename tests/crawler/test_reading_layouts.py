"""Every layout against pages in its build and what must be read from them, field by field.

`layouts/{layout}[-variant].html` is the page, the JSON beside it holds its address, the name of its layout and every
field of the article, checked by eye. `datasets/make/layout.py` drafts both (docs/layouts.md).
"""

import json
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import PageArticle, Reading, layouts, read_page
from crawler.reading.layouts import LAYOUTS, Layout, select
from crawler.reading.layouts.base import FIELDS
from crawler.reading.parsing import parse

FOLDER = Path(__file__).parent / "layouts"
SCRIPT = Path(__file__).parents[2] / "datasets" / "make" / "layout.py"
PAGES = sorted(path.stem for path in FOLDER.glob("*.html"))
HEAD = ("url", "kind", "layout", "canonical")  # of the golden file, beside the fields of the article


@cache
def golden(page: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{page}.json").read_text(encoding="utf-8"))


def source(page: str) -> str:
    return (FOLDER / f"{page}.html").read_text(encoding="utf-8")


def read(content: str, url: str, layout: str = "auto") -> Reading:
    return read_page(content.encode(), url, layout=layout, site_names=("Báo Mẫu",), hosts=("bao-mau.test",))


@cache
def reading(page: str) -> Reading:
    return read(source(page), golden(page)["url"])


@pytest.mark.parametrize("page", PAGES)
def test_the_layout_is_recognised(page):
    assert reading(page).layout == golden(page)["layout"]


@pytest.mark.parametrize("page", PAGES)
def test_every_field_is_as_checked_by_eye(page):
    article = asdict(reading(page).article)
    wanted = {name: value for name, value in golden(page).items() if name not in HEAD}
    assert article == wanted


def test_a_golden_file_names_every_field():
    fields = {*HEAD, *PageArticle.__dataclass_fields__} - {"canonical"}
    assert not {page: fields - set(golden(page)) for page in PAGES if fields - set(golden(page))}


def test_every_layout_has_a_page():
    assert {layout.name for layout in LAYOUTS} <= {golden(page)["layout"] for page in PAGES}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
class TestDeclarations:
    def test_every_selector_can_be_compiled(self, layout):
        tree = parse("<html><body><p>a</p></body></html>")
        for field in (*FIELDS, "signs", "absent", "marks", "sealed"):
            for rule in getattr(layout, field):
                select(tree, rule)

    def test_a_field_takes_one_selector_an_entry(self, layout):
        assert not [rule for field in FIELDS for rule in getattr(layout, field) if "," in rule]

    def test_it_says_where_its_knowledge_comes_from(self, layout):
        module = __import__(layout.__module__, fromlist=["_"]).__doc__
        assert layout.__doc__
        assert any(word in module for word in ("report", "memory", "markup", "Reported", "pages of"))

    def test_its_name_is_its_own(self, layout):
        assert [other for other in LAYOUTS if other.name == layout.name] == [layout]


@pytest.mark.parametrize("page", [page for page in PAGES if golden(page)["layout"] != "general"])
def test_a_layout_asked_for_by_name_is_used(page):
    name = golden(page)["layout"]
    assert read(source(page), golden(page)["url"], layout=name).layout == name


def test_a_layout_the_page_does_not_carry_gives_way_to_the_one_it_does():
    assert read(source("font5"), golden("font5")["url"], layout="nukeviet").layout == "font5"


def test_an_unknown_layout_name_falls_back_to_recognition():
    assert read(source("font5"), golden("font5")["url"], layout="no-such-layout").layout == "font5"


def test_the_host_decides_between_layouts_that_share_their_signs():
    content = source("font5")
    assert read(content, "https://baocaobang.vn/hu-gao-nghia-tinh-3301999.html").layout == "postid-plain"


class TestChangedLayout:
    """A page that says who made it, and whose body stands where no selector looks any more."""

    page = "wordpress"

    def changed(self) -> Reading:
        return read(source(self.page).replace("td-post-content", "x1y2"), golden(self.page)["url"])

    def test_its_text_comes_by_the_general_way(self):
        assert golden(self.page)["body"].split("\n")[1] in self.changed().article.body

    def test_it_is_told(self):
        assert self.changed().layout == "wordpress?"

    def test_a_page_of_no_known_system_is_no_changed_layout(self):
        assert reading("general").layout == "general"


class TestSelect:
    HTML = (
        "<html><body><div id='a' class='box wide'><ul class='menu'><li class='item'><a class='link' href='/1'>1</a></li></ul>"
        "<p class='item' data-role='x'><span class='item'>2</span></p></div><p class='box'>3</p></body></html>"
    )

    @pytest.mark.parametrize(
        "rule",
        [
            ".item", "p.item", "#a .item", "#a > .item", ".box.wide .menu a", "div#a p > span", "p", "li.item a.link",
            ".item[data-role='x']", ".item[data-role]", "[data-role='x']", "a:last-of-type", ".none", "#a .none", ".box > p",
            "#a .item .item", "div p.item", "p:not(.item)", "a[href*='/1']",
        ],
    )  # fmt: skip
    def test_the_list_of_names_finds_what_xpath_finds(self, rule):
        tree = parse(self.HTML)
        assert select(tree, rule, layouts.names_on(tree)) == select(tree, rule)

    def test_names_of_another_page_are_not_used(self):
        tree, other = parse(self.HTML), parse("<html><body></body></html>")
        assert len(select(tree, ".item", layouts.names_on(other))) == 3

    def test_hostile_nesting_is_bounded(self):
        tree = parse("<html><body>" + "<div class='a'>" * 300 + "<p class='b'>x</p>" * 5000 + "</body></html>")
        assert len(select(tree, ".none .b", layouts.names_on(tree))) == 0


class TestBodies:
    class Two(Layout):
        name = "two"
        signs = (".a",)
        body = (".a", ".b")

    def test_a_selector_that_finds_next_to_nothing_gives_way(self):
        tree = parse(
            f"<html><body><div class='a'>Xem</div><div class='b'>{'Một đoạn văn dài. ' * 20}</div></body></html>"
        )
        assert [element.get("class") for element in self.Two.bodies(tree)] == ["b"]

    def test_an_empty_body_stays_a_body(self):
        tree = parse("<html><body><div class='a'></div></body></html>")
        assert [element.get("class") for element in self.Two.bodies(tree)] == ["a"]

    def test_a_list_in_the_place_of_a_body_is_no_body(self):
        links = "".join(
            f"<li><a href='/{n}.html'>Bài số {n} kể chuyện một chi bộ ở vùng cao</a></li>" for n in range(6)
        )
        tree = parse(f"<html><body><h1>Chính trị</h1><div class='editor-content'><ul>{links}</ul></div></body></html>")
        match = layouts.match(tree, "https://bao-mau.test/chinh-tri", layouts.names_on(tree))
        assert not match.bodies


def draft(root: Path) -> subprocess.CompletedProcess[str]:
    page, url = FOLDER / "cand.html", golden("cand")["url"]
    command = [sys.executable, str(SCRIPT), str(page), "--url", url, "--name", "nhap-thu", "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("draft")
    draft(root)
    return root


class TestDraft:
    """`datasets/make/layout.py` on a page whose layout is known already."""

    def test_the_class_names_the_parts_of_the_page(self, drafted):
        space: dict[str, Any] = {}
        exec((drafted / "crawler/reading/layouts/nhap_thu.py").read_text(encoding="utf-8"), space)  # our own output
        layout = space["NhapThu"]
        assert (layout.title, layout.body, layout.date) == (
            (".box-title-detail",),
            (".detail-content-body",),
            (".box-date",),
        )

    def test_the_page_is_kept_as_it_is(self, drafted):
        assert (drafted / "tests/crawler/layouts/nhap-thu.html").read_text(encoding="utf-8") == source("cand")

    def test_the_golden_file_names_every_field(self, drafted):
        golden_file = json.loads((drafted / "tests/crawler/layouts/nhap-thu.json").read_text(encoding="utf-8"))
        assert set(golden_file) == {*HEAD, *PageArticle.__dataclass_fields__}

    def test_nothing_is_overwritten(self, drafted):
        assert "left as it is" in draft(drafted).stderr
