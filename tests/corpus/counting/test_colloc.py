"""Collocations, runs and keywords are counted exactly, and measured by the published formulas."""

import math
import random
import sys

import numpy as np
import pytest

from corpus import Filters, QueryError
from corpus.counting import colloc, fill, keyness, ngrams
from corpus.counting.blocks import save
from corpus.counting.measures import deviation, key_log_likelihood, log_dice, log_likelihood, log_ratio
from nlp.tokens import END, SIGN


@pytest.fixture
def words(corpus):
    """Store articles whose words are given: `words({1: "a b . c"})`, an end of a sentence written as `/`."""

    def put(texts, **columns):
        for num, text in texts.items():
            values = {"source": "s", "published_at": None, **columns.get(f"n{num}", {})}
            body = text.replace("_", " ").replace("/", "\n")
            corpus.conn.execute(
                "INSERT INTO articles (num, id, url, source, title, body, words, sha256, published_at) "
                "VALUES (?, ?, ?, ?, '', ?, 1, 'x', ?)",
                [num, f"id{num}", f"u{num}", values["source"], body, values["published_at"]],
            )
        with corpus.writing() as conn:
            save(conn, {num: f"{text} /".replace(".", SIGN).replace("/", END) for num, text in texts.items()}, {})
            conn.execute("INSERT INTO search(search) VALUES ('rebuild')")
        return corpus

    return put


def near(result):
    return {row["word"]: (row["left"], row["right"], row["together"]) for row in result.rows}


def test_words_left_and_right_are_counted(words):
    corpus = words({1: "x y n a b", 2: "y n b"})
    assert near(colloc(corpus, "n", window=2, min_count=1)) == {
        "x": (1, 0, 1),
        "y": (2, 0, 2),
        "a": (0, 1, 1),
        "b": (0, 2, 2),
    }


def test_a_window_is_of_words_not_of_signs(words):
    corpus = words({1: "n . a . b . c"})
    assert near(colloc(corpus, "n", window=2, min_count=1)) == {"a": (0, 1, 1), "b": (0, 1, 1)}


def test_a_window_ends_with_its_sentence(words):
    corpus = words({1: "x / y n a / b", 2: "z"})
    assert set(near(colloc(corpus, "n", min_count=1))) == {"y", "a"}


def test_a_window_ends_with_its_article(words):
    corpus = words({1: "x", 2: "n", 3: "y"})
    assert near(colloc(corpus, "n", min_count=1)) == {}


def test_a_word_in_two_windows_counts_once(words):
    corpus = words({1: "n a n"})
    assert near(colloc(corpus, "n", min_count=1))["a"] == (1, 1, 1)


@pytest.mark.parametrize(("direction", "want"), [("left", {"x"}), ("right", {"a"})])
def test_one_side_alone(words, direction, want):
    assert set(near(colloc(words({1: "x n a"}), "n", direction=direction, min_count=1))) == want


def test_a_phrase_of_words_is_a_node(words):
    corpus = words({1: "x học tập y", 2: "z học_tập t", 3: "khoa_học tập_thể"})
    result = colloc(corpus, "học tập", min_count=1)
    assert (set(near(result)), result.about["occurrences"]) == ({"x", "y", "z", "t"}, 2)


def test_syllables_stand_anywhere(words):
    corpus = words({1: "x học tập y", 2: "z học_tập t", 3: "khoa_học tập_thể"})
    result = colloc(corpus, "học tập", min_count=1, unit="syllable")
    assert (set(near(result)), result.about["occurrences"]) == ({"x", "y", "z", "t", "khoa", "thể"}, 3)


def test_bare_words_are_every_way_to_mark_them(words):
    corpus = words({1: "gương a", 2: "guồng b"})
    assert set(near(colloc(corpus, "guong", min_count=1))) == {"a", "b"}
    assert set(near(colloc(corpus, "gương", min_count=1))) == {"a"}


def test_numbers_are_listed_on_demand(words):
    corpus = words({1: "n 2016 a"})
    assert set(near(colloc(corpus, "n", min_count=1))) == {"a"}
    assert set(near(colloc(corpus, "n", min_count=1, numbers=True))) == {"a", "2016"}


def test_a_selection_has_its_own_counts(words):
    corpus = words({1: "n a a", 2: "n a b b b"}, n1={"source": "p"})
    [row] = colloc(corpus, "n", Filters(source="p"), min_count=1).rows
    assert (row["word"], row["together"], row["count"]) == ("a", 2, 2)


