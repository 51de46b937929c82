"""What a page is, what its text is, and that nothing breaks the reader."""

import unicodedata

import pytest

from crawler.reading import read_page
from crawler.reading.parsing import MAX_BYTES, MAX_TAGS

URL = "https://bao-mau.test/mot-bai-viet-1001.html"
TITLE = "Chi bộ xóm Đồng Lạc giữ nếp họp dân"
LEAD = "Mỗi tháng một tối, cả xóm ngồi lại bàn việc chung, ai cũng được nói và được nghe trả lời."
ONE = "Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng ở đâu."
TWO = "Nhờ cách làm ấy, con mương dài 700m bị lấp nhiều năm đã thông, 42 hộ cuối xóm có nước cấy đúng vụ."
THREE = "Xóm bên sang học, xin cả mẫu sổ. Chi bộ chỉ dặn một câu: đã hứa thì phải ghi ngày làm xong."


def page(body: str, head: str = "", title: str = TITLE) -> bytes:
    shell = (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{title} - Báo Mẫu</title>{head}</head><body>'
        f'<ul><li><a href="/a">Chính trị</a></li></ul><main><h1 class="title-detail">{TITLE}</h1>%s</main></body></html>'
    )
    return (shell % body).encode()


def font5(inside: str, before: str = "") -> bytes:
    return page(f'{before}<h2 class="sapo">{LEAD}</h2><div id="content-detail">{inside}</div>')


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PLAIN = paragraphs(ONE, TWO, THREE)
BODY = "\n".join((ONE, TWO, THREE))


def article(content: bytes, url: str = URL, **options):
    reading = read_page(content, url, **options)
    assert reading.kind == "article", (reading.kind, reading.reason)
    return reading.article


class TestKinds:
    def test_an_empty_answer_is_no_page(self):
        assert read_page(b"", URL).kind == "not_html"

    @pytest.mark.parametrize(
        "content",
        [b"%PDF-1.7 ...", b'{"a": 1}', "chỉ là chữ".encode(), b"<rss><channel/></rss>", bytes(range(256)) * 50],
    )
    def test_what_is_not_html_is_no_page(self, content):
        assert read_page(content, URL).kind == "not_html"

    def test_an_image_type_is_no_page(self):
        assert read_page(font5(PLAIN), URL, content_type="image/jpeg").kind == "not_html"

    @pytest.mark.parametrize(
        "url",
        ["https://a.test/print/3301752.html", "https://a.test/print.aspx?p=77", "https://a.test/bai-1.html?print=1"],
    )
    def test_a_print_copy_is_told_by_its_address(self, url):
        assert read_page(font5(PLAIN), url).kind == "print"

    def test_a_print_copy_names_the_page_it_copies(self):
        head = '<link rel="canonical" href="/mot-bai-viet-1001.html">'
        reading = read_page(
            page(f'<div id="content-detail">{PLAIN}</div>', head), "https://bao-mau.test/print/1001.html"
        )
        assert reading.canonical == "https://bao-mau.test/mot-bai-viet-1001.html"

    def test_headlines_with_excerpts_are_a_list(self):
        items = "".join(
            f'<div class="i"><a href="/b{n}.html">Bài số {n} kể chuyện một chi bộ ở vùng cao</a><p>{LEAD} {n}</p></div>'
            for n in range(12)
        )
        assert (
            read_page(
                f"<html><title>Xã hội</title><body><h1>Xã hội</h1>{items}</body></html>".encode(),
                "https://a.test/xa-hoi",
            ).kind
            == "list"
        )

    def test_two_headlines_beside_a_long_side_box_are_no_article(self):
        items = "".join(
            f'<div class="i"><a href="/b{n}.html">Bài số {n} kể chuyện một chi bộ ở vùng cao</a><p>{LEAD}</p></div>'
            for n in range(2)
        )
        box = f'<div class="most"><h3>Đọc nhiều nhất</h3><div><a href="/c.html">{TITLE} suốt mười năm</a>{paragraphs(LEAD, ONE, TWO)}</div></div>'
        assert (
            read_page(
                f"<html><body><h1>Chính trị</h1>{items}{box}</body></html>".encode(), "https://a.test/chinh-tri"
            ).kind
            != "article"
        )

    @pytest.mark.parametrize(
        "path", ["tags/lam-theo-bac", "chu-de/hoc-bac.html", "xa-hoi/trang-44.html", "xa-hoi/?page=7", ""]
    )
    def test_tag_topic_and_paged_addresses_are_lists(self, path):
        assert (
            read_page(f"<html><body><h1>Làm theo Bác</h1>{PLAIN}</body></html>".encode(), f"https://a.test/{path}").kind
            == "list"
        )

    def test_a_gallery_is_media(self):
        pictures = "".join(
            f'<figure><img src="/{n}.jpg"><figcaption>Ảnh {n} của ngày hội.</figcaption></figure>' for n in range(6)
        )
        assert read_page(font5(pictures).replace(LEAD.encode(), b""), URL).kind == "media"

    def test_a_film_without_text_is_media(self):
        assert read_page(page("<video src='/a.mp4'></video><p>Xem phim</p>"), URL).kind == "media"

    def test_a_quiz_is_no_article(self):
        questions = "".join(
            f'<p>Câu {n}: {ONE}</p><input type="radio" name="q{n}"><input type="radio" name="q{n}">' for n in range(5)
        )
        assert read_page(page(f"<form>{questions}</form>"), URL).reason == "quiz"

    def test_an_error_page_sent_as_a_page_is_missing(self):
        assert (
            read_page(b"<html><title>404 Not Found</title><body><h1>404</h1><p>Not found</p></body></html>", URL).kind
            == "missing"
        )

    def test_an_encrypted_body_is_missing(self):
        sealed = "QmFpIHZpZXQ" * 200
        content = f'<html><body><h1 class="article__title">{TITLE}</h1><div id="dcontent" data-enc="{sealed}"></div><div class="s">{PLAIN}</div></body></html>'
        assert read_page(content.encode(), URL).reason == "body encrypted"

    def test_a_sealed_text_in_the_body_is_missing(self):
        content = f'<html><body><h1>{TITLE}</h1><div id="dcontent">{"U2FsdGVkX1" * 100}</div><div class="s">{PLAIN}</div></body></html>'
        assert read_page(content.encode(), URL).reason == "body encrypted"

    def test_an_empty_body_is_never_filled_from_a_side_box(self):
        content = page(f'<div id="content-detail"></div></main><div class="side">{PLAIN}</div><main>')
        assert read_page(content, URL).kind == "missing"


