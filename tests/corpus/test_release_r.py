"""Every query of the page for R users answers on a release."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.releases import freeze
from corpus.tags import save_reading
from tests.corpus.press import article, reading, source

PAGE = (Path(__file__).parents[2] / "docs" / "r.md").read_text(encoding="utf-8")
QUERIES = re.findall(r'dbGetQuery\(con, "(.*?)"\)', PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("r")
    with Corpus(folder / "corpus.db") as corpus:
        corpus.save_source(source())
        for number in range(2):
            one = article(number)
            save_reading(corpus, corpus.save_article(one), reading(one.body), tagger="t1", sha256=one.sha256)
        made = freeze(corpus, "1.0", folder / "releases", texts="full")
    with closing(sqlite3.connect(made.folder / "guong.db")) as conn:
        yield conn


def test_the_page_has_queries():
    assert len(QUERIES) == 6


@pytest.mark.parametrize("sql", QUERIES, ids=range(len(QUERIES)))
def test_a_query_of_the_page_answers(data, sql):
    assert data.execute(sql).fetchall()


def test_positions_are_what_the_page_says(data):
    sql = "SELECT e.text, a.body, e.start, e.end FROM evidence e JOIN articles a ON a.id = e.article_id WHERE e.field = 'body'"
    for text, body, start, end in data.execute(sql):
        assert body[start:end] == text
