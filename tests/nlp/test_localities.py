"""Which places are found in a sentence, and which units they are."""

import pytest

from nlp.localities import find_localities
from nlp.records import Document, Locality
from nlp.text import normalise


def read(text: str, day: str | None = "2019-05-19", paper: str | None = None, title: str = "") -> list[Locality]:
    return find_localities(Document(normalise(title), None, normalise(text), day, paper))


def named(found: list[Locality]) -> set[tuple[str | None, str, str | None]]:
    return {(x.then.name, x.then.level, x.then.province) for x in found if x.basis == "text"}


# (text, paper's province, name, level, province): the place must be among those found in an article of May 2019
FOUND = [
    ("Cán bộ TP Uông Bí họp sáng nay.", None, "Uông Bí", "district", "Quảng Ninh"),
    ("Cán bộ TP.Uông Bí họp sáng nay.", None, "Uông Bí", "district", "Quảng Ninh"),
    ("Đảng bộ TP. Phổ Yên có 9.000 đảng viên.", "19", "Phổ Yên", "district", "Thái Nguyên"),
    ("Thành ủy Uông Bí ban hành kế hoạch.", None, "Uông Bí", "district", "Quảng Ninh"),
    ("Thành uỷ Uông Bí ban hành kế hoạch.", None, "Uông Bí", "district", "Quảng Ninh"),
    ("Thị ủy Tân Châu làm điểm.", "91", "Tân Châu", "district", "An Giang"),
    ("Huyện ủy Thoại Sơn làm điểm.", None, "Thoại Sơn", "district", "An Giang"),
    ("Quận ủy Hoàng Mai tổ chức hội nghị.", "01", "Hoàng Mai", "district", "Hà Nội"),
    ("Tỉnh ủy Quảng Ninh ban hành quy định.", None, "Quảng Ninh", "province", "Quảng Ninh"),
    ("Tỉnh đoàn Lào Cai phát động.", None, "Lào Cai", "province", "Lào Cai"),
    ("Huyện đoàn Bát Xát ra quân.", None, "Bát Xát", "district", "Lào Cai"),
    ("Đảng bộ An Giang thực hiện tốt.", None, "An Giang", "province", "An Giang"),
    ("Đảng bộ huyện Lấp Vò có 60 chi bộ.", None, "Lấp Vò", "district", "Đồng Tháp"),
    ("Hội LHPN xã Hồng Tiến, huyện Kiến Xương giúp nhau.", None, "Hồng Tiến", "commune", "Thái Bình"),
    ("UBND phường Thạch Bàn (quận Long Biên) tiếp dân.", None, "Thạch Bàn", "commune", "Hà Nội"),
    ("Tại phường Thanh Sơn, Uông Bí, người dân góp công.", None, "Thanh Sơn", "commune", "Quảng Ninh"),
    ("Tại phường Thanh Sơn, Uông Bí, người dân góp công.", None, "Uông Bí", "district", "Quảng Ninh"),
    ("Bà con xã Lăng Can (Lâm Bình) trồng rừng.", None, "Lâm Bình", "district", "Tuyên Quang"),
    ("Bà con xã Lăng Can (Lâm Bình) trồng rừng.", None, "Lăng Can", "commune", "Tuyên Quang"),
    ("Các xã Bắc Sơn, Thượng Yên Công của TP Uông Bí.", None, "Thượng Yên Công", "commune", "Quảng Ninh"),
    ("Mô hình cưới tập thể tại Ứng Hòa, Tây Hồ, Hoàng Mai, Ba Đình.", "01", "Ba Đình", "district", "Hà Nội"),
    ("Mô hình cưới tập thể tại Ứng Hòa, Tây Hồ, Hoàng Mai, Ba Đình.", "01", "Ứng Hòa", "district", "Hà Nội"),
    ("Câu lạc bộ ra đời tại Thị xã Sơn Tây năm ngoái.", "01", "Sơn Tây", "district", "Hà Nội"),
    ("Làng văn hóa kiểu mẫu ở Thanh Oai được khen.", "01", "Thanh Oai", "district", "Hà Nội"),
    ("Các huyện Châu Phú và Chợ Mới tỉnh An Giang thi đua.", None, "Châu Phú", "district", "An Giang"),
    ("Các huyện Châu Phú và Chợ Mới tỉnh An Giang thi đua.", "91", "Chợ Mới", "district", "An Giang"),
    ("Đoàn công tác đến huyện Châu Thành, tỉnh Long An.", None, "Châu Thành", "district", "Long An"),
    ("Đoàn công tác đến Quận 1, TP.HCM.", None, "Quận 1", "district", "Hồ Chí Minh"),
    ("Đoàn công tác đến Q.1, TP.HCM.", None, "Quận 1", "district", "Hồ Chí Minh"),
    ("Đoàn công tác đến phường 5, quận 3, TPHCM.", None, "Phường 5", "commune", "Hồ Chí Minh"),
    ("Người dân thành phố Hồ Chí Minh góp quỹ.", None, "Hồ Chí Minh", "province", "Hồ Chí Minh"),
    ("Người dân TP Hồ Chí Minh góp quỹ.", None, "Hồ Chí Minh", "province", "Hồ Chí Minh"),
    ("Người dân TPHCM góp quỹ.", None, "Hồ Chí Minh", "province", "Hồ Chí Minh"),
    ("Người dân Tp.HCM góp quỹ.", None, "Hồ Chí Minh", "province", "Hồ Chí Minh"),
    ("Nông dân tỉnh Đắc Lắc trồng cà phê.", None, "Đắk Lắk", "province", "Đắk Lắk"),
    ("Nông dân Đăk Lăk trồng cà phê.", None, "Đắk Lắk", "province", "Đắk Lắk"),
    ("Thanh niên Bắc Cạn tình nguyện.", None, "Bắc Kạn", "province", "Bắc Kạn"),
    ("Thanh niên Kontum tình nguyện.", None, "Kon Tum", "province", "Kon Tum"),
    ("Ngư dân BR-VT bám biển.", None, "Bà Rịa - Vũng Tàu", "province", "Bà Rịa - Vũng Tàu"),
    ("Ngư dân Bà Rịa – Vũng Tàu bám biển.", None, "Bà Rịa - Vũng Tàu", "province", "Bà Rịa - Vũng Tàu"),
    ("Hội thi ở TT-Huế kết thúc.", None, "Thừa Thiên Huế", "province", "Thừa Thiên Huế"),
    ("Tiểu thương thành phố Huế giữ chợ sạch.", None, "Huế", "district", "Thừa Thiên Huế"),
    ("Xe đi từ Hà Nội - Hải Phòng miễn phí.", None, "Hải Phòng", "province", "Hải Phòng"),
    ("Công an huyện Cư M'gar giúp dân.", None, "Cư M'gar", "district", "Đắk Lắk"),
    ("Công an huyện Cư M’gar giúp dân.", None, "Cư M'gar", "district", "Đắk Lắk"),
    ("Bí thư Huyện ủy Đầm Hà Nguyễn Văn Nam dự.", None, "Đầm Hà", "district", "Quảng Ninh"),
    ("ĐẢNG BỘ TỈNH AN GIANG HỌC TẬP BÁC", None, "An Giang", "province", "An Giang"),
    ("Chị Hoa ở P. Bãi Bông, TX. Phổ Yên, trồng hoa.", None, "Bãi Bông", "commune", "Thái Nguyên"),
    ("Nông dân xã Hồng Tiến hiến đất ở TX Phổ Yên.", "19", "Hồng Tiến", "commune", "Thái Nguyên"),
    ("Xã Hồng Tiến, thị xã Phổ Yên, có 12 xóm.", None, "Hồng Tiến", "commune", "Thái Nguyên"),
    ("Bà con thôn Tân Thành, xã Tiên Lữ, huyện Lập Thạch.", None, "Tiên Lữ", "commune", "Vĩnh Phúc"),
    ("Huyện Từ Liêm (cũ) từng dẫn đầu.", "01", "Từ Liêm", "district", "Hà Nội"),
    ("Tỉnh Hà Tây trước đây có nhiều làng nghề.", None, "Hà Tây", "province", "Hà Tây"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paper", "name", "level", "province"), FOUND)
def test_place_is_found_as(text, paper, name, level, province):
    assert (name, level, province) in named(read(text, paper=paper))


# (text, name that must not be a place there)
NO_PLACE = [
    ("Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh.", "Hồ Chí Minh"),
    ("Đoàn TNCS Hồ Chí Minh phát động thi đua.", "Hồ Chí Minh"),
    ("Chủ tịch Hồ Chí Minh về thăm.", "Hồ Chí Minh"),
    ("Nhân dân yêu chuộng hòa bình trên thế giới.", "Hòa Bình"),
    ("Ông Nguyễn Hòa Bình kể chuyện.", "Hòa Bình"),
    ("Anh Hòa Bình kể chuyện.", "Hòa Bình"),
    ("Bà Trần Thị Hà Giang hiến đất.", "Hà Giang"),
    ("Nước biển Thái Bình Dương ấm lên.", "Thái Bình"),
    ("Chiến thắng Điện Biên Phủ vang dội.", "Điện Biên"),
    ("Xe đi trên đường Lê Lợi rất đông.", "Lê Lợi"),
    ("Xe đi trên đường Hà Nội rất đông.", "Hà Nội"),
    ("Xe chạy tuyến Hà Nội - Hải Phòng miễn phí.", "Hải Phòng"),
    ("Cao tốc Dầu Giây - Phan Thiết - Nha Trang đông xe.", "Phan Thiết"),
    ("Chợ họp bên xa lộ Hà Nội.", "Hà Nội"),
    ("Trường THPT Hà Huy Tập khai giảng.", "Hà Huy Tập"),
    ("Bệnh viện Đa khoa Trung tâm An Giang khám bệnh.", "An Giang"),
    ("Công ty TNHH Một thành viên Than Uông Bí tặng quà.", "Uông Bí"),
    ("Người dân thôn Tân Thành góp công.", "Tân Thành"),
    ("Người dân xóm Thanh Sơn góp công.", "Thanh Sơn"),
    ("Khu phố Hồng Tiến sạch đẹp.", "Hồng Tiến"),
    ("Các thôn Tân Thành, Thanh Sơn, Minh Tiến làm đường.", "Thanh Sơn"),
    ("Báo Quảng Ninh đăng bài.", "Quảng Ninh"),
    ("Hợp tác xã Thanh Sơn thu mua chè.", "Thanh Sơn"),
    ("Du khách thăm Sài Gòn xưa.", "Hồ Chí Minh"),
]


@pytest.mark.parametrize(("text", "name"), NO_PLACE)
def test_no_place_is_seen(text, name):
    assert name not in {x.then.name for x in read(text, paper=None)}


def test_a_list_of_hamlets_ends_at_a_unit_word():
    found = read("Các thôn Tân Thành, Minh Tiến, xã Tiên Lữ, huyện Lập Thạch.")
    assert named(found) == {("Tiên Lữ", "commune", "Vĩnh Phúc"), ("Lập Thạch", "district", "Vĩnh Phúc")}


def test_one_locality_a_unit_with_all_its_spans():
    found = read("TP Uông Bí họp. Uông Bí xanh. Thành ủy Uông Bí chỉ đạo.")
    assert [s.text for s in found[0].spans] == ["TP Uông Bí", "Uông Bí", "Uông Bí"]


def test_the_primary_stands_first_and_the_others_by_their_first_span():
    found = read("Hà Nội, Huế, Cà Mau và Sơn La.", title="Bốn nơi: Sơn La đi đầu")
    assert [x.then.name for x in found] == ["Sơn La", "Hà Nội", "Thừa Thiên Huế", "Cà Mau"]


@pytest.mark.parametrize("text", [row[0] for row in FOUND])
def test_spans_are_exact(text):
    doc = Document("Ngày mới ở Hà Nội", "Tại tỉnh Hoà Bình", normalise(text), "2019-05-19", "22")
    spans = [s for x in find_localities(doc) for s in x.spans]
    assert [getattr(doc, s.field)[s.start : s.end] for s in spans] == [s.text for s in spans]


@pytest.mark.parametrize(
    "text",
    ["", "a." * 20_000, "x" * 100_000, "(" * 50_000, "xã Tân Thành, " * 3_000, "các xã " + "Tân Thành, Thanh Sơn, " * 2_000,
     "P. 1 Q. 2 " * 5_000, "\nHÀ NỘI" * 5_000, "xã ٣ phường ² İ ß xã İstanbul Ǆ \u0301 ＡＢ " * 1_000],
    ids=["empty", "dots", "one word", "brackets", "one name", "a list", "short forms", "lines", "odd letters"],
)  # fmt: skip
def test_hostile_text_is_survived(text):
    doc = Document(body=normalise(text), source_province="82")
    spans = [s for x in find_localities(doc) for s in x.spans]
    assert all(doc.body[s.start : s.end] == s.text for s in spans)


def test_numbers_in_a_list_are_of_the_lists_level():
    found = read("Các phường 1, 2, 3 (quận Bình Thạnh) dọn vệ sinh.")
    assert {x.then.name for x in found} >= {"Phường 1", "Phường 2", "Bình Thạnh"}
    assert "Quận 3" not in {x.then.name for x in found}


def test_a_place_that_only_a_caption_names_is_mentioned_with_its_span():
    doc = Document(title="Chi bộ gương mẫu", body="Đảng bộ TP. Phổ Yên có 45 chi bộ.", captions="Một góc chợ.\nHọp ở phường Đắc Sơn (TP. Phổ Yên).",
                   published_at="2023-05-01", source_province="19")  # fmt: skip
    found = {place.then.name: place for place in find_localities(doc)}
    assert found["Phổ Yên"].role == "primary"
    [span] = found["Đắc Sơn"].spans
    assert span.field == "captions"
    assert doc.captions[span.start : span.end] == span.text
