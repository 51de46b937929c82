"""Exports are the records themselves, harmless in a spreadsheet, and there whole or not at all."""

import csv
import io
import json
import os
import stat

import pytest

from corpus import CorpusError, Filters, QueryError
from corpus.export import COLUMNS, lines, selected, write, write_file
from corpus.tags import record, save_reading
from tests.corpus.press import article, reading


def table(corpus, filters: Filters | None = None) -> list[dict[str, str]]:
    out = io.BytesIO()
    write(corpus, filters or Filters(), "csv", out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_every_line_is_a_record(press):
    assert [json.loads(line) for line in lines(press, Filters())] == [
        record(press, identity) for identity in selected(press, Filters())
    ]


def test_a_record_is_one_line_whatever_is_in_it(corpus):
    corpus.save_article(article(title="a\u2028b\u0085c\x0bd", body="một\r\nhai\x0cba", author='"A"\n'))
    out = io.BytesIO()
    write(corpus, Filters(), "jsonl", out)
    assert len(out.getvalue().decode().splitlines()) == 1


def test_filters_choose_what_is_exported(press):
    press.save_article(article(9, source="baokhac"))
    assert len(table(press, Filters(source="baokhac"))) == 1
    assert write(press, Filters(on_campaign=True), "jsonl", io.BytesIO()) == 3


def test_the_table_has_its_columns_in_order(press):
    out = io.BytesIO()
    write(press, Filters(), "csv", out)
    assert tuple(out.getvalue().decode().splitlines()[0].split(",")) == COLUMNS


def test_a_row_says_what_the_record_says(press):
    row = table(press)[0]
    want = {"title": "Bài số 0 về hũ gạo", "on_campaign": "True", "directives": "CT05-2016|04-QĐ/TU", "place": "Uông Bí", "place_level": "district",
            "province_then": "Quảng Ninh", "province_now": "Quảng Ninh", "fields": "thrift|social_welfare", "models": "Hũ gạo tình thương",
            "people": "Lê Thị Mai", "figures": "ba hộ", "tagger": "t1", "original_url": ""}  # fmt: skip
    assert {key: row[key] for key in want} == want


def test_what_is_not_known_is_empty(corpus):
    corpus.save_article(article(published_at=None, author=None))
    row = table(corpus)[0]
    assert [row[key] for key in ("published_at", "author", "on_campaign", "place", "genre", "fields")] == [""] * 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＠"])
def test_no_cell_is_a_formula(corpus, start):
    evil = f"{start}HYPERLINK(A1)"
    corpus.save_article(article(title=evil, sapo=evil, body=evil, author=evil))
    row = table(corpus)[0]
    assert [value for value in row.values() if value[:1] in "=+-@\t\r＝＋－＠" and value] == []
    assert row["title"].endswith("HYPERLINK(A1)")


def test_a_list_is_no_formula_either(corpus):
    one = article()
    found = reading(
        one.body, people=[{"name": "=1+1", "role": None, "spans": []}, {"name": "B", "role": None, "spans": []}]
    )
    save_reading(corpus, corpus.save_article(one), found, tagger="t", sha256=one.sha256)
    assert table(corpus)[0]["people"] == "'=1+1|B"


def test_json_is_left_as_it_is(corpus):
    corpus.save_article(article(title="=1+1"))
    assert json.loads(next(lines(corpus, Filters())))["title"] == "=1+1"


def test_quotes_commas_newlines_and_nul_survive_a_table(corpus):
    corpus.save_article(article(title='Nói: "Vâng", rồi đi', body="một,\nhai;\x00ba"))
    row = table(corpus)[0]
    assert (row["title"], row["body"]) == ('Nói: "Vâng", rồi đi', "một,\nhai;ba")


def test_an_unknown_format_is_refused_before_anything_is_written(press, tmp_path):
    with pytest.raises(QueryError, match="unknown format"):
        write_file(press, Filters(), "docx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_holds_what_the_stream_holds(press, tmp_path):
    out = io.BytesIO()
    write(press, Filters(), "csv", out)
    assert write_file(press, Filters(), "csv", tmp_path / "out.csv") == 3
    assert (tmp_path / "out.csv").read_bytes() == out.getvalue()


def test_a_file_can_be_read_by_whom_the_user_lets(press, tmp_path):
    before = os.umask(0o022)
    try:
        write_file(press, Filters(), "jsonl", tmp_path / "out")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o644


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(press, tmp_path):
    (tmp_path / "out").write_text("old")
    press.conn.execute("UPDATE articles SET tags = 'no json' WHERE num = 3")
    with pytest.raises(CorpusError, match="damaged"):
        write_file(press, Filters(), "jsonl", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("corpus.db")) == ["out"]


@pytest.mark.parametrize("target", ["missing/out.csv", "."])
def test_a_place_that_cannot_be_written_is_named(press, tmp_path, target):
    with pytest.raises(CorpusError, match="cannot be written") as caught:
        write_file(press, Filters(), "csv", tmp_path / target)
    assert str(tmp_path / target) in str(caught.value)


def test_a_record_has_every_digit_of_its_numbers(corpus):
    one = article()
    found = reading(one.body, figures=[{"text": "x", "value": value, "unit": None, "spans": []} for value in
                                       (0.1 + 0.2, 1e300, 12345678901234567.0, -2.5e-300, 3.0)])  # fmt: skip
    save_reading(corpus, corpus.save_article(one), found, tagger="t", sha256=one.sha256)
    [said] = [json.loads(line) for line in lines(corpus, Filters())]
    assert [tag["value"] for tag in said["figures"]] == [tag["value"] for tag in found["figures"]]


def test_a_number_json_cannot_hold_is_not_known(corpus):
    one = article()
    found = reading(one.body, figures=[{"text": "10^999", "value": float("inf"), "unit": None, "spans": []}])
    save_reading(corpus, corpus.save_article(one), found, tagger="t", sha256=one.sha256)
    assert json.loads(next(lines(corpus, Filters())))["figures"][0]["value"] is None


def test_many_articles_come_in_their_order(corpus):
    with corpus.writing():
        ids = [corpus.save_article(article(number)) for number in range(600)]
    assert [json.loads(line)["id"] for line in lines(corpus, Filters())] == ids


def test_a_text_that_is_no_utf8_is_damage_not_output(press):
    press.conn.execute("UPDATE articles SET body = CAST(x'4bff4b' AS TEXT) WHERE num = 2")
    with pytest.raises(CorpusError, match="damaged"):
        write(press, Filters(), "jsonl", io.BytesIO())


def test_what_is_stored_during_an_export_is_not_in_it(press, path):
    from corpus import Corpus

    class Slow(io.BytesIO):
        def write(self, data):
            if not self.tell():
                with Corpus(path) as crawl:
                    crawl.save_article(article(50))
                    crawl.save_article(article(1, title="Tiêu đề mới"))
            return super().write(data)

    out = Slow()
    assert write(press, Filters(), "jsonl", out) == 3
    assert b"Ti\xc3\xaau \xc4\x91\xe1\xbb\x81 m\xe1\xbb\x9bi" not in out.getvalue()


def test_a_stream_that_breaks_is_the_streams_error(press):
    class Broken(io.BytesIO):
        def write(self, data):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        write(press, Filters(), "csv", Broken())


@pytest.mark.parametrize("columns", [["title"], ["title", "id"]])
def test_a_table_has_the_columns_asked_for(press, columns):
    out = io.BytesIO()
    write(press, Filters(), "csv", out, columns=columns)
    assert out.getvalue().decode().splitlines()[0] == ",".join(columns)


@pytest.mark.parametrize(("form", "texts", "columns", "said"), [
    ("csv", "full", ["nope"], "unknown column"), ("jsonl", "full", ["id"], "no columns"), ("csv", "some", None, "texts"),
    ("conllu", "none", None, "nothing but texts"), ("parquet", "full", None, "file only"),
])  # fmt: skip
def test_what_cannot_be_written_is_refused(press, form, texts, columns, said):
    with pytest.raises(QueryError, match=said):
        write(press, Filters(), form, io.BytesIO(), texts=texts, columns=columns)
