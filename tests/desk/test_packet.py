"""Packets in three forms; hostile words act in none of them."""

import io
import json
import re
from html.parser import HTMLParser

import pytest
from docx import Document

from desk.editors.packet import made
from desk.editors.pages import markdown, safe_url

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **đậm** `mã` | a & b \x00\x08\ufffe =HYPERLINK(1)"
NODE = {"id": "1", "url": "https://thu.test/1", "title": "Bài", "source": "thu", "source_name": "Báo Thử", "published_at": None,
        "taken_from": None, "told_by": None, "said": None, "outside": False, "kept": None, "own": None, "title_changed": None, "children": []}  # fmt: skip


def packet(words="Hũ gạo", url="https://thu.test/1", **changes):
    where = {"field": "body", "start": 0, "end": 2, "sentence": words}
    unit = {"code": "1", "name": words, "level": "commune", "province": words + "!"}
    return {"id": "1", "url": url, "title": words, "sapo": words, "paragraphs": [words, "1. Một", "# Hai"],
            "images": [{"url": url, "caption": words, "credit": words}], "author": words, "credit": words, "published_at": "2024-06-10",
            "modified_at": None, "section": None, "series": None, "withdrawn": None, "tagged": True,
            "paper": {"id": "thu", "name": words, "site": "https://thu.test/", "hosts": ["thu.test"], "contact": None},
            "places": [{"then": unit, "now": [unit, unit], "changed": True, "role": "primary", **where}],
            "figures": [{"text": words, **where}], "names": [{"name": words, "role": words, **where}], "models": [{"name": words, **where}],
            "family": {"family": "1", "original": "1", "members": 2, "reuse": [],
                       "roots": [{**NODE, "children": [{**NODE, "id": "2", "told_by": "credit", "taken_from": "1", "said": words}]}]},
            **changes}  # fmt: skip


TAKEN = [{"at": "2026-11-22T01:00:00Z", "who": "lan", "by": HOSTILE, "for": HOSTILE}]


class Tags(HTMLParser):
    """Every element and link of a page."""

    def __init__(self, text):
        super().__init__()
        self.names, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]


def words_of(docx):
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_every_form_holds_text_and_checks_and_permission(form):
    page = made(packet(), [], form)
    text = "\n".join(words_of(page)) if form == "docx" else page
    for part in (
        "Hũ gạo",
        "https://thu.test/1",
        "chưa rõ; hỏi tòa soạn",
        "Cần kiểm tra",
        "ký tự 0–2",
        "Về quyền đăng lại",
        "cấp xã",
    ):
        assert part in text


@pytest.mark.parametrize(
    "url", ["https://thu.test/1", "javascript:alert(1)", "data:text/html,x", "https://[", '"><script>', None]
)
def test_hostile_words_do_not_come_alive_in_html(url):
    tags = Tags(made(packet(HOSTILE, url or ""), TAKEN, "html"))
    assert "script" not in tags.names
    assert "img" not in tags.names
    assert all(link.startswith("https://thu.test/") for link in tags.links)


def test_hostile_words_do_not_come_alive_in_markdown():
    page = made(packet(HOSTILE, "javascript:alert(1)"), TAKEN, "md")
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[x(?<!\\)\]|(?<!\\)\*\*đậm", page)
    assert "<javascript:" not in page
    assert "\\# Hai" in page
    assert "1\\. Một" in page


def test_hostile_words_are_words_in_docx():
    assert any("<script>" in words for words in words_of(made(packet(HOSTILE), TAKEN, "docx")))


def test_pictures_are_named_never_enclosed():
    assert Document(io.BytesIO(made(packet(), [], "docx"))).inline_shapes.__len__() == 0


def test_an_endless_article_is_a_packet():
    assert len(made(packet(paragraphs=["a" * 2_000_000]), [], "md")) > 2_000_000


@pytest.mark.parametrize("warning", [{"withdrawn": {"at": "2026", "why": "gone"}}, {"tagged": False}])
def test_a_warning_stands_before_the_text(warning):
    page = made(packet(**warning), [], "md")
    assert page.index("**") < page.index("Báo:")


@pytest.mark.parametrize(("typed", "written"), [
    ("12.000 hộ", "12.000 hộ"), ("1. Một", "1\\. Một"), ("1) Một", "1\\) Một"), ("# a", "\\# a"), ("- a", "\\- a"), ("a_b*c", "a\\_b\\*c"), ("---", "\\---"),
    ("| a |", "\\| a \\|"), ("", "")])  # fmt: skip
def test_markdown_says_what_was_written(typed, written):
    assert markdown(typed) == written


@pytest.mark.parametrize(
    "url", ["javascript:x", "ftp://a", "https://", " https://a.test", "https://a.test/\n", "//a.test", None, ""]
)
def test_only_plain_web_addresses_are_links(url):
    assert safe_url(url) is None


@pytest.fixture
def story(answer):
    return answer("stories")["stories"][0]


def test_a_packet_is_written_to_a_file(ask, corpus, story, tmp_path):
    file = tmp_path / "bai.docx"
    result = ask("packet", story["id"], "--format", "docx", "-o", file, "--corpus", corpus)
    assert result.exit_code == 0
    assert story["title"] in words_of(file.read_bytes())[0]


def test_word_needs_a_file(ask, corpus, story):
    assert ask("packet", story["id"], "--format", "docx", "--corpus", corpus).exit_code == 2


def test_a_packet_without_an_article_is_a_wrong_usage(ask, corpus):
    assert ask("packet", "--corpus", corpus).exit_code == 2


def test_what_was_taken_enters_the_ledger(ask, corpus, story):
    shown = ask("packet", story["id"], "--taken-by", "Lan", "--for", "Báo Thử", "--corpus", corpus)
    assert "Lan, cho Báo Thử" in shown.stdout
    [entry] = json.loads(ask("packet", "--ledger", "--json", "--corpus", corpus).stdout)["taken"]
    assert (entry["id"], entry["by"], entry["for"]) == (story["id"], "Lan", "Báo Thử")


def test_an_empty_ledger_says_so(ask, corpus):
    assert "Sổ còn trống" in ask("packet", "--ledger", "--corpus", corpus).stdout


def of_family(**changes):
    """The packet of a copy in a family of two, the copy changed as wanted."""
    copy = {**NODE, "id": "2", "source_name": "Báo Chép", **changes}
    first = {**NODE, "source_name": "Báo Gốc"}
    tree = {"family": "1", "original": None if changes.get("outside") else "1", "members": 2, "reuse": [],
            "roots": [{**first, "children": [] if changes.get("outside") else [copy]}, *([copy] if changes.get("outside") else [])]}  # fmt: skip
    return packet(id="2", family=tree)


def test_the_packet_of_a_reprint_names_the_paper_that_may_give_permission():
    page = made(of_family(told_by="credit", taken_from="1", said="Báo Gốc"), [], "md")
    assert "BẢN ĐĂNG LẠI của Báo Gốc" in page
    assert "thuộc quyền của tác giả và của Báo Gốc" in page


def test_the_packet_of_a_text_from_outside_says_whom_it_names():
    page = made(of_family(outside=True, said="TTXVN"), [], "md")
    assert "LẤY TỪ TTXVN" in page


def test_the_packet_of_an_original_has_no_such_warning():
    assert "ĐĂNG LẠI" not in made(packet(), [], "md")
