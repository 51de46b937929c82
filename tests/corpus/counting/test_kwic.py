"""The concordance shows every place where a word stands, as it stands there."""

import pytest

from corpus import Filters, QueryError
from corpus.counting import fill, kwic
from corpus.counting.needles import in_text, needles
from corpus.query import parse
from nlp.text import normalise
from tests.corpus.press import article


def found(corpus, text, **how):
    return [(row["left"], row["node"], row["right"]) for row in kwic(corpus, text, **how).rows]


def test_a_line_is_the_text_around_the_word(four):
    assert found(four, "hũ gạo", context=2) == [("", "Hũ gạo", " tình thương")]
    assert found(four, "quần chúng", context=2) == [("gương trước, ", "quần chúng", " theo sau.")]


def test_offsets_are_those_of_the_stored_text(four):
    for row in kwic(four, "nêu gương").rows:
        text = getattr(four.article(row["id"]), row["field"])
        assert text[row["start"] : row["end"]] == row["node"]


def test_words_side_by_side_are_a_phrase(four):
    assert len(found(four, "heo đất")) == 3
    assert found(four, "đất heo") == [("Chị em nuôi heo ", "đất. Heo", " đất giúp hộ nghèo, heo đất vui.")]


def test_operators_are_those_of_search(four):
    assert {node for _, node, _ in found(four, "gạo OR heo")} == {"gạo", "heo", "Heo"}
    assert {node for _, node, _ in found(four, "em NOT gạo")} == {"em"}
    assert {node for _, node, _ in found(four, "nghè*")} == {"nghèo"}


@pytest.mark.parametrize(("text", "nodes"), [("gao", {"gạo"}), ("gạo", {"gạo"}), ("gáo", set()), ("doai", {"Đoài"}), ("đoài", {"Đoài"}), ("05-CT/TW", {"05-CT/TW"})])  # fmt: skip
def test_marks_mean_what_they_say(four, text, nodes):
    assert {node for _, node, _ in found(four, text)} == nodes


@pytest.mark.parametrize("text", ["hoà", "hòa", "HOÀ", normalise("ho\u0300a")])
def test_a_tone_may_stand_on_either_letter(press, text):
    press.add(1, "Hoà và hòa, HOÀ; hoàn thành.")
    assert [node for _, node, _ in found(press.corpus, text)] == ["Hoà", "hòa", "HOÀ"]


def test_every_field_is_looked_through(press):
    identity = press.corpus.save_article(article(1, title="Heo", sapo="heo", body="Heo"))
    assert [(row["id"], row["field"]) for row in kwic(press.corpus, "heo").rows] == [
        (identity, name) for name in ("title", "sapo", "body")
    ]


def test_the_newest_stand_first_and_those_without_a_day_last(press):
    for number, day in enumerate(["2020-01-01", None, "2024-01-01"]):
        press.add(number, "Heo.", published_at=day)
    assert [row["published_at"] for row in kwic(press.corpus, "heo").rows] == ["2024-01-01", "2020-01-01", None]


@pytest.mark.parametrize(
    ("sort", "nodes"), [("left", ["b heo x", "a heo z", "c heo y"]), ("right", ["b heo x", "c heo y", "a heo z"])]
)
def test_lines_are_sorted_by_what_stands_beside(press, sort, nodes):
    for number, text in enumerate(["a heo z", "c heo y", "b heo x"]):
        press.add(
            number,
            text if sort == "right" else {"b heo x": "z a heo x", "a heo z": "a b heo z", "c heo y": "c heo y"}[text],
        )
    lines = ["".join(line) for line in found(press.corpus, "heo", sort=sort)]
    want = nodes if sort == "right" else ["z a heo x", "a b heo z", "c heo y"]
    assert lines == want


def test_a_limit_says_that_there_is_more(four):
    result = kwic(four, "heo đất", limit=2)
    assert (len(result.rows), result.about["more"]) == (2, True)
    assert not kwic(four, "heo đất", limit=3).about["more"]


def test_filters_choose_the_articles(four):
    assert kwic(four, "heo", Filters(since="2022-01-01")).rows == []


@pytest.mark.parametrize("how", [{"sort": "best"}, {"context": 51}, {"context": -1}, {"reprints": "never"}])
def test_an_argument_without_meaning_is_refused(four, how):
    with pytest.raises(QueryError) as refused:
        kwic(four, "heo", **how)
    assert refused.value.hint


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\x00", '""'])
def test_a_query_without_a_word_is_refused(four, text):
    with pytest.raises(QueryError, match="no word"):
        kwic(four, text)


@pytest.mark.parametrize(
    "text",
    [
        '"heo',
        "((heo",
        "heo) OR",
        "NEAR(heo đất",
        "x'; DROP TABLE articles",
        "heo " * 10_000,
        "*heo",
        "heo*heo",
        "AND heo OR",
    ],
)
def test_any_text_is_a_query(four, text):
    assert kwic(four, text).kind == "kwic"


def test_the_phrases_behind_a_not_are_no_nodes():
    query = parse('"nêu gương" NOT (heo OR "hũ gạo") NEAR(gạo tình, 3)')
    assert {" ".join(needle.words) for needle in needles(query.match)} == {"nêu gương", "gạo", "tình"}


def test_a_document_number_is_found_in_all_its_spellings(press):
    press.add(1, "Chỉ thị số 05-CT/TW và 05-CT/TƯ.")
    assert [node for _, node, _ in found(press.corpus, "05-CT/TW")] == ["05-CT/TW", "05-CT/TƯ"]


def test_hostile_texts_are_looked_through_in_linear_time():
    wanted = needles(parse('"a a"').match)
    assert len(in_text("a " * 100_000, wanted)) == 50_000
    assert in_text("a" + " ." * 500_000, wanted) == []


def test_a_text_without_blanks_shows_little_of_itself(press):
    press.add(1, "x" * 100_000 + " heo " + "y" * 100_000)
    [line] = found(press.corpus, "heo")
    assert len("".join(line)) < 1_000


def test_words_of_a_corpus_without_stored_words_are_found(press):
    press.add(1, "Heo đất.")
    assert len(found(press.corpus, "heo")) == 1
    fill(press.corpus, workers=1)
    assert len(found(press.corpus, "heo")) == 1
