"""Marks mean what they say; bare words widen; any text is a query."""

import html
import random
import re
import unicodedata

import pytest

from corpus import Corpus, Filters, QueryError
from corpus.query import parse
from corpus.search import search
from corpus.snippets import marked, snippet
from nlp.text import fold
from tests.corpus.press import SYLLABLES, article

TEXTS = {
    "dat-land": "Ông Tư hiến đất làm đường.",
    "dat-reach": "Xã đạt chuẩn nông thôn mới.",
    "dac": "Vùng đặc biệt khó khăn.",
    "dak": "Tỉnh Đắk Lắk trồng cà phê.",
    "dan": "Dân quân gánh nước.",
    "hoa": "Bình Hòa có đường hoa.",
    "quy": "Chị Quý góp quỹ.",
    "number": "Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.",
    "central": "Quy định 55-QĐ/TƯ về nêu gương.",
    "province": "Quyết định 55-QĐ/TU của Tỉnh ủy.",
    "near": "Nuôi heo để chị em có thêm đất.",
    "far": "Nuôi heo " + "và trồng rau " * 10 + "trên đất bãi.",
}


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """A corpus that is only asked."""
    with Corpus(tmp_path_factory.mktemp("press") / "corpus.db") as corpus:
        for name, body in TEXTS.items():
            corpus.save_article(article(url=f"https://a.test/{name}", title="Tin", sapo=None, body=body))
        yield corpus


def found(corpus, query: str) -> set[str]:
    return {hit["url"].rsplit("/", 1)[1] for hit in search(corpus, query)["hits"]}


@pytest.mark.parametrize(("query", "names"), [
    ("hiến đất", {"dat-land"}),
    ("đạt", {"dat-reach"}),
    ("dat", {"dat-land", "dat-reach", "near", "far"}),
    ("DAT", {"dat-land", "dat-reach", "near", "far"}),
    ("đặc", {"dac"}),
    ("dac biet", {"dac"}),
    ("dak", {"dak"}),
    ("dân", {"dan"}),
    ("đân", set()),
    ("dan quan", {"dan"}),
    ("Bình Hoà", {"hoa"}),
    ("Bình Hòa", {"hoa"}),
    ("BÌNH HOÀ", {"hoa"}),
    (unicodedata.normalize("NFD", "Bình Hòa"), {"hoa"}),
    ("Qúy", {"quy"}),
    ("Quý", {"quy"}),
    ("05-CT/TW", {"number"}),
    ("05 - ct / tw", {"number"}),
    ("Chỉ thị 05", {"number"}),
    ("55-QĐ/TƯ", {"central"}),
    ("55-QĐ/TU", {"province"}),
    ("55-QD/TU", {"central", "province"}),
])  # fmt: skip
def test_what_is_typed_is_what_is_found(press, query, names):
    assert found(press, query) == names


@pytest.mark.parametrize(("query", "names"), [
    ('"hiến đất"', {"dat-land"}),
    ('"đất hiến"', set()),
    ("“hiến đất”", {"dat-land"}),
    ('"hien dat', {"dat-land"}),
    ("heo AND đất", {"near", "far"}),
    ("heo đất", {"near", "far"}),
    ("đạt OR đặc", {"dat-reach", "dac"}),
    ("dat NOT heo", {"dat-land", "dat-reach"}),
    ("NOT heo dat", {"dat-land", "dat-reach"}),
    ("dat NOT (heo OR chuan)", {"dat-land"}),
    ("(đạt OR hiến) AND dat", {"dat-land", "dat-reach"}),
    ("đạt OR hiến đất", {"dat-reach", "dat-land"}),
    ("NEAR(heo đất, 6)", {"near"}),
    ("NEAR(heo đất, 99)", {"near", "far"}),
    ('NEAR("chỉ thị" 05-CT/TW, 3)', {"number"}),
    ("NEAR (heo)", {"near", "far"}),
    ("quy*", {"quy", "central", "province"}),
    ("quỹ*", {"quy"}),
    ("05-CT*", {"number"}),
    ('"nông thô"*', {"dat-reach"}),
    ("đạt OR", {"dat-reach"}),
    ("AND đạt", {"dat-reach"}),
    ("đạt)", {"dat-reach"}),
    ("((đạt", {"dat-reach"}),
    (") đạt ) chuẩn (", {"dat-reach"}),
    ("not", set()),
    ("đạt -:^+{}[]'; chuẩn", {"dat-reach"}),
    ("normal:đạt", set()),
])  # fmt: skip
def test_operators(press, query, names):
    assert found(press, query) == names


