"""Whatever is fed to Guong, it answers with a reading or with one clear line, and loses nothing that was there."""

import gzip
import json
import os
import resource
import sqlite3
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click.testing
import pytest

from corpus import Article, Corpus
from desk.cli import main
from tests.support.run import ROOT, command, environment, guong

PRESS = ROOT / "datasets" / "sample_press"
SOURCES, WARC = PRESS / "sources.toml", PRESS / "sample_press.warc.gz"
LONG = 2_000_000  # characters
SENTENCE = "Chị em thôn Đoài học Bác, mỗi tuần góp một ống gạo cho nhà neo đơn. "


def ask(*args: object, stdin: bytes | None = None) -> click.testing.Result:
    """A command in this process; a bug is raised."""
    return click.testing.CliRunner(catch_exceptions=False).invoke(main, [*map(str, args)], input=stdin)


def read(text: str | bytes, *args: object) -> dict:
    """The reading of one text."""
    content = text if isinstance(text, bytes) else text.encode()
    done = ask("tag", "--text", "-", "--json", *args, stdin=content)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def is_refused(done: click.testing.Result | subprocess.CompletedProcess[str], *named: str) -> None:
    """Nothing was done, said in one line that names what and where, with a next step."""
    code = done.exit_code if isinstance(done, click.testing.Result) else done.returncode
    assert code == 3, done.stderr
    said, *step = [line for line in done.stderr.splitlines() if line]
    assert said.startswith("Lỗi: ")
    assert [name for name in named if name not in said] == []
    assert [line[:2] for line in step] == ["→ "]


