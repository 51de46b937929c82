"""Which document a printed citation means: every form, order and trap of the press, one case a line."""

import pytest

from nlp.directives import find_directives
from nlp.records import Directive, Document
from nlp.text import normalise


def read(text: str, day: str | None = None, province: str | None = "22") -> list[Directive]:
    return find_directives(Document(body=normalise(text), published_at=day, source_province=province))


def ids(text: str, day: str | None = None) -> list[str | None]:
    return [d.id for d in read(text, day) if d.basis == "cited"]


FULL = [
    ("Chi bộ thực hiện Chỉ thị 05-CT/TW về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị số 05-CT/TW về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị số: 05-CT/TW về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị 05-TW/CT về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị 05/CT-TW về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị 05-CT/TƯ về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị 05-CT/T.Ư về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị 05 - CT/TW về học tập và làm theo Bác.", "CT05-2016"),
    ("Chi bộ thực hiện Chỉ thị số 03- CT/TW về tấm gương đạo đức Hồ Chí Minh.", "CT03-2011"),
    ("Đảng ủy tổng kết Chỉ thị 23 – CT/TW của Ban Bí thư khóa IX về tư tưởng Hồ Chí Minh.", "CT23-2003"),
    ("Đảng ủy thực hiện Kết luận số 01- KL/TW về học tập và làm theo Bác.", "KL01-2021"),
    ("Đảng ủy thực hiện KL 01-KL/TW về học tập và làm theo Bác.", "KL01-2021"),
    ("Đảng ủy thực hiện Quy định số 08- QĐi/TW về trách nhiệm nêu gương.", "QD08-2018"),
    ("Đảng ủy thực hiện Quy định 08-QĐ/TW về trách nhiệm nêu gương.", "QD08-2018"),
    ("Đảng ủy thực hiện QĐ 101-QĐ/TW về trách nhiệm nêu gương.", "QD101-2012"),
    ("Đảng ủy thực hiện Quy định số 144-QĐ/TƯ về chuẩn mực đạo đức cách mạng.", "QD144-2024"),
    ("Đảng ủy thực hiện Quyết định số 144-QĐ/TW về chuẩn mực đạo đức cách mạng.", "QD144-2024"),
    ("Ngành Tuyên giáo làm theo Hướng dẫn số 03-HD/BTGTW về Quy định số 19.", "HD03-BTG-2026"),
    ("Sở thực hiện Quyết định số 1847/QĐ-TTg về văn hóa công vụ.", "QD1847-TTg"),
    ("Công an huyện học Quy định số 09-QĐ/ĐUCA về Sáu điều Bác Hồ dạy.", "QD09-DUCA"),
]


@pytest.mark.parametrize(("text", "wanted"), FULL)
def test_a_full_number_is_found_in_every_printed_order(text: str, wanted: str) -> None:
    assert ids(text)[:1] == [wanted]