@pytest.mark.parametrize("query", ["", "  ", "\n", "\u200b"])
def test_an_empty_query_lists_the_newest_first(corpus, query):
    for number, day in enumerate(["2024-01-02", "2025-01-01", None, "2024-01-01T07:00:00+07:00"]):
        corpus.save_article(article(number, published_at=day))
    assert [hit["published_at"] for hit in search(corpus, query)["hits"]] == [
        "2025-01-01",
        "2024-01-02",
        "2024-01-01T07:00:00+07:00",
        None,
    ]


@pytest.mark.parametrize("query", ["???", '""', "()", "NEAR()", "AND", "NOT heo", "*", "NOT", "😀"])
def test_a_query_without_a_word_to_find_finds_nothing_and_says_so(press, query):
    answer = search(press, query)
    assert (answer["total"], answer["hits"]) == (0, [])
    assert "không có từ nào để tìm" in answer["read_as"]


@pytest.mark.parametrize(("query", "said"), [
    ("đất", "đất → đúng dấu"),
    ("dat", "dat → mọi cách viết"),
    ("dat đất", "dat → mọi cách viết; đất → đúng dấu"),
    ('"hien đất"', '"hien đất" → đúng dấu'),
    ("05-CT/TW", "05-CT/TW → mọi cách viết"),
    ("heo*", "heo* → mọi cách viết"),
    ("NEAR(heo dat, 5)", "NEAR(heo dat, 5) → mọi cách viết"),
    ("heo NOT gà", "heo → mọi cách viết; trừ gà → đúng dấu"),
    ("", ""),
])  # fmt: skip
def test_the_answer_says_how_the_query_was_read(query, said):
    assert parse(query).read_as == said


def test_the_answer_says_when_a_query_was_too_long():
    assert "chỉ đọc 500 ký tự đầu" in parse("đất " * 200).read_as


def test_a_word_counts_in_title_and_lead_too(corpus):
    corpus.save_article(article(title="Cầu mới", sapo="Đường mới", body="Trường mới"))
    assert [search(corpus, word)["total"] for word in ("cầu", "đường", "trường")] == [1, 1, 1]


def test_a_phrase_never_runs_over_two_articles(corpus):
    corpus.save_article(article(1, body="cuối bài"))
    corpus.save_article(article(2, title="đầu bài"))
    assert search(corpus, '"bài đầu"')["total"] == 0


def test_the_article_that_says_it_most_comes_first(corpus):
    corpus.save_article(article(1, body="Một lần nói đến chè. " + "Rồi nói chuyện khác. " * 20))
    corpus.save_article(article(2, body="Chè, chè và chè."))
    scores = [(hit["id"], hit["score"]) for hit in search(corpus, "chè")["hits"]]
    assert [identity for identity, _ in scores] == [article(2).id, article(1).id]
    assert scores[0][1] > scores[1][1]


def test_of_very_many_matches_those_stored_last_are_ranked_and_the_answer_says_so(corpus, monkeypatch):
    monkeypatch.setattr("corpus.search.RANKED", 3)
    bodies = ["chè " * (9 - number) + "trà " * number for number in range(8)]  # the first says it most
    for number, body in enumerate(bodies):
        corpus.save_article(article(number, title="t", sapo=None, body=body))
    answer = search(corpus, "chè")
    assert (answer["total"], answer["ranked"]) == (8, 3)
    assert [hit["id"] for hit in answer["hits"]] == [article(number).id for number in (5, 6, 7, 4, 3, 2, 1, 0)]
    pages = [hit["id"] for at in range(0, 8, 2) for hit in search(corpus, "chè", limit=2, offset=at)["hits"]]
    assert pages == [hit["id"] for hit in answer["hits"]]


