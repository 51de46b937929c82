"""What the floors below say in English, the desk says in Vietnamese."""

import ast
import tomllib
from collections import Counter

import click
import pytest

from desk.say import translated
from tests.support.run import ROOT

ERRORS = {"GuongError", "CorpusError", "QueryError", "SourceError", "WarcError", "LabelledError", "ModelError", "fail"}


def spoken(node: ast.expr) -> str | None:
    """A message as it might be printed: the parts of an f-string that vary stand as `x`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
    return None


def sayings() -> list[tuple[str, str]]:
    found = []
    for floor in ("nlp", "corpus", "crawler", "desk"):
        for file in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) in ERRORS:
                    parts = zip(node.args, ("messages", "hints"), strict=False)
                    found += [(text, part) for arg, part in parts if (text := spoken(arg))]
    return sorted({(text, part) for text, part in found if any(c.isalpha() for c in text.replace("x", ""))})


@pytest.mark.parametrize(("message", "part"), sayings())
def test_every_expected_error_is_said_in_vietnamese(message, part):
    with click.Context(click.Command("guong"), obj={"lang": "vi"}):
        assert translated(message, part) != message


def test_english_readers_get_english():
    with click.Context(click.Command("guong"), obj={"lang": "en"}):
        assert translated("no corpus at /a/b.db") == "no corpus at /a/b.db"


def test_an_unknown_message_is_said_as_it_is():
    with click.Context(click.Command("guong"), obj={"lang": "vi"}):
        assert translated("something new") == "something new"


def test_names_keep_their_spelling_in_translation():
    with click.Context(click.Command("guong"), obj={"lang": "vi"}):
        assert "/kho {lạ}/b.db" in translated("no corpus at /kho {lạ}/b.db")


@pytest.mark.parametrize("folder", ["messages", "errors"])
def test_no_two_rooms_use_one_key(folder):
    files = sorted((ROOT / "desk" / folder).glob("*.toml"))
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    keys = Counter((table, key) for tables in read for table, entries in tables.items() for key in entries)
    assert [key for key, count in keys.items() if count > 1] == []
