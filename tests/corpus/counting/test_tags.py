"""Counts of tags and over time have their denominators, count reprints by choice, and say what is missing."""

import pytest

from corpus import Filters, QueryError, runs
from corpus.counting import completeness, crosstab, facets, fill, freq, select
from corpus.counting.freq import period_of
from corpus.reprints import link
from tests.corpus.press import prose, source, unit


def place(name, level, province, now, code=None):
    """A reading's only place, the primary one."""
    return {"localities": [{"then": unit(name, level, province, code), "now": unit(name, "commune", now), "role": "primary",
                            "basis": "text", "score": 0.9, "candidates": [], "spans": []}]}  # fmt: skip


@pytest.fixture
def tagged(press):
    press.add(
        1,
        "Một heo.",
        tags={"genre": "commentary", "fields": ["thrift", "economy"], "actors": []},
        published_at="2024-06-10",
    )
    press.add(
        2, "Hai heo heo.", tags={"genre": "commentary", "fields": ["thrift"]}, published_at="2024-08-10", source="bao2"
    )
    press.add(
        3,
        "Ba.",
        tags={"genre": "history", "fields": [], "campaign": {"on_campaign": False, "score": 0.1, "spans": []}},
        published_at=None,
    )
    press.add(4, "Bốn heo.", published_at="2025-01-01")
    fill(press.corpus, workers=1)
    return press.corpus


def labels(result, axis):
    return {row["label"]: (row["articles"], row["base"]) for row in result.rows if row["axis"] == axis}


def test_a_tag_is_counted_of_the_articles_that_were_read(tagged):
    assert labels(facets(tagged), "genre") == {"commentary": (2, 3), "history": (1, 3)}


def test_articles_without_a_tag_are_counted_too(tagged):
    assert labels(facets(tagged), "field") == {"thrift": (2, 3), "economy": (1, 3), None: (1, 3)}


def test_what_needs_no_reading_is_counted_of_all(tagged):
    assert labels(facets(tagged), "source") == {"baosongquan": (3, 4), "bao2": (1, 4)}
    assert labels(facets(tagged), "year") == {"2024": (2, 4), "2025": (1, 4), None: (1, 4)}
    assert labels(facets(tagged), "on_campaign") == {"yes": (2, 3), "no": (1, 3)}


def test_shares_are_per_cent_of_the_base(tagged):
    assert [row["share"] for row in facets(tagged, axes=("genre",)).rows] == [66.67, 33.33]


def test_eras_are_by_the_day_of_publication(press):
    for number, day in enumerate(["2015-01-01", "2020-01-01", "2026-07-13T08:00:00+07:00", None]):
        press.add(number, "Heo.", published_at=day)
    assert labels(facets(press.corpus, axes=("era",)), "era") == {
        "morality": (1, 4),
        "thought": (1, 4),
        "practice": (1, 4),
        None: (1, 4),
    }


def test_a_province_of_the_63_is_that_of_the_day(press):
    press.add(1, "A.", tags=place("Thái Bình", "province", "Thái Bình", "Hưng Yên"), published_at="2020-01-01")
    press.add(2, "B.", tags=place("Hưng Yên", "province", "Hưng Yên", "Hưng Yên"), published_at="2026-01-01")
    press.add(3, "C.", tags=place("Nghệ An", "province", "Nghệ An", "Nghệ An"), published_at="2026-01-01")
    found = labels(facets(press.corpus, axes=("province63", "province")), "province63")
    # Of a province that was merged, nobody can say which of the old ones is meant.
    assert found == {"Thái Bình": (1, 3), "Nghệ An": (1, 3), None: (1, 3)}


def test_a_district_is_the_place_or_that_of_its_commune(press):
    press.add(
        1, "A.", tags=place("Võ Nhai", "district", "Thái Nguyên", "Thái Nguyên", "170"), published_at="2020-01-01"
    )
    press.add(
        2, "B.", tags=place("La Hiên", "commune", "Thái Nguyên", "Thái Nguyên", "05740"), published_at="2020-01-01"
    )
    found = labels(facets(press.corpus, axes=("district",)), "district")
    assert found == {"Võ Nhai, Thái Nguyên": (2, 2)}


