"""How questions and numbers are told: in the words of the reader's language, and one number one way."""

import pytest

from corpus.query import HOW, Part, parse, worded
from desk.charts.heat import heat
from desk.charts.numbers import number
from desk.say import _messages


def test_words_of_a_query_need_no_quotation_marks(ask, night):
    shown = [ask("search", *words, "--corpus", night.path).stdout for words in (("làm", "theo"), ("làm theo",))]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(("query", "parts"), [
    ("dao đức", [Part("dao", "any_marks"), Part("đức", "exact")]),
    ("heo NOT đất", [Part("heo", "any_marks"), Part("đất", "exact", without=True)]),
    ("NOT heo", [Part("heo", "any_marks", without=True), Part("NOT", "not_alone"), Part("", "no_words")]),
    ("a " * 300, [Part("a", "any_marks"), Part("", "too_long")]),
    ("", []),
])  # fmt: skip
def test_a_query_is_told_in_codes(query, parts):
    assert list(parse(query).parts) == parts


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_words(language):
    assert [how for how in HOW if f"read_{how}" not in _messages()[language]] == []


def test_the_desk_says_in_vietnamese_what_the_corpus_says():
    parts = [Part("x", how) for how in HOW] + [Part("y", "exact", without=True)]
    said = _messages()["vi"]
    ours = worded(parts, {how: said[f"read_{how}"] for how in HOW}, said["read_without"])
    assert ours == parse("").__class__("", tuple(parts)).read_as


def test_the_other_side_of_keywords_is_told_in_words(ask, night):
    line = ("keyness", "--source", "baovinhngoc", "--against-source", "baodoiche", "--corpus", night.path)
    assert "nguồn baodoiche" in ask(*line).stdout
    assert "source baodoiche" in ask("--lang", "en", *line).stdout


@pytest.mark.parametrize("value", [6.67, 6.7, 18.46, 20.0, 1234.0])
def test_a_heat_map_writes_numbers_as_the_table_does(value):
    drawn = heat(["a"], ["b"], [[value]], "", "", ("", ""), [])
    assert number(value) in [text.get_text() for text in drawn.axes[0].texts]


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500])
def test_a_window_is_not_opened_on_a_damaged_release(ask, night, tmp_path, content):
    ask("release", "1.0", "-o", tmp_path, "--corpus", night.path)
    (tmp_path / "1.0" / "guong.db").write_bytes(content)
    done = ask("datasette", tmp_path / "1.0", "--port", 0)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (3, "", 2)
