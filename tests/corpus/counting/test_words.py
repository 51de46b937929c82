"""The words of every article are stored, stay those of its text, and come back as they were."""

import random

import numpy as np
import pytest

from corpus import Corpus, CorpusError
from corpus.counting import fill, uncounted
from corpus.counting.blocks import PER_BLOCK, RARE, save, split
from corpus.counting.chunks import chunks, counted, keep_totals, numbers, totals
from corpus.counting.filling import ready, save_words
from corpus.counting.lexicon import lexicon
from nlp.records import Document
from nlp.tokens import END, SIGN, stream, syllables


def words_of(corpus, num):
    """The stored words of one article."""
    known = lexicon(corpus).words
    [chunk] = chunks(corpus, np.array([num]))
    return [known[i] for i in chunk.ids]


def id_of(corpus, num):
    """The id of an article."""
    return corpus.conn.execute("SELECT id FROM articles WHERE num = ?", [num]).fetchone()["id"]


def test_words_are_lower_case_in_one_spelling_with_signs_and_ends_between():
    found = stream(Document("Văn hoá", None, "Nêu gương, học tập!")).split(" ")
    assert found == ["văn_hóa", END, "nêu", "gương", SIGN, "học_tập", END]


def test_numbers_are_words_as_printed():
    assert "2016" in stream(Document(body="Năm 2016 có 1.000 kg.")).split(" ")
    assert "1.000" in stream(Document(body="Năm 2016 có 1.000 kg.")).split(" ")


def test_signs_that_follow_one_another_are_one():
    assert stream(Document(body="Vui (“quá”), thật")) == f"vui {SIGN} quá {SIGN} thật {END}"


def test_a_text_without_words_has_none():
    assert stream(Document()) == ""
    assert stream(Document(body="… !!!")) == ""


def test_a_word_is_cut_into_syllables_as_the_search_index_does():
    assert syllables("học_tập") == ["học", "tập"]
    assert syllables("1.000") == ["1", "000"]


def test_stored_words_are_the_words_of_the_text(four):
    text = four.article(id_of(four, 3))
    assert words_of(four, 3) == stream(text.document(None)).split(" ")
    assert words_of(four, 3)[:2] == ["tin", END]


def test_a_changed_text_has_no_words_until_they_are_cut_again(press):
    press.add(1, "Heo đất vui.")
    fill(press.corpus, workers=1)
    press.add(1, "Hũ gạo đầy.")
    assert uncounted(press.corpus) == [1]
    fill(press.corpus, workers=1)
    assert words_of(press.corpus, 1)[2:4] == ["hũ", "gạo"]


def test_words_cut_of_an_older_text_are_not_stored(press):
    identity = press.add(1, "Heo đất vui.")
    save_words(press.corpus, identity, "another", "heo đất")
    assert uncounted(press.corpus) == [1]


def test_filling_again_finds_nothing_to_do(four):
    assert ready(four)
    assert fill(four, workers=1) == {"filled": 0, "failed": 0}


def test_filling_in_processes_gives_the_same_as_in_place(press, tmp_path):
    for number in range(20):
        press.add(number, f"Heo đất số {number} vui.")
    fill(press.corpus, workers=2)
    with Corpus(tmp_path / "other.db") as other:
        for number in range(20):
            type(press)(other).add(number, f"Heo đất số {number} vui.")
        fill(other, workers=1)
        assert [words_of(press.corpus, n) for n in range(1, 21)] == [words_of(other, n) for n in range(1, 21)]


def test_a_corpus_that_cannot_be_written_is_not_filled(press):
    press.add(1, "Heo đất.")
    with Corpus(press.corpus.path, readonly=True) as closed, pytest.raises(CorpusError, match="cannot be written"):
        fill(closed, workers=1)


def store(corpus, articles):
    with corpus.writing() as conn:
        save(conn, articles, {})


