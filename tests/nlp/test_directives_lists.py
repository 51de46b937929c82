"""Lists, conferences, slips of the keyboard and neighbours: sentences in which `[span|what it means]` marks what must be
read, and nothing else may be. Several meanings of one span are parted by commas, None is a document without number.
"""

import re

import pytest

from nlp.directives import find_directives
from nlp.records import Document
from nlp.text import normalise

_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")

LISTS = [
    ("2018", "Ban Thường vụ Huyện ủy Đức Cơ ra [Quyết định số 412-QĐ/HU|412-QĐ/HU], ngày 3/4/2018."),
    ("2018", "Ban Thường vụ Tỉnh đoàn có [Kế hoạch số 120-KH/TĐTN|120-KH/TĐTN]."),
    ("2018", "Ban Tuyên giáo Trung ương có [Hướng dẫn số 35-HD/BTGTW|35-HD/BTGTW], ngày 26/9/2017."),
    ("2018", "Ban Tuyên giáo Tỉnh ủy có [Hướng dẫn 02-HD/BTGTU|02-HD/BTGTU]."),
    ("2018", "Ban Tuyên giáo Tỉnh ủy có [Hướng dẫn số 02|02-HD/BTGTU] ngày 3/4/2018."),
    ("2018", "Ban Tổ chức Trung ương có [Hướng dẫn số 21-HD/BTCTW|21-HD/BTCTW]."),
    ("2018", "Huyện ủy ban hành [Kế hoạch số 45|45-KH/HU] ngày 12/9/2016 để thực hiện."),
    ("2018", "Hội Liên hiệp Phụ nữ tỉnh có [Kế hoạch số 56/KH-BTV|56/KH-BTV]."),
    ("2018", "Quân ủy Trung ương có [Chỉ thị số 87-CT/QUTW|87-CT/QUTW]."),
    ("2018", "Thường vụ Quân ủy Trung ương có [Chỉ thị 87|87-CT/QUTW] về học tập và làm theo Bác trong quân đội."),
    ("2018", "Thị ủy có [Kế hoạch số 20-KH/TxU|20-KH/ThịU] và [Kế hoạch số 21-KH/TX.U|21-KH/ThịU]."),
    (
        "2018",
        "UBND tỉnh ban hành [Kế hoạch số 127/KH-UBND|127/KH-UBND] và [Quyết định số 15/2018/QĐ-UBND|15/2018/QĐ-UBND].",
    ),
    ("2018", "Xã triển khai [Nghị quyết 18|18-NQ/TW], [Nghị quyết 19|19-NQ/TW] Hội nghị Trung ương 6 khóa XII."),
    (
        "2018",
        "Xã triển khai [Nghị quyết số 18-NQ/TW|18-NQ/TW], [19-NQ/TW|19-NQ/TW] của Ban Chấp hành Trung ương khóa XII, gắn với [Chỉ thị 05-CT/TW|CT05-2016].",
    ),
    ("2018", "[Quyết định 99-QĐ/TW|99-QĐ/TW] ngày 03/10/2017 của Ban Bí thư."),
    ("2018", "Đảng ủy Khối Doanh nghiệp có [Kế hoạch số 11-KH/ĐUKDN|11-KH/ĐUKDN]."),
    ("2018", "Đảng ủy Quân sự tỉnh có [Nghị quyết số 33-NQ/ĐUQS|33-NQ/ĐUQS]."),
    ("2019", "Chi bộ học [Chỉ thị 05-CT/TW|CT05-2016]. Chỉ thị này đã đi vào cuộc sống, làm theo Bác."),
    (
        "2019",
        "Các chỉ thị của Bộ Chính trị ([06-CT/TW|CT06-2006], [03-CT/TW|CT03-2011], [05-CT/TW|CT05-2016]) nối tiếp nhau.",
    ),
    ("2019", "Dù là [Chỉ thị 03|CT03-2011] hay [05|CT05-2016], cái gốc vẫn là học tập và làm theo Bác."),
    ("2019", "HIỆU QUẢ TỪ VIỆC THỰC HIỆN [NGHỊ QUYẾT TRUNG ƯƠNG 4 KHÓA XII|NQTW4-XII]"),
    ("2019", "Thực hiện [Chỉ\nthị số 05-CT/TW|CT05-2016] của Bộ Chính trị."),
    (
        "2019",
        "Từ [Chỉ thị 06|CT06-2006] (khóa X), [03|CT03-2011] (khóa XI) đến [05|CT05-2016] (khóa XII), việc học tập và làm theo Bác đã thành nếp.",
    ),
    (
        "2019",
        "Từ [Chỉ thị số 06-CT/TW|CT06-2006] đến [Chỉ thị số 03-CT/TW|CT03-2011] và nay là [Chỉ thị số 05-CT/TW|CT05-2016], việc học tập và làm theo Bác đã thành nếp.",
    ),
    ("2019", "Xã sơ kết các [Chỉ thị 06|CT06-2006], [03|CT03-2011], và [05|CT05-2016] về học tập và làm theo Bác."),
    (
        "2019",
        "Xã thực hiện [Chỉ thị 03|CT03-2011], [Chỉ thị 05|CT05-2016] của Bộ Chính trị về học tập và làm theo Bác.",
    ),
    ("2019", "[Chỉ thị số 06|CT06-2006] và [03-CT/TW|CT03-2011] của Bộ Chính trị là tiền đề."),
    (
        "2020",
        "Chi bộ học [Quy định 101|QD101-2012], [Quy định 55|QD55-2016] và [Quy định 08|QD08-2018] về trách nhiệm nêu gương.",
    ),
    ("2022", "Huyện thực hiện [CT 05-CT/TW|CT05-2016], [KL 01-KL/TW|KL01-2021] về học tập và làm theo Bác."),
    ("2022", "Huyện thực hiện [CT05|CT05-2016]/[KL01|KL01-2021] về học tập và làm theo Bác."),
    ("2022", "Huyện thực hiện [Chỉ thị 05|CT05-2016] ([Kết luận 01|KL01-2021]) về học tập và làm theo Bác."),
    ("2022", "Huyện thực hiện [Chỉ thị 05|CT05-2016] gắn với [Kết luận 01|KL01-2021] về học tập và làm theo Bác."),
    ("2022", "Huyện thực hiện [Chỉ thị 05|CT05-2016]-[Kết luận 01|KL01-2021] về học tập và làm theo Bác."),
    (
        "2025",
        "Xã học các [Nghị quyết số 57|57-NQ/TW], [59|59-NQ/TW], [66|66-NQ/TW] và [68-NQ/TW|68-NQ/TW] của Bộ Chính trị.",
    ),
]
CONFERENCES = [
    ("2013", "Xã học [Nghị quyết Trung ương 4|NQTW4-XI]."),
    ("2018", "Xã học [Nghị quyết Hội nghị Trung ương 4 khóa XII|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Hội nghị lần thứ tư của Ban Chấp hành Trung ương khóa XII|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Trung ương 4 (XII)|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Trung ương 4 - khóa XII|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Trung ương 4 – khóa XII|NQTW4-XII]."),
    ("2018", "Xã học [Nghị quyết Trung ương 4, 5, 6 khóa XII|NQTW4-XII,None,None]."),
    ("2018", "Xã học [Nghị quyết Trung ương 5 (khóa XII)|None] về kinh tế tư nhân."),
    ("2018", "Xã học [Nghị quyết lần thứ tư BCH TW (khóa XII)|NQTW4-XII]."),
    (
        "2018",
        "Xã học [Nghị quyết số 04-NQ/TW|NQTW4-XII] của Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII.",
    ),
    ("2018", "Xã học [nghị quyết trung ương 4 khóa XII|NQTW4-XII]."),
    ("2022", "Xã học [Kết luận 21|KL21-2021] về xây dựng, chỉnh đốn Đảng."),
    ("2022", "Xã học [Kết luận Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XIII|KL21-2021]."),
    ("2022", "Xã học [Nghị quyết Trung ương 4 khóa XI và khóa XII|NQTW4-XI,NQTW4-XII]."),
    ("2022", "Xã học [Nghị quyết Trung ương 4 khóa XI; XII|NQTW4-XI,NQTW4-XII]."),
]
MISPRINTS = [
    ("2018", "Học [Nghị quyết T.Ư.4 (khóa XII)|NQTW4-XII]."),
    ("2018", "Học [Nghị quyết Trung ương bốn|NQTW4-XII]."),
    (
        "2019",
        "Bộ Chính trị đã ban hành [Chỉ thị số 06-CT/TW|CT06-2006] (năm 2006), [Chỉ thị số 03-CT/TW|CT03-2011] (năm 2011), [Chỉ thị số 05-CT/TW|CT05-2016] (năm 2016).",
    ),
    ("2019", "Học [CT-05|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ Thị 05|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ Thị Số 05-CT/TW|CT05-2016]."),
    ("2019", "Học [Chỉ thị 05 CT-TW|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ thị 05 CT/TW|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ thị 05-CTTW|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ thị 05/BCT|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ thị 05|CT05-2016] (15/5/2016) của Bộ Chính trị."),
    ("2019", "Học [Chỉ thị 05|CT05-2016] ngày 15/5/16 của Bộ Chính trị."),
    ("2019", "Học [Chỉ thị 5-CT/TW|CT05-2016] của Bộ Chính trị."),
    ("2019", "Học [Chỉ thị số 05-CT//TW|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Chỉ thị số 05-CT/TW|CT05-2016](1) của Bộ Chính trị."),
    ("2019", "Học [Chỉ thị số 05-CT/TW|CT05-2016][1] của Bộ Chính trị."),
    ("2019", "Học [Chỉ thị số05-CT/TW|CT05-2016] và làm theo Bác."),
    ("2019", "Học [Quy định 08- Qđi/TW|QD08-2018] về nêu gương."),
    ("2019", "Học [QĐ 08-QĐ/TW|QD08-2018] về nêu gương."),
    ("2019", "Học [QĐ số 08|QD08-2018] về nêu gương."),
    ("2019", "Mô hình 05 (không rác, không nợ…) theo [Chỉ thị 05|CT05-2016] học Bác."),
    ("2019", "Ngày 7/6, thực hiện [Chỉ thị 05|CT05-2016], 06 đơn vị ra quân học Bác; 03 tổ nhận việc."),
    ("2019", "Sau [Chỉ thị 05|CT05-2016] là [Quy định 08|QD08-2018]. Cán bộ nêu gương trước."),
    ("2019", "[Kết luận số 05-KL/TU|05-KL/TU], [Kết luận 120-KL/TW|120-KL/TW] của Bộ Chính trị về dân chủ ở cơ sở."),
    (
        "2021",
        "Giãn cách theo [Chỉ thị 15|15/CT-TTg] và [Chỉ thị 16|16/CT-TTg] của Thủ tướng Chính phủ, bà con nhớ lời Bác dạy.",
    ),
    (
        "2024",
        "Học [Quy định số 08-QĐi/TW|QD08-2018], [55-QĐ/TW|QD55-2016], [101-QĐ/TW|QD101-2012], [37-QĐ/TW|QD37-2021], [144-QĐ/TW|QD144-2024].",
    ),
]
IN_PROSE = [
    (
        "2012",
        "Nếu [Chỉ thị 06|CT06-2006] chú trọng “học tập” thì [Chỉ thị 03|CT03-2011] nhấn mạnh “làm theo” tấm gương đạo đức Hồ Chí Minh.",
    ),
    (
        "2012",
        "Tổng kết bốn năm thực hiện [Chỉ thị 06|CT06-2006] (2007 - 2010) và triển khai [Chỉ thị 03|CT03-2011] về tấm gương đạo đức Hồ Chí Minh.",
    ),
    ("2013", "Thực hiện [Quy định 47|QD47-2011] của Ban Chấp hành Trung ương về những điều đảng viên không được làm."),
    ("2014", "Đảng viên vi phạm [những điều đảng viên không được làm|QD47-2011] bị xử lý."),
    ("2018", "Căn cứ [Quyết định số 290-QĐ/TW|290-QĐ/TW] ngày 25/02/2010 của Bộ Chính trị về quy chế dân vận."),
    ("2018", "Huyện có [Quyết định 2345-QĐ/HU|2345-QĐ/HU] và [Quyết định số 88-QĐ/ĐU|88-QĐ/ĐU] kiện toàn Ban Chỉ đạo."),
    ("2019", "Mỗi đảng viên có sổ đăng ký làm theo [Chỉ thị 05|CT05-2016] năm 2019."),
    ("2019", "Thực hiện [Chỉ thị 05-TW|CT05-2016] về học Bác."),
    ("2019", "Thực hiện [Chỉ thị 05CT/TW|CT05-2016] của BCT về học Bác."),
    (
        "2019",
        "Thực hiện [Chỉ thị 10|10-CT/TU] của Tỉnh ủy và [Chỉ thị 05|CT05-2016] của Bộ Chính trị, xã có 4 mô hình.",
    ),
    ("2019", "Thực hiện [Chỉ thị số 05 - CT|CT05-2016] của Bộ Chính trị về học Bác."),
    ("2019", "UBND tỉnh vừa có [Chỉ thị 05|05/CT-UBND] về phòng, chống hạn mặn; mọi người làm theo Bác."),
    ("2019", "[Chỉ thị 05|CT05-2016], mà bà con quen gọi là chuyện học Bác, đã vào từng nhà."),
    (
        "2019",
        "Đoàn trường triển khai [Chỉ thị 42-CT/TW|42-CT/TW] ngày 24/3/2015 của Ban Bí thư về giáo dục thế hệ trẻ.",
    ),
    (
        "2022",
        "Thực hiện [Kết luận số 01-KL/TW|KL01-2021] về tiếp tục thực hiện [Chỉ thị số 05-CT/TW|CT05-2016] của Bộ Chính trị khóa XII “Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”.",
    ),
    (
        "2026",
        "Tổng kết 10 năm thực hiện [Chỉ thị 05|CT05-2016] (2016 - 2026), tỉnh quán triệt [Chỉ thị 07|CT07-2026] về học tập, thực hành theo Bác.",
    ),
]
NOTHING = [
    ("2019", "Luật số 25/2008/QH12, Luật Cán bộ, công chức năm 2008 quy định 5 điều; ai cũng học tập và làm theo Bác."),
    ("2019", "Nghị định số 05/2019/NĐ-CP, Nghị định 15 của Chính phủ được phổ biến cùng việc làm theo Bác."),
    ("2019", "Thông tư số 08/2018/TT-BNV, Thông tư 55 hướng dẫn 3 việc; ai cũng làm theo Bác."),
    ("2019", "Thông tư liên tịch số 101/2017/TTLT-BTC được học."),
    ("2019", "Nhà số 05, đường Chỉ Thị, quốc lộ 08, tỉnh lộ 101, ai cũng làm theo Bác."),
    ("2019", "Đường số 5, tổ 03, khu phố 6, ai cũng làm theo Bác."),
    ("2019", "Hội viên góp 05 triệu đồng, 03 con bò theo hướng dẫn; làm theo Bác."),
    ("2019", "Số điện thoại hướng dẫn 0912.345.678, đường dây nóng 1800 1101."),
    ("2019", "Tỷ lệ theo quy định 55%, kế hoạch 101,5%, nghị quyết 08/10 chỉ tiêu."),
    ("2019", "Xe biển số 29A-055.05, theo quy định 08 chỗ, làm theo Bác."),
    ("2019", "Kết luận: 03 bệnh nhân khỏi, 05 người về nhà; bác sĩ vui."),
    ("2019", "Theo kế hoạch, ngày 05/6 xã mở lớp; hướng dẫn 03 đoàn."),
    ("2019", "Thực hiện kế hoạch năm 2019, xã trồng 05 ha; quyết định đầu tư 03 tỷ."),
    ("2019", "Theo kế hoạch 6 tháng cuối năm, quy định 2 buổi một tuần, làm theo Bác."),
    ("2019", "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ 16, nghị quyết chuyên đề, làm theo Bác."),
    ("2019", "Nghị quyết Đại hội XII của Đảng; Nghị quyết 5 năm của HĐND xã."),
    ("2019", "Ra Nghị quyết lãnh đạo 5 nhiệm vụ, Kế hoạch 3 bước, làm theo Bác."),
    ("2019", "Huyện được công nhận theo Quyết định công bố ngày 05/03/2018, làm theo Bác."),
    ("2019", "Chương trình 135, Đề án 06, Dự án 08, làm theo Bác."),
    ("2019", "Chương trình 30a và Chương trình số 5 của Đài, làm theo Bác."),
    ("2019", "Công văn số 05-CV/TU, Thông báo số 03-TB/TU, Báo cáo số 101-BC/TU, Tờ trình 08-TTr/HU, làm theo Bác."),
    ("2019", "Thông báo kết luận số 158-TB/TW được phổ biến."),
    ("2019", "Thông báo Kết luận số 24-TB/TU của Thường trực Tỉnh ủy."),
    ("2019", "Thông tri số 05-TT/TU được ban hành, làm theo Bác."),
    ("2019", "Quy chế số 05-QC/TU, Quyết định ban hành Quy chế, làm theo Bác."),
    ("2019", "Đề án số 03-ĐA/TU và Đề án 25 của tỉnh, làm theo Bác."),
    ("2019", "Bác Hồ dạy 5 điều, 12 điều kỷ luật, 6 điều Công an; quy định nêu gương 3 trong 1."),
    ("2019", "Điều 5, khoản 3 Điều lệ Đảng quy định; làm theo Bác."),
    ("2019", "Trang 05, tập 3, NXB Chính trị quốc gia, 2011, tr. 101, làm theo Bác."),
    ("2019", "Trận đấu kết thúc 3-1; kết luận 2-1; bảng 05."),
    ("2019", "Vùng 5 Hải quân, Lữ đoàn 101, Sư đoàn 08, Quân khu 3, Tiểu đoàn 55 học tập và làm theo Bác."),
    ("2019", "Đại đội 5 quyết định 3 lần tập mỗi ngày, làm theo Bác."),
    ("2019", "Từ ngày 03 đến 05/6, kế hoạch của trường là 08 tiết."),
    ("2019", "Bệnh viện 103, phòng 55, lầu 3: bác sĩ hướng dẫn 5 người."),
    ("2019", "Sinh năm 1955, ông vào Đảng năm 2003; quy định 03 ngày, làm theo Bác."),
    ("2019", "Quyết định 5 học sinh đi thi; chỉ thị 3 trung đội; làm theo Bác."),
    ("2019", "Theo kế hoạch 5-10 hộ mỗi năm; nghị quyết 1-2 điểm, làm theo Bác."),
    ("2019", "Kế hoạch 2016-2020, kế hoạch 5 năm 2016 - 2020, làm theo Bác."),
    ("2019", "Máy CT 128 lát cắt, bác sĩ chụp CT 05 ca; KH 03."),
    ("2019", "HD 05 - 03 hộp; QĐ 3 dòng. NQ 5."),
    ("2019", "Số CMND 079123456, tài khoản 05-03-101; làm theo Bác."),
    ("2019", "Mã số 05-CT, KH-05, QĐ-08: tem kiểm định."),
    ("2019", "Hướng dẫn 03 bước: bước 1, 2, 3; làm theo Bác."),
    ("2019", "Kế hoạch 135 ngày đêm, nghị quyết 100 ngày, làm theo Bác."),
    ("2019", "Chỉ thị viên 05, Nghị quyết viên 3, quy định số lượng 55 chiếc."),
    ("2019", "Bộ luật Hình sự 2015, Hiến pháp 2013, Luật 55, Pháp lệnh 03, làm theo Bác."),
    ("2019", "Thực hiện chỉ thị, nghị quyết của Đảng, 05 chi bộ đạt vững mạnh, làm theo Bác."),
    ("2019", "Qua học tập chỉ thị, 03 đảng viên được khen, làm theo Bác."),
    ("2019", "Chi bộ ra nghị quyết, 05 đảng viên nhận việc, làm theo Bác."),
    ("2019", "Theo Kết luận, 05 đồng chí sai phạm, làm theo Bác."),
    ("2019", "Đơn vị có quy định (03 lần/tuần), kế hoạch (05 buổi), làm theo Bác."),
    ("2019", "Ban hành kế hoạch: 03 tổ, 05 nhóm; quyết định: 01 việc, làm theo Bác."),
]
EVERY = [*LISTS, *CONFERENCES, *MISPRINTS, *IN_PROSE, *NOTHING]


@pytest.mark.parametrize(("year", "marked"), EVERY)
def test_what_is_marked_is_read_and_nothing_else(year: str, marked: str) -> None:
    wanted = [(match[1], means) for match in _MARKED.finditer(marked) for means in match[2].split(",")]
    text = normalise(_MARKED.sub(r"\1", marked))
    found = find_directives(Document(body=text, published_at=f"{year}-10-10", source_province="22"))
    spans = [(s.start, s.text, str(d.id or d.number)) for d in found if d.basis == "cited" for s in d.spans]
    assert sorted((text, means) for _, text, means in spans) == sorted(wanted)
