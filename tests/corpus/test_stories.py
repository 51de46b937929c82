"""Stories are ranked by what editors look for, with the words that say so; judged by pairs people put in order."""

import json
from pathlib import Path

import pytest

from corpus import CorpusError, Filters, Image, QueryError
from corpus.reprints import link
from corpus.stories import judge, keep_signals, stories
from corpus.stories.knowledge import knowledge, phrases
from corpus.stories.signals import signals
from corpus.tags import record, save_reading
from nlp.mentions.knowledge import key_of
from nlp.records import Document
from nlp.tagger import read
from tests.corpus.press import article, prose, reading, source

LINES = [json.loads(line) for line in (Path(__file__).parent / "cases/stories.jsonl").read_text("utf-8").splitlines()]
TEXTS = {one["id"]: one for one in LINES if "id" in one}
PAIRS = [one for one in LINES if "better" in one]
DAY = "2024-06-10"


def empty(**changes):
    """A reading that found nothing."""
    nothing = {name: [] for name in ("directives", "localities", "fields", "actors", "models", "people", "figures")}
    return reading("x", **nothing, exemplar=None, genre=None, scores={}, evidence={}, **changes)


def put(corpus, number=1, tags=None, **changes):
    """A stored and tagged article; by default nothing was found in it but the campaign."""
    identity = corpus.save_article(article(number, **changes))
    save_reading(corpus, identity, tags or empty(), tagger="t", sha256=corpus.stored_sha256(identity))
    return identity


def points(corpus, identity, **options):
    [story] = judge(corpus, [identity], **options)
    return {reason["what"]: reason["weight"] for reason in story.reasons}


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """The score of every text of the pairs, tagged by the readers and otherwise alike (date, picture, author)."""
    from corpus import Corpus

    with Corpus(tmp_path_factory.mktemp("pairs") / "corpus.db") as corpus:
        corpus.save_source(source())
        ids = {}
        for number, (key, text) in enumerate(TEXTS.items()):
            values = {name: text[name] for name in ("title", "sapo", "body")}
            ids[key] = put(corpus, number, read(Document(**values, published_at=DAY, source_province="22")), **values)
        return {key: story.score for key, story in zip(ids, judge(corpus, ids.values(), as_of=DAY), strict=True)}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['better']} over {pair['worse']}")
def test_the_better_story_stands_above(scores, pair):
    assert scores[pair["better"]] > scores[pair["worse"]], pair["why"]


def test_there_are_enough_pairs():
    assert len(PAIRS) >= 40


def test_what_helps_adds_up_to_a_hundred():
    assert sum(points for points in knowledge()["weights"].values() if points > 0) == 100


def test_the_score_is_the_sum_of_the_reasons_shown(corpus):
    identity = put(corpus, tags=reading("Chị em thôn Đoài nuôi heo đất.\nCuối năm, heo đất giúp ba hộ nghèo."))
    [story] = judge(corpus, [identity])
    assert story.score == pytest.approx(sum(reason["weight"] for reason in story.reasons))


