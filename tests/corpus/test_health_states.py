"""The state of a source, from hard signs: what fails is named, and nothing that failed looks quiet."""

import pytest

from corpus import health
from tests.corpus.history import LIST, PAPER, Nights
from tests.corpus.press import source


@pytest.fixture
def nights(corpus):
    return Nights(corpus)


def look(nights):
    """The paper's health on the day after its last night."""
    [found] = [one for one in health.check(nights.corpus, nights.clock) if one.source == PAPER]
    return found


def kinds(nights):
    return [finding.kind for finding in look(nights).findings]


def down(nights, **more):
    return nights.night(
        0, **{"lists": 0, "listed": 0, "failed": 2, "kinds": {"section_status": "section answered 500"}, **more}
    )


def test_a_source_never_crawled_says_so(corpus):
    corpus.save_source(source())
    [found] = health.check(corpus)
    assert (found.state, found.since, found.findings) == ("never_crawled", None, [])


def test_a_night_with_new_articles_is_answering(nights):
    nights.night(5)
    assert (look(nights).state, kinds(nights)) == ("answering", [])


def test_a_night_without_anything_new_is_quiet(nights):
    nights.night(5)
    nights.night(0)
    assert (look(nights).state, kinds(nights)) == ("quiet", [])


@pytest.mark.parametrize("count", [1, 2])
def test_a_site_down_for_a_night_or_two_is_a_passing_failure(nights, count):
    nights.night(5)
    for _ in range(count):
        down(nights)
    assert (look(nights).state, kinds(nights), look(nights).nights_down) == ("degraded", ["down"], count)


def test_a_site_down_for_three_nights_is_failing(nights):
    nights.night(5)
    for _ in range(3):
        down(nights)
    assert (look(nights).state, kinds(nights), look(nights).nights_down) == ("failing", ["down_long"], 3)


def test_a_week_of_errors_is_counted_night_by_night(nights):
    nights.night(5)
    for _ in range(7):
        down(nights)
    assert (look(nights).nights_down, look(nights).since) == (7, "2024-10-10")


def test_a_site_down_for_half_a_year_is_down_since_its_third_night(nights):
    nights.night(5)
    for _ in range(180):
        down(nights)
    assert (look(nights).nights_down, look(nights).since) == (180, "2024-10-10")


def test_a_site_that_answers_again_says_how_long_it_was_away(nights):
    nights.night(5)
    for _ in range(7):
        down(nights)
    nights.night(80)
    [finding] = look(nights).findings
    assert (look(nights).state, look(nights).nights_down, finding.kind, finding.value) == (
        "answering",
        0,
        "returned",
        7,
    )


def test_a_source_that_no_request_reached_does_not_look_quiet(nights):
    nights.night(0, requests=0, lists=0, listed=0)
    assert (look(nights).state, kinds(nights)) == ("degraded", ["not_asked"])


@pytest.mark.parametrize("reason", ["section answered 403", "feed answered 401", "section answered 451"])
def test_a_door_shut_in_our_face_is_blocked_at_once(nights, reason):
    nights.night(5)
    down(nights, kinds={"section_status": reason})
    assert (look(nights).state, kinds(nights)) == ("blocked", ["blocked"])


def test_robots_that_forbid_the_lists_are_blocked_at_once(nights):
    down(nights, failed=0, refused=2, kinds={"robots": "robots.txt of baosongquan.test forbids it"})
    assert (look(nights).state, look(nights).findings[0].measure) == ("blocked", "robots")


@pytest.mark.parametrize(("count", "state"), [(1, "degraded"), (3, "blocked")])
def test_robots_that_cannot_be_reached_block_after_three_nights(nights, count, state):
    for _ in range(count):
        down(nights, kinds={"robots_unreachable": "robots.txt of baosongquan.test could not be read: timeout"})
    assert look(nights).state == state


def test_one_list_of_several_that_fails_is_named(nights):
    nights.night(5, failed=1, kinds={"feed_status": "feed answered 500"})
    assert (look(nights).state, kinds(nights)) == ("degraded", ["lists_failed"])


@pytest.mark.parametrize(("counts", "kind"), [
    ({"failed": 1}, "failed"), ({"missing": 1}, "missing"), ({"stored": 0, "not_articles": 5}, "barren"),
    ({"stored": 0, "refused": 5}, "barren"), ({"put_off": 3}, "put_off"),
])  # fmt: skip
def test_what_went_wrong_without_history_is_degraded(nights, counts, kind):
    nights.night(5, **counts)
    assert (look(nights).state, kinds(nights)) == ("degraded", [kind])


