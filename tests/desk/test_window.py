"""The window on a release: searched as we search, sorted as Vietnamese is, and nothing can be written."""

import asyncio
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from corpus import Corpus, CorpusError
from corpus.releases import freeze
from desk.window import build
from tests.corpus.press import article, reading, source


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from corpus.tags import save_reading

    folder = tmp_path_factory.mktemp("window")
    titles = (
        "Đức độ người thầy",
        "Đủ ăn nhờ hũ gạo",
        "Anh <script>alert(1)</script> gác đình",
        "Bà giáo Ba",
        "Ba ba ở Bàu Sen",
    )
    with Corpus(folder / "corpus.db") as corpus:
        corpus.save_source(source())
        for number, title in enumerate(titles):
            one = article(number, title=title)
            save_reading(corpus, corpus.save_article(one), reading(one.body), tagger="t1", sha256=one.sha256)
        return freeze(corpus, "1.0", folder / "releases", texts="none").folder


@pytest.fixture
def get(release):
    """What the window answers: status and text."""

    def ask(path: str, **query: str) -> tuple[int, str]:
        async def run() -> tuple[int, str]:
            window = build(release)
            await window.invoke_startup()
            answer = await window.client.get(f"{path}?{urlencode(query)}" if query else path)
            return answer.status_code, answer.text

        return asyncio.run(run())

    return ask


@pytest.fixture
def rows(get):
    """The rows of a table or a canned query."""

    def ask(path: str, **query: str) -> list[dict[str, Any]]:
        status, text = get(f"{path}.json", _shape="array", **query)
        assert status == 200, text
        return json.loads(text)

    return ask


def test_the_first_page_names_the_release(get):
    status, page = get("/")
    assert status == 200
    assert "Guong 1.0" in page


@pytest.mark.parametrize("path", ["/guong", "/guong/articles", "/guong/sources", "/guong/dictionary", "/guong/directives",
                                  "/guong/localities", "/guong/articles/1"])  # fmt: skip
def test_every_page_opens(get, path):
    assert get(path)[0] == 200


@pytest.mark.parametrize(
    "query", ["by_province", "by_directive", "by_month", "models", "people", "families", "titles", "search"]
)
def test_every_canned_query_answers(rows, query):
    assert isinstance(rows(f"/guong/{query}", q="hũ gạo", contains=""), list)


@pytest.mark.parametrize(("typed", "found"), [
    ("duc", ["Đức độ người thầy"]), ("đức", ["Đức độ người thầy"]), ("dức", []), ("hũ gạo", ["Đủ ăn nhờ hũ gạo"]),
    ("hu gao", ["Đủ ăn nhờ hũ gạo"]), ('"hũ gạo" NOT ăn', []), ("thôn Đoài", []),
])  # fmt: skip
def test_it_searches_as_we_do(rows, typed, found):
    assert [row["title"] for row in rows("/guong/search", q=typed)] == found


def test_a_search_says_how_it_was_read(rows):
    assert "đúng dấu" in rows("/guong/search", q="đức")[0]["read_as"]


@pytest.mark.parametrize("typed", ["", '"', "((((", "NEAR(", "' OR 1=1 --", "a" * 5000, "*", "NOT gạo"])
def test_any_query_is_answered(rows, typed):
    assert isinstance(rows("/guong/search", q=typed), list)


def test_titles_stand_in_vietnamese_order(rows):
    assert [row["title"].split()[0] for row in rows("/guong/titles", contains="")] == ["Anh", "Ba", "Bà", "Đủ", "Đức"]


def test_titles_are_found_without_marks(rows):
    assert [row["title"] for row in rows("/guong/titles", contains="bau sen")] == ["Ba ba ở Bàu Sen"]


def test_script_in_a_title_is_text(get):
    page = get("/guong/articles")[1]
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("sql", ["DELETE FROM articles", "UPDATE articles SET title = 'x'", "DROP TABLE articles",
                                 "ATTACH 'x.db' AS x", "PRAGMA writable_schema = 1"])  # fmt: skip
def test_nothing_can_be_written(get, rows, sql):
    assert get("/guong.json", sql=sql)[0] == 400
    assert len(rows("/guong/articles")) == 5


def test_a_query_without_end_is_ended(get):
    endless = "WITH RECURSIVE x(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM x) SELECT count(*) FROM x"
    status, text = get("/guong.json", sql=endless)
    assert status == 400
    assert "too long" in text


def test_the_file_is_not_handed_out(get):
    assert get("/guong.db")[0] == 403


def test_what_the_release_does_not_hold_is_not_shown(rows):
    assert {row["body"] for row in rows("/guong/articles")} == {None}


def test_a_column_is_explained(get):
    assert "16 chữ số hex" in get("/guong/articles")[1]


def test_pages_load_nothing_from_elsewhere(get):
    for path in ("/", "/guong", "/guong/articles", "/guong/search"):
        page = get(path)[1]
        assert 'src="http' not in page
        assert '<link rel="stylesheet" href="http' not in page


def test_a_release_is_opened_immutable(release):
    window = build(release)
    assert [database.is_mutable for name, database in window.databases.items() if name == "guong"] == [False]


def test_without_datasette_it_is_said(release, monkeypatch):
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(CorpusError, match="Datasette is not installed") as caught:
        build(release)
    assert "pip install" in caught.value.hint


def test_a_folder_that_is_no_release_is_said(tmp_path):
    with pytest.raises(CorpusError, match="no release there"):
        build(tmp_path)


def test_an_address_that_is_taken_is_said(ask, release):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = ask("datasette", release, "--port", taken.getsockname()[1])
    assert said.exit_code == 3
    assert said.stderr.startswith("Lỗi: 127.0.0.1")


def test_release_and_check_are_commands(ask, night, tmp_path):
    made = json.loads(
        ask("release", "2026.1", "-o", tmp_path, "--texts", "snippets", "--json", "--corpus", night.path).stdout
    )
    assert (made["version"], made["articles"], made["texts"]) == ("2026.1", 10, "snippets")
    assert "đủ" in ask("release", "--check", made["folder"]).stdout
    (Path(made["folder"]) / "codebook.md").write_text("x")
    wrong = ask("release", "--check", made["folder"])
    assert (wrong.exit_code, wrong.stdout) == (3, "codebook.md: sai tổng kiểm\n")


def test_a_release_wants_a_version(ask, night):
    assert ask("release", "--corpus", night.path).exit_code == 2


@pytest.mark.parametrize("form", ["parquet", "xlsx", "sqlite", "tei", "conllu", "vrt", "csv"])
def test_export_writes_every_form(ask, night, tmp_path, form):
    assert "10" in ask("export", "--format", form, "-o", tmp_path / "out", "--corpus", night.path).stdout
    assert (tmp_path / "out").stat().st_size > 1000


def test_a_form_that_needs_a_file_says_so(ask, night):
    said = ask("export", "--format", "parquet", "--corpus", night.path)
    assert said.exit_code == 2
    assert "-o TỆP" in said.stderr


def test_the_releases_database_is_plain_sqlite(release):
    conn = sqlite3.connect(f"{(release / 'guong.db').as_uri()}?mode=ro", uri=True)
    assert conn.execute("SELECT count(*) FROM articles JOIN directives ON article_id = articles.id").fetchone()[0] == 10
    conn.close()