def test_an_article_its_paper_took_down_is_found_and_says_so(corpus):
    identity = corpus.save_article(article(1))
    corpus.save_article(article(2))
    corpus.conn.execute("UPDATE articles SET withdrawn_at = '2026-11-20T00:00:00+07:00' WHERE id = ?", [identity])
    assert {hit["id"]: hit.get("withdrawn") for hit in search(corpus, "heo")["hits"]} == {
        identity: True, article(2).id: None}  # fmt: skip
    assert [hit["id"] for hit in search(corpus, "heo", Filters(withdrawn=False))["hits"]] == [article(2).id]
    assert [hit["id"] for hit in search(corpus, "", Filters(withdrawn=True))["hits"]] == [identity]


def test_a_replaced_text_is_found_by_its_new_words_only(corpus):
    corpus.save_article(article(body="Bà con trồng ngô."))
    corpus.save_article(article(body="Bà con trồng sắn."))
    assert [search(corpus, word)["total"] for word in ("ngô", "sắn", "trồng")] == [0, 1, 1]
    corpus.conn.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")


def test_what_finds_plenty_is_taken_at_its_word(corpus):
    for number in range(30):
        corpus.save_article(article(number, body="hũ gạo" if number > 3 else "hữ gạo"))
    assert "suggestion" not in search(corpus, '"hữ gạo"')


def test_a_word_the_corpus_knows_is_doubted_where_its_neighbours_say_so(corpus):
    corpus.save_article(article(1, title="t", sapo=None, body="Con hóc xương cá. Lớp tập viết."))
    corpus.save_article(article(2, title="t", sapo=None, body="Chi bộ học tập mỗi sáng."))
    assert search(corpus, '"hóc tập"')["suggestion"] == '"học tập"'
    assert "suggestion" not in search(corpus, "viết sáng")


def test_a_suggestion_stays_in_the_selection(corpus):
    corpus.save_article(article(1, source="baomot", body="hũ gạo"))
    corpus.save_article(article(2, source="baohai", title="t", sapo=None, body="đường hoa"))
    assert search(corpus, "hữ gạo", Filters(source="baomot"))["suggestion"] == "hũ gạo"
    assert "suggestion" not in search(corpus, "hữ gạo", Filters(source="baohai"))


def test_a_suggestion_asks_the_index_a_bounded_number_of_times(press, monkeypatch):
    asked = []
    press.conn.set_trace_callback(lambda sql: asked.append(sql) if "LIMIT 1000" in sql else None)
    search(press, "xyzăbc " * 60 + "hieens" * 60)
    press.conn.set_trace_callback(None)
    assert 0 < len(asked) <= 2_000


def test_pages_of_an_answer_make_the_whole(corpus):
    for number in range(7):
        corpus.save_article(article(number))
    pages = [search(corpus, "heo", limit=3, offset=at) for at in (0, 3, 6)]
    assert len({hit["id"] for page in pages for hit in page["hits"]}) == 7
    assert {page["total"] for page in pages} == {7}


@pytest.mark.parametrize("page", [{"limit": -1}, {"limit": 0}, {"limit": 10**30}, {"offset": -5}, {"offset": 10**30}])
def test_an_odd_page_is_no_error(press, page):
    assert search(press, "dat", **page)["total"] == 4