def test_everyday_refusals_beside_articles_are_no_finding(nights):
    nights.night(5, refused=3, not_articles=1)
    assert kinds(nights) == []


def test_pages_of_which_most_have_no_body_are_named_so(nights):
    nights.night(8, stored=3, missing=5, kinds={"body_missing": "body encrypted"})
    assert (look(nights).state, kinds(nights)) == ("body_missing", ["bodies_missing"])


def test_one_text_under_every_address_is_a_block_page(nights):
    nights.night(6, make={"title": "Xin lỗi", "body": "Vui lòng bật trình duyệt của bạn. " * 20})
    assert (look(nights).state, kinds(nights)) == ("blocked", ["same_text"])


def test_block_pages_in_the_place_of_articles_are_blocked(nights):
    nights.night(6, stored=0, not_articles=6, kinds={"skipped_blocked": "a captcha"})
    assert look(nights).state == "blocked"


def test_pages_with_a_layouts_marks_and_without_its_body_are_a_changed_layout(nights):
    nights.night(6, make={"extractor": "reading1/font5?"})
    assert (look(nights).state, kinds(nights)) == ("changed_layout", ["layout_lost"])


@pytest.mark.parametrize("count", [1, 10])
def test_lists_that_never_gave_a_link_are_named(nights, count):
    for _ in range(count):
        nights.night(0, listed=0)
    assert (look(nights).state, kinds(nights)) == ("degraded", ["no_links_yet"])


def test_a_run_cut_short_says_nothing_of_sources_it_did_not_reach(nights):
    nights.night(5)
    nights.night(0, outcome=None, requests=0, lists=0, listed=0)
    assert (look(nights).state, look(nights).last_run) == ("answering", 1)


def test_two_runs_of_one_night_are_one_night(nights):
    first = nights.clock
    nights.night(5)
    down(nights, at=first.replace(hour=3))
    assert (look(nights).nights_down, len(look(nights).nights)) == (0, 1)


def test_a_night_played_back_says_nothing_of_a_live_site(nights):
    nights.night(5)
    nights.night(0, replay="data/warc")
    assert look(nights).state == "answering"


def test_a_corpus_of_played_back_nights_is_judged_by_them(nights):
    nights.night(5, replay="press.warc.gz")
    assert look(nights).state == "answering"


def test_how_long_a_host_asked_us_to_wait_is_told(nights):
    nights.night(5)
    with nights.corpus.writing() as conn:
        conn.execute(
            "INSERT INTO hosts (host, source, not_before) VALUES ('a.test', ?, '2024-10-09T01:00:00Z')", [PAPER]
        )
    assert look(nights).put_off_until == "2024-10-09T01:00:00Z"


def test_a_wait_that_is_over_is_not_told(nights):
    nights.night(5)
    with nights.corpus.writing() as conn:
        conn.execute(
            "INSERT INTO hosts (host, source, not_before) VALUES ('a.test', ?, '2024-10-06T01:00:00Z')", [PAPER]
        )
    assert look(nights).put_off_until is None


def test_a_failure_is_shown_with_its_address_and_reason(nights):
    nights.night(5)
    down(nights)
    [finding] = look(nights).findings
    assert (finding.proof["tonight"]["url"], finding.reason) == (LIST, "section answered 500")
    assert finding.proof["before"]["warc"].startswith("dem-1.warc.gz#")


def test_a_corpus_left_alone_for_years_tells_its_last_night(nights):
    nights.night(5)
    assert health.check(nights.corpus)[0].state == "answering"


def test_a_source_that_the_last_nights_did_not_ask_is_named(nights):
    nights.night(5)
    others = Nights(nights.corpus, "baokhac")
    others.clock = nights.clock
    for _ in range(3):
        others.night(5)
    nights.clock = others.clock
    assert (look(nights).state, kinds(nights), look(nights).last_run) == ("degraded", ["not_lately"], 1)


def test_a_source_that_was_not_asked_for_months_is_told_and_no_alarm(nights):
    nights.night(5)
    others = Nights(nights.corpus, "baokhac")
    others.clock = nights.clock
    others.weeks(9, texts=False)
    nights.clock = others.clock
    assert (look(nights).state, kinds(nights)) == ("answering", ["no_longer"])


def test_every_kind_of_finding_makes_a_known_state():
    assert {state for state in health.KINDS.values() if state} <= set(health.STATES)


def test_checking_writes_nothing(nights):
    nights.weeks(2)
    before = nights.corpus.conn.total_changes
    health.check(nights.corpus, nights.clock)
    assert nights.corpus.conn.total_changes == before
