"""What an operator sees of the sources: a table, each finding in a sentence with its proof, four weeks as a line."""

import json
import sqlite3
import tomllib

import pytest

from corpus import Corpus, health
from desk.health import bars, sentence
from tests.corpus.history import LIST, PAPER, Nights
from tests.support.run import ROOT

MESSAGES = tomllib.loads((ROOT / "desk" / "messages" / "main.toml").read_text(encoding="utf-8"))


@pytest.fixture
def press(tmp_path):
    """A corpus with a paper that lost its authors last night."""
    path = tmp_path / "press.db"
    with Corpus(path) as corpus:
        nights = Nights(corpus).weeks(3).until(0)
        nights.night(8, make={"author": None, "credit": None})
    return path


@pytest.fixture
def broken(tmp_path):
    """A corpus with a paper that has not answered for four nights."""
    path = tmp_path / "broken.db"
    with Corpus(path) as corpus:
        nights = Nights(corpus).weeks(2)
        for _ in range(4):
            nights.night(0, lists=0, listed=0, failed=2, kinds={"section_status": "section answered 500"})
    return path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_state_and_finding_has_its_words(lang):
    wanted = {f"state_{state}" for state in health.STATES} | {f"health_{kind}" for kind in health.KINDS}
    assert wanted - MESSAGES[lang].keys() == set()


@pytest.mark.parametrize("kind", health.KINDS)
def test_every_finding_is_a_sentence_whatever_its_numbers(kind):
    finding = {"kind": kind, "value": None, "expected": None, "history": 0, "reason": ""}
    assert sentence(finding).isprintable()


def test_the_table_names_what_is_unusual(ask, press):
    shown = ask("status", "--corpus", press)
    assert shown.exit_code == 0
    assert "ĐỔI GIAO DIỆN" in shown.stdout
    assert "0 % bài mới có tên tác giả" in shown.stdout


def test_below_the_table_stands_the_proof(ask, press):
    shown = ask("status", "--corpus", press).stdout
    assert [line.split(":")[0].strip() for line in shown.splitlines() if "warc.gz#" in line] == ["đêm qua", "trước đó"]


def test_english_readers_get_english(ask, press):
    assert "0 % of the new articles have an author" in ask("status", "--lang", "en", "--corpus", press).stdout


def test_what_a_site_answered_is_said_in_vietnamese(ask, broken):
    shown = ask("status", "--corpus", broken).stdout
    assert "trả lời mã 500" in shown
    assert LIST in shown


def test_a_source_that_fails_ends_with_0_all_the_same(ask, broken):
    assert ask("status", "--corpus", broken).exit_code == 0


def test_json_holds_all_of_it(ask, press):
    said = json.loads(ask("status", "--json", "--corpus", press).stdout)
    [one] = said["sources"]
    assert one.keys() >= {
        "id", "name", "province", "verified", "state", "since", "nights_down", "findings", "new", "expected", "put_off_until",
        "nights", "articles", "on_campaign", "undated", "untagged", "newest", "waiting", "given_up", "last_run", "problems",
    }  # fmt: skip
    [finding] = one["findings"]
    assert finding.keys() == {"kind", "measure", "value", "expected", "reason", "history", "proof"}
    assert finding["proof"]["tonight"].keys() == {"url", "warc", "run", "night"}


def test_one_source_is_shown_with_its_last_four_weeks(ask, broken):
    lines = ask("status", "--source", PAPER, "--corpus", broken).stdout.splitlines()
    assert len(lines[-1].strip()) == 28
    assert lines[-1].endswith("××××")


def test_json_of_one_source_holds_only_this(ask, press):
    with Corpus(press) as corpus:
        Nights(corpus, "baokhac")
    said = json.loads(ask("status", "--source", PAPER, "--json", "--corpus", press).stdout)
    assert [one["id"] for one in said["sources"]] == [PAPER]


def test_a_source_that_is_not_there_is_named(ask, press):
    done = ask("status", "--source", "khongco", "--corpus", press)
    assert (done.exit_code, done.stdout) == (3, "")
    assert "khongco" in done.stderr
    assert PAPER in done.stderr


def test_an_address_from_outside_drives_no_terminal(ask, press):
    conn = sqlite3.connect(press)
    conn.execute("UPDATE articles SET url = url || char(27) || '[2J', warc = char(10) || warc")
    conn.commit()
    conn.close()
    for args in ((), ("--source", PAPER)):
        assert "\x1b[2J" not in ask("status", *args, "--corpus", press).stdout


def nights_of(**found):
    return [{"night": f"2026-11-{day[1:]}", "found": new or 0, "down": new is None} for day, new in found.items()]


def test_a_bar_is_as_high_as_its_night():
    assert bars(nights_of(d01=0, d02=7, d03=14))[2][-3:] == "▁▅█"


def test_a_night_without_a_run_and_one_without_an_answer_differ():
    assert bars(nights_of(d01=3, d03=None))[2][-3:] == "█·×"


def test_nights_without_anything_new_are_flat():
    assert bars(nights_of(d01=0, d02=0))[2][-2:] == "▁▁"
