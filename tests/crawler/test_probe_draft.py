"""Drafting a source from its home page: whatever the page says, the draft is sound TOML that passes the checker."""

import tomllib

import pytest

from corpus.errors import GuongError
from crawler.draft import address, quoted, written
from crawler.probing.home import Seen
from crawler.probing.menu import read_home
from crawler.sources import Source, problems_of
from tests.support.press import serving
from tests.support.run import guong

HOST = "baoquangninh.vn"
MENU = ('<a href="/chinh-tri">Chính trị</a><a href="/hoc-bac">Học Bác</a><a href="/nguoi-tot-viec-tot">Người tốt</a>'
        '<a href="/xay-dung-dang">Xây dựng Đảng</a>')  # fmt: skip
HEAD = ('<title>Báo Quảng Ninh điện tử</title><link rel="alternate" type="application/rss+xml" href="/rss/home.rss">'
        '<meta property="og:site_name" content="Báo Quảng Ninh">')  # fmt: skip


def site(body=MENU, head=HEAD, host=HOST, **more):
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode("utf-8", "surrogatepass")
    home = read_home(page, f"https://{host}/", Source("draft", "draft", (host,)), "text/html; charset=utf-8")
    return Seen(**{"landed": f"https://{host}/", "home": home, "came_by": [host], **more})


def entry(seen, given=(), taken=()):
    """The drafted entry as TOML reads it; it must be one, and sound."""
    [made] = tomllib.loads(written(seen, given, taken).text)["source"]
    assert problems_of(made) == []
    return made


def test_a_draft_holds_what_the_home_page_tells():
    made = entry(site(sitemaps=[f"https://{HOST}/sitemap.xml"]))
    assert made == {
        "id": "baoquangninh", "name": "Báo Quảng Ninh", "province": "22", "hosts": [HOST],
        "feeds": [f"https://{HOST}/rss/home.rss"], "sitemaps": [f"https://{HOST}/sitemap.xml"],
        "sections": [f"https://{HOST}/{part}" for part in ("hoc-bac", "nguoi-tot-viec-tot", "xay-dung-dang", "chinh-tri")],
        "layout": "auto", "delay": 5.0, "verified": "never",
    }  # fmt: skip


def test_a_draft_says_that_nobody_has_tried_it():
    assert "nobody has tried" in written(site(), (), ()).text


def test_the_layout_that_was_recognised_stands_beside_auto():
    text = written(site(layout="font5", article=f"https://{HOST}/a-1.html"), (), ()).text
    assert f'layout = "auto"  # font5, as recognised on https://{HOST}/a-1.html\n' in text


def test_a_province_that_is_not_sure_is_left_out_with_a_comment():
    seen = site(head="<title>Tin Nghệ An, Hà Tĩnh</title>", host="bao-thu.vn")
    assert "province" not in entry(seen)
    assert '# province = ""  # not sure (named: Nghệ An, Hà Tĩnh)' in written(seen, (), ()).text


def test_a_home_page_without_a_menu_is_the_section():
    assert entry(site(body="<p>x</p>"))["sections"] == [f"https://{HOST}/"]


def test_hosts_that_lead_to_todays_stand_behind_it():
    assert entry(site(came_by=["baoquangninh.com.vn", HOST]))["hosts"] == [HOST, "baoquangninh.com.vn"]


def test_www_is_kept_where_the_site_lives_there():
    seen = site(host=f"www.{HOST}", came_by=[HOST, f"www.{HOST}"])
    assert entry(seen)["hosts"] == [f"www.{HOST}"]


def test_an_id_that_is_taken_is_not_used_again():
    assert entry(site(), taken=["baoquangninh"])["id"] == "baoquangninh-2"


def test_a_section_that_was_given_comes_first():
    given = f"https://{HOST}/hoc-tap-lam-theo-loi-bac"
    assert entry(site(), given=[given])["sections"][0] == given


NASTY = ('"', "'", '"""', "\\", "\\u0041", "\n[[source]]\nid = 'x'\n", "\r", "\u2028", "\u0085", "\x7f", "\x00", "\ud800", "# x",
         "]", "${x}", "{name}", "\u202e", "🙂", "a" * 100_000)  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_no_title_breaks_the_toml(nasty):
    shown = nasty.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    head = f'<title>Báo {shown} Thử</title><meta property="og:site_name" content="Báo {shown} Thử">'
    body = f'<a href="/hoc-bac">Học Bác {shown}</a>'
    made = entry(site(body=body, head=head, layout=nasty, article=nasty))
    assert made["sections"] == [f"https://{HOST}/hoc-bac"]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_quoted_text_is_one_line_of_toml(text):
    line = f"x = {quoted(text)}"
    assert "\n" not in line
    assert isinstance(tomllib.loads(line)["x"], str)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("baothu.vn", "https://baothu.vn/"), ("http://BaoThu.vn", "http://baothu.vn/"), (" https://baothu.vn/a?b=1#c ", "https://baothu.vn/a?b=1"),
        ("https://baothu.vn:8080/", "https://baothu.vn:8080/"),
    ],
)  # fmt: skip
def test_an_address_may_be_typed_as_people_do(typed, read_as):
    assert address(typed) == read_as


@pytest.mark.parametrize("typed", ["", "http://", "ftp://baothu.vn/", "javascript:alert(1)", "https://ai@baothu.vn/", "https://[::1]/",
                                   "baothu", "https://[", "file:///etc/passwd", "a b.vn", "https://báo.vn/"])  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(typed):
    with pytest.raises(GuongError, match="is no address"):
        address(typed)


@pytest.mark.parametrize("typed", ["baomoi.com", "https://th.vietnam.vn/x", "http://www.vietbao.vn"])
def test_a_site_that_is_never_a_source_is_refused_with_the_reason(typed):
    with pytest.raises(GuongError, match=r"is never a source: .+"):
        address(typed)


@pytest.fixture
def paper():
    with serving() as press:
        press.articles(3)
        press.add(
            "/", f'<html><head>{HEAD}</head><body>{MENU}<a href="/chuyen-o-thon-so-00001.html">x</a></body>'.encode()
        )
        yield press


def test_a_redirect_of_the_home_page_says_where_the_site_lives(paper):
    with serving() as old:
        old.add("/", b"", status=301, Location=f"http://{paper.host}/")
        old.add("/robots.txt", b"", status=301, Location=f"http://{paper.host}/robots.txt")
        done = guong("sources", "add", f"http://{old.host}/")
        assert done.returncode == 0, done.stderr
        [made] = tomllib.loads(done.stdout)["source"]
        assert made["hosts"] == [paper.host, old.host]
    assert "# font5, as recognised" in done.stdout


def test_a_home_page_that_robots_txt_forbids_is_not_read(paper):
    paper.add("/robots.txt", b"User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    done = guong("sources", "add", f"http://{paper.host}/")
    assert done.returncode == 3
    assert set(paper.hits) == {"/robots.txt"}


def test_a_home_page_that_leads_to_a_private_address_is_not_followed(paper):
    paper.add("/", b"", status=302, Location="http://127.0.0.1:9/")
    done = guong("sources", "add", f"http://{paper.host}/")
    assert done.returncode == 3
    assert done.stdout == ""
