"""The start of `guong`: light, complete, in two languages, on the corpus one names."""

import json
import subprocess
import sys

import pytest

from desk.cli import COMMANDS
from desk.say import _messages
from tests.support.run import ROOT

CONTRACT = [
    "crawl",
    "extract",
    "ingest",
    "tag",
    "link",
    "show",
    "search",
    "export",
    "status",
    "train",
    "evaluate",
    "demo",
]
HEAVY = ("scrapy", "twisted", "sklearn", "underthesea", "trafilatura")
HELP = f"""
import sys
from desk.cli import main
try:
    main(["--help"], prog_name="guong")
finally:
    print([name for name in {HEAVY} if name in sys.modules])
"""


def test_help_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", CONTRACT)
def test_help_lists_every_command(ask, name):
    assert f"\n  {name} " in ask("--help").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_in_both_languages(ask, name):
    done = ask(name, "--help")
    assert done.exit_code == 0
    assert " · " in done.stdout


def test_without_a_command_the_help_is_shown(ask):
    assert "Commands:" in ask().output


def test_it_speaks_vietnamese_first(ask, night):
    assert ask("status", "--corpus", night.path).stdout.startswith("Kho ")


@pytest.mark.parametrize("args", [("--lang", "en", "status"), ("status", "--lang", "en")])
def test_it_speaks_english_when_asked(ask, night, args):
    assert ask(*args, "--corpus", night.path).stdout.startswith("Corpus ")


def test_the_language_may_stand_in_the_environment(ask, night):
    assert ask("status", "--corpus", night.path, GUONG_LANG="en").stdout.startswith("Corpus ")


def test_an_option_is_stronger_than_the_environment(ask, night):
    assert ask("--lang", "vi", "status", "--corpus", night.path, GUONG_LANG="en").stdout.startswith("Kho ")


def test_a_language_chosen_once_is_not_kept_for_the_next_call(ask, night):
    ask("status", "--lang", "en", "--corpus", night.path)
    assert ask("status", "--corpus", night.path).stdout.startswith("Kho ")


@pytest.mark.parametrize(("language", "said"), [("vi", "Lỗi: không có kho bài"), ("en", "Error: no corpus")])
def test_errors_are_told_in_the_language_too(ask, tmp_path, language, said):
    assert ask("--lang", language, "status", "--corpus", tmp_path / "c.db").stderr.startswith(said)


def test_both_languages_have_the_same_messages():
    assert _messages()["vi"].keys() == _messages()["en"].keys()


def test_the_corpus_may_stand_in_the_environment(ask, night):
    said = json.loads(ask("status", "--json", GUONG_CORPUS=str(night.path)).stdout)
    assert said["corpus"] == str(night.path)


def test_a_named_corpus_is_stronger_than_the_environment(ask, night, tmp_path):
    said = ask("status", "--json", "--corpus", night.path, GUONG_CORPUS=str(tmp_path / "none.db"))
    assert json.loads(said.stdout)["corpus"] == str(night.path)


def test_the_usual_corpus_is_in_the_data_folder(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "data/corpus.db" in ask("status").stderr
