"""How much of a text leaves the corpus: metadata and tags always, lead, body and captions only as allowed."""

import io
import json

import pytest

from corpus import Filters
from corpus.export import FORMATS, write, write_file
from corpus.exporting.texts import beginning, limiter, snippet_length
from corpus.tags import record, save_reading
from tests.corpus.press import article, reading, span

SECRET = "Chuyện kín của bà Tư Lành"  # stands only behind the beginning of the lead and of the body
BODY = f"Đầu bài. {'Bà con góp gạo. ' * 60}{SECRET} ở cuối thôn."


@pytest.fixture
def press(corpus):
    one = article(sapo=f"{'Mở đầu. ' * 60}{SECRET}", body=BODY)
    save_reading(corpus, corpus.save_article(one), reading(one.body), tagger="t1", sha256=one.sha256)
    return corpus


def exported(corpus, texts):
    out = io.BytesIO()
    write(corpus, Filters(), "jsonl", out, texts=texts)
    return json.loads(out.getvalue())


def limited(corpus, texts, evidence):
    """What is left of a span."""
    whole = {**record(corpus, corpus.ids()[0]), "evidence": {"genre": [evidence]}}
    return limiter(texts)(whole)["evidence"]["genre"][0]


def test_without_texts_title_metadata_and_tags_stay(press):
    said, whole = exported(press, "none"), record(press, press.ids()[0])
    kept = (
        "id",
        "url",
        "title",
        "author",
        "published_at",
        "exemplar",
        "genre",
        "fields",
        "actors",
        "scores",
        "provenance",
    )
    assert {name: said[name] for name in kept} == {name: whole[name] for name in kept}
    assert [tag["name"] for tag in said["people"]] == ["Lê Thị Mai"]


def test_without_texts_there_is_no_lead_body_or_caption(press):
    said = exported(press, "none")
    assert (said["sapo"], said["body"], said["images"][0]["caption"]) == (None, None, None)


def test_without_texts_evidence_says_where_and_not_what(press):
    assert limited(press, "none", span(BODY, SECRET)) == {**span(BODY, SECRET), "text": None}


def test_evidence_no_longer_than_a_snippet_stays_in_snippets(press):
    assert limited(press, "snippets", span(BODY, SECRET)) == span(BODY, SECRET)


def test_longer_evidence_does_not(press):
    assert limited(press, "snippets", span(BODY, BODY)) == {**span(BODY, BODY), "text": None}


def test_evidence_in_the_title_keeps_its_text(press):
    whole = {"field": "title", "start": 0, "end": 3, "text": "Bài"}
    assert limited(press, "none", whole) == whole


def test_a_snippet_is_the_beginning_up_to_a_blank(press):
    body = exported(press, "snippets")["body"]
    assert len(body) <= snippet_length()
    assert BODY.startswith(body + " ")


def test_a_record_says_how_much_of_it_is_there(press):
    assert [exported(press, texts).get("texts") for texts in ("full", "snippets", "none")] == [None, "snippets", "none"]


@pytest.mark.parametrize("texts", ["snippets", "none"])
@pytest.mark.parametrize("form", FORMATS)
def test_in_no_form_is_more_than_allowed(press, tmp_path, form, texts):
    if texts == "none" and form in ("conllu", "vrt"):
        return  # refused
    write_file(press, Filters(), form, tmp_path / "out", texts="full")
    write_file(press, Filters(), form, tmp_path / "less", texts=texts)
    assert (tmp_path / "less").stat().st_size > 0
    if form not in ("xlsx", "parquet", "conllu", "vrt"):  # these are packed, or cut into words
        assert SECRET.encode() in (tmp_path / "out").read_bytes()
    assert SECRET.encode() not in (tmp_path / "less").read_bytes()


@pytest.mark.parametrize(("text", "length", "kept"), [
    (None, 5, None), ("", 5, None), ("một hai", 0, None), ("một hai", 7, "một hai"), ("một hai", 6, "một"),
    ("một hai", 3, "một"), ("một\nhai", 5, "một"), ("mộthaiba", 4, "mộth"),
])  # fmt: skip
def test_the_beginning_of_a_text(text, length, kept):
    assert beginning(text, length) == kept
