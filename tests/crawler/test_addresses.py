"""One spelling for each address, and which addresses look like an article's."""

import pytest

from crawler.addresses import MAX_LENGTH, absolute, has_session, is_article, key

BASE = "https://bao-mau.test/xa-hoi/hom-nay.html"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("gop-gao.html", "https://bao-mau.test/xa-hoi/gop-gao.html"),
        ("../gop-gao.html", "https://bao-mau.test/gop-gao.html"),
        ("/gop-gao.html", "https://bao-mau.test/gop-gao.html"),
        ("?trang=2", "https://bao-mau.test/xa-hoi/hom-nay.html?trang=2"),
        ("//anh.test/a", "https://anh.test/a"),
        ("  /gop-gao.html\n", "https://bao-mau.test/gop-gao.html"),
        ("", BASE),
        ("#dau-trang", BASE),
        ("/gop-gao.html#binh-luan", "https://bao-mau.test/gop-gao.html"),
        ("https://bao-mau.test", "https://bao-mau.test/"),
        ("HTTPS://Bao-Mau.TEST/Thoi-Su/A.html", "https://bao-mau.test/Thoi-Su/A.html"),
        ("https://bao-mau.test:443/a", "https://bao-mau.test/a"),
        ("http://bao-mau.test:80/a", "http://bao-mau.test/a"),
        ("http://bao-mau.test:8080/a", "http://bao-mau.test:8080/a"),
    ],
)
def test_a_link_becomes_an_absolute_address(link, address):
    assert absolute(BASE, link) == address


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?utm_source=zalo&utm_medium=x", ""),
        ("?id=7&utm_source=zalo", "?id=7"),
        ("?fbclid=abc&id=7", "?id=7"),
        ("?UTM_Campaign=x&id=7", "?id=7"),
        ("?zarsrc=30&gidzl=x&gclid=y&ref=z&source=w", ""),
        ("?utm%5Fsource=zalo&id=7", "?id=7"),
        ("?id=7&p=&x", "?id=7&p=&x"),
        ("?t=%E1%BB%91&utm_source=x", "?t=%E1%BB%91"),
        ("?t=%E1%20b+c&utm_source=x", "?t=%E1%20b+c"),
        ("?reference=7&sourceid=8", "?reference=7&sourceid=8"),
    ],
)
def test_tracking_parameters_go_and_the_others_stay_as_written(query, kept):
    assert absolute(BASE, "/a" + query) == "https://bao-mau.test/a" + kept


@pytest.mark.parametrize(
    "link",
    [
        "javascript:void(0)", "JavaScript:alert(1)", "java\nscript:alert(1)", "file:///etc/passwd", "ftp://bao-mau.test/a",
        "data:text/html,x", "mailto:toasoan@bao-mau.test", "tel:0203", "zalo://chat", "http://ai:mat-khau@bao-mau.test/",
        "http://ai@bao-mau.test/", "http://@bao-mau.test/", "http://bao-mau.test:cong/", "http://bao-mau.test:99999/",
        "http://[::1]/", "http://[bao-mau.test/", "http:///a", "/a\x00b", "/a\x1bb", "http://\ud800/",
    ],
)  # fmt: skip
def test_links_that_lead_nowhere_a_crawler_may_go_give_none(link):
    assert absolute(BASE, link) is None


def test_case_is_kept():
    assert absolute(BASE, "/Thoi-su/Chinh-Tri-7.BCB") == "https://bao-mau.test/Thoi-su/Chinh-Tri-7.BCB"


@pytest.mark.parametrize("path", ["/ch%C3%ADnh-tr%E1%BB%8B/m%E1%BB%91c-son", "/%c3%a1-b", "/a%20b", "/100%"])
def test_percent_encoding_is_kept(path):
    assert absolute(BASE, path) == "https://bao-mau.test" + path


def test_diacritics_printed_and_percent_encoded_are_one_address():
    assert absolute(BASE, "/chính-trị/mốc-son") == absolute(BASE, "/ch%C3%ADnh-tr%E1%BB%8B/m%E1%BB%91c-son")


def test_every_blank_is_encoded():
    assert absolute(BASE, "/a  b") == "https://bao-mau.test/a%20%20b"


