"""`guong ingest --reextract`: shown first, written when somebody says so."""

import json
import sqlite3

import pytest

from tests.desk.conftest import SOURCES, WARC


@pytest.fixture
def old(corpus):
    """A corpus of an older reader, which missed the leads."""
    with sqlite3.connect(corpus) as conn:
        conn.execute("UPDATE articles SET extractor = 'reading1/general', section = 'Mục của bộ đọc cũ'")
    return corpus


@pytest.fixture
def reread(ask, old):
    def run(*args, **more):
        return ask("ingest", "--reextract", WARC, "--sources", SOURCES, "--corpus", old, *args, **more)

    return run


def sections(path):
    with sqlite3.connect(path) as conn:
        return {section for (section,) in conn.execute("SELECT section FROM articles")}


def test_without_a_person_or_yes_nothing_is_written_and_it_says_how(reread, old):
    done = reread()
    assert done.exit_code == 0
    assert "--yes" in done.stdout
    assert sections(old) == {"Mục của bộ đọc cũ"}


def test_with_yes_it_is_written(reread, old):
    done = reread("--yes")
    assert "10" in done.stdout
    assert "Mục của bộ đọc cũ" not in sections(old)


def test_a_second_time_there_is_nothing_to_read(reread):
    reread("--yes")
    assert "Không có gì phải đọc lại" in reread().stdout


def test_every_change_is_shown_before_and_after(reread):
    said = reread().stdout
    assert "section, mất:" in said or "section, đổi:" in said
    assert "Mục của bộ đọc cũ\n  → " in said


def test_machines_get_counts_examples_and_lists(reread):
    said = json.loads(reread("--json").stdout)
    assert said.keys() >= {
        "read",
        "same",
        "changed",
        "found",
        "shrunk",
        "lost",
        "pieces",
        "unread",
        "fields",
        "sources",
    }
    assert (said["written"], said["changed"]) == (None, 10)
    assert said["fields"]["section"].keys() == {"gained", "lost", "altered", "same", "examples"}
    assert said["sources"].keys() == {"baodoiche", "baovinhngoc"}


def test_one_source_alone_can_be_read_again(reread):
    assert json.loads(reread("--json", "--source", "baodoiche").stdout)["read"] == 5


def test_english_readers_are_told_in_english(reread):
    assert "Nothing was written" in reread("--lang", "en").stdout


def test_what_shrank_is_named_and_ends_with_1(reread, old):
    with sqlite3.connect(old) as conn:
        conn.execute("UPDATE articles SET body = body || char(10) || replace(hex(zeroblob(3000)), '00', 'thêm chữ ') "
                     "WHERE num = 1")  # fmt: skip
    done = reread("--yes")
    assert done.exit_code == 1
    assert "--force" in done.stdout


@pytest.mark.parametrize("option", ["--yes", "--all", "--force"])
def test_its_options_go_with_it_alone(ask, corpus, option):
    assert ask("ingest", WARC, option, "--corpus", corpus).exit_code == 2


def test_without_kept_pages_it_says_where_they_should_be(ask, corpus):
    done = ask("ingest", "--reextract", "--corpus", corpus)
    assert done.exit_code == 3
    assert "warc" in done.stderr


def test_a_series_is_shown_with_its_article(ask, corpus):
    with sqlite3.connect(corpus) as conn:
        conn.execute("UPDATE articles SET series = ? WHERE num = 1",
                     [json.dumps({"title": "Giữ rừng đầu nguồn", "number": 3, "last": True})])  # fmt: skip
        [(url,)] = conn.execute("SELECT url FROM articles WHERE num = 1").fetchall()
    assert "Loạt bài: Giữ rừng đầu nguồn · kỳ 3 · kỳ cuối" in ask("show", url, "--corpus", corpus).stdout
    said = json.loads(ask("show", url, "--json", "--corpus", corpus).stdout)
    assert said["series"] == {"title": "Giữ rừng đầu nguồn", "number": 3, "last": True}
