"""What is written to a WARC file comes back as it was, and a damaged file says so."""

import gzip
import io
import json
import zlib

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.warc import Archive, WarcError, files, response_at, responses
from tests.support.press import page
from tests.support.run import guong

URL = "https://bao-mau.test/gop-gao-nuoi-em-100724.html"
HTML = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "dem.warc.gz"


def keep(path, *answers):
    """An archive of (url, status, headers, body); returns where each stands."""
    archive = Archive(path)
    places = [archive.write(*answer) for answer in answers]
    archive.close()
    return places


def three(path):
    keep(path, *((f"{URL}?{n}", 200, HTML, f"<p>{n} " .encode() + bytes(range(256)) * 20) for n in range(3)))  # fmt: skip
    return path.read_bytes()


def read_until_damage(path):
    """The addresses read, and the error at the end if there was one."""
    seen = []
    try:
        for kept in responses(path):
            seen.append(kept.url.removeprefix(URL + "?"))
    except WarcError as error:
        return seen, str(error)
    return seen, None


def foreign(path, record_type="response", headers=(), body=b"", url=URL, gz=True):
    """A record as other tools write them."""
    with path.open("ab") as stream:
        writer = WARCWriter(stream, gzip=gz)
        http = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
        plain = record_type not in ("response", "request")
        record = writer.create_warc_record(
            url, record_type, payload=io.BytesIO(body), http_headers=None if plain else http
        )
        writer.write_record(record)


def test_a_response_comes_back_as_it_was_written(path):
    headers = [("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("ETag", '"x"')]
    body = bytes(range(256)) * 300
    keep(path, (URL, 200, headers, body))
    [kept] = responses(path)
    assert (kept.url, kept.status, kept.headers, kept.body) == (URL, 200, headers, body)


def test_the_day_of_the_visit_is_kept_in_utc(path):
    keep(path, (URL, 200, HTML, b"x"))
    [kept] = responses(path)
    assert kept.fetched_at.endswith("Z")


@pytest.mark.parametrize("status", [200, 301, 302, 304, 404, 410, 429, 500, 503])
def test_every_status_is_kept(path, status):
    keep(path, (URL, status, [("Location", "/x")], b""))
    [kept] = responses(path)
    assert (kept.status, kept.header("location")) == (status, "/x")


def test_an_empty_body_is_kept(path):
    keep(path, (URL, 200, [], b""))
    assert [kept.body for kept in responses(path)] == [b""]


def test_every_record_can_be_found_by_its_place(path):
    places = keep(path, *((f"{URL}?{n}", 200, HTML, b"%d" % n * 5000) for n in range(4)))
    assert [kept.ref for kept in responses(path)] == places
    for n, place in enumerate(places):
        name, _, offset = place.partition("#")
        kept = response_at(path.parent / name, int(offset))
        assert (kept.url, kept.body, kept.ref) == (f"{URL}?{n}", b"%d" % n * 5000, place)


def test_a_second_night_is_added_to_the_first(path):
    keep(path, (URL + "?1", 200, HTML, b"1"))
    keep(path, (URL + "?2", 200, HTML, b"2"))
    assert [kept.body for kept in responses(path)] == [b"1", b"2"]


def test_a_record_can_be_read_while_the_file_is_still_written(path):
    archive = Archive(path)
    place = archive.write(URL, 200, HTML, b"x")
    assert response_at(path, int(place.partition("#")[2])).body == b"x"
    archive.close()


def test_an_archive_without_records_leaves_no_file(path):
    keep(path)
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "tep").write_text("x", encoding="ascii")
    with pytest.raises(WarcError, match="tep"):
        Archive(tmp_path / "tep" / "dem.warc.gz")


@pytest.mark.parametrize(
    "url", ["https://bao-mau.test/chính-trị/mốc-son", "https://bao-mau.test/ch%C3%ADnh-tr%E1%BB%8B"]
)
def test_an_address_with_diacritics_comes_back(path, url):
    keep(path, (url, 200, HTML, b"x"))
    assert [kept.url for kept in responses(path)] == [url]


def test_a_redirect_to_an_address_in_raw_utf8_comes_back_as_browsers_take_it(path):
    on_the_wire = "/chính-trị".encode().decode("latin-1")
    keep(path, (URL, 302, [("Location", on_the_wire)], b""))
    [kept] = responses(path)
    assert kept.header("Location") == "/ch%C3%ADnh-tr%E1%BB%8B"


# What other tools write


@pytest.mark.parametrize("gz", [True, False])
def test_only_responses_are_given(tmp_path, gz):
    path = tmp_path / ("a.warc.gz" if gz else "a.warc")
    foreign(path, "warcinfo", gz=gz)
    foreign(path, "request", gz=gz)
    foreign(path, "response", HTML, b"x", gz=gz)
    foreign(path, "metadata", body=b"y", gz=gz)
    assert [kept.body for kept in responses(path)] == [b"x"]


def test_a_body_in_chunks_is_put_together_and_the_header_goes(path):
    foreign(path, headers=[*HTML, ("Transfer-Encoding", "chunked")], body=b"5\r\nxin c\r\n3\r\nhao\r\n0\r\n\r\n")
    [kept] = responses(path)
    assert (kept.body, kept.headers) == (b"xin chao", HTML)


def test_a_body_that_only_claims_to_be_in_chunks_stays_as_it_is(path):
    foreign(path, headers=[*HTML, ("Transfer-Encoding", "chunked")], body=b"<p>xin chao</p>")
    assert [kept.body for kept in responses(path)] == [b"<p>xin chao</p>"]


def _raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("GZIP ", gzip.compress), ("deflate", zlib.compress),
     ("deflate", _raw_deflate), ("br", brotli.compress), ("identity", bytes), ("khong-co", bytes)],
)  # fmt: skip
def test_a_packed_body_is_kept_packed_and_given_unpacked(path, packing, pack):
    page = "<p>Góp gạo nuôi em</p>".encode() * 100
    keep(path, (URL, 200, [*HTML, ("Content-Encoding", packing)], pack(page)))
    [kept] = responses(path)
    assert kept.body == pack(page)
    assert kept.content == page


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_not_packed_as_it_says_is_given_as_it_is(path, packing):
    keep(path, (URL, 200, [("Content-Encoding", packing)], b"<p>xin chao</p>"))
    assert [kept.content for kept in responses(path)] == [b"<p>xin chao</p>"]


