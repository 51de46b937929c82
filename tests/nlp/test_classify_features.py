"""What the classifiers look at, on small texts."""

import re
import tomllib

import pytest

from nlp.classify import doers, holders, persons
from nlp.classify.features import Features, Found, featurise
from nlp.classify.lexicon import mentions
from nlp.classify.topics import hits
from nlp.codebook import codes
from nlp.labelled import read
from nlp.paths import datasets
from nlp.records import Document
from nlp.text import canonical, normalise

NOTHING = Found([], [], [], [], [])


def features(body: str, title: str = "", sapo: str | None = None) -> Features:
    return featurise(Document(normalise(title), sapo, normalise(body)), NOTHING)


def labels(text: str, kind: str) -> list[str]:
    return [label for _, _, label in hits(canonical(text), kind)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh", "morality"),
        ("đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "thought"),
        ("học tập, thực hành tư tưởng, đạo đức, phương pháp, phong cách Hồ Chí Minh", "practice"),
        ("chị em bảo nhau học Bác từ việc nhỏ", "learn"),
        ("tuổi trẻ làm theo lời Bác", "follow"),
        ("thực hiện Sáu điều Bác Hồ dạy", "six"),
        ("giữ phẩm chất Bộ đội Cụ Hồ", "soldier"),
        ("xe chạy về Thành phố Hồ Chí Minh", "city"),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "union"),
    ],
)
def test_names_of_the_campaign_and_what_looks_like_them(text: str, code: str) -> None:
    assert code in {found for found, _ in mentions(Document(body=normalise(text)))}


def test_a_doctors_word_is_not_the_campaigns() -> None:
    names = {code for code, _ in mentions(Document(body="Bệnh nhân làm theo lời bác sĩ, uống thuốc đúng giờ."))}
    assert not names & {"learn", "follow", "morality", "thought", "practice"}


def test_a_name_broken_over_a_line_is_found() -> None:
    assert [code for code, _ in mentions(Document(body="làm theo tấm gương đạo đức Hồ\nChí Minh"))] == ["morality"]


def test_words_that_name_fields() -> None:
    assert labels("Chị em nuôi heo đất, tặng quà học sinh nghèo", "field") == ["thrift", "social_welfare"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Hội LHPN xã phát động", "women"),
        ("chiến sĩ Đồn Biên phòng giúp dân gặt lúa", "border_guard"),
        ("Chi hội Cựu chiến binh góp ngày công", "veterans"),
        ("đoàn viên công đoàn của nhà máy", "workers"),
        ("bà con giáo dân xứ đạo", "religious"),
    ],
)
def test_words_that_name_actors(text: str, actor: str) -> None:
    assert actor in labels(text, "actor")


def test_of_overlapping_words_the_longest_counts() -> None:
    assert "youth" not in labels("đoàn viên công đoàn", "actor")


def test_care_is_no_ethnic_community() -> None:
    assert "ethnic_community" not in labels("Trạm y tế chăm sóc người già", "actor")


def test_words_count_only_whole() -> None:
    assert labels("anh làm nghề thợpha", "actor") == []


def test_a_person_followed_for_three_sentences_is_a_passage() -> None:
    story = "Bà Trần Thị Mận hiến 200 m2 đất. Bà còn gom tiền mua xi măng. Mỗi sáng bà ra đường quét rác."
    rest = " Xã có tám thôn." * 8
    found = persons.clues(Document("Chuyện làng", None, story + rest))
    assert "person:passage" in found


def test_an_article_that_stays_with_a_person_is_no_passage() -> None:
    story = "Bà Trần Thị Mận hiến 200 m2 đất. Bà còn gom tiền mua xi măng. Mỗi sáng bà ra đường quét rác."
    assert "person:passage" not in persons.clues(Document(body=story))


def test_a_person_in_the_headline_and_in_the_text_is_the_subject() -> None:
    found = persons.clues(
        Document("Lớp học của ông Lò Văn Pản", None, "Ông Lò Văn Pản mở lớp dạy chữ. Ông dạy mỗi tối.")
    )
    assert found["person:subject"] == 1.0


