"""One selection for search, counts, stories and exports: by document and lineage, place then and now, era, family."""

import sqlite3

import pytest

from corpus import Corpus, Filters, QueryError
from corpus.eras import eras
from corpus.lineage import directive_ids
from corpus.places import district, province_then
from corpus.search import search
from corpus.selection import Selection
from corpus.tags import save_reading
from tests.corpus.press import article, reading, unit


def add(corpus: Corpus, number: int, day: str | None = "2024-06-10T08:00:00+07:00", **tags: object) -> str:
    """An article with a reading; returns its id."""
    one = article(number, published_at=day)
    identity = corpus.save_article(one)
    told = reading(one.body, **tags)
    save_reading(corpus, identity, told, tagger="test", sha256=str(corpus.stored_sha256(identity)))
    return identity


def place(then: dict, now: dict) -> list[dict]:
    return [{"then": then, "now": now, "role": "primary", "basis": "text", "score": 1.0, "candidates": [], "spans": []}]


def document(identity: str | None, number: str) -> dict:
    return {"id": identity, "number": number, "type": "Chỉ thị", "level": "central", "issuer": None, "date": None,
            "role": "operative", "basis": "cited", "score": 1.0, "candidates": [], "spans": []}  # fmt: skip


def kept(corpus: Corpus, **filters: object) -> set[str]:
    """Ids that filters keep, asked in both ways: as a mask over numbers, and as a condition in SQL."""
    chosen = Filters(**filters)
    where, values = chosen.sql()
    rows = {row["id"] for row in corpus.conn.execute(f"SELECT a.id FROM articles a WHERE {where}", values)}
    assert {hit["id"] for hit in search(corpus, "", chosen, limit=100)["hits"]} == rows
    assert Selection(corpus.conn, chosen).count() == len(rows)
    return rows


@pytest.fixture
def chain(corpus):
    """One article for each of five documents."""
    names = {"CT03-2011": "03-CT/TW", "CT05-2016": "05-CT/TW", "KL01-2021": "01-KL/TW", "CT07-2026": "07-CT/TW"}
    ids = {name: add(corpus, i, directives=[document(name, number)]) for i, (name, number) in enumerate(names.items())}
    ids["04-QĐ/TU"] = add(corpus, 9, directives=[document(None, "04-QĐ/TU")])
    return corpus, ids


@pytest.mark.parametrize(("asked", "names"), [
    ("CT05-2016", ["CT05-2016"]),
    ("ct05-2016", ["CT05-2016"]),
    ("CT05-2016+", ["CT05-2016", "KL01-2021", "CT07-2026"]),
    ("+CT05-2016", ["CT05-2016", "CT03-2011"]),
    ("+CT05-2016+", ["CT03-2011", "CT05-2016", "KL01-2021", "CT07-2026"]),
    ("CT07-2026+", ["CT07-2026"]),
    ("04-QĐ/TU", ["04-QĐ/TU"]),
    ("04 – qđ/tu", ["04-QĐ/TU"]),
    ("05-CT/TW", ["CT05-2016"]),
    ("99-CT/TW", []),
])  # fmt: skip
def test_a_document_is_asked_for_alone_or_with_its_lineage(chain, asked, names):
    corpus, ids = chain
    assert kept(corpus, directive=asked) == {ids[name] for name in names}


def test_the_lineage_begins_with_the_document_named():
    assert directive_ids("CT05-2016+") == ["CT05-2016", "KL01-2021", "CT07-2026"]
    assert directive_ids("+CT05-2016") == ["CT05-2016", "CT23-2003", "CT06-2006", "CT03-2011"]


def test_an_unknown_document_is_refused_with_those_of_its_number():
    with pytest.raises(QueryError) as refused:
        directive_ids("CT5-2016")
    assert "CT05-2016" in refused.value.hint


UONG_BI = unit("Uông Bí", "district", "Quảng Ninh", "196")
UONG_BI_NOW = unit("Uông Bí", "commune", "Quảng Ninh", "06811")


def test_a_district_is_kept_with_its_communes_and_what_became_of_them(corpus):
    before = add(corpus, 1, localities=place(UONG_BI, UONG_BI_NOW))
    within = add(corpus, 2, localities=place(unit("Quang Trung", "commune", "Quảng Ninh", "06820"), UONG_BI_NOW))
    since = add(corpus, 3, "2026-01-05T08:00:00+07:00", localities=place(UONG_BI_NOW, UONG_BI_NOW))
    add(corpus, 4, localities=place(unit("Hạ Long", "district", "Quảng Ninh", "193"), None))
    for asked in ("196", "Uông Bí", "uong bi", "thành phố Uông Bí", "Uông Bí, Quảng Ninh"):
        assert kept(corpus, district=asked) == {before, within, since}