def cells(result):
    return {(row["row"], row["column"]): row["articles"] for row in result.rows if row["articles"]}


def test_two_axes_are_counted_against_one_another(tagged):
    result = crosstab(tagged, "field", "genre")
    assert cells(result) == {("thrift", "commentary"): 2, ("economy", "commentary"): 1, (None, "history"): 1}
    assert result.about["rows"]["totals"] == [2, 1, 1]
    assert (result.about["rows"]["many"], result.about["columns"]["many"]) == (True, False)


def test_shares_are_of_row_column_and_all(tagged):
    [row] = [
        row for row in crosstab(tagged, "genre", "source").rows if (row["row"], row["column"]) == ("commentary", "bao2")
    ]
    assert (row["articles"], row["row_share"], row["column_share"], row["share"]) == (1, 50.0, 100.0, 25.0)


def test_years_stand_in_their_order(tagged):
    assert crosstab(tagged, "genre", "year").about["columns"]["labels"] == ["2024", "2025", None]


@pytest.mark.parametrize("axes", [("field", "field"), ("field", "colour")])
def test_axes_without_meaning_are_refused(tagged, axes):
    with pytest.raises(QueryError) as refused:
        crosstab(tagged, *axes)
    assert refused.value.hint


def test_every_axis_is_counted_on_an_empty_corpus(corpus):
    assert facets(corpus).rows == []
    assert crosstab(corpus, "province63", "district").rows == []


def periods(result):
    return {
        row["period"]: (row["articles"], row["occurrences"], row["of_articles"], row["of_words"]) for row in result.rows
    }


def test_a_frequency_has_its_base_and_gaps_are_zeros(tagged):
    result = freq(tagged, "heo")
    assert periods(result) == {
        "2024-06": (1, 1, 1, 3), "2024-07": (0, 0, 0, 0), "2024-08": (1, 2, 1, 4), "2024-09": (0, 0, 0, 0), "2024-10": (0, 0, 0, 0),
        "2024-11": (0, 0, 0, 0), "2024-12": (0, 0, 0, 0), "2025-01": (1, 1, 1, 3), None: (0, 0, 1, 2)}  # fmt: skip


def test_rates_are_per_thousand_articles_and_million_words(tagged):
    rows = {row["period"]: row for row in freq(tagged, "heo", by="year").rows}
    assert (rows["2024"]["per_1000_articles"], rows["2024"]["per_million_words"]) == (1000.0, round(3e6 / 7, 2))


def test_a_rate_without_a_base_is_not_known(tagged):
    rows = {row["period"]: row for row in freq(tagged, "heo").rows}
    assert (rows["2024-07"]["per_1000_articles"], rows["2024-07"]["per_million_words"]) == (None, None)


def test_sources_are_counted_apart(tagged):
    rows = {
        (row["source"], row["period"]): row["articles"] for row in freq(tagged, "heo", by="year", per_source=True).rows
    }
    assert rows == {
        ("bao2", "2024"): 1,
        ("bao2", "2025"): 0,
        ("baosongquan", "2024"): 1,
        ("baosongquan", "2025"): 1,
        ("baosongquan", None): 0,
    }


def test_without_a_query_the_base_alone_is_counted(tagged):
    assert freq(tagged, by="year").columns == ("period", "of_articles", "of_words")