PARTED = [
    ("Thành ủy thực hiện Chỉ thị 05-CT/TU về học tập và làm theo Bác.", "05-CT/TU", "province"),
    ("Chi bộ học tập Quy định số 04-QĐ/TU (ngày 7/6/2017) của Tỉnh ủy.", "04-QĐ/TU", "province"),
    ("Chi bộ học tập Quy định 19-QĐi/TU về nêu gương.", "19-QĐi/TU", "province"),
    ("Chi bộ học tập Kế hoạch 12-KH/ThU về nêu gương.", "12-KH/ThU", "province"),
    ("Chi bộ học tập Kế hoạch số 7-KH/HU về nêu gương.", "07-KH/HU", "lower"),
    ("Chi bộ học tập Nghị quyết 09-NQ/QU về nêu gương.", "09-NQ/QU", "lower"),
    ("Chi bộ học tập Nghị quyết 09-NQ/ThịU về nêu gương.", "09-NQ/ThịU", "lower"),
    ("Chi bộ học tập Nghị quyết 09-NQ/ĐU về nêu gương.", "09-NQ/ĐU", "lower"),
    ("Chi bộ học tập Hướng dẫn 15-HD/BTGTU về nêu gương.", "15-HD/BTGTU", "province"),
    ("Chi bộ học tập Chỉ thị 05/CT-TTg về nêu gương, làm theo Bác.", "05/CT-TTg", "state"),
    ("Chi bộ học tập Chỉ thị 05/CT-UBND về nêu gương, làm theo Bác.", "05/CT-UBND", "state"),
    ("Chi bộ học tập Quyết định số 12/2011/QĐ-TTg về nêu gương.", "12/2011/QĐ-TTg", "state"),
    ("Chi bộ học tập Quyết định 15/QĐ-BGDĐT về nêu gương.", "15/QĐ-BGDĐT", "state"),
    ("Chi bộ học tập Hướng dẫn 05-HD/ĐTN về nêu gương.", "05-HD/ĐTN", None),
    ("Chi bộ học tập Nghị quyết 18/NQ-TW về bộ máy.", "18-NQ/TW", "central"),
    ("Chi bộ học tập Nghị quyết 35/NQ-CP về doanh nghiệp.", "35/NQ-CP", "state"),
    ("Chi bộ học tập Nghị quyết 05-NQ/TW về mô hình tăng trưởng, làm theo Bác.", "05-NQ/TW", "central"),
    ("Chi bộ học tập Hướng dẫn 71-HD/BTGTW về làm theo Bác.", "71-HD/BTGTW", "central"),
]


@pytest.mark.parametrize(("text", "number", "level"), PARTED)
def test_a_document_outside_the_catalogue_keeps_what_is_printed(text: str, number: str, level: str | None) -> None:
    found = read(text)[0]
    assert (found.id, found.number, found.level, found.candidates) == (None, number, level, [])


SHORT = [
    ("Chi bộ thực hiện Chỉ thị 05, mỗi đảng viên làm theo Bác.", "2019-05-01", ["CT05-2016"]),
    ("Chi bộ thực hiện Chỉ thị 05, mỗi đảng viên làm theo Bác.", None, ["CT05-2016"]),
    ("Chi bộ thực hiện CT 05, mỗi đảng viên làm theo Bác.", "2019-05-01", ["CT05-2016"]),
    ("Chi bộ thực hiện CT05, mỗi đảng viên làm theo Bác.", "2019-05-01", ["CT05-2016"]),
    ("Chi bộ sinh hoạt chỉ thị 05 chuyên đề 2019, làm theo Bác.", "2019-05-01", ["CT05-2016"]),
    ("Mười năm thực hiện Chỉ thị 05, chi bộ nêu gương.", "2026-05-01", ["CT05-2016"]),
    ("Quầy thuốc là công trình đăng ký thực hiện Chỉ thị 05 của chi bộ Trung tâm.", "2024-05-01", ["CT05-2016"]),
    ("Chi bộ kể chuyện anh trong sinh hoạt chuyên đề Chỉ thị 05 quý III.", "2023-10-01", ["CT05-2016"]),
    ("Chi bộ quán triệt Chỉ thị 05, Kết luận 01.", "2022-05-01", ["CT05-2016", "KL01-2021"]),
    ("Xã nhắc lại Chỉ thị số 06-CT/TW và Chỉ thị số 03-CT/TW.", "2019-05-01", ["CT06-2006", "CT03-2011"]),
    ("Chi bộ học tập, quán triệt Kết luận số 01.", None, ["KL01-2021"]),
    ("Chi bộ quán triệt KL 01, làm theo Bác.", "2022-05-01", ["KL01-2021"]),
    ("Chi bộ quán triệt KL01, làm theo Bác.", "2022-05-01", ["KL01-2021"]),
    ("Đảng bộ thực hiện Chỉ thị 03, làm theo tấm gương đạo đức Hồ Chí Minh.", "2013-05-01", ["CT03-2011"]),
    ("Đảng bộ thực hiện CT 03, làm theo tấm gương đạo đức Hồ Chí Minh.", "2013-05-01", ["CT03-2011"]),
    ("Đảng bộ thực hiện Chỉ thị 06, làm theo tấm gương đạo đức Hồ Chí Minh.", "2009-05-01", ["CT06-2006"]),
    ("Đảng bộ thực hiện Chỉ thị 07, học tập, thực hành theo Bác.", "2026-09-01", ["CT07-2026"]),
    ("Chi bộ thực hiện Chỉ thị 05 và Kết luận 01, làm theo Bác.", "2022-05-01", ["CT05-2016", "KL01-2021"]),
    ("Chi bộ thực hiện các quy định 101, 55, 08 về nêu gương.", "2020-05-01", ["QD101-2012", "QD55-2016", "QD08-2018"]),
    ("Chi bộ thực hiện Quy định 101, 55 và 08-QĐi/TW về nêu gương.", None, ["QD101-2012", "QD55-2016", "QD08-2018"]),
    ("Đảng viên học Quy định 144 về chuẩn mực đạo đức.", "2024-08-01", ["QD144-2024"]),
    ("Sở học Quyết định số 1847 của Thủ tướng Chính phủ về văn hóa công vụ.", "2020-08-01", ["QD1847-TTg"]),
    ("Đảng viên học Chỉ thị 42 về cần, kiệm, liêm, chính.", "2025-08-01", ["CT42-2025"]),
    ("Chi bộ thực hiện Chỉ thị 05 của Bộ Chính trị (khóa XII).", None, ["CT05-2016"]),
    ("Bộ Chính trị (khóa XII) ban hành Chỉ thị 05. Mọi người làm theo Bác.", None, ["CT05-2016"]),
    ("Chi bộ thực hiện Chỉ thị 05.\nĐã ban hành Chỉ thị 05-CT/TW về làm theo Bác.", "2019-05-01", ["CT05-2016"]),
    ("Chi bộ họp về Chỉ thị 05.\nThực hiện Chỉ thị 05, cả xã làm theo Bác.", "2019-05-01", ["CT05-2016"]),
]