def test_a_name_of_many_districts_is_refused_with_all_of_them():
    with pytest.raises(QueryError) as refused:
        district("Châu Thành")
    assert "10 districts" in str(refused.value)
    assert "808 (Long An)" in str(refused.value)
    assert "code" in refused.value.hint


@pytest.mark.parametrize(("asked", "beside", "code"), [
    ("Châu Thành, Long An", {}, "808"),
    ("Châu Thành", {"province_before": "Trà Vinh"}, "847"),
    ("808", {}, "808"),
    ("quận 1", {}, "760"),
    ("Quận 3", {}, "770"),
])  # fmt: skip
def test_a_province_beside_it_or_a_code_tells_districts_apart(asked, beside, code):
    assert district(asked, **beside).code == code


def test_a_province_of_today_is_asked_for_by_code_or_name(corpus):
    here = add(corpus, 1)
    add(corpus, 2, localities=place(unit("Vinh", "district", "Nghệ An"), unit("Vinh", "commune", "Nghệ An")))
    for asked in ("22", "Quảng Ninh", "quang ninh", "tỉnh Quảng Ninh"):
        assert kept(corpus, province=asked) == {here}


def test_a_province_of_before_is_not_the_one_that_took_its_name(corpus):
    """Thái Nguyên of today is Thái Nguyên and Bắc Kạn of before."""
    old = add(
        corpus, 1, localities=place(unit("Đại Từ", "district", "Thái Nguyên"), unit("Đại Từ", "commune", "Thái Nguyên"))
    )
    other = add(
        corpus, 2, localities=place(unit("Ba Bể", "district", "Bắc Kạn"), unit("Ba Bể", "commune", "Thái Nguyên"))
    )
    whole = unit("Thái Nguyên", "province", "Thái Nguyên", "19")
    merged = add(corpus, 3, "2026-03-01T08:00:00+07:00", localities=place(whole, whole))
    commune = unit("Bắc Kạn", "commune", "Thái Nguyên", next(iter(province_then("Bắc Kạn").communes)))
    since = add(corpus, 4, "2026-03-01T08:00:00+07:00", localities=place(commune, commune))
    assert kept(corpus, province_then="Thái Nguyên") == {old}
    assert kept(corpus, province_then="06") == {other, since}
    assert kept(corpus, province="Thái Nguyên") == {old, other, merged, since}


def test_a_province_that_was_not_merged_goes_on(corpus):
    here = add(corpus, 1)
    whole = unit("Quảng Ninh", "province", "Quảng Ninh", "22")
    since = add(corpus, 2, "2026-03-01T08:00:00+07:00", localities=place(whole, whole))
    assert kept(corpus, province_then="Quảng Ninh") == {here, since}


def test_eras_follow_one_another_without_a_gap():
    assert [(era.code, era.since, era.until) for era in eras()] == [
        ("morality", "2006-11-07", "2016-05-14"), ("thought", "2016-05-15", "2026-07-12"), ("practice", "2026-07-13", None)]  # fmt: skip


def test_an_era_keeps_articles_of_its_days(corpus):
    days = ["2006-11-06", "2006-11-07", "2016-05-14T23:59:59+07:00", "2016-05-15", "2026-07-12", "2026-07-13", None]
    ids = [add(corpus, i, day) for i, day in enumerate(days)]
    assert kept(corpus, era="morality") == set(ids[1:3])
    assert kept(corpus, era="thought") == set(ids[3:5])
    assert kept(corpus, era="practice") == {ids[5]}
    assert kept(corpus, era="thought", until="2020-01-01") == {ids[3]}


def test_labels_and_doers_are_asked_for_by_code(corpus):
    women, youth = add(corpus, 1), add(corpus, 2, actors=["youth"], fields=["culture"], genre="history")
    corpus.save_article(article(3))
    assert kept(corpus, actor="women") == {women}
    assert kept(corpus, actor="youth", field="culture") == {youth}
    assert kept(corpus, genre="history", actor="women") == set()


def family(corpus: Corpus, original: str | None, *ids: str) -> None:
    corpus.conn.executemany("INSERT INTO reprints VALUES (?, ?, ?, 1)", [(one, ids[0], original) for one in ids])


