"""Pages written from memory of the public markup of Vietnamese news sites by one who had not seen the reader.

`unseen/NAME.html` stands beside `unseen/NAME.json`, its truth: `kind`, and for an article every field as printed (null:
the page does not say). Every field is held page by page with layouts; without them, and with every name on the page
made unreadable, floors hold: values may be missing there, a wrong one may not be given.
"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import Reading, read_page

FOLDER = Path(__file__).parent / "unseen"
TRUTHS: dict[str, dict[str, Any]] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))
}
ARTICLES = [name for name, truth in TRUTHS.items() if truth["kind"] == "article"]
OTHERS = [name for name in TRUTHS if name not in ARTICLES]
FIELDS = ("title", "sapo", "author", "credit", "published_at", "images")
WAYS = ("layouts", "general", "nameless")


@cache
def reading(name: str, way: str) -> Reading:
    content = (FOLDER / f"{name}.html").read_bytes()
    if way == "nameless":
        content = nameless(content)
    return read_page(content, TRUTHS[name]["url"], layout="auto" if way == "layouts" else "general")


def article(name: str, way: str = "layouts") -> Any:
    found = reading(name, way)
    assert found.article is not None, (found.kind, found.reason)
    return found.article


def nameless(content: bytes) -> bytes:
    """The page with every class and id renamed."""
    seen: dict[bytes, int] = {}

    def rename(match: re.Match[bytes]) -> bytes:
        return b' %s="%s"' % (
            match[1],
            b" ".join(b"x%d" % seen.setdefault(word, len(seen)) for word in match[2].split()),
        )

    return re.sub(rb'\s(class|id)="([^"]*)"', rename, content)


def runs(*texts: str | None) -> Counter[tuple[str, ...]]:
    """The runs of four words."""
    words = re.findall(r"\w+", " ".join(filter(None, texts)).lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def f_score(way: str) -> float:
    """F of the runs of lead and body over all articles; one that was not found gives nothing."""
    shared = wanted = given = 0
    for name in ARTICLES:
        truth, found = TRUTHS[name], reading(name, way).article
        right = runs(truth["sapo"], *truth["body"])
        got = runs(found.sapo, found.body) if found is not None else Counter()
        shared, wanted, given = shared + (right & got).total(), wanted + right.total(), given + got.total()
    return 2 * shared / (wanted + given)


def values(field: str, way: str, size: int | None = None) -> tuple[int, list[str]]:
    """(right values, the pages with a wrong one); one that is missing is neither."""
    right, wrong = 0, []
    for name in ARTICLES:
        found = reading(name, way).article
        got, wanted = (getattr(found, field) or "")[:size], (TRUTHS[name][field] or "")[:size]
        same = people(got) == people(wanted) if field == "author" else got == wanted
        right += bool(got) and same
        if got and not same:
            wrong.append(f"{name}: {got}")
    return right, wrong


def people(line: str) -> list[str]:
    """The names in a line, whatever parts them."""
    return re.split(r", | - | và ", line)


def test_there_are_forty_articles_and_a_dozen_others():
    assert (len(ARTICLES), len(OTHERS)) >= (40, 12)


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_as_printed(name, field):
    assert getattr(article(name), field) == TRUTHS[name][field]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_paragraph_arrives_in_order_and_nothing_else(name):
    assert article(name).body.split("\n") == TRUTHS[name]["body"]


@pytest.mark.parametrize("name", ARTICLES)
def test_a_section_is_the_printed_one_or_none(name):
    assert article(name).section in (TRUTHS[name]["section"], None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_article_is_not_taken_for_one(name, way):
    assert reading(name, way).article is None


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_article_is_told(name):
    assert reading(name, "layouts").kind == TRUTHS[name]["kind"]


@pytest.mark.parametrize(("way", "floor"), [("general", 0.998), ("nameless", 0.996)])
def test_texts_without_layouts(way, floor):
    assert f_score(way) >= floor


@pytest.mark.parametrize(("field", "way", "floor"), [
    ("title", "general", 40), ("published_at", "general", 40), ("author", "general", 38), ("credit", "general", 3),
    ("title", "nameless", 40), ("published_at", "nameless", 39), ("author", "nameless", 30), ("credit", "nameless", 0),
])  # fmt: skip
def test_values_without_layouts_are_right_or_missing(field, way, floor):
    right, wrong = values(field, way, 10 if field == "published_at" else None)
    assert not wrong
    assert right >= floor