def test_articles_without_a_day_are_counted_apart(tagged):
    about = freq(tagged, "ba").about
    assert (about["undated"], about["undated_found"], about["found_in"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("day", "by", "want"),
    [
        ("2024-12-30", "week", "2025-W01"),
        ("2024-12-30", "month", "2024-12"),
        ("2024-12-30", "year", "2024"),
        ("2024-13-01", "month", None),
    ],
)
def test_a_day_lies_in_its_period(day, by, want):
    assert period_of(day, by) == want


def test_weeks_follow_one_another_over_the_new_year(press):
    for number, day in enumerate(["2020-12-20", "2021-01-12"]):
        press.add(number, "Heo.", published_at=day)
    assert [row["period"] for row in freq(press.corpus, by="week").rows] == [
        "2020-W51",
        "2020-W52",
        "2020-W53",
        "2021-W01",
        "2021-W02",
    ]


def test_a_wrong_day_does_not_fill_the_table(press):
    for number, day in enumerate(["0200-01-01", "2024-01-01"]):
        press.add(number, "Heo.", published_at=day)
    assert len(freq(press.corpus, by="month").rows) == 2


@pytest.fixture
def reprinted(press):
    text = prose(200, 1)
    for number, (day, paper) in enumerate([("2024-02-01", "bao2"), ("2024-01-01", "bao1"), ("2024-03-01", "bao3")]):
        press.add(number, text, published_at=day, source=paper)
    press.add(9, prose(200, 2), source="bao2")
    link(press.corpus)
    return press.corpus


def test_reprints_count_once_or_each(reprinted):
    once, each = select(reprinted), select(reprinted, reprints="each")
    assert (len(once.nums), once.copies, len(each.nums), each.copies) == (2, 2, 4, 0)


def test_the_original_stands_for_its_family(reprinted):
    assert labels(facets(reprinted, axes=("source",)), "source") == {"bao1": (1, 2), "bao2": (1, 2)}


def test_a_copy_stands_for_a_family_whose_original_is_not_selected(reprinted):
    assert len(select(reprinted, Filters(source="bao3")).nums) == 1


def test_how_reprints_count_is_said(reprinted):
    assert facets(reprinted).about["reprints"] == "once"
    assert facets(reprinted, reprints="each").about["copies_left_out"] == 0


def test_what_is_missing_is_counted(tagged):
    found = completeness(tagged)
    assert [found[name] for name in ("articles", "undated", "untagged", "uncounted", "withdrawn", "nights")] == [
        4,
        1,
        1,
        0,
        0,
        0,
    ]


def test_articles_without_a_day_that_days_leave_out_are_said(tagged):
    found = completeness(tagged, Filters(since="2024-01-01"))
    assert (found["articles"], found["undated"], found["undated_left_out"]) == (3, 0, 1)
    assert completeness(tagged, Filters(era="thought"))["undated_left_out"] == 1


def test_nights_without_an_answer_are_counted_by_source(corpus, monkeypatch):
    for name in ("bao1", "bao2", "bao3"):
        corpus.save_source(source(name))
    for night, answers in (
        ("2026-11-20T20:00:00Z", (3, 0)),
        ("2026-11-21T20:00:00Z", (2, 0)),
        ("2026-11-22T20:00:00Z", (0, 1)),
    ):
        run = runs.begin(corpus, "crawl")
        corpus.conn.execute("UPDATE runs SET started_at = ? WHERE id = ?", [night, run])
        for name, lists in zip(("bao1", "bao2"), answers, strict=True):
            runs.count(corpus, run, name, lists=lists, requests=1)
    found = completeness(corpus)
    assert (found["nights"], found["nights_down"], found["never_crawled"], found["as_of"]) == (
        6,
        3,
        ["bao3"],
        "2026-11-23",
    )
    assert found["down"] == [
        {"source": "bao2", "nights_down": 2, "nights": 3},
        {"source": "bao1", "nights_down": 1, "nights": 3},
    ]
    assert completeness(corpus, Filters(source="bao1"))["nights_down"] == 1
    assert completeness(corpus, Filters(until="2026-11-22"))["nights"] == 4


def test_pages_that_gave_no_article_are_counted(corpus):
    rows = [("missing", 2), ("failed", 1), ("pending", 3), ("disallowed", 1), ("done", 5)]
    for state, times in rows:
        for i in range(times):
            corpus.conn.execute("INSERT INTO frontier (url, key, source, kind, state, found_at) VALUES (?, ?, 's', 'article', ?, 'x')",
                                [f"{state}{i}", f"{state}{i}", state])  # fmt: skip
    found = completeness(corpus)
    assert [found[name] for name in ("bodies_missing", "given_up", "waiting", "disallowed")] == [2, 1, 3, 1]
    assert completeness(corpus, Filters(source="other"))["bodies_missing"] == 0


def test_withdrawn_articles_are_counted_and_said(tagged):
    tagged.conn.execute("UPDATE articles SET withdrawn_at = '2026-01-01' WHERE num = 1")
    assert completeness(tagged)["withdrawn"] == 1


def test_words_not_stored_are_said(press):
    press.add(1, "Heo.")
    assert freq(press.corpus, "heo").completeness["uncounted"] == 1