def fuzzed(draw: random.Random) -> str:
    pieces = [*SYLLABLES[:20], "AND", "OR", "NOT", "NEAR", "NEAR(", "(", ")", '"', "*", ",", "5", "^", ":", "-", "+", "{", "}", "'", ";",
              "normal", "folded :", "05-CT/TW", "--", "/*", "\0", "\x02", "\x03", "\ud800", "đ", "ư\u0306", "\u0301", "İ", "ß", "𝐀", "𞤀", "😀",
              "٣", "²", "Ⅷ", "\u3000", "\u202e", "%", "_", "\\", "$1", ":match", "?", "<b>", "rank"]  # fmt: skip
    return draw.choice(["", " "]).join(draw.choice(pieces) for _ in range(draw.randrange(1, 40)))


def test_no_query_is_an_error_of_the_engine(press):
    draw = random.Random(2026)
    for _ in range(3_000):
        query = fuzzed(draw)
        match = parse(query).match
        if match:
            press.conn.execute("SELECT count(*) FROM search WHERE search MATCH ?", [match]).fetchone()


def test_any_letters_are_a_query(press):
    draw = random.Random(7)
    for _ in range(1_000):
        query = "".join(chr(draw.randrange(1, 0x11_0000)) for _ in range(20))
        search(press, query)


@pytest.mark.parametrize("query", [
    "a " * 300, "(" * 500, ")" * 500, "a)" * 250, "(a " * 200, "a NOT " * 100, "a OR " * 120, "a OR b c NOT " * 40, '"a" ' * 120,
    "NEAR(" * 100, "NEAR(a b) " * 50, "NEAR(" + "a " * 240 + ")", "a." * 20_000, "x" * 2_000_000, "a AND (" * 80, "a NOT (b OR (" * 40,
    "NEAR(a b, 999999999999)", "NEAR(a b, ٣)", "NEAR(a b, 0)",
])  # fmt: skip
def test_a_query_of_any_size_is_answered(press, query):
    search(press, query)


def test_marks_stand_on_the_original_text(corpus):
    text = "HOÀ BÌNH: Hoà giải; hòa thuận, HÒA ca. İhòa Ðông <b>hoà</b> ư\u0306 hoa"
    corpus.save_article(article(title="t", sapo=None, body=text))
    found = re.findall("<mark>(.*?)</mark>", search(corpus, "hòa")["hits"][0]["snippet"])
    assert found == ["HOÀ", "Hoà", "hòa", "HÒA", "hoà"]


def test_bare_and_marked_words_are_marked_together(corpus):
    corpus.save_article(article(title="t", sapo=None, body="nêu gương, nếu guồng quay"))
    snippets = search(corpus, "nêu guong")["hits"][0]["snippet"]
    assert re.findall("<mark>(.*?)</mark>", snippets) == ["nêu", "gương", "guồng"]


def test_everything_but_the_marks_is_escaped(corpus):
    corpus.save_article(
        article(title='<script>alert("x")</script>', sapo="<mark>giả</mark>", body="heo & <img src=x onerror='y'>")
    )
    shown = search(corpus, "heo")["hits"][0]["snippet"]
    assert shown.count("<") == 2
    assert "<mark>heo</mark>" in shown
    assert "&lt;mark&gt;giả" in shown


def test_a_snippet_is_a_piece_of_the_text_around_the_words(corpus):
    body = "mở đầu " * 300 + "hũ gạo tình thương " + "phần sau " * 300
    corpus.save_article(article(title="t", sapo=None, body=body))
    shown = search(corpus, '"hũ gạo"')["hits"][0]["snippet"]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert html.unescape(re.sub("</?mark>", "", shown.strip("…"))) in f"t  {body}"


def test_a_snippet_shows_where_most_words_stand():
    text = "heo " + "khác " * 200 + "heo đất heo đất " + "khác " * 200
    spans = [(m.start(), m.end()) for m in re.finditer("heo|đất", text)]
    assert snippet(text, spans).count("<mark>") == 4


def test_a_long_article_has_its_words_marked(corpus):
    corpus.save_article(article(body="khác " * 19_000 + "heo đất"))
    assert "<mark>heo</mark>" in search(corpus, "heo")["hits"][0]["snippet"]


