"""Labelled files: JSON lines of articles with what people said of them. An absent key is not scored."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.errors import NlpError
from nlp.records import Document
from nlp.text import normalise


class LabelledError(NlpError, ValueError):
    """A labelled file that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article and its labels (only the keys that were there). `file` names the file it came from, one writer's.

    `assumed`: whether it is taken for the campaign's where no label says so; None for no.
    """

    id: str
    document: Document
    labels: dict[str, Any]
    file: str = ""
    assumed: bool | None = None

    @property
    def on_campaign(self) -> bool:
        """True when it is labelled as the campaign's (or, without such a label, taken for it)."""
        return self.labels.get("on_campaign", self.assumed) is True


_TEXT = ("id", "title", "sapo", "body", "published_at", "source_province")


def read(paths: Iterable[Path]) -> list[Labelled]:
    """The articles of labelled files (or folders of `*.jsonl`); raises LabelledError naming file and line."""
    rows: list[Labelled] = []
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise LabelledError(f"{path}: no *.jsonl in it")
        for file in files:
            rows += _rows(file)
    return rows


_KINDS = {
    **dict.fromkeys(("title", "sapo", "published_at", "source_province", "exemplar", "genre"), "text"),
    **dict.fromkeys(("on_campaign", "borderline"), "true or false"),
    **dict.fromkeys(("fields", "actors", "directives", "people", "models"), "list of texts"),
    "primary_locality": "object of texts",
    "mentions": "list of objects",
    "citations": "list of objects",
}


def _is(value: object, kind: str) -> bool:
    if kind == "list of texts":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == "list of objects":
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if kind == "object of texts":
        return isinstance(value, dict) and all(isinstance(item, str | None) for item in value.values())
    return isinstance(value, str if kind == "text" else bool)


def numbered(file: Path) -> list[tuple[int, str]]:
    """(number, line) of the lines of a file that are not empty; raises LabelledError for one that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LabelledError(f"{file}: {error}") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _rows(file: Path) -> list[Labelled]:
    return [_row(file, number, line) for number, line in numbered(file)]


def _row(file: Path, number: int, line: str) -> Labelled:
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or not isinstance(row.get("body"), str):
            raise ValueError("no object with a body")
        for key, kind in _KINDS.items():
            if row.get(key) is not None and not _is(row[key], kind):
                raise ValueError(f"{key}: {row[key]!r} is no {kind}")
    except ValueError as error:
        raise LabelledError(f"{file.name}, line {number}: {error}") from error
    document = Document(normalise(row.get("title") or ""), normalise(row.get("sapo") or "") or None,
                        normalise(row["body"]), row.get("published_at"), row.get("source_province"))  # fmt: skip
    labels = {key: value for key, value in row.items() if key not in _TEXT}
    return Labelled(str(row.get("id") or f"{file.name}:{number}"), document, labels, file.stem)
