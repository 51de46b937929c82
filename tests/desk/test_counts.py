"""Counting commands print a table, JSON or CSV, draw, and always say what is missing."""

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest

from corpus import Corpus
from corpus.counting.axes import AXES
from corpus.counting.filling import fill, ready
from desk.commands import counts
from tests.corpus.press import article

CALLS = {
    "kwic": ["heo"], "colloc": ["học tập", "--min-count", 1], "ngrams": ["--n", 2, "--min-count", 2],
    "keyness": ["--source", "baodoiche", "--against", "rest", "--min-articles", 1], "freq": ["Bác", "--by", "year"],
    "facets": [], "crosstab": ["field", "year"],
}  # fmt: skip
# So small a press has no keywords; their chart is drawn in test_charts.py.
DRAWN = {**{name: CALLS[name] for name in ("colloc", "ngrams", "freq", "crosstab")}, "facets": ["--axis", "province"]}


@pytest.mark.parametrize("name", CALLS)
def test_a_count_is_a_table_with_what_is_missing(ask, night, name):
    said = ask(name, *CALLS[name], "--corpus", night.path)
    assert said.exit_code == 0
    assert "Bài đăng lại tính một lần" in said.stdout
    assert "Số liệu đến đêm" in said.stdout


@pytest.mark.parametrize("name", CALLS)
def test_a_count_is_json(answer, name):
    found = answer(name, *CALLS[name])
    assert found["kind"] == name
    assert all(set(row) == set(found["columns"]) for row in found["rows"])
    assert {"articles", "untagged", "nights_down", "bodies_missing"} <= set(found["completeness"])


@pytest.mark.parametrize("name", CALLS)
def test_a_count_is_a_table_for_a_spreadsheet(ask, answer, night, name):
    said = ask(name, *CALLS[name], "--csv", "--corpus", night.path)
    rows = list(csv.reader(io.StringIO(said.stdout, newline="")))
    found = answer(name, *CALLS[name])
    assert rows[0] == found["columns"]
    assert len(rows) == len(found["rows"]) + 1
    assert "Số liệu đến đêm" in said.stderr


@pytest.mark.parametrize("name", DRAWN)
def test_a_count_is_drawn(ask, night, tmp_path, name):
    said = ask(name, *DRAWN[name], "--plot", tmp_path / "out.svg", "--corpus", night.path)
    assert said.exit_code == 0
    content = (tmp_path / "out.svg").read_text()
    assert "Nguồn: kho Guong" in content
    assert "Số liệu đến đêm" in content


def test_a_file_is_written_by_its_ending(ask, night, tmp_path):
    for name in ("out.csv", "out.json"):
        assert ask("facets", "-o", tmp_path / name, "--corpus", night.path).exit_code == 0
    assert (tmp_path / "out.csv").read_bytes().startswith(b"axis,label")
    assert json.loads((tmp_path / "out.json").read_text())["kind"] == "facets"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.json"]


