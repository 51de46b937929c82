"""A release is whole, the same from the same corpus, explained to the last column, and says what changed and why."""

import csv
import gzip
import json
import sqlite3
import subprocess
from contextlib import closing

import pytest
from pyarrow import parquet

from corpus import Corpus, CorpusError, Filters, QueryError
from corpus.decisions import Decisions, decisions_path
from corpus.exporting.dictionary import meanings
from corpus.exporting.texts import limiter
from corpus.releases import check, freeze, previous, read
from corpus.releases.kept import order
from corpus.runs import begin, end
from corpus.tags import record, save_reading
from tests.corpus.press import article, reading, source

EXPECTED = {"README.md", "datasheet.md", "dictionary.md", "changes.md", "CITATION.cff", "guong.bib", "codebook.md",
            "codebook.toml", "model-card.md", "guong.db", "articles.jsonl.gz", "articles.csv", "articles.parquet",
            "release.json", "SHA256SUMS"}  # fmt: skip


def tag(corpus, one, tagger="t1", **changes):
    """An article in the corpus with its tags."""
    identity = corpus.save_article(one)
    save_reading(corpus, identity, reading(one.body, **changes), tagger=tagger, sha256=one.sha256)
    return identity


@pytest.fixture
def press(corpus):
    corpus.save_source(source())
    run = begin(corpus, "crawl")
    for number in range(3):
        tag(corpus, article(number))
    end(corpus, run, "done")
    with corpus.writing() as conn:
        conn.execute("UPDATE runs SET started_at = '2024-06-10T18:00:00Z', ended_at = '2024-06-10T19:00:00Z'")
    return corpus


@pytest.fixture
def root(tmp_path):
    return tmp_path / "releases"


def changes(made):
    """Every change a release tells, by article."""
    lines = (made.folder / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def test_a_release_has_all_its_files(press, root):
    made = freeze(press, "1.0", root)
    assert {file.name for file in made.folder.iterdir()} == EXPECTED
    assert [file.name for file in root.iterdir()] == ["1.0"]


def test_the_same_corpus_gives_the_same_bytes(press, path, root):
    one = freeze(press, "1.0", root / "a", texts="full").folder
    with Corpus(path, readonly=True) as again:
        other = freeze(again, "1.0", root / "b", texts="full").folder
    assert {f.name: f.read_bytes() for f in one.iterdir()} == {f.name: f.read_bytes() for f in other.iterdir()}


def test_its_day_is_the_corpuss_not_the_clocks(press, root):
    assert freeze(press, "1.0", root).released == "2024-06-11"  # in Hà Nội


def test_its_day_may_be_given(press, root):
    made = freeze(press, "1.0", root, date="2025-01-02")
    assert 'date-released: "2025-01-02"' in (made.folder / "CITATION.cff").read_text(encoding="utf-8")


def test_checksums_are_those_of_sha256sum(press, root):
    made = freeze(press, "1.0", root)
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=made.folder, capture_output=True)
    assert done.returncode == 0


def test_a_good_release_is_found_good(press, root):
    assert check(freeze(press, "1.0", root).folder) == []


