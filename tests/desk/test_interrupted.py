"""Ctrl-C ends any command with one line and exit code 130, and leaves nothing half-written."""

import os
import signal
import subprocess

import click
import pytest

import corpus.counting
import corpus.search
from tests.support.run import ROOT, command


def stop(*_args, **_kwargs):
    raise KeyboardInterrupt


@pytest.mark.parametrize(("language", "said"), [("vi", "Đã dừng (Ctrl-C)"), ("en", "Stopped (Ctrl-C)")])
def test_it_is_one_line_in_the_language_of_the_call(ask, night, monkeypatch, language, said):
    monkeypatch.setattr(corpus.search, "search", stop)
    done = ask("search", "heo", "--lang", language, "--corpus", night.path)
    assert (done.exit_code, done.stdout) == (130, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(said)


def test_a_question_left_with_ctrl_c_is_the_same(ask, night, monkeypatch):
    def asked(*_args, **_kwargs):
        raise click.Abort

    monkeypatch.setattr(corpus.counting, "kwic", asked)
    assert ask("kwic", "heo", "--corpus", night.path).exit_code == 130


def test_no_file_is_left_where_an_export_was_going_to(ask, night, tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.export.assembled", stop)
    done = ask("export", "--format", "csv", "-o", tmp_path / "bai.csv", "--corpus", night.path)
    assert done.exit_code == 130
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_left_where_a_release_was_going_to(ask, night, tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.exporting.database.write", stop)
    done = ask("release", "1.0", "-o", tmp_path / "releases", "--corpus", night.path)
    assert done.exit_code == 130
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_process_ends_so_when_its_terminal_sends_the_signal(tmp_path):
    waiting = tmp_path / "page.html"
    os.mkfifo(waiting)
    line = command("extract", waiting, "--url", "https://baothu.test/")
    with (
        subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True) as process,
        waiting.open("wb"),  # returns when the command opens it to read
    ):
        os.killpg(process.pid, signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130, said.decode()
