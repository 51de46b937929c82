"""What the documents print can be typed as it stands: every command and every piece of Python, on one corpus."""

import re
import shlex
import shutil

import pytest

from tests.support.run import ROOT

PAGES = ("search", "counting", "exports", "releases", "python", "r", "stories", "editors", "clues")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(guong [^`\n]+)`")
# What a reader puts in place of words in capitals, and what brackets leave open.
STANDS_FOR = {
    "QUERY": "heo", "[QUERY]": "heo", "DATE]": "2007-01-01", "[--since": "--since", "[filters]": "", "F": "jsonl",
    "FILE": "bai.out", "VERSION": "9.9", "N]": "5", "[--limit": "--limit", "[--offset": "--offset", "[--json]": "--json",
}  # fmt: skip
# Commands that the text only names: what must stand behind them.
NAMED = {
    "guong show": "ID",
    "guong show --json": "ID",
    "guong release": "9.8",
    "guong family": "ID",
    "guong packet --taken-by": "Lan ID",
}
SERVES = ("datasette",)  # runs until it is stopped; looked at in the tests of the window


def read(page):
    return (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")


def commands():
    """The arguments of every `guong …` on the pages, each once."""
    found = {}
    for page in PAGES:
        blocks = [code for kind, code in BLOCK.findall(read(page)) if kind == "sh"]
        lines = [line for block in blocks for line in block.splitlines() if line.startswith("guong ")]
        for line in [*lines, *INLINE.findall(BLOCK.sub("", read(page)))]:
            found.setdefault(line, tuple(shlex.split(f"{line} {NAMED.get(line, '')}", comments=True)[1:]))
    return found


def pieces():
    """Every block of Python on the pages."""
    return [(page, code) for page in PAGES for kind, code in BLOCK.findall(read(page)) if kind == "python"]


@pytest.fixture(scope="module")
def desk(night, tmp_path_factory):
    """A folder in which somebody works, with `data/corpus.db` and a release, as the pages have it; an article's id."""
    from corpus import Corpus, Filters
    from corpus.releases import freeze

    folder = tmp_path_factory.mktemp("desk")
    (folder / "data").mkdir()
    shutil.copy(night.path, folder / "data" / "corpus.db")
    with Corpus(folder / "data" / "corpus.db", readonly=True) as corpus:
        freeze(corpus, "1.0", folder / "data" / "releases")
        return folder, corpus.ids(Filters(on_campaign=True))[0]


@pytest.mark.parametrize("line", commands())
def test_a_command_runs_as_printed(ask, desk, monkeypatch, line):
    folder, identity = desk
    monkeypatch.chdir(folder)
    stands = {**STANDS_FOR, "ID": identity, "DIR": "data/releases/1.0", "RELEASE": "data/releases/1.0"}
    args = [word for word in (stands.get(arg, arg) for arg in commands()[line]) if word]
    if args[0] in SERVES:
        args = [args[0], "--help"]
    done = ask(*args)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(("page", "code"), pieces(), ids=[f"{page}-{i}" for i, (page, _) in enumerate(pieces())])
def test_a_piece_of_python_runs_as_printed(desk, monkeypatch, capsys, page, code):
    monkeypatch.chdir(desk[0])
    exec(compile(code, f"docs/{page}.md", "exec"), {})