@pytest.mark.parametrize(("text", "day", "wanted"), SHORT)
def test_a_short_form_is_read_beside_the_words_of_its_document(text: str, day: str | None, wanted: list[str]) -> None:
    assert ids(text, day) == wanted


NOT_OURS = [
    ("Chi bộ thực hiện Chỉ thị 05 về phòng cháy.", "2019-05-01"),
    ("Chi bộ ở TP Hồ Chí Minh thực hiện Chỉ thị 05 về phòng cháy.", "2019-05-01"),
    ("Đoàn TNCS Hồ Chí Minh thực hiện Chỉ thị 05 về phòng cháy.", "2019-05-01"),
    ("Bác sĩ Lan thực hiện Chỉ thị 05 về phòng cháy.", "2019-05-01"),
    ("Đảng viên làm theo Bác, thực hiện Chỉ thị 05.", "2010-05-01"),
    ("Đảng viên làm theo Bác, thực hiện Chỉ thị 05-CT/TW.", "2010-05-01"),
    ("Đảng viên làm theo Bác, thực hiện Chỉ thị 05 của Tỉnh ủy.", "2019-05-01"),
    ("Đảng viên làm theo Bác, thực hiện Chỉ thị 05 của Huyện ủy Thoại Sơn.", "2019-05-01"),
    ("Đảng viên làm theo Bác; Tỉnh ủy đã ban hành Chỉ thị 05.", "2019-05-01"),
    ("Đảng viên làm theo Bác, thực hiện Chỉ thị 05 của Thủ tướng Chính phủ.", "2019-05-01"),
    ("Đảng viên thực hiện Chỉ thị 05 của Chủ tịch tỉnh về phòng cháy.", "2019-05-01"),
    ("Đảng viên thực hiện Chỉ thị 05 của Chủ tịch UBND tỉnh.", "2019-05-01"),
    ("Đảng viên thực hiện Chỉ thị 23-CT/TW ngày 9/2/2018 của Ban Bí thư về tư tưởng Hồ Chí Minh.", None),
    ("Đảng viên thực hiện Chỉ thị 23-CT/TW khóa XII về tư tưởng Hồ Chí Minh.", None),
    ("Đảng viên thực hiện Chỉ thị 23-CT/TW về trật tự an toàn giao thông.", "2023-08-01"),
    ("Đảng viên học Chỉ thị 42-CT/TW của Ban Bí thư về giáo dục thế hệ trẻ.", None),
    ("Đảng viên học Chỉ thị 42-CT/TW về lý tưởng cách mạng cho thế hệ trẻ.", "2016-08-01"),
    ("Chi bộ thực hiện Kết luận 01-KL/TW về hệ thống pháp luật.", "2018-05-01"),
    ("Chi bộ thực hiện Chỉ thị 06-CT/TW về xây dựng gia đình.", "2022-05-01"),
    ("Chi bộ thực hiện Nghị quyết 12-NQ/TW về doanh nghiệp nhà nước.", "2018-05-01"),
    ("Chi bộ thực hiện Chỉ thị số 07-CT/TW về một việc khác.", "2018-05-01"),
    ("Chi bộ thực hiện Nghị quyết số 24-NQ/TW về môi trường.", "2014-05-01"),
]


