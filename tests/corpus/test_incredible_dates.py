"""A day before any paper stood on the web is a mistake: it makes no original and no earliest member."""

import pytest

from corpus import Filters
from corpus.clock import credible
from corpus.counting import facets
from corpus.digest import digest
from corpus.families import earliest, family
from corpus.reprints import link
from corpus.stories import stories
from corpus.tags import save_reading
from tests.corpus.press import article, prose, reading, source

TEXT = prose(300, seed=7)
WRONG = "0001-01-01"


@pytest.fixture
def pair(corpus):
    """A family of two: the article as it was published, and a copy whose page gave the year 1."""
    ids = []
    for paper, day in (("baosongquan", "2024-06-10"), ("baonuixa", WRONG)):
        corpus.save_source(source(paper))
        ids.append(corpus.save_article(article(url=f"https://{paper}.test/1", source=paper, body=TEXT, sapo=None,
                                               credit=None, published_at=day,
                                               fetched_at="2024-06-11T00:00:00Z")))  # fmt: skip
        save_reading(corpus, ids[-1], reading(TEXT), tagger="t", sha256=corpus.stored_sha256(ids[-1]))
    link(corpus)
    return corpus, *ids


@pytest.mark.parametrize("date", [None, "", WRONG, "0202-06-01", "1970-01-01T07:00:00+07:00", "1996-12-31"])
def test_what_no_page_of_the_web_can_have_is_no_date(date):
    assert credible(date) is None


def test_a_date_of_the_web_is_one():
    assert credible("1997-11-19") == "1997-11-19"


def test_with_such_a_date_nobody_knows_who_was_first():
    rows = [{"id": "a", "published_at": WRONG}, {"id": "b", "published_at": "2024-06-10"}]
    assert earliest(rows) is None


def test_the_family_has_no_original(pair):
    corpus, right, _ = pair
    assert family(corpus, right)["original"] is None


def test_the_article_with_a_date_stands_first_in_the_tree(pair):
    corpus, right, wrong = pair
    assert [root["id"] for root in family(corpus, wrong)["roots"]] == [right, wrong]


def test_a_family_counts_by_the_article_with_a_date(pair):
    corpus, right, _ = pair
    assert corpus.ids(Filters(one_per_family=True)) == [right]


def test_counts_choose_the_article_with_a_date(pair):
    corpus, _, _ = pair
    assert [row["label"] for row in facets(corpus, axes=["source"]).rows] == ["baosongquan"]


def test_a_story_is_shown_by_the_article_with_a_date(pair):
    corpus, right, _ = pair
    assert [story.id for story in stories(corpus)] == [right]


def test_the_digest_calls_the_other_one_the_copy(pair):
    corpus, right, wrong = pair
    found = digest(corpus, since="2020-01-01")
    assert (found["best"], [one["id"] for one in found["repeats"]]) == ([right], [wrong])
