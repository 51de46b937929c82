"""Bytes to text: the right encoding whatever is claimed, or a reason, never wrong letters in silence."""

import unicodedata

import pytest

from crawler.reading.decoding import BROKEN, UnreadableError, decode, fault

TEXT = "<p>Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng ở đâu.</p>"
PAGE = f"<html><head><title>Chi bộ xóm Đồng Lạc</title></head><body>{TEXT * 3}</body></html>"


def declared(page: str, charset: str) -> str:
    return page.replace("<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">')


def windows_1258(page: str) -> bytes:
    """Base letter with circumflex, breve or horn, then the tone as a sign of its own."""
    parts = []
    for char in page:
        try:
            parts.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            letters = unicodedata.normalize("NFD", char)
            tone = next(c for c in letters if c in "\u0300\u0301\u0303\u0309\u0323")
            parts.append((unicodedata.normalize("NFC", letters.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(parts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "header",
    [None, "text/html", "text/html; charset=iso-8859-1", "text/html; charset=UTF-8", "text/html; charset=nonsense"],
)
def test_unicode_is_read_whatever_the_header_claims(encoding, header):
    assert decode(PAGE.encode(encoding), header).lstrip("\ufeff") == PAGE


@pytest.mark.parametrize("claim", ["windows-1252", "windows-1258", "iso-8859-1"])
def test_windows_1258_is_told_by_its_letters(claim):
    page = declared(PAGE, claim)
    assert decode(windows_1258(page)) == page


def test_windows_1258_that_claims_to_be_utf_8_is_read_by_its_letters():
    page = declared(PAGE, "utf-8")
    assert decode(windows_1258(page)) == page


def test_a_long_script_before_the_text_hides_no_encoding():
    page = declared(PAGE, "windows-1252").replace("<head>", "<head><script>" + "var a = 1; " * 2000 + "</script>")
    assert decode(windows_1258(page)) == page


def test_chinese_without_a_name_of_its_encoding_is_refused():
    with pytest.raises(UnreadableError):
        decode(("<html><body><p>" + "支部书记打开本子向村民们宣读" * 20 + "</p></body></html>").encode("gb18030"))


def test_chinese_that_names_its_encoding_is_read():
    page = "<html><head><meta charset=gb2312></head><body><p>支部书记打开本子向村民们宣读</p></body></html>"
    assert decode(page.encode("gb2312")) == page


def test_a_cut_letter_at_the_end_harms_nothing():
    assert decode(PAGE.encode() + b"\xe1\xbb").startswith(PAGE)


def test_a_broken_letter_is_marked():
    assert BROKEN in decode(PAGE.replace("xong", "x").encode() + b"m\xc6\xffng")


def test_smart_quotes_of_windows_1252_are_quotes():
    page = "<html><body><p>The cell “met” – and the people’s book was read.</p></body></html>"
    assert decode(page.encode("cp1252")) == page


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ.", None),
        (
            "Chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ.".encode().decode("latin-1"),
            "text decoded twice",
        ),
        (
            "Chi b\ufffd m\ufffd s\ufffd, \ufffd\ufffdc l\ufffdi nh\ufffdng vi\ufffdc dân h\ufffdi k\ufffd tr\ufffd\ufffdc.",
            "broken characters",
        ),
        (f"Chi bộ mở sổ, đọc lại những {BROKEN} việc dân hỏi.", "broken characters"),
        ("Ph¸t ®éng phong trµo thi ®ua häc tËp vµ lµm theo tÊm g\u00ad¬ng ®¹o ®øc", "legacy encoding TCVN3"),
        ("Hoïc taäp vaø laøm theo taám göông ñaïo ñöùc Hoà Chí Minh laø vieäc", "legacy encoding VNI"),
        ("Read the book to the people of the village and say what was done.", None),
        ("", None),
    ],
)
def test_what_is_wrong_with_the_letters_is_named(text, reason):
    assert fault(text) == reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"\x00" * 5000,
        bytes(range(256)) * 300,
        b"\xfe\xff" + b"\xd8\x00" * 500,
        b"\xff\xfe" + b"\x00\xd8" * 500_000,
        b"\xef\xbb\xbf" + b"\xff" * 1_000_000,
        b"\x81" * 1_000_000,
    ],
)
def test_any_bytes_give_text_or_a_reason(content):
    try:
        text = decode(content)
    except UnreadableError as error:
        text = str(error)
    assert isinstance(text, str)
