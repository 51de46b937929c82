"""A packet shows who runs a model and where, where a person lives, what a figure counts; hostile words stay words."""

import pytest

from desk.editors.packet import made
from tests.desk.test_packet import HOSTILE, Tags, packet

WHERE = {"field": "body", "start": 0, "end": 2, "sentence": "Hũ gạo"}


def told(said):
    return packet(
        models=[{"name": "Hũ gạo", "holder": said, "place": said, **WHERE}],
        names=[{"name": "Lê Thị Mai", "role": None, "place": said, **WHERE}],
        figures=[{"text": "64%", "of": said, **WHERE}],
    )


@pytest.mark.parametrize("line", ["Hũ gạo – người thực hiện: thôn Đoài; nơi: thôn Đoài", "Lê Thị Mai – nơi: thôn Đoài",
                                  "64% – đếm: thôn Đoài"])  # fmt: skip
def test_what_the_article_prints_stands_beside_the_name(line):
    assert line in made(told("thôn Đoài"), [], "html")


@pytest.mark.parametrize("word", ["người thực hiện", "nơi:", "đếm:"])
def test_what_it_does_not_print_is_left_out(word):
    assert word not in made(told(None), [], "html")


def test_hostile_words_do_not_come_alive():
    assert "script" not in Tags(made(told(HOSTILE), [], "html")).names
