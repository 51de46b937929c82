"""Stories, families and the shortlist as editors ask for them."""

import json
import re

import pytest

from corpus.stories import Story
from desk.editors.shown import story_lines


@pytest.fixture
def first(answer):
    return answer("stories")["stories"][0]


def test_stories_are_the_contract_s(first):
    assert set(first) == {"id", "url", "title", "score", "reasons", "reprint"}
    assert {"what", "weight", "spans"} == set(first["reasons"][0])


def test_stories_stand_best_first(answer):
    scores = [story["score"] for story in answer("stories")["stories"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 2


def test_a_story_is_shown_with_why(ask, night, first):
    shown = ask("stories", "--limit", 1, "--corpus", night.path).stdout
    assert first["title"] in shown
    assert "Vì sao:" in shown
    assert "việc làm cụ thể" in shown


def test_stories_of_no_day_yet_are_none(ask, night):
    assert "Không có bài nào" in ask("stories", "--since", "2031-01-01", "--corpus", night.path).stdout


def test_stories_may_be_filtered(answer):
    assert all(x["score"] for x in answer("stories", "--genre", "exemplary_story")["stories"])


def test_english_readers_get_english_reasons(ask, night):
    assert "concrete deeds" in ask("stories", "--corpus", night.path, "--lang", "en").stdout


def test_an_article_alone_is_said_to_be(ask, night, first):
    assert "Chưa thấy báo nào khác" in ask("family", first["id"], "--corpus", night.path).stdout


def test_a_family_is_a_tree_in_json(answer, first):
    assert answer("family", first["id"])["roots"][0]["id"] == first["id"]


@pytest.mark.parametrize("command", [("family", "x"), ("packet", "x"), ("shortlist", "add", "x")])
def test_an_unknown_article_is_one_line_with_a_next_step(ask, corpus, command):
    result = ask(*command, "--corpus", corpus)
    assert result.exit_code == 3
    assert "guong search" in result.stderr


def test_the_shortlist_goes_from_picked_to_taken(ask, corpus, first):
    on = ("--corpus", corpus)
    ask("shortlist", "add", first["id"], "--why", "hay", "--who", "lan", *on)
    ask("shortlist", "note", first["id"], "hỏi", "lại", "ảnh", *on)
    assert "hỏi lại ảnh" in ask("shortlist", "list", *on).stdout
    assert ask("shortlist", "done", first["id"], "--for", "Báo Thử", *on).exit_code == 0
    assert "còn trống" in ask("shortlist", "list", *on).stdout
    [pick] = json.loads(ask("shortlist", "list", "--all", "--json", *on).stdout)["picks"]
    assert (pick["state"], pick["taken"][0]["for"]) == ("done", "Báo Thử")


def test_points_have_a_comma_in_vietnamese_and_a_point_in_english(ask, night):
    vi, en = (ask("stories", "--limit", 1, "--lang", name, "--corpus", night.path).stdout for name in ("vi", "en"))
    assert re.search(r"\(\d+,\d điểm\)", vi)
    assert re.search(r"\(\d+\.\d points\)", en)


def test_a_story_with_many_reprints_shows_a_few_addresses():
    members = [f"https://thu.test/{number}" for number in range(300)]
    story = Story("1", members[0], "Bài", 50.0, "thu", "Báo Thử", None, None, None,
                  reprint={"original_url": members[0], "members": members})  # fmt: skip
    last = list(story_lines(1, story))[-1]
    assert last.count("https://") == 5
    assert "294 nơi nữa" in last
