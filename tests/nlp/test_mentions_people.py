"""Exemplary people: who is held up, by which name and role, and who is left out."""

import pytest

from nlp.mentions import find_people
from nlp.records import Document, Person
from nlp.text import normalise

STORY = (
    " đã hiến 300 m2 đất làm đường. {p} còn tự bỏ tiền mua đá, vận động ba mươi hộ trong thôn cùng tháo dỡ tường rào."
    " Suốt một năm {p} đi từng nhà hỏi xem ai cần sửa mái bếp thì xắn tay vào sửa."
)


def people(body: str, title: str = "Chuyện ở thôn", sapo: str = "") -> list[Person]:
    return find_people(Document(normalise(title), normalise(sapo) or None, normalise(body)))


def names(body: str, title: str = "Chuyện ở thôn", sapo: str = "") -> list[str]:
    return [person.name for person in people(body, title, sapo)]


def test_a_person_told_of_with_deeds_is_found() -> None:
    assert names("Ông Trần Văn Lộc" + STORY.format(p="Ông")) == ["Trần Văn Lộc"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ông", "Sùng A Lầu"), ("Chị", "H'Hen Niê"), ("Anh", "Rơ Châm Byơr"), ("Ông", "Danh Sóc"), ("Ông", "K'Brền"),
        ("Ông", "K’Brền"), ("Bà", "H’Lan Mlô"), ("Anh", "Y Moan"), ("Ông", "A Thiu"), ("Ông", "Điểu Lên"),
        ("Bà", "Néang Kim"), ("Anh", "Giàng Mí Sò"), ("Ông", "Cil Múp Ha Kriêng"), ("Thầy", "Tẩn Láo Tạch"),
        ("Cô", "Thích nữ Diệu Hạnh"), ("Bà", "Nguyễn thị Lan"),
    ],
)  # fmt: skip
def test_names_of_every_people_are_read_whole(title: str, name: str) -> None:
    assert names(f"{title} {name}" + STORY.format(p=title)) == [name]


def test_a_people_before_the_name_is_no_part_of_it() -> None:
    assert names("Thầy giáo người Thái Lô Văn Hợi" + STORY.format(p="Thầy")) == ["Lô Văn Hợi"]


def test_tone_marks_of_the_name_are_placed_one_way_and_the_span_stays_as_printed() -> None:
    (person,) = people("Ông Lê Sĩ Qúy" + STORY.format(p="Ông"))
    assert (person.name, person.spans[0].text) == ("Lê Sĩ Quý", "Lê Sĩ Qúy")


def test_two_spellings_of_a_name_are_one_person() -> None:
    assert names("Ông Phạm Văn Hoè" + STORY.format(p="Ông") + " Ông Phạm Văn Hòe cười.") == ["Phạm Văn Hòe"]


def test_two_kinds_of_apostrophe_are_one_name() -> None:
    assert names("Ông K’Brền" + STORY.format(p="Ông") + " Ông K'Brền cười.") == ["K’Brền"]


def test_a_name_in_capitals_is_kept_in_name_case() -> None:
    assert names("Ông LÊ VĂN TÁM" + STORY.format(p="Ông")) == ["Lê Văn Tám"]


def test_a_title_line_in_capitals_belongs_to_the_person_of_the_body() -> None:
    body = "Bà Nguyễn Thị Oanh" + STORY.format(p="Bà")
    (person,) = people(body, title="BÀ NGUYỄN THỊ OANH HIẾN ĐẤT LÀM ĐƯỜNG")
    assert [(span.field, span.text) for span in person.spans] == [
        ("title", "NGUYỄN THỊ OANH"), ("body", "Nguyễn Thị Oanh"),
    ]  # fmt: skip


def test_a_name_spread_over_title_lead_and_body_is_one_person() -> None:
    (person,) = people("Thầy Tẩn Láo Tạch" + STORY.format(p="Thầy"), "Thầy Tạch hiến đất", "Thầy giáo Tạch dạy ở bản.")
    assert [span.field for span in person.spans] == ["title", "sapo", "body"]


def test_a_southern_name_by_birth_order_means_the_full_name() -> None:
    assert names("Chị Quách Thị Mận" + STORY.format(p="Chị"), title="Quán cơm của chị Ba Mận") == ["Quách Thị Mận"]


def test_a_given_name_two_people_share_is_given_to_neither() -> None:
    body = "Ông Trần Văn Lộc và ông Phạm Đình Lộc cùng hiến đất làm đường cho thôn mình năm ngoái. Ông Lộc cười."
    assert all("Lộc" not in [span.text for span in person.spans] for person in people(body, title="Hai ông Lộc"))


def test_people_come_in_the_order_they_appear() -> None:
    body = "Bà Lê Thị Mơ" + STORY.format(p="Bà") + "\nAnh Vũ Văn Nam" + STORY.format(p="Anh")
    assert names(body) == ["Lê Thị Mơ", "Vũ Văn Nam"]


def test_pronouns_go_to_the_person_they_fit() -> None:
    body = (
        "Chị Trần Thị Lý, chủ hàng bún, thấy chiếc túi dưới gầm bàn sau khi tốp khách cuối cùng đi khỏi."
        " Người mất là anh Nguyễn Văn Thìn. Chị không đếm, ôm cả túi tiền sang công an phường để trả lại cho khách."
        " Chồng ốm mấy năm, chị vẫn trích tiền lãi mỗi ngày giúp người bán vé số ăn sáng miễn phí."
    )
    assert names(body) == ["Trần Thị Lý"]


