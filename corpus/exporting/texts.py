"""How much of a text leaves the corpus: all of it, its beginning, or none. Metadata and tags always do."""

import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any, Literal

from corpus.errors import QueryError
from nlp.paths import datasets

Texts = Literal["full", "snippets", "none"]
TEXTS: tuple[Texts, ...] = ("full", "snippets", "none")
Record = dict[str, Any]


@cache
def snippet_length() -> int:
    """Characters of a lead and of a body that a snippet holds (datasets/release.toml)."""
    found = tomllib.loads((datasets() / "release.toml").read_text(encoding="utf-8"))
    return int(found["texts"]["snippet"])


def limiter(texts: str) -> Callable[[Record], Record]:
    """What cuts a record down to a policy. Raises QueryError for a policy that is none.

    `snippets`: the first characters of lead and body, never half a word; a span keeps its text where it is no longer
    than that. `none`: no lead, body or caption, and of a span outside the title only where it stands. The title, the
    names of models and people, figures and every other tag stay. A record that lost something says so under `texts`.
    """
    if texts == "full":
        return lambda record: record
    if texts == "snippets":
        length = snippet_length()
        return lambda record: _limited(record, texts, length)
    if texts == "none":
        return lambda record: _limited(record, texts, 0)
    raise QueryError(f"unknown choice of texts {texts!r}", f"one of {', '.join(TEXTS)}")


def _limited(record: Record, texts: str, length: int) -> Record:
    made: Record = {name: _spans(value, length) for name, value in record.items()}
    made["sapo"], made["body"] = beginning(record["sapo"], length), beginning(record["body"], length)
    made["images"] = [{**image, "caption": beginning(image["caption"], length)} for image in record["images"]]
    made["texts"] = texts
    return made


def beginning(text: str | None, length: int) -> str | None:
    """At most `length` characters of a text, up to a blank where there is one; None for none."""
    if not text or not length:
        return None
    if len(text) <= length:
        return text
    cut = max(text.rfind(" ", 0, length + 1), text.rfind("\n", 0, length + 1))
    return text[: cut if cut > 0 else length].rstrip()


def _spans(value: Any, length: int) -> Any:
    """A value of a record with the texts of its spans limited, wherever they stand in it."""
    if isinstance(value, list):
        return [_spans(part, length) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"field", "start", "end", "text"}:
        long = value["field"] != "title" and value["end"] - value["start"] > length
        return {**value, "text": None} if long else value
    return {name: _spans(part, length) for name, part in value.items()}
