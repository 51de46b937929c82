"""The first look at a corpus counts what is there."""

from corpus.overview import counts, examples
from corpus.reprints import link
from corpus.tags import save_reading
from tests.corpus.press import article, prose, reading


def put(corpus, number, source="baosongquan", tagged=True, **changes):
    one = article(
        number, source=source, body=changes.pop("body", article().body), published_at=f"2024-06-{number + 10}"
    )
    identity = corpus.save_article(one)
    if tagged:
        save_reading(corpus, identity, reading(one.body, **changes), tagger="t", sha256=one.sha256)
    return identity


def test_an_empty_corpus_counts_nothing(corpus):
    assert counts(corpus) == {
        "articles": 0,
        "tagged": 0,
        "on_campaign": 0,
        "directives": [],
        "genre": [],
        "exemplar": [],
        "fields": [],
        "provinces": [],
    }
    assert examples(corpus) == []


def test_labels_are_counted_over_articles_of_the_campaign(corpus):
    put(corpus, 1)
    put(corpus, 2, genre="event_news")
    put(corpus, 3, campaign={"on_campaign": False, "score": 0.1, "spans": []})
    put(corpus, 4, tagged=False)
    got = counts(corpus)
    assert (got["articles"], got["tagged"], got["on_campaign"]) == (4, 3, 2)
    assert got["genre"] == [("event_news", 1), ("model_report", 1)]
    assert got["provinces"] == [("Quảng Ninh", 2)]


def test_examples_leave_copies_out(corpus):
    body = prose(300, seed=1)
    first = put(corpus, 1, body=body)
    put(corpus, 2, source="baonuixa", body=body)
    link(corpus)
    assert [(row["id"], row["copies"]) for row in examples(corpus)] == [(first, 2)]


def test_examples_are_stories_and_models_of_the_campaign(corpus):
    put(corpus, 1, genre="document")
    put(corpus, 2, campaign={"on_campaign": False, "score": 0.1, "spans": []})
    kept = put(corpus, 3, genre="exemplary_story")
    (row,) = examples(corpus)
    assert (row["id"], row["people"], row["models"], row["place"]) == (
        kept,
        "Lê Thị Mai",
        "Hũ gạo tình thương",
        "Uông Bí, Quảng Ninh",
    )
