"""What a reading gives beside the document: spans, role, date, issuer; and that no text can break it."""

from pathlib import Path

import pytest

from nlp.directives import catalogue, find_directives
from nlp.records import Directive, Document
from nlp.text import normalise

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def read(text: str, day: str | None = None, province: str | None = "22", title: str = "") -> list[Directive]:
    return find_directives(Document(title=title, body=normalise(text), published_at=day, source_province=province))


def roles(text: str, day: str | None = None) -> dict[str | None, str]:
    return {d.id or d.number: d.role for d in read(text, day)}


ROLES = [
    ("Chi bộ thực hiện Chỉ thị 05-CT/TW, làm theo Bác.", "CT05-2016", "operative"),
    ("Chi bộ triển khai Quy định 144-QĐ/TW về chuẩn mực đạo đức.", "QD144-2024", "operative"),
    ("Huyện ủy xử lý người vi phạm Quy định 37-QĐ/TW về những điều đảng viên không được làm.", "QD37-2021", "operative"),
    ("Để làm theo Bác, Tỉnh ủy đã ban hành Kế hoạch số 23-KH/TU.", "23-KH/TU", "operative"),
    ("Chi bộ thực hiện Chỉ thị 05-CT/TW gắn với Nghị quyết Trung ương 4 khóa XII.", "NQTW4-XII", "context"),
    ("Chi bộ thực hiện Chỉ thị 05-CT/TW cùng với Quy định 144-QĐ/TW.", "QD144-2024", "context"),
    ("Trước đây, xã thực hiện Chỉ thị 03-CT/TW về tấm gương đạo đức Hồ Chí Minh.", "CT03-2011", "background"),
    ("Quy định 37-QĐ/TW thay thế Quy định 47-QĐ/TW.", "QD47-2011", "background"),
    ("Trên cơ sở chuẩn mực theo Chỉ thị 03-CT/TW, xã xây dựng chuẩn mực theo Chỉ thị 05-CT/TW.", "CT03-2011", "background"),
    ("Trên cơ sở chuẩn mực theo Chỉ thị 03-CT/TW, xã xây dựng chuẩn mực theo Chỉ thị 05-CT/TW.", "CT05-2016", "operative"),
    ("Trên cơ sở Chỉ thị 05-CT/TW, xã lập kế hoạch làm theo Bác.", "CT05-2016", "operative"),
    ("Thực hiện Chỉ thị 03-CT/TW rồi Chỉ thị 05-CT/TW, xã làm theo Bác.", "CT03-2011", "background"),
    ("Thực hiện Kết luận 01-KL/TW về tiếp tục thực hiện Chỉ thị 05-CT/TW, làm theo Bác.", "CT05-2016", "operative"),
    ("Thực hiện Nghị quyết Trung ương 4 khóa XII, Chỉ thị 05-CT/TW, xã làm theo Bác.", "CT05-2016", "operative"),
    ("Xã làm đường; trồng cây; học Quy định 144-QĐ/TW; thu thuế; dọn kênh.", "QD144-2024", "context"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "document", "wanted"), ROLES)
def test_the_words_before_a_citation_give_its_role(text: str, document: str, wanted: str) -> None:
    assert roles(text)[document] == wanted


def test_an_era_that_ended_long_ago_is_background() -> None:
    text = "Giai đoạn 2011-2015, xã thực hiện Chỉ thị 03-CT/TW về tấm gương đạo đức Hồ Chí Minh."
    assert roles(text, "2020-01-01") == {"CT03-2011": "background"}


def test_the_weightiest_role_of_several_mentions_stands() -> None:
    text = "Xã họp, gắn với Quy định 144-QĐ/TW.\nXã thực hiện Quy định 144-QĐ/TW về đạo đức."
    assert roles(text) == {"QD144-2024": "operative"}


def test_one_document_gathers_all_its_mentions() -> None:
    text = "Xã thực hiện Chỉ thị số 05-CT/TW, làm theo Bác. Ai cũng thuộc Chỉ thị 05."
    assert [[s.text for s in d.spans] for d in read(text)] == [["Chỉ thị số 05-CT/TW", "Chỉ thị 05"]]


