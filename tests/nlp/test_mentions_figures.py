"""Figures: which numbers are results, their value and unit, and which are dates, names, ages."""

import pytest

from nlp.mentions import find_figures
from nlp.mentions.figures import MAX_FIGURES, value
from nlp.records import Document
from nlp.text import normalise


def figures(text: str) -> list[tuple[str, float | None, str | None]]:
    return [(f.text, f.value, f.unit) for f in find_figures(Document(body=normalise(text)))]


@pytest.mark.parametrize(
    ("text", "shown", "amount", "unit"),
    [
        # money
        ("Quỹ có 1,5 tỷ đồng.", "1,5 tỷ đồng", 1.5e9, "đồng"),
        ("Quỹ có 2.5 tỷ đồng.", "2.5 tỷ đồng", 2.5e9, "đồng"),
        ("Mỗi hộ góp 300 nghìn đồng.", "300 nghìn đồng", 3e5, "đồng"),
        ("Mỗi hộ góp 300 ngàn đồng.", "300 ngàn đồng", 3e5, "đồng"),
        ("Tổng trị giá 760 triệu đồng", "760 triệu đồng", 7.6e8, "đồng"),
        ("Vốn là 1.130 tỷ đồng", "1.130 tỷ đồng", 1.13e12, "đồng"),
        ("Vốn là 3 nghìn tỷ đồng", "3 nghìn tỷ đồng", 3e12, "đồng"),
        ("Vốn là 2 tỉ đồng", "2 tỉ đồng", 2e9, "đồng"),
        ("Gồm 1 tỷ 200 triệu đồng", "1 tỷ 200 triệu đồng", 1.2e9, "đồng"),
        ("Giá 450.000 đồng một lít", "450.000 đồng", 450_000, "đồng"),
        ("Giá 50.000đ", "50.000đ", 50_000, "đồng"),
        ("Thưởng 200 đô la Mỹ", "200 đô la Mỹ", 200, "USD"),
        ("Thu 54 triệu đồng/người/năm", "54 triệu đồng/người/năm", 5.4e7, "đồng/người/năm"),
        ("Nuôi 500 nghìn đồng/tháng", "500 nghìn đồng/tháng", 5e5, "đồng/tháng"),
        ("Trả được 5,2 tỷ trong năm", "5,2 tỷ", 5.2e9, None),
        # land, length, weight
        ("Hiến hơn 1.000m2 đất làm đường", "1.000m2 đất", 1000, "m2"),
        ("Hiến 2.500 m² đất", "2.500 m² đất", 2500, "m2"),
        ("Hiến 640 mét vuông đất", "640 mét vuông đất", 640, "m2"),
        ("Làm 3,4 km đường", "3,4 km đường", 3.4, "km"),
        ("Làm 2,1km qua đồi", "2,1km", 2.1, "km"),
        ("Đi 12 cây số", "12 cây số", 12, "km"),
        ("Dải đất dài 300m bị lấn", "300m", 300, "m"),
        ("Trồng 1,8 ha rừng", "1,8 ha", 1.8, "ha"),
        ("Trồng 120ha vải", "120ha", 120, "ha"),
        ("Trồng 4 sào chanh", "4 sào", 4, "sào"),
        ("Gom 21.400 kg gạo", "21.400 kg gạo", 21_400, "kg"),
        ("Gom 318 tấn rác", "318 tấn rác", 318, "tấn"),
        ("Bán 4.000 lít mật", "4.000 lít mật", 4000, "lít"),
        ("Dân góp 940 ngày công", "940 ngày công", 940, "ngày công"),
        # shares
        ("Tỷ lệ đạt trên 97%.", "97%", 97, "%"),
        ("Tỷ lệ đạt 81,3%", "81,3%", 81.3, "%"),
        ("Tỷ lệ đạt 99,2 phần trăm", "99,2 phần trăm", 99.2, "%"),
        ("Tăng 4,3 điểm phần trăm", "4,3 điểm phần trăm", 4.3, "điểm phần trăm"),
        # things and people counted
        ("Trao hơn 300 suất quà", "300 suất quà", 300, "suất quà"),
        ("Có 39.427 mô hình", "39.427 mô hình", 39_427, "mô hình"),
        ("Có 06 đơn vị làm điểm", "06 đơn vị", 6, "đơn vị"),
        ("Giúp 137 hộ nghèo", "137 hộ nghèo", 137, "hộ nghèo"),
        ("Có 945 cơ quan, đơn vị", "945 cơ quan, đơn vị", 945, "cơ quan, đơn vị"),
        ("Hơn 52 nghìn lượt người dự", "52 nghìn lượt người", 52_000, "lượt người"),
        ("Mỗi tổ 25 hộ", "25 hộ", 25, "hộ"),
        ("- 118 tổ tiết kiệm", "118 tổ", 118, "tổ"),
        # no single number: a part of a whole, a range
        ("Kết quả 91/91 đồng chí cam kết", "91/91 đồng chí", None, "đồng chí"),
        ("Có mặt ở 64/93 ấp", "64/93 ấp", None, "ấp"),
        ("Đạt 19/19 tiêu chí", "19/19 tiêu chí", None, "tiêu chí"),
        ("Ký cam kết: 101/103.", "101/103", None, None),
        ("Lãi 25 - 30 triệu đồng", "25 - 30 triệu đồng", None, "đồng"),
        ("Mỗi người phụ trách 10 – 12 hộ", "10 – 12 hộ", None, "hộ"),
        ("Mỗi tổ 25 đến 30 hộ", "25 đến 30 hộ", None, "hộ"),
        ("Giảm 10-15% chi phí", "10-15%", None, "%"),
    ],
)  # fmt: skip
def test_a_quantity_of_a_result_is_read_with_its_unit(
    text: str, shown: str, amount: float | None, unit: str | None
) -> None:
    assert figures(text) == [(shown, amount, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 19/5 người dân về dự",
        "Ngày 15-5-2016 học sinh đến trường",
        "Chiều 5/9 học sinh khai giảng",
        "Ngày 15 học sinh nghỉ",
        "Đến 30/9 học sinh trở lại",
        "Tháng 9/2016 đảng viên học",
        "Năm 2020 người dân góp sức",
        "Từ 2016 đảng viên làm trước",
        "Giai đoạn 2016 - 2018",
        "Chỉ thị số 05-CT/TW",
        "Nghị quyết số 24-NQ/TW",
        "Nghị quyết Trung ương 4 đảng viên",
        "Điều 5 đảng viên phải nhớ",
        "Gọi 0912.345.678 đồng chí trực",
        "Gọi 0203825123 người trực",
        "Ông 64 tuổi",
        "Cụ có 60 năm tuổi Đảng",
        "Đạt 7,9 điểm môn Toán",
        "Đội nhà thắng 2-1 người hâm mộ mừng",
        "Thương binh hạng 3/4",
        "Mở cửa 24/24 giờ",
        "Trực 24/7",
        "Lúc 19 giờ 30 phút",
        "Tổ 11 hộ nào cũng biết",
        "Khu phố 4 đảng viên cùng làm",
        "Phòng dịch Covid-19 người dân ở nhà",
        "Giữ 2 hộ chiếu",
        "Mất 46 hộ khẩu",
        "Trang 12",
        "5. Khẩu hiệu",
        "Số 118 người ta treo biển",
        "Máy bay A320 người lái",
        "Địa chỉ 10.20.30.40 người dùng",
        "Vài chục m2",
    ],
)
def test_dates_names_ages_scores_and_telephone_numbers_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_unit_is_not_cut_out_of_a_longer_word() -> None:
    assert figures("Có 12 mộc bản quý") == []


