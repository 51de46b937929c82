"""What two checks of a source tell of each other, and of its file."""

import pytest

from crawler.probing.comparing import against_file, against_last, suggestions
from crawler.probing.records import Answer, Check, PageSeen, Section, check_of
from crawler.sources import Source

HOST = "baothu.test"
PAPER = Source("thu", "Báo Thử", (HOST, "baothu.com.test"), sections=(f"https://{HOST}/hoc-bac",), layout="font5")


def answer(state="answers", kind="section", path="/hoc-bac", articles=10, found_by="file", **more):
    return Answer(kind, f"https://{HOST}{path}", found_by, state, 200, articles=articles, **more)


def page(layout="font5", missing=()):
    return PageSeen("https://baothu.test/a-1.html", "answers", 200, "article", layout=layout, missing=list(missing))


def check(*answered, pages=(), sections=(), answers=True):
    return Check("thu", "Báo Thử", "2026-11-22T01:00:00Z", False, answers=answers, answered=list(answered),
                 pages=list(pages), sections=list(sections))  # fmt: skip


def told(found):
    return [one.what for one in found]


def test_two_checks_that_are_alike_tell_nothing():
    one = check(answer(), pages=[page()])
    assert told(against_last(one, one)) == []
    assert told(against_file(one, PAPER)) == []


@pytest.mark.parametrize(
    ("now", "before", "what"),
    [
        (check(answer("status"), answers=False), check(answer()), ["source_silent", "list_lost"]),
        (check(answer()), check(answer("failed"), answers=False), ["source_answers_again", "list_again"]),
        (check(answer(articles=4)), check(answer(articles=10)), ["list_fewer"]),
        (check(answer(articles=5)), check(answer(articles=10)), []),
        (check(answer(landed="https://baothu.test/x")), check(answer()), ["list_moved"]),
        (check(answer(path="/moi")), check(answer()), []),
        (check(pages=[page("ims")]), check(pages=[page()]), ["layout_changed"]),
        (check(pages=[page(), page("ims")]), check(pages=[page()]), []),
        (check(pages=[page(missing=["date"])]), check(pages=[page()]), ["field_lost"]),
        (check(pages=[page(missing=["date"]), page()]), check(pages=[page()]), []),
        (check(pages=[page(missing=["date"])]), check(pages=[page(missing=["date"])]), []),
        (check(sections=[Section("campaign", f"https://{HOST}/moi", "Học Bác")]), check(), ["section_new"]),
        (check(sections=[Section("politics", f"https://{HOST}/moi", "Chính trị")]), check(), []),
    ],
)  # fmt: skip
def test_what_is_otherwise_than_last_time_is_told(now, before, what):
    assert told(against_last(now, before)) == what


@pytest.mark.parametrize("state", ["empty", "unreadable", "status", "refused", "failed"])
def test_a_list_of_the_file_that_gives_nothing_is_told_by_its_state(state):
    assert told(against_file(check(answer(state)), PAPER)) == [f"list_{state}"]


def test_todays_host_that_leads_elsewhere_is_told():
    home = answer(kind="home", path="/", landed="https://baothu.com.test/")
    assert told(against_file(check(home), PAPER)) == ["host_moved"]


def test_a_predecessor_that_leads_to_todays_host_is_as_it_should_be():
    home = Answer("home", "https://baothu.com.test/", "file", "answers", 200, landed=f"https://{HOST}/")
    assert told(against_file(check(home), PAPER)) == []


def test_a_layout_the_file_names_and_no_article_has_is_told():
    found = check(pages=[page("ims")])
    assert told(against_file(found, PAPER)) == ["layout_differs"]
    assert [one.value for one in suggestions(found, PAPER)] == ["auto"]


@pytest.mark.parametrize(
    "one",
    [
        answer(kind="feed", path="/rss", found_by="usual", state="unreadable"),
        answer(kind="feed", path="/rss", found_by="usual", state="empty", articles=0),
        answer(kind="sitemap", path="/s.xml", found_by="index"),
        answer(kind="feed", path="/rss", found_by="usual", landed="https://la.test/rss"),
        answer(path="/hoc-bac", found_by="page"),
    ],
    ids=["unreadable", "empty", "of an index", "of a stranger", "known"],
)
def test_what_would_give_a_crawl_nothing_new_is_not_suggested(one):
    assert list(suggestions(check(one), PAPER)) == []


def test_a_check_survives_its_json():
    one = check(answer(), pages=[page()], sections=[Section("campaign", f"https://{HOST}/moi", "Học Bác")])
    assert check_of(one.as_dict()) == one