@pytest.mark.parametrize("harm", ["flip", "remove", "add"])
def test_a_harmed_release_is_found_out(press, root, harm):
    folder = freeze(press, "1.0", root).folder
    if harm == "flip":
        content = bytearray((folder / "guong.db").read_bytes())
        content[len(content) // 2] ^= 1
        (folder / "guong.db").write_bytes(content)
    elif harm == "remove":
        (folder / "codebook.md").unlink()
    else:
        (folder / "note.txt").write_text("x")
    assert [problem.subject for problem in check(folder)] == [
        {"flip": "guong.db", "remove": "codebook.md", "add": "note.txt"}[harm]
    ]


def test_what_is_no_release_is_said(tmp_path):
    with pytest.raises(CorpusError, match="no release there"):
        check(tmp_path)


def test_a_release_never_changes(press, root):
    freeze(press, "1.0", root)
    with pytest.raises(CorpusError, match="there already"):
        freeze(press, "1.0", root)


@pytest.mark.parametrize("version", ["", "../x", "a/b", ".hidden", "a b", "é", "x" * 100, "1.\n"])
def test_a_version_is_a_name(press, root, version):
    with pytest.raises(QueryError, match="no version"):
        freeze(press, version, root)


def test_a_release_that_fails_leaves_nothing(press, root):
    press.conn.execute("UPDATE figures SET spans = 'no json'")
    with pytest.raises(CorpusError):
        freeze(press, "1.0", root)
    assert list(root.iterdir()) == []


def test_the_four_forms_hold_the_same_articles(press, root):
    folder = freeze(press, "1.0", root, filters=Filters(source="baosongquan")).folder
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as table:
        assert [row["id"] for row in csv.DictReader(table)] == ids
    assert parquet.read_table(folder / "articles.parquet")["id"].to_pylist() == ids
    with closing(sqlite3.connect(folder / "guong.db")) as conn:
        assert [row[0] for row in conn.execute("SELECT id FROM articles ORDER BY num")] == ids == press.ids()


def test_its_lines_are_the_records_without_their_texts(press, root):
    with gzip.open(freeze(press, "1.0", root).folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        assert [json.loads(line) for line in lines] == [limiter("none")(record(press, one)) for one in press.ids()]


def test_a_text_that_may_not_leave_is_not_in_the_index_either(press, root):
    counts = {}
    for texts in ("none", "full"):
        with closing(sqlite3.connect(freeze(press, texts, root, texts=texts).folder / "guong.db")) as conn:
            counts[texts] = conn.execute("SELECT count(*) FROM search WHERE search MATCH 'folded : doai'").fetchone()[0]
    assert counts == {"none": 0, "full": 3}


def test_every_column_of_a_release_has_a_meaning_and_no_more(press, root):
    with closing(sqlite3.connect(freeze(press, "1.0", root).folder / "guong.db")) as conn:
        said = conn.execute('SELECT "table", "column" FROM dictionary WHERE "column" <> \'\'').fetchall()
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' "
                                                 "AND name NOT LIKE 'search%'")]  # fmt: skip
        there = [(table, row[1]) for table in tables for row in conn.execute(f'PRAGMA table_info("{table}")')]
    assert sorted(said) == sorted(there)
    own = {table: {column for name, column in there if name == table} for table in tables}
    from corpus.exporting.dictionary import _data

    unused = {table: sorted(set(_data().get(table, {})) - own[table]) for table in tables}
    assert {table: names for table, names in unused.items() if names} == {}


def test_a_column_without_a_meaning_is_an_error():
    with pytest.raises(KeyError):
        meanings("articles")["khong_co"]


def test_the_datasheet_names_every_paper_and_what_is_missing(press, root):
    press.save_source(source("bao|la", "Báo *Lạ* | ](x)"))
    sheet = (freeze(press, "1.0", root).folder / "datasheet.md").read_text(encoding="utf-8")
    assert "| Báo Sông Quan | 3 | 2024-06-10 |" in sheet
    assert r"| Báo \*Lạ\* \| \](x) | 0 | – |" in sheet


def test_the_datasheet_says_that_the_training_data_are_made_up(press, root):
    sheet = (freeze(press, "1.0", root).folder / "datasheet.md").read_text(encoding="utf-8")
    assert "synthetic" in sheet


def test_a_citation_has_what_citation_files_need(press, root):
    said = (freeze(press, "1.0", root).folder / "CITATION.cff").read_text(encoding="utf-8")
    assert [
        key for key in ("cff-version: 1.2.0", "message: ", "title: ", "authors:", 'version: "1.0"') if key not in said
    ] == []


def test_the_bibtex_entry_is_balanced(press, root):
    said = (freeze(press, "1.0", root, filters=Filters(genre="model_report")).folder / "guong.bib").read_text(
        encoding="utf-8"
    )
    assert said.startswith("@misc{guong-1.0,")
    assert said.count("{") == said.count("}")


def test_the_first_release_says_so(press, root):
    made = freeze(press, "1.0", root)
    assert made.previous is None
    assert "first release" in (made.folder / "changes.md").read_text(encoding="utf-8")


