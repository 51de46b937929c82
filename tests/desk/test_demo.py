"""The demo: the whole pipeline in one command, and what three kinds of people get from it."""

import re
import shlex
import sqlite3

import pytest

from corpus import Article, Corpus
from tests.support.run import guong


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nơi khác")
    return folder, guong("demo", "--folder", "kho mẫu", cwd=folder)


def test_it_ends_well(shown):
    _, done = shown
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("part", ["NGƯỜI VẬN HÀNH", "NGƯỜI NGHIÊN CỨU", "BIÊN TẬP VIÊN"])
def test_it_has_a_part_for_everyone(shown, part):
    _, done = shown
    assert part in done.stdout


def test_it_reads_at_least_sixty_articles(shown):
    folder, _ = shown
    with sqlite3.connect(folder / "kho mẫu" / "corpus.db") as conn:
        assert conn.execute("SELECT count(*) FROM readings").fetchone()[0] >= 60


def test_it_writes_nowhere_else(shown):
    folder, _ = shown
    assert [file.name for file in folder.iterdir()] == ["kho mẫu"]


def test_its_questions_find_something(shown):
    _, done = shown
    answers = re.findall(r"^\$ guong search .*\n(\d+) bài", done.stdout, re.MULTILINE)
    assert len(answers) >= 3
    assert "0" not in answers


def test_every_command_it_suggests_works(shown, ask, monkeypatch):
    folder, done = shown
    monkeypatch.chdir(folder)
    suggested = [shlex.split(line) for line in done.stdout.splitlines() if line.startswith("  guong ")]
    assert len(suggested) >= 4
    assert [args for _, *args in suggested if ask(*args).exit_code != 0] == []


def test_a_corpus_of_other_papers_is_never_removed(ask, tmp_path):
    with Corpus(tmp_path / "corpus.db") as corpus:
        corpus.save_source(
            {
                "id": "that",
                "name": "Thật",
                "province": None,
                "hosts": ["that.test"],
                "layout": "auto",
                "verified": "never",
            }
        )
        corpus.save_article(Article(url="https://that.test/1.html", source="that", title="Thật", body="Thật."))
    done = ask("demo", "--folder", tmp_path)
    assert done.exit_code == 3
    assert "--folder" in done.stderr
    with Corpus(tmp_path / "corpus.db") as corpus:
        assert corpus.count() == 1
