"""One normal form, one folding, sentences that end where they end."""

import unicodedata

import pytest

from nlp.text import MAX_SENTENCE, canonical, fold, has_marks, name_case, normalise, one_line, place_tones, sentences


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("Ðảng bộ", "Đảng bộ"),  # eth typed for Đ
        ("học\u00a0tập", "học tập"),
        ("học\u200btập", "họctập"),
        ("một\r\nhai\u2028ba", "một\nhai\nba"),
        ("tắt\x00 mở\x1b", "tắt mở"),
        ("nửa\ud800 ký tự", "nửa ký tự"),
        ("hai  \t dấu cách", "hai dấu cách"),
        ("hoà và hòa", "hoà và hòa"),  # the way a word is printed stays
    ],
)
def test_stored_text_has_one_form(printed, stored):
    assert normalise(printed) == stored


def test_nfd_text_is_stored_as_nfc():
    text = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    assert normalise(unicodedata.normalize("NFD", text)) == text


def test_normalising_twice_changes_nothing_more():
    text = "Ðồng\u00a0bào\u200b Thành uỷ\r\n Qúy \u0301 x"
    assert normalise(normalise(text)) == normalise(text)


def test_white_space_folds_to_single_blanks():
    assert one_line(" Nêu\n gương\t ") == "Nêu gương"
    assert one_line(None) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("Thành uỷ", "Thành ủy"), ("khoẻ", "khỏe"), ("THUỶ", "THỦY"), ("Qúy", "Quý"), ("xoè", "xòe")],
)
def test_a_tone_has_one_place(old, new):
    assert place_tones(old) == new


@pytest.mark.parametrize("word", ["quý", "Quỳ", "toàn", "hoàng", "thuyền", "quà", "quẻ", "khuya", "hòa"])
def test_a_tone_that_stands_right_is_left_alone(word):
    assert place_tones(word) == word


@pytest.mark.parametrize("text", ["Đắk Lắk", "Thành uỷ QÚY hoà", "İstanbul ẞ ß ŉ", "05-CT/TW", "𝔥ọ𝔠 🎋", "ǰ ΐ"])
def test_keys_keep_the_length(text):
    assert len(canonical(text)) == len(fold(text)) == len(text)


@pytest.mark.parametrize("odd", ["", "𝔥", "\ud800", "㐀"])
def test_a_long_text_folds_as_its_letters_do(odd):
    text = "".join(chr(code) for code in range(0x2900)) + odd
    assert fold(text) == "".join(fold(char) for char in text)


def test_marks_count_in_one_key_and_not_in_the_other():
    assert canonical("ĐỨC") == "đức"
    assert fold("ĐỨC") == "duc"
    assert fold("Đắk Lắk") == "dak lak"


@pytest.mark.parametrize(
    ("word", "marked"), [("đức", True), ("duc", False), ("Bac", False), ("đi", True), ("theo", False)]
)
def test_a_word_with_marks_is_told(word, marked):
    assert has_marks(word) is marked


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("LÊ CHÍ THÀNH", "Lê Chí Thành"),
        ("CẨM HUỆ", "Cẩm Huệ"),
        ("Thu Chung", "Thu Chung"),
        ("", ""),
        ("H’HEN NIÊ", "H’Hen Niê"),
    ],
)
def test_names_in_capitals_get_name_case(printed, name):
    assert name_case(printed) == name


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết T.Ư 4 của Đảng.",
        "Công chức phường Đắc Sơn (TP. Phổ Yên) tận tâm.",
        "Anh ở P. Tân Lập từ nhỏ.",
        "Diện tích 1.000 m2 đất vườn.",
        "Ông nghĩ mãi... rồi gật đầu.",
    ],
)
def test_a_full_stop_inside_does_not_end_a_sentence(text):
    assert cut(text) == [text]


def test_sentences_end_at_stops_quotes_and_lines():
    assert cut("Bà nói: “Làm đi!” Rồi bà cười. Dòng một\nDòng hai") == [
        "Bà nói: “Làm đi!”",
        "Rồi bà cười.",
        "Dòng một",
        "Dòng hai",
    ]


def test_a_page_without_any_stop_is_cut():
    text = "chữ " * 5000
    assert all(b - a <= MAX_SENTENCE for a, b in sentences(text))
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")


def test_the_quick_look_misses_nothing_that_is_cleaned():
    from nlp import text

    ends = "\r\u2028\u2029\x0b\x0c\x85\ud800\udfff"
    assert [hex(ord(c)) for c in [*map(chr, text._CLEAN), *ends] if not text._SPECIAL.search(f"a{c}b")] == []