def test_articles_that_came_and_went_are_told(press, root):
    first = press.ids()
    freeze(press, "1.0", root, filters=Filters(source="baosongquan"))
    press.save_article(article(9, source="baokhac"))
    made = freeze(press, "1.1", root, filters=Filters(source="baokhac"))
    assert {one: said["what"] for one, said in changes(made).items()} == {
        **dict.fromkeys(first, "went"), press.ids()[-1]: "came",
    }  # fmt: skip


def test_a_label_another_tagger_gave_is_told_with_both_taggers(press, root):
    freeze(press, "1.0", root)
    identity = tag(press, article(1), tagger="t2", genre="event_news", fields=["thrift"])
    [(changed, said)] = changes(freeze(press, "1.1", root)).items()
    assert changed == identity
    assert (said["why"], said["tagger"]) == (["tagger"], ["t1", "t2"])
    assert said["labels"] == {"genre": ["model_report", "event_news"], "fields": ["social_welfare; thrift", "thrift"]}


def test_another_tagger_with_the_same_labels_is_counted_not_listed(press, root):
    freeze(press, "1.0", root)
    tag(press, article(1), tagger="t2")
    made = freeze(press, "1.1", root)
    assert changes(made) == {}
    assert "1 passed another tagger" in (made.folder / "changes.md").read_text(encoding="utf-8")


def test_an_edited_text_is_the_reason(press, root):
    freeze(press, "1.0", root)
    tag(press, article(1, body="Chị em nay nuôi gà."), exemplar="none")
    [said] = changes(freeze(press, "1.1", root)).values()
    assert (said["why"], said["labels"]) == (["text"], {"exemplar": ["mixed", "none"]})


def test_a_date_that_changed_is_the_reason_tags_are_gone(press, root):
    freeze(press, "1.0", root)
    press.save_article(article(1, published_at="2020-01-01"))
    [said] = changes(freeze(press, "1.1", root)).values()
    assert said["why"] == ["date", "untagged"]


def test_a_persons_decision_is_told(press, path, root):
    freeze(press, "1.0", root)
    with Decisions(decisions_path(path)) as decisions:
        decisions.add("label", press.ids()[0], {"axis": "genre", "value": "event_news"}, who="An")
    made = freeze(press, "1.1", root)
    assert {one: said["why"] for one, said in changes(made).items()} == {press.ids()[0]: ["decision"]}
    assert changes(freeze(press, "1.2", root)) == {}


def test_a_change_is_told_to_people_without_running_their_titles(press, root):
    freeze(press, "1.0", root)
    press.save_article(article(1, title="[x](javascript:alert(1)) <b>*đậm*"))
    page = (freeze(press, "1.1", root).folder / "changes.md").read_text(encoding="utf-8")
    assert r"\[x\](javascript:alert(1)) \<b\>\*đậm\*" in page


def test_a_release_is_compared_with_the_one_before_by_its_number(press, root):
    for version in ("1.9", "1.10", "2.0"):
        freeze(press, version, root)
    assert previous(root, "1.11").version == "1.10"
    assert previous(root, "1.9") is None


def test_the_release_to_compare_with_may_be_named(press, root):
    old = freeze(press, "1.0", root / "elsewhere").folder
    assert freeze(press, "1.1", root, against=old).previous == "1.0"


@pytest.mark.parametrize(("first", "then"), [("1.9", "1.10"), ("2026.1", "2026.11"), ("1.0", "1.0.1")])
def test_versions_have_an_order(first, then):
    assert sorted([then, first], key=order) == [first, then]


def test_what_a_release_says_can_be_read_back(press, root):
    made = freeze(press, "1.0", root, texts="snippets", filters=Filters(genre="model_report"))
    again = read(made.folder)
    assert (again.articles, again.texts, again.taggers) == (3, "snippets", {"t1": 3})
    assert again == made


def test_an_empty_corpus_can_be_released(corpus, root):
    made = freeze(corpus, "0", root)
    assert (made.articles, made.released) == (0, None)
    assert check(made.folder) == []


def test_a_missing_model_card_is_said(press, root, tmp_path, monkeypatch):
    monkeypatch.setenv("GUONG_MODELS", str(tmp_path))
    with pytest.raises(CorpusError, match="no model card"):
        freeze(press, "1.0", root)
