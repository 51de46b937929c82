"""A night against the source's own nights before: a quiet Sunday raises nothing, a change raises its proof."""

import datetime

import pytest

from corpus import health
from tests.corpus.history import PAPER, Nights

SUNDAY, MONDAY = 6, 0


@pytest.fixture
def nights(corpus):
    return Nights(corpus)


def look(nights):
    [found] = [one for one in health.check(nights.corpus, nights.clock) if one.source == PAPER]
    return found


def kinds(nights):
    return [finding.kind for finding in look(nights).findings]


def test_eight_ordinary_weeks_raise_nothing(nights):
    raised = []
    for _ in range(56):
        nights.night(texts=False)
        raised += kinds(nights)
    assert raised == []


def test_a_quiet_sunday_raises_nothing(nights):
    nights.weeks(5).until(SUNDAY).night(0)
    assert kinds(nights) == []


def test_a_workday_like_a_sunday_is_too_little(nights):
    nights.weeks(5).until(MONDAY).night(1)
    assert (look(nights).state, kinds(nights)) == ("degraded", ["found_low"])


def test_the_usual_number_is_told_with_the_nights_it_was_learnt_from(nights):
    nights.weeks(5).until(MONDAY).night(1)
    [finding] = look(nights).findings
    low, high = finding.expected
    assert low > 1
    assert high < 40
    assert finding.history >= 15


def test_nothing_is_too_little_before_a_week_of_history(nights):
    for _ in range(6):
        nights.night(12)
    nights.night(1)
    assert kinds(nights) == []


def test_a_night_at_tet_raises_nothing(nights):
    nights.clock = datetime.datetime(2024, 1, 5, 1, tzinfo=nights.clock.tzinfo)
    while nights.clock.date() < datetime.date(2024, 2, 12):
        nights.night()
    nights.night(0)
    assert kinds(nights) == []


def test_a_public_holiday_is_like_a_sunday(nights):
    nights.clock = datetime.datetime(2024, 7, 25, 1, tzinfo=nights.clock.tzinfo)
    while nights.clock.date() < datetime.date(2024, 9, 3):
        nights.night()
    nights.night(2)  # Monday, 2 September
    assert kinds(nights) == []


def test_much_before_a_campaign_day_raises_nothing(nights):
    nights.clock = datetime.datetime(2024, 4, 1, 1, tzinfo=nights.clock.tzinfo)
    while nights.clock.date() < datetime.date(2024, 5, 18):
        nights.night()
    nights.night(150, texts=False)
    assert kinds(nights) == []


def test_far_too_much_on_any_other_day_is_named_and_no_fault(nights):
    nights.weeks(5).until(MONDAY).night(300, texts=False)
    assert (look(nights).state, kinds(nights)) == ("answering", ["found_high"])


def test_what_piled_up_while_a_site_was_down_is_not_too_much(nights):
    nights.weeks(5)
    for _ in range(5):
        nights.night(0, lists=0, listed=0, failed=2)
    nights.night(70, texts=False)
    assert kinds(nights) == ["returned"]


def test_what_piled_up_while_nobody_crawled_is_not_too_much(nights):
    nights.weeks(5).until(MONDAY)
    nights.clock += datetime.timedelta(days=6)
    nights.night(120, texts=False)
    assert kinds(nights) == []


def test_at_tet_no_number_is_usual(nights):
    nights.clock = datetime.datetime(2024, 1, 5, 1, tzinfo=nights.clock.tzinfo)
    while nights.clock.date() < datetime.date(2024, 2, 12):
        nights.night()
    assert look(nights).expected is None


def test_a_small_paper_may_be_silent_for_a_night_and_not_for_two_weeks(corpus):
    nights = Nights(corpus)
    for number in range(42):
        nights.night(number % 2, texts=False)
    nights.night(0)
    assert kinds(nights) == []
    for _ in range(20):
        nights.night(0)
    assert (look(nights).state, kinds(nights)) == ("degraded", ["silent"])


def test_lists_that_lose_their_links_are_a_changed_layout(nights):
    nights.weeks(5).until(MONDAY).night(0, listed=0)
    assert look(nights).state == "changed_layout"
    assert "links_gone" in kinds(nights)


def test_lists_that_are_as_before_have_lost_nothing(nights):
    nights.weeks(5).until(SUNDAY).night(0, listed=0, unchanged=2)
    assert kinds(nights) == []


@pytest.mark.parametrize(("make", "kind"), [
    ({"published_at": None}, "dates_drop"), ({"author": None, "credit": None}, "authors_drop"), ({"sapo": None}, "leads_drop"),
    ({"extractor": "reading1/general"}, "layout_changed"),
])  # fmt: skip
def test_a_new_layout_is_noticed_the_same_night(nights, make, kind):
    nights.weeks(2).until(MONDAY).night(8, make=make)
    assert (look(nights).state, kinds(nights)) == ("changed_layout", [kind])


def test_halved_texts_are_noticed_the_same_night(nights):
    nights.weeks(2).until(MONDAY)
    run = nights.night(8, stored=0)
    for number in range(8):
        nights._article(run, {"body": f"Chỉ còn sapo thứ {number}. " + "Bà con góp công. " * 10})
    assert kinds(nights)[-1:] == ["length_drop"]


