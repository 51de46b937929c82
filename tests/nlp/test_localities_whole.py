"""What decides between a part and the whole: halls, titles, theory, and names borne by institutions."""

from nlp.localities import find_localities
from nlp.records import Document, Locality


def primary(body: str, title: str = "", day: str = "2019-05-19", paper: str | None = None) -> Locality:
    found = find_localities(Document(title, None, body, day, paper))[0]
    assert found.role == "primary"
    return found


def named(body: str, day: str, paper: str) -> dict[str | None, str]:
    return {x.then.name: x.then.level for x in find_localities(Document("", None, body, day, paper))}


def test_the_hall_of_a_provincial_meeting_is_not_where_it_happens():
    place = primary("Tại TP Hạ Long, Tỉnh ủy Quảng Ninh tổ chức hội nghị sơ kết.", paper="22")
    assert place.then.level == "province"


def test_a_communes_own_meeting_happens_in_the_commune():
    place = primary("Tại phường Vàng Danh, TP Uông Bí, bà con mở hội nghị bàn chuyện hiến đất.", paper="22")
    assert place.then.name == "Vàng Danh"


def test_a_title_with_the_district_does_not_hide_the_one_commune_of_the_story():
    body = "Ở xã Lăng Can, huyện Lâm Bình, bà Quan Thị Son góp gạo. Cả xã Lăng Can làm theo."
    assert primary(body, "Hũ gạo ở Lâm Bình", paper="08").then.name == "Lăng Can"


def test_a_central_meeting_is_national_wherever_the_hall_stands():
    place = primary("Sáng nay, hội nghị toàn quốc học Bác khai mạc tại Hà Nội.")
    assert place.then.level == "national"


def test_news_of_the_capital_stays_in_the_capital():
    place = primary("Quận Ba Đình, Hà Nội dẫn đầu cả nước về số mô hình.", "Hà Nội nhân rộng mô hình")
    assert place.then.province == "Hà Nội"


def test_theory_without_a_place_is_national():
    place = primary(
        "Bác Hồ từng dạy nói phải đi đôi với làm. Trong tác phẩm của mình, Người phê bình thói hứa suông.", paper="22"
    )
    assert place.then.level == "national"


def test_theory_shows_the_phrases_that_made_it_so():
    place = primary("Bác Hồ từng dạy nói phải đi đôi với làm.", paper="22")
    assert [s.text for s in place.spans] == ["Bác Hồ từng dạy"]


def test_a_school_hints_at_its_district_where_nothing_else_is_named():
    assert primary("Trường THPT Mường Ảng khánh thành thư viện.", paper="11").then.name == "Mường Ảng"


def test_a_school_named_after_a_person_hints_at_nothing():
    assert primary("Trường THPT Nguyễn Trãi khánh thành thư viện.", paper="11").then.level == "province"


def test_where_somebody_came_from_does_not_move_the_article():
    body = "Chi bộ phân xưởng lo bữa cơm giữa ca cho thợ. " * 12 + "Anh em quê Hà Giang, Lào Cai đều khen."
    assert primary(body, paper="22").then.name == "Quảng Ninh"


def test_a_bare_name_after_the_mergers_is_the_former_province():
    assert named("Nhân dân Bến Tre và tỉnh Vĩnh Long mới.", "2025-12-10", "86")["Bến Tre"] == "province"


def test_the_same_name_is_the_ward_where_the_article_says_so():
    body = "Phường Bến Tre họp. Nhân dân Bến Tre phấn khởi."
    assert named(body, "2025-12-10", "86")["Bến Tre"] == "commune"


def test_a_list_settles_names_that_alone_are_ambiguous():
    found = find_localities(Document(body="Các xã Ba Vinh, Ba Điền, Ba Thành trồng keo.", published_at="2018-01-01"))
    assert {x.then.province for x in found} == {"Quảng Ngãi"}


def test_one_unit_word_over_a_colon_heads_the_list():
    found = named("Ba xã: Lăng Can, Thượng Lâm, Khuôn Hà trồng rừng.", "2019-01-01", "08")
    assert {found["Lăng Can"], found["Thượng Lâm"], found["Khuôn Hà"]} == {"commune"}


def test_the_leader_of_a_commune_is_no_commune():
    assert "Lò Văn Pín" not in named("Chủ tịch UBND xã Lò Văn Pín cùng ra đồng.", "2019-01-01", "11")


def test_a_tale_full_of_his_deeds_is_national_though_it_names_a_province():
    body = "Năm ấy Bác về Hải Phòng. Bác xuống xe, đi bộ. Bác hỏi cô giáo. Bác cười. Bác mượn chiếc ô che cho các cháu."
    assert find_localities(Document("Chiếc ô", None, body, "2021-05-18", "31"))[0].then.level == "national"


