"""The page after a list's page: only of the same list, only the next one, or none."""

import pytest

from crawler.discovery import ListError, page_number, page_url, section
from tests.crawler.lists import HOME, PAPER, A, B, addresses, html

LIST = f"{HOME}/hoc-va-lam-theo-bac"


def after(url, links, head="", more=""):
    page = html([A, *links], head).replace("</ul>", f"</ul>{more}")
    return addresses(section(page.encode(), url, PAPER), "page")


def named(href, text, attributes=""):
    return f'<a href="{href}" {attributes}>{text}</a>'


@pytest.mark.parametrize(
    ("here", "second", "third"),
    [
        ("/hoc-bac/", "/hoc-bac/trang-2.html", "/hoc-bac/trang-3.html"),
        ("/hoc-bac.html", "/hoc-bac/trang-2.html", "/hoc-bac/trang-3.html"),
        ("/hoc-bac", "/hoc-bac?page=2", "/hoc-bac?page=3"),
        ("/hoc-bac.html", "/hoc-bac.html?trang=2", "/hoc-bac.html?trang=3"),
        ("/hoc-bac/", "/hoc-bac/page/2/", "/hoc-bac/page/3/"),
        ("/hoc-bac", "/hoc-bac/p2", "/hoc-bac/p3"),
        ("/hoc-bac.html", "/hoc-bac-p2.html", "/hoc-bac-p3.html"),
        ("/hoc-bac.htm", "/hoc-bac-trang-2.htm", "/hoc-bac-trang-3.htm"),
        ("/topic/hoc-bac-5.html", "/topic/hoc-bac-5.html/p/2", "/topic/hoc-bac-5.html/p/3"),
        ("/hoc-bac", "/hoc-bac?start=20", "/hoc-bac?start=40"),
        ("/list.aspx?zone=5", "/list.aspx?zone=5&pageIndex=2", "/list.aspx?zone=5&pageIndex=3"),
        ("/", "/trang-2.html", "/trang-3.html"),
        ("/?cat=7", "/?cat=7&paged=2", "/?cat=7&paged=3"),
        (
            "/web/guest/hoc-bac",
            "/web/guest/hoc-bac?p_p_id=101_INSTANCE_aB&p_p_lifecycle=0&_101_INSTANCE_aB_delta=20&_101_INSTANCE_aB_cur=2",
            "/web/guest/hoc-bac?p_p_id=101_INSTANCE_aB&p_p_lifecycle=0&_101_INSTANCE_aB_delta=20&_101_INSTANCE_aB_cur=3",
        ),
    ],
)
class TestKnownForms:
    def test_the_first_page_leads_to_the_second(self, here, second, third):
        assert after(HOME + here, [third, second]) == [HOME + second]

    def test_the_second_page_leads_to_the_third_and_not_back(self, here, second, third):
        assert after(HOME + second, [here, second, third]) == [HOME + third]

    def test_the_last_page_leads_nowhere(self, here, second, third):
        assert after(HOME + third, [here, second, third]) == []

    def test_any_page_can_be_computed_from_the_second(self, here, second, third):
        assert page_url(HOME + second, 3) == HOME + third


def test_a_sharepoint_list_is_followed_but_cannot_be_computed():
    second = f"{LIST}?Paged=TRUE&p_Created=20240610&p_ID=77&PageFirstRow=31&View=%7B1%7D"
    assert after(LIST, [second]) == [second]
    assert page_url(second, 3) is None


@pytest.mark.parametrize(
    "other",
    ["/xay-dung-dang?page=2", "/trang-2.html", "/hoc-va-lam-theo-bac?page=7", "/hoc-va-lam-theo-bac?zone=4&page=2",
     "https://la.test/hoc-va-lam-theo-bac?page=2", "/hoc-va-lam-theo-bac-2024/trang-2.html"],
)  # fmt: skip
def test_pages_of_other_lists_and_pages_further_on_are_not_the_next(other):
    assert after(LIST, [other]) == []


def test_www_and_scheme_do_not_make_another_list():
    assert after(LIST, ["http://www.bao-mau.test/hoc-va-lam-theo-bac/?page=2"]) == [
        "http://www.bao-mau.test/hoc-va-lam-theo-bac/?page=2"
    ]


def test_a_list_counted_from_nought_is_followed_by_what_its_links_say():
    assert after(LIST, [], more=named("?page=1", "2") + named("?page=2", "3")) == [f"{LIST}?page=1"]


def test_a_list_counted_from_nought_goes_on_in_order():
    assert after(f"{LIST}?page=1", [], more=named("?page=1", "2") + named("?page=2", "3")) == [f"{LIST}?page=2"]


def test_any_page_of_a_list_counted_from_nought_can_be_computed():
    assert page_url(f"{LIST}?page=1", 5) == f"{LIST}?page=4"


@pytest.mark.parametrize(
    "text",
    ["Trang sau", "TRANG SAU »", "Trang tiếp", "Tiếp theo", "Xem thêm", "Xem thêm tin bài", "›", "»", "Sau", "next"],
)
def test_a_link_that_says_next_is_believed_when_it_continues_the_section(text):
    assert after(LIST, [], more=named("/hoc-va-lam-theo-bac?tu=1718000000", text)) == [f"{LIST}?tu=1718000000"]