class TestText:
    def test_every_word_arrives_in_order(self):
        assert article(font5(PLAIN)).body == BODY

    def test_the_lead_is_not_repeated_in_the_body(self):
        assert article(font5(paragraphs(LEAD) + PLAIN)).body == BODY

    def test_the_headline_inside_the_body_goes(self):
        assert article(font5(f"<h2>{TITLE}</h2>" + PLAIN)).body == BODY

    def test_inline_marks_never_part_a_word(self):
        inside = PLAIN.replace("700m", "700<sup>m</sup>").replace("Bí thư", "<span>B</span>í thư")
        assert article(font5(inside)).body == BODY

    def test_two_breaks_part_paragraphs(self):
        assert article(font5("<br><br>".join((ONE, TWO, THREE)))).body == BODY

    def test_a_break_inside_a_sentence_parts_nothing(self):
        assert article(font5(PLAIN.replace("con mương dài", "con mương<br>dài"))).body == BODY

    def test_hidden_elements_are_not_read(self):
        assert (
            article(font5('<p style="display: none">ẩn</p>' + PLAIN + "<script>var a='<p>x</p>'</script>")).body == BODY
        )

    def test_comments_in_the_source_leave_the_text_whole(self):
        assert article(font5(PLAIN.replace("42 hộ", "<!-- x -->42 hộ"))).body == BODY

    @pytest.mark.parametrize("line", ["0:00 / 0:00", "Your browser does not support the audio element.", "A- A A+ | Tăng tương phản Giảm tương phản", "Cỡ chữ Mặc định", "In trang", "Theo dõi Báo Mẫu trên Google News", "Ý kiến ()", "Phản hồi", "Đang online 17132 Tổng lượt truy cập 873679229", "Đang có 74 khách và không thành viên đang online"])  # fmt: skip
    def test_page_furniture_leaves_the_body(self, line):
        assert article(font5(f"<p>{line}</p>{PLAIN}<p>{line}</p>")).body == BODY

    def test_a_related_box_leaves_the_body(self):
        box = '<div><p>Tin liên quan</p><ul><li><a href="/x.html">Mưa lớn ở vùng cao</a></li></ul></div>'
        assert article(font5(paragraphs(ONE) + box + paragraphs(TWO, THREE))).body == BODY

    def test_a_link_inside_a_sentence_stays(self):
        assert article(font5(PLAIN.replace("con mương", '<a href="/m">con mương</a>'))).body == BODY

    def test_the_address_of_the_page_as_last_line_goes(self):
        assert article(font5(PLAIN + f"<p>{URL}</p>")).body == BODY

    def test_a_closing_name_leaves_the_body(self):
        read = article(font5(PLAIN + '<p align="right"><b>HOÀNG VĂN</b><br>Ban Tuyên giáo Huyện ủy</p>'))
        assert (read.body, read.author) == (BODY, "Hoàng Văn")

    def test_a_credit_line_leaves_the_body(self):
        read = article(font5(PLAIN + "<p>Theo TTXVN</p>"))
        assert (read.body, read.author, read.credit) == (BODY, None, "TTXVN")

    def test_text_after_a_premature_end_is_read(self):
        content = font5(PLAIN).replace(TWO.encode(), TWO.encode() + b"</body></html>")
        assert article(content).body == BODY

    def test_an_end_right_at_the_start_hides_nothing(self):
        assert article(font5(PLAIN).replace(b"<html lang", b"<html></html><html lang")).body == BODY

    def test_the_name_of_a_commenter_is_no_author(self):
        assert article(font5(PLAIN) + b"<div class='author'>Lan Anh</div>").author is None

    def test_the_name_of_the_site_in_the_head_is_no_author(self):
        content = page(f'<div id="content-detail">{PLAIN}</div>', '<meta name="author" content="Báo Mẫu">')
        assert article(content, site_names=("Báo Mẫu",)).author is None


