from typing import Any

import pytest

from corpus import Corpus
from corpus.counting import fill
from corpus.tags import save_reading
from tests.corpus.press import article, reading

TEXTS = {
    1: "Chị em nuôi heo đất. Heo đất giúp hộ nghèo, heo đất vui.",
    2: "Nêu gương sáng. Đảng viên nêu gương trước, quần chúng theo sau.",
    3: "Hũ gạo tình thương của thôn Đoài. Chị em góp gạo.",
    4: "Chi bộ học tập Chỉ thị số 05-CT/TW năm 2016. Cán bộ học tập và làm theo Bác.",
}


class Press:
    """A corpus filled by hand: `add(number, body)` stores an article, `tagged` with a reading of its own."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def add(self, number: int, body: str, *, tags: dict[str, Any] | None = None, **changes: Any) -> str:
        one = article(number, body=body, title="Tin", sapo=None, **changes)
        identity = self.corpus.save_article(one)
        if tags is not None:
            sha256 = self.corpus.stored_sha256(identity) or ""
            save_reading(self.corpus, identity, reading(one.body, **tags), tagger="t", sha256=sha256)
        return identity


@pytest.fixture
def press(corpus: Corpus) -> Press:
    return Press(corpus)


@pytest.fixture
def four(press: Press) -> Corpus:
    """Four articles of 2021 to 2024, their words stored."""
    for number, body in TEXTS.items():
        press.add(number, body, published_at=f"202{number}-06-10T13:00:00+07:00")
    fill(press.corpus, workers=1)
    return press.corpus
