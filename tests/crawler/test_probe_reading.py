"""What a home page tells of its site, and what a new source is called."""

import pytest

from crawler.probing import naming
from crawler.probing.menu import NoPageError, kind_of, read_home
from crawler.sources import Source, read
from nlp.paths import datasets

PAPER = Source("thu", "Báo Thử", ("baothu.test",))
SOURCES, _ = read(datasets() / "sources")


def home(body, **more):
    page = f"<html><head>{more.get('head', '')}</head><body>{body}</body></html>"
    return read_home(page.encode(), "https://baothu.test/", PAPER, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("/hoc-va-lam-theo-bac", "", "campaign"), ("/chuyen-muc/hoc-bac", "", "campaign"), ("/theo-guong-bac", "", "campaign"),
        ("/hoc-tap-lam-theo-loi-bac.html", "", "campaign"), ("/Hoc-Va-Lam-Theo-Bac/", "", "campaign"),
        ("/day-manh-hoc-tap-va-lam-theo-tu-tuong-dao-duc-phong-cach-ho-chi-minh/", "", "campaign"),
        ("/hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh-112.html", "", "campaign"),
        ("/h%E1%BB%8Dc-v%C3%A0-l%C3%A0m-theo-b%C3%A1c", "", "campaign"),
        ("/c12", "Học tập và làm theo Bác", "campaign"), ("/c12", "HỌC VÀ LÀM THEO BÁC", "campaign"),
        ("/c12", "Học tập, thực hành tư tưởng, đạo đức, phương pháp, phong cách Hồ Chí Minh", "campaign"),
        ("/c12", "Học Bác", "campaign"), ("/c12", "Làm theo gương Bác", "campaign"),
        ("/nguoi-tot-viec-tot", "", "example"), ("/c12", "Người tốt, việc tốt", "example"), ("/guong-sang", "", "example"),
        ("/chinh-tri/xay-dung-dang", "", "party"), ("/c12", "Xây dựng Đảng - Chính quyền", "party"), ("/chinh-tri", "", "politics"),
        ("/c12", "Chính trị - Xã hội", "politics"),
        ("/the-thao", "Thể thao", None), ("/", "Học và làm theo Bác", None), ("/c12", "", None), ("/c12", "Bác sĩ của bạn", None),
        ("/hoc-tap-va-lam-theo-bac-tu-viec-nho-o-thon-ba-123456.html", "Học tập và làm theo Bác từ việc nhỏ", None),
        ("/hoc-bac-duoi-long-dat-3241805.html", "Học Bác dưới lòng đất", None),
        ("/print/3241805.html", "Học Bác dưới lòng đất - Bài 1: Tiết kiệm từ một chiếc vì chống", None),
        ("/lich/2024/05/?thang=5&nam=2024&x=1", "Học và làm theo Bác", None), ("/c12", "Học và làm theo Bác " * 20, None),
    ],
)  # fmt: skip
def test_a_section_is_told_by_its_address_or_its_text(path, text, kind):
    assert kind_of(f"https://baothu.test{path}", text) == kind


def test_sections_come_by_kind_the_campaign_first():
    found = home('<a href="/chinh-tri">Chính trị</a><a href="/hoc-bac">Học Bác</a><a href="/nguoi-tot">x</a>')
    assert [one.kind for one in found.sections] == ["campaign", "example", "politics"]


def test_a_section_linked_twice_is_one():
    assert len(home('<a href="/hoc-bac">Học Bác</a><a href="/hoc-bac/?utm_source=x">Học Bác</a>').sections) == 1


def test_sections_of_other_sites_are_not_taken():
    assert home('<a href="https://la.test/hoc-bac">Học Bác</a><a href="javascript:hoc-bac">Học Bác</a>').sections == []


def test_feeds_are_those_of_the_head_and_links_that_look_like_one():
    head = '<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" hreflang="en" href="/en">'
    found = home('<a href="/rss/xa-hoi.rss">Xã hội</a><a href="https://la.test/b.rss">x</a>', head=head)
    assert found.feeds == ["https://baothu.test/a", "https://baothu.test/rss/xa-hoi.rss"]


