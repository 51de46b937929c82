"""The corpus from Python: iterators, records, frames."""

import builtins
import datetime
import importlib
import re
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError, Filters, QueryError
from corpus.frames import COLUMNS
from corpus.shape import Record
from corpus.tags import record, save_reading
from tests.corpus.press import article, reading


@pytest.fixture
def press(corpus):
    for number in range(3):
        one = article(number)
        save_reading(corpus, corpus.save_article(one), reading(one.body), tagger="t1", sha256=one.sha256)
    corpus.save_article(article(9, source="baokhac", published_at=None))
    return corpus


def test_articles_of_a_selection_come_in_their_order(press):
    assert [one.title for one in press.articles(Filters(source="baosongquan"))] == [
        f"Bài số {n} về hũ gạo" for n in range(3)
    ]


def test_records_are_what_is_shown(press):
    assert list(press.records()) == [record(press, identity) for identity in press.ids()]


def test_a_record_has_the_keys_of_its_type(press):
    for one in press.records():
        assert one.keys() == Record.__annotations__.keys()


def test_what_is_stored_inside_a_loop_stays(press, path):
    for one in press.records():
        press.save_article(article(100 + int(one["title"].split()[2])))
    with Corpus(path) as again:
        assert again.count() == 8


def test_a_loop_that_is_left_keeps_nothing_open(press):
    for _ in press.records():
        break
    assert not press.conn.in_transaction


def test_a_frame_has_an_article_a_row(press):
    frame = press.frame()
    assert (tuple(frame.columns), len(frame)) == (COLUMNS, 4)
    assert frame["fields"].explode().value_counts()["thrift"] == 3
    assert frame["on_campaign"].isna().tolist() == [False, False, False, True]


def test_a_frame_may_have_some_columns(press):
    assert list(press.frame(Filters(source="baokhac"), columns=["url", "title"]).columns) == ["url", "title"]
    with pytest.raises(QueryError, match="unknown column"):
        press.frame(columns=["khong_co"])


def test_a_frame_of_nothing_has_its_columns(press):
    assert press.frame(Filters(source="khongco")).empty


def test_without_pandas_it_is_said(press, monkeypatch):
    found = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "pandas":
            raise ImportError(name)
        return found(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CorpusError, match="pandas is not installed") as caught:
        press.frame()
    assert "pip install" in caught.value.hint


def test_a_day_is_a_day(press):
    from corpus.exporting.flat import day

    assert [day(text) for text in ("2024-06-10T13:08:37+07:00", "2024-06-10", None, "hôm qua")] == [
        datetime.date(2024, 6, 10), datetime.date(2024, 6, 10), None, None,
    ]  # fmt: skip


PAGE = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(corpus(?:\.[a-z_]+){2,})`", PAGE))))
def test_a_function_the_page_names_is_there(name):
    module, function = name.rsplit(".", 1)
    assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`corpus\.([a-z_]+)\(", PAGE))))
def test_a_method_the_page_names_is_one_of_a_corpus(name):
    assert callable(getattr(Corpus, name))