@pytest.mark.parametrize("link", ["/chính-trị/mốc-son", "/a b|c?d=ế", "?utm_source=x&b=c", "//BAO-MAU.test:443/A"])
def test_an_address_is_its_own_spelling(link):
    once = absolute(BASE, link)
    assert absolute("https://khac.test/", once) == once


def test_an_address_of_500_characters_is_the_longest():
    rest = MAX_LENGTH - len("https://bao-mau.test/")
    assert absolute(BASE, "/" + "a" * rest) is not None
    assert absolute(BASE, "/" + "a" * (rest + 1)) is None


def test_tracking_does_not_count_for_the_length():
    assert absolute(BASE, "/a?utm_content=" + "x" * 600) == "https://bao-mau.test/a"


@pytest.mark.parametrize("link", ["/" + "a" * 2_000_000, "a." * 20_000, "?" + "&" * 100_000, "/%" * 100_000])
def test_endless_links_give_none(link):
    assert absolute(BASE, link) is None


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a.html;jsessionid=0A1B2C3D", "https://bao-mau.test/a.html"),
        ("/a;jsessionid=0A1B2C3D?id=7", "https://bao-mau.test/a?id=7"),
        ("/a.php?PHPSESSID=0a1b2c&id=7", "https://bao-mau.test/a.php?id=7"),
        ("/a.php?id=7&sid=0a1b2c3d4e5f60718293", "https://bao-mau.test/a.php?id=7"),
        ("/(S(lit3py55t21z5v55vlm25s55))/tin.aspx", "https://bao-mau.test/tin.aspx"),
        ("/(A(aaaaaaaa1)S(bbbbbbbb2))/tin.aspx", "https://bao-mau.test/tin.aspx"),
        ("/a.php?sid=12", "https://bao-mau.test/a.php?sid=12"),
        ("/a.php?s=hocvalamtheotamguong", "https://bao-mau.test/a.php?s=hocvalamtheotamguong"),
        ("/a-(ban-cu)/b", "https://bao-mau.test/a-(ban-cu)/b"),
        ("/a;b=c/d", "https://bao-mau.test/a;b=c/d"),
    ],
)
def test_session_ids_go_and_nothing_else_does(link, address):
    assert absolute(BASE, link) == address


@pytest.mark.parametrize(
    ("path", "carries"),
    [
        ("/a;jsessionid=1", True),
        ("/a?PHPSESSID=1", True),
        ("/a?sid=7", False),
        ("/(S(aaaaaaaa1))/a", True),
        ("/a", False),
    ],
)
def test_an_address_with_a_session_id_is_told(path, carries):
    assert has_session("https://bao-mau.test" + path) is carries


# Keys

PAGE = "https://bao-mau.test/Thoi-su/gop-gao-100724.html"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://bao-mau.test/Thoi-su/gop-gao-100724.html", "https://www.bao-mau.test/Thoi-su/gop-gao-100724.html",
        "https://m.bao-mau.test/Thoi-su/gop-gao-100724.html", "HTTPS://BAO-MAU.TEST:443/Thoi-su/gop-gao-100724.html",
        f"{PAGE}/", f"{PAGE}#binh-luan", f"{PAGE}?utm_source=zalo&fbclid=1", f"{PAGE};jsessionid=0A", f"{PAGE}?PHPSESSID=1",
        f"{PAGE}?print=1", f"{PAGE}?amp", f"{PAGE}/amp/", "https://bao-mau.test/Thoi-su/gop-gao-100724.amp",
        "https://bao-mau.test/amp/Thoi-su/gop-gao-100724.html", "https://bao-mau.test/print/Thoi-su/gop-gao-100724.html",
        "https://bao-mau.test/Thoi%2Dsu/gop%2dgao-100724.html", "https://bao-mau.test./Thoi-su/gop-gao-100724.html",
    ],
)  # fmt: skip
def test_spellings_of_one_page_have_one_key(spelling):
    assert key(spelling) == "bao-mau.test/Thoi-su/gop-gao-100724.html"