def test_one_deed_of_his_leaves_an_article_its_province():
    body = "Hải Phòng có 40 bếp ăn từ thiện. Bác dặn phải thương dân. Chị em góp gạo, góp rau, góp củi mỗi tuần."
    assert find_localities(Document("Bếp ăn", None, body, "2021-05-18", "31"))[0].then.name == "Hải Phòng"


def test_a_central_paper_that_names_no_place_speaks_of_the_country():
    found = find_localities(Document("Kế hoạch tiết kiệm", None, "Mỗi đơn vị tắt bớt đèn.", "2017-01-09", None))
    assert [(place.then.level, place.basis) for place in found] == [("national", "source")]


def test_a_commune_told_as_an_example_leaves_the_article_its_district():
    body = "Hội Phụ nữ Di Linh nuôi heo đất ở 19 xã, thị trấn. Ở xã Tân Châu, mỗi hội viên góp một hạt cà phê."
    assert find_localities(Document("", None, body, "2021-02-02", "68"))[0].then.name == "Di Linh"


def test_communes_lie_in_the_district_that_ended_when_the_text_names_it():
    body = "Huyện Thông Nông (Cao Bằng) còn nghèo. Xã Cần Yên và xã Vị Quang đổi công làm nhà."
    assert find_localities(Document("", None, body, "2018-04-10", "04"))[0].then.name == "Thông Nông"


def test_a_number_behind_a_comma_is_no_ward():
    found = find_localities(Document("", None, "Tại TP. Pleiku, 5 tháng đầu năm đông khách.", "2018-06-04", "52"))
    assert [place.then.name for place in found] == ["Pleiku"]


def test_a_province_court_judges_what_a_district_did():
    body = "Tòa án nhân dân tỉnh Hà Tĩnh xét xử nguyên thủ quỹ một xã ở huyện Can Lộc. Bị cáo nhận tội."
    assert primary(body, day="2022-11-11", paper="42").then.name == "Can Lộc"


def test_a_district_court_sits_where_the_deed_was_done():
    body = "TAND huyện Can Lộc, Hà Tĩnh xét xử nguyên thủ quỹ một xã. Bị cáo nhận tội."
    assert primary(body, day="2022-11-11", paper="42").then.name == "Can Lộc"


def test_a_hall_may_be_named_before_its_unit():
    body = "Tại sân vận động huyện Phú Bình, Tỉnh đoàn Thái Nguyên tổ chức ngày hội. Đại Từ nhất, Phổ Yên nhì."
    assert primary(body, day="2014-04-18", paper="19").then.level == "province"


def test_an_address_among_the_honoured_does_not_move_a_provincial_meeting():
    body = (
        "Xã Long Sơn (Cầu Ngang) có quỹ lúa. "
        + "Người dự kể chuyện nhà. " * 20
        + "Xã Phước Hưng, huyện Trà Cú có heo đất."
    )
    lead = "Ban Dân tộc tỉnh Trà Vinh tổ chức hội nghị biểu dương."
    assert find_localities(Document("", lead, body, "2018-09-14", "86"))[0].then.level == "province"


def test_an_address_in_another_district_does_not_move_the_article():
    body = "Vụ trộm được phá trong ba ngày. Nghi phạm trốn ở phường 8, TP Cà Mau."
    place = primary(body, "Công an huyện Thới Bình bắt kẻ trộm", day="2024-08-30", paper="96")
    assert place.then.name == "Thới Bình"


def test_a_hospital_speaks_for_the_province_whose_name_it_bears():
    body = "Bệnh viện Phụ sản Hải Phòng kê thêm ghế. " * 3 + "Một chị quê Tiên Lãng kể chuyện."
    assert primary(body, day="2010-05-14", paper="31").then.level == "province"


def test_a_unit_word_behind_the_name_makes_it_a_commune():
    body = "Thần Sa, xã vùng cao của huyện Võ Nhai, giữ ruộng. Bà con Thần Sa không bán đất."
    assert named(body, "2013-09-27", "19")["Thần Sa"] == "commune"


def test_a_place_far_down_in_a_central_story_leaves_it_national():
    body = "Văn phòng Chính phủ có tổ trực ba người. " * 12 + "Một cụ ở Cần Đước gọi lên cảm ơn."
    assert primary(body, "Tổ trực của Chính phủ").then.level == "national"


def test_a_national_meeting_in_a_provincial_hall_is_national():
    body = "Tại TP Đà Nẵng, Ban Tuyên giáo Trung ương tổ chức hội nghị toàn quốc. Đại biểu 63 tỉnh dự."
    assert primary(body).then.level == "national"


def test_guests_from_many_provinces_do_not_hide_the_address():
    body = "Họ gặp nhau ở xã Phước Mỹ (TP Quy Nhơn): người Gia Lai, người Quảng Nam, người Bình Thuận, người Đắk Lắk."
    assert primary(body, day="2021-04-05", paper="52").then.name == "Phước Mỹ"
