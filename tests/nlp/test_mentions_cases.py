"""Named models, people and figures on sentences of our own, a half of them look-alikes: how many finds are right."""

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.mentions import find_figures, find_models, find_people
from nlp.records import Document, Span
from nlp.text import normalise

CASES = Path(__file__).parent / "cases"
FINDERS: dict[str, Any] = {"models": find_models, "people": find_people, "figures": find_figures}
NAMES = {"models": "name", "people": "name", "figures": "text"}
# Precision before recall: what is shown must be right, what is missed may be found by a reader.
PRECISION, RECALL = 0.97, 0.9


def cases(kind: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def answers(kind: str, key: str) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """(expected, found) as (number of the case, name of the tag, value); a value that is None stands for nothing."""
    gold: set[tuple[int, str]] = set()
    said: set[tuple[int, str]] = set()
    for number, case in enumerate(cases(kind)):
        doc = Document(normalise(case.get("title", "")), None, normalise(case["body"]))
        for tag in case[kind]:
            if tag[key] is not None:
                gold.add((number, f"{tag[NAMES[kind]]} → {tag[key]}"))
        for tag in FINDERS[kind](doc):
            value = getattr(tag, key)
            value = value.text if isinstance(value, Span) else value
            if value is not None:
                said.add((number, f"{getattr(tag, NAMES[kind])} → {value}"))
    return gold, said


AXES = [
    ("models", "name"),
    ("models", "holder"),
    ("models", "place"),
    ("people", "name"),
    ("people", "role"),
    ("people", "place"),
    ("figures", "text"),
    ("figures", "unit"),
    ("figures", "of"),
]


@pytest.mark.parametrize(("kind", "key"), AXES)
def test_what_is_found_is_right(kind: str, key: str) -> None:
    gold, said = answers(kind, key)
    wrong = said - gold
    assert len(said & gold) >= PRECISION * len(said), sorted(wrong)


@pytest.mark.parametrize(("kind", "key"), AXES)
def test_most_of_what_is_there_is_found(kind: str, key: str) -> None:
    gold, said = answers(kind, key)
    missed = gold - said
    assert len(said & gold) >= RECALL * len(gold), sorted(missed)


@pytest.mark.parametrize("kind", FINDERS)
def test_look_alikes_give_nothing(kind: str) -> None:
    found = {
        case["body"]: [tag.as_dict() for tag in FINDERS[kind](Document(body=normalise(case["body"])))]
        for case in cases(kind)
        if not case[kind]
    }
    assert {body: tags for body, tags in found.items() if tags} == {}


@pytest.mark.parametrize("kind", FINDERS)
def test_holder_place_and_thing_stand_where_they_say(kind: str) -> None:
    for case in cases(kind):
        doc = Document(normalise(case.get("title", "")), None, normalise(case["body"]))
        texts = dict(doc.fields())
        parts = [getattr(tag, key, None) for tag in FINDERS[kind](doc) for key in ("holder", "place", "of")]
        assert all(texts[p.field][p.start : p.end] == p.text for p in parts if p is not None)
