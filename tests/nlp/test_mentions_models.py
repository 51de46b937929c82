"""Named models: which quotations and which unquoted words are names, and where they end."""

import pytest

from nlp.mentions import find_models
from nlp.records import Document
from nlp.text import normalise


def names(body: str, title: str = "") -> list[str]:
    return [model.name for model in find_models(Document(normalise(title), None, normalise(body)))]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Mô hình “Bữa cơm xóm núi” đã nuôi ba mươi cháu.", "Bữa cơm xóm núi"),
        ("Phong trào thi đua “Ruộng liền bờ” lan khắp xã.", "Ruộng liền bờ"),
        ('Chi hội có mô hình "Nồi cháo sớm mai" từ năm ngoái.', "Nồi cháo sớm mai"),
        ("Xã triển khai thực hiện “Một cửa ba nhanh”.", "Một cửa ba nhanh"),
        ("Cách làm này được đặt tên “Ba cùng, một hẹn”: cùng bàn, cùng làm.", "Ba cùng, một hẹn"),
        ("“Tiếng mõ giữ làng” ra đời từ một buổi sinh hoạt.", "Tiếng mõ giữ làng"),
        ("“Gùi củi nghĩa tình” là một trong nhiều cách học Bác của hội.", "Gùi củi nghĩa tình"),
        ("“Cánh cửa thứ hai” – tên mô hình nghe lạ.", "Cánh cửa thứ hai"),
        ("Phường dựng “Bảng việc hôm nay” ngay ở sảnh.", "Bảng việc hôm nay"),
        ("Dân nhắc nhiều tới “Giếng chung xóm Trại” của ông trưởng xóm.", "Giếng chung xóm Trại"),
        ("Trường đăng ký “mỗi thầy cô đỡ một em”.", "mỗi thầy cô đỡ một em"),
        ("Trong “Sổ tay làm theo Bác”, đảng viên tự ghi mỗi tuần một việc.", "Sổ tay làm theo Bác"),
        # without quotation marks
        ("Mô hình Nuôi gà đồi của chi hội xóm Đông có lãi.", "Nuôi gà đồi"),
        ("Hội ra mắt mô hình nuôi heo đất ở chợ.", "nuôi heo đất"),
        ("Mô hình cưới tập thể tại huyện được nhân rộng.", "cưới tập thể"),
    ],
)
def test_a_name_the_text_introduces_or_explains_is_found(body: str, name: str) -> None:
    assert names(body) == [name]


@pytest.mark.parametrize(
    "body",
    [
        # speech
        "Ông cười: “Làm được thì nói mới có người nghe”.",
        "“Có bảng đen là không ai dị nghị”, bà tổ trưởng quả quyết.",
        "Mô hình hay, ông nói: “Cứ làm đi. Dân thấy thì dân theo”.",
        # slogans, virtues, the campaign
        "Đẩy lùi biểu hiện “Tự diễn biến”, “Tự chuyển hóa” trong nội bộ.",
        "Thực hiện cuộc vận động “Học tập và làm theo tấm gương đạo đức Hồ Chí Minh”.",
        "Thực hiện “Sáu điều Bác Hồ dạy” trong toàn lực lượng.",
        "Với phương châm “Nghĩ thật, làm thật”, xã đã xong việc.",
        # works, contests, titles of honour, irony
        "Người viết tác phẩm “Đời sống mới” năm 1947.",
        "Huyện tổ chức hội thi “Tiếng hát quê hương” tối qua.",
        "Chị nhận danh hiệu “Công nhân giỏi toàn năng” năm nay.",
        "Có nơi còn kiểu “Đầu voi đuôi chuột” khi làm.",
        # no name behind the word
        "Toàn huyện có 94 mô hình hay, cách làm sáng tạo.",
        "Đây là mô hình của Hội Nông dân xã An Bình.",
        "Câu lạc bộ Hoàng Anh thắng trận.",
    ],
)
def test_what_only_looks_like_a_name_is_left_out(body: str) -> None:
    assert names(body) == []


def test_every_name_of_a_list_is_found() -> None:
    body = "Tiêu biểu là mô hình “Tủ áo ấm”, “Bếp lửa hồng” và “Chuyến xe cuối tuần”."
    assert names(body) == ["Tủ áo ấm", "Bếp lửa hồng", "Chuyến xe cuối tuần"]


def test_a_name_is_kept_once_with_all_its_places() -> None:
    doc = Document("“Tủ áo ấm” ở chợ Đông", "Tủ áo ấm đã cũ.", "Mô hình “Tủ áo ấm” do hội lập. Tủ áo ấm mở cả đêm.")
    (model,) = find_models(doc)
    assert [(span.field, span.start) for span in model.spans] == [("title", 1), ("sapo", 0), ("body", 9), ("body", 31)]


def test_quotation_marks_are_no_part_of_a_name() -> None:
    assert names("Mô hình “Tủ áo ấm,” do hội lập.") == ["Tủ áo ấm"]


def test_every_span_is_the_text_it_names() -> None:
    body = normalise("Mô hình “Tủ sách thuỷ chung” và mô hình nuôi heo đất ở xã Hoà An.")
    spans = [span for model in find_models(Document(body=body)) for span in model.spans]
    assert [body[span.start : span.end] for span in spans] == ["Tủ sách thuỷ chung", "nuôi heo đất"]


@pytest.mark.parametrize(("body", "names"), [
    ("“Dân vận khéo” ở Hói Đào bắt đầu từ chuyện nước sạch.", []),
    ("Xã nhân rộng mô hình “Dân vận khéo” ra bốn thôn.", ["Dân vận khéo"]),
    ("Tiểu phẩm “Bến không chồng đò” của đội Hói Đào được vỗ tay lâu nhất.", []),
])  # fmt: skip
def test_a_national_movement_or_a_play_is_no_model_by_itself(body, names):
    assert [model.name for model in find_models(Document(body=body))] == names
