"""`guong sources`: list, check and add as people and machines call them."""

import ast
import json
import tomllib

import pytest

from crawler.probing.records import EMPTY, FAILED, REFUSED, STATUS, UNREADABLE
from crawler.warc import Archive
from desk.say import _messages, translated
from nlp.paths import datasets
from tests.desk.conftest import SOURCES, WARC
from tests.support.press import page
from tests.support.run import ROOT, guong

TWO = '[[source]]\nid = "mot"\nname = "Báo Một"\nprovince = "22"\nhosts = ["mot.test"]\nsections = ["https://mot.test/hay"]\n'
HOME = ('<html><head><title>Báo Hai Quảng Ninh</title></head><body><a href="/hoc-bac">Học Bác</a>'
        '<a href="/chuyen-o-thon-so-00001.html">x</a></body></html>')  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """One check of the sample press, as a machine reads it."""
    folder = tmp_path_factory.mktemp("check")
    done = guong("sources", "check", "--sources", SOURCES, "--replay", WARC, "--corpus", folder / "c.db", "--json")
    return done, json.loads(done.stdout), folder


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A recording of a site that is no source yet."""
    folder = tmp_path_factory.mktemp("recorded")
    archive = Archive(folder / "a.warc.gz")
    html = [("Content-Type", "text/html; charset=utf-8")]
    archive.write("https://baohai.test/", 200, html, HOME.encode())
    archive.write("https://baohai.test/chuyen-o-thon-so-00001.html", 200, html, page(1, "baohai.test"))
    archive.close()
    return archive.path


def test_the_list_names_every_source(ask):
    said = json.loads(ask("sources", "list", "--json").stdout)
    assert len(said["sources"]) >= 66
    assert said["problems"] == []


def test_a_line_of_the_list_tells_what_is_known(ask, tmp_path):
    (tmp_path / "s.toml").write_text(TWO, encoding="utf-8")
    said = ask("sources", "list", "--sources", tmp_path / "s.toml").stdout
    assert all(word in said for word in ("mot", "Báo Một", "22 Quảng Ninh", "mot.test", "1 sections", "auto", "never"))


def test_the_list_can_be_of_one_province(ask):
    said = json.loads(ask("sources", "list", "--province", "22", "--json").stdout)
    assert [(one["id"], one["province_name"]) for one in said["sources"]] == [("baoquangninh", "Quảng Ninh")]


def test_a_province_of_before_is_wrong_usage(ask):
    done = ask("sources", "list", "--province", "99")
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_source_that_cannot_be_used_is_named(ask, tmp_path):
    (tmp_path / "s.toml").write_text(
        TWO + '[[source]]\nid = "hai"\nname = "x"\nhosts = ["baomoi.com"]\n', encoding="utf-8"
    )
    done = ask("sources", "list", "--sources", tmp_path / "s.toml")
    assert done.exit_code == 1
    assert "hai" in done.stderr
    assert "baomoi.com" in done.stderr


def test_every_paper_of_the_sample_press_answers(sample):
    done, said, _ = sample
    assert done.returncode == 0, done.stderr
    assert (said["answering"], said["silent"]) == (len(said["checks"]), [])
    assert len(said["checks"]) == 9


def test_a_recording_is_never_written_down_as_an_answer(sample):
    assert sample[1]["verified"] == []


def test_the_layouts_of_the_sample_press_are_recognised(sample):
    layouts = {
        one["source"]: {page["layout"] for page in one["pages"] if page["kind"] == "article"}
        for one in sample[1]["checks"]
    }
    assert layouts["baovinhngoc"] == {"font5"}
    assert layouts["baobencang"] == {"maincontent"}


def test_a_check_of_a_recording_is_kept_apart(sample):
    kept = {file.name for file in (sample[2] / "checks").iterdir()}
    assert kept == {f"{one['source']}.replay.json" for one in sample[1]["checks"]}


def test_writing_a_day_from_a_recording_is_wrong_usage(ask):
    done = ask("sources", "check", "--write", "--sources", SOURCES, "--replay", WARC)
    assert done.exit_code == 2
    assert "--replay" in done.stderr


def test_an_unknown_source_is_named(ask, tmp_path):
    done = ask("sources", "check", "khong-co", "--sources", SOURCES, "--replay", WARC, "--corpus", tmp_path / "c.db")
    assert done.exit_code == 3
    assert "khong-co" in done.stderr


def test_sources_that_do_not_answer_are_named_in_words(tmp_path, recorded):
    (tmp_path / "s.toml").write_text(
        TWO
        + '[[source]]\nid = "hai"\nname = "Báo Hai"\nhosts = ["baohai.test"]\nsections = ["https://baohai.test/"]\n',
        encoding="utf-8",
    )
    done = guong(
        "sources", "check", "--sources", tmp_path / "s.toml", "--replay", recorded, "--corpus", tmp_path / "c.db"
    )
    assert done.returncode == 1
    assert "mot · Báo Một · mot.test: KHÔNG TRẢ LỜI (trả lời mã 404)" in done.stdout
    assert "hai · Báo Hai · baohai.test: có trả lời" in done.stdout
    assert done.stdout.endswith("1 trên 2 nguồn trả lời.\nKhông trả lời: mot\n")


def test_a_draft_is_printed_and_can_be_read_as_a_source(recorded, ask, tmp_path):
    done = guong("sources", "add", "https://baohai.test", "--replay", recorded)
    assert done.returncode == 0, done.stderr
    (tmp_path / "s.toml").write_text(done.stdout, encoding="utf-8")
    [made] = json.loads(ask("sources", "list", "--sources", tmp_path / "s.toml", "--json").stdout)["sources"]
    assert (made["id"], made["name"], made["province"]) == ("baohai", "Báo Hai Quảng Ninh", "22")
    assert made["sections"] == ["https://baohai.test/hoc-bac"]


def test_a_draft_goes_into_a_new_file(recorded, tmp_path):
    done = guong("sources", "add", "baohai.test", "--replay", recorded, "-o", tmp_path / "moi.toml")
    assert done.returncode == 0, done.stderr
    assert tomllib.loads((tmp_path / "moi.toml").read_text(encoding="utf-8"))["source"][0]["id"] == "baohai"
    assert "baohai" in done.stdout


def test_a_file_that_is_there_is_not_overwritten(ask, recorded, tmp_path):
    (tmp_path / "moi.toml").write_text("# của tôi\n", encoding="utf-8")
    done = ask("sources", "add", "baohai.test", "--replay", recorded, "-o", tmp_path / "moi.toml")
    assert done.exit_code == 3
    assert (tmp_path / "moi.toml").read_text(encoding="utf-8") == "# của tôi\n"


def test_a_home_page_that_is_not_there_is_an_error_in_one_line(recorded):
    done = guong("sources", "add", "bao-khac.test", "--replay", recorded)
    assert done.returncode == 3
    assert done.stdout == ""
    assert [line[:2] for line in done.stderr.splitlines()] == ["Lỗ", "→ "]


@pytest.mark.parametrize("url", ["https://baoquangninh.vn/", "baomoi.com", "khong phai"])
def test_what_cannot_become_a_source_is_refused_before_any_request(ask, url):
    done = ask("sources", "add", url)
    assert done.exit_code == 3
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("why", sorted({site["why"] for site in tomllib.loads(
    (datasets() / "excluded.toml").read_text(encoding="utf-8"))["site"]}))  # fmt: skip
def test_every_reason_to_leave_a_site_out_is_told_in_vietnamese(why):
    said = translated(f"la.test is never a source: {why}")
    assert said.startswith("la.test không bao giờ là nguồn: ")
    assert why not in said


def spoken(call, argument):
    """The codes that stand in one argument of every `call(…)` of crawler.probing.comparing."""
    tree = ast.parse((ROOT / "crawler" / "probing" / "comparing.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call]
    given = [part for node in calls for part in ast.walk(node.args[argument])]
    return {part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)}


CHANGES = (spoken("Change", 0) - {"list_"}) | {
    f"list_{state}" for state in (EMPTY, UNREADABLE, STATUS, REFUSED, FAILED)
}
WHYS = (spoken("Suggestion", 2) - {"found_by_"}) | {f"found_by_{who}" for who in ("robots", "page", "usual")}


@pytest.mark.parametrize("code", sorted({*(f"change_{one}" for one in CHANGES), *(f"why_{one}" for one in WHYS)}))
def test_every_change_and_every_suggestion_has_its_words(code):
    assert code in _messages()["vi"]


@pytest.mark.parametrize("command", ["list", "check", "add"])
def test_the_language_may_stand_behind_the_command(ask, command):
    assert "--lang" in ask("sources", command, "--help").stdout
    assert " · " in ask("sources", command, "--help").stdout
