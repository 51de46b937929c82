"""Pages made to hurt their reader, lists made to lead it round in circles, and pages that all say the same."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from crawler.keeping import Readers
from crawler.sources import Source
from tests.support import dying
from tests.support.behaviours import MB, Behaviour, every_link, says
from tests.support.faults import SECTION, Faults, Night, article, faults, night
from tests.support.press import page

CAPTCHA = ("<html><head><title>Xác minh</title></head><body><form><p>Hệ thống nhận thấy lưu lượng bất thường. Vui lòng xác "
           "nhận bạn không phải là người máy để tiếp tục.</p><input name=captcha></form></body></html>").encode()  # fmt: skip
BLOCKED = ("<html><head><title>Truy cập bị từ chối</title></head><body><h1>Truy cập bị từ chối</h1><p>Địa chỉ của bạn đã bị "
           "chặn. Mã sự cố 1020.</p></body></html>").encode()  # fmt: skip
GONE = ("<html><head><title>Báo Thử</title></head><body><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không còn hoặc đã "
        "chuyển đi nơi khác. Mời bạn về trang chủ.</p></body></html>").encode()  # fmt: skip
SAME = {"captcha": CAPTCHA, "blocked": BLOCKED, "soft-404": GONE}
HOSTILE = {
    "5,000 paragraphs": b"<html><body><div id=content-detail>" + b"<p>a</p>" * 5_000,
    "200,000 paragraphs": b"<html><body>" + b"<p>a</p>" * 200_000,
    "100,000 attributes": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">a</p>",
    "200,000 links": b"<html><body>" + b"<a href=/x>y</a>" * 200_000,
    "5 MB headline": b"<html><body><h1>" + b"tin " * (5 * MB // 4) + b"</h1><p>a</p>",
    "5,000 nested tags": b"<html><body>" + b"<div><b>" * 5_000 + b"a",
}
PROLOGUE = b'<?xml version="1.0"?>'
ENTITY = (
    PROLOGUE + b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>'
)
LAUGHS = PROLOGUE + b'<!DOCTYPE u [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]><urlset><url><loc>&j;</loc></url></urlset>"  # fmt: skip


class Papers:
    """Papers by name, each with two good articles, and what the night told."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.all: dict[str, Faults] = {}
        self.entries: list[str] = []
        self.told: Night

    def open(self, name: str, articles: int = 2, sitemap: Behaviour | bytes | None = None) -> Faults:
        """A paper with a section, and with a sitemap where one is given."""
        paper = self.all[name] = self._stack.enter_context(faults())
        paper.articles(articles)
        if sitemap is not None:
            paper.add("/s.xml", sitemap)
        self.entries.append(paper.entry(name, sections=[SECTION], **({"sitemaps": ["/s.xml"]} if sitemap else {})))
        return paper


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with ExitStack() as stack:
        made = Papers(stack)
        for name, body in SAME.items():
            paper = made.open(name, 6)
            for number in range(6):
                paper.add(article(number), body)
        hostile = made.open("hostile", 2 + len(HOSTILE))
        for number, body in enumerate(HOSTILE.values(), 2):
            hostile.add(article(number), body)
        _sitemaps(made)
        made.told = night(tmp_path_factory.mktemp("night"), *made.entries)
        yield made


def _sitemaps(made: Papers) -> None:
    made.open("entity", sitemap=ENTITY)
    made.open("laughs", sitemap=LAUGHS)
    million = b"".join(b"<url><loc>http://khac.test/%d</loc></url>" % n for n in range(200_000))
    made.open("million", sitemap=PROLOGUE + b"<urlset>" + million + b"</urlset>")
    itself = made.open("itself", sitemap=b"<a/>")
    index = f"<sitemapindex><sitemap><loc>{itself.url('/s.xml')}</loc></sitemap></sitemapindex>"
    itself.add("/s.xml", index.encode())
    deep = made.open("deep", sitemap=b"<a/>")

    def onward(hit, out):
        further = f"<sitemap><loc>{deep.url(hit.path.removesuffix('.xml'))}x.xml</loc></sitemap>"
        return says(f"<sitemapindex>{further}</sitemapindex>".encode())(hit, out)

    deep.under["/s"] = onward
    deep.routes.pop("/s.xml")
    wide = made.open("wide")
    wide.add(SECTION, every_link("Chuyện", lambda _: iter([article(0), article(1), "/muc/1/", "/lich/2024-05?ngay=1"])))
    for prefix in ("/muc/", "/lich/"):
        wide.under[prefix] = every_link("nữa", lambda path: iter([f"{path}1/", "/lich/2024-06?ngay=2"]))


@pytest.mark.parametrize("name", SAME)
def test_one_text_for_every_address_is_stored_as_no_article_and_told(papers, name):
    assert papers.told.stored(name) == []
    assert len(papers.told.events(name)) >= 1


@pytest.mark.parametrize(("number", "name"), list(enumerate(HOSTILE, 2)))
def test_a_page_made_to_hurt_is_ended_and_written_down(papers, number, name):
    state, reason = papers.told.state(papers.all["hostile"].url(article(number)))
    assert state in ("missing", "skipped", "failed")
    assert reason


def test_its_neighbours_lose_nothing(papers):
    assert papers.told.stored("hostile") == [papers.all["hostile"].url(article(n)) for n in (0, 1)]


@pytest.mark.parametrize("name", ["entity", "laughs", "million", "itself", "deep"])
def test_beside_a_hostile_sitemap_the_articles_come_in(papers, name):
    assert len(papers.told.stored(name)) == 2


@pytest.mark.parametrize("name", ["entity", "laughs", "million", "itself", "deep"])
def test_no_hostile_sitemap_gives_an_address(papers, name):
    assert papers.told.rows("SELECT count(*) FROM frontier WHERE source = ? AND kind = 'article'", name) == [(2,)]


def test_sitemaps_without_end_are_left(papers):
    # A busy machine may time a request out and ask it again; a circle would ask without end.
    assert papers.all["itself"].asked("/s.xml") <= 3
    assert sum(hit.path.startswith("/s") for hit in papers.all["deep"].hits) <= 5
    assert papers.told.events("deep")


def test_calendars_and_endless_paths_are_not_walked(papers):
    asked = [hit.path for hit in papers.all["wide"].hits if hit.path.startswith(("/muc/", "/lich/"))]
    assert len(asked) <= 2
    assert len(papers.told.stored("wide")) == 2


def test_a_worker_that_dies_takes_one_page_with_it(monkeypatch):
    monkeypatch.setattr("crawler.keeping.read_page", dying.read)
    source = Source("thu", "Báo Thử", ("bao.test",))
    bodies = [page(n, "bao.test") for n in range(12)]
    bodies[3] = bodies[7] = b"<p>chet ngay</p>"

    async def read() -> list[str]:
        readers = Readers()
        try:
            waiting = [
                readers.read(body, f"http://bao.test{article(n)}", None, source) for n, body in enumerate(bodies)
            ]
            return [reading.kind for reading in await asyncio.gather(*waiting)]
        finally:
            readers.close()

    assert asyncio.run(read()) == ["failed" if n in (3, 7) else "article" for n in range(12)]