@pytest.mark.parametrize(
    "other",
    ["https://bao-mau.test/thoi-su/gop-gao-100724.html", "https://la.test/Thoi-su/gop-gao-100724.html", f"{PAGE}?id=7",
     "https://bao-mau.test:8080/Thoi-su/gop-gao-100724.html", "https://thoisu.bao-mau.test/Thoi-su/gop-gao-100724.html",
     "https://bao-mau.test/Thoi-su%2Fgop-gao-100724.html", "https://bao-mau.test/Thoi-su/gop-gao-100724"],
)  # fmt: skip
def test_other_pages_have_other_keys(other):
    assert key(other) != key(PAGE)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("https://bao-mau.test", "http://bao-mau.test/index.html"),
        ("https://bao-mau.test/tin/", "https://bao-mau.test/tin/Default.aspx"),
        ("https://bao-mau.test/index.php?id=7", "https://bao-mau.test/?id=7"),
        ("https://bao-mau.test/a?x=1&y=2", "https://bao-mau.test/a?y=2&x=1"),
        ("https://bao-mau.test/a?t=%c3%a1", "https://bao-mau.test/a?t=%C3%A1"),
        ("https://bao-mau.test/%c3%a1-b", "https://bao-mau.test/%C3%A1-b"),
        ("https://bao-mau.test/á-b", "https://bao-mau.test/%C3%A1-b"),
        ("https://bao-mau.test/a%CC%81-b", "https://bao-mau.test/%C3%A1-b"),
        ("https://bao-mau.test/%e1-b", "https://bao-mau.test/%E1-b"),
    ],
)
def test_two_ways_to_write_an_address_have_one_key(one, same):
    assert key(one) == key(same)


def test_a_host_of_two_parts_keeps_its_beginning():
    assert key("https://m.test/a") == "m.test/a"


def test_no_two_articles_of_the_known_systems_share_a_key():
    keys = {key("https://bao-mau.test" + path) for _, path in ARTICLES}
    assert len(keys) == len(ARTICLES)


@pytest.mark.parametrize(
    "url", ["", "gop-gao", "https://[", "https://a.test:cong/", "mailto:a@b.test", "x" * 2_000_000]
)
def test_what_is_no_address_is_its_own_key(url):
    assert key(url) == url


@pytest.mark.parametrize("path", ["%" * 3_000, "/amp" * 900, ";" * 3_900, "(" * 3_900, "&=" * 1_900, "\ud800"])
def test_odd_addresses_have_keys_too(path):
    assert key("https://bao-mau.test/" + path)


