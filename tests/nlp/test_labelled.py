"""Reading labelled files."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from nlp.labelled import LabelledError, read


def write(path: Path, *rows: Any) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return path


def test_labels_are_what_is_not_text(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl", {"id": "1", "title": "T", "body": "B", "on_campaign": True, "fields": ["thrift"]}
    )
    assert read([file])[0].labels == {"on_campaign": True, "fields": ["thrift"]}


def test_an_absent_key_stays_absent(tmp_path: Path) -> None:
    assert "genre" not in read([write(tmp_path / "a.jsonl", {"body": "B"})])[0].labels


def test_texts_come_in_normal_form(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"body": unicodedata.normalize("NFD", "Học tập"), "title": "Ðiển hình"})
    document = read([file])[0].document
    assert (document.body, document.title) == ("Học tập", "Điển hình")


def test_an_article_without_a_label_for_the_campaign_is_not_on_it(tmp_path: Path) -> None:
    assert read([write(tmp_path / "a.jsonl", {"body": "B"})])[0].on_campaign is False


def test_a_row_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    assert read([write(tmp_path / "a.jsonl", {"body": "B"}, {"body": "C"})])[1].id == "a.jsonl:2"


def test_a_row_knows_its_file(tmp_path: Path) -> None:
    assert read([write(tmp_path / "north.jsonl", {"body": "B"})])[0].file == "north"


def test_a_folder_is_all_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(tmp_path / f"{name}.jsonl", {"id": name, "body": "B"})
    assert [row.id for row in read([tmp_path])] == ["a", "b"]


def test_blank_lines_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('\n{"body": "B"}\n\n', encoding="utf-8")
    assert len(read([file])) == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "no body"}', '{"body": null}', "7"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"body": "B"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(LabelledError, match=r"a\.jsonl, line 2"):
        read([file])


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LabelledError, match=r"a\.jsonl"):
        read([file])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelledError, match="gone"):
        read([tmp_path / "gone.jsonl"])


def test_a_folder_without_labelled_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelledError, match=r"no \*\.jsonl"):
        read([tmp_path])


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": 5},
        {"fields": "thrift"},
        {"people": [1]},
        {"primary_locality": "x"},
        {"on_campaign": "yes"},
        {"genre": ["other"]},
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_file_line_and_key(tmp_path: Path, wrong: dict[str, Any]) -> None:
    file = write(tmp_path / "a.jsonl", {"body": "B"}, {"body": "C", **wrong})
    with pytest.raises(LabelledError, match=rf"a\.jsonl, line 2: {next(iter(wrong))}: "):
        read([file])
