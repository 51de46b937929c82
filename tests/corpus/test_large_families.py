"""A text that a whole country copied: families of many members are asked about in few steps."""

import pytest

from corpus import Filters
from corpus.digest import digest
from corpus.reprints import link
from corpus.tags import save_reading
from tests.corpus.press import article, prose, reading, source

COPIES = 40
TEXT = prose(80, seed=3)


@pytest.fixture
def copied(corpus):
    """An article and its copies, of which two are of its very minute: nobody knows who was first."""
    tags = reading(TEXT)
    with corpus.writing():
        for number in range(COPIES + 1):
            corpus.save_source(source(f"bao{number}", f"Báo số {number}"))
            identity = corpus.save_article(article(
                url=f"https://bao{number}.test/1", source=f"bao{number}", body=TEXT, sapo=None, credit=None, author=None,
                published_at=f"2024-06-{10 + number // 3:02}", fetched_at="2024-07-01T00:00:00Z"))  # fmt: skip
            save_reading(corpus, identity, tags, tagger="t", sha256=corpus.stored_sha256(identity))
    link(corpus)
    return corpus


def steps(corpus, work):
    """How many thousands of steps SQLite's machine takes for some work."""
    taken = 0

    def one():
        nonlocal taken
        taken += 1

    corpus.conn.set_progress_handler(one, 1000)
    work()
    corpus.conn.set_progress_handler(None, 0)
    return taken


def test_of_a_family_whose_original_is_unknown_the_earliest_stored_counts(copied):
    [kept] = copied.ids(Filters(one_per_family=True))
    assert copied.article(kept).source == "bao0"


def test_the_digest_says_how_many_copies_there_are(copied):
    assert {one["copies"] for one in digest(copied, since="2024-06-30")["repeats"]} == {COPIES}


def test_every_copy_is_told_with_the_article_that_counts(copied):
    found = digest(copied, since="2024-06-30")
    assert {one["first"]["source"] for one in found["repeats"]} == {"bao0"}


def test_counting_a_family_once_does_not_read_it_once_for_each_member(copied):
    # 41 members each read for each other would be 1,681 rows of several dozen steps.
    assert steps(copied, lambda: copied.ids(Filters(one_per_family=True))) < 15
