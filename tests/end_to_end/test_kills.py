"""Killed at random moments while it crawls, tags and links: in the end every page is there once, and all is sound."""

import contextlib
import random
import sqlite3
import subprocess

import pytest

from crawler.warc import files, responses
from tests.support.press import serving
from tests.support.run import guong

PAGES = 300
KILLS = {"crawl": 12, "tag": 5, "link": 3}  # twenty in all


def rows(path, sql):
    with sqlite3.connect(path) as conn:
        return conn.execute(sql).fetchall()


def killed(chance: random.Random, *args: object) -> None:
    """Start a command and kill it, with all it started, after a while."""
    # From its first line to well into the work, whatever the machine's speed.
    with contextlib.suppress(subprocess.TimeoutExpired):
        guong(*args, timeout=chance.uniform(0.05, 2.0))


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """The corpus after all kills and one quiet run of each command; how the quiet runs ended."""
    folder = tmp_path_factory.mktemp("kills")
    corpus, chance, ended = folder / "c.db", random.Random(7), []
    with serving() as press:
        press.articles(PAGES)
        crawl = ("crawl", "--sources", press.source(folder, sections=["/chuyen-hay"]), "--corpus", corpus)
        for step, line in (
            ("crawl", crawl),
            ("tag", ("tag", "--corpus", corpus)),
            ("link", ("link", "--corpus", corpus)),
        ):
            for _ in range(KILLS[step]):
                killed(chance, *line)
            ended.append(guong(*line, timeout=240).returncode)
    return corpus, ended


def test_every_command_comes_to_its_end(after):
    assert after[1] == [0, 0, 0]


def test_every_page_is_there_once(after):
    found = rows(after[0], "SELECT count(*), count(DISTINCT url), count(DISTINCT title) FROM articles")
    assert found == [(PAGES, PAGES, PAGES)]


def test_nothing_is_left_waiting(after):
    sql = "SELECT DISTINCT state FROM frontier WHERE kind = 'article'"
    assert rows(after[0], sql) == [("done",)]


def test_every_article_is_tagged_by_one_version(after):
    assert rows(after[0], "SELECT count(*), count(DISTINCT tagger) FROM readings") == [(PAGES, 1)]


def test_the_corpus_is_sound(after):
    done = guong("doctor", "--corpus", after[0], GUONG_LANG="en")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_archive_reads_to_its_end_and_holds_every_article(after):
    kept = {one.ref for file in files(after[0].parent / "warc") for one in responses(file)}
    assert {ref for (ref,) in rows(after[0], "SELECT warc FROM articles")} <= kept


def test_every_run_is_closed(after):
    assert rows(after[0], "SELECT count(*) FROM runs WHERE ended_at IS NULL AND command = 'crawl'") == [(0,)]