def test_what_is_no_page_is_said():
    with pytest.raises(NoPageError):
        read_home(b"%PDF-1.4", "https://baothu.test/", PAPER)


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<a href='/hoc-bac'>" * 70_000, b"<html><title>" + b"a" * 2_000_000, b"<html><a " + b"x='1' " * 100_000,
        b"<html><a href='/" + b"hoc-" * 500_000 + b"'>x</a>", b"<html><a href='/c'>" + "học tập và ".encode() * 180_000 + b"</a>",
        b"<html>" + b"<link rel=alternate type='application/rss+xml' href='/r'>" * 30_000, b"<html>" + b"<div>" * 5_000,
        b"<html><base href='http://[/'><a href='/hoc-bac'>x</a>", b"<html><a href='http://[/hoc-bac'>x</a>",
    ],
    ids=["links", "title", "attributes", "address", "text", "head", "deep", "base", "bracket"],
)  # fmt: skip
def test_a_hostile_page_is_read_or_refused_by_name(page):
    try:
        found = read_home(page, "https://baothu.test/", PAPER)
    except NoPageError:
        return
    assert len(found.title) <= 200
    assert len(found.feeds) <= 60
    assert len(found.sections) <= 40


@pytest.mark.parametrize(
    ("host", "made"),
    [
        ("baoquangninh.vn", "baoquangninh"), ("www.baovinhlong.com.vn", "baovinhlong"), ("hatinh.dcs.vn", "hatinh-dcs"),
        ("thanhuy.bacninh.gov.vn", "thanhuy-bacninh"), ("127.0.0.1:8080", "127-0-0-1-8080"), ("a.vn", "nguon-a"),
        ("xn--bo-thu-x4a.vn", "xn-bo-thu-x4a"), ("a" * 60 + "." + "b" * 60 + ".vn", "a" * 50),
    ],
)  # fmt: skip
def test_an_id_is_made_of_the_host(host, made):
    assert naming.id_of(host) == made


def test_an_id_that_is_taken_gets_a_number():
    assert naming.id_of("baothu.vn", ["baothu", "baothu-2"]) == "baothu-3"


@pytest.mark.parametrize(
    ("site_name", "title", "name"),
    [
        ("Báo Quảng Ninh", "Trang chủ", "Báo Quảng Ninh"), ("", "Tin tức - Báo Quảng Ninh điện tử", "Báo Quảng Ninh"),
        ("baoquangninh.vn", "Trang chủ | Báo Quảng Ninh", "Báo Quảng Ninh"), ("", "Sài Gòn Giải Phóng Online", "Sài Gòn Giải Phóng"),
        ("", "Trang chủ", "h.vn"), ("", "", "h.vn"), ("\u202e\x00", "", "h.vn"), ("", "a" * 2_000_000, "h.vn"),
        ("", "- " * 1_000_000, "h.vn"), ("B\u00e1o\u2028 Th\u1eed \x07", "", "Báo Thử"),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_name_is_what_the_site_gives_for_itself(site_name, title, name):
    assert naming.name_of(site_name, title, "h.vn") == name


@pytest.mark.parametrize(
    ("name", "title", "host", "code"),
    [
        ("Báo Quảng Ninh", "", "baoquangninh.vn", "22"), ("Hànộimới", "", "hanoimoi.vn", "01"),
        ("Huế Ngày Nay", "", "huengaynay.vn", "46"), ("Báo Thử", "Tin Quảng Ninh", "h.vn", "22"),
        ("Báo Quảng Ninh", "Tin Hà Nội, Huế", "h.vn", "22"), ("Báo Quảng Ninh", "", "baonghean.vn", None),
        ("Báo Thử", "Quảng Ninh và Nghệ An", "h.vn", None), ("Báo Bình Định", "", "baobinhdinh.vn", None),
        ("Trang tin Hồ Chí Minh", "", "hochiminh.vn", None), ("Cổng thông tin Thành phố Hồ Chí Minh", "", "h.vn", "79"),
        ("Báo Nhuệ", "", "songnhuegiang.vn", None), ("", "", "", None),
    ],
)  # fmt: skip
def test_a_province_is_given_only_when_it_is_sure(name, title, host, code):
    assert naming.province_of(name, title, host)[0] == code


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_no_known_source_is_put_into_another_province(source):
    for host in source.hosts:
        assert naming.province_of(source.name, "", host)[0] in (source.province, None)
