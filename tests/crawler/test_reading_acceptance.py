"""The pages every edition of the reader must get right: the acceptance pack and the bundled sample press."""

import json
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.reading import Reading, read_page

ROOT = Path(__file__).parents[2]
PACKS = [ROOT.parent / "shared" / "acceptance", ROOT / "datasets" / "sample_press"]


def plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def papers(pack: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    with open(pack / "sources.toml", "rb") as file:
        sources = tomllib.load(file)["source"]
    return {host: ((source["name"],), tuple(source["hosts"])) for source in sources for host in source["hosts"]}


def readings(pack: Path) -> Iterator[tuple[str, Reading]]:
    known = papers(pack)
    with open(next(pack.glob("*.warc.gz")), "rb") as file:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            names, hosts = known.get(url.split("/")[2], ((), ()))
            kind = record.http_headers.get_header("Content-Type")
            content = record.content_stream().read()
            yield url, read_page(content, url, content_type=kind, site_names=names, hosts=hosts)


@pytest.fixture(scope="module", params=PACKS, ids=["acceptance", "sample_press"])
def pack(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Reading]]:
    folder: Path = request.param
    if not (folder / "expected.json").exists():
        pytest.skip("this pack is not here")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected, dict(readings(folder))


def articles(pack: tuple[dict[str, Any], dict[str, Reading]], key: str) -> Iterator[tuple[str, Any, Any]]:
    """(address, what is wanted, the article) of every page that says something about `key`."""
    expected, read = pack
    for url, wanted in expected["pages"].items():
        if key in wanted:
            assert read[url].kind == "article", (url, read[url].kind, read[url].reason)
            yield url, wanted[key], read[url].article


@pytest.mark.parametrize("field", ["title", "author", "published_at", "credit", "section"])
def test_a_field_is_as_printed(pack, field):
    for url, wanted, article in articles(pack, field):
        assert plain(getattr(article, field)) == plain(wanted), url


@pytest.mark.parametrize(
    ("key", "parts"), [("sapo_starts", ["sapo"]), ("body_starts", ["body"]), ("text_starts", ["sapo", "body"])]
)
def test_a_text_starts_where_the_article_starts(pack, key, parts):
    for url, wanted, article in articles(pack, key):
        text = plain("\n".join(filter(None, (getattr(article, part) for part in parts))))
        assert text.startswith(plain(wanted)), url


def test_a_body_ends_where_the_article_ends(pack):
    for url, wanted, article in articles(pack, "body_ends"):
        assert plain(article.body).endswith(plain(wanted)), url


def test_captions_are_kept_with_their_pictures(pack):
    for url, wanted, article in articles(pack, "captions"):
        have = [plain(image["caption"]) for image in article.images]
        for caption in wanted["contains"]:
            assert any(plain(caption) in one for one in have), (url, caption)


def test_nothing_of_the_page_around_it_is_in_an_article(pack):
    for url, wanted, article in articles(pack, "never"):
        everything = json.dumps([article.title, article.sapo, article.body, article.author], ensure_ascii=False)
        assert not [junk for junk in wanted if junk in plain(everything)], url


def test_list_pages_and_print_copies_are_no_articles(pack):
    expected, read = pack
    assert not [
        url
        for url in expected.get("never_stored_twice", [])
        if url in read and read[url].kind == "article" and "/noi-bo/" not in url
    ]


def test_encrypted_bodies_are_recorded_as_missing(pack):
    expected, read = pack
    for url in expected.get("body_missing", []):
        assert read[url].kind == "missing", url
