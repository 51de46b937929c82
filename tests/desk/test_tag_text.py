"""One text is read without a corpus: `guong tag --text`."""

import json

import pytest

BODY = ("Học và làm theo Bác, chi hội phụ nữ thôn Tán Trúc lập mô hình “Ống tiết kiệm” theo Chỉ thị 05-CT/TW.\n"
        "Bà Vi Thị Lả, Chi hội trưởng, đã góp 1.200.000 đồng cho ba hộ nghèo.\n")  # fmt: skip
KEYS = {
    "campaign",
    "directives",
    "localities",
    "exemplar",
    "genre",
    "fields",
    "actors",
    "scores",
    "models",
    "people",
    "figures",
}


@pytest.fixture
def read(ask):
    def run(*args, text=BODY):
        return json.loads(ask("tag", "--text", "-", *args, "--json", stdin=text.encode()).stdout)

    return run


def test_a_reading_has_every_tag_of_the_contract(read):
    assert read().keys() >= KEYS


def test_a_file_is_read_as_standard_input_is(ask, read, tmp_path):
    (tmp_path / "bai.txt").write_text(BODY, encoding="utf-8")
    assert json.loads(ask("tag", "--text", tmp_path / "bai.txt", "--json").stdout) == read()


def test_a_directive_is_found_with_its_span(read):
    [tag] = [tag for tag in read("--date", "2024-06-10")["directives"] if tag["id"] == "CT05-2016"]
    assert [BODY[span["start"] : span["end"]] for span in tag["spans"]] == [span["text"] for span in tag["spans"]]


def test_the_title_is_read_too(read):
    said = read("--title", "Gương sáng Hoàng Văn Tài ở Chỉ thị 06-CT/TW", "--date", "2010-05-01")
    assert "title" in [span["field"] for tag in said["directives"] for span in tag["spans"]]


def test_the_province_of_the_paper_stands_in_where_the_text_names_no_place(read):
    places = read("--source-province", "22", text="Chị em nuôi heo đất, học Bác từng việc nhỏ.")["localities"]
    assert [(p["then"]["province"] or p["then"]["name"], p["basis"]) for p in places] == [("Quảng Ninh", "source")]


def test_without_a_province_what_names_no_place_is_national_by_its_source_alone(read):
    [place] = read(text="Chị em nuôi heo đất, học Bác từng việc nhỏ.")["localities"]
    assert (place["then"]["level"], place["basis"], place["spans"]) == ("national", "source", [])


@pytest.mark.parametrize("date", ["2024-06-10", "2024-06-10T13:08:37+07:00"])
def test_a_day_and_a_moment_are_dates(ask, date):
    assert ask("tag", "--text", "-", "--date", date, stdin=BODY.encode()).exit_code == 0


def test_a_person_reads_tags_with_their_evidence(ask):
    shown = ask("tag", "--text", "-", "--title", "Ống tiết kiệm", stdin=BODY.encode()).stdout
    assert "05-CT/TW" in shown
    assert "bằng chứng" in shown


def test_a_byte_order_mark_is_no_letter(ask, read):
    marked = ask("tag", "--text", "-", "--json", stdin=b"\xef\xbb\xbf" + BODY.encode())
    assert json.loads(marked.stdout) == read()


def test_no_corpus_is_made(read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read()
    assert list(tmp_path.iterdir()) == []