@pytest.mark.parametrize(("text", "day"), NOT_OURS)
def test_another_document_of_the_same_number_is_not_taken_for_ours(text: str, day: str | None) -> None:
    assert [d.id for d in read(text, day) if d.basis == "cited" and d.id] == []


NOTHING = [
    "Luật Phòng, chống tham nhũng và Nghị định số 59/2019/NĐ-CP có hiệu lực.",
    "Nghị quyết số 15/2008/QH12 mở rộng địa giới.",
    "Nghị quyết số 35/NQ-UBTVQH14 được thông qua.",
    "Nghị quyết 15 của Quốc hội được thông qua.",
    "Xã hoàn thành kế hoạch 5 năm, làm theo Bác.",
    "Xã có kế hoạch 05 năm 2021-2025, làm theo Bác.",
    "Hướng dẫn 20 hộ dân trồng hoa, làm theo Bác.",
    "Chi bộ quyết định 03 nội dung, làm theo Bác.",
    "Xã có Kế hoạch 2024 về làm theo Bác.",
    "Tòa nhà A05 và phòng 101 mở cửa, làm theo Bác.",
    "Giá vé là 50.000 đồng, bán ngày 05/10/2020, làm theo Bác.",
    "Nghị quyết Đại hội Đảng lần thứ XIII đi vào cuộc sống.",
    "Hội nghị Trung ương 4 khóa XII bế mạc.",
    "Nghị quyết Trung ương năm 2016 được học kỹ.",
    "Quyết tâm thực hiện Chỉ thị bằng việc làm cụ thể.",
    "Cuộc vận động người Việt Nam ưu tiên dùng hàng Việt Nam.",
    "Anh bán 20 kg/ha, 5 ct/ha mỗi vụ.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_laws_counts_and_plans_of_years_are_no_directives(text: str) -> None:
    assert read(text, "2019-05-01") == []


OPEN = [
    ("Chi bộ thực hiện Chỉ thị số 03, làm theo tấm gương đạo đức Hồ Chí Minh.", "2020-05-01", ["CT03-2011"]),
    ("Chi bộ thực hiện Chỉ thị số 05 về phòng cháy.", "2019-05-01", ["CT05-2016"]),
    ("Chi bộ học Chỉ thị 42-CT/TW.", None, ["CT42-2025"]),
    ("Chi bộ học Chỉ thị số 23-CT/TW về tư tưởng Hồ Chí Minh.", None, ["CT23-2003"]),
    ("Chi bộ học Kế hoạch số 03-KH/TW, làm theo Bác.", None, ["KH03-2011", "KH03-2016"]),
    ("Chi bộ học Nghị quyết 25-NQ/TW.", "2026-10-01", ["NQ25-2026", "NQ25-2013"]),
    ("Chi bộ học Nghị quyết Trung ương 4.", None, ["NQTW4-XI", "NQTW4-XII"]),
    ("Chi bộ học Nghị quyết Trung ương 4.", "2023-10-01", ["NQTW4-XI", "NQTW4-XII", "KL21-2021"]),
]


@pytest.mark.parametrize(("text", "day", "wanted"), OPEN)
def test_what_nothing_decides_stays_open_with_its_candidates(text: str, day: str | None, wanted: list[str]) -> None:
    found = read(text, day)[0]
    assert (found.id, found.candidates) == (None, wanted)


DECIDED = [
    ("Kế hoạch số 03-KH/TW thực hiện Chỉ thị 03-CT/TW về tấm gương đạo đức Hồ Chí Minh.", None, "KH03-2011"),
    ("Kế hoạch số 03-KH/TW thực hiện Chỉ thị 05-CT/TW về làm theo Bác.", None, "KH03-2016"),
    ("Kế hoạch số 03-KH/TW ngày 25/7/2016, làm theo Bác.", None, "KH03-2016"),
    ("Kế hoạch số 03-KH/TW được triển khai, làm theo Bác.", "2013-02-01", "KH03-2011"),
    ("Kế hoạch số 03-KH/TW được triển khai, làm theo Bác.", "2018-02-01", "KH03-2016"),
    ("Nghị quyết 25-NQ/TW về công tác dân vận được học kỹ.", "2026-10-01", "NQ25-2013"),
    ("Chỉ thị 42-CT/TW của Bộ Chính trị được học kỹ.", None, "CT42-2025"),
    ("Chỉ thị 42-CT/TW ngày 16/01/2025 được học kỹ.", None, "CT42-2025"),
    ("Chỉ thị 23-CT/TW ngày 27 tháng 3 năm 2003 được học kỹ.", None, "CT23-2003"),
    ("Chỉ thị số 03-CT/TW ngày 15-4-2011 về tấm gương đạo đức Hồ Chí Minh.", "2012-02-01", "CT03-2011"),
    ("Chỉ thị số 05-CT/TW, ngày 15.5.2015 về học tập và làm theo Bác.", "2018-02-01", "CT05-2016"),
]


@pytest.mark.parametrize(("text", "day", "wanted"), DECIDED)
def test_date_body_title_and_neighbours_decide_between_equal_numbers(text: str, day: str | None, wanted: str) -> None:
    assert ids(text, day)[0] == wanted


PLENUM = [
    ("Nghị quyết Trung ương 4 khóa XI", None, ["NQTW4-XI"]),
    ("Nghị quyết T.Ư 4 (khóa XII)", None, ["NQTW4-XII"]),
    ("Nghị quyết Trung ương 4, khoá XII", None, ["NQTW4-XII"]),
    ("Nghị quyết TW4 khóa 12", None, ["NQTW4-XII"]),
    ("NQTW4 khóa XI", None, ["NQTW4-XI"]),
    ("NQ TW 4 (khóa XI)", None, ["NQTW4-XI"]),
    ("NQ T.Ư 4", "2018-01-01", ["NQTW4-XII"]),
    ("NQTW4", "2014-01-01", ["NQTW4-XI"]),
    ("Nghị quyết Trung ương 4 (khóa XI, XII)", None, ["NQTW4-XI", "NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 khóa XI và khóa XII", None, ["NQTW4-XI", "NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 (khóa XI), (khóa XII)", None, ["NQTW4-XI", "NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 các khóa XI, XII, XIII", None, ["NQTW4-XI", "NQTW4-XII", "KL21-2021"]),
    ("Nghị quyết Trung ương 4 khóa XIII", None, ["KL21-2021"]),
    ("Kết luận Hội nghị Trung ương 4 (khóa XIII)", None, ["KL21-2021"]),
    ("Kết luận Trung ương 4", "2023-01-01", ["KL21-2021"]),
    ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", None, ["NQTW4-XII"]),
    ("Nghị quyết Hội nghị Trung ương 4 (khóa XI)", None, ["NQTW4-XI"]),
    ("Nghị quyết Trung ương 4 “Một số vấn đề cấp bách về xây dựng Đảng hiện nay”", None, ["NQTW4-XI"]),
    ("Nghị quyết số 04-NQ/TW Hội nghị Trung ương 4 khóa XII", None, ["NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 khóa X", None, [None]),
    ("Nghị quyết Trung ương 7 khóa XII", None, [None]),
    ("Nghị quyết Trung ương 5 (khóa VIII)", None, [None]),
    ("Nghị quyết Trung ương 6, 7 (khóa XII)", None, [None, None]),
    ("Nghị quyết Trung ương 4, 5 khóa XI", None, ["NQTW4-XI", None]),
    ("Nghị quyết Trung ương IV (khóa XII)", None, ["NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 (XII)", None, ["NQTW4-XII"]),
    ("Nghị quyết Trung ương 4 - khóa XII", None, ["NQTW4-XII"]),
    ("Nghị quyết Trung ương 4, 27 biểu hiện", "2018-01-01", ["NQTW4-XII"]),
]


@pytest.mark.parametrize(("name", "day", "wanted"), PLENUM)
def test_a_resolution_is_known_by_its_conference_and_term(name: str, day: str | None, wanted: list[str]) -> None:
    assert ids(f"Chi bộ thực hiện {name} bằng việc làm cụ thể.", day) == wanted


OWNED = [
    ("Phường sơ kết Chỉ thị 05 của Huyện ủy, ai cũng làm theo Bác.", ["CT05-2016"]),
    ("Bộ phận giúp việc Chỉ thị 05 của Tỉnh ủy chấm mô hình làm theo Bác.", ["CT05-2016"]),
    ("Việc đăng ký Chỉ thị 05 của Đảng bộ xã là làm theo Bác.", ["CT05-2016"]),
    ("Ai cũng làm theo Bác; xã sơ kết Chỉ thị 05 của Huyện ủy về trồng rừng.", [None]),
    ("Phường thực hiện Chỉ thị 05 của Huyện ủy, ai cũng làm theo Bác.", [None]),
]


@pytest.mark.parametrize(("text", "wanted"), OWNED)
def test_a_committee_may_own_the_work_and_not_the_document(text: str, wanted: list[str]) -> None:
    assert ids(text, "2019-05-01") == wanted


PASSING = [
    ("Xã họp.\nTừ khi có Chỉ thị 05, dân bớt nhậu.\nBà con nói đó là làm theo Bác.", ["CT05-2016"]),
    ("Xã họp.\nTừ khi có Chỉ thị 05, dân bớt nhậu.\nBà con nói đó là nếp mới.", [None]),
    ("Xã họp.\nTừ khi có Chỉ thị 05 về cháy rừng, dân bớt đốt rẫy.\nBà con nói đó là làm theo Bác.", [None]),
]


@pytest.mark.parametrize(("text", "wanted"), PASSING)
def test_one_mention_of_the_campaign_explains_a_document_in_force(text: str, wanted: list[str]) -> None:
    assert ids(text, "2019-05-01") == wanted


def test_an_anniversary_tells_the_year_of_a_short_form() -> None:
    assert ids("Xã tổng kết bốn năm thực hiện Chỉ thị 05.", "2020-05-01") == ["CT05-2016"]


def test_a_count_behind_a_comma_is_no_item_of_a_list() -> None:
    assert ids("Xã tổng kết Chỉ thị 03, 10 năm làm theo Bác.", "2014-05-01") == ["CT03-2011"]


def test_a_year_before_the_issuer_dates_the_document() -> None:
    text = "Năm 2003, Ban Bí thư ra Chỉ thị số 23-CT/TW về tư tưởng Hồ Chí Minh."
    assert ids(text, "2023-08-03") == ["CT23-2003"]
