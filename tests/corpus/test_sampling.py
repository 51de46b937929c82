"""Samples for manual coding: drawn by a seed, in strata, without a tag of ours."""

import csv
import json
from collections import Counter

import pytest

from corpus import Corpus
from corpus.errors import QueryError
from corpus.sampling import sample, sheet
from tests.corpus.press import article, source


@pytest.fixture
def corpus(tmp_path):
    """Thirty articles of one paper, six of another, one of a third."""
    with Corpus(tmp_path / "press.db") as corpus:
        number = 0
        for name, count in (("bao1", 30), ("bao2", 6), ("bao3", 1)):
            corpus.save_source(source(name, name))
            for _ in range(count):
                number += 1
                corpus.save_article(article(number, source=name, url=f"https://{name}.test/{number}.html"))
        yield corpus


def papers(corpus, ids):
    return Counter(corpus.article(i).source for i in ids)


def test_a_seed_gives_the_same_sample(corpus):
    assert sample(corpus, 10, seed=3) == sample(corpus, 10, seed=3)


def test_another_seed_gives_another_sample(corpus):
    assert sample(corpus, 10, seed=3) != sample(corpus, 10, seed=4)


def test_a_small_sample_is_the_beginning_of_a_larger_one(corpus):
    assert sample(corpus, 20, seed=3)[:10] == sample(corpus, 10, seed=3)


def test_a_sample_is_never_larger_than_the_selection(corpus):
    assert len(sample(corpus, 1000)) == 37


def test_strata_come_in_proportion_with_one_each_at_least(corpus):
    assert papers(corpus, sample(corpus, 13, by="source")) == {"bao1": 10, "bao2": 2, "bao3": 1}


def test_equal_strata_have_as_many_each_as_there_are(corpus):
    assert papers(corpus, sample(corpus, 11, by="source", equal=True)) == {"bao1": 5, "bao2": 5, "bao3": 1}


def test_an_unknown_stratum_is_refused(corpus):
    with pytest.raises(QueryError, match="unknown stratum"):
        sample(corpus, 3, by="weather")


def test_a_sheet_holds_texts_and_empty_labels(corpus):
    [line] = sheet(corpus, sample(corpus, 1), "jsonl")
    row = json.loads(line)
    assert (row["body"][:10], row["genre"], row["fields"]) == ("Chị em thô", None, None)


def test_a_sheet_for_spreadsheets_runs_no_formula(corpus):
    identity = corpus.save_article(article(99, url="https://bao1.test/x.html", source="bao1", title="=1+1"))
    _, row = csv.reader(list(sheet(corpus, [identity], "csv")))
    assert row[2] == "'=1+1"
