"""A record as people read it."""

from desk.tables import SHOWN, record_lines


def record(**changes):
    empty = {"id": "1", "title": "Hũ gạo", "url": "https://bao.test/1", "source": "bao", "published_at": None, "sapo": None,
             "campaign": {"on_campaign": True, "score": 0.9, "spans": []}, "directives": [], "localities": [],
             "exemplar": None, "genre": None, "fields": [], "actors": [], "scores": {}, "evidence": {}, "models": [],
             "people": [], "figures": [], "reprint": {"original_url": None, "members": [], "count": 0},
             "author": None, "section": None, "credit": None, "body": "Các chị góp gạo.", "tags": [], "images": []}  # fmt: skip
    return {**empty, **changes}


def spoken(text):
    return [{"field": "body", "start": 0, "end": len(text), "text": text}]


def test_each_field_stands_above_the_sentence_that_tells_its_deed():
    lines = [
        *record_lines(record(fields=["thrift", "culture"], evidence={"fields:thrift": spoken("Các chị góp gạo.")}))
    ]
    at = next(i for i, line in enumerate(lines) if "thrift (" in line)
    assert lines[at + 1 : at + 2] == ["    thrift: “Các chị góp gạo.”"]


def test_a_long_sentence_is_shortened_at_a_word():
    lines = [*record_lines(record(actors=["women"], evidence={"actors:women": spoken("các chị góp gạo " * 40)}))]
    told = next(line for line in lines if line.startswith("    women: "))
    assert len(told) < SHOWN + 20
    assert told.endswith(("gạo…”", "góp…”", "chị…”", "các…”"))
