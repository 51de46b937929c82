"""What changed from one release to the next: articles that came, went, or say something else now, and why."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.connection import explained


def _set(table: str, value: str) -> str:
    return (f"(SELECT group_concat(v, '; ') FROM (SELECT {value} AS v FROM {{db}}.{table} t "
            "WHERE t.article_id = {of}.id ORDER BY v))")  # fmt: skip


# What is compared, as one text each; {db} is the release, {of} its articles.
_METADATA = ("url", "source", "title", "author", "published_at", "withdrawn_at")
_LABELS = {
    **{name: f"{{of}}.{name}" for name in ("on_campaign", "exemplar", "genre", "place", "province_then")},
    "fields": _set("fields", "t.field"), "actors": _set("actors", "t.actor"),
    "directives": _set("directives", "coalesce(t.id, t.number, '?') || ' ' || t.role"),
    "models": _set("models", "t.name"), "people": _set("people", "t.name"),
}  # fmt: skip
SHOWN = 50  # articles of each kind that changes.md lists; changes.jsonl holds all
Change = dict[str, Any]


@dataclass(slots=True)
class Changes:
    """How many articles came, went and changed; of these, how often each label did and for which reason; `same` had
    another tagger and kept every label. `examples` holds the first of each kind."""

    came: int = 0
    went: int = 0
    changed: int = 0
    same: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Change]] = field(default_factory=lambda: {"came": [], "went": [], "changed": []})

    def add(self, change: Change) -> None:
        """Count one change."""
        kind = change["what"]
        setattr(self, kind, getattr(self, kind) + 1)
        self.labels.update(change.get("labels", {}).keys())
        self.reasons.update(change.get("why", ()))
        if len(self.examples[kind]) < SHOWN:
            self.examples[kind].append(change)


def compare(now: Path, before: Path, decided: frozenset[str], out: Path) -> Changes:
    """Compare two databases of releases; every change is a line of `out`, by article id.

    `decided` are the articles on which people decided something since. Raises CorpusError when one cannot be read.
    """
    found = Changes()
    try:
        with (
            closing(sqlite3.connect("file::memory:", uri=True)) as conn,
            out.open("w", encoding="utf-8", newline="\n") as lines,
        ):
            conn.row_factory = sqlite3.Row
            for name, path in (("now", now), ("before", before)):
                conn.execute(f"ATTACH ? AS {name}", [f"{path.resolve().as_uri()}?mode=ro&immutable=1"])
            conn.execute("PRAGMA query_only = ON")
            for change in _all(conn, decided, found):
                found.add(change)
                lines.write(json.dumps(change, ensure_ascii=False) + "\n")
    except sqlite3.Error as error:
        raise explained(error, before) from error
    return found


def _all(conn: sqlite3.Connection, decided: frozenset[str], found: Changes) -> Iterator[Change]:
    only = "SELECT id, url, title FROM {0}.articles WHERE id NOT IN (SELECT id FROM {1}.articles) ORDER BY id"
    for what, one, other in (("came", "now", "before"), ("went", "before", "now")):
        for row in conn.execute(only.format(one, other)):
            yield {"what": what, **dict(row)}
    for row in conn.execute(_compared()):
        change = _change(row, decided, found)
        if change:
            yield change


def _compared() -> str:
    columns = ["n.id", "n.url", "n.title", "n.text_sha256 <> b.text_sha256 AS text_changed",
               "n.tagger AS tagger_now", "b.tagger AS tagger_before"]  # fmt: skip
    compared: Mapping[str, str] = {**{name: f"{{of}}.{name}" for name in _METADATA}, **_LABELS}
    for name, sql in compared.items():
        columns += [f'{sql.format(db=db, of=of)} AS "{db} {name}"' for db, of in (("now", "n"), ("before", "b"))]
    return f"SELECT {', '.join(columns)} FROM now.articles n JOIN before.articles b ON b.id = n.id ORDER BY n.id"


def _change(row: sqlite3.Row, decided: frozenset[str], found: Changes) -> Change | None:
    other = {name: [row[f"before {name}"], row[f"now {name}"]] for name in (*_METADATA, *_LABELS)
             if row[f"before {name}"] != row[f"now {name}"]}  # fmt: skip
    labels = {name: pair for name, pair in other.items() if name in _LABELS}
    tagger = [row["tagger_before"], row["tagger_now"]]
    human = row["id"] in decided
    if not other and not row["text_changed"] and not human:
        found.same += tagger[0] != tagger[1]
        return None
    why = ["text"] * bool(row["text_changed"]) + ["date"] * ("published_at" in other)
    if tagger[0] != tagger[1]:
        why += ["tagged"] if tagger[0] is None else ["untagged"] if tagger[1] is None else ["tagger"]
    why += ["decision"] * human
    if labels and not why:
        why = ["unknown"]
    change: Change = {"what": "changed", "id": row["id"], "url": row["url"], "title": row["title"], "why": why}
    if tagger[0] != tagger[1]:
        change["tagger"] = tagger
    if labels:
        change["labels"] = labels
    metadata = {name: pair for name, pair in other.items() if name in _METADATA}
    if metadata:
        change["metadata"] = metadata
    return change
