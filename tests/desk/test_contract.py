"""What machines read: the JSON of every command, key by key as the record contract has it."""

import csv
import io
import json

import pytest

from corpus.export import COLUMNS
from tests.desk.conftest import PRESS, SOURCES, WARC

RECORD = {"id", "url", "source", "title", "sapo", "body", "author", "published_at", "published_basis", "section", "credit",
          "images", "campaign", "directives", "localities", "exemplar", "genre", "fields", "actors", "scores", "models",
          "people", "figures", "reprint", "provenance"}  # fmt: skip
TAGS = {
    "directives": {"id", "number", "role", "basis", "score", "spans"},
    "localities": {"then", "now", "role", "basis", "score", "spans"},
    "models": {"name", "holder", "place", "spans"}, "people": {"name", "role", "place", "spans"},
    "figures": {"text", "value", "unit", "of", "spans"},
    "images": {"url", "caption", "credit"},
}  # fmt: skip
UNIT = {"code", "name", "level", "province"}
SCORES = {"support", "precision", "recall", "f1"}


@pytest.fixture
def records(ask, night):
    return [json.loads(line) for line in ask("export", "--format", "jsonl", "--corpus", night.path).stdout.splitlines()]


def test_crawl_counts_what_it_stored(night):
    said = json.loads(night.crawled.stdout)
    assert said.keys() >= {"stored", "trouble", "run", "requests", "lists", "found", "failed", "refused", "missing"}
    assert (said["stored"], said["trouble"]) == (10, 0)


def test_crawl_ends_with_0_when_all_went_well(night):
    assert night.crawled.returncode == 0, night.crawled.stderr


def test_tag_counts_what_it_tagged(night):
    assert json.loads(night.tagged.stdout) == {"tagged": 10, "failed": []}


def test_tag_leaves_alone_what_is_tagged(answer):
    assert answer("tag", "--stale") == {"tagged": 0, "failed": []}


def test_link_counts_families_and_copies(night):
    assert json.loads(night.linked.stdout).keys() == {"families", "copies", "reused", "stories"}


def test_every_line_of_an_export_is_a_record(records):
    assert len(records) == 10
    for record in records:
        assert record.keys() >= RECORD


@pytest.mark.parametrize("kind", TAGS)
def test_every_tag_has_the_keys_of_the_contract(records, kind):
    tags = [tag for record in records for tag in record[kind]]
    assert tags
    assert [tag for tag in tags if not tag.keys() >= TAGS[kind]] == []


def test_a_locality_has_the_unit_of_then_and_the_units_of_now(records):
    tags = [tag for record in records for tag in record["localities"]]
    units = [tag["then"] for tag in tags]
    for tag in tags:
        units += tag["now"] if isinstance(tag["now"], list) else [tag["now"]] if tag["now"] else []
    assert [unit for unit in units if unit.keys() != UNIT] == []


def test_every_span_stands_where_it_says(records):
    def spans(value):
        if isinstance(value, dict):
            yield from [value] if value.keys() == {"field", "start", "end", "text"} else []
            value = list(value.values())
        for part in value if isinstance(value, list) else []:
            yield from spans(part)

    def text(record, field):
        captions = "\n".join(image["caption"] for image in record["images"] if image["caption"])
        return captions if field == "captions" else record[field]

    found = [(text(record, span["field"]), span) for record in records for span in spans(record)]
    assert found
    assert [span for where, span in found if where[span["start"] : span["end"]] != span["text"]] == []


def test_every_article_says_where_it_comes_from(records):
    for record in records:
        assert record["provenance"].keys() >= {"fetched_at", "warc", "extractor", "tagger"}
        assert all(record["provenance"].values())


def test_show_is_a_line_of_the_export(records, answer):
    assert answer("show", records[0]["id"]) == records[0]


def test_show_takes_an_address_too(records, answer):
    assert answer("show", records[0]["url"]) == records[0]


def test_search_answers_with_its_reading_a_total_and_hits(answer):
    found = answer("search", "làm theo Bác")
    assert found.keys() == {"read_as", "total", "hits"}
    assert found["total"] >= len(found["hits"]) > 0
    for hit in found["hits"]:
        assert hit.keys() == {"id", "url", "title", "source", "published_at", "snippet", "score"}
        assert "<mark>" in hit["snippet"]


def test_search_shows_no_more_than_was_asked_for(answer):
    found = answer("search", "Bác", "--limit", 2)
    assert len(found["hits"]) == 2 < found["total"]


@pytest.mark.parametrize("command", ["search", "export"])
@pytest.mark.parametrize(("option", "value", "kept"), [
    ("--source", "baovinhngoc", lambda r: r["source"] == "baovinhngoc"),
    ("--genre", "exemplary_story", lambda r: r["genre"] == "exemplary_story"),
    ("--exemplar", "collective", lambda r: r["exemplar"] == "collective"),
    ("--field", "thrift", lambda r: "thrift" in r["fields"]),
    ("--directive", "CT05-2016", lambda r: "CT05-2016" in [d["id"] for d in r["directives"]]),
    ("--from", "2024-01-01", lambda r: (r["published_at"] or "") >= "2024-01-01"),
    ("--to", "2023-12-31", lambda r: "" < (r["published_at"] or "") < "2024"),
    ("--on-campaign", None, lambda r: r["campaign"]["on_campaign"] is True),
    ("--off-campaign", None, lambda r: r["campaign"]["on_campaign"] is not True),
])  # fmt: skip
def test_a_filter_keeps_what_its_tag_says(records, ask, night, command, option, value, kept):
    args = [command, option, *([value] if value else []), "--corpus", night.path]
    if command == "search":
        found = {hit["id"] for hit in json.loads(ask(*args, "--json").stdout)["hits"]}
    else:
        found = {json.loads(line)["id"] for line in ask(*args).stdout.splitlines()}
    assert found == {record["id"] for record in records if kept(record)}


