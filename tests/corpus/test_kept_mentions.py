"""Who runs a model and where, where a person lives, what a figure counts: kept with their proof, and read back."""

import contextlib
import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ElementTree
from contextlib import closing

import pytest
from pyarrow import parquet

from corpus import Corpus, Filters
from corpus.export import write, write_file
from corpus.packet import packet
from corpus.tagging import tag_corpus
from corpus.tags import record, save_reading, untagged
from nlp.tagger import version
from tests.corpus.press import article, reading, span

BODY = ("Mô hình “Nồi cháo đầu ca” của Công đoàn Bệnh viện Ea Kiết, xã Ea Kiết đã nấu 1.200 suất cháo.\n"
        "Phong trào “Đêm đỏ đèn” do chị em nghĩ ra, có 64% hộ nghèo tham gia.")  # fmt: skip
HOLDER, PLACE = "Công đoàn Bệnh viện Ea Kiết, xã Ea Kiết", "xã Ea Kiết"
MODELS = [
    {"name": "Nồi cháo đầu ca", "holder": HOLDER, "place": PLACE, "spans": [span(BODY, "Nồi cháo đầu ca")],
     "holder_spans": [span(BODY, HOLDER)], "place_spans": [span(BODY, PLACE)]},
    {"name": "Đêm đỏ đèn", "holder": None, "place": None, "spans": [span(BODY, "Đêm đỏ đèn")], "holder_spans": [],
     "place_spans": []},
]  # fmt: skip
PEOPLE = [{"name": "H'Nga", "role": None, "place": PLACE, "spans": [], "place_spans": [span(BODY, PLACE)]}]
FIGURES = [
    {"text": "1.200 suất cháo", "value": 1200.0, "unit": "suất cháo", "of": "suất cháo",
     "spans": [span(BODY, "1.200 suất cháo")], "of_spans": [span(BODY, "suất cháo")]},
    {"text": "64%", "value": 64.0, "unit": "%", "of": None, "spans": [span(BODY, "64%")], "of_spans": []},
]  # fmt: skip


@pytest.fixture
def identity(corpus):
    identity = corpus.save_article(article(body=BODY, sapo=None))
    tags = reading(BODY, models=MODELS, people=PEOPLE, figures=FIGURES)
    save_reading(corpus, identity, tags, tagger="t1", sha256=corpus.stored_sha256(identity))
    return identity


@pytest.fixture
def exported(corpus, identity, tmp_path):
    def run(form):
        path = tmp_path / f"out.{form}"
        write_file(corpus, Filters(), form, path)
        return path

    return run


@pytest.fixture
def older(path):
    """A corpus as it was before these columns, with an article and its tags."""
    with Corpus(path) as made:
        identity = made.save_article(article())
        save_reading(made, identity, reading(article().body), tagger="t1", sha256=made.stored_sha256(identity))
    with contextlib.closing(sqlite3.connect(path)) as conn:
        for table, names in {"models": ("holder", "place", "holder_spans", "place_spans"),
                             "people": ("place", "place_spans"), "figures": ('"of"', "of_spans")}.items():  # fmt: skip
            for name in names:
                conn.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_beside'")
        conn.commit()
    return path


@pytest.mark.parametrize(("kind", "want"), [("models", MODELS), ("people", PEOPLE), ("figures", FIGURES)])
def test_a_record_has_what_was_found_with_its_spans(corpus, identity, kind, want):
    assert record(corpus, identity)[kind] == want


def test_a_reading_that_knows_nothing_of_it_is_kept_as_unknown(corpus):
    identity = corpus.save_article(article())
    tags = reading(article().body, models=[{"name": "Hũ gạo", "spans": []}])
    save_reading(corpus, identity, tags, tagger="t1", sha256=corpus.stored_sha256(identity))
    [model] = record(corpus, identity)["models"]
    assert (model["holder"], model["place"], model["holder_spans"], model["place_spans"]) == (None, None, [], [])


def test_what_the_readers_find_comes_out_of_the_corpus(corpus):
    identity = corpus.save_article(article(title="Nồi cháo", body=BODY, sapo=None))
    assert tag_corpus(corpus, workers=1).failed == []
    first = record(corpus, identity)["models"][0]
    assert (first["holder"], first["place"]) == (HOLDER, PLACE)
    assert [BODY[s["start"] : s["end"]] for s in first["holder_spans"]] == [HOLDER]