def test_every_span_of_a_reason_is_the_text_it_points_at(corpus):
    body = "Ông Lê Văn Tám hiến 300m2 đất làm đường cho thôn.\n“Tôi làm vì lũ trẻ đi học cho đỡ khổ”, ông Tám nói."
    lead = "Thời gian qua, ông Tám đi từng nhà vận động bà con."
    identity = put(
        corpus, tags=read(Document("Ông Tám mở đường", lead, body)), title="Ông Tám mở đường", sapo=lead, body=body
    )
    found = record(corpus, identity)
    texts = {"title": found["title"], "sapo": found["sapo"], "body": body, "captions": found["images"][0]["caption"]}
    [story] = judge(corpus, [identity])
    spans = [span for reason in story.reasons for span in reason["spans"]]
    assert {span["field"] for span in spans} >= {"sapo", "body", "captions"}
    assert all(texts[span["field"]][span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_story_is_written_as_the_contract_says(corpus):
    put(corpus)
    [story] = stories(corpus)
    assert set(story.as_dict()) == {"id", "url", "title", "score", "reasons", "reprint"}
    assert all(set(reason) == {"what", "weight", "spans"} for reason in story.as_dict()["reasons"])


def test_the_best_stand_first_and_no_more_than_asked_for(corpus):
    for number, body in enumerate(["Họp bàn.", "Chị Na gom gạo nấu cơm cho trẻ mồ côi trong thôn.", "Họp tiếp."]):
        put(corpus, number, body=body)
    assert [story.url[-6] for story in stories(corpus, limit=1)] == ["1"]


def test_without_a_wish_only_the_campaign_is_ranked(corpus):
    inside = put(corpus, 1)
    outside = put(corpus, 2, empty(campaign={"on_campaign": False, "score": 0.1, "spans": []}))
    assert [story.id for story in stories(corpus)] == [inside]
    assert [story.id for story in stories(corpus, Filters(on_campaign=False))] == [outside]


def test_an_article_its_paper_withdrew_is_not_offered(corpus):
    put(corpus)
    corpus.conn.execute("UPDATE articles SET withdrawn_at = '2026-01-01T00:00:00Z'")
    assert stories(corpus) == []


def test_an_untagged_article_is_not_offered(corpus):
    corpus.save_article(article())
    assert stories(corpus) == []


def test_filters_choose_among_stories(corpus):
    put(corpus, 1, reading(article().body))
    put(corpus, 2)
    assert len(stories(corpus, Filters(field="thrift"))) == 1


@pytest.mark.parametrize("as_of", ["gestern", "2024-13-01"])
def test_a_day_that_is_none_is_refused(corpus, as_of):
    with pytest.raises(QueryError, match="no date"):
        stories(corpus, as_of=as_of)


def test_a_newer_story_is_fresher(corpus):
    new, old = put(corpus, 1, published_at="2024-06-09"), put(corpus, 2, published_at="2024-03-01")
    assert points(corpus, new, as_of=DAY)["freshness"] > points(corpus, old, as_of=DAY).get("freshness", 0)


def test_a_story_without_a_date_is_never_fresh(corpus):
    assert "freshness" not in points(corpus, put(corpus, published_at=None), as_of=DAY)


def test_freshness_counts_from_the_newest_night(corpus):
    identity = put(corpus, published_at="2024-06-09")
    corpus.conn.execute("INSERT INTO runs (command, started_at) VALUES ('crawl', '2024-06-09T15:00:00Z')")
    assert points(corpus, identity)["freshness"] == points(corpus, identity, as_of=DAY)["freshness"]


def test_a_photograph_counts_and_a_caption_more(corpus):
    bare, caption = Image("https://baosongquan.test/a.jpg"), Image("https://baosongquan.test/a.jpg", "Chị Na")
    found = [points(corpus, put(corpus, i, images=images)).get("photo", 0)
             for i, images in enumerate([(), (bare,), (caption,)])]  # fmt: skip
    assert found[0] < found[1] < found[2]


def test_what_is_missing_costs_completeness(corpus):
    body = prose(150, seed=1)
    whole = points(corpus, put(corpus, 1, body=body))["completeness"]
    assert points(corpus, put(corpus, 2, body=body, author=None, published_at=None))["completeness"] < whole


def told(body, **tags):
    return {signal.what: signal.value for signal in signals({"title": "x", "sapo": None, "body": body, "models": [],
            "people": [], "figures": [], "localities": [], "genre": None, "exemplar": None, "scores": {}, "evidence": {}, **tags})}  # fmt: skip


def test_a_deed_needs_a_thing_or_a_place():
    assert told("Chị Na gom gạo cho năm cụ già.")["deeds"] > 0
    assert "deeds" not in told("Phong trào được chăm sóc tốt.")


def test_a_deed_somebody_only_speaks_of_is_none():
    assert "deeds" not in told("Bà bảo: “Rồi mai tôi sẽ hiến đất làm đường cho thôn”.")


def test_gifts_handed_out_in_a_ceremony_are_no_deed():
    assert "deeds" not in told("Tại buổi lễ, các đại biểu đã tặng xe đạp cho học sinh.")


def test_the_same_deeds_in_a_long_text_do_not_win_by_length():
    deeds = "Chị Na gom gạo nấu cơm cho cụ già. " * 3
    assert told(deeds)["deeds"] > told(deeds + "Trời hôm ấy mưa rất to và gió. " * 40)["deeds"]


@pytest.mark.parametrize(("body", "what"), [
    ("“Tôi thấy lũ trẻ lội bùn thì thương lắm”, chị Na nói.", "quotes"),
    ("Bí thư Huyện ủy khẳng định: “Huyện sẽ tiếp tục làm tốt việc này hơn nữa”.", "officials"),
], ids=["a neighbour", "an official"])  # fmt: skip
def test_who_speaks_decides_what_a_quotation_is(body, what):
    assert {"quotes", "officials"} & set(told(body)) == {what}


@pytest.mark.parametrize(
    "body", ["Bác dạy: “Lao động là nghĩa vụ của mỗi người dân”.", "Phong trào “Học tập và làm theo lời Bác Hồ dạy”."]
)
def test_sayings_and_slogans_are_nobodys_own_words(body):
    assert not {"quotes", "officials"} & set(told(body))


def test_one_word_of_trade_makes_no_advertisement():
    assert "advertisement" not in told("Chị Na bán rau, khách hàng đều quen mặt.")


def test_a_row_of_model_names_is_worth_less_than_one():
    span = {"field": "body", "start": 0, "end": 1, "text": "x"}
    one, many = ([{"name": f"M{i}", "spans": [span]} for i in range(n)] for n in (1, 8))
    assert told("x", models=many)["model"] < told("x", models=one)["model"]


def test_phrases_are_whole_words_and_the_longest():
    key = key_of("Các đại biểu tham dự lễ; dự lễhội thì không.")
    assert [key[start:end] for start, end in phrases(key)["ceremony"]] == ["tham dự"]


@pytest.mark.parametrize(
    "odd",
    ["", "“" * 100_000, '"' * 100_000, "“a b c d e g" * 20_000, "hiến đất. " * 50_000, "x" * 2_000_000, "\n" * 1000],
)
def test_odd_texts_are_read_without_fuss(odd):
    assert all(0 < value <= 1 for value in told(odd).values())


class TestFamilies:
    """A family of reprints stands in the ranking once."""

    BODY = prose(300, seed=4)

    @pytest.fixture
    def papers(self, corpus):
        for name, day in (("baonuixa", "2024-06-12"), ("baosongquan", "2024-06-10")):
            corpus.save_source(source(name, name))
            put(corpus, url=f"https://{name}.test/1", source=name, body=self.BODY, published_at=day)
        link(corpus)
        return corpus

    def test_by_its_original_with_where_it_ran(self, papers):
        [story] = stories(papers)
        assert story.source == "baosongquan"
        assert story.as_dict()["reprint"]["members"] == ["https://baonuixa.test/1", "https://baosongquan.test/1"]

    def test_by_the_member_selected_where_the_original_is_not(self, papers):
        [story] = stories(papers, Filters(source="baonuixa"))
        assert story.reprint["original_url"] == "https://baosongquan.test/1"


class TestKept:
    """What is read from the texts is kept, and read anew when something changed."""

    def test_once_only(self, corpus):
        put(corpus)
        assert [keep_signals(corpus), keep_signals(corpus)] == [1, 0]

    def test_a_kept_ranking_is_the_same(self, corpus):
        for number, text in enumerate(list(TEXTS.values())[:6]):
            put(corpus, number, body=text["body"])
        before = [(story.id, story.score) for story in stories(corpus)]
        keep_signals(corpus)
        assert [(story.id, story.score) for story in stories(corpus)] == before

    def test_a_new_text_is_read_anew(self, corpus):
        put(corpus)
        keep_signals(corpus)
        put(corpus, body="Chị Na gom gạo nấu cơm cho cụ già.")
        assert keep_signals(corpus) == 1

    def test_a_corpus_that_cannot_be_written_is_ranked_all_the_same(self, corpus, path):
        from corpus import Corpus

        put(corpus)
        with Corpus(path, readonly=True) as readonly:
            assert len(stories(readonly)) == 1
            with pytest.raises(CorpusError):
                keep_signals(readonly)