# One address or more for every publishing system of this press, by family.
ARTICLES = [
    ("A", "/xa-hoi/202306/gop-gao-nuoi-em-3a0f21b/"),
    ("A", "/xa-hoi/202306/gop-gao-07F4C94"),
    ("A", "/tintuc/201801/gop-gao-nuoi-em-2876231/"),
    ("A", "/channel/5399/201210/gop-gao-nuoi-em-2200280"),
    ("A", "/chinh-tri/dang/202307/gop-gao-nuoi-em-312168"),
    ("B", "/gop-gao-nuoi-em-100724.html"),
    ("B", "/bbt/gop-gao-nuoi-em-130891.html"),
    ("C", "/gop-gao-nuoi-em-post159267.html"),
    ("D", "/gop-gao-nuoi-em-a304609.html"),
    ("D", "/gop-gao-nuoi-em-09112020-a7711.html"),
    ("E", "/gop-gao-nuoi-em-171299.htm"),
    ("F", "/gop-gao-nuoi-em-postid40211.bbg"),
    ("F", "/Thoi-su/gop-gao-nuoi-em-40211.bcb"),
    ("G", "/gop-gao-nuoi-em-3301999.html"),
    ("H", "/chinh-tri/-/2018/821743/gop-gao.aspx"),
    ("H", "/-/view-content/821743/gop-gao"),
    ("I", "/index.php/news/hoc-bac/gop-gao-nuoi-em-77.html"),
    ("J", "/item/313-gop-gao-nuoi-em.html"),
    ("J", "/home/index.php/dien-dan/item/313-gop-gao-nuoi-em.html"),
    ("J", "/hoc-bac/1204-gop-gao-nuoi-em"),
    ("K", "/Pages/gop-gao-nuoi-em-mo-xom-nui.aspx"),
    ("K", "/Pages/tin.aspx?ItemID=77"),
    ("L", "/gop-gao-nuoi-em-102230604172000123.htm"),
    ("N", "/xa-hoi/gop-gao-nuoi-em-160385.html"),
    ("N", "/gop-gao-nuoi-em-86341"),
    ("N", "/gop-gao-nuoi-em-1575273449782.htm"),
    ("N", "/gop-gao-nuoi-em/d20081223025000000.htm"),
    ("N", "/141/50170/phu-hoa---nuoi-heo-dat--giup.html"),
    ("N", "/220/196399/gop-gao.htm"),
    ("N", "/x%C3%A3-h%E1%BB%99i/g%C3%B3p-g%E1%BA%A1o-nu%C3%B4i-em-m%E1%BB%93-c%C3%B4i"),
    ("N", "/News/Detail.aspx?id=2107"),
]
OTHERS = [
    ("home page", "/"),
    ("home page", "/?utm=1"),
    ("home page", "/index.html"),
    ("section", "/xa-hoi"),
    ("section", "/xay-dung-dang/"),
    ("section", "/chinh-tri/lam-theo-guong-bac"),
    ("section", "/hoc-va-lam-theo-bac.html"),
    ("section", "/Thoi-su"),
    ("channel", "/channel/2055/"),
    ("tag", "/tag/gop-gao-nuoi-em-mo-coi-nghe-an"),
    ("tag", "/tags/n%C3%B4ng-nghi%E1%BB%87p.html?trang=4"),
    ("tag", "/gop-gao-nuoi-em-tag1204.html"),
    ("tag", "/chi-bo-ap-cay-gon-8600/tag.html"),
    ("tag", "/s/gop-gao-nuoi-em-mo-coi-nghe"),
    ("topic", "/topic/gop-gao-nuoi-em-13153"),
    ("topic", "/topic/gop-gao-nuoi-em-12.html/p/3"),
    ("topic", "/chu-de/gop-gao-nuoi-em-2.html"),
    ("search", "/tim-kiem?q=gop-gao-nuoi-em-1234"),
    ("print", "/print/11446.html"),
    ("print", "/print/gop-gao-nuoi-em-100724.html"),
    ("print", "/print.aspx?id=7711"),
    ("print", "/gop-gao-nuoi-em-100724.html?print=1"),
    ("print", "/hoc-bac/1204-gop-gao-nuoi-em?tmpl=component&print=1"),
    ("copy", "/gop-gao-nuoi-em-100724/amp/"),
    ("video", "/video/gop-gao-nuoi-em-100724.html"),
    ("pictures", "/media/gop-gao-nuoi-em-100724.html"),
    ("pictures", "/Phongsuanh/408.bcb"),
    ("page of a list", "/trang-44.html"),
    ("page of a list", "/day-manh-hoc-tap-va-lam-theo-tam-guong/trang-44.html"),
    ("page of a list", "/chinh-tri/dua-nghi-quyet-vao-cuoc-song/?page=7"),
    ("file", "/dataimages/202306/gop-gao-nuoi-em-3301999.jpg"),
    ("file", "/van-ban-so-05-chi-thi-2016.pdf"),
    ("feed", "/rss/gop-gao-nuoi-em-mo-coi-nghe.rss"),
    ("login", "/dang-nhap?url=gop-gao-nuoi-em-100724.html"),
]


@pytest.mark.parametrize(("family", "path"), ARTICLES)
def test_an_address_of_an_article_is_told(family, path):
    assert is_article("https://bao-mau.test" + path)


@pytest.mark.parametrize(("what", "path"), OTHERS)
def test_an_address_of_something_else_is_told(what, path):
    assert not is_article("https://bao-mau.test" + path)


def test_a_source_may_have_a_rule_of_its_own():
    assert is_article("https://bao-mau.test/tin-bai/xa-hoi/gop-gao", r"^/tin-bai/[^/]+/[^/]+")
    assert not is_article("https://bao-mau.test/gop-gao-nuoi-em-100724.html", r"^/tin-bai/[^/]+/[^/]+")


def test_what_is_never_an_article_is_none_by_a_sources_own_rule_either():
    assert not is_article("https://bao-mau.test/print/11446.html", ".")


@pytest.mark.parametrize(
    "path",
    ["-" * 2_000_000, "a-" * 20_000, "/1" * 20_000, "1" * 20_000, "x.aspx?" + "&" * 20_000, "/view" * 20_000],
)
def test_endless_addresses_are_no_articles(path):
    assert not is_article("https://bao-mau.test/" + path)


@pytest.mark.parametrize("url", ["https://[bao-mau.test/a-b-c-123", "", "a-b-c-1234.html\x00"])
def test_what_is_no_address_raises_nothing(url):
    assert is_article(url) in (True, False)
