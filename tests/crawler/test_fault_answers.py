"""One night among papers whose answers break, hang, trickle or burst: one article each, between two good ones."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.behaviours import (
    MB,
    Behaviour,
    bad_chunk,
    bomb,
    drip,
    flood,
    hang,
    head,
    raw,
    reset,
    says,
    truncated,
    wrong_length,
)
from tests.support.faults import SECTION, Faults, Night, article, faults, night
from tests.support.press import page

PAGE = page(1, "bao.test")
GZIPPED = {"Content_Encoding": "gzip"}
BROKEN: dict[str, Behaviour] = {
    "dropped": reset(),
    "dropped in the head": reset(head()[:20]),
    "dropped in the body": reset(head(Content_Length=9000) + PAGE[:500]),
    "truncated": truncated(PAGE),
    "bad chunk": bad_chunk(PAGE),
    "shorter than told": wrong_length(PAGE, len(PAGE) + 500),
    "no HTTP": raw(b"xin chao\r\n\r\n"),
    "server error": says(b"loi", 500),
    "broken gzip": says(b"\x1f\x8b" + b"khong phai gzip" * 20, **GZIPPED),
    "gzip cut short": says(bomb("gzip", MB)[:200], **GZIPPED),
}
SLOW: dict[str, Behaviour] = {
    "hanging": hang(),
    "slow head": drip(head(Content_Length=len(PAGE)) + PAGE),
    "one byte per half second": drip(head() + PAGE),
    "hangs in the body": hang(head(Content_Length=len(PAGE)) + PAGE[:500]),
}
BIG: dict[str, Behaviour] = {
    "gzip bomb": says(bomb("gzip"), **GZIPPED),
    "deflate bomb": says(bomb("deflate"), Content_Encoding="deflate"),
    "br bomb": says(bomb("br"), Content_Encoding="br"),
    "zstd bomb": says(bomb("zstd"), Content_Encoding="zstd"),
    "packed a thousand times": says(b"x", Content_Encoding=",".join(["gzip"] * 1000)),
    "50 MB, told": flood(b" " * MB, 50 * MB),
    "50 MB, not told": flood(b" " * MB),
    "endless": flood(b"<p>mai mai</p>" * 1000),
}


class Papers:
    """Papers by the name of their fault, and what the night told."""

    def __init__(self, stack: ExitStack, spoiled: dict[str, Behaviour]) -> None:
        self.all: dict[str, Faults] = {}
        for name, behaviour in spoiled.items():
            paper = self.all[name] = stack.enter_context(faults())
            paper.articles(3)
            paper.add(article(1), behaviour)
        self.told: Night

    def entries(self) -> list[str]:
        """Their `[[source]]` entries."""
        return [paper.entry(identity(name), sections=[SECTION]) for name, paper in self.all.items()]

    def kinds(self, name: str) -> list[str]:
        """What was written down of the spoiled article."""
        return self.told.kinds(self.all[name].url(article(1)))


def identity(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name.lower())


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with ExitStack() as stack:
        made = Papers(stack, BROKEN | SLOW)
        made.told = night(tmp_path_factory.mktemp("night"), *made.entries())
        yield made


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with ExitStack() as stack:
        made = Papers(stack, BIG)
        bombs = made.all["sitemap bomb"] = stack.enter_context(faults())
        bombs.articles(3)
        bombs.add("/s.xml.gz", says(bomb("gzip"), Content_Type="application/gzip"))
        entries = [*made.entries()[:-1], bombs.entry("sitemap-bomb", sections=[SECTION], sitemaps=["/s.xml.gz"])]
        made.told = night(tmp_path_factory.mktemp("night"), *entries)
        yield made


@pytest.mark.parametrize("name", [*BROKEN, *SLOW])
def test_a_broken_answer_is_written_down(papers, name):
    assert len(papers.kinds(name)) == 1


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "server error"])
def test_a_broken_answer_gives_no_article(papers, name):
    url = papers.all[name].url(article(1))
    assert url not in papers.told.stored(identity(name))
    assert papers.told.state(url)[0] in ("failed", "missing", "skipped")


@pytest.mark.parametrize("name", [*BROKEN, *SLOW])
def test_the_other_articles_of_the_paper_come_in(papers, name):
    assert len(papers.told.stored(identity(name))) == 2


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_answer_ends_at_the_limit(papers, name):
    assert papers.kinds(name) == ["timeout"]


@pytest.mark.parametrize("name", [name for name in BROKEN if "gzip" not in name])
def test_what_broke_on_the_way_is_tried_again_in_a_later_run(papers, name):
    assert papers.told.state(papers.all[name].url(article(1)))[0] == "failed"


@pytest.mark.parametrize("name", BIG)
def test_too_much_is_not_taken(big, name):
    assert big.kinds(name) == ["too_big"]


@pytest.mark.parametrize("name", [*BIG, "sitemap bomb"])
def test_beside_too_much_the_other_articles_come_in(big, name):
    assert len(big.told.stored(identity(name))) == (3 if name == "sitemap bomb" else 2)


def test_a_sitemap_that_is_a_bomb_is_written_down(big):
    [(kind, reason)] = big.told.events("sitemap-bomb")
    assert kind == "sitemap_unreadable"
    assert "MB" in reason


def test_too_much_takes_little_memory(tmp_path):
    """Two bombs of each kind, in a crawl whose process tells how much it ever held."""
    with ExitStack() as stack:
        paper = stack.enter_context(faults())
        kinds = ["gzip", "deflate", "br", "zstd"]
        paper.articles(8)
        for number in range(8):
            packing = kinds[number % 4]
            paper.add(article(number), says(bomb(packing), Content_Encoding=packing))
        told = night(tmp_path, paper.entry(sections=[SECTION]), GUONG_TEST_PEAK=str(tmp_path / "peak"))
        assert len(told.events()) == 8
    assert int((tmp_path / "peak").read_text()) < 250 * MB