def test_a_text_without_people_follows_nobody() -> None:
    found = persons.clues(Document(body="Toàn huyện có 12 xã. Tỷ lệ đạt 97%."))
    assert found == {"person:share": 0, "person:pronouns": 0}


def test_units_with_a_name_are_counted_once_each() -> None:
    found = holders.clues(
        Document(body="Chi bộ thôn Nà Lầu góp tiền. Chi bộ thôn Nà Lầu làm đường. Trường Tiểu học Bản Cái trồng hoa.")
    )
    assert found["unit:named"] == pytest.approx(1.0986, abs=1e-3)  # ln(1 + 2)


def test_units_without_a_name_do_not_count() -> None:
    assert "unit:named" not in holders.clues(Document(body="Các chi bộ, các thôn trong xã đều họp."))


def test_every_place_holds_the_text_it_names() -> None:
    title, body = "Học Bác ở xóm nhỏ", "Chị Đào Thị Hợi nuôi heo đất.\nHội phụ nữ xã hòa theo, góp 12 triệu đồng."
    doc = Document(title, "Sapo ngắn.", body)
    found = featurise(doc, NOTHING)
    spans = {name: found.span(place) for name, place in found.places.items()}
    words = {name: span.text for name, span in spans.items() if ":" not in name and "+" not in name and "#" not in name}
    assert all(canonical(text).replace(" ", "_") == name.removeprefix("^") for name, text in words.items())


def test_clues_that_name_a_field_stand_somewhere() -> None:
    found = features("Chị em nuôi heo đất.")
    assert found.span(found.places["field:thrift"]).text == "nuôi heo đất"


def test_numbers_are_one_token() -> None:
    assert features("Góp 12 triệu, 340 ngày công.").tokens.split().count("#") == 2


def test_words_of_the_title_are_told_apart() -> None:
    assert "^tiết_kiệm" in features("Bài viết.", title="Tiết kiệm ở xã").tokens.split()


def test_no_pair_crosses_a_sign() -> None:
    assert "xã+thôn" not in features("Cả xã, thôn đều vui.").tokens.split()


def test_a_syllable_inside_a_longer_word_names_nothing() -> None:
    assert labels("Xã bàn chính sách mới cho cựu binh", "actor") == labels("Xã bàn việc mới cho cựu binh", "actor")


def test_a_verb_with_its_object_names_a_field() -> None:
    assert "economy" in labels("Nhà nào cũng trồng nghệ dưới tán rừng", "field")


def test_a_field_told_in_many_words_weighs_more_than_one_repeated() -> None:
    many = features("Bà con hiến đất, đổ bê tông, bắc cầu, kéo điện.").clues
    one = features("Bà con hiến đất, hiến đất, hiến đất, hiến đất.").clues
    key = "field:rural_urban_development:variety"
    assert many[key] > one[key]


def test_a_field_named_densely_in_one_paragraph_peaks_however_long_the_rest() -> None:
    dense = "Bà con hiến đất, làm đường, bắc cầu.\n"
    alone, drowned = features(dense), features(dense + "Đảng bộ họp, đảng viên học nghị quyết.\n" * 40)
    key = "field:rural_urban_development:peak"
    assert alone.clues[key] == drowned.clues[key]


@pytest.mark.parametrize(
    ("text", "word", "how"),
    [
        ("Hội LHPN xã Hạ vận động chị em góp gạo.", "hội lhpn", "doing"),
        ("Sáng nay, đoàn viên xã Hạ tổ chức dọn kênh.", "đoàn viên", "doing"),
        ("Xã tặng quà phụ nữ nghèo dịp tết.", "phụ nữ", "given"),
        ("Bác sĩ khám bệnh cho nông dân.", "nông dân", "given"),
        ("Nhớ lại chuyện cũ, công an lặng im.", "công an", ""),
    ],
)
def test_doers_are_told_from_those_to_whom_it_is_done(text: str, word: str, how: str) -> None:
    key = canonical(text)
    at = key.index(word)
    assert doers.place(key, at, at + len(word)) == how