def test_words_beyond_two_bytes_come_back(corpus):
    with corpus.writing() as conn:
        conn.execute("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                     "INSERT INTO words SELECT i, 'x' || i FROM n", [RARE + 5])  # fmt: skip
    texts = {1: f"x9 x{RARE} x{RARE + 3} x10", 2: "x9", 3: f"x{RARE - 1} x{RARE + 3}"}
    store(corpus, {num: f"{text} {END}" for num, text in texts.items()})
    known = lexicon(corpus).words
    found = {num: [known[i] for chunk in chunks(corpus, np.array([num])) for i in chunk.ids] for num in texts}
    assert found == {num: [*text.split(), END] for num, text in texts.items()}
    [chunk] = chunks(corpus, np.array([1, 3]))
    assert chunk.at(np.array([1, 2, 5, 6])).tolist() == [RARE, RARE + 3, RARE - 1, RARE + 3]


def test_any_selection_gives_its_own_articles(corpus):
    draw = random.Random(3)
    texts = {
        num: " ".join(draw.choice("abcdefgh") for _ in range(draw.randrange(9))) for num in range(1, 5 * PER_BLOCK)
    }
    store(corpus, {num: f"{text} {END}".strip() for num, text in texts.items()})
    known = lexicon(corpus).words
    for _ in range(20):
        nums = sorted(draw.sample(sorted(texts), draw.randrange(1, len(texts))))
        found = {}
        for chunk in chunks(corpus, np.array(nums)):
            for i, num in enumerate(chunk.nums.tolist()):
                ids = chunk.ids[chunk.edges[i] : chunk.edges[i + 1]]
                found[num] = " ".join(known[j] for j in ids if j > 1)
        assert found == {num: texts[num].strip() for num in nums}


@pytest.mark.parametrize("kept", [False, True])
def test_totals_are_those_of_the_selection(corpus, kept):
    texts = {num: f"a b{num % 3} {END}" for num in range(1, 40)}
    store(corpus, texts)
    if kept:
        keep_totals(corpus)
    words = lexicon(corpus).words
    for nums in (range(1, 40), range(1, 35), range(1, 5), ()):
        found = totals(corpus, np.array(list(nums), dtype=np.int64), len(words))
        want = [0, 0] + [sum(f" {word} " in f" {texts[num]} " for num in nums) for word in words[2:]]
        assert found.tolist() == want


def test_kept_totals_go_when_an_article_changes(four):
    keep_totals(four)
    four.conn.execute("UPDATE articles SET sha256 = 'x' WHERE num = 2")
    assert not ready(four)
    assert "gương" not in [
        word for word, n in zip(lexicon(four).words, totals(four, counted(four), 200), strict=False) if n
    ]


def test_an_article_that_goes_takes_its_words_along(corpus):
    store(corpus, {7: f"a {END}"})
    corpus.conn.execute(
        "INSERT INTO articles (num, id, url, source, title, body, words, sha256) VALUES (7, 'i', 'u', 's', 't', 'b', 1, 'x')"
    )
    corpus.conn.execute("DELETE FROM articles WHERE num = 7")
    assert counted(corpus).tolist() == []


def test_a_block_is_split_where_its_articles_end():
    lengths, codes = np.array([2, 0, 1], "<u4"), np.array([5, RARE, 6], "<u2")
    found = split(lengths.tobytes(), np.array([70_000], "<u4").tobytes(), codes.tobytes())
    assert [one.tolist() for one in found] == [[5, 70_000], [], [6]]


def test_numbers_of_nothing_are_none(corpus):
    assert numbers(corpus.conn, "num FROM articles").tolist() == []


def test_a_list_of_words_with_a_gap_is_damage(four):
    four.conn.execute("DELETE FROM words WHERE id = 5")
    with pytest.raises(CorpusError, match="gaps"):
        lexicon(four)


def test_a_hostile_text_has_its_words(press):
    press.add(1, "a" * 2_000_000 + " " + "x\u0301 ́ \U0001f600 " * 50 + "heo")
    assert fill(press.corpus, workers=1)["failed"] == 0
    assert uncounted(press.corpus) == []
