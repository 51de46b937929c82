"""Text typed before Unicode (TCVN3, VNI) is told by its letters and brought to Unicode; other text is left alone."""

import unicodedata

import pytest

from crawler.reading import legacy, read_page
from crawler.reading.decoding import UnreadableError, decode
from crawler.reading.syllables import is_syllable, share, table

URL = "https://bao-mau.test/mot-bai-viet-1001.html"
TITLE = "Chi bộ xóm Đồng Lạc giữ nếp họp dân"
LEAD = "Mỗi tháng một tối, cả xóm ngồi lại bàn việc chung, ai cũng được nói và được nghe trả lời."
ONE = "Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng ở đâu."
TWO = "Nhờ cách làm ấy, con mương dài 700m bị lấp nhiều năm đã thông, 42 hộ cuối xóm có nước cấy đúng vụ; kĩ sư, thợ mỏ, người đi ỷ lại đều khen."
CAPITALS = "ĐẢNG BỘ XÃ ĐỒNG LẠC: HỘI NGHỊ SƠ KẾT, BÀN VIỆC NƯỚC"

TO_TCVN3 = dict(zip(table()["tcvn3"]["vietnamese"], table()["tcvn3"]["latin"], strict=True))


def tcvn3(text: str) -> str:
    """As the fonts of the north hold it: capitals with a tone are the small letters of a font of capitals."""
    return "".join(TO_TCVN3.get(char, TO_TCVN3.get(char.lower(), char)) for char in text)


def vni(text: str) -> str:
    pairs = {letter: latin for latin, letter in legacy._vni()[1].items() if latin.islower() or latin.isupper()}
    return "".join(pairs.get(char, char) for char in text)


WAYS = {"TCVN3": tcvn3, "VNI": vni}


def page(change) -> str:
    body = "".join(f"<p>{change(text)}</p>" for text in (ONE, TWO))
    return (
        f"<html><head><title>{change(TITLE)}</title></head><body><ul><li><a href='/a'>Trang chủ</a></li></ul>"
        f"<h1 class='title-detail'>{change(TITLE)}</h1><h2 class='sapo'>{change(LEAD)}</h2>"
        f"<div id='content-detail'>{body}<p><b>{change('Bộ')}</b> {change('phận một cửa')}</p></div></body></html>"
    )


@pytest.mark.parametrize("name", WAYS)
def test_a_round_trip_keeps_every_letter(name):
    text = " ".join((TITLE, LEAD, ONE, TWO))
    back = {"TCVN3": legacy.from_tcvn3, "VNI": legacy.from_vni}[name](WAYS[name](text))
    assert back == text


@pytest.mark.parametrize("name", WAYS)
def test_every_vietnamese_letter_comes_back(name):
    letters = [
        unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", *"\u0300\u0301\u0303\u0309\u0323")
    ]
    back = {"TCVN3": legacy.from_tcvn3, "VNI": legacy.from_vni}[name]
    assert [back(WAYS[name](letter)) for letter in [*letters, "đ", "Đ"]] == [*letters, "đ", "Đ"]


@pytest.mark.parametrize("name", WAYS)
def test_a_headline_in_capitals_stays_one(name):
    back = {"TCVN3": legacy.from_tcvn3, "VNI": legacy.from_vni}[name]
    assert back(WAYS[name](CAPITALS)) == CAPITALS


@pytest.mark.parametrize("name", WAYS)
def test_the_way_of_typing_is_recognised(name):
    assert legacy.recognise(WAYS[name](f"{LEAD} {ONE}")) == name


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD} {ONE}",
        unicodedata.normalize("NFD", f"{LEAD} {ONE}"),
        "Le comité a décidé de réunir les habitants où l'on discute à côté du marché, très tôt, dès février déjà passé. "
        * 2,
        "Die Bürger hörten schöne Grüße über die Straße, später fährt der Mann zurück nach Köln und grüßt alle Mädchen. "
        * 2,
        "© 2024 » ® µ × ÷",
        "",
    ],
)
def test_other_text_is_not_mistaken(text):
    assert legacy.recognise(text) is None


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_typed_so_is_read(name, encoding):
    change = WAYS[name]
    content = page(change).replace("Trang chủ", "Trang chu").encode(encoding)
    read = read_page(content, URL)
    assert read.kind == "article", (read.kind, read.reason)
    assert (read.article.title, read.article.sapo, read.article.body) == (
        TITLE,
        LEAD,
        f"{ONE}\n{TWO}\nBộ phận một cửa",
    )


@pytest.mark.parametrize("name", WAYS)
def test_a_menu_in_unicode_stays_beside_a_body_that_is_not(name):
    assert "Trang chủ" in legacy.restore(page(WAYS[name]))


def test_letters_written_as_entities_are_read():
    content = page(lambda text: "".join(c if c.isascii() else f"&#{ord(c)};" for c in tcvn3(text)))
    assert read_page(content.encode(), URL).article.title == TITLE


def test_a_text_that_repeats_itself_is_read():
    assert "đảng và nhân dân" in legacy.restore("<p>" + tcvn3("đảng và nhân dân ta ") * 1000)


def test_signs_that_markup_needs_stay_entities():
    content = page(tcvn3).replace("42", "&lt;b&gt;42&amp;")
    assert "&lt;b&gt;42&amp;" in legacy.restore(content)


def test_a_page_in_unicode_is_left_byte_for_byte():
    content = page(str) + "© » «trích» × ÷ µ " * 10 + "&agrave;&eacute;" * 20
    assert legacy.restore(content) == content


def test_half_of_a_text_typed_so_is_set_aside_rather_than_stored():
    text = "Ph¸t ®éng phong trµo xxkq wwzz qqrt zzpl kkwq vvbn ggtr ®¶ng tØnh " * 9
    read = read_page(f"<h1 class='title-detail'>{TITLE}</h1><div id='content-detail'><p>{text}</p></div>".encode(), URL)
    assert (read.kind, read.reason) == ("failed", "legacy encoding TCVN3")


@pytest.mark.parametrize(
    "word", "nghiêng quyết giếng gì khuya Đảng ƯỚC thuở ngoằng ruột yêu ỷ huyện quốc xoong".split()
)
def test_a_vietnamese_syllable_is_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", "school Bỏt nhcn zoo brèm các̀ hợcp fa strength lµm ®¶ng ngh".split())
def test_what_no_vietnamese_says_is_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "text", ["", "12 34", "µ" * 100_000, "<" * 50_000, "&" * 100_000, "&#" * 50_000, "ö" * 100_000]
)
def test_odd_text_raises_nothing(text):
    assert isinstance(legacy.restore(text), str)
    assert 0 <= share(text) <= 1


def test_every_sign_of_the_old_fonts_in_a_row_is_no_text():
    with pytest.raises(UnreadableError):
        decode(b"<html>" + bytes(range(161, 256)) * 5000)