def test_the_measures_are_those_of_the_counts(words):
    corpus = words({1: "n a", 2: "n a", 3: "a b c d", 4: "n b"})
    rows = {row["word"]: row for row in colloc(corpus, "n", min_count=1).rows}
    assert rows["a"]["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / (3 + 3)), abs=1e-3)
    # Words inside and outside the three windows: a 2 and 1, others 1 and 6 of ten.
    want = 2 * (2 * math.log(2 / (3 * 3 / 10)) + 1 * math.log(1 / (3 * 7 / 10)) + 1 * math.log(1 / (7 * 3 / 10)) + 6 * math.log(6 / (7 * 7 / 10)))  # fmt: skip
    assert rows["a"]["g2"] == pytest.approx(want, abs=0.01)


@pytest.mark.parametrize("how", [{"window": 0}, {"window": 21}, {"direction": "up"}, {"by": "t"}, {"unit": "letter"}])
def test_an_argument_without_meaning_is_refused(corpus, how):
    with pytest.raises(QueryError) as refused:
        colloc(corpus, "n", **how)
    assert refused.value.hint


def test_nothing_is_near_a_word_that_is_not_there(words):
    result = colloc(words({1: "a b"}), "không", min_count=1)
    assert (result.rows, result.about["occurrences"]) == ([], 0)


def test_an_empty_corpus_has_no_collocations(corpus):
    assert colloc(corpus, "n").rows == []


def runs(result):
    return {row["ngram"]: (row["count"], row["articles"]) for row in result.rows}


def test_runs_are_counted_within_sentences_and_signs(words):
    corpus = words({1: "a b c . d", 2: "a b / c d"})
    assert runs(ngrams(corpus, n=2, min_count=1, min_articles=1)) == {"a b": (2, 2), "b c": (1, 1), "c d": (1, 1)}
    assert runs(ngrams(corpus, n=3, min_count=1, min_articles=1)) == {"a b c": (1, 1)}


def test_a_run_of_one_article_is_left_out(words):
    corpus = words({1: "a b a b a b", 2: "a b c", 3: "d"})
    assert runs(ngrams(corpus, n=2, min_count=2, min_articles=2)) == {"a b": (4, 2)}


def test_runs_of_numbers_only_are_left_out(words):
    corpus = words({1: "05 2016 năm 2016"})
    assert runs(ngrams(corpus, n=2, min_count=1, min_articles=1)) == {"2016 năm": (1, 1), "năm 2016": (1, 1)}


def test_runs_counted_in_parts_are_the_same(words, monkeypatch):
    draw = random.Random(1)
    corpus = words({num: " ".join(draw.choice("abcd") for _ in range(30)) for num in range(1, 30)})
    whole = ngrams(corpus, n=3, min_count=2).rows
    monkeypatch.setattr(sys.modules["corpus.counting.ngrams"], "AT_ONCE", 100)
    assert ngrams(corpus, n=3, min_count=2).rows == whole


def test_runs_of_syllables(words):
    assert runs(ngrams(words({1: "học_tập bác"}), n=2, min_count=1, min_articles=1, unit="syllable")) == {
        "học tập": (1, 1),
        "tập bác": (1, 1),
    }


@pytest.mark.parametrize("n", [1, 6])
def test_a_run_has_two_to_five_words(corpus, n):
    with pytest.raises(QueryError):
        ngrams(corpus, n=n)


def test_a_keyword_is_more_frequent_here_than_there(words):
    texts = {num: "heo heo heo heo a" if num < 5 else "b b b b a" for num in range(1, 30)}
    corpus = words(texts, **{f"n{num}": {"source": "p"} for num in range(1, 5)})
    [row] = keyness(corpus, Filters(source="p")).rows
    assert (row["word"], row["count"], row["against_count"], row["articles"]) == ("heo", 16, 0, 4)


def test_one_long_article_makes_no_keyword(words):
    texts = {1: "heo " * 50 + "a", **dict.fromkeys(range(2, 30), "b b b b a")}
    corpus = words(texts, **{f"n{num}": {"source": "p"} for num in range(1, 6)})
    assert keyness(corpus, Filters(source="p")).rows == []
    [row] = keyness(corpus, Filters(source="p"), min_articles=1).rows
    assert row["dp"] == pytest.approx(1 - 51 / (51 + 4 * 5), abs=1e-3)


def test_what_both_sides_hold_counts_here_only(words):
    corpus = words({1: "a", 2: "b", 3: "c"}, n1={"source": "p"}, n2={"source": "p"})
    result = keyness(corpus, Filters(source="p"), Filters())
    assert (result.about["against"]["articles"], result.about["against"]["in_both"]) == (1, 2)


def test_a_side_without_words_is_refused(words):
    with pytest.raises(QueryError, match="no words"):
        keyness(words({1: "a"}), Filters(source="nobody"))


def test_the_rest_is_everything_else(words):
    corpus = words({1: "a", 2: "b"}, n1={"source": "p"})
    about = keyness(corpus, Filters(source="p")).about
    assert (about["words"], about["against_words"], about["against"]["rest"]) == (1, 1, True)


def test_log_dice_of_words_that_are_always_together_is_fourteen():
    assert log_dice(np.array([7]), 7, np.array([7])).tolist() == [14]


def test_log_likelihood_of_independence_is_nothing_and_rarer_is_negative():
    assert log_likelihood(np.array([10]), 100, np.array([100]), 1000).tolist() == [0]
    assert log_likelihood(np.array([1]), 100, np.array([100]), 1000)[0] < 0


def test_key_log_likelihood_is_that_of_the_published_example():
    # 2 ((a ln(a/E1)) + (b ln(b/E2))) of 30 in 10,000 against 10 in 20,000.
    want = 2 * (30 * math.log(30 / (10_000 * 40 / 30_000)) + 10 * math.log(10 / (20_000 * 40 / 30_000)))
    assert key_log_likelihood(np.array([30]), 10_000, np.array([10]), 20_000)[0] == pytest.approx(want)


def test_log_ratio_one_is_twice_as_frequent():
    assert log_ratio(np.array([20]), 1000, np.array([10]), 1000).tolist() == [1]


def test_a_word_spread_as_the_texts_are_has_no_deviation():
    assert deviation(np.array([1, 2]), np.array([10, 20]), 30) == pytest.approx(0)
    assert deviation(np.array([3]), np.array([10]), 100) == pytest.approx(0.9)


def test_articles_of_the_real_press_are_counted(four):
    fill(four, workers=1)
    assert colloc(four, "gương", min_count=1).about["occurrences"] == 2