def article(number: int = 1, body: str = SENTENCE) -> Article:
    return Article(url=f"https://baothu.test/{number}.html", source="baothu", title=f"Bài {number}", body=body)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A corpus of three articles."""
    made = tmp_path / "corpus.db"
    with Corpus(made) as corpus:
        for number in range(3):
            corpus.save_article(article(number))
    return made


# Texts


@pytest.mark.parametrize("unit", [SENTENCE, "a.", "ữ", "1.000 ", "“", "\n", "Xã ", "Nguyễn Văn An, "], ids=repr)
def test_forty_thousand_characters_of_one_thing_are_read(unit):
    text = (unit * 40_000)[:40_000] + " Hết."
    assert read(text)["campaign"]["score"] is not None


def test_two_million_characters_are_read():
    text = (SENTENCE * (LONG // len(SENTENCE) + 1))[:LONG]
    assert read(text)["campaign"]["on_campaign"] in (True, False, None)


def test_two_million_characters_are_kept_found_and_given_back_whole(tmp_path):
    body = "chữ " * (LONG // 4 - 1) + "cuối"
    with Corpus(tmp_path / "c.db") as corpus:
        identity = corpus.save_article(article(1, body))
    found = json.loads(ask("search", "cuối", "--json", "--corpus", tmp_path / "c.db").stdout)
    assert [hit["id"] for hit in found["hits"]] == [identity]
    assert json.loads(ask("show", identity, "--json", "--corpus", tmp_path / "c.db").stdout)["body"] == body


@pytest.mark.parametrize("text", [b"", b"\n \t\n", bytes(range(9)) * 100, "\ufeff\u200b\u202e".encode()], ids=repr)
def test_a_text_without_a_letter_is_refused_not_tagged(text):
    is_refused(ask("tag", "--text", "-", "--json", stdin=text))


@pytest.mark.parametrize("text", ["…", "12345", "?!", "🙂🙂", "字字字", "‘’“”"])
def test_a_text_without_a_word_of_vietnamese_is_not_of_the_campaign(text):
    assert read(text)["campaign"]["on_campaign"] is not True


def test_control_characters_are_not_part_of_a_text():
    assert read("Học\x00 Bác\x1b[31m, \x07nuôi heo\x9f đất.") == read("Học Bác[31m, nuôi heo đất.")


def test_a_lone_surrogate_is_not_utf8_and_is_refused():
    is_refused(ask("tag", "--text", "-", stdin="Học Bác \ud800".encode("utf-8", "surrogatepass")), "UTF-8")


def test_half_a_character_in_a_title_is_dropped():
    read(SENTENCE, "--title", "Gương \udcff sáng")


def test_decomposed_letters_read_as_composed_ones():
    text = "Thực hiện Chỉ thị 05-CT/TW, xã Hải Sơn làm theo Bác."
    assert read(unicodedata.normalize("NFD", text)) == read(text)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_text_in_another_encoding_is_refused_not_guessed(encoding, tmp_path):
    (tmp_path / "bai.txt").write_bytes("Gương sáng à é".encode(encoding))
    is_refused(ask("tag", "--text", tmp_path / "bai.txt"), "bai.txt", "UTF-8")


@pytest.mark.parametrize(
    "query", ['"', "a" * 10_000, "((((", "NEAR(", "* AND", "-", "\x00", "' OR 1=1 --", "🙂", "\udcff"], ids=repr
)
def test_any_query_is_answered(path, query):
    assert ask("search", "--corpus", path, "--json", "--", query).exit_code == 0


# Sources


@pytest.fixture(scope="module")
def half_wrong(tmp_path_factory):
    """A crawl with source files of which one entry is right."""
    folder = tmp_path_factory.mktemp("sources")
    good = 'name = "Báo Đồi Chè"\nhosts = ["baodoiche.test"]\nsections = ["https://baodoiche.test/xa-hoi/"]\n'
    (folder / "a.toml").write_text(
        f'[[source]]\nid = "baodoiche"\nprovince = "19"\n{good}[[source]]\nid = "saikhoa"\nname = "x"\nhosts = ["saikhoa.test"]\nsecions = []\n'
        f'[[source]]\nid = "satinh"\nname = "x"\nhosts = ["satinh.test"]\nprovince = "99"\n[[source]]\nid = "baodoiche"\n{good}',
        encoding="utf-8",
    )
    (folder / "b.toml").write_text("đây không phải TOML", encoding="utf-8")
    (folder / "c.toml").write_bytes(b"\xff\xfe\x00")
    return guong("crawl", "--sources", folder, "--replay", WARC, "--limit", 3, "--corpus", folder / "c.db", "--json")


def test_the_sources_that_are_right_go_on(half_wrong):
    assert json.loads(half_wrong.stdout)["stored"] >= 1


def test_a_crawl_with_wrong_sources_is_not_called_done(half_wrong):
    assert half_wrong.returncode == 1


@pytest.mark.parametrize("names", [("a.toml", "saikhoa", "secions"), ("a.toml", "satinh", "province", "99"),
                                   ("a.toml", "baodoiche", "id", "twice"), ("b.toml",), ("c.toml",)], ids=" ".join)  # fmt: skip
def test_a_wrong_source_is_named_with_file_entry_and_key(half_wrong, names):
    assert [line for line in half_wrong.stderr.splitlines() if all(name in line for name in names)]


def test_an_ingest_names_wrong_sources_too(tmp_path):
    text = SOURCES.read_text(encoding="utf-8")
    (tmp_path / "s.toml").write_text(
        text + '\n[[source]]\nid = "sai"\nname = "x"\nhosts = ["sai.test"]\ncolour = "red"\n', encoding="utf-8"
    )
    done = ask("ingest", WARC, "--sources", tmp_path / "s.toml", "--corpus", tmp_path / "c.db")
    assert done.exit_code == 1
    assert "colour" in done.stderr


@pytest.mark.parametrize("content", ["", "[[source]]\n", "source = 5\n", "[source]\nid = 1\n", "= ="])
def test_a_file_without_a_usable_source_is_refused_by_name(tmp_path, content):
    (tmp_path / "nguon.toml").write_text(content, encoding="utf-8")
    is_refused(
        ask("crawl", "--sources", tmp_path / "nguon.toml", "--replay", WARC, "--corpus", tmp_path / "c.db"),
        "nguon.toml",
    )


# WARC files


def test_what_stood_before_the_cut_of_a_warc_is_kept_and_the_cut_is_named(tmp_path):
    (tmp_path / "cut.warc.gz").write_bytes(WARC.read_bytes()[:100_000])
    done = ask("ingest", tmp_path / "cut.warc.gz", "--sources", SOURCES, "--corpus", tmp_path / "c.db", "--json")
    assert json.loads(done.stdout)["stored"] > 5
    assert done.exit_code == 1
    assert "cut.warc.gz" in done.stderr


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", gzip.compress(b"no archive", mtime=0), b"WARC/1.0\r\n\r\n", b"\x1f\x8b\x08" + bytes(50)],
    ids=repr,
)
def test_a_file_that_is_no_warc_is_never_read_as_one(tmp_path, content):
    (tmp_path / "khong.warc.gz").write_bytes(content)
    done = ask("ingest", tmp_path / "khong.warc.gz", "--sources", SOURCES, "--corpus", tmp_path / "c.db", "--json")
    assert json.loads(done.stdout)["stored"] == 0
    assert done.exit_code in (0, 3)
    assert content == b"" or "khong.warc.gz" in done.stderr


def test_a_replay_of_no_warc_is_refused_before_the_first_request(tmp_path):
    (tmp_path / "khong.warc.gz").write_bytes(b"no archive")
    done = ask("crawl", "--sources", SOURCES, "--replay", tmp_path / "khong.warc.gz", "--corpus", tmp_path / "c.db")
    is_refused(done, "khong.warc.gz")


# The corpus


@pytest.mark.parametrize("command", ["search", "status", "export", "link", "tag"])
def test_a_corpus_of_a_newer_guong_is_refused_and_left_alone(path, command):
    with sqlite3.connect(path) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('guong', 'm999_later', '2030')"
        )
    is_refused(ask(command, "--corpus", path), "corpus.db", "mới hơn")


@pytest.mark.parametrize("content", [b"just a text\n" * 500, b"SQLite format 3\0" + bytes(5000)], ids=["text", "torn"])
def test_a_file_that_is_no_corpus_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    is_refused(ask("status", "--corpus", path), "corpus.db")
    assert path.read_bytes() == content


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "data").touch()
    done = ask("crawl", "--sources", SOURCES, "--replay", WARC, "--corpus", tmp_path / "data" / "corpus.db")
    is_refused(done, str(tmp_path / "data"))


def test_a_file_in_the_place_of_an_export_folder_is_named(path, tmp_path):
    (tmp_path / "out").touch()
    is_refused(ask("export", "-o", tmp_path / "out" / "bai.csv", "--format", "csv", "--corpus", path), "bai.csv")


def test_an_export_that_cannot_be_made_leaves_the_old_one(path, tmp_path):
    (tmp_path / "bai.jsonl").write_text("cũ", encoding="utf-8")
    ask("export", "--province", "99", "-o", tmp_path / "bai.jsonl", "--corpus", path)
    assert (tmp_path / "bai.jsonl").read_text(encoding="utf-8") == "cũ"


@pytest.mark.parametrize(
    "args", [("search", "gạo"), ("export",), ("status",), ("show", "https://baothu.test/1.html")], ids=" ".join
)
def test_a_corpus_that_may_only_be_read_is_read(path, args):
    before = path.read_bytes()
    assert ask(*args, "--corpus", path).exit_code == 0
    assert path.read_bytes() == before


# A full disk: no file of the process may grow beyond so many bytes, which is what the kernel says then.


def full(size: int, *args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*args), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))  # fmt: skip


def test_a_crawl_on_a_full_disk_is_refused_before_the_first_request(tmp_path):
    args = ("--sources", SOURCES, "--replay", WARC, "--corpus", tmp_path / "c.db")
    is_refused(full(20_000, "crawl", *args), "c.db")


def test_an_export_on_a_full_disk_names_the_file_and_leaves_the_old_one(path, tmp_path):
    with Corpus(path) as corpus:
        corpus.save_article(article(9, "chữ " * 100_000))
    out = tmp_path / "bai.jsonl"
    out.write_text("cũ", encoding="utf-8")
    is_refused(full(100_000, "export", "-o", out, "--corpus", path), "bai.jsonl")
    assert out.read_text(encoding="utf-8") == "cũ"
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


def test_an_ingest_on_a_full_disk_loses_nothing_that_was_there(path):
    done = full(path.stat().st_size + 40_000, "ingest", WARC, "--sources", SOURCES, "--corpus", path)
    is_refused(done, "corpus.db")
    with Corpus(path) as corpus:
        assert corpus.count() >= 3
        assert corpus.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert corpus.find("https://baothu.test/2.html")


def test_a_disk_that_fills_during_a_crawl_ends_it_and_the_next_one_completes_it(tmp_path):
    args = ("--sources", SOURCES, "--replay", WARC, "--corpus", tmp_path / "corpus.db")
    with Corpus(tmp_path / "corpus.db"):
        pass
    is_refused(full((tmp_path / "corpus.db").stat().st_size + 20_000, "crawl", *args), "corpus.db")
    assert guong("crawl", *args).returncode == 1  # one page of the sample press keeps its body encrypted
    with Corpus(tmp_path / "corpus.db") as corpus:
        assert corpus.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        left = corpus.conn.execute("SELECT url, state FROM frontier WHERE state IN ('pending', 'failed')").fetchall()
        assert left == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
class TestAFolderWithoutRightsToWrite:
    @pytest.fixture(autouse=True)
    def locked(self, path: Path) -> Iterator[None]:
        path.chmod(0o444)
        path.parent.chmod(0o555)
        yield
        path.parent.chmod(0o755)
        path.chmod(0o644)

    def test_its_corpus_can_be_searched(self, path):
        assert ask("search", "gạo", "--corpus", path).exit_code == 0

    def test_its_corpus_is_not_crawled_into(self, path):
        is_refused(ask("crawl", "--sources", SOURCES, "--replay", WARC, "--corpus", path), "corpus.db")

    def test_no_export_is_written_there(self, path):
        is_refused(ask("export", "-o", path.parent / "bai.csv", "--format", "csv", "--corpus", path), "bai.csv")

    def test_no_demo_is_made_there(self, path):
        is_refused(ask("demo", "--folder", path.parent / "demo"), "demo")