def test_a_number_is_believed_when_the_address_continues_the_section():
    assert after(LIST, [], more=named("/hoc-va-lam-theo-bac/2", "2")) == [f"{LIST}/2"]


@pytest.mark.parametrize(
    ("href", "text"),
    [("/xay-dung-dang", "Xem thêm"), ("/hoc-va-lam-theo-bac/xa-hoi", "Xem thêm"), ("/hoc-va-lam-theo-bac/9", "2"),
     (A, "Xem thêm"), ("/hoc-va-lam-theo-bac", "›"), ("#", "Trang sau"), ("javascript:sau()", "Trang sau")],
)  # fmt: skip
def test_a_link_that_says_next_and_leads_elsewhere_is_not_believed(href, text):
    assert after(LIST, [], more=named(href, text)) == []


def test_nothing_continues_a_home_page_by_its_words_alone():
    assert after(f"{HOME}/", [], more=named("/chinh-tri?trang-so=2", "Xem thêm")) == []


def test_rel_next_in_the_head_is_followed():
    assert after(LIST, [], head=f'<link rel="next" href="{LIST}/trang-2.html">') == [f"{LIST}/trang-2.html"]


def test_rel_next_to_another_host_is_not_followed():
    assert after(LIST, [], head='<link rel="next" href="https://la.test/a?page=2">') == []


@pytest.mark.parametrize(
    "button",
    [
        '<button class="btn-more" data-url="/ajax/danh-sach?muc=7&amp;page=2">Xem thêm</button>',
        '<a class="x" href="javascript:void(0)" data-url="/ajax/danh-sach?muc=7&amp;page=2">Xem thêm</a>',
        '<div id="load-more" data-href="/ajax/danh-sach?muc=7&amp;page=2"></div>',
    ],
)
def test_a_load_more_button_with_a_plain_address_is_followed(button):
    assert after(LIST, [], more=button) == [f"{HOME}/ajax/danh-sach?muc=7&page=2"]


@pytest.mark.parametrize(
    "button",
    [
        '<button class="btn-share" data-url="/ajax/x?page=2">Chia sẻ</button>',
        '<button class="btn-more" data-url="https://la.test/ajax?page=2">Xem thêm</button>',
        '<button class="btn-more" data-url="javascript:them()">Xem thêm</button>',
        f'<button class="btn-more" data-url="{A}">Xem thêm</button>',
        '<button class="btn-more">Xem thêm</button>',
    ],
    ids=["shares", "stranger", "script", "article", "no address"],
)
def test_other_buttons_are_not_followed(button):
    assert after(LIST, [], more=button) == []


def test_a_piece_that_a_button_loaded_is_followed_by_the_next_piece():
    piece = f'<div class="list"><a href="{A}">tin</a><a href="{B}">tin</a></div>'
    found = section(piece.encode(), f"{HOME}/ajax/danh-sach?muc=7&page=2", PAPER)
    assert addresses(found, "page") == [f"{HOME}/ajax/danh-sach?muc=7&page=3"]


def test_a_page_of_the_list_is_never_one_of_its_articles():
    long = f"{HOME}/day-manh-hoc-tap-va-lam-theo-bac"
    found = section(html([A, f"{long}-p9.html"]).encode(), f"{long}.html", PAPER)
    assert addresses(found) == [A]


def test_a_further_page_without_articles_is_the_end_of_the_list():
    assert section(html(["/xa-hoi"]).encode(), f"{LIST}?page=45", PAPER) == {"article": [], "page": []}


def test_a_first_page_without_articles_is_an_error():
    with pytest.raises(ListError, match="none of its 1 links"):
        section(html(["/xa-hoi"]).encode(), f"{LIST}?page=1", PAPER)


def test_a_next_page_that_is_a_trap_is_not_given():
    calendar = f"{HOME}/lich-cong-tac?thang=5&nam=2026"
    assert after(calendar, [f"{calendar}&page=2"]) == []


@pytest.mark.parametrize(
    "url", [LIST, f"{HOME}/a.html?id=7", f"{LIST}?page=", f"{LIST}?Paged=TRUE", f"{LIST}?page=1234567"]
)
def test_an_address_of_no_known_form_has_no_number_and_no_other_pages(url):
    assert page_number(url) is None
    assert page_url(url, 3) is None


def test_there_is_no_page_nought():
    with pytest.raises(ValueError, match="no page 0"):
        page_url(f"{LIST}?page=2", 0)


@pytest.mark.parametrize(
    "url", ["https://[", "x" * 2_000_000, f"{HOME}/" + "trang-2/" * 60, f"{HOME}/?" + "page=2&" * 60]
)
def test_odd_addresses_raise_nothing(url):
    assert page_number(url) in (None, 2)


def test_a_pager_of_ten_thousand_pages_gives_one():
    assert after(LIST, [f"?page={n}" for n in range(2, 10_000)]) == [f"{LIST}?page=2"]