def test_a_snippet_of_a_text_without_blanks_still_shows_the_text():
    assert snippet("x" * 1000 + "heo" + "x" * 1000, [(1000, 1003)]).count("x") > 100
    assert "<mark>" in snippet("x" * 1000, [(0, 1000)])


def test_a_snippet_without_marks_is_the_beginning():
    assert snippet("Tin ngắn.", []) == "Tin ngắn."


def test_marks_that_lie_in_one_another_are_one():
    assert snippet("nêu gương sáng", [(0, 9), (0, 3), (4, 9)]) == "<mark>nêu gương</mark> sáng"


def test_a_snippet_of_a_text_full_of_matches_is_made_in_linear_time():
    text = "a " * 500_000
    assert snippet(text, [(i, i + 1) for i in range(0, len(text), 2)]).startswith("<mark>a</mark> <mark>a</mark>")


def test_marked_gives_the_offsets_of_what_was_marked():
    assert marked("\x02nêu\x03 gương \x02Bác\x03") == [(0, 3), (10, 13)]
    assert marked(None) == []


def test_both_columns_of_the_index_are_as_long_as_the_text(corpus):
    draw = random.Random(11)
    for number in range(300):
        odd = "".join(
            chr(
                draw.choice(
                    [
                        draw.randrange(0x20, 0x250),
                        draw.randrange(0x300, 0x370),
                        draw.randrange(0x1E00, 0x2000),
                        draw.randrange(0x20, 0xD800),
                        draw.randrange(0xE000, 0x11_0000),
                    ]
                )
            )
            for _ in range(60)
        )
        corpus.save_article(article(number, title="t", sapo=None, body=odd))
    sql = "SELECT length(title || char(10) || coalesce(sapo, '') || char(10) || body), length(normal), length(folded) FROM articles a JOIN search s ON s.rowid = a.num"
    assert [row[:] for row in corpus.conn.execute(sql) if len(set(row)) != 1] == []


@pytest.mark.parametrize("bad", [{"province": "99"}, {"province": "Sông Quan"}, {"province_then": "99"}, {"district": "Sông Quan"}, {"district": "Châu Thành"}, {"directive": "CT99-2016"},
                                 {"era": "modern"}, {"era": "practice", "until": "2020-01-01"}, {"since": "22/11/2026"}, {"since": "2026-02-30"}, {"until": "hôm qua"},
                                 {"until": "2026"}, {"since": "2026-02-01", "until": "2026-01-01"}])  # fmt: skip
def test_a_filter_without_meaning_is_refused_with_a_next_step(corpus, bad):
    with pytest.raises(QueryError) as caught:
        search(corpus, "heo", Filters(**bad))
    assert caught.value.hint


def test_a_filter_is_a_value_and_never_sql(press):
    for name, value in (("directive", "1/x' OR '1'='1"), ("source", "x' OR '1'='1")):
        assert search(press, "dat", Filters(**{name: value}))["total"] == 0
    for name in ("directive", "field", "genre", "exemplar", "actor", "era", "district", "province", "province_then"):
        with pytest.raises(QueryError):
            search(press, "dat", Filters(**{name: "x' OR '1'='1"}))


def test_days_include_both_ends(corpus):
    for number, day in enumerate(
        ["2024-06-09T23:59:00+07:00", "2024-06-10T00:00:00+07:00", "2024-06-11", "2024-06-12T00:00:00+07:00", None]
    ):
        corpus.save_article(article(number, published_at=day))
    assert search(corpus, "", Filters(since="2024-06-10", until="2024-06-11"))["total"] == 2


def test_folding_and_searching_agree(press):
    for text in TEXTS.values():
        assert search(press, fold(f'"{text}"'))["total"] >= 1


@pytest.mark.parametrize("wrong", [{"genre": "story"}, {"field": "money"}, {"exemplar": "hero"}])
def test_a_code_that_is_none_is_refused_with_those_there_are(wrong):
    with pytest.raises(QueryError) as refused:
        Filters(**wrong).sql()
    assert refused.value.hint.startswith("one of ")