def test_reprints_are_counted_once_by_their_original_or_the_earliest(corpus):
    alone, first, copy = (add(corpus, i, f"2024-06-1{i}") for i in range(3))
    undated, late, early = add(corpus, 3, None), add(corpus, 4, "2024-06-09"), add(corpus, 5, "2024-06-08")
    family(corpus, copy, first, copy)
    family(corpus, None, undated, late, early)
    assert kept(corpus, one_per_family=True) == {alone, copy, early}


def test_tags_that_go_take_their_selection_with_them(corpus):
    add(corpus, 1)
    assert kept(corpus, field="thrift")
    add(corpus, 1, fields=["culture"], directives=[])
    assert not kept(corpus, field="thrift")
    assert not kept(corpus, directive="CT05-2016")
    corpus.save_article(article(1, body="Một bài khác hẳn."))
    assert not kept(corpus, field="culture")
    assert corpus.conn.execute("SELECT count(*) FROM selectors").fetchone()[0] == 0


def test_a_tag_that_stands_twice_goes_with_its_last_row(corpus):
    identity = add(corpus, 1, directives=[document("CT05-2016", "05-CT/TW")] * 2)
    corpus.conn.execute("DELETE FROM directives WHERE position = 0")
    assert kept(corpus, directive="CT05-2016") == {identity}
    corpus.conn.execute("DELETE FROM directives")
    assert kept(corpus, directive="CT05-2016") == set()


def test_what_is_not_tagged_is_off_the_campaign_as_far_as_anyone_knows(corpus):
    tagged, untagged = add(corpus, 1), corpus.save_article(article(2))
    assert kept(corpus, on_campaign=True) == {tagged}
    assert kept(corpus, on_campaign=False) == {untagged}


def test_a_selection_is_told_in_words():
    said = Filters(directive="CT05-2016+", province="22", on_campaign=True, one_per_family=True).describe()
    assert said["vi"] == ("văn bản CT05-2016, KL01-2021, CT07-2026; tỉnh, thành ngày nay: Quảng Ninh; "
                          "chỉ bài học và làm theo Bác; bài đăng lại tính một lần")  # fmt: skip
    assert said["conditions"][1] == {"name": "province", "value": "22", "label": "Quảng Ninh"}
    assert Filters().describe() == {"vi": "tất cả bài", "en": "all articles", "conditions": []}


def test_every_filter_has_its_words_in_both_languages():
    every = Filters("CT05-2016", "22", "thrift", "history", "none", "bao", "2020-01-01", "2020-12-31", False,
                    "22", "196", "women", "thought", True, False)  # fmt: skip
    assert len(every.describe()["conditions"]) == 15
    assert "off the campaign" in every.describe()["en"]
    assert "không kể bài báo đã gỡ" in every.describe()["vi"]


def test_a_page_of_the_newest_is_the_same_however_many_there_are(corpus, monkeypatch):
    for number in range(9):
        add(corpus, number, f"2024-06-{10 + number % 3}")
    few = [search(corpus, "", Filters(field="thrift"), limit=4, offset=at)["hits"] for at in (0, 4, 8)]
    monkeypatch.setattr("corpus.selection.FEW", 0)
    assert [search(corpus, "", Filters(field="thrift"), limit=4, offset=at)["hits"] for at in (0, 4, 8)] == few
    assert len({hit["id"] for page in few for hit in page}) == 9


def test_an_older_corpus_is_brought_up_to_date_with_its_index_and_tags(path):
    with Corpus(path) as corpus:
        add(corpus, 1)
        conn = corpus.conn
        for name, kind in conn.execute("SELECT name, type FROM sqlite_master WHERE name LIKE '%selected'").fetchall():
            conn.execute(f"DROP {kind} {name}")
        for statement in ("DROP TABLE selectors", "DROP TABLE search", "DROP VIEW indexed", "DROP INDEX articles_withdrawn",
                          "CREATE VIRTUAL TABLE search USING fts5(normal, folded)",
                          "DELETE FROM _sqlite_migrations WHERE name = 'm003_search'"):  # fmt: skip
            conn.execute(statement)
    with Corpus(path) as corpus:
        assert search(corpus, "heo đất", Filters(field="thrift"))["total"] == 1


def test_another_program_can_still_ask_the_index(path):
    with Corpus(path) as corpus:
        corpus.save_article(article())
    conn = sqlite3.connect(path)
    assert conn.execute("SELECT rowid FROM search WHERE search MATCH 'folded : \"heo dat\"'").fetchall() == [(1,)]
    conn.close()