class TestCharacters:
    def test_decomposed_letters_are_composed(self):
        assert article(unicodedata.normalize("NFD", font5(PLAIN).decode()).encode()).body == BODY

    def test_windows_1258_is_read(self):
        content = font5(PLAIN).decode().replace("utf-8", "windows-1258")
        encoded = "".join(_for_1258(char) for char in content).encode("cp1258")
        assert article(encoded).body == BODY

    def test_a_wrong_header_does_not_beat_the_bytes(self):
        assert article(font5(PLAIN), content_type="text/html; charset=iso-8859-1").body == BODY

    def test_utf_16_with_a_mark_is_read(self):
        assert article(font5(PLAIN).decode().encode("utf-16")).body == BODY

    def test_eth_blanks_and_invisible_marks_are_cleaned(self):
        inside = PLAIN.replace("đúng vụ", "\u200bđúng\u00a0vụ").replace("Bí thư", "Bí\ufeff thư")
        assert article(font5(inside)).body == BODY

    def test_nul_and_lone_surrogates_are_removed(self):
        assert article(font5(PLAIN.replace("42 hộ", "42&#0; &#xD800;hộ").replace("đọc", "đ\0ọc"))).body == BODY

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Ph¸t ®éng phong trµo thi ®ua häc tËp vµ lµm theo tÊm g­¬ng ®¹o ®øc Hå ChÝ Minh trong toµn §¶ng bé tØnh. ", "Phát động phong trào thi đua học tập và làm theo tấm gương đạo đức Hồ Chí Minh"),
            ("Hoïc taäp vaø laøm theo taám göông ñaïo ñöùc Hoà Chí Minh laø vieäc laøm thöôøng xuyeân cuûa moãi ñaûng vieân. ", "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh"),
        ],
        ids=["TCVN3", "VNI"],
    )  # fmt: skip
    def test_a_font_encoding_of_the_nineties_is_read(self, typed, meant):
        assert article(page(f'<div id="content-detail"><p>{typed * 4}</p></div>')).body.startswith(meant)

    def test_text_decoded_twice_is_never_stored(self):
        broken = font5(PLAIN).decode().encode().decode("latin-1").encode()
        assert read_page(broken, URL).kind != "article"

    def test_a_broken_character_in_the_text_is_never_stored(self):
        assert read_page(font5(PLAIN).replace("mương".encode(), b"m\xc6\xffng"), URL).reason == "broken characters"

    def test_a_cut_last_byte_outside_the_text_does_no_harm(self):
        assert article(font5(PLAIN) + b"<p>\xe1\xbb").body == BODY


def _for_1258(char: str) -> str:
    """The way windows-1258 writes a letter: base with circumflex, breve or horn, then the tone."""
    try:
        char.encode("cp1258")
        return char
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone


class TestDatesOnThePage:
    def test_the_clock_of_the_visit_is_not_taken(self):
        clock = '<div class="clock">Thứ Bảy, 02/11/2024 00:22 (GMT +7)</div>'
        assert article(font5(PLAIN, before=clock)).published_at is None

    def test_a_date_in_the_text_is_not_taken(self):
        assert (
            article(font5(PLAIN + paragraphs("Quy định số 04-QĐ/TU, ngày 7/6/2017 của Tỉnh ủy."))).published_at is None
        )

    def test_a_date_in_a_side_list_is_not_taken(self):
        assert article(font5(PLAIN) + b"<ul><li><a href='/x'>Tin</a> 10:00 05/05/2020</li></ul>").published_at is None

    def test_the_printed_date_beats_a_machine_one(self):
        head = '<meta property="article:published_time" content="2024-06-10T13:08:37+00:00">'
        content = page(f'<div class="date font5">10/06/2024 13:08</div><div id="content-detail">{PLAIN}</div>', head)
        assert article(content).published_at == "2024-06-10T13:08:00+07:00"

    def test_a_machine_date_alone_is_taken_as_metadata(self):
        head = '<meta property="article:published_time" content="2024-06-10T23:15:00Z">'
        read = article(page(f'<div id="content-detail">{PLAIN}</div>', head))
        assert (read.published_at, read.published_basis) == ("2024-06-11T06:15:00+07:00", "metadata")

    def test_the_day_in_the_address_is_the_last_resort(self):
        read = article(font5(PLAIN), "https://a.test/bai/d20081223025000000.htm")
        assert (read.published_at, read.published_basis) == ("2008-12-23", "url")


