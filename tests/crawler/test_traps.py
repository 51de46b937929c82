"""Addresses and lists without end are ended, each by a rule with a name."""

import datetime

import pytest

from corpus.frontier import Found
from crawler.rules import known
from crawler.traps import ListWatch, Mode, Rule, span_in_address, today, trap
from tests.crawler.lists import HOME, A, B
from tests.crawler.test_addresses import ARTICLES

LIST = f"{HOME}/hoc-va-lam-theo-bac"

# Addresses


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (Rule.CALENDAR, "/lich/2026/05"),
        (Rule.CALENDAR, "/lich-cong-tac/tuan/2026-05-12"),
        (Rule.CALENDAR, "/calendar?month=5&year=2026"),
        (Rule.CALENDAR, "/tin?thang=5&nam=2026"),
        (Rule.CALENDAR, "/tin?nam=2026&x=1&thang=5"),
        (Rule.CALENDAR, "/events/2026/05/12/"),
        (Rule.REPEATED_PATH, "/a/a/a"),
        (Rule.REPEATED_PATH, "/a/b/a/b/gop-gao"),
        (Rule.REPEATED_PATH, "/x/tin/y/tin/z/tin/gop-gao"),
        (Rule.REPEATED_PATH, "/a/b" * 60),
        (Rule.SESSION_ID, "/a?PHPSESSID=1"),
        (Rule.SESSION_ID, "/a?sid=0a1b2c3d4e5f60718293"),
        (Rule.SESSION_ID, "/a;jsessionid=0A1B2C"),
        (Rule.SESSION_ID, "/(S(lit3py55t21z5v55vlm25s55))/a.aspx"),
        (Rule.FACET, "/hoc-bac?sort=moi-nhat"),
        (Rule.FACET, "/hoc-bac?orderby=date&page=2"),
        (Rule.FACET, "/hoc-bac?filter%5Bnam%5D=2024"),
        (Rule.TOO_DEEP, "/" + "/".join(f"m{n}" for n in range(13))),
        (Rule.TOO_DEEP, "/" + "a" * 500),
        (Rule.DATE_OUT_OF_RANGE, "/tin/2999/01/01/gop-gao"),
        (Rule.DATE_OUT_OF_RANGE, "/tin/1889-12-31/gop-gao"),
    ],
)
def test_an_address_without_end_is_named(rule, path):
    assert trap(HOME + path) is rule


@pytest.mark.parametrize("path", [path for _, path in ARTICLES])
def test_no_article_of_a_known_system_is_a_trap(path):
    assert trap(HOME + path) is None


@pytest.mark.parametrize(
    "path",
    ["/", "/hoc-bac?page=2", "/tin/2024/06/10/gop-gao-nuoi-em", "/tin/tin/gop-gao", "/220/209912/gop-gao.htm", "/a?sid=12",
     "/a?s=hoc-tap-va-lam-theo", "/ky-niem-ngay-sinh-1890-05-19-cua-bac", "/lich-su-dang/gop-gao-nuoi-em-2030.html",
     "/tin/2024/13/45/x", "/su-kien/gop-gao-nuoi-em-100724.html"],
)  # fmt: skip
def test_an_ordinary_address_is_no_trap(path):
    assert trap(HOME + path) is None


def test_tomorrow_is_no_trap_and_the_day_after_is():
    tomorrow = today() + datetime.timedelta(days=1)
    assert trap(f"{HOME}/tin/{tomorrow:%Y/%m/%d}/gop-gao") is None
    assert trap(f"{HOME}/tin/{tomorrow + datetime.timedelta(days=1):%Y/%m/%d}/gop-gao") is Rule.DATE_OUT_OF_RANGE


@pytest.mark.parametrize(
    "url", ["https://[", "", "x" * 2_000_000, f"{HOME}/" + "thang=1&" * 60, f"{HOME}/" + "(" * 400]
)
def test_odd_addresses_raise_nothing(url):
    assert trap(url) in (None, *Rule)


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("/xa-hoi/202306/gop-gao-nuoi-em-3a0f21b/", "2023-06-01", "2023-06-30"),
        ("/tintuc/201801/gop-gao-nuoi-em-2876231/", "2018-01-01", "2018-01-31"),
        ("/tin/2024/06/10/gop-gao", "2024-06-10", "2024-06-10"),
    ],
)
def test_an_address_may_tell_its_days(path, first, last):
    assert [day.isoformat() for day in span_in_address(HOME + path)] == [first, last]


@pytest.mark.parametrize(
    "path", ["/220/201906/gop-gao.htm", "/gop-gao-nuoi-em-201906.html", "/tin/2024/13/45/x", "/", "/tin/0001/01/01/x"]
)
def test_an_address_without_sure_days_tells_none(path):
    assert span_in_address(HOME + path) is None


# Lists


def found(*numbers, dated=None):
    return [Found(f"{HOME}/gop-gao-nuoi-em-{n}.html", dated) for n in numbers]


def urls(items):
    return [item.url for item in items]


def page(n):
    return LIST if n == 1 else f"{LIST}?page={n}"


