"""The source files: whole, of one shape, and no more certain of themselves than anyone is."""

import json
import re
import tomllib
from collections import Counter
from urllib.parse import urlsplit

import pytest

from crawler.entries import excluded, is_host
from crawler.sources import read
from nlp.paths import datasets
from nlp.provinces import today

FOLDER = datasets() / "sources"
FILES = sorted(FOLDER.glob("*.toml"))
SOURCES, PROBLEMS = read(FOLDER)
LEFT_OUT = ("baomoi.com", "baomoi.net.vn", "vietnam.vn", "vietbao.vn", "hodine.com", "manatee-boating.org")
FACTS = datasets().parent.parent / "shared" / "facts" / "sources.json"
PARTY_PORTALS = {
    "hatinh.dcs.vn": "42",
    "tuyenquang.dcs.vn": "08",
    "binhdinh.dcs.vn": "52",
    "lamdong.dcs.vn": "68",
    "dongnai.dcs.vn": "75",
    "tuyengiao.hungyen.dcs.vn": "33",
    "btgtu.binhthuan.dcs.vn": "68",
    "thanhuy.bacninh.gov.vn": "24",
    "danvanbinhphuoc.vn": "75",
    "tuyengiaotiengiang.vnpttiengiang.vn": "82",
    "yenbai.gov.vn": "15",
    "baocaovien.vn": None,
    "truongchinhtritq.edu.vn": "08",
    "dangbokhoininhbinh.vn": "37",
    "tuyengiaoangiang.vn": "91",
}


def entries(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))["source"]


def owner(host):
    return next((source for source in SOURCES if host in source.hosts), None)


def test_every_entry_can_be_used():
    assert PROBLEMS == []


def test_there_is_a_file_for_every_province_and_one_for_the_central_papers():
    assert sorted(file.name.partition("-")[0].removesuffix(".toml") for file in FILES) == sorted([*today(), "central"])


@pytest.mark.parametrize("file", [f for f in FILES if f.name != "central.toml"], ids=lambda f: f.stem)
def test_a_file_holds_the_sources_of_its_own_province_only(file):
    assert {entry["province"] for entry in entries(file)} == {file.name[:2]}


def test_the_central_papers_belong_to_no_province():
    assert all("province" not in entry for entry in entries(FOLDER / "central.toml"))


def test_ids_are_unique():
    assert [name for name, times in Counter(source.id for source in SOURCES).items() if times > 1] == []


def test_a_host_belongs_to_one_source():
    hosts = Counter(host.removeprefix("www.") for source in SOURCES for host in source.hosts)
    assert [host for host, times in hosts.items() if times > 1] == []


def test_names_are_unique():
    assert [name for name, times in Counter(source.name for source in SOURCES).items() if times > 1] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_a_source_says_when_it_was_verified_or_never(source):
    assert re.fullmatch(r"never|\d{4}-\d{2}-\d{2}", source.verified)


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_a_source_has_a_list_to_start_from(source):
    assert source.feeds or source.sitemaps or source.sections


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_the_first_list_stands_on_the_host_of_today(source):
    assert urlsplit((source.sections + source.feeds + source.sitemaps)[0]).netloc == source.hosts[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_a_source_is_visited_slowly(source):
    assert source.delay >= 5


@pytest.mark.parametrize("source", [s for s in SOURCES if s.verified == "never"], ids=lambda s: s.id)
def test_an_unverified_source_says_in_its_file_that_nobody_has_tried_it(source):
    text = next(
        f.read_text(encoding="utf-8") for f in FILES if f'id = "{source.id}"\n' in f.read_text(encoding="utf-8")
    )
    block = next(part for part in text.split("[[source]]") if f'id = "{source.id}"\n' in part)
    assert "nobody has tried" in block


@pytest.mark.parametrize("site", LEFT_OUT)
def test_sites_to_leave_out_are_written_down_with_a_reason(site):
    assert excluded(site)


@pytest.mark.parametrize("site", tomllib.loads((datasets() / "excluded.toml").read_text(encoding="utf-8"))["site"],
                         ids=lambda site: site["host"])  # fmt: skip
def test_a_site_that_is_left_out_has_a_host_and_a_reason(site):
    assert site.keys() <= {"host", "why", "note"}
    assert is_host(site["host"])
    assert site["why"]


def test_every_host_that_was_reported_belongs_to_a_source():
    if not FACTS.exists():
        pytest.skip("the reports are not here")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    hosts = [name.split()[0] for paper in facts["provinces"] for name in paper["domains_now"]]
    hosts += [former["domain"] for paper in facts["provinces"] for former in paper["predecessors"]]
    hosts += [name for paper in facts["central"] for name in paper["domain"].split(" / ")]
    hosts += [portal["domain"].partition("/")[0] for portal in facts["party_portals"]]
    assert [host for host in hosts if owner(host.removeprefix("www.")) is None] == []


@pytest.mark.parametrize("source", [s for s in SOURCES if s.former], ids=lambda s: s.id)
def test_no_paper_ended_before_the_merger_of_the_provinces(source):
    assert min(source.former.values()) >= "2025-07-01"


@pytest.mark.parametrize("site", LEFT_OUT)
def test_sites_that_copy_others_are_no_sources(site):
    assert [host for source in SOURCES for host in source.hosts if f".{host}".endswith(f".{site}")] == []


@pytest.mark.parametrize(("host", "province"), PARTY_PORTALS.items())
def test_a_party_portal_stands_with_its_province_of_today(host, province):
    assert owner(host).province == province


@pytest.mark.parametrize(
    ("predecessor", "heir"),
    [
        ("baohagiang.vn", "baotuyenquang"),
        ("baoyenbai.com.vn", "baolaocai"),
        ("baohaiduong.vn", "baohaiphong"),
        ("baoquangninh.com.vn", "baoquangninh"),
        ("baodongkhoi.vn", "baovinhlong"),
        ("dongkhoi.baovinhlong.vn", "baovinhlong"),
        ("baophuyen.vn", "baodaklak"),
        ("baobariavungtau.com.vn", "sggp"),
        ("baobaclieu.vn", "baocamau"),
    ],
)
def test_a_paper_that_was_merged_belongs_to_its_heir(predecessor, heir):
    assert owner(predecessor).id == heir


def test_the_central_papers_are_there():
    papers = {source.id for source in SOURCES if source.province is None}
    assert papers - {"baocaovien"} == {
        "nhandan", "hochiminh-nhandan", "dangcongsan", "tulieuvankien", "tuyengiao", "hochiminh", "bqllang", "xaydungdang",
        "tapchicongsan", "qdnd", "baochinhphu", "noichinh", "lyluanchinhtri", "baodantoc", "daihoidangtoanquoc",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "path", "is_article"),
    [
        ("baodienbienphu", "/tin-bai/xa-hoi/gop-gao", True),
        ("baodienbienphu", "/tin-tuc/xa-hoi", False),
        ("tapchicongsan", "/chinh-tri/-/2018/821743/gop-gao.aspx", True),
        ("tapchicongsan", "/en_US/web/guest/chinh-tri/-/2018/821743/gop-gao.aspx", False),
    ],
)
def test_a_rule_of_its_own_tells_articles_where_the_general_one_fails(source, path, is_article):
    from crawler.addresses import is_article as tells

    paper = next(one for one in SOURCES if one.id == source)
    assert tells(f"https://{paper.hosts[0]}{path}", paper.article) is is_article