class TestPictures:
    def test_a_caption_before_the_lead_is_a_caption(self):
        picture = '<figure><img src="/a.jpg"><figcaption>Buổi họp dân ở xóm.</figcaption></figure>'
        read = article(page(f'<h2 class="sapo">{picture}{LEAD}</h2><div id="content-detail">{PLAIN}</div>'))
        assert (read.sapo, read.images[0]["caption"]) == (LEAD, "Buổi họp dân ở xóm.")

    def test_the_headline_as_picture_text_is_no_caption(self):
        read = article(
            font5(f'<figure><img src="/a.jpg" alt="{TITLE}"><figcaption>{TITLE}</figcaption></figure>{PLAIN}')
        )
        assert read.images == [{"url": "https://bao-mau.test/a.jpg", "caption": None, "credit": None}]

    def test_a_caption_printed_twice_is_kept_once(self):
        figure = (
            '<figure><img src="/a.jpg"><figcaption>Buổi họp dân ở xóm.</figcaption></figure><p>Buổi họp dân ở xóm.</p>'
        )
        read = article(font5(paragraphs(ONE) + figure + paragraphs(TWO, THREE)))
        assert (read.body, [i["caption"] for i in read.images]) == (BODY, ["Buổi họp dân ở xóm."])

    def test_the_credit_leaves_the_caption(self):
        read = article(
            font5('<figure><img src="/a.jpg"><figcaption>Buổi họp dân. (Ảnh: Thu Hà)</figcaption></figure>' + PLAIN)
        )
        assert (read.images[0]["caption"], read.images[0]["credit"]) == ("Buổi họp dân.", "Thu Hà")

    def test_a_paragraph_beside_a_picture_stays_in_the_body(self):
        assert article(font5(f'<p><img src="/a.jpg">{ONE}</p>' + paragraphs(TWO, THREE))).body == BODY

    def test_a_table_of_figures_stays_in_the_body_row_by_row(self):
        table = "<table><tr><td>Năm</td><td>Số hộ</td></tr><tr><td>2023</td><td>42</td></tr></table>"
        assert article(font5(PLAIN + table + paragraphs(ONE))).body == f"{BODY}\nNăm | Số hộ\n2023 | 42\n{ONE}"


HOSTILE = {
    "tiny paragraphs": b"<html><body>" + b"<p>a</p>" * 200_000,
    "tiny paragraphs in a body": b"<html><h1 class=title-detail>x</h1><div id=content-detail>" + b"<p>a</p>" * 9000,
    "deep nesting": b"<html><body>" + b"<div>" * 5000,
    "attributes": b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
    "two million letters": b"<html><body><p>" + b"a" * 2_000_000,
    "stops": b"<html><body><h1>x</h1><p>" + b"a." * 20_000,
    "brackets": b"<html><h1 class=title-detail>x</h1><div id=content-detail><p>" + b"(" * 100_000,
    "nul": b"<html>\0" * 1000,
    "json": b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script>",
    "open quote": b"<html><p title='" + b'"' * 200_000,
    "marks": "<html><body><p>{}".format("\u0301" * 50_000).encode(),
    "headline": b"<html><title>" + b"x " * 500_000 + b"</title><h1>y</h1>",
    "scripts": b"<html>" + b"<script>" * 30_000,
}


class TestHostilePages:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_hostile_page_gives_an_answer(self, name):
        assert read_page(HOSTILE[name], URL).kind in ("missing", "failed", "not_html", "article")

    def test_a_page_over_the_size_limit_is_refused_with_its_reason(self):
        assert "bytes" in (read_page(b"<html>" + b"a" * MAX_BYTES, URL).reason or "")

    def test_a_page_over_the_tag_limit_is_refused_with_its_reason(self):
        assert str(MAX_TAGS) in (read_page(b"<html>" + b"<p>" * (MAX_TAGS + 1), URL).reason or "")

    @pytest.mark.parametrize("url", ["", "http://[bad", "x", "https://a.test/%%%", "https://a.test/\ud800"])
    def test_an_odd_address_raises_nothing(self, url):
        assert read_page(font5(PLAIN), url).kind in ("article", "list", "failed")