@pytest.mark.parametrize(
    ("body", "clue"),
    [
        ("Xã họp. Thực hiện cuộc vận động làm theo tấm gương đạo đức Hồ Chí Minh, dân góp gạo.", "reason"),
        ("Chủ tịch huyện mong các em tích cực làm theo tấm gương đạo đức Hồ Chí Minh.", "wish"),
        ("Trên tường sơn dòng chữ học tập và làm theo Bác đã phai.", "slogan"),
        ("Chị có giấy khen, bằng khen, danh hiệu thi đua, giấy khen học tập và làm theo Bác.", "honour"),
        ("Xã lo giảm nghèo bền vững, an toàn giao thông, học tập và làm theo Bác, dân số.", "list"),
    ],
)
def test_what_the_campaigns_name_does_in_its_sentence(body: str, clue: str) -> None:
    assert f"camp:as:{clue}" in features(body).clues


def test_a_name_at_the_very_end_is_a_closing_remark() -> None:
    body = "Xã có ba tổ vớt rác trên sông. " * 12 + "Đó là cách học Bác."
    assert "camp:as:end" in features(body).clues


@pytest.mark.parametrize(
    "text",
    ["Dân làm theo lời bác Sửu, bớt muối.", "Lái xe trẻ cứ học bác tài mà đi.", "Cả xóm làm theo Bác Ba, ủ phân xanh."],
)
def test_anybodys_uncle_is_not_the_campaigns(text: str) -> None:
    assert {code for code, _ in mentions(Document(body=text))} == {"uncle"}


@pytest.mark.parametrize("text", ["CẢ XÃ LÀM THEO LỜI BÁC", "cả xã làm theo lời bác", "Cả xã làm theo lời Bác"])
def test_a_line_in_one_case_is_taken_at_its_word(text: str) -> None:
    assert {code for code, _ in mentions(Document(body=text))} == {"follow"}


def test_a_text_that_never_names_it_says_so() -> None:
    assert features("Xã làm đường.").clues["camp:none"] == 1.0


def test_every_pattern_is_tried_where_it_may_open() -> None:
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))
    for row in read([datasets() / "labelled"]):
        key = canonical(row.document.body)
        for entry in data["name"]:
            pattern = re.compile(entry["pattern"].replace(" ", r"\s{1,3}"))
            opened = [match.group() for match in pattern.finditer(key)]
            assert all(one.startswith(tuple(entry["opens"])) for one in opened), entry["pattern"]


@pytest.mark.parametrize("kind", ["field", "actor"])
def test_every_label_has_words_of_its_own(kind: str) -> None:
    files = {file.stem for file in (datasets() / "clues" / f"{kind}s").glob("*.toml")}
    assert files == codes()[f"{kind}s"]


def test_a_deed_of_a_unit_is_counted() -> None:
    found = holders.clues(Document(body="Chi bộ thôn Nà Lầu đã góp 12 triệu đồng. Trời mưa cả tuần."))
    assert found["unit:counted"] > 0


def test_a_person_with_deeds_is_shown() -> None:
    body = "Ông Lò Văn Pản hiến đất mở lớp cho trẻ. Ông tự bỏ tiền mua bàn ghế. Ông dạy chữ cho các em mỗi tối."
    assert persons.clues(Document("Chuyện ở bản", None, body))["person:shown"] > 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a." * 20000,
        "Nguyễn " * 60000,
        "“" * 300000,
        "học tập" + "\n" * 300000,
        "👩‍👧🇻🇳\u0301" * 20000,
        "chi bộ " * 60000,
        "bác bảo bà " * 40000,
        "trồng lúa, " * 40000,
    ],
    ids=["empty", "dots", "capitals", "quotes", "lines", "emoji", "units", "uncles", "pairs"],
)
def test_odd_texts_are_read_to_the_end(body: str) -> None:
    assert {code for code, _ in features(body).campaign} <= {"uncle"}
