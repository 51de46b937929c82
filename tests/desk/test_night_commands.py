"""doctor, backup, restore: the drill of a damaged corpus, from the damage to the articles being back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Article, Corpus
from crawler.sealing import examine, seal
from crawler.warc import Archive


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of five articles, each with its page in a WARC file of its crawl."""
    path = tmp_path / "corpus.db"
    archive = Archive(tmp_path / "warc" / "20261122T180000Z-1.warc.gz")
    with Corpus(path) as opened:
        from corpus import runs

        run = runs.begin(opened, "crawl")
        for number in range(5):
            url = f"https://baothu.test/bai-{number}.html"
            ref = archive.write(url, 200, [("Content-Type", "text/html")], f"<p>trang {number}</p>".encode() * 50)
            body = f"Chuyện thứ {number} ở thôn, kể lại cho mọi người cùng nghe."
            opened.save_article(
                Article(url=url, source="baothu", title=f"Chuyện {number}", body=body, warc=ref), run=run
            )
    archive.close()
    return path


def harm(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(sql)


def test_the_drill_damage_is_named_and_the_backup_brings_everything_back(ask, corpus):
    assert ask("backup", "--corpus", corpus, "--name", "2026-11-22-1").exit_code == 0
    with corpus.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 40)
    named = ask("doctor", "--corpus", corpus)
    assert named.exit_code == 1
    assert "tệp kho" in named.stdout
    assert "guong restore" in named.stdout
    reading = ask("export", "--corpus", corpus)
    assert reading.exit_code == 3
    assert reading.stderr.startswith("Lỗi: ")
    back = ask("restore", "2026-11-22-1", "--corpus", corpus)
    assert back.exit_code == 0, back.stderr
    assert "5 bài" in back.stdout
    assert ask("doctor", "--corpus", corpus).exit_code == 0
    assert len(ask("export", "--corpus", corpus).stdout.splitlines()) == 5


def test_a_changed_text_is_named_with_its_article(ask, corpus):
    harm(corpus, "UPDATE articles SET body = 'khác' WHERE num = 2")
    with Corpus(corpus) as opened:
        identity = opened.find("https://baothu.test/bai-1.html")
    assert f"bài {identity}: văn bản không còn như lúc lưu" in ask("doctor", "--corpus", corpus).stdout


def test_a_damaged_index_is_built_anew_on_demand(ask, corpus):
    harm(corpus, "DELETE FROM search_docsize")
    assert "guong doctor --reindex" in ask("doctor", "--corpus", corpus).stdout
    assert ask("doctor", "--reindex", "--corpus", corpus).exit_code == 0
    assert json.loads(ask("search", "chuyện", "--json", "--corpus", corpus).stdout)["total"] == 5


def test_damages_are_json_for_machines(ask, corpus):
    harm(corpus, "UPDATE articles SET body = 'khác' WHERE num = 2")
    said = json.loads(ask("doctor", "--json", "--corpus", corpus).stdout)
    assert said["healthy"] is False
    assert [one["kind"] for one in said["problems"]] == ["text"]


def test_a_healthy_corpus_is_not_replaced_by_accident(ask, corpus):
    ask("backup", "--corpus", corpus, "--name", "2026-11-22-1")
    done = ask("restore", "2026-11-22-1", "--corpus", corpus)
    assert done.exit_code == 3
    assert "--force" in done.stderr


def test_a_backup_that_rots_is_named(ask, corpus):
    ask("backup", "--corpus", corpus, "--name", "2026-11-22-1")
    (corpus.parent / "backups" / "2026-11-22-1" / "corpus.db").write_bytes(b"rotten")
    assert "2026-11-22-1/corpus.db" in ask("doctor", "--corpus", corpus).stdout


@pytest.mark.parametrize("args", [
    ("backup", "--name", "../x"), ("backup", "--name", "2026-11-22-1/../y"), ("backup", "--name", "hôm nay"),
    ("doctor", "--share", "7"), ("doctor", "--share", "1/0"), ("nightly", "--window", "22h-5h"), ("nightly", "--window", "05:00-05:00"),
    ("nightly", "--keep", "0"), ("nightly", "--sources", "khong-co.toml"), ("nightly", "--replay", "khong-co.warc"),
], ids=" ".join)  # fmt: skip
def test_wrong_usage_ends_with_2_in_one_line(ask, corpus, args):
    done = ask(*args, "--corpus", corpus)
    assert done.exit_code == 2, done.output
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("args", [("doctor",), ("backup",), ("restore", "2026-11-22-1")], ids=" ".join)
def test_without_a_corpus_nothing_can_be_done(ask, tmp_path, args):
    done = ask(*args, "--corpus", tmp_path / "none" / "corpus.db")
    assert done.exit_code == 3
    assert len(done.stderr.splitlines()) == 2


def test_a_sealed_archive_that_did_not_change_is_well(corpus):
    warc = corpus.parent / "warc"
    assert seal(warc).files == 1
    assert examine(warc, corpus) == []


def test_a_sealed_file_is_not_sealed_anew(corpus):
    warc = corpus.parent / "warc"
    seal(warc)
    [file] = warc.glob("*.warc.gz")
    file.write_bytes(file.read_bytes() + b"x")
    assert seal(warc).files == 0
    assert "warc_changed" in {one.kind for one in examine(warc, corpus)}


def test_a_changed_record_is_named_with_its_article(corpus):
    warc = corpus.parent / "warc"
    seal(warc)
    [file] = warc.glob("*.warc.gz")
    with Corpus(corpus) as opened:
        identity = opened.find("https://baothu.test/bai-2.html")
        ref = opened.article(identity).warc
    content = bytearray(file.read_bytes())
    content[int(ref.partition("#")[2]) + 60] ^= 0xFF
    file.write_bytes(content)
    found = {one.kind: one for one in examine(warc, corpus)}
    assert found.keys() == {"warc_changed", "warc_record"}
    assert found["warc_record"].subject == ref
    assert identity in found["warc_record"].detail


def test_a_missing_file_is_named_with_the_articles_that_came_from_it(corpus):
    warc = corpus.parent / "warc"
    seal(warc)
    [file] = warc.glob("*.warc.gz")
    file.unlink()
    [problem] = examine(warc, corpus)
    assert (problem.kind, problem.subject) == ("warc_missing", file.name)
    assert problem.detail.startswith("5 ")


def test_a_file_cut_short_before_it_was_sealed_is_named_by_its_lost_records(corpus):
    warc = corpus.parent / "warc"
    [file] = warc.glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:-30])
    assert [one.kind for one in examine(warc, corpus)] == ["warc_record"]


def test_every_file_is_looked_at_once_in_so_many_nights(corpus):
    warc = corpus.parent / "warc"
    seal(warc)
    [file] = warc.glob("*.warc.gz")
    file.write_bytes(file.read_bytes() + b"x")
    nights = [bool(examine(warc, corpus, share=(night, 7))) for night in range(7)]
    assert sum(nights) == 1


def test_a_replayed_crawl_needs_no_archive_of_its_own(corpus):
    harm(corpus, "UPDATE runs SET replay = '/somewhere/else'")
    for file in (corpus.parent / "warc").iterdir():
        file.unlink()
    assert examine(corpus.parent / "warc", corpus) == []
