"""The house stands: each floor only on those below, data folders hold data, files stay small, nothing names a machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ["nlp", "corpus", "crawler", "desk"]  # lowest first
LONGEST = 400  # lines: a file is a room one can hold in the head
# A machine's own folders, and where packages come from: both are the installation's business, not the code's.
MACHINE = re.compile(r"(?<![\w.~])/(?:home/\w+|root|Users/\w+|work|mnt)/\w|[A-Z]:\\Users\\|\b(?:pypi|files[.]python[h]osted|registry[.]npmjs|conda\.anaconda)\.(?:org|io)\b|--(?:extra-)?index-url|(?:artifactory|devpi|nexus)\.\w")  # fmt: skip


def tracked() -> list[Path]:
    """Files that are or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def imported(file: Path) -> set[str]:
    """Top-level names of everything a file imports, inside functions and by `import_module("…")` too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if node.level == 0 else file.relative_to(ROOT).parts[0])
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__")
            and node.args
        ):
            name = node.args[0]
            # Of f"desk.commands.{x}" the beginning tells.
            name = name.values[0] if isinstance(name, ast.JoinedStr) else name
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                found.add(name.value.split(".")[0])
    return found


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_stands_only_on_those_below(floor):
    above = {*FLOORS[FLOORS.index(floor) + 1 :], "tests", "benchmarks"}
    upward = {str(file.relative_to(ROOT)): sorted(imported(file) & above) for file in (ROOT / floor).rglob("*.py")}
    assert {file: names for file, names in upward.items() if names} == {}


@pytest.mark.parametrize(("floor", "unknown"), [
    ("nlp", {"sqlite3", "sqlite_utils", "scrapy", "twisted", "requests", "urllib", "http", "socket", "httpx", "aiohttp"}),
    ("corpus", {"scrapy", "twisted", "trafilatura", "warcio", "requests", "urllib", "http", "socket", "httpx", "aiohttp"}),
])  # fmt: skip
def test_a_floor_knows_nothing_of_anothers_tools(floor, unknown):
    used = {str(file.relative_to(ROOT)): sorted(imported(file) & unknown) for file in (ROOT / floor).rglob("*.py")}
    assert {file: names for file, names in used.items() if names} == {}


def test_imports_inside_functions_and_by_name_are_seen(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    file = tmp_path / "nlp.py"
    file.write_text(
        'def f():\n    from desk.cli import main\n    import_module("crawler.run")\n    import_module(f"corpus.{main}")\n'
    )
    assert {"desk", "crawler", "corpus"} <= imported(file)


@pytest.mark.parametrize("folder", ["datasets", "models"])
def test_data_folders_are_no_packages(folder):
    assert list((ROOT / folder).rglob("__init__.py")) == []


def test_no_code_stands_in_models():
    assert list((ROOT / "models").rglob("*.py")) == []


def test_no_file_of_code_is_too_long():
    code = [file for file in tracked() if file.suffix == ".py"]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in code}
    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}


def test_no_machine_path_and_no_registry_host_is_named():
    named = {}
    for file in tracked():
        content = file.read_bytes()
        if file == Path(__file__) or b"\0" in content or content[:2] == b"\x1f\x8b":
            continue
        if found := MACHINE.search(content.decode("utf-8", "replace")):
            named[str(file.relative_to(ROOT))] = found.group()
    assert named == {}