def test_documents_come_in_reading_order_with_the_title_first() -> None:
    found = read("Học Quy định 144-QĐ/TW về đạo đức.", title="Chỉ thị 05-CT/TW: làm theo Bác")
    assert [(d.id, d.spans[0].field) for d in found] == [("CT05-2016", "title"), ("QD144-2024", "body")]


def test_a_headline_is_explained_by_the_first_line_below_it() -> None:
    found = read("Ba năm qua, xã học tập và làm theo Bác.", "2019-05-01", title="Hiệu quả từ Chỉ thị 05")
    assert [d.id for d in found] == ["CT05-2016"]


def test_one_span_may_cite_two_documents() -> None:
    found = read("Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII).")
    assert {d.spans[0].text for d in found} == {"Nghị quyết Trung ương 4 (khóa XI, XII)"}


DATES = [
    ("ngày 7/6/2017", "2017-06-07"),
    ("(ngày 07-06-2017)", "2017-06-07"),
    (", ngày 7.6.2017, của Tỉnh ủy", "2017-06-07"),
    ("ngày 7 tháng 6 năm 2017", "2017-06-07"),
    ("của Tỉnh ủy ngày 7/6/2017", "2017-06-07"),
    ("ngày 31/4/2017", None),
    ("năm 2017", None),
    (", ngày 7/6/2017 Đảng ủy họp", None),
    (", ngày 7/6/2017, chi bộ họp", None),
]


@pytest.mark.parametrize(("printed", "wanted"), DATES)
def test_the_date_printed_with_a_number_is_kept(printed: str, wanted: str | None) -> None:
    joined = printed if printed[0] == "," else f" {printed}"
    assert read(f"Xã học Quy định số 04-QĐ/TU{joined}.")[0].date == wanted


ISSUERS = [
    ("Xã học Quy định số 04-QĐ/TU của Tỉnh ủy.", "22", "22"),
    ("Xã học Quy định số 04-QĐ/TU.", "22", "22"),
    ("Xã học Quy định số 04-QĐ/TU.", None, None),
    ("Xã học Quy định số 04-QĐ/TU của Tỉnh ủy Quảng Nam.", "22", "Tỉnh ủy Quảng Nam"),
    ("Xã học Kế hoạch số 12 của Huyện ủy Thoại Sơn.", "91", "Huyện ủy Thoại Sơn"),
]


@pytest.mark.parametrize(("text", "home", "wanted"), ISSUERS)
def test_a_committee_without_its_name_is_the_home_province(text: str, home: str | None, wanted: str | None) -> None:
    assert read(text, province=home)[0].issuer == wanted


CITIES = [
    ("của Thành ủy Hà Nội", "22", "province"),
    ("của Ban Thường vụ Thành ủy TP.HCM", "22", "province"),
    ("của Thành ủy", "01", "province"),
    ("của Thành ủy Uông Bí", "22", "lower"),
    ("của Thành ủy", "22", "lower"),
]


@pytest.mark.parametrize(("body", "home", "level"), CITIES)
def test_a_city_committee_is_provincial_only_under_the_centre(body: str, home: str, level: str) -> None:
    assert read(f"Xã học Kế hoạch số 12 {body}.", province=home)[0].level == level


def test_the_next_subject_is_not_the_issuer() -> None:
    assert read("Thực hiện Chỉ thị 05, Tỉnh ủy mời dân làm theo Bác.", "2019-05-01")[0].id == "CT05-2016"


def test_two_mentions_one_dated_are_one_document() -> None:
    found = read("Xã học Quy định 04-QĐ/TU. Quy định 04-QĐ/TU ngày 7/6/2017 rất rõ.")
    assert [(d.number, d.date, len(d.spans)) for d in found] == [("04-QĐ/TU", "2017-06-07", 2)]


