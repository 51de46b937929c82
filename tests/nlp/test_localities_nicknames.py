"""Nicknames of places: no mentions, weak hints, and silent beside a name."""

import pytest

from nlp.localities import find_localities
from nlp.localities.load import gazetteer
from nlp.localities.nicknames import nicknames
from nlp.records import Document, Locality


def read(text: str, paper: str | None, day: str = "2019-05-19") -> list[Locality]:
    return find_localities(Document("", None, text, day, paper))


@pytest.mark.parametrize(
    ("text", "paper", "name"),
    [
        ("Tuổi trẻ đất Tổ trồng thêm một vạn cây.", "25", "Phú Thọ"),
        ("Thợ lò vùng mỏ góp sách cho trẻ em.", "22", "Quảng Ninh"),
        ("Người quê lúa thắp đèn đường làng.", "33", "Thái Bình"),
        ("Bà con xứ dừa làm lộ mới.", "86", "Bến Tre"),
        ("Bạn trẻ đất Mũi nhặt rác ngoài bãi.", "96", "Cà Mau"),
    ],
)
def test_a_nickname_says_where_when_no_place_is_named(text, paper, name):
    assert read(text, paper)[0].then.name == name


def test_a_nickname_is_quoted_as_the_evidence():
    assert [span.text for span in read("Người xứ Thanh giúp nhau.", "38")[0].spans] == ["xứ Thanh"]


def test_a_named_place_outweighs_a_nickname():
    found = read("Quê lúa vào mùa. Xã Nam Thịnh, huyện Tiền Hải gặt xong sớm.", "33")
    assert found[0].then.name == "Nam Thịnh"


def test_a_nickname_is_no_mention():
    assert all(place.role == "primary" for place in read("Người xứ Thanh giúp nhau.", "38"))


def test_a_nickname_of_a_place_far_from_the_paper_says_nothing():
    assert read("Cô gái đất Mũi kể chuyện vui.", "22")[0].then.name == "Quảng Ninh"


def test_a_region_is_no_nickname():
    assert read("Câu hát xứ Nghệ ngân lên.", "40")[0].basis == "source"


def test_a_nickname_means_the_unit_of_the_day():
    home = gazetteer().provinces_of_paper("33")
    found = nicknames(Document("", None, "Về quê lúa.", None, "33"), home, "2026-01-01")
    assert [name.place.name for name in found] == ["Hưng Yên"]


def test_a_nickname_inside_a_word_is_none():
    home = gazetteer().provinces_of_paper("38")
    assert nicknames(Document("", None, "Vào xứ thanhx.", None, "38"), home, "2020-01-01") == []
