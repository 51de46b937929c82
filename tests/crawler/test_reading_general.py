"""Pages of no known layout, whole and in the manner of real sites, against what must be read from each.

`general/NAME.html` stands beside `general/NAME.json`: `kind`, and for an article its title, lead, body, author, credit,
day and captions; `never` lists what of the page around it must not come along.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import Reading, read_page

FOLDER = Path(__file__).parent / "general"
TRUTHS: dict[str, dict[str, Any]] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))
}
ARTICLES = [name for name, truth in TRUTHS.items() if truth["kind"] == "article"]
OTHERS = [name for name, truth in TRUTHS.items() if truth["kind"] != "article"]
FIELDS = ("title", "sapo", "author", "credit")


@cache
def reading(name: str) -> Reading:
    return read_page((FOLDER / f"{name}.html").read_bytes(), TRUTHS[name]["url"], layout="general")


def article(name: str) -> Any:
    found = reading(name)
    assert found.article is not None, (found.kind, found.reason)
    return found.article


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_article_is_told(name):
    assert reading(name).kind == TRUTHS[name]["kind"]


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_as_printed(name, field):
    assert getattr(article(name), field) == TRUTHS[name][field]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_paragraph_arrives_in_order_and_nothing_else(name):
    assert article(name).body == TRUTHS[name]["body"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_day_is_that_of_the_article(name):
    assert (article(name).published_at or "")[:10] == TRUTHS[name]["published_at"]


@pytest.mark.parametrize("name", ARTICLES)
def test_captions_stay_with_their_pictures(name):
    captions = [image["caption"] for image in article(name).images]
    assert [caption for caption in TRUTHS[name]["captions"] if caption not in captions] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_nothing_of_the_page_around_it_comes_along(name):
    found = article(name)
    text = "\n".join(filter(None, (found.title, found.sapo, found.body)))
    assert [
        junk for junk in TRUTHS[name]["never"] if junk in text and junk.lower() != (found.author or "").lower()
    ] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_names_that_tell_nothing_never_bring_a_wrong_day(name):
    """Class names and ids of generated stylesheets are letters and digits."""
    content = re.sub(r'(\s(?:class|id)=)"[^"]*"', r'\1"x7"', (FOLDER / f"{name}.html").read_text(encoding="utf-8"))
    found = read_page(content.encode(), TRUTHS[name]["url"], layout="general").article
    assert found is None or (found.published_at or TRUTHS[name]["published_at"])[:10] == TRUTHS[name]["published_at"]
