"""Labelling in the terminal: review, sample, agreement."""

import json
import os
import pty
import re
import subprocess
import time

import pytest

from corpus.decided import labels
from corpus.decisions import Decisions, decisions_path
from tests.support.run import ROOT, command


def decided(corpus, axis):
    with Decisions(decisions_path(corpus)) as decisions:
        return [entry.data["value"] for given in labels(decisions, axis).values() for entry in given.values()]


def review(ask, corpus, keys, axis="genre", *more):
    return ask("review", "--axis", axis, "--who", "lan", "--corpus", corpus, *more, stdin=keys.encode())


def test_a_key_decides_on_an_article(ask, corpus):
    review(ask, corpus, "1q")
    assert decided(corpus, "genre") == ["exemplary_story"]


def test_what_is_decided_is_there_after_a_rest(ask, corpus):
    review(ask, corpus, "1q")
    review(ask, corpus, "2q")
    assert sorted(decided(corpus, "genre")) == ["exemplary_story", "model_report"]


def test_undo_goes_back_one_answer(ask, corpus):
    review(ask, corpus, "1u2q")
    assert decided(corpus, "genre") == ["model_report"]


def test_several_labels_are_picked_heaviest_first(ask, corpus):
    review(ask, corpus, "fc\nq", "fields")
    assert decided(corpus, "fields") == [["thrift", "economy"]]


def test_a_letter_again_takes_its_label_off(ask, corpus):
    review(ask, corpus, "fcf\nq", "fields")
    assert decided(corpus, "fields") == [["economy"]]


def test_no_label_at_all_is_an_answer(ask, corpus):
    review(ask, corpus, "0\nq", "actors")
    assert decided(corpus, "actors") == [[]]


def test_enter_agrees_with_the_machine(ask, corpus):
    shown = json.loads(ask("export", "--corpus", corpus, "--on-campaign").stdout.splitlines()[0])
    review(ask, corpus, "\nq", "on_campaign", "--strategy", "random", "--on-campaign")
    assert shown["campaign"]["on_campaign"] is True
    assert decided(corpus, "on_campaign") == [True]


def test_a_note_is_kept_with_its_article(ask, corpus):
    review(ask, corpus, "wxem lại nguồn\n1q")
    with Decisions(decisions_path(corpus)) as decisions:
        assert [entry.data["text"] for entry in decisions.entries("note")] == ["xem lại nguồn"]


def test_a_stray_key_decides_nothing(ask, corpus):
    review(ask, corpus, "9zq")
    assert decided(corpus, "genre") == []


def terminal(corpus, axis, typed, ready):
    """What a real terminal showed of a review in which each key of `typed` was given when `ready` stood there."""
    master, slave = pty.openpty()
    child = subprocess.Popen(
        command("review", "--axis", axis, "--who", "lan", "--on-campaign", "--corpus", corpus),
        stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, close_fds=True,
    )  # fmt: skip
    os.close(slave)
    shown, seen, keys = b"", 0, iter(typed)
    try:
        while True:
            shown += os.read(master, 65536)
            if shown.find(ready, seen) >= 0:
                seen = len(shown)
                time.sleep(0.2)  # the terminal is put into single-key mode behind the last line
                os.write(master, next(keys).encode())
    except (OSError, StopIteration):  # the far end of a terminal that is closed answers with an error
        pass
    child.wait(timeout=60)
    os.close(master)
    return shown.decode(errors="replace")


def test_labels_are_given_in_a_real_terminal(corpus):
    terminal(corpus, "exemplar", "1q", b" collective")
    assert decided(corpus, "exemplar") == ["individual"]


def test_the_evidence_stands_out_in_bold(corpus):
    shown = terminal(corpus, "on_campaign", "vq", b" kh\xc3\xb4ng")
    text = shown.partition("http")[2].partition("Máy:")[0]
    assert re.search("\x1b\\[1m[^\x1b]{8,}", text)


def test_a_sample_holds_no_label_of_ours(ask, corpus, tmp_path):
    ask("sample", 3, "--seed", 7, "--corpus", corpus, "-o", tmp_path / "mau.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "mau.jsonl").read_text().splitlines()]
    assert [row["genre"] for row in rows] == [None, None, None]


def test_agreement_of_two_files(ask, tmp_path):
    for who, values in (("lan", "history history other"), ("minh", "history commentary other")):
        lines = [json.dumps({"id": str(i), "genre": value}) for i, value in enumerate(values.split())]
        (tmp_path / f"{who}.jsonl").write_text("\n".join(lines))
    found = json.loads(ask("agreement", tmp_path / "lan.jsonl", tmp_path / "minh.jsonl", "--json").stdout)
    assert (found["genre"]["units"], round(found["genre"]["same"], 2)) == (3, 0.67)


def test_agreement_says_plainly_where_it_is_undefined(ask, tmp_path):
    (tmp_path / "lan.jsonl").write_text('{"id": "1", "genre": "history"}')
    shown = ask("agreement", tmp_path / "lan.jsonl").stdout
    assert "genre: không tính được alpha: không bài nào có nhãn của hai người" in shown


def test_decisions_are_compared_too(ask, corpus):
    review(ask, corpus, "12q", "genre", "--strategy", "random")
    ask("review", "--axis", "genre", "--who", "minh", "--strategy", "random", "--corpus", corpus, stdin=b"11q")
    found = json.loads(ask("agreement", "--decisions", "--corpus", corpus, "--json").stdout)
    assert found["genre"]["units"] == 2


@pytest.mark.parametrize("args", [("agreement",), ("review",), ("sample", "0")])
def test_wrong_usage_is_told_in_one_line(ask, args):
    assert ask(*args).exit_code == 2