HOSTILE = {
    "unbroken": "a." * 20000,
    "numbers": "Chỉ thị 05, " * 3000,
    "one long list": "Quy định 101" + ", 55" * 20000,
    "a list with tails": "Quy định 101 của Ban Bí thư" + ", 55 của Bộ Chính trị" * 5000,
    "one long line": "Chỉ thị 05, Kết luận 01, Quy định 08; " * 1500,
    "open brackets": "Nghị quyết Trung ương 4 (" * 5000,
    "broken lines": "Chỉ thị\nsố\n05-\nCT/\nTW\n" * 3000,
    "digits": "1" * 200000,
    "half numbers": "05-" * 60000,
    "types": "nghị quyết " * 20000,
    "terms": "Chỉ thị 05 khóa " + "XI, " * 30000,
    "dots": "." * 20000 + "a",
    "odd letters": "\u0301😀ﬃ٣٤-CT/TW İı ẞ ²³-CT/TW " * 2000,
    "names": "Cuộc vận động " * 20000,
    "lines": "\n" * 200000,
    "long": "Học tập và làm theo Bác, thực hiện Chỉ thị 05-CT/TW. " * 4000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_every_span_stands_where_it_says_whatever_the_text(text: str) -> None:
    document = Document(title="Chỉ thị 05", body=normalise(text))
    texts = dict(document.fields())
    spans = [span for directive in find_directives(document) for span in directive.spans]
    assert all(texts[s.field][s.start : s.end] == s.text for s in spans)


def test_an_empty_document_cites_nothing() -> None:
    assert find_directives(Document()) == []


def test_a_day_that_is_none_does_not_break_the_reading() -> None:
    assert isinstance(read("Thực hiện Chỉ thị 05-CT/TW, làm theo Bác.", "9999-99-99"), list)


def test_the_catalogue_holds_every_document_with_its_lineage() -> None:
    entries = catalogue()
    assert (len(entries), entries["CT05-2016"].continued_by) == (38, ("KL01-2021", "CT07-2026"))


def test_every_entry_is_read_back_from_its_own_number() -> None:
    lost = []
    for entry in catalogue().values():
        day = entry.date or ""
        text = f"Xã thực hiện {entry.type} {entry.number} ngày {day[8:]}/{day[5:7]}/{day[:4]}: {entry.title}."
        if entry.id not in {d.id for d in read(text)}:
            lost.append(entry.id)
    assert lost == []


def test_facts_from_memory_are_marked() -> None:
    assert {e.id for e in catalogue().values() if e.confidence == "memory"} == {
        "CT15-2012", "KL14-2021", "NQ25-2013", "QD23-2021",
    }  # fmt: skip


WANTED = {
    "000": ("2017-11-01", {"CT05-2016": "operative", "NQTW4-XII": None, "CT03-2011": "background"}, set()),
    "000 undated": (None, {"CT05-2016": "operative", "NQTW4-XII": None, "CT03-2011": "background"}, set()),
    "001": (None, {"CT03-2011": "operative", "QD101-2012": None}, {"23-KH/TU"}),
    "002": (None, {"KL01-2021": None, "CT05-2016": None}, set()),
    "003": (None, {"KL01-2021": None}, set()),
    "004": (
        "2024-06-10T13:08:37+07:00",
        {"NQTW4-XI": None, "NQTW4-XII": None, "KL21-2021": None, "QD37-2021": None},
        {"04-QĐ/TU", "06-QĐ/TU"},
    ),
}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles are not part of the project")
@pytest.mark.parametrize("article", WANTED)
def test_real_articles_cite_what_people_read_in_them(article: str) -> None:
    day, wanted, outside = WANTED[article]
    text = next(SEEDS.glob(f"{article[:3]}_*.txt")).read_text(encoding="utf-8")
    found = read(text, day)
    got = {d.id: d.role for d in found if d.basis == "cited" and d.id}
    right = {i: role for i, role in got.items() if i in wanted and wanted[i] in (None, role)}
    assert (set(right), {d.number for d in found if not d.id}) == (set(wanted), outside)