@pytest.mark.parametrize(
    "body",
    [
        # officials who speak or attend
        "Đồng chí Trần Văn Hùng, Phó Bí thư Thường trực Tỉnh ủy, yêu cầu các cấp ủy tiếp tục học và làm theo Bác.",
        "Bà Lê Thị Hoa, Chủ tịch Hội LHPN huyện, cho biết hội viên đã góp được ba tấn gạo tặng hộ nghèo trong xã.",
        # a voice from the crowd
        "“Có đường mới, trẻ con đi học đỡ khổ”, chị Đỗ Thị Hồng, người dân xóm 7, nói.",
        # those who were helped
        "Đội nhận nuôi cháu Vàng A Páo mồ côi cả cha lẫn mẹ, mỗi tháng góp năm trăm nghìn đồng mua gạo cho cháu ăn học.",
        "Bà Trương Thị Ngọ, 84 tuổi, nhà sập vách, được đoàn trao quà và giúp sửa lại mái nhà ngay trong buổi chiều.",
        # a list of honours, an election, a contest
        "Được tuyên dương có ông Lê Văn Một, bà Trần Thị Hai, anh Vũ Văn Ba và chị Đỗ Thị Bốn vì đã hiến đất.",
        "Anh Nguyễn Đức Trí được bầu làm Bí thư Đoàn phường nhiệm kỳ mới với số phiếu cao nhất từ trước tới nay.",
        # streets, schools, communes, history
        "Trường THPT Nguyễn Đình Chiểu trên đường Trần Hưng Đạo quyên góp sách tặng học sinh nghèo vùng lũ vừa qua.",
        "Chủ tịch Hồ Chí Minh và Đại tướng Võ Nguyên Giáp đã dạy bộ đội giúp dân, không lấy của dân cái kim sợi chỉ.",
        "Bộ đội Cụ Hồ về Bà Rịa giúp dân dựng lại nhà, góp gạo, hiến máu và dạy chữ cho trẻ em ở vùng sâu vùng xa.",
        # a place behind an occupation
        "Nông dân Thoại Sơn và công nhân Bình Dương tự nguyện góp tiền làm cầu, sửa đường và giúp nhau mùa gặt.",
    ],
)
def test_who_is_not_held_up_is_left_out(body: str) -> None:
    assert names(body) == []


def test_an_official_told_of_at_length_is_held_up() -> None:
    body = "Thiếu tá Vàng Mí Tỏa, Phó trưởng Công an xã," + STORY.format(p="Anh")
    assert names(body, title="Thiếu tá Tỏa cõng máy lên bản") == ["Vàng Mí Tỏa"]


def test_a_cell_secretary_who_only_speaks_is_shown() -> None:
    body = "Ông Đỗ Sĩ Thành, Bí thư Chi bộ kiêm trưởng khu 2 (phường Đông), cho biết: “Dân tin thì việc gì cũng xong”."
    assert names(body) == ["Đỗ Sĩ Thành"]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Ông Đỗ Sĩ Thành, Bí thư Chi bộ kiêm trưởng khu 2 (phường Đông),", "Bí thư Chi bộ kiêm trưởng khu 2"),
        ("Ông Đỗ Sĩ Thành, đảng viên Chi bộ xóm Trại, xã Hạ, là một trong số đó,", "đảng viên Chi bộ xóm Trại, xã Hạ"),
        ("Ông Đỗ Sĩ Thành, 64 tuổi, Bí thư Chi bộ thôn Đông,", "Bí thư Chi bộ thôn Đông"),
        ("Ông Đỗ Sĩ Thành (nông dân, xã Yên Mỹ)", "nông dân, xã Yên Mỹ"),
        ("Ông Đỗ Sĩ Thành - Trưởng ấp 4 -", "Trưởng ấp 4"),
        ("Bí thư Chi bộ Đỗ Sĩ Thành, 64 tuổi,", "Bí thư Chi bộ"),
        ("Thiếu tá Đỗ Sĩ Thành", "Thiếu tá"),
        ("Ông Đỗ Sĩ Thành ở cuối xóm", None),
    ],
)
def test_the_role_is_the_one_printed_beside_the_name(sentence: str, role: str | None) -> None:
    (person,) = people(sentence + STORY.format(p="Ông"), title="Ông Thành và con đường")
    assert person.role == role


def test_every_span_is_the_text_it_names() -> None:
    doc = Document("Bà Oanh hiến đất", "Chuyện bà Oanh", normalise("Bà Nguyễn Thị Oanh" + STORY.format(p="Bà")))
    texts = dict(doc.fields())
    spans = [span for person in find_people(doc) for span in person.spans]
    assert len(spans) == 3
    assert all(texts[span.field][span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("body", [
    "Tám già làng S’tiêng và M’nông góp tiền, hiến đất, dạy nghề cho lớp trẻ. Họ nhường đất, giúp hộ nghèo, dựng nhà.",
    "Anh Giàng A Phử – Phó Trưởng Công an xã – kể lại. Phó Trưởng Công hiến đất. Phó Trưởng Công góp tiền giúp bạn.",
])  # fmt: skip
def test_a_people_and_a_post_are_no_names(body):
    assert {person.name for person in find_people(Document(title="Chuyện làng", body=body))} <= {"Giàng A Phử"}
