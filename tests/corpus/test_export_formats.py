"""The forms other tools read: what is read back is what the record says, and hostile text breaks none of them."""

import json
import os
import signal
import sqlite3
import subprocess
import time
import zipfile
from contextlib import closing

import openpyxl
import pytest
from lxml import etree
from pyarrow import parquet

from corpus import Corpus, Filters
from corpus.export import COLUMNS, FORMATS, STREAMS, write_file
from corpus.exporting import words, xlsx
from corpus.exporting.columnar import schema
from corpus.exporting.dictionary import FLAT, NESTED, meanings
from corpus.tags import record, save_reading
from tests.corpus.press import article, reading
from tests.support.run import ROOT, command, environment

NS = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
EVIL = '=cmd|"/c calc"!A1 <script>alert("x")</script> & ]]> \ufffe\x00 _x003D_ 🙂 {{7*7}} ' + "a\u0301" * 3


@pytest.fixture
def export(press, tmp_path):
    def run(form, corpus=press, **options):
        file = tmp_path / f"out.{form}"
        write_file(corpus, Filters(), form, file, **options)
        return file

    return run


@pytest.fixture
def evil(corpus):
    one = article(7, title=EVIL, sapo=EVIL, body=f"{EVIL}\n{EVIL}", author=EVIL, credit=EVIL, tags=(EVIL,)).normal()
    save_reading(corpus, corpus.save_article(one), reading(one.body, people=[{"name": one.title, "role": one.title, "spans": []}]),
                 tagger="t", sha256=one.sha256)  # fmt: skip
    return corpus


# Parquet


def test_parquet_has_the_records_typed_and_nested(press, export):
    rows = parquet.read_table(export("parquet")).to_pylist()
    want = [record(press, identity) for identity in press.ids()]
    assert [row["id"] for row in rows] == [one["id"] for one in want]
    assert rows[0]["directives"] == want[0]["directives"]
    assert rows[0]["on_campaign"] is True
    assert rows[0]["published_on"].isoformat() == "2024-06-10"
    assert [len(place["now"]) for place in rows[0]["localities"]] == [1, 2]
    assert rows[0]["fields"] == [{"code": "thrift", "score": 0.95}, {"code": "social_welfare", "score": 0.7}]