def test_a_province_keeps_articles_that_happen_there_today(ask, night, records):
    lines = ask("export", "--province", "22", "--corpus", night.path).stdout.splitlines()
    assert lines
    for record in map(json.loads, lines):
        [now] = [p["now"] for p in record["localities"] if p["role"] == "primary"]
        units = now if isinstance(now, list) else [now]
        assert {u["name"] if u["level"] == "province" else u["province"] for u in units} == {"Quảng Ninh"}


def test_a_table_has_the_same_articles(ask, night, records):
    rows = list(csv.DictReader(io.StringIO(ask("export", "--format", "csv", "--corpus", night.path).stdout)))
    assert rows[0].keys() == set(COLUMNS)
    assert [row["id"] for row in rows] == [record["id"] for record in records]


def test_an_export_into_a_file_is_the_export_and_says_how_much(ask, night, tmp_path):
    said = ask("export", "-o", tmp_path / "bai.jsonl", "--corpus", night.path)
    assert "10" in said.stdout
    assert len((tmp_path / "bai.jsonl").read_text(encoding="utf-8").splitlines()) == 10


def test_status_tells_of_every_source_what_it_gave(answer):
    said = answer("status")
    assert (said["articles"], said["last_run"]["outcome"]) == (10, "done")
    assert {one["id"]: one["articles"] for one in said["sources"]} == {"baodoiche": 5, "baovinhngoc": 5}
    for one in said["sources"]:
        assert one.keys() >= {
            "state",
            "on_campaign",
            "undated",
            "untagged",
            "newest",
            "waiting",
            "last_run",
            "problems",
        }
        assert (one["state"], one["untagged"]) == ("answering", 0)


def test_extract_gives_the_article_of_a_page(ask, page):
    said = json.loads(ask("extract", page, "--url", "https://baothu.test/chuyen-hay-00001.html", "--json").stdout)
    assert said["kind"] == "article"
    assert said["article"].keys() >= {"title", "sapo", "body", "author", "credit", "published_at", "images", "section"}
    assert said["article"]["title"] == "Chuyện ở thôn số 1"
    assert said["article"]["published_at"] == "2024-06-10T13:08:37+07:00"


def test_extract_reads_standard_input(ask, page):
    args = ("--url", "https://baothu.test/chuyen-hay-00001.html", "--json")
    assert ask("extract", "-", *args, stdin=page.read_bytes()).stdout == ask("extract", page, *args).stdout


def test_ingest_reads_kept_pages_and_counts_them(ask, corpus):
    said = ask("ingest", WARC, "--sources", SOURCES, "--corpus", corpus, "--json")
    counts = json.loads(said.stdout)
    assert counts.keys() == {"pages", "stored", "changed", "known", "skipped", "failed"}
    assert counts["known"] >= 10
    assert counts["stored"] >= 50


def test_ingest_takes_a_saved_page_with_its_address(ask, corpus, page, tmp_path):
    own = tmp_path / "sources.toml"
    own.write_text('[[source]]\nid = "baothu"\nname = "Báo Thử"\nhosts = ["baothu.test"]\n', encoding="utf-8")
    url = "https://baothu.test/chuyen-hay-00001.html"
    ask("ingest", page, "--url", url, "--sources", own, "--corpus", corpus)
    said = json.loads(ask("show", url, "--json", "--corpus", corpus).stdout)
    assert (said["title"], said["source"]) == ("Chuyện ở thôn số 1", "baothu")


def test_evaluate_scores_every_axis_and_names_errors_when_asked(ask, tmp_path):
    lines = (PRESS / "labelled.jsonl").read_text(encoding="utf-8").split("\n")[:3]
    (tmp_path / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = json.loads(ask("evaluate", tmp_path / "three.jsonl", "--json", "--errors").stdout)
    errors = said.pop("errors")
    assert said.keys() >= {"on_campaign", "on_campaign_clear", "exemplar", "genre", "fields", "directives",
                           "primary_locality", "primary_province", "people"}  # fmt: skip
    assert [name for name, axis in said.items() if not axis.keys() >= SCORES] == []
    assert all(error.keys() >= {"id", "axis", "gold", "said", "evidence"} for error in errors)


def test_train_writes_a_model_and_its_card(ask, tmp_path):
    labels = [
        {"on_campaign": True, "exemplar": "individual", "genre": "exemplary_story", "fields": ["thrift"], "actors": ["women"]},
        {"on_campaign": True, "exemplar": "collective", "genre": "event_news", "fields": ["security"], "actors": ["police"]},
        {"on_campaign": False},
        {"on_campaign": True, "exemplar": "none", "genre": "commentary", "fields": ["culture"], "actors": []},
    ]  # fmt: skip
    words = ("gương sáng học Bác nuôi heo đất", "công an xã làm theo Bác giữ bình yên", "giá lúa gạo hôm nay tăng",
             "bàn về tư tưởng Hồ Chí Minh trong văn hóa")  # fmt: skip
    rows = [{"id": f"{n}", "body": f"{words[n % 4]} số {n}", **labels[n % 4]} for n in range(80)]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    said = ask("train", "--labelled", tmp_path / "labels.jsonl", "--models", tmp_path / "models", "--json")
    told = json.loads(said.stdout)
    assert said.exit_code == 0
    assert {"version", "axes"} <= told.keys()
    assert told["axes"].keys() == {"on_campaign", "exemplar", "genre", "fields", "actors"}
    assert {"manifest.json", "README.md"} <= {file.name for file in (tmp_path / "models").iterdir()}
