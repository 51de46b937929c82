"""What section pages lead to, in any encoding and any state."""

import pytest

from crawler.discovery import MAX_SECTION_LINKS, ListError, section
from tests.crawler.lists import HOME, PAPER, A, B, addresses, html


def test_a_section_gives_its_articles_in_order_each_once():
    links = [
        A,
        "/xa-hoi",
        "/quet-duong-moi-sang-100725.html",
        A + "#x",
        "javascript:void(0)",
        "https://la.test/a-b-c-1234.html",
    ]
    assert addresses(section(html(links).encode(), f"{HOME}/chuyen-hay", PAPER)) == [A, B]


def test_a_section_is_not_its_own_article():
    [itself] = PAPER.sections
    assert addresses(section(html([itself, A]).encode(), itself, PAPER)) == [A]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("/tin/", f"{HOME}/tin/a-b-c-1234.html"),
        ("http://bao-cu.test/x/y", "http://bao-cu.test/x/a-b-c-1234.html"),
        ("", f"{HOME}/chuyen-hay/a-b-c-1234.html"),
        ("javascript:alert(1)", f"{HOME}/chuyen-hay/a-b-c-1234.html"),
    ],
)
def test_relative_links_follow_the_base_of_the_page(base, address):
    page = html(["a-b-c-1234.html"], f'<base target="_top"><base href="{base}">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay/", PAPER)) == [address]


def test_a_base_on_a_strangers_host_leads_nowhere():
    page = html(["a-b-c-1234.html", A], '<base href="https://la.test/">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay/", PAPER)) == [A]


DIACRITICS = "/chính-trị/góp-gạo-nuôi-em-nhỏ-mồ-côi"
ENCODED = f"{HOME}/ch%C3%ADnh-tr%E1%BB%8B/g%C3%B3p-g%E1%BA%A1o-nu%C3%B4i-em-nh%E1%BB%8F-m%E1%BB%93-c%C3%B4i"


@pytest.mark.parametrize("said", [None, "utf-8", "cp1252", "latin-1", "khong-co", "ascii", "cp1258"])
def test_a_utf8_page_gives_its_addresses_whatever_the_server_says(said):
    page = html([DIACRITICS], '<meta charset="windows-1252">')
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER, said)) == [ENCODED]


def test_a_page_in_windows_1258_gives_its_addresses():
    text = "Tin của xã vừa qua, chuyện ở bản làng, người đảng viên ấy đã góp gạo nuôi em nhỏ từ đầu năm nay " * 5
    page = html(["/gop-gao-nuoi-em-100724.html"], "<title>tin</title>").replace("<ul>", f"<p>{text}</p><ul>")
    body = b"".join(cp1258(char) for char in page)
    assert addresses(section(body, f"{HOME}/chuyen-hay", PAPER, "windows-1258")) == [A]


def cp1258(char):
    """windows-1258 writes most Vietnamese letters as a base letter and a tone that follows it."""
    import unicodedata

    parts = unicodedata.normalize("NFD", char)
    tones = "".join(c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323")
    rest = unicodedata.normalize("NFC", parts[0] + "".join(c for c in parts[1:] if c not in tones))
    return rest.encode("cp1258") + tones.encode("cp1258")


def test_broken_bytes_cost_only_the_address_they_stand_in():
    page = html([A, "/BROKEN-b-c-1234.html", B]).encode().replace(b"BROKEN", b"\xff\xe1\xba")
    assert addresses(section(page, f"{HOME}/chuyen-hay", PAPER, "utf-8")) == [A, B]


def test_a_page_that_no_encoding_fits_still_gives_its_plain_addresses():
    page = (
        html([A], "<title>\N{REPLACEMENT CHARACTER}</title>").encode().replace("\ufffd".encode(), b"\x81\x8d\x90" * 300)
    )
    assert addresses(section(page, f"{HOME}/chuyen-hay", PAPER, "utf-8")) == [A]


def test_a_page_that_closes_too_early_is_read_to_its_end():
    page = "<!DOCTYPE html><html></html><body>" + html([A])[len("<!DOCTYPE html><html>") :]
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)) == [A]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00" * 500, b"{}", "xin chào".encode(), b"\x89PNG\r\n\x1a\n" + bytes(200), html([]).encode(),
        html(["/xa-hoi", "https://la.test/a-b-c-1234.html"]).encode(), b"<html><body><div id=app></div><script>x</script></body></html>",
    ],
    ids=range(8),
)  # fmt: skip
def test_a_section_that_leads_to_no_article_never_looks_quiet(body):
    with pytest.raises(ListError, match=r"^section: "):
        section(body, f"{HOME}/chuyen-hay", PAPER)


def test_a_section_with_very_many_links_is_read_up_to_a_bound():
    page = html(f"/a-b-c-{n}.html" for n in range(100_000, 110_000))
    assert len(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)["article"]) == MAX_SECTION_LINKS


@pytest.mark.parametrize(
    "body",
    [
        html(f"/a-b-c-{n}.html" for n in range(100_000, 300_000)),
        "<html><body>" + "<div>" * 100_000 + f'<a href="{A}">',
        "<html><body><a " + " ".join(f"a{n}=1" for n in range(100_000)) + f' href="{A}">',
    ],
    ids=["200,000 links", "100,000 levels", "100,000 attributes"],
)
def test_a_page_without_end_is_refused(body):
    with pytest.raises(ListError, match="more than"):
        section(body.encode(), f"{HOME}/chuyen-hay", PAPER)


def test_an_endless_link_costs_only_itself():
    page = html(["/" + "a-" * 1_000_000, "a." * 20_000, A])
    assert addresses(section(page.encode(), f"{HOME}/chuyen-hay", PAPER)) == [A]
