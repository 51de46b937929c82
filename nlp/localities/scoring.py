"""Mentions of places as labels: what a labelled line says was named, and what a reading says, in one form.

A label is `{"text": …, "name" or "code": …, "level": …, "province": …}`: `text` as printed, with or without its unit
word; the unit as it was on the day of the article, its province null where the name fits several. The same name for
the same unit counts once an article, however often it stands there.
"""

from collections.abc import Iterable
from typing import Any

from nlp.errors import NlpError
from nlp.localities.cues import cues
from nlp.localities.load import gazetteer
from nlp.records import Locality, Unit
from nlp.text import normalise


class MentionLabelError(NlpError, ValueError):
    """A label of a mention that cannot be read; the message shows it."""


def bare(text: str) -> str:
    """The canonical name without its unit word (`TP. Phổ Yên` → `phổ yên`; a number alone stays as it is)."""
    words = gazetteer().key(normalise(text)).replace(".", ". ").split()
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if len(words) > size and (head in cues().before or head.rstrip(".") in cues().dotted):
            cue = cues().before.get(head) or cues().dotted[head.rstrip(".")]
            if cue.kind == "unit":
                return " ".join(words[size:])
    return " ".join(words)


def said(localities: list[Locality]) -> list[tuple[str, Unit]]:
    """The names of places and their units: evidence that an unnamed primary unit borrows from its parts is left out."""
    named = {(s.field, s.start) for x in localities if x.role == "mentioned" for s in x.spans}
    return [
        (span.text, place.then)
        for place in localities
        if place.basis == "text" and place.then.level != "national"
        for span in place.spans
        if place.role == "mentioned" or (span.field, span.start) not in named
    ]


def answers(gold: object, localities: list[Locality]) -> tuple[set[str], set[str]]:
    """Labels and answers as `name|unit`, comparable; raises MentionLabelError for a label without its keys."""
    labels = [_label(item) for item in gold] if isinstance(gold, list) else [_label(gold)]
    coded = {bare(label["text"]) for label in labels if label.get("code")}
    truth = {f"{bare(x['text'])}|{x['code'] if x.get('code') else _unit(x)}" for x in labels}
    told = set()
    for text, unit in said(localities):
        name = bare(text)
        told.add(key_of(text, unit, coded=name in coded))
    return truth, told


def key_of(text: str, unit: Unit, *, coded: bool) -> str:
    """A name in the text and its unit as `name|unit`; the unit by its code or by name, level and province."""
    fields = {"name": unit.name, "level": unit.level, "province": unit.province}
    return f"{bare(text)}|{unit.code if coded else _unit(fields)}"


def names(labels: Iterable[str]) -> set[str]:
    """The names alone of what `answers` gave."""
    return {label.split("|")[0] for label in labels}


def _label(item: object) -> dict[str, Any]:
    if not isinstance(item, dict) or not all(isinstance(value, str | None) for value in item.values()):
        raise MentionLabelError(f"mentions: {item!r} is no object of texts")
    if not item.get("text") or not (item.get("code") or (item.get("name") and item.get("level"))):
        raise MentionLabelError(f"mentions: {item!r} needs text, and code or name and level")
    return item


def _unit(unit: dict[str, Any]) -> str:
    name, province = (gazetteer().key(normalise(unit.get(key) or "")) for key in ("name", "province"))
    return f"{name}/{unit.get('level')}/{province}"
