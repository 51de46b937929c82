"""`guong train --with-decisions`: people's decisions from the review into the training."""

import json
from typing import Any

import pytest

import nlp.classify.card
import nlp.classify.moved
import nlp.classify.train
from nlp.classify.moved import Moved
from nlp.classify.train import Trained


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Training that only notes the decisions it was given: what is learned is asked of the floor below."""
    given: list[Any] = []

    def moved(rows: Any, decided: Any, progress: Any) -> list[Moved]:
        given.extend(decided)
        curve = [[0, 0.8], [10, 0.81], [20, 0.83], [30, 0.84], [40, 0.84]]
        return [Moved("genre", 40, "macro_f1", 0.8, 0.84, {"other": [9, 0.5, 0.75]}, curve, [0.04, 0.01, 0.07], [0.0, -0.02, 0.02], True)]  # fmt: skip

    monkeypatch.setattr(nlp.classify.moved, "moved", moved)
    monkeypatch.setattr(nlp.classify.train, "train", lambda rows, folder, show, decided, sentences: Trained("abc", {}))
    monkeypatch.setattr(nlp.classify.card, "write_card", lambda folder, trained, rows: folder / "README.md")
    return given


def test_decisions_beside_the_corpus_are_learned_from(ask, corpus, learned):
    ask("review", "--axis", "genre", "--who", "lan", "--corpus", corpus, stdin=b"1q")
    ask("train", "--with-decisions", "--corpus", corpus, "--models", corpus.parent)
    assert [row.labels for row in learned] == [{"genre": "exemplary_story"}]


def test_another_decisions_file_can_be_named(ask, corpus, learned, tmp_path):
    ask("review", "--axis", "genre", "--who", "lan", "--corpus", corpus, stdin=b"1q")
    kept = (corpus.parent / "decisions.db").rename(tmp_path / "other.db")
    ask("train", "--with-decisions", kept, "--corpus", corpus, "--models", tmp_path)
    assert len(learned) == 1


def test_what_moved_is_told_to_people(ask, corpus, learned):
    ask("review", "--axis", "genre", "--who", "lan", "--corpus", corpus, stdin=b"1q")
    said = ask("train", "--with-decisions", "--corpus", corpus, "--models", corpus.parent).stdout
    assert "0: 0.800 → 10: 0.810" in said
    assert "không còn giúp" in said


def test_what_moved_is_told_to_machines(ask, corpus, learned):
    ask("review", "--axis", "genre", "--who", "lan", "--corpus", corpus, stdin=b"1q")
    said = ask("train", "--with-decisions", "--corpus", corpus, "--models", corpus.parent, "--json").stdout
    assert json.loads(said)["moved"][0]["labels"] == {"other": [9, 0.5, 0.75]}


def test_without_decisions_it_says_how_to_make_some(ask, corpus, learned):
    done = ask("train", "--with-decisions", "--corpus", corpus)
    assert (done.exit_code != 0, "guong review" in done.stderr) == (True, True)
