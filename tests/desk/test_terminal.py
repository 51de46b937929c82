"""Nothing from outside drives the terminal it is shown in."""

import sqlite3
import unicodedata

import pytest

from desk.say import printable

NASTY = "Gương \x1b[2J\x1b]0;bị chiếm\x07 sáng\r\nDòng giả \u202etrái\x9b31m"


@pytest.fixture
def hostile(corpus):
    """A corpus into which control characters came by another way than ours, and the id of the article."""
    conn = sqlite3.connect(corpus)
    [(identity,)] = conn.execute("SELECT id FROM articles LIMIT 1").fetchall()
    conn.execute(
        "UPDATE articles SET title = ?, author = ?, credit = ?, body = body || ? WHERE id = ?", [*[NASTY] * 4, identity]
    )
    conn.execute(
        "INSERT INTO people (article_id, position, name, role, spans) VALUES (?, 90, ?, ?, '[]')",
        [identity, NASTY, NASTY],
    )
    conn.execute("INSERT INTO figures (article_id, position, text, spans) VALUES (?, 90, ?, '[]')", [identity, NASTY])
    conn.execute("INSERT INTO events (run_id, at, source, url, kind, reason) SELECT max(run_id), '', source, '', ?, ? FROM run_sources",
                 [NASTY, NASTY])  # fmt: skip
    conn.commit()
    conn.close()
    return corpus, identity


def dangerous(shown: str) -> set[str]:
    """Control and direction characters, which a terminal obeys instead of showing."""
    return {char for char in shown.replace("\n", "") if unicodedata.category(char) in ("Cc", "Cf", "Cs")}


@pytest.mark.parametrize("args", [("show", None), ("search", ""), ("search", "Bác", "--limit", 50), ("status",)])
def test_what_is_shown_holds_no_control_character(ask, hostile, args):
    corpus, identity = hostile
    shown = ask(*(identity if arg is None else arg for arg in args), "--corpus", corpus)
    assert shown.exit_code == 0
    assert dangerous(shown.stdout) == set()


def test_a_title_stays_on_its_line(ask, hostile):
    corpus, identity = hostile
    head, _, _body = ask("show", identity, "--corpus", corpus).stdout.partition("\n\n")
    assert [line for line in head.splitlines() if line.startswith("Dòng giả")] == []


def test_json_holds_every_character_escaped_on_one_line(ask, hostile):
    corpus, identity = hostile
    shown = ask("show", identity, "--json", "--corpus", corpus).stdout
    assert shown.count("\n") == 1
    assert not dangerous(shown) & set("\x1b\x07\r\n")


def test_a_hostile_address_is_repeated_harmlessly(ask, night):
    shown = ask("show", NASTY, "--corpus", night.path)
    assert shown.exit_code == 3
    assert dangerous(shown.stderr) == set()


def test_a_hostile_page_is_printed_harmlessly(ask, tmp_path, page):
    text = page.read_text(encoding="utf-8").replace("Chuyện ở thôn", "Chuyện \x1b[2J&#27;[2J&#x202e; ở thôn")
    page.write_text(text, encoding="utf-8")
    shown = ask("extract", page, "--url", "https://baothu.test/chuyen-00001.html")
    assert shown.exit_code == 0, shown.output
    assert dangerous(shown.stdout) == set()


def test_markup_in_a_text_is_no_mark_of_a_word_found(ask, corpus):
    conn = sqlite3.connect(corpus)
    conn.execute("UPDATE articles SET body = 'Bác <mark>giả</mark> & <script>x</script> ' || body")
    conn.commit()
    conn.close()
    assert "<mark>giả</mark>" in ask("search", "Bác", "--corpus", corpus).stdout


@pytest.mark.parametrize("value", [NASTY, "\udc80", None, 3.5, "thường"])
def test_printable_is_one_line_that_can_be_printed(value):
    shown = printable(value)
    assert shown.isprintable()
    shown.encode("utf-8")