def read(watch, n, items, new=None):
    return watch.read(page(n), items, urls(items) if new is None else new)


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_reads_on_while_everything_is_new(mode):
    assert read(ListWatch(mode), 1, found(101, 102)) is None


def test_the_nightly_run_ends_at_a_page_with_a_known_article():
    items = found(101, 102)
    assert read(ListWatch(Mode.NIGHTLY), 1, items, [items[0].url]) is Rule.CAUGHT_UP


@pytest.mark.parametrize("mode", [Mode.FIRST, Mode.BACKFILL])
def test_other_runs_go_on_behind_known_articles(mode):
    assert read(ListWatch(mode), 1, found(101, 102), []) is None


def test_articles_beside_every_page_of_a_list_do_not_end_the_night():
    watch = ListWatch(Mode.NIGHTLY)
    beside = found(900)
    read(watch, 1, [*found(101), *beside])
    assert read(watch, 2, [*found(102), *beside], urls(found(102))) is None


def test_new_articles_are_told_by_page_and_not_by_spelling():
    watch = ListWatch(Mode.NIGHTLY)
    assert watch.read(LIST, [Found(A)], [A.replace("https://", "http://www.")]) is None


@pytest.mark.parametrize("mode", Mode)
def test_a_run_ends_at_its_budget(mode):
    watch = ListWatch(mode)
    budget = known()["pages"][mode.value]
    answers = [read(watch, n, found(1000 + n)) for n in range(1, budget + 1)]
    assert answers == [None] * (budget - 1) + [Rule.PAGE_BUDGET]


@pytest.mark.parametrize("mode", Mode)
def test_a_page_number_beyond_the_end_that_shows_the_last_page_again_ends_the_list(mode):
    watch = ListWatch(mode)
    read(watch, 1, found(101, 102))
    read(watch, 2, found(103, 104))
    assert read(watch, 3, found(104, 103)) is Rule.REPEATED_LIST


def test_a_part_of_what_earlier_pages_showed_is_a_repetition():
    watch = ListWatch(Mode.BACKFILL)
    read(watch, 1, found(101, 102, 103))
    assert read(watch, 2, found(102)) is Rule.REPEATED_LIST


def test_a_list_that_leads_back_to_a_page_it_came_from_is_ended():
    watch = ListWatch(Mode.BACKFILL)
    read(watch, 1, found(101))
    assert watch.read(LIST.replace("https://", "http://www.") + "/", found(102), urls(found(102))) is Rule.REPEATED_LIST


@pytest.mark.parametrize("mode", Mode)
def test_an_empty_page_ends_the_list(mode):
    assert read(ListWatch(mode), 2, []) is Rule.EMPTY_LIST


def test_back_fill_ends_when_the_list_has_left_its_days():
    watch = ListWatch(Mode.BACKFILL, since="2024-06-10")
    assert read(watch, 1, found(101, 102, dated="2024-06-10")) is None
    assert read(watch, 2, [*found(103, dated="2024-06-10"), *found(104, dated="2024-06-09")]) is None
    assert read(watch, 3, found(105, 106, dated="2024-06-09")) is Rule.DATE_OUT_OF_RANGE


def test_back_fill_goes_through_days_after_those_asked_for():
    watch = ListWatch(Mode.BACKFILL, since="2024-06-01", until="2024-06-10")
    assert read(watch, 1, found(101, 102, dated="2024-08-01")) is None


def test_a_few_old_days_among_unknown_ones_end_nothing():
    watch = ListWatch(Mode.BACKFILL, since="2024-06-10")
    assert read(watch, 1, [*found(101, dated="2009-01-01"), *found(102, 103)]) is None


def test_days_in_addresses_count_where_the_list_gives_none():
    watch = ListWatch(Mode.BACKFILL, since="2024-06-10")
    items = [Found(f"{HOME}/xa-hoi/202305/gop-gao-nuoi-em-3a0f21b/")]
    assert read(watch, 1, items) is Rule.DATE_OUT_OF_RANGE


def test_a_list_of_days_to_come_is_ended():
    assert read(ListWatch(Mode.BACKFILL), 1, found(101, 102, dated="2999-01-01")) is Rule.DATE_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("dated", "wanted"),
    [("2024-06-09", False), ("2024-06-10", True), ("2024-06-20", True), ("2024-06-21", False), (None, True)],
)
def test_an_article_is_wanted_unless_its_day_is_known_to_be_another(dated, wanted):
    watch = ListWatch(Mode.BACKFILL, since="2024-06-10", until="2024-06-20")
    assert watch.wanted(Found(B, dated)) is wanted


def test_an_article_of_a_month_that_reaches_into_the_days_is_wanted():
    watch = ListWatch(Mode.BACKFILL, since="2024-06-10", until="2024-06-20")
    assert watch.wanted(Found(f"{HOME}/xa-hoi/202406/gop-gao-nuoi-em-3a0f21b/"))


def test_a_day_that_is_none_decides_nothing():
    assert ListWatch(Mode.BACKFILL, since="2024-06-10").wanted(Found(B, "hôm qua"))
