"""What a source file may say, and how it is told what is wrong with it."""

import sqlite3
from contextlib import closing
from dataclasses import fields

import pytest

from crawler.entries import KEYS, excluded
from crawler.sources import DEFAULT_DELAY, Source, SourceError, choose, read
from tests.support.press import page, serving
from tests.support.run import guong

GOOD = {
    "id": '"baothu"',
    "name": '"Báo Thử"',
    "hosts": '["bao-thu.test", "bao-thu-cu.test:8080"]',
    "province": '"22"',
    "sections": '["https://bao-thu.test/chuyen-hay"]',
    "verified": '"2026-11-22"',
}


def written(**changes):
    """An entry in TOML; a key set to None is left out."""
    keys = {**GOOD, **changes}
    return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value is not None)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "22-thu.toml"


def problems(file, text):
    file.write_text(written(id='"tot"', hosts='["tot.test"]', sections="[]") + text, encoding="utf-8")
    sources, lines = read(file)
    assert [source.id for source in sources] == ["tot"]
    return lines


def test_an_entry_becomes_a_source(file):
    file.write_text(written(), encoding="utf-8")
    [source], wrong = read(file)
    assert wrong == []
    assert source == Source("baothu", "Báo Thử", ("bao-thu.test", "bao-thu-cu.test:8080"), province="22",
                            sections=("https://bao-thu.test/chuyen-hay",), verified="2026-11-22")  # fmt: skip


def test_what_is_not_said_has_a_default(file):
    file.write_text('[[source]]\nid = "baothu"\nname = "Báo Thử"\nhosts = ["bao-thu.test"]\n', encoding="utf-8")
    [source], _ = read(file)
    assert (source.delay, source.layout, source.verified, source.province) == (DEFAULT_DELAY, "auto", "never", None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", None), ("id", '""'), ("id", "7"), ("id", '"Báo Thử"'), ("id", '"../thu"'), ("id", '"' + "a" * 70 + '"'),
        ("name", None), ("name", '""'), ("name", "[]"),
        ("hosts", None), ("hosts", "[]"), ("hosts", '"bao-thu.test"'), ("hosts", "[1]"), ("hosts", '["https://bao-thu.test"]'),
        ("hosts", '["bao thu.test"]'), ("hosts", '["bao-thu.test/x"]'), ("hosts", '["-.test"]'), ("hosts", '["Bao-Thu.test"]'),
        ("province", '"2"'), ("province", "22"), ("province", '"99"'), ("province", '"26"'), ("province", '""'),
        ("feeds", '"https://bao-thu.test/rss"'), ("feeds", '["/rss"]'), ("feeds", '["https://la.test/rss"]'),
        ("sitemaps", "[[]]"), ("sitemaps", '["file:///etc/passwd"]'), ("sitemaps", '["https://127.0.0.1/s.xml"]'),
        ("sections", '["https://bao-thu.test@la.test/"]'), ("sections", '["https://bao-thu.test:99/"]'), ("sections", "true"),
        ("layout", "1"), ("layout", '"khong-co"'),
        ("delay", '"5"'), ("delay", "-1"), ("delay", "nan"), ("delay", "inf"), ("delay", "true"), ("delay", "4000"),
        ("article", '"("'), ("article", "[]"),
        ("verified", '"hôm qua"'), ("verified", '"2026-02-30"'), ("verified", '"20261122"'), ("verified", "2026-11-22"),
        ("certificate", "true"), ("certificate", '"none"'), ("certificate", '""'),
        ("former", '"bao-thu-cu.test"'), ("former", '{ "la.test" = "2025-07-01" }'), ("former", '{ "bao-thu.test" = "2025-07-01" }'),
        ("former", '{ "bao-thu-cu.test:8080" = "2025" }'), ("former", '{ "bao-thu-cu.test:8080" = 2025-07-01 }'),
        ("hosts", '["bao-thu.test", "baomoi.com"]'), ("hosts", '["bao-thu.test", "th.vietnam.vn"]'),
        ("note", "1"), ("feed", "[]"), ("tac-gia", '"x"'),
    ],
)  # fmt: skip
def test_a_wrong_key_is_named_with_its_file_and_entry(file, key, value):
    entry = written(**{key: value})
    [line] = problems(file, entry)
    assert line.startswith("22-thu.toml: entry 2 (")
    assert key in line.partition("): ")[2]


def test_every_wrong_key_of_an_entry_is_named(file):
    lines = problems(file, written(province='"99"', delay="-1", verified='"x"', layout='"x"'))
    assert [line.partition("): ")[2].partition(":")[0] for line in lines] == ["province", "layout", "verified", "delay"]


def test_an_id_used_twice_is_named_and_the_first_entry_stays(file):
    [line] = problems(file, written(id='"tot"'))
    assert line == "22-thu.toml: entry 2 (tot): id: used twice"


def test_a_host_of_two_sources_is_named_with_its_owner(file):
    [line] = problems(file, written(hosts='["bao-thu.test", "www.tot.test"]'))
    assert line == "22-thu.toml: entry 2 (baothu): hosts: 'www.tot.test' is a host of tot already"


def test_a_predecessor_says_from_which_day_it_is_one(file):
    file.write_text(written(former='{ "bao-thu-cu.test:8080" = "2025-07-01" }'), encoding="utf-8")
    assert read(file)[0][0].former == {"bao-thu-cu.test:8080": "2025-07-01"}


def test_a_source_may_say_that_any_certificate_will_do(file):
    file.write_text(written(certificate='"any"'), encoding="utf-8")
    assert read(file)[0][0].certificate == "any"