def test_a_decompression_bomb_is_not_unpacked(path):
    bomb = gzip.compress(bytes(64 * 1024 * 1024), 9)
    keep(path, (URL, 200, [("Content-Encoding", "gzip")], bomb))
    assert [kept.content for kept in responses(path)] == [bomb]


# Damage


@pytest.mark.parametrize("missing", [30, 100, 200, 350])
def test_a_file_cut_short_is_named_and_what_stands_before_the_cut_is_read(path, missing):
    path.write_bytes(three(path)[:-missing])
    seen, error = read_until_damage(path)
    assert seen == ["0", "1"]
    assert "dem.warc.gz" in error


@pytest.mark.parametrize("missing", [10, 2_000, 5_200, 5_400])
def test_a_plain_file_cut_short_is_named_and_what_stands_before_the_cut_is_read(tmp_path, missing):
    plain = gzip.decompress(three(tmp_path / "a.warc.gz"))
    (tmp_path / "dem.warc").write_bytes(plain[:-missing])
    seen, error = read_until_damage(tmp_path / "dem.warc")
    assert seen == ["0", "1"]
    assert "dem.warc" in error


def test_a_file_cut_between_two_records_is_whole(path):
    raw = three(path)
    [_, second, _] = [int(kept.ref.partition("#")[2]) for kept in responses(path)]
    path.write_bytes(raw[:second])
    assert read_until_damage(path) == (["0"], None)


def test_a_flipped_byte_is_noticed(path):
    raw = bytearray(three(path))
    second = [int(kept.ref.partition("#")[2]) for kept in responses(path)][1]
    raw[second + 60] ^= 0xFF
    path.write_bytes(raw)
    seen, error = read_until_damage(path)
    assert seen == ["0"]
    assert error


@pytest.mark.parametrize(
    "content",
    [
        b"<html>xin chao</html>" * 99,
        gzip.compress(b"xin chao" * 99, mtime=0),
        bytes(999),
        bytes(range(256)) * 9,
        b"WARC/1.0\r\n",
        b"\x1f\x8b",
    ],
    ids=range(6),
)
def test_what_is_no_warc_file_is_named_in_one_short_line(path, content):
    path.write_bytes(content)
    seen, error = read_until_damage(path)
    assert seen == []
    assert error.startswith("dem.warc.gz: ")
    assert len(error) < 120
    assert error.isprintable()


@pytest.mark.parametrize("offset", [1, 60, 10**9])
def test_a_place_where_no_record_stands_is_named(path, offset):
    three(path)
    with pytest.raises(WarcError, match=rf"dem\.warc\.gz#{offset}"):
        response_at(path, offset)


@pytest.mark.parametrize("kind", ["warcinfo", "request"])
def test_a_place_where_something_else_stands_is_named(path, kind):
    foreign(path, kind)
    with pytest.raises(WarcError, match="no response there"):
        response_at(path, 0)


def test_a_place_in_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(WarcError, match="khong-co"):
        response_at(tmp_path / "khong-co.warc.gz", 0)


# Files and folders


def test_a_folder_names_its_warc_files_at_any_depth_in_order(tmp_path):
    for name in ("b.warc.gz", "a/c.warc", "a/d.warc.gz", "readme.txt", "e.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [str(file.relative_to(tmp_path)) for file in files(tmp_path)] == ["a/c.warc", "a/d.warc.gz", "b.warc.gz"]


@pytest.mark.parametrize("name", ["khong-co.warc.gz", "."])
def test_a_path_without_warc_files_is_refused(tmp_path, name):
    with pytest.raises(WarcError, match="no WARC file"):
        files(tmp_path / name)


@pytest.mark.parametrize("packing", ["gzip", "br"])
def test_packed_pages_are_ingested_from_an_archive(tmp_path, path, packing):
    pack = {"gzip": gzip.compress, "br": brotli.compress}[packing]
    url = "http://bao-mau.test/chuyen-o-thon-so-00001.html"
    keep(path, (url, 200, [*HTML, ("Content-Encoding", packing)], pack(page(1, "bao-mau.test"))))
    (tmp_path / "s.toml").write_text(
        '[[source]]\nid = "baomau"\nname = "Báo Mẫu"\nhosts = ["bao-mau.test"]\n', encoding="utf-8"
    )
    done = guong("ingest", path, "--sources", tmp_path / "s.toml", "--corpus", tmp_path / "c.db")
    assert done.returncode == 0, done.stderr
    [line] = guong("export", "--format", "jsonl", "--corpus", tmp_path / "c.db").stdout.splitlines()
    assert json.loads(line)["title"] == "Chuyện ở thôn số 1"


def test_other_tools_can_read_what_is_written(path):
    keep(path, (URL, 200, HTML, b"x" * 5000))
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            assert record.rec_headers.get_header("WARC-Target-URI") == URL
            assert record.content_stream().read() == b"x" * 5000
