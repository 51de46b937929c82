"""Broken pages: the readers of people, models and figures answer whatever they are given, with true spans."""

from pathlib import Path

import pytest

from nlp.labelled import read
from nlp.mentions import find_figures, find_models, find_people
from nlp.mentions.knowledge import key_of
from nlp.paths import datasets
from nlp.records import Document
from nlp.text import canonical, normalise

LONG = 100_000
PAGES = {
    "dots": "a." * 20_000,
    "one word": "x" * LONG,
    "capitals": "A" * LONG,
    "single capitals": "A " * (LONG // 2),
    "capitals and digits": "AAAA9" * (LONG // 5),
    "names": "Ông Nguyễn Văn An hiến đất. " * (LONG // 28),
    "name and bracket": "Ông Nguyễn Văn An(" * (LONG // 18),
    "apostrophes": "H'" * (LONG // 2),
    "digits": "1" * LONG,
    "grouped digits": "1" + ".111" * (LONG // 4) + "/",
    "ranges": "1-" * (LONG // 2),
    "factors": "1" + " tỷ" * (LONG // 3),
    "opening marks": "“" * LONG,
    "straight marks": '"' * LONG,
    "models": "mô hình “Nuôi heo đất” " * (LONG // 23),
    "unquoted models": "mô hình Nuôi heo " * (LONG // 17),
    "lines": "\n" * LONG,
    "odd letters": "\u0301İΣßǄﬁ\u200d𝐍𝐠𝐮𝐲ễ𝐧 Ông Ǆ١٢ m2 ½" * 500,
    "nothing": "",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_broken_page_is_read_without_error_and_every_span_is_true(name: str) -> None:
    text = normalise(PAGES[name])
    doc = Document(text[:80], text[:200], text)
    texts = dict(doc.fields())
    tags = [*find_people(doc), *find_models(doc), *find_figures(doc)]
    assert all(texts[s.field][s.start : s.end] == s.text for tag in tags for s in tag.spans)


@pytest.mark.parametrize("text", ["Hoà thuỷ Qúy quý", "HOÀ TOÁN khoẻ\noà", "İ ΣΑΣ Hoà", "", "uỷ ban\nQuỳ Hợp"])
def test_the_remembered_key_is_the_canonical_text(text: str) -> None:
    assert key_of(text) == canonical(text)


@pytest.mark.parametrize("path", sorted((datasets() / "labelled").glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_tag_of_the_labelled_articles_stands_where_it_says(path: Path) -> None:
    for row in read([path]):
        texts = dict(row.document.fields())
        found = [find(row.document) for find in (find_people, find_models, find_figures)]
        spans = [span for tags in found for tag in tags for span in tag.spans]
        assert all(texts[span.field][span.start : span.end] == span.text for span in spans), row.id


def test_no_tag_is_without_evidence() -> None:
    rows = read([datasets() / "labelled"])
    found = [tag for row in rows for find in (find_people, find_models, find_figures) for tag in find(row.document)]
    assert all(tag.spans for tag in found)