@pytest.mark.parametrize(
    "args",
    [
        ["--json", "--csv"],
        ["-o", "out.txt"],
        ["--plot", "x.svg"],
        ["--axis", "colour"],
        ["--province", "99"],
        ["--reprints", "never"],
    ],
)
def test_wrong_usage_is_one_line(ask, night, args, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = ask("facets", *args, "--corpus", night.path)
    assert said.exit_code == 2
    assert len(said.stderr.strip().splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [[], ["--against", "rest", "--against-source", "x"]])
def test_keywords_need_one_other_side(ask, night, args):
    said = ask("keyness", *args, "--corpus", night.path)
    assert said.exit_code == 2
    assert "--against rest" in said.stderr


def test_the_other_side_may_be_chosen(answer):
    found = answer("keyness", "--source", "baodoiche", "--against-source", "baovinhngoc")
    assert found["about"]["against"]["filters"] == {"source": "baovinhngoc"}


def test_nothing_to_draw_is_said_and_no_file_made(ask, night, tmp_path):
    said = ask("colloc", "khôngcótừnày", "--plot", tmp_path / "out.svg", "--corpus", night.path)
    assert (said.exit_code, list(tmp_path.iterdir())) == (2, [])


def test_reprints_can_count_each(answer):
    once, each = answer("facets"), answer("facets", "--reprints", "each")
    assert each["about"]["articles"] == once["about"]["articles"] + once["about"]["copies_left_out"]


def test_no_cell_is_a_formula(ask, tmp_path):
    with Corpus(tmp_path / "corpus.db") as corpus:
        corpus.save_article(article(1, title="=1+1 heo", body="@SUM heo"))
    said = ask("kwic", "heo", "--csv", "--corpus", tmp_path / "corpus.db")
    rows = list(csv.DictReader(io.StringIO(said.stdout, newline="")))
    assert len(rows) == 2
    assert not any(value.startswith(tuple("=+-@")) for row in rows for value in row.values())


def test_tagging_stores_the_words(night):
    with Corpus(night.path, readonly=True) as corpus:
        assert len(corpus.conn.execute("SELECT num FROM tokens").fetchall()) == corpus.count()


def test_words_not_cut_yet_are_cut_first_and_said(ask, corpus):
    with Corpus(corpus) as opened:
        opened.conn.execute("DELETE FROM tokens WHERE num <= 2")
    said = ask("colloc", "Bác", "--corpus", corpus)
    assert "Đã tách từ 2 bài" in said.stderr
    with Corpus(corpus, readonly=True) as opened:
        assert ready(opened)


def test_a_corpus_that_cannot_be_written_is_counted_as_it_is(ask, corpus, monkeypatch):
    with Corpus(corpus) as opened:
        fill(opened, workers=1)
        opened.conn.execute("DELETE FROM tokens WHERE num <= 2")
        opened.conn.execute("CREATE TRIGGER closed BEFORE INSERT ON tokens BEGIN SELECT raise(ABORT, 'closed'); END")
    said = ask("colloc", "Bác", "--corpus", corpus)
    assert said.exit_code == 0
    assert "2 bài chưa tách từ" in said.stderr
    assert "2 bài chưa tách từ" in said.stdout


def test_an_older_corpus_gets_its_words(ask, night, tmp_path):
    path = shutil.copy(night.path, tmp_path / "corpus.db")
    with Corpus(path) as opened:
        for table in ("tokens", "token_blocks", "token_totals"):
            opened.conn.execute(f"DELETE FROM {table}")
        opened.conn.execute("DELETE FROM words WHERE id > 1")
    assert ask("ngrams", "--corpus", path, "--min-count", 2).exit_code == 0


def test_the_axes_of_the_commands_are_those_of_the_corpus():
    assert tuple(AXES) == counts.AXES


def test_english_is_spoken_on_demand(ask, night):
    said = ask("--lang", "en", "crosstab", "era", "genre", "--corpus", night.path)
    assert "Reprints count once" in said.stdout
    assert "Era" in said.stdout


def test_a_line_of_a_concordance_is_one_line(ask, night):
    lines = ask("kwic", "heo", "--corpus", night.path).stdout.splitlines()
    days = [line for line in lines if line[:5].strip().startswith("20") or "không ngày" in line[:14]]
    assert len(days) == len(json.loads(ask("kwic", "heo", "--json", "--corpus", night.path).stdout)["rows"])
    assert all(line.split()[-1].isalnum() and len(line.split()[-1]) == 16 for line in days)


def test_a_table_that_is_piped_cuts_no_label(ask, night):
    said = ask("crosstab", "province", "year", "--columns", 40, "--corpus", night.path).stdout
    assert "…" not in said


def test_cells_that_are_shares_are_said_to_be(ask, night):
    said = ask("crosstab", "field", "year", "--show", "row_share", "--corpus", night.path).stdout
    assert "Trong ô: % của hàng" in said


def test_a_chart_may_be_a_picture_of_dots(ask, night, tmp_path):
    assert ask("facets", "--axis", "field", "--plot", tmp_path / "out.png", "--corpus", night.path).exit_code == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_of_an_unknown_kind_is_refused(ask, night, tmp_path):
    said = ask("facets", "--axis", "field", "--plot", tmp_path / "out.pdf", "--corpus", night.path)
    assert said.exit_code == 2
    assert ".svg hoặc .png" in said.stderr
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", ["freq", "facets"])
def test_a_reader_that_leaves_early_is_no_failure(night, name):
    command = [sys.executable, "-m", "desk", name, "--corpus", str(night.path)]
    shown = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    shown.stdout.close()
    assert (shown.wait(60), shown.stderr.read()) == (0, b"")
    shown.stderr.close()


def test_keywords_of_all_against_nothing_ask_for_fewer_articles(ask, night):
    said = ask("keyness", "--against", "rest", "--corpus", night.path)
    assert said.exit_code == 2
    assert "chọn ít bài hơn" in said.stderr
