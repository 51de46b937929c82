"""How a text is told, as densities."""

import pytest

from nlp.classify.shape import MOST, clues
from nlp.records import Document

TEXT = "Bà hỏi: “Sao cháu không học?”. Xã có 12 thôn, 97% số hộ góp công.\n- Việc thứ nhất: tôi ghi lại."


def test_what_stands_in_a_text_is_counted() -> None:
    assert clues(Document("Gửi 3 con", None, TEXT)).keys() >= {
        f"shape:{name}"
        for name in ("quotes", "questions", "numbers", "percent", "list", "first_person", "title_number")
    }


def test_what_does_not_stand_in_a_text_is_no_clue() -> None:
    assert not clues(Document("Tin vui", None, "Xã họp.")).keys() & {"shape:quotes", "shape:list", "shape:title_number"}


def test_a_text_ten_times_as_long_has_the_same_densities() -> None:
    one, ten = clues(Document(body=TEXT * 4)), clues(Document(body=TEXT * 40))
    assert one["shape:questions"] == pytest.approx(ten["shape:questions"])


@pytest.mark.parametrize("body", ["", "“" * 100_000, "?" * 100_000, "- " * 50_000, "1\n" * 100_000, " " * 100_000])
def test_no_clue_grows_beyond_its_bound(body: str) -> None:
    assert all(0 < value <= MOST for value in clues(Document(body=body)).values())
