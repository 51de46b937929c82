"""Vietnamese order."""

import random
import sqlite3

import pytest

from corpus.collation import compare, register, sort_key

# Each line stands in the order of a Vietnamese dictionary.
ORDERS = [
    "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
    "ba bà bả bã bá bạ",
    "ma mà mạ mai măng mâm mò",
    "Đắk|đăng|đặng|đất|em",
]


@pytest.mark.parametrize("line", ORDERS)
def test_words_stand_as_in_a_dictionary(line):
    words = line.split("|") if "|" in line else line.split()
    mixed = words[:]
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == words


@pytest.mark.parametrize(("first", "then"), [
    ("da", "đa"), ("ba ba", "bà"), ("Bài 2", "Bài 10"), ("Hà Giang", "Hà Nội"), ("9 giờ", "ba giờ"), ("an", "An Giang"),
    ("Đồng Nai", "Đồng Tháp"), ("Lạng Sơn", "Lâm Đồng"), ("Ở", "Ơn"),
])  # fmt: skip
def test_one_stands_before_the_other(first, then):
    assert compare(first, then) == -1
    assert compare(then, first) == 1


@pytest.mark.parametrize(
    ("one", "same"), [("hoà", "hòa"), ("HOÀ BÌNH", "Hòa  Bình"), ("“Gương”", "gương"), ("e\u0323\u0302", "ệ")]
)
def test_signs_capitals_and_spelling_do_not_count(one, same):
    assert sort_key(one) == sort_key(same)


def test_it_orders_rows_of_a_database():
    conn = sqlite3.connect(":memory:")
    register(conn)
    conn.execute("CREATE TABLE t (name TEXT)")
    conn.executemany(
        "INSERT INTO t VALUES (?)",
        [("Đà Nẵng",), ("Đắk Lắk",), ("Cà Mau",), ("An Giang",), ("Điện Biên",), ("Cần Thơ",)],
    )
    found = [row[0] for row in conn.execute("SELECT name FROM t ORDER BY name COLLATE vi")]
    assert found == ["An Giang", "Cà Mau", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên"]


@pytest.mark.parametrize(
    "text", ["", "…", "字", "\ud800", "a" * 2_000_000, "\u0301" * 500, "²③", "0" * 300], ids=range(8)
)
def test_any_text_has_a_place(text):
    assert compare(text, "gương") in (-1, 1)