def test_parquet_comes_in_row_groups(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.exporting.columnar.GROUP", 2)
    for number in range(5):
        corpus.save_article(article(number))
    write_file(corpus, Filters(), "parquet", tmp_path / "out")
    assert parquet.ParquetFile(tmp_path / "out").num_row_groups == 3


def test_parquet_may_have_some_columns_only(export):
    assert parquet.read_schema(export("parquet", columns=["title", "keywords"])).names == ["title", "keywords"]


def test_parquet_of_nothing_has_its_columns(corpus, export):
    corpus.conn.execute("DELETE FROM articles WHERE 0")
    write_file(corpus, Filters(source="none"), "parquet", export("parquet"))
    assert parquet.read_table(export("parquet")).num_rows == 3


# Workbooks


def test_a_workbook_has_the_rows_and_what_columns_mean(press, export):
    book = openpyxl.load_workbook(export("xlsx"))
    assert book.sheetnames == ["articles", "dictionary"]
    rows = list(book["articles"].values)
    assert rows[0] == (*COLUMNS, "cut")
    assert [row[0] for row in rows[1:]] == press.ids()
    assert [row[0] for row in book["dictionary"].values][1:] == [*COLUMNS, "cut"]


def test_no_cell_of_a_workbook_is_a_formula(evil, tmp_path):
    write_file(evil, Filters(), "xlsx", tmp_path / "out.xlsx")
    cells = [
        cell for row in openpyxl.load_workbook(tmp_path / "out.xlsx")["articles"].iter_rows(min_row=2) for cell in row
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert b"<f>" not in zipfile.ZipFile(tmp_path / "out.xlsx").read("xl/worksheets/sheet1.xml")


def test_a_cell_that_is_too_long_is_cut_and_said(corpus, tmp_path):
    corpus.save_article(article(body="chữ " * 20_000))
    write_file(corpus, Filters(), "xlsx", tmp_path / "out.xlsx")
    names, row = list(openpyxl.load_workbook(tmp_path / "out.xlsx")["articles"].values)
    said = dict(zip(names, row, strict=True))
    assert len(said["body"]) == xlsx.MOST_CHARACTERS
    assert said["cut"] == "body"


def test_a_full_sheet_is_followed_by_another(press, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    write_file(press, Filters(), "xlsx", tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["articles", "articles_2", "dictionary"]


# TEI


@pytest.fixture
def tei(export):
    return etree.parse(str(export("tei")))


def test_tei_has_a_text_an_article_with_its_paragraphs(press, tei):
    texts = tei.findall("t:TEI", NS)
    assert [one.get(f"{{{NS['xml']}}}id") for one in texts] == [f"a{identity}" for identity in press.ids()]
    one = record(press, press.ids()[0])
    assert [p.text for p in texts[0].iterfind(".//t:body/t:p", NS)] == [one["sapo"], *one["body"].split("\n")]


def test_tei_ids_are_unique_and_pointers_lead_somewhere(tei):
    ids = tei.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    pointers = [value.lstrip("#") for value in tei.xpath("//@target[starts-with(., '#')] | //@scheme")]
    spans = [value.removeprefix("#string-range(").split(",")[0] for value in tei.xpath("//t:span/@from", namespaces=NS)]
    assert spans
    assert set(pointers) | set(spans) <= set(ids)


def test_a_span_of_tei_is_the_text_it_points_to(tei):
    checked = 0
    for span in tei.iterfind(".//t:standOff//t:span", NS):
        name, start, length = span.get("from").removeprefix("#string-range(").rstrip(")").split(",")
        [there] = tei.xpath("//*[@xml:id=$name]", name=name)
        assert there.text[int(start) : int(start) + int(length)] == span.text
        checked += 1
    assert checked > 20


def test_a_span_over_two_paragraphs_has_a_beginning_and_an_end(corpus, tmp_path):
    one = article(body="Một hai.\nBa bốn.")
    across = {"field": "body", "start": 4, "end": 11, "text": "hai.\nBa"}
    found = reading(one.body, models=[{"name": "x", "spans": [across]}])
    save_reading(corpus, corpus.save_article(one), found, tagger="t", sha256=one.sha256)
    write_file(corpus, Filters(), "tei", tmp_path / "out")
    [span] = etree.parse(str(tmp_path / "out")).xpath("//t:spanGrp[@type='model']/t:span", namespaces=NS)
    assert [span.get(end).split(",")[1:] for end in ("from", "to")] == [["4", "4)"], ["0", "2)"]]


@pytest.mark.parametrize("texts", ["full", "snippets", "none"])
def test_tei_of_hostile_text_is_well_formed(evil, tmp_path, texts):
    write_file(evil, Filters(), "tei", tmp_path / "out", texts=texts)
    assert "<script>" in etree.parse(str(tmp_path / "out")).findtext(".//t:TEI//t:title", namespaces=NS)


# Words


def rebuilt(conllu: str) -> list[tuple[str, str]]:
    """Each sentence as its comment has it, and as its words make it."""
    made = []
    for block in conllu.strip().split("\n\n"):
        lines = block.split("\n")
        [text] = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert {len(row) for row in rows} == {10}
        made.append((text, "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in rows).rstrip()))
    return made


def test_a_text_can_be_put_back_together_from_its_words(press, export):
    pairs = rebuilt(export("conllu").read_text(encoding="utf-8"))
    assert len(pairs) > 6
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize("text", [
    EVIL, "a" * 200, "!" * 50, "Chữ" + "." * 30 + "chữ", "x " * 3000, "http://a.b/c?d=e nữa (ở đây).", "…", "05-CT/TW, 15/5/2016."
], ids=range(8))  # fmt: skip
def test_no_sign_of_any_text_is_lost(corpus, tmp_path, text):
    corpus.save_article(article(title="T", sapo=None, body=text))
    write_file(corpus, Filters(), "conllu", tmp_path / "out")
    pairs = rebuilt((tmp_path / "out").read_text(encoding="utf-8"))
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    body = corpus.article(corpus.ids()[0]).body
    assert "".join("".join(pair[1] for pair in pairs[1:]).split()) == "".join(body.split())


def test_sentences_have_ids_of_their_own(press, export):
    ids = [line for line in export("conllu").read_text(encoding="utf-8").splitlines() if line.startswith("# sent_id")]
    assert len(ids) == len(set(ids)) > 0


def test_words_of_several_syllables_are_one_word(press):
    said = {word.text for sentence in words.sentences_of(record(press, press.ids()[0])) for word in sentence.words}
    assert "Chị em" in said


def test_vertical_text_nests_and_escapes(evil, tmp_path):
    write_file(evil, Filters(), "vrt", tmp_path / "out")
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    tags = [line for line in lines if line.startswith("<") and line != "<g/>"]
    open_tags: list[str] = []
    for line in tags:
        name = line.strip("<>/").split(" ")[0]
        if line.startswith("</"):
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []
    assert {len(line.split("\t")) for line in lines if not line.startswith("<")} == {2}
    assert "<script>" not in "\n".join(lines).replace("&lt;script&gt;", "")


def test_sets_in_vertical_text_stand_between_bars(press, export):
    assert 'fields="|thrift|social_welfare|"' in export("vrt").read_text(encoding="utf-8")


# SQLite


def test_a_database_says_what_the_record_says(press, export):
    want = record(press, press.ids()[0])
    with closing(sqlite3.connect(export("sqlite"))) as conn:
        one = conn.execute(
            "SELECT title, body, genre, province_now, published_on FROM articles WHERE id = ?", [want["id"]]
        )
        assert one.fetchone() == (want["title"], want["body"], "model_report", "Quảng Ninh", "2024-06-10")
        [spans] = conn.execute("SELECT count(*) FROM evidence WHERE article_id = ?", [want["id"]])
        assert spans[0] == 12
        units = conn.execute("SELECT position, part, name FROM units_now WHERE article_id = ?", [want["id"]]).fetchall()
        assert units == [(0, 0, "Uông Bí"), (1, 0, "Ba Chẽ"), (1, 1, "Lương Minh")]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_column_of_a_database_is_explained_in_it(export):
    with closing(sqlite3.connect(export("sqlite"))) as conn:
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        there = {(table, row[1]) for table in tables for row in conn.execute(f"PRAGMA table_info({table})")}
        said = {(table, column): (vi, en) for table, column, vi, en in
                conn.execute('SELECT "table", "column", vi, en FROM dictionary')}  # fmt: skip
    assert there == {pair for pair in said if pair[1]}
    assert all(vi.strip() and en.strip() for vi, en in said.values())


@pytest.mark.parametrize(
    ("table", "columns"), [(FLAT, (*COLUMNS, "cut")), (NESTED, schema().names)], ids=[FLAT, NESTED]
)
def test_every_column_of_a_table_has_a_meaning(table, columns):
    assert set(columns) <= meanings(table).keys()


# All of them


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_corpus_gives_the_same_export(press, tmp_path, form):
    if form == "xlsx":
        return  # a workbook is a zip of files stamped with the hour
    for name in ("a", "b"):
        write_file(press, Filters(), form, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_breaks_no_form(evil, tmp_path, form):
    assert write_file(evil, Filters(), form, tmp_path / "out") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_selection_of_nothing_is_an_empty_file_not_an_error(press, tmp_path, form):
    assert write_file(press, Filters(source="khongco"), form, tmp_path / "out") == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_failure_in_the_middle_leaves_nothing(press, tmp_path, form):
    from corpus import CorpusError

    press.conn.execute("UPDATE people SET spans = 'no json' WHERE article_id = ?", [press.ids()[-1]])
    with pytest.raises(CorpusError, match="damaged"):
        write_file(press, Filters(), form, tmp_path / "out")
    assert [file.name for file in tmp_path.iterdir() if "corpus.db" not in file.name] == []


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A corpus whose export takes a while."""
    made = tmp_path_factory.mktemp("long") / "corpus.db"
    with Corpus(made) as corpus, corpus.writing():
        for number in range(2000):
            corpus.save_article(article(number, body="Bà con góp công. " * 300))
    return made


@pytest.mark.parametrize("form", ["jsonl", "parquet", "xlsx", "sqlite"])
def test_an_export_that_is_killed_leaves_no_half_file(long, tmp_path, form):
    (tmp_path / "out").write_text("cũ")
    line = command("export", "--corpus", long, "--format", form, "-o", tmp_path / "out")
    running = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment())
    until = time.monotonic() + 30
    while not list(tmp_path.glob(".out*.part*")) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    left = (tmp_path / "out").read_bytes()
    assert left == "cũ".encode() or running.returncode == 0


def test_a_stream_is_what_a_file_is(press, tmp_path):
    import io

    from corpus.export import write

    for form in STREAMS:
        out = io.BytesIO()
        write(press, Filters(), form, out)
        write_file(press, Filters(), form, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == out.getvalue()


def test_two_million_characters_leave_in_every_form(corpus, tmp_path):
    corpus.save_article(article(body="chữ " * 250_000 + "\n" + "ă" * 1_000_000))
    for form in FORMATS:
        assert write_file(corpus, Filters(), form, tmp_path / f"out.{form}") == 1
    assert len(json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["body"]) > 1_900_000