def test_an_older_corpus_says_null_until_it_is_tagged_anew(older):
    with Corpus(older) as opened:
        [model] = record(opened, opened.ids()[0])["models"]
    assert (model["name"], model["holder"], model["holder_spans"]) == ("Hũ gạo tình thương", None, [])


def test_an_older_corpus_is_read_anew_by_this_tagger(older):
    with Corpus(older) as opened:
        assert untagged(opened, version()) == opened.ids()


def test_a_table_has_lists_that_run_beside_each_other(corpus, identity):
    out = io.BytesIO()
    write(corpus, Filters(), "csv", out)
    [row] = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert {name: row[name] for name in ("models", "model_holders", "model_places", "people_places", "figures_of")} == {
        "models": "Nồi cháo đầu ca|Đêm đỏ đèn", "model_holders": f"{HOLDER}|", "model_places": f"{PLACE}|",
        "people_places": PLACE, "figures_of": "suất cháo|"}  # fmt: skip


def test_a_table_cell_is_empty_where_nothing_is_known(corpus):
    identity = corpus.save_article(article())
    tags = reading(article().body, models=[{"name": name, "spans": []} for name in ("Hũ gạo", "Heo đất")])
    save_reading(corpus, identity, tags, tagger="t1", sha256=corpus.stored_sha256(identity))
    out = io.BytesIO()
    write(corpus, Filters(), "csv", out, columns=["models", "model_holders"])
    assert out.getvalue().decode("utf-8-sig").splitlines()[1] == "Hũ gạo|Heo đất,"


def test_parquet_has_them_in_its_structures(exported):
    [row] = parquet.read_table(exported("parquet")).to_pylist()
    assert (row["models"], row["people"], row["figures"]) == (MODELS, PEOPLE, FIGURES)


@pytest.mark.parametrize(("sql", "want"), [
    ("SELECT holder, place FROM models", [(HOLDER, PLACE), (None, None)]),
    ("SELECT place FROM people", [(PLACE,)]), ('SELECT "of" FROM figures', [("suất cháo",), (None,)]),
    ("SELECT position, text FROM evidence WHERE axis = 'models.holder'", [(0, HOLDER)]),
    ("SELECT position, text FROM evidence WHERE axis = 'people.place'", [(0, PLACE)]),
    ("SELECT position, text FROM evidence WHERE axis = 'figures.of'", [(0, "suất cháo")]),
])  # fmt: skip
def test_a_database_has_them_with_their_evidence(exported, sql, want):
    with closing(sqlite3.connect(exported("sqlite"))) as conn:
        assert conn.execute(sql).fetchall() == want


def test_tei_names_the_tag_they_belong_to(exported):
    tree = ElementTree.parse(exported("tei"))
    groups = [g for g in tree.iter("{http://www.tei-c.org/ns/1.0}spanGrp") if g.get("type") == "model.holder"]
    assert [(g.get("n"), g[0].text, g[1].text) for g in groups] == [("Nồi cháo đầu ca", HOLDER, HOLDER)]


def test_without_texts_the_words_stay_and_a_proof_says_where_only(corpus, identity):
    out = io.BytesIO()
    write(corpus, Filters(), "jsonl", out, texts="none")
    [model, _] = json.loads(out.getvalue())["models"]
    assert (model["holder"], model["holder_spans"][0]["text"]) == (HOLDER, None)


@pytest.mark.parametrize(("part", "keys", "want"), [
    ("models", ("holder", "place"), [(HOLDER, PLACE), (None, None)]), ("names", ("place",), [(PLACE,)]),
    ("figures", ("of",), [("suất cháo",), (None,)]),
])  # fmt: skip
def test_a_packet_says_them_for_checking(corpus, identity, part, keys, want):
    assert [tuple(one[key] for key in keys) for one in packet(corpus, identity)[part]] == want


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "sqlite", "tei"])
def test_the_same_corpus_gives_the_same_bytes(exported, form):
    first = exported(form).read_bytes()
    assert exported(form).read_bytes() == first
