"""A record as one row of a table, and cells that no spreadsheet runs."""

import datetime
from collections.abc import Sequence
from typing import Any

from corpus.errors import QueryError

COLUMNS = ("id", "url", "source", "title", "sapo", "body", "author", "credit", "published_at", "published_basis",
           "section", "on_campaign", "campaign_score", "directives", "place", "place_level", "province_then",
           "province_now", "exemplar", "genre", "fields", "actors", "models", "model_holders", "model_places", "people",
           "people_places", "figures", "figures_of", "original_url", "fetched_at", "warc", "extractor", "tagger")  # fmt: skip
# Columns that hold one thing of every tag of a kind, in the order of the tags.
_LISTED = {
    "models": ("models", "name"), "model_holders": ("models", "holder"), "model_places": ("models", "place"),
    "people": ("people", "name"), "people_places": ("people", "place"),
    "figures": ("figures", "text"), "figures_of": ("figures", "of"),
}  # fmt: skip
# What a cell of a spreadsheet begins with when it is a formula, in any of the programs that open CSV; the wide forms
# are folded to the narrow ones by some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def chosen(columns: Sequence[str] | None, known: Sequence[str] = COLUMNS) -> tuple[str, ...]:
    """The columns asked for, in that order (all without any). Raises QueryError for one that is not known."""
    for name in columns or ():
        if name not in known:
            raise QueryError(f"unknown column {name!r}", f"one of {', '.join(known)}")
    return tuple(dict.fromkeys(columns)) if columns else tuple(known)


def primary(record: dict[str, Any]) -> dict[str, Any]:
    """The primary place of a record as a row: code, place, place_level, province_then, province_now; None if none."""
    tag: dict[str, Any] = next((p for p in record["localities"] if p["role"] == "primary"), {})
    then = tag.get("then", {})
    return {"place_code": then.get("code"), "place": then.get("name"), "place_level": then.get("level"),
            "province_then": then.get("name") if then.get("level") == "province" else then.get("province"),
            "province_now": province_now(tag.get("now"))}  # fmt: skip


def province_now(now: Any) -> str | None:
    """The province of today of a unit, or of all the units it was divided into; None where they lie in several."""
    units = now if isinstance(now, list) else [now] if now else []
    names = {unit["name"] if unit["level"] == "province" else unit["province"] for unit in units}
    return names.pop() if len(names) == 1 else None


def day(published_at: str | None) -> datetime.date | None:
    """The day of a moment as the corpus writes it; None where there is none."""
    try:
        return datetime.date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


def flat(record: dict[str, Any], columns: Sequence[str] = COLUMNS) -> list[Any]:
    """A record as one row; what has several values is a list.

    The lists of what stands beside a model, a person, a figure are as long as theirs, None where the text does not say.
    """
    computed = {
        "on_campaign": record["campaign"]["on_campaign"], "campaign_score": record["campaign"]["score"],
        "directives": [name for d in record["directives"] if (name := d["id"] or d["number"]) is not None],
        **primary(record), **{name: [tag[key] for tag in record[kind]] for name, (kind, key) in _LISTED.items()},
        "original_url": record["reprint"]["original_url"], **record["provenance"],
    }  # fmt: skip
    return [computed[name] if name in computed else record[name] for name in columns]


def joined(value: Any) -> Any:
    """Several values in one cell, joined by `|`; nothing between two marks for one that is not known, None for none."""
    if not isinstance(value, list):
        return value
    known = any(part is not None for part in value)
    return "|".join("" if part is None else str(part) for part in value) if known else None


def safe(value: Any) -> Any:
    """A cell of a CSV file: a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    value = joined(value)
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