def test_certificates_are_checked_unless_a_source_says_otherwise(file):
    file.write_text(written(), encoding="utf-8")
    assert read(file)[0][0].certificate is None


def test_every_key_that_may_stand_in_an_entry_is_one_of_a_source():
    assert {one.name for one in fields(Source)} == KEYS


@pytest.mark.parametrize(
    ("host", "left_out"),
    [
        ("baomoi.com", True), ("www.baomoi.com", True), ("TH.Vietnam.vn", True), ("vietnam.vn:443", True),
        ("vietnam.vn.", True), ("baomoi.com.vn", False), ("xbaomoi.com", False), ("baoquangninh.vn", False), ("vn", False),
        ("", False), (".", False),
    ],
)  # fmt: skip
def test_sites_that_only_copy_are_told_by_their_host(host, left_out):
    assert (excluded(host) is not None) is left_out


def moved(old, new, tmp_path, hosts):
    """Crawl a predecessor whose only article has moved to another host; how many articles were stored."""
    new.add("/chuyen-o-thon-so-00001.html", page(1, new.host))
    old.add("/chuyen-hay", b'<html><body><a href="/chuyen-o-thon-so-00001.html">x</a></body></html>')
    old.add("/chuyen-o-thon-so-00001.html", b"", 301, Location=f"http://{new.host}/chuyen-o-thon-so-00001.html")
    file = tmp_path / "s.toml"
    named = ", ".join(f'"{host}"' for host in hosts)
    file.write_text(f'[[source]]\nid = "thu"\nname = "Báo Thử"\nhosts = [{named}]\ndelay = 0\n'
                    f'sections = ["http://{old.host}/chuyen-hay"]\n', encoding="utf-8")  # fmt: skip
    guong("crawl", "--sources", file, "--corpus", tmp_path / "c.db")
    with closing(sqlite3.connect(tmp_path / "c.db")) as conn:
        return conn.execute("SELECT count(*) FROM articles").fetchone()[0]


def test_a_redirect_from_a_predecessor_to_its_heir_is_followed(tmp_path):
    with serving() as old, serving() as heir:
        assert moved(old, heir, tmp_path, [heir.host, old.host]) == 1


def test_a_redirect_to_a_stranger_is_not_followed(tmp_path):
    with serving() as old, serving() as stranger:
        assert moved(old, stranger, tmp_path, [old.host]) == 0
        assert stranger.hits["/chuyen-o-thon-so-00001.html"] == 0


def test_a_file_that_is_no_toml_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.toml").write_text("[[source]\n", encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "c.toml").write_text(written(), encoding="utf-8")
    sources, wrong = read(tmp_path)
    assert [source.id for source in sources] == ["baothu"]
    assert [line.partition(":")[0] for line in wrong] == ["a.toml", "b.toml"]


@pytest.mark.parametrize(
    "text", ["", "[[sources]]\nid = 'x'\n", "source = 5\n", "[source]\nid = 'x'\n", "source = ['x']\n"]
)
def test_a_file_without_sources_is_named(tmp_path, text):
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "c.toml").write_text(written(), encoding="utf-8")
    [line] = read(tmp_path)[1]
    assert line.startswith("a.toml: ")


def test_a_byte_order_mark_is_no_error(file):
    file.write_bytes(b"\xef\xbb\xbf" + written().encode())
    assert read(file)[1] == []


def test_files_that_are_not_toml_are_not_looked_at(tmp_path):
    (tmp_path / "README.md").write_text("xin chào", encoding="utf-8")
    (tmp_path / "c.toml").write_text(written(), encoding="utf-8")
    assert read(tmp_path)[1] == []


@pytest.mark.parametrize("name", ["khong-co.toml", "."])
def test_a_path_without_any_source_is_refused(tmp_path, name):
    with pytest.raises(SourceError):
        read(tmp_path / name)


def test_a_refusal_carries_every_problem(file):
    file.write_text(written(delay="-1") + written(id='"b"', province='"99"'), encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        read(file)
    assert len(refused.value.problems) == 3  # a delay, and an id and a province


def test_sources_are_chosen_by_id(file):
    file.write_text(written() + written(id='"hai"', hosts='["hai.test"]', sections="[]"), encoding="utf-8")
    sources, _ = read(file)
    assert [source.id for source in choose(sources, ("hai",))] == ["hai"]
    assert choose(sources, ()) == sources


def test_an_unknown_id_is_refused_by_name(file):
    file.write_text(written(), encoding="utf-8")
    with pytest.raises(SourceError, match="khong-co"):
        choose(read(file)[0], ("khong-co",))


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://bao-thu.test/x", True), ("http://BAO-THU.test/x", True), ("https://www.bao-thu.test/", True),
        ("http://bao-thu-cu.test:8080/x", True), ("http://bao-thu-cu.test/x", False), ("https://bao-thu.test:8443/", False),
        ("https://la.bao-thu.test/", False), ("https://bao-thu.test.la.test/", False), ("https://xbao-thu.test/", False),
        ("https://ai:mat-khau@bao-thu.test/", False), ("https://bao-thu.test@la.test/", False), ("ftp://bao-thu.test/", False),
        ("//bao-thu.test/", False), ("javascript:alert(1)//bao-thu.test", False), ("https://[bao-thu.test/", False), ("", False),
    ],
)  # fmt: skip
def test_a_source_owns_its_hosts_and_nothing_else(url, owned):
    source = Source("baothu", "Báo Thử", ("bao-thu.test", "bao-thu-cu.test:8080"))
    assert source.owns(url) is owned
