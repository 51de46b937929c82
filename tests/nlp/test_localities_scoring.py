"""Labels of mentions: how names and units are compared."""

import pytest

from nlp.localities import find_localities
from nlp.localities.scoring import MentionLabelError, answers, bare
from nlp.records import Document


@pytest.mark.parametrize(
    ("text", "name"),
    [("TP. Phổ Yên", "phổ yên"), ("Tp.Phổ Yên", "phổ yên"), ("thị xã Uông Bí", "uông bí"), ("phường 5", "5"),
     ("Huyện đảo Lý Sơn", "lý sơn"), ("Uông Bí", "uông bí"), ("Khánh Hoà", "khánh hòa")],
)  # fmt: skip
def test_a_name_is_compared_without_its_unit_word(text, name):
    assert bare(text) == name


def read(text: str):
    return find_localities(Document(body=text, published_at="2019-05-19", source_province="22"))


def test_a_label_by_code_and_one_by_name_both_match():
    by_code = [{"text": "TP Uông Bí", "code": "196"}]
    by_name = [{"text": "Uông Bí", "name": "Uông Bí", "level": "district", "province": "Quảng Ninh"}]
    found = read("TP Uông Bí họp.")
    assert [set.__eq__(*answers(gold, found)) for gold in (by_code, by_name)] == [True, True]


def test_evidence_borrowed_from_parts_is_no_mention():
    _, told = answers([], read("Huyện Bình Liêu, huyện Ba Chẽ và TP Cẩm Phả thi đua."))
    assert all("/district/" in label for label in told)


@pytest.mark.parametrize("label", ["Uông Bí", {"text": "Uông Bí"}, {"text": "Uông Bí", "name": 3, "level": "district"}])
def test_a_label_without_its_keys_is_refused(label):
    with pytest.raises(MentionLabelError):
        answers([label], [])
