"""The labelled articles keep to the codebook and to each other's distance."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from nlp.agreement import RELIABLE, agreement
from nlp.classify import deeds
from nlp.classify.deeds import read as read_sentences
from nlp.codebook import codes
from nlp.coders import read_coders
from nlp.labelled import read
from nlp.paths import datasets
from nlp.text import canonical, normalise

CODES = codes()
FILES = sorted((datasets() / "labelled").glob("*.jsonl"))
SHINGLE = 5  # words
SET_PHRASE = 3  # a shingle of more articles belongs to nobody: the campaign's names, titles of documents, formulas
SHARED = 0.15  # of the shorter article: two sentences of a dozen; what shares one formula of the trade stays near .1


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


ROWS = [row for file in FILES for row in rows(file)]


def test_there_are_enough_articles() -> None:
    assert len(ROWS) >= 800


def test_three_hundred_and_more_are_not_on_the_campaign() -> None:
    assert sum(not row["on_campaign"] for row in ROWS) >= 300


def test_no_identity_is_used_twice() -> None:
    assert [name for name, count in Counter(row["id"] for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_label_is_in_the_codebook(file: Path) -> None:
    wrong = [
        (row["id"], axis, value)
        for row in rows(file)
        for axis, codes in CODES.items()
        for value in (row[axis] if isinstance(row[axis], list) else [row[axis]])
        if value not in codes
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_article_has_one_to_three_fields(file: Path) -> None:
    assert [row["id"] for row in rows(file) if not 1 <= len(row["fields"]) <= 3] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_people_and_models_stand_in_their_article(file: Path) -> None:
    missing = [
        (row["id"], name)
        for row in rows(file)
        for name in row["people"] + row["models"]
        if name not in " ".join([row["title"], row["sapo"] or "", row["body"]])
    ]
    assert missing == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_texts_are_in_normal_form(file: Path) -> None:
    assert [row["id"] for row in rows(file) if row["body"] != normalise(row["body"])] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_directives_are_in_the_catalogue(file: Path) -> None:
    catalogue = (datasets() / "directives.toml").read_text(encoding="utf-8")
    known = {entry["id"] for entry in _tables(tomllib.loads(catalogue)) if "id" in entry}
    assert {name for row in rows(file) for name in row["directives"]} - known == set()


def _tables(value: Any) -> list[dict[str, Any]]:
    """Every table anywhere in a TOML document."""
    if isinstance(value, dict):
        return [value, *(table for child in value.values() for table in _tables(child))]
    return [table for child in value for table in _tables(child)] if isinstance(value, list) else []


def _shingles(row: dict[str, Any]) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", canonical(" ".join([row["title"], row["sapo"] or "", row["body"]])))
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def test_no_two_articles_share_more_than_set_phrases() -> None:
    every = {row["id"]: _shingles(row) for row in ROWS}
    known = Counter(shingle for shingles in every.values() for shingle in shingles)
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, shingles in every.items():
        for shingle in shingles:
            if known[shingle] <= SET_PHRASE:
                holders[shingle].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(names, 2))
    near = [
        (one, other)
        for (one, other), count in shared.items()
        if count > SHARED * min(len(every[one]), len(every[other]))
    ]
    assert near == []


@pytest.mark.parametrize("axis", ["field", "actor"])
def test_the_clue_words_know_every_label(axis: str) -> None:
    clues = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))[axis]
    assert set(clues) == CODES[f"{axis}s"]


def test_the_codebook_explains_every_label() -> None:
    codebook = (datasets() / "codebook.md").read_text(encoding="utf-8")
    assert [code for codes in CODES.values() for code in codes if f"`{code}`" not in codebook] == []


CODERS = datasets() / "labelled" / "coders"


def test_every_article_was_labelled_by_two_coders_and_differences_were_decided() -> None:
    done = subprocess.run([sys.executable, "datasets/make/adjudicated.py", "--check"], cwd=datasets().parent,
                          env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True)  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "every label is as decided")


def test_the_coders_saw_every_article() -> None:
    for name in ("first", "second", "fields_first", "fields_second"):
        assert {row["id"] for row in rows(CODERS / f"{name}.jsonl")} == {row["id"] for row in ROWS}


@pytest.mark.parametrize("pair", [("first", "second"), ("fields_first", "fields_second")], ids=["single", "several"])
def test_coders_agree_enough_on_every_axis(pair: tuple[str, str]) -> None:
    labels = read_coders([CODERS / f"{name}.jsonl" for name in pair])
    low = {axis: found.alpha for axis, coders in labels.items() if (found := agreement(axis, coders)).alpha < RELIABLE}
    assert low == {}


def test_every_decision_says_why() -> None:
    assert [row for row in rows(CODERS / "adjudicated.jsonl") if len(row["why"].split()) < 3] == []


SENTENCES = read_sentences(datasets() / "labelled" / deeds.FOLDER)
TOLD = deeds.of_articles(datasets() / "labelled" / deeds.FOLDER, read([datasets() / "labelled"]))


@pytest.mark.parametrize("axis", ["fields", "actors"])
def test_sentences_keep_to_the_codebook(axis: str) -> None:
    assert {code for one in (*SENTENCES, *TOLD) for code in getattr(one, axis)} <= set(CODES[axis])


def test_every_field_is_told_by_some_hundred_sentences_written_for_it() -> None:
    told = Counter(one.fields[0] for one in SENTENCES if one.fields)
    assert set(told) == set(CODES["fields"])
    assert min(told.values()) >= 250


def test_no_sentence_was_written_twice() -> None:
    assert [text for text, count in Counter(canonical(one.text) for one in SENTENCES).items() if count > 1] == []


def test_no_sentence_was_taken_from_an_article() -> None:
    long = {canonical(one.text) for one in TOLD if len(one.text) > 40}
    assert [one.text for one in SENTENCES if canonical(one.text) in long] == []


def test_some_sentences_were_labelled_twice() -> None:
    lines = (datasets() / "labelled" / deeds.FOLDER / "articles_second.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} <= {one.article for one in TOLD}
    assert len(lines) >= 50