def test_the_proof_shows_an_article_of_tonight_and_one_of_before(nights):
    nights.weeks(2).until(MONDAY)
    before = nights.number
    run = nights.night(8, make={"author": None, "credit": None})
    proof = look(nights).findings[0].proof
    assert proof["tonight"]["warc"] == f"dem-{run}.warc.gz#{before + 8}"
    assert proof["before"]["warc"] == f"dem-{run - 1}.warc.gz#{before}"


def test_a_paper_that_never_gave_authors_is_not_blamed_for_it(nights):
    nights.weeks(2, make={"author": None, "credit": None}).night(make={"author": None, "credit": None})
    assert kinds(nights) == []


def test_two_articles_without_a_date_are_too_few_to_tell(nights):
    nights.weeks(2).until(SUNDAY).night(2, make={"published_at": None})
    assert kinds(nights) == []


def test_bodies_that_go_missing_are_named_and_those_that_always_did_are_not(nights):
    nights.weeks(2, missing=3)
    assert kinds(nights) == []
    nights.until(MONDAY).night(12, stored=2, missing=10)
    assert look(nights).state == "body_missing"


def test_bodies_that_stay_missing_for_months_stay_named(nights):
    nights.weeks(2)
    for _ in range(50):
        nights.night(12, texts=False, stored=4, missing=8)
    assert {line.state for line in look(nights).nights} == {"body_missing"}


def test_pages_that_are_no_articles_any_more_are_a_changed_layout(nights):
    nights.weeks(2).until(MONDAY).night(12, stored=3, not_articles=9)
    assert look(nights).state == "changed_layout"
    assert "not_articles_rise" in kinds(nights)


def test_less_of_the_campaign_is_told_and_no_fault(nights):
    for night in range(15):
        nights.night(20)
        for row in nights.corpus.conn.execute("SELECT id, body FROM articles WHERE run_id = ?", [night + 1]).fetchall():
            nights.corpus.conn.execute(
                "INSERT INTO readings (article_id, tagger, text_sha256, tagged_at, on_campaign) VALUES (?, 'x', '', '', ?)",
                [row["id"], int(night < 14)])  # fmt: skip
    assert (look(nights).state, kinds(nights)) == ("answering", ["campaign_drop"])


def test_a_state_lasts_since_its_first_night(nights):
    nights.weeks(2).until(MONDAY)
    first = nights.clock.date().isoformat()
    for _ in range(3):
        nights.night(8, make={"extractor": "reading1/general"})
    assert look(nights).since == first


def test_nights_that_went_wrong_do_not_teach_what_is_usual(nights):
    nights.weeks(3)
    for _ in range(22):
        nights.night(make={"author": None, "credit": None})
    nights.until(MONDAY)
    nights.night(8, make={"author": None, "credit": None})
    assert kinds(nights) == ["authors_drop"]


def test_a_night_cut_short_is_not_compared(nights):
    nights.weeks(5).until(MONDAY).night(1, outcome=None)
    assert kinds(nights) == []


def test_the_last_four_weeks_are_told_night_by_night(nights):
    nights.weeks(6)
    lines = look(nights).nights
    assert len(lines) == 28
    assert lines[-1].night == (nights.clock - datetime.timedelta(days=1)).date().isoformat()
    assert {line.state for line in lines} == {"answering"}


def test_a_run_from_the_future_is_named_and_teaches_nothing(nights):
    nights.weeks(2)
    nights.night(500, texts=False, at=datetime.datetime(2090, 1, 1, tzinfo=datetime.UTC))
    nights.night()
    found, clock = health.look(nights.corpus, nights.clock)
    assert [(fault.run, fault.kind) for fault in clock] == [(15, "future")]
    assert found[0].findings == []


def test_a_clock_set_back_is_named_and_teaches_nothing(nights):
    nights.weeks(2)
    nights.night(500, texts=False, at=datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC))
    nights.night()
    found, clock = health.look(nights.corpus, nights.clock)
    assert [(fault.run, fault.kind) for fault in clock] == [(15, "backwards")]
    assert found[0].findings == []


def test_a_failure_under_a_wrong_clock_is_still_a_failure(nights):
    nights.weeks(2)
    nights.night(0, lists=0, listed=0, failed=2, at=datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC))
    assert look(nights).state == "degraded"
    assert set(kinds(nights)) == {"clock", "down"}


def test_findings_of_a_night_are_stored_with_their_proof(nights):
    nights.weeks(2).until(MONDAY)
    run = nights.night(8, make={"author": None, "credit": None})
    assert health.record(nights.corpus, run, health.check(nights.corpus, nights.clock)) == 1
    row = nights.corpus.conn.execute("SELECT * FROM findings").fetchone()
    assert (row["run_id"], row["source"], row["kind"], row["measure"], row["value"]) == (
        run,
        PAPER,
        "authors_drop",
        "authored",
        0.0,
    )
    assert f"dem-{run}.warc.gz#" in row["proof"]


def test_recording_a_night_again_replaces_what_was_stored(nights):
    nights.weeks(2)
    run = nights.night(0, lists=0, listed=0, failed=2)
    for _ in range(2):
        health.record(nights.corpus, run, health.check(nights.corpus, nights.clock))
    assert nights.corpus.conn.execute("SELECT count(*) FROM findings").fetchone()[0] == 1
