"""A text cut into words: what is one word, where it stands, and what stands between two."""

import pytest

from nlp.localities.tokens import tokenise


def words(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("xã Ea H'leo, huyện M’Drắk", ["xã", "Ea", "H'leo", "huyện", "M’Drắk"]),
        ("'a''b' c'", ["a", "b", "c"]),
        ("05-CT/TW", ["05", "CT", "TW"]),
        ("a_b", ["a", "b"]),
        ("Xã\n-\nA", ["Xã", "A"]),
        ("漢字 xã 𝔛ã ½ …", ["漢字", "xã", "𝔛ã", "½"]),
        ("", []),
        (" \n", []),
    ],
)
def test_words_are_letters_and_digits_with_apostrophes_inside(text, expected):
    assert words(text) == expected


def test_a_lone_half_of_a_character_is_no_word():
    assert words("A \ud800 b") == ["A", "b"]


@pytest.mark.parametrize("text", ["xã", "Toàn tỉnh", "Tỉnh uỷ", "Tỉnh ủy", "TP. Huế", "P. 12", "năm 2019"])
def test_the_scanner_stops_at_capitals_wards_and_ends_of_phrases(text):
    tokens = tokenise(text)
    expected = [i for i in range(tokens.count) if tokens.known[i].generic or tokens.known[i].cap]
    long = [i for i in expected if len(words(text)[i]) > 2 and words(text)[i].isdigit()]
    assert set(expected) - set(long) <= set(tokens.stops)


def test_every_word_looked_at_is_known_from_the_beginning():
    tokens = tokenise("Xã Lăng Can và phường 5")
    assert set(tokens.stops) <= set(tokens.known)


def test_a_unit_word_before_a_stop_is_told():
    tokens = tokenise("gặp phường Bãi Cháy")
    assert dict(zip(tokens.stops, tokens.headed, strict=True))[2]


def test_only_one_blank_is_plain():
    tokens = tokenise("a b, c\nd - e")
    assert [tokens.plain(i) for i in range(4)] == [True, False, False, False]


def test_names_hang_together_by_a_blank_or_a_hyphen():
    tokens = tokenise("a b - c, d")
    assert [tokens.joined(i) for i in range(3)] == [" ", "-", ""]


def test_a_line_in_capitals_shouts_and_its_neighbour_does_not():
    tokens = tokenise("HẠ LONG 5\nHạ LONG")
    assert [tokens.shout(i) for i in range(5)] == [True, True, True, False, False]
