"""The second opinion: what trafilatura sees where the general way sees no body, and when it is not believed."""

import pytest

from crawler.reading import read_page, second
from crawler.reading.parsing import parse

URL = "https://bao-mau.test/xa-hoi/ben-do-mua-nuoc-noi-20231.html"
TEXT = (
    "Sáng nào ông Sáu Lành cũng có mặt ở bến đò trước khi trời tỏ, tay cầm chiếc đèn pin đã sờn cán.",
    "Ông kiểm từng chiếc áo phao, lau ghế, rồi mới cất tiếng gọi lũ trẻ bên kia sông chuẩn bị sang học.",
    "Mười hai năm chèo đò, ông chưa lấy của học trò một đồng nào, dù nhà ông chẳng dư dả hơn ai trong xóm.",
    "Chi bộ ấp đã họp và quyết định góp tiền mua thêm hai chục áo phao, giao cho đoàn thanh niên cất giữ.",
    "Anh Tám Thuận, bí thư chi bộ, nói rằng học Bác là làm những việc vừa sức, làm mỗi ngày và làm cho đến nơi.",
    "Mùa nước năm nay lên sớm, chuyến đò đầu ngày vẫn rời bến đúng sáu giờ, không thiếu một đứa trẻ nào.",
)
EXCERPTS = "".join(
    f"<div><a href='/tin-{n}.html'>Chuyện thứ {n} kể ở một xóm nhỏ ven sông</a><p>Ngày {n}/10/2023</p>"
    f"<p>Bà con xóm {n} đang chuẩn bị giống cho vụ tới, ai cũng mong năm nay được mùa hơn năm ngoái.</p></div>"
    for n in range(1, 9)
)


def page(body: str, after: str = "") -> bytes:
    return (
        (
            "<html><head><meta charset='utf-8'><title>Bến đò mùa nước nổi ở xóm Cồn Nhỏ</title>"
            "<script type='application/ld+json'>{'@type':'NewsArticle'}</script>"
            "<meta property='article:published_time' content='2023-10-12T06:30:00+07:00'></head><body>"
            "<div class='top'><a href='/'>Trang chủ</a></div><h1>Bến đò mùa nước nổi ở xóm Cồn Nhỏ</h1>"
            f"<p>12/10/2023 06:30</p>{body}{after}</body></html>"
        )
        .replace("{'@type':'NewsArticle'}", '{"@type":"NewsArticle","headline":"Bến đò mùa nước nổi ở xóm Cồn Nhỏ"}')
        .encode()
    )


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)


def test_a_body_under_a_name_of_furniture_is_found():
    reading = read_page(page(f"<div class='box-tinkhac'>{PARAGRAPHS}</div>"), URL)
    assert (reading.kind, reading.layout) == ("article", second.NAME)


def test_its_words_are_those_of_the_page():
    reading = read_page(page(f"<div class='box-tinkhac'>{PARAGRAPHS}</div>"), URL)
    assert reading.article.body.split("\n") == list(TEXT)


def test_a_body_the_general_way_finds_is_not_asked_about(monkeypatch):
    monkeypatch.setattr(second, "_asked", lambda tree: pytest.fail("asked"))
    assert read_page(page(f"<div class='x1'>{PARAGRAPHS}</div>"), URL).layout == "general"


def test_excerpts_beside_a_lost_body_are_not_taken_for_it():
    assert read_page(page("<div class='x1'></div>", f"<div class='box-tinkhac'>{EXCERPTS}</div>"), URL).article is None


def test_a_lead_alone_is_no_article():
    lead = "<p>Mười hai năm nay, mỗi sáng ông Sáu Lành chèo đò không công đưa lũ trẻ xóm Cồn Nhỏ sang sông học chữ.</p>"
    reading = read_page(page(lead), URL)
    assert (reading.kind, reading.reason) == ("missing", "body not found")


@pytest.mark.parametrize("notice", ["Bạn cần đăng nhập để đọc bài viết này.", "Nội dung dành cho thuê bao của báo."])
def test_nothing_is_looked_for_behind_a_wall(monkeypatch, notice):
    monkeypatch.setattr(second, "_asked", lambda tree: pytest.fail("asked"))
    reading = read_page(page(f"<p>{notice}</p><div class='box-tinkhac'>{PARAGRAPHS}</div>"), URL)
    assert reading.reason == "for subscribers only"


def test_nothing_is_looked_for_where_a_script_decrypts(monkeypatch):
    monkeypatch.setattr(second, "_asked", lambda tree: pytest.fail("asked"))
    script = "<script>show(CryptoJS.AES.decrypt(text, key))</script>"
    reading = read_page(page(f"{script}<div class='box-tinkhac'>{PARAGRAPHS}</div>"), URL)
    assert reading.reason == "body encrypted"


def test_a_page_of_tiny_paragraphs_is_not_asked_about(monkeypatch):
    monkeypatch.setattr(second, "_asked", lambda tree: pytest.fail("asked"))
    tree = parse(page("<p>a b</p>" * 5000).decode())
    assert second.find_body(tree, tree.find(".//h1")) is None


def test_a_page_without_a_title_is_not_asked_about(monkeypatch):
    monkeypatch.setattr(second, "_asked", lambda tree: pytest.fail("asked"))
    assert second.find_body(parse(page(PARAGRAPHS).decode()), None) is None
