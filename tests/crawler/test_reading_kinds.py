"""What says itself that it is no article, and what is refused for its size."""

import pytest

from crawler.reading import read_page
from crawler.reading.lines import MOST
from crawler.reading.parsing import MAX_TAGS

URL = "https://bao-mau.test/mot-bai-viet-1001.html"
TITLE = "Chi bộ xóm Đồng Lạc giữ nếp họp dân"
ONE = "Bí thư chi bộ mở sổ, đọc lại những việc dân hỏi kỳ trước rồi nói rõ việc nào xong, việc nào còn vướng ở đâu."
TEXT = "".join(f"<p>{number}. {ONE}</p>" for number in range(1, 7))


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def kind(body: str, head: str = "", url: str = URL) -> str:
    return read_page(page(body, head), url, layout="general").kind


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


class TestDeclared:
    @pytest.mark.parametrize("og", ["video.other", "video"])
    def test_a_page_declared_a_film_is_media(self, og):
        assert kind(TEXT, f'<meta property="og:type" content="{og}">') == "media"

    def test_a_live_blog_is_media(self):
        assert kind(TEXT, ld('{"@type": "LiveBlogPosting"}')) == "media"

    @pytest.mark.parametrize("declared", ["CollectionPage", "SearchResultsPage", "ProfilePage"])
    def test_a_page_declared_a_list_is_one(self, declared):
        assert kind(TEXT, ld(f'{{"@type": "{declared}"}}')) == "list"

    def test_an_article_with_a_film_in_it_stays_an_article(self):
        head = ld('{"@graph": [{"@type": "VideoObject"}, {"@type": ["NewsArticle"]}]}')
        assert kind(TEXT, head) == "article"

    def test_two_answers_of_a_reader_poll_leave_the_article(self):
        assert kind(TEXT + '<input type="radio" name="poll"><input type="radio" name="poll">') == "article"


class TestHeadOfThePage:
    @pytest.mark.parametrize(
        "text",
        [
            '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Thu Hà"},}',
            '<!-- {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Thu Hà"}} -->',
            '"{\\"@type\\": \\"NewsArticle\\", \\"author\\": \\"Thu Hà\\"}"',
            '[{"@graph": [{"@type": "WebSite"}, {"@type": "https://schema.org/NewsArticle", "author": [{"name": "Thu Hà"}]}]}]',
        ],
        ids=["trailing comma", "in a comment", "encoded twice", "array and graph"],
    )
    def test_damaged_json_is_still_read(self, text):
        body = f"<div>Thu Hà</div>{TEXT}"
        assert read_page(page(body, ld(text)), URL, layout="general").article.author == "Thu Hà"

    def test_an_author_the_page_does_not_print_is_not_taken(self):
        head = ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Thu Hà"}}')
        assert read_page(page(TEXT, head), URL, layout="general").article.author is None

    def test_the_publisher_is_no_author(self):
        head = ld('{"@type": "NewsArticle", "author": {"name": "Tin Nhanh"}, "publisher": {"name": "Tin Nhanh"}}')
        assert read_page(page(f"<div>Tin Nhanh</div>{TEXT}", head), URL, layout="general").article.author is None

    def test_a_headline_escaped_twice_confirms_the_printed_one(self):
        head = '<meta property="og:title" content="&amp;quot;Giữ lời&amp;quot; với dân xóm Đồng Lạc">'
        content = page(TEXT, head).replace(f"<h1>{TITLE}".encode(), '<h1>"Giữ lời" với dân xóm Đồng Lạc'.encode())
        assert read_page(content, URL, layout="general").article.title == '"Giữ lời" với dân xóm Đồng Lạc'


class TestSizes:
    def test_too_many_tags_are_refused_with_the_reason(self):
        reading = read_page(page("<p>a" * (MAX_TAGS + 1)), URL)
        assert (reading.kind, reading.reason) == ("failed", f"more than {MAX_TAGS} tags")

    def test_too_many_lines_are_refused_with_the_reason(self):
        reading = read_page(page(f"<p>{ONE}" * (MOST + 1)), URL, layout="general")
        assert (reading.kind, reading.reason) == ("failed", f"more than {MOST} lines")

    def test_an_endless_text_is_refused_with_the_reason(self):
        reading = read_page(page("<p>" + ONE * 12_000), URL, layout="general")
        assert (reading.kind, reading.reason) == ("failed", "a text of more than 1000000 characters")

    def test_a_headline_of_five_million_letters_is_no_title(self):
        content = page(TEXT).replace(TITLE.encode(), b"chu " * 1_250_000)
        assert read_page(content, URL, layout="general").kind in ("missing", "failed")