def test_comrades_are_no_money() -> None:
    assert figures("Có 12 đồng chí") == [("12 đồng chí", 12, "đồng chí")]


def test_figures_stand_in_reading_order_over_the_fields() -> None:
    doc = Document("Hiến 300 m2 đất", "Góp 5 triệu đồng", "Giúp 7 hộ nghèo và 9 hộ cận nghèo")
    assert [(f.spans[0].field, f.value) for f in find_figures(doc)] == [
        ("title", 300), ("sapo", 5e6), ("body", 7), ("body", 9),
    ]  # fmt: skip


def test_every_span_is_the_text_it_names() -> None:
    body = normalise("Thầy giáo vùng cao “trích” 12 triệu đồng,\nđổi được 3.500 m² đất; 81,5% hộ dân theo.")
    assert [body[s.start : s.end] for f in find_figures(Document(body=body)) for s in f.spans] == [
        "12 triệu đồng", "3.500 m² đất", "81,5%",
    ]  # fmt: skip


def test_a_page_of_tables_gives_no_more_than_the_limit() -> None:
    assert len(find_figures(Document(body="12 m2 " * 5000))) == MAX_FIGURES


@pytest.mark.parametrize(
    ("number", "factor", "amount"),
    [("1.000", 1, 1000), ("1.000.000", 1, 1e6), ("1.000,5", 1, 1000.5), ("0,7", 1, 0.7), ("1,4", 1e9, 1.4e9), ("2.5", 1, 2.5)],
)  # fmt: skip
def test_a_number_is_read_the_vietnamese_way(number: str, factor: float, amount: float) -> None:
    assert value(number, factor) == amount
