"""The papers of a release: what it is, what its columns mean, how to cite it, what changed since the one before.

Their words stand in datasets/release/ as templates; here they get their numbers.
"""

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.errors import CorpusError
from corpus.exporting.columnar import schema
from corpus.exporting.dictionary import NESTED, meanings
from corpus.exporting.flat import COLUMNS
from corpus.exporting.texts import snippet_length
from corpus.releases.changes import SHOWN, Changes
from corpus.releases.kept import DATABASE, Release
from nlp.paths import datasets, models

TEMPLATES = ("README.md", "datasheet.md", "dictionary.md", "changes.md", "CITATION.cff", "guong.bib")
_MARKS = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]<>#|!"})


@cache
def citation_data() -> dict[str, Any]:
    """Title, names and keywords a release is cited with (datasets/release.toml)."""
    data = tomllib.loads((datasets() / "release.toml").read_text(encoding="utf-8"))
    return {name: data[name] for name in ("name", "title", "title_en", "authors", "keywords")}


def write(made: Release, changes: Changes | None, sources: list[dict[str, Any]], missing: dict[str, Any]) -> None:
    """Write all papers into the folder of a release. Raises CorpusError when no model card is installed."""
    values = {
        "release": made, "about": citation_data(), "changes": changes, "shown": SHOWN, "missing": missing,
        "sources": sources, "snippet": snippet_length(), "year": (made.released or "")[:4],
        "codebook": tomllib.loads((datasets() / "codebook.toml").read_text(encoding="utf-8"))["version"],
        "models": _manifest(), "tables": _dictionary(made), "flat": _columns(list(COLUMNS)),
        "nested": _columns(schema().names), "total": {name: sum(row[name] for row in sources) for name in
                                                      ("articles", "undated", "untagged", "on_campaign")},
    }  # fmt: skip
    pages = Environment(loader=FileSystemLoader(datasets() / "release"), undefined=StrictUndefined, trim_blocks=True,
                        lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)  # fmt: skip
    pages.filters.update(md=markdown, quoted=quoted, tex=tex)
    for name in TEMPLATES:
        page = pages.get_template(f"{name}.jinja").render(values)
        (made.folder / name).write_text(page, encoding="utf-8", newline="\n")
    for name in ("codebook.md", "codebook.toml"):
        shutil.copyfile(datasets() / name, made.folder / name)
    shutil.copyfile(models() / "README.md", made.folder / "model-card.md")


def markdown(value: Any) -> str:
    """A value in a page of Markdown: one line, no mark-up of its own."""
    return "" if value is None else " ".join(str(value).split()).translate(_MARKS)


def quoted(value: Any) -> str:
    """A value as a JSON string, which is a YAML string too."""
    return json.dumps(value, ensure_ascii=False)


def tex(value: Any) -> str:
    """A value in a field of BibTeX: braces and backslashes would end it or begin a command."""
    return "".join("\\" + char if char in "&%$#_" else char for char in str(value) if char not in "{}\\")


def _manifest() -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((models() / "manifest.json").read_text(encoding="utf-8"))
        if not (models() / "README.md").is_file():
            raise FileNotFoundError("README.md")
        return manifest
    except (OSError, ValueError) as error:
        raise CorpusError(f"{models()}: no model card there", "run `guong train`, or restore the folder") from error


def _dictionary(made: Release) -> list[dict[str, Any]]:
    """The tables of the release's database with their columns, from the dictionary inside it."""
    found: dict[str, dict[str, Any]] = {}
    with closing(sqlite3.connect(f"{(made.folder / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as conn:
        rows = conn.execute('SELECT "table", "column", type, vi, en FROM dictionary ORDER BY rowid').fetchall()
    for table, column, kind, vi, en in rows:
        if column:
            found[table]["columns"].append({"name": column, "type": kind, "vi": vi, "en": en})
        else:
            found[table] = {"name": table, "vi": vi, "en": en, "columns": []}
    return list(found.values())


def _columns(names: list[str]) -> list[dict[str, str]]:
    known = meanings(NESTED)
    return [{"name": name, "vi": known[name].vi, "en": known[name].en} for name in names]
