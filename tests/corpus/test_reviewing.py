"""People's labels: articles offered one by one, answers kept at once, and what they come to."""

import pytest

from corpus import Corpus
from corpus.decided import decided
from corpus.decisions import Decisions, decisions_path
from corpus.errors import CorpusError, QueryError
from corpus.reviewing import Review
from corpus.tags import save_reading
from tests.corpus.press import article, reading, source

SCORES = {1: 0.9, 2: 0.55, 3: 0.7, 4: 0.5}


@pytest.fixture
def desk(tmp_path):
    """A corpus of four articles whose genre is more or less sure, and its decisions."""
    path = tmp_path / "press.db"
    with Corpus(path) as corpus:
        corpus.save_source(source())
        for number, score in SCORES.items():
            one = article(number)
            identity = corpus.save_article(one)
            found = reading(one.body, genre="model_report" if number != 4 else None)
            found["scores"]["genre"] = score
            save_reading(corpus, identity, found, tagger="t", sha256=one.sha256)
        with Decisions(decisions_path(path)) as decisions:
            yield corpus, decisions


def titles(review):
    shown = []
    while (item := review.current()) is not None:
        shown.append(int(item.article.title.split()[2]))
        review.skip()
    return shown


def start(desk, who="lan", **changes):
    corpus, decisions = desk
    return Review(corpus, decisions, "genre", who=who, **changes)


def test_the_least_sure_come_first(desk):
    assert titles(start(desk)) == [4, 2, 3, 1]


def test_a_random_order_is_that_of_its_seed(desk):
    assert titles(start(desk, who="a", strategy="random", seed=1)) == titles(
        start(desk, who="b", strategy="random", seed=1)
    )


def test_what_was_answered_is_not_offered_again(desk):
    first = start(desk)
    first.label("history")
    first.skip()
    assert titles(start(desk)) == [3, 1]


def test_another_person_is_offered_all(desk):
    start(desk).label("history")
    assert start(desk, who="minh").total == 4


def test_undo_takes_the_last_answer_back(desk):
    review = start(desk)
    review.label("history")
    assert review.undo()
    assert (review.current().id, decided(*desk).rows) == (start(desk).current().id, [])


def test_there_is_nothing_to_undo_at_first(desk):
    assert not start(desk).undo()


def test_a_note_keeps_its_article_current(desk):
    review = start(desk)
    review.note("hỏi lại")
    assert [e.data["text"] for e in desk[1].entries("note", article_id=review.current().id)] == ["hỏi lại"]


def test_disagreement_offers_where_people_differ_then_where_reading_and_people_do(desk):
    lan, minh = start(desk), start(desk, who="minh")
    for value in ("history", "model_report", "commentary"):  # articles 4, 2, 3
        lan.label(value)
    for value in ("commentary", "model_report", "commentary"):
        minh.label(value)
    assert titles(start(desk, who="hoa", strategy="disagreement")) == [4, 3]


def test_others_labels_are_known_to_the_session(desk):
    start(desk).label("history")
    assert start(desk, who="minh").current().others == {"lan": "history"}


def test_a_label_the_codebook_does_not_know_is_refused(desk):
    with pytest.raises(CorpusError, match="genre has no label 'novel'"):
        start(desk).label("novel")


@pytest.mark.parametrize("changes", [{"axis": "mood"}, {"strategy": "best"}])
def test_an_unknown_axis_or_strategy_is_refused(desk, changes):
    corpus, decisions = desk
    with pytest.raises(QueryError, match="unknown"):
        Review(corpus, decisions, **{"axis": "genre", "who": "lan", **changes})


def test_decisions_become_labelled_rows(desk):
    start(desk).label("history")
    [row] = decided(*desk).rows
    assert (row.labels, row.document.title) == ({"genre": "history"}, "Bài số 4 về hũ gạo")


def test_the_majority_decides(desk):
    for who, value in (("a", "history"), ("b", "commentary"), ("c", "history")):
        start(desk, who=who).label(value)
    assert [row.labels["genre"] for row in decided(*desk).rows] == ["history"]


def test_a_tie_is_named_and_teaches_nothing(desk):
    for who, value in (("a", "history"), ("b", "commentary")):
        start(desk, who=who).label(value)
    found = decided(*desk)
    assert ([axis for _, axis in found.tied], found.rows) == (["genre"], [])


def test_a_label_on_a_text_that_changed_is_left_out(desk):
    review = start(desk)
    identity = review.current().id
    review.label("history")
    corpus, _ = desk
    old = corpus.article(identity)
    corpus.save_article(article(4, url=old.url, body="Bài đã được viết lại hoàn toàn."))
    assert decided(*desk).stale == [identity]


def test_a_label_on_an_article_that_is_gone_is_named(desk):
    desk[1].add("label", "nowhere", {"axis": "genre", "value": "history"}, who="lan")
    assert decided(*desk).gone == ["nowhere"]


def test_what_a_reading_assumes_is_taught_to_nobody(desk):
    start(desk).label("history")
    [row] = decided(*desk).rows
    assert (row.on_campaign, "on_campaign" in row.labels) == (True, False)
