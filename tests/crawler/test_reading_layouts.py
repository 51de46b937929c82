"""Every layout against a page saved in its build and what must be read from it.

To draft a new pair: save the page as `pages/{layout}.html`, its address in `pages/addresses.json`, read it once and
write the reading beside it after checking every value by eye.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from crawler.reading import PageArticle, read_page
from crawler.reading.layouts import LAYOUTS

PAGES = Path(__file__).parent / "pages"
ADDRESSES: dict[str, str] = json.loads((PAGES / "addresses.json").read_text(encoding="utf-8"))
NAMES = sorted(ADDRESSES)


def golden(name: str) -> dict[str, object]:
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def read(name: str, layout: str = "auto"):
    content = (PAGES / f"{name}.html").read_bytes()
    return read_page(content, ADDRESSES[name], layout=layout, site_names=("Báo Mẫu",), hosts=("bao-mau.test",))


def test_every_layout_has_a_saved_page():
    assert {layout.name for layout in LAYOUTS} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_layout_is_recognised(name):
    assert read(name).layout == name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", list(PageArticle.__dataclass_fields__))
def test_a_saved_page_gives_what_was_checked_by_eye(name, field):
    assert asdict(read(name).article)[field] == golden(name)[field]


@pytest.mark.parametrize("name", NAMES)
def test_one_article_has_the_same_words_in_every_layout(name):
    whole = "\n".join(filter(None, (read(name).article.sapo, read(name).article.body)))
    reference = golden("font5")
    assert whole == f"{reference['sapo']}\n{reference['body']}"


@pytest.mark.parametrize("name", [n for n in NAMES if n != "general"])
def test_a_layout_asked_for_by_name_is_used(name):
    assert read(name, layout=name).layout == name


def test_a_layout_the_page_does_not_carry_gives_way_to_the_one_it_does():
    assert read("font5", layout="nukeviet").layout == "font5"


def test_an_unknown_layout_name_falls_back_to_recognition():
    assert read("font5", layout="no-such-layout").layout == "font5"
