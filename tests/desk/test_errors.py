"""What goes wrong is one line on standard error with a next step and an exit code, never a traceback."""

import os
import subprocess

import pytest

import nlp.classify.model
import nlp.tagger
from tests.desk.conftest import SOURCES, WARC
from tests.support.run import ROOT, command, guong

WRONG_USAGE = [
    ("khong-co-lenh-nay",), ("--khong-co",), ("--lang", "fr", "status"), ("show",), ("extract", "a.html"), ("ingest",),
    ("evaluate",), ("search", "--limit", 0), ("search", "--from", "hôm qua"), ("search", "--to", "2024-02-30"),
    ("search", "--from", "2024-05-02", "--to", "2024-05-01"), ("search", "--province", "99"), ("export", "--province", "x"),
    ("export", "--format", "docx"), ("tag", "--stale", "--all"), ("tag", "--workers", 0), ("crawl", "--limit", "nhiều"),
    ("tag", "--text", "-", "--date", "10/6/2024"), ("tag", "--text", "-", "--date", "2024-W05-1"),
    ("tag", "--text", "-", "--source-province", "99"), ("train", "--labelled", "khong-co.jsonl"),
]  # fmt: skip
NOTHING_DONE = [
    ("search", "heo"), ("show", "abc"), ("export",), ("status",), ("link",), ("tag",),  # there is no corpus
    ("tag", "--text", "khong-co.txt"), ("extract", "khong-co.html", "--url", "https://baothu.test/"),
    ("evaluate", "khong-co.jsonl"), ("crawl", "--sources", "khong-co.toml"),
    ("crawl", "--sources", SOURCES, "--replay", "khong-co.warc.gz"),
    ("crawl", "--sources", SOURCES, "--source", "khong-co", "--replay", WARC),
    ("ingest", WARC, "--sources", "khong-co.toml"),
]  # fmt: skip


def is_one_line_and_a_next_step(said: str) -> bool:
    lines = said.splitlines()
    return len(lines) == 2 and lines[0].startswith("Lỗi: ") and lines[1].startswith("→ ")


@pytest.mark.parametrize("args", WRONG_USAGE, ids=lambda args: " ".join(map(str, args)))
def test_wrong_usage_ends_with_2_and_one_line(ask, night, args):
    name = next((arg for arg in args if not str(arg).startswith("-")), "")
    corpus = ("--corpus", night.path) if name in ("search", "export") else ()
    done = ask(*args, *corpus)
    assert done.exit_code == 2, done.output
    assert is_one_line_and_a_next_step(done.stderr), done.stderr


@pytest.mark.parametrize(
    "args", NOTHING_DONE, ids=lambda args: " ".join(str(arg) for arg in args if arg not in (SOURCES, WARC))
)
def test_what_cannot_be_done_ends_with_3_and_one_line(ask, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    done = ask(*args)
    assert done.exit_code == 3, done.output
    assert is_one_line_and_a_next_step(done.stderr), done.stderr
    assert done.stdout == ""


def test_a_question_makes_no_corpus_where_there_was_none(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ask("search", "heo")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_article_is_named(ask, night):
    done = ask("show", "https://baothu.test/khong-co.html", "--corpus", night.path)
    assert done.exit_code == 3
    assert "https://baothu.test/khong-co.html" in done.stderr


def test_an_ingest_of_which_a_part_fails_ends_with_1_and_names_it(ask, corpus, tmp_path):
    done = ask("ingest", WARC, tmp_path / "khong-co.warc.gz", "--sources", SOURCES, "--corpus", corpus)
    assert done.exit_code == 1
    assert "khong-co.warc.gz" in done.stderr


def test_a_page_that_is_no_article_ends_with_3_and_says_what_it_is(ask, tmp_path):
    (tmp_path / "rong.html").write_bytes(b"")
    done = ask("extract", tmp_path / "rong.html", "--url", "https://baothu.test/")
    assert (done.exit_code, done.stdout) == (3, "Không phải bài viết (not_html): empty\n")


def test_too_few_labels_are_refused_before_training(ask, tmp_path):
    (tmp_path / "few.jsonl").write_text('{"id": "1", "body": "heo đất", "on_campaign": true}\n', encoding="utf-8")
    done = ask("train", "--labelled", tmp_path / "few.jsonl", "--models", tmp_path / "models")
    assert done.exit_code == 3
    assert not (tmp_path / "models").exists()


def test_without_a_model_tagging_is_refused_and_says_how_to_get_one(ask, corpus, tmp_path, monkeypatch):
    # The model and the version are kept for the whole process; here they are looked up anew.
    monkeypatch.setattr("nlp.tagger.installed", nlp.classify.model.installed.__wrapped__)
    monkeypatch.setattr("corpus.tagging.version", nlp.tagger.version.__wrapped__)
    done = ask("tag", "--all", "--corpus", corpus, GUONG_MODELS=str(tmp_path / "none"))
    assert done.exit_code == 3
    assert "guong train" in done.stderr


def test_a_full_disk_under_the_output_is_a_named_error(night):
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command("export", "--corpus", night.path), cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 3
    assert is_one_line_and_a_next_step(done.stderr.decode()), done.stderr.decode()


def test_a_reader_that_has_seen_enough_is_no_error(night):
    line = command("export", "--corpus", night.path)
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_output_is_utf8_whatever_the_locale(night):
    done = guong("status", "--corpus", night.path, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert "Báo" in done.stdout or "bài" in done.stdout
