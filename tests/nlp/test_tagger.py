"""One article in, all tags out, in the shape of the record contract."""

import pytest

from nlp.records import Document, Span
from nlp.tagger import read, tag, version
from nlp.text import normalise

ARTICLE = Document(
    title="Bí thư chi bộ hiến đất mở đường",
    sapo="Thực hiện Chỉ thị số 05-CT/TW về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, ông Lò Văn Pánh, Bí thư Chi bộ bản Nà Lếch, đi đầu hiến đất làm đường.",
    body="Con đường vào bản trước kia lầy lội, mùa mưa trẻ con phải nghỉ học.\nÔng Lò Văn Pánh bàn với vợ, tự tay tháo hàng rào, hiến 820m2 đất vườn. Thấy bí thư làm trước, 27 hộ cùng làm theo.\n“Bác dạy nói đi đôi với làm, mình là đảng viên thì phải làm trước”, ông Pánh nói.\nMô hình “Đường sạch, bản sáng” nay đã có ở 4 bản của xã Mường Bon, huyện Mai Sơn.",
    published_at="2019-05-18",
    source_province="14",
)


@pytest.fixture(scope="module")
def reading() -> dict:
    return read(ARTICLE)


def test_a_story_of_the_campaign_is_read_as_one(reading):
    assert reading["campaign"]["on_campaign"] is True
    assert [d["id"] for d in reading["directives"]] == ["CT05-2016"]
    assert "Lò Văn Pánh" in [p["name"] for p in reading["people"]]
    assert "Đường sạch, bản sáng" in [m["name"] for m in reading["models"]]
    primary = next(p for p in reading["localities"] if p["role"] == "primary")
    assert primary["then"]["province"] == "Sơn La"


def test_the_reading_has_the_keys_of_the_contract(reading):
    assert list(reading) == ["campaign", "directives", "localities", "exemplar", "genre", "fields", "actors", "scores",
                             "evidence", "models", "people", "figures"]  # fmt: skip
    assert set(reading["directives"][0]) == {
        "id",
        "number",
        "type",
        "level",
        "issuer",
        "date",
        "role",
        "basis",
        "score",
        "candidates",
        "spans",
    }
    assert set(reading["localities"][0]) == {"then", "now", "role", "basis", "score", "candidates", "spans"}
    assert set(reading["localities"][0]["then"]) == {"code", "name", "level", "province"}


def test_every_tag_from_the_text_has_evidence():
    found = tag(ARTICLE)
    assert found.campaign_spans
    for one in [*found.directives, *found.models, *found.people, *found.figures]:
        assert one.spans
    for place in found.localities:
        assert place.spans or place.basis == "source"
    for axis in ("exemplar", "genre", "fields"):
        assert found.evidence[axis]


def test_scores_are_between_nothing_and_certain(reading):
    scores = [
        reading["campaign"]["score"],
        reading["scores"]["exemplar"],
        reading["scores"]["genre"],
        *reading["scores"]["fields"].values(),
    ]
    assert all(0 <= score <= 1 for score in scores)


def test_the_same_text_gives_the_same_reading(reading):
    assert read(ARTICLE) == reading


@pytest.mark.parametrize(
    "body",
    [
        "",
        "a." * 20000,
        "chữ " * 20000,
        "🎋" * 1000,
        normalise("\ud800\x00\x1b[31m"),
        "(" * 5000,
        "“" * 5000,
        "1" * 5000,
    ],
)
def test_no_text_breaks_the_readers(body):
    found = read(Document(title="", body=body))
    assert found["campaign"]["on_campaign"] is False


def test_an_article_of_two_million_characters_is_read():
    body = "Ở thôn này không ai bảo ai, nhà nào cũng quét đường trước cửa. " * 31_000
    found = tag(Document(title="Chuyện dài", body=body))
    for span in found.evidence["genre"]:
        text = {"title": "Chuyện dài", "body": body}[span.field]
        assert text[span.start : span.end] == span.text
        assert isinstance(span, Span)


def test_tags_carry_the_version_of_rules_data_and_models():
    rules, data, models = version().split("+")
    assert rules.startswith("rules")
    assert data.startswith("data")
    assert models.startswith("models")


@pytest.mark.parametrize("body", ["– – –", "… !!! ???", "🎋🎋🎋"])
def test_a_text_that_says_nothing_gets_no_label(body):
    found = tag(Document(title="", body=body))
    assert (found.genre, found.exemplar, found.fields, found.actors) == (None, None, [], [])
