"""The day a source was seen to answer: one line of its file, and nothing else."""

import pytest

from corpus.errors import GuongError
from crawler.probing.verified import mark, marked

DAY = "2026-11-22"
TWO = """# Báo của tỉnh.
[[source]]
id = "mot"
name = "Báo Một"  # tên
hosts = ["mot.test"]
verified = "never"  # chưa ai thử

# Cổng.
[[source]]   # cổng
verified = 'never'
id = "hai"
name = "Báo Hai"
hosts = ["hai.test"]
"""


def test_only_the_line_of_the_source_changes(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text(TWO, encoding="utf-8")
    assert mark(tmp_path, {"mot"}, DAY) == [file]
    assert file.read_text(encoding="utf-8") == TWO.replace('verified = "never"', f'verified = "{DAY}"')


def test_any_way_to_quote_is_understood(tmp_path):
    (tmp_path / "a.toml").write_text(TWO, encoding="utf-8")
    mark(tmp_path / "a.toml", {"hai"}, DAY)
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == TWO.replace("verified = 'never'", f'verified = "{DAY}"')


def test_several_sources_of_a_file_are_marked_together(tmp_path):
    (tmp_path / "a.toml").write_text(TWO, encoding="utf-8")
    mark(tmp_path, {"mot", "hai"}, DAY)
    assert (tmp_path / "a.toml").read_text(encoding="utf-8").count(DAY) == 2


def test_a_source_without_the_line_gets_it():
    assert marked('[[source]]\nid = "mot"\n', [0], DAY) == f'[[source]]\nverified = "{DAY}"\nid = "mot"\n'


def test_line_ends_and_a_byte_order_mark_stay():
    text = "\ufeff" + TWO.replace("\n", "\r\n")
    after = marked(text, [0], DAY)
    assert after == text.replace('verified = "never"', f'verified = "{DAY}"')


def test_a_file_of_other_sources_is_not_touched(tmp_path):
    (tmp_path / "a.toml").write_text(TWO, encoding="utf-8")
    before = (tmp_path / "a.toml").stat().st_mtime_ns
    assert mark(tmp_path, {"ba"}, DAY) == []
    assert (tmp_path / "a.toml").stat().st_mtime_ns == before


def test_a_line_inside_a_text_is_no_line_of_the_file(tmp_path):
    text = '[[source]]\nid = "mot"\nname = "x"\nhosts = ["m.test"]\nnote = """\nverified = "never"\n"""\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(GuongError, match="verified"):
        mark(tmp_path, {"mot"}, DAY)
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == text


def test_a_file_that_is_no_toml_is_passed_over(tmp_path):
    (tmp_path / "a.toml").write_text("= =", encoding="utf-8")
    assert mark(tmp_path, {"mot"}, DAY) == []
