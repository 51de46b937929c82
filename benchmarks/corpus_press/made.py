"""Synthetic articles with tags: made of Vietnamese-looking syllables, the same for the same number.

Syllables are drawn by the law of Zipf and Mandelbrot, the r-th with weight (r + 30) ** -1.3: near the 270 labelled
articles of the project, where the first syllable is 1.0 % of all (here 1.2), the hundredth 0.20 % (0.19), the
thousandth 0.017 % (0.013), and 1,300 syllables in a row hold 592 different ones (650). Seven of ten articles hold the
campaign's name and one of its documents; each has title, lead, paragraphs of three sentences, a day of twelve years, a
paper of 34 provinces, and a reading with spans.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np

from corpus.records import Article
from nlp.codebook import codes
from nlp.provinces import today

_ONSETS = re.findall(r"\S+", "b c ch d đ g gh gi h k kh l m n ng nh ph qu r s t th tr v x")
_RIMES = re.findall(r"\S+", """
    a ai am an ang anh ao at au ay e em en eo ê êm ên êu i ia iên iêm iêu im in inh o oan oi om on ong ô ôi ôm ôn ông
    ơ ơi ơn u ua uân ui um un ung uôi uôn uông ư ưa ưi ưng ươi ươm ươn ương
""")  # fmt: skip
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOCABULARY = 6_000  # syllables; Vietnamese uses six to seven thousand
FLATTENED, EXPONENT = 30, 1.3
COMMON = [
    "học",
    "tập",
    "và",
    "làm",
    "theo",
    "của",
    "các",
    "đảng",
    "viên",
    "nhân",
    "dân",
]  # the heaviest, as in this press
NAME = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
DOCUMENTS = (("CT03-2011", "03-CT/TW"), ("CT05-2016", "05-CT/TW"), ("KL01-2021", "01-KL/TW"), ("CT07-2026", "07-CT/TW"))
FIRST_DAY = datetime.date(2014, 1, 1)
DAYS = 4_600
SEED = 20261122


def vocabulary() -> list[str]:
    """VOCABULARY syllables, the commonest first."""
    draw = np.random.default_rng(SEED)
    made = [unicodedata.normalize("NFC", onset + rime[0] + tone + rime[1:])
            for onset in _ONSETS for rime in _RIMES for tone in _TONES]  # fmt: skip
    rest = [made[i] for i in draw.permutation(len(made)) if made[i] not in COMMON]
    return [*COMMON, *dict.fromkeys(rest)][:VOCABULARY]


class Press:
    """`words` is how many syllables a body has, about (4.7 bytes each)."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.syllables = np.array(vocabulary(), dtype=object)
        weights = (np.arange(1, len(self.syllables) + 1) + FLATTENED) ** -EXPONENT
        self.until = np.cumsum(weights / weights.sum())
        self.provinces = list(today().items())
        self.labels = {axis: sorted(names) for axis, names in codes().items()}

    def articles(self, count: int) -> Iterator[tuple[Article, dict[str, Any]]]:
        """Articles and their readings, one at a time."""
        for number in range(count):
            yield self.one(number)

    def one(self, number: int) -> tuple[Article, dict[str, Any]]:
        """Article `number` and its reading."""
        draw = np.random.default_rng([SEED, number])
        size = int(self.words * draw.uniform(0.6, 1.4))
        drawn = self.syllables[np.searchsorted(self.until, draw.random(size + 42))].tolist()
        campaign = draw.random() < 0.7
        document = DOCUMENTS[int(draw.integers(len(DOCUMENTS)))]
        lines = _paragraphs(drawn[42:])
        if campaign:
            lines.insert(0, f"Thực hiện Chỉ thị {document[1]} về {NAME}, địa phương đã có nhiều cách làm.")
        code, province = self.provinces[int(draw.integers(len(self.provinces)))]
        day = FIRST_DAY + datetime.timedelta(days=int(draw.integers(DAYS)))
        body = "\n".join(lines)
        article = Article(
            url=f"https://bao{code}.test/bai-{number}.html", source=f"bao{code}",
            title=" ".join(drawn[:12]).capitalize(), sapo=" ".join(drawn[12:42]).capitalize() + ".", body=body,
            published_at=f"{day.isoformat()}T08:00:00+07:00", published_basis="page", extractor="synthetic",
        )  # fmt: skip
        return article, self._reading(draw, body, campaign, document, (code, province))

    def _reading(self, draw: np.random.Generator, body: str, campaign: bool, document: tuple[str, str],
                 place: tuple[str, str]) -> dict[str, Any]:  # fmt: skip
        span = [{"field": "body", "start": 0, "end": 9, "text": body[:9]}]
        unit = {"code": place[0], "name": place[1], "level": "province", "province": place[1]}
        score = round(float(draw.random()), 3)

        def label(axis: str) -> str:
            return self.labels[axis][int(draw.integers(len(self.labels[axis])))]

        cited = {"id": document[0], "number": document[1], "type": "Chỉ thị", "level": "central", "issuer": None,
                 "date": None, "role": "operative", "basis": "cited", "score": 1.0, "candidates": [], "spans": span}  # fmt: skip
        return {
            "campaign": {"on_campaign": campaign, "score": score, "spans": span if campaign else []},
            "directives": [cited] if campaign else [],
            "localities": [{"then": unit, "now": unit, "role": "primary", "basis": "text", "score": score,
                            "candidates": [], "spans": span}],
            "exemplar": label("exemplar"), "genre": label("genre"), "fields": [label("fields")],
            "actors": [label("actors")], "scores": {"exemplar": score, "genre": score}, "evidence": {},
            "models": [], "people": [], "figures": [],
        }  # fmt: skip


def _paragraphs(syllables: list[str]) -> list[str]:
    """Sentences of 18 syllables, three to a paragraph."""
    sentences = [" ".join(syllables[at : at + 18]).capitalize() + "." for at in range(0, len(syllables), 18)]
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)] or ["Tin."]
