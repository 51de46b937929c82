"""The documents tell the truth: commands, options, targets and files that are named exist, and nothing is left out."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from desk.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# What only those who made it would understand: their papers, their trial texts, their tools.
BACKSTAGE = re.compile(r"\b(?:FAULTS|DESIGN|MEASURED)\b|(?<![\w/])shared/|"
                       r"(?i:\b(?:seeds? \d{3}|sub-?agents?|founders?|claude|anthropic|openai|chatgpt|issue #\d+)\b)")  # fmt: skip


def tracked() -> list[Path]:
    """Files that are or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def shell_lines() -> list[list[str]]:
    """Every command line of the README's shell blocks, cut into words, comments left out."""
    blocks = [code for kind, code in BLOCK.findall(README.read_text(encoding="utf-8")) if kind == "sh"]
    lines = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def guong_lines() -> list[list[str]]:
    """The arguments of every `guong …` in the README's shell blocks."""
    return [line[1:] for line in shell_lines() if line[0].removeprefix(".venv/bin/") == "guong"]


def mentions() -> Iterator[list[str]]:
    """What follows `guong` in the running text."""
    for code in INLINE.findall(BLOCK.sub("", README.read_text(encoding="utf-8"))):
        if code.startswith("guong "):
            yield code.split()[1:]


def options(name: str | None) -> set[str]:
    """The options of a command (of `guong` itself for None), and of those under it."""
    context = click.Context(main)
    command = main if name is None else main.get_command(context, name)
    assert command is not None
    below = list(command.commands.values()) if name is not None and isinstance(command, click.Group) else []
    return {option for one in [command, *below] for param in one.get_params(context) for option in param.opts}


@pytest.mark.parametrize("args", guong_lines(), ids=" ".join)
def test_a_command_line_of_the_readme_is_understood(args):
    command: click.Command | None = main
    parent = click.Context(main, obj={})
    while isinstance(command, click.Group):  # `sources check` is a command in a group
        name, *args = args
        command = command.get_command(parent, name)
    assert command is not None
    with command.make_context(name, args, parent=parent) as context:
        assert context.params


@pytest.mark.parametrize("args", list(mentions()), ids=" ".join)
def test_a_command_in_the_text_exists_with_its_options(args):
    assert args[0] in COMMANDS
    assert {arg.partition("=")[0] for arg in args if arg.startswith("--")} <= options(args[0])


def test_every_option_the_text_names_is_one_of_a_command():
    text = BLOCK.sub("", README.read_text(encoding="utf-8"))
    named = {word for code in INLINE.findall(text) for word in re.findall(r"(?<!\S)--[a-z][a-z-]+", code)}
    assert named
    assert named <= set().union(*(options(name) for name in (None, *COMMANDS)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert name in {args[0] for args in [*guong_lines(), *mentions()]}


def test_every_make_target_of_the_readme_exists():
    text = README.read_text(encoding="utf-8")
    named = {line[1] for line in shell_lines() if line[0] == "make"} | set(re.findall(r"`?\(?make ([a-z-]+)[`)]", text))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_every_link_leads_to_a_file():
    broken = []
    for page in (file for file in tracked() if file.suffix == ".md"):
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            place = target.partition("#")[0]
            if not re.match(r"[a-z]+:", target) and place and not (page.parent / place).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_file_a_page_names_exists():
    folders = {file.relative_to(ROOT).parts[0] for file in tracked() if len(file.relative_to(ROOT).parts) > 1}
    missing = []
    for page in (file for file in tracked() if file.suffix == ".md"):
        for code in INLINE.findall(BLOCK.sub("", page.read_text(encoding="utf-8"))):
            for word in code.split():
                if "/" in word and word.partition("/")[0] in folders and not any(ROOT.glob(word.rstrip("/."))):
                    missing.append(f"{page.relative_to(ROOT)}: {word}")
    assert missing == []


def test_every_folder_of_the_house_is_in_the_readme_and_no_other():
    [house] = [
        code
        for kind, code in BLOCK.findall(README.read_text(encoding="utf-8"))
        if "crawler/" in code and "nlp/" in code
    ]
    named = {line.split("/")[0] for line in house.splitlines() if re.match(r"\w+/ ", line)}
    there = {file.relative_to(ROOT).parts[0] for file in tracked() if len(file.relative_to(ROOT).parts) > 1}
    assert named == {name for name in there if not name.startswith(".")}


def test_no_file_speaks_of_how_it_came_about():
    told = []
    for file in tracked():
        content = file.read_bytes()
        # What checks a checkout from outside may name what lies beside it.
        if file == Path(__file__) or b"\0" in content or content[:2] == b"\x1f\x8b" or file.parent.name == ".ci":
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            told += [f"{file.relative_to(ROOT)}:{number}: {found.group()}" for found in BACKSTAGE.finditer(line)]
    assert told == []
