"""A small press for the tests: articles and readings, made as needed."""

import random
from typing import Any

from corpus import Article, Image

_WORDS = """
học tập làm theo Bác nêu gương đảng viên chi bộ mô hình hũ gạo tình thương heo đất tiết kiệm nông thôn mới
đường hoa hiến đất cựu chiến binh phụ nữ thanh niên xã phường thôn bản bà con giúp đỡ hộ nghèo vượt khó sáng
tạo kỷ luật trách nhiệm gần dân cầu kênh trường lớp cô giáo bộ đội biên phòng công an sản xuất mùa vụ
"""
SYLLABLES = _WORDS.split()


def article(number: int = 1, **changes: Any) -> Article:
    """Article number `number` of a paper."""
    values: dict[str, Any] = {
        "url": f"https://baosongquan.test/bai-{number}.html", "source": "baosongquan",
        "title": f"Bài số {number} về hũ gạo", "sapo": "Mỗi ngày một nắm gạo.",
        "body": "Chị em thôn Đoài nuôi heo đất.\nCuối năm, heo đất giúp ba hộ nghèo.", "author": "Lê Thị Mai",
        "published_at": "2024-06-10T13:08:37+07:00", "published_basis": "page",
        "images": (Image("https://baosongquan.test/anh.jpg", "Chị em đong gạo", "Mai Lê"),),
    }  # fmt: skip
    return Article(**{**values, **changes})


def prose(words: int, seed: int) -> str:
    """Words drawn at random: two seeds share no run of five words but by rare chance."""
    draw = random.Random(seed)
    return " ".join(draw.choice(SYLLABLES) for _ in range(words))


def source(identity: str = "baosongquan", name: str = "Báo Sông Quan", province: str | None = "22") -> dict[str, Any]:
    """A source's description as the crawler gives it."""
    return {"id": identity, "name": name, "province": province, "hosts": [f"{identity}.test"], "layout": "auto",
            "verified": "never"}  # fmt: skip


def span(text: str, part: str, field: str = "body") -> dict[str, Any]:
    """The span of `part` in `text`."""
    start = text.index(part)
    return {"field": field, "start": start, "end": start + len(part), "text": part}


def unit(name: str, level: str, province: str, code: str = "00001") -> dict[str, Any]:
    """An administrative unit."""
    return {"code": code, "name": name, "level": level, "province": province}


def reading(body: str, **changes: Any) -> dict[str, Any]:
    """A reading with a tag of every kind, evidence taken from `body` (whose first word proves everything)."""
    first = body.split()[0]
    proof = [span(body, first)]
    values: dict[str, Any] = {
        "campaign": {"on_campaign": True, "score": 0.97, "spans": proof},
        "directives": [
            {"id": "CT05-2016", "number": "05-CT/TW", "type": "CT", "level": "central", "issuer": None,
             "date": "2016-05-15", "role": "operative", "basis": "cited", "score": 1.0, "candidates": [], "spans": proof},
            {"id": None, "number": "04-QĐ/TU", "type": "QĐ", "level": "province", "issuer": "22", "date": None,
             "role": "context", "basis": "cited", "score": 0.9, "candidates": ["A", "B"], "spans": proof},
        ],
        "localities": [
            {"then": unit("Uông Bí", "district", "Quảng Ninh", "196"), "now": unit("Uông Bí", "commune", "Quảng Ninh"),
             "role": "primary", "basis": "text", "score": 0.99, "candidates": [], "spans": proof},
            {"then": unit("Ba Chẽ", "district", "Quảng Ninh"), "now": [unit("Ba Chẽ", "commune", "Quảng Ninh"), unit("Lương Minh", "commune", "Quảng Ninh")],
             "role": "mentioned", "basis": "text", "score": 0.8, "candidates": [], "spans": proof},
        ],
        "exemplar": "mixed", "genre": "model_report", "fields": ["thrift", "social_welfare"], "actors": ["women"],
        "scores": {"exemplar": 0.8, "genre": 0.9, "fields": {"thrift": 0.95, "social_welfare": 0.7}, "actors": {"women": 0.6}},
        "evidence": {"genre": proof},
        "models": [{"name": "Hũ gạo tình thương", "holder": first, "place": None, "spans": proof, "holder_spans": proof,
                    "place_spans": []}],
        "people": [{"name": "Lê Thị Mai", "role": "Chi hội trưởng", "place": first, "spans": proof, "place_spans": proof}],
        "figures": [{"text": "ba hộ", "value": 3.0, "unit": "hộ", "of": first, "spans": proof, "of_spans": proof}],
    }  # fmt: skip
    return {**values, **changes}
