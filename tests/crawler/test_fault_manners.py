"""Two nights among papers with odd robots.txt files and with wishes: what they forbid is kept, what they ask is done.

Gaps are those of the server's own clock, which may see two requests a little closer than they were sent.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise

import pytest

from tests.support.behaviours import MB, Behaviour, busy, hang, in_seconds, reset, says, then
from tests.support.faults import SECTION, Faults, Night, article, faults, night
from tests.support.press import page

RULES = f"User-agent: *\nDisallow: {article(1)}\n".encode()
TEXT = {"Content_Type": "text/plain"}
CLOSED: dict[str, Behaviour] = {
    "robots-500": says(b"loi", 500),
    "robots-503": says(b"", 503),
    "robots-dropped": reset(),
    "robots-hanging": hang(),
}
OPEN: dict[str, Behaviour] = {
    "robots-404": says(b"khong co", 404),
    "robots-403": says(b"cam", 403),
    "robots-html": says(b"<!DOCTYPE html><html><body>Disallow: /</body></html>"),
    "robots-empty": says(b"", **TEXT),
}
RULED: dict[str, Behaviour] = {
    "robots-bom": says(b"\xef\xbb\xbf" + RULES, **TEXT),
    "robots-crlf": says(RULES.replace(b"\n", b"\r\n"), **TEXT),
    "robots-2mb": says(RULES + b"# dem cho dai\n" * (2 * MB // 14) + b"Disallow: /\n", **TEXT),
}
ASKING = {"busy-seconds": "1", "busy-nonsense": "mai nhe", "busy-bare": None}
SLACK = 0.05  # seconds


class Papers:
    """Papers by name, and what two nights in a row told."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.all: dict[str, Faults] = {}
        self.first_hits: dict[str, int] = {}
        self.first: Night
        self.stored: dict[str, int] = {}
        self.told: dict[str, list[tuple[str, str]]] = {}
        self.second: Night

    def open(self, name: str, robots: Behaviour | None = None) -> Faults:
        """A paper with three articles."""
        paper = self.all[name] = self._stack.enter_context(faults())
        paper.articles(3)
        if robots is not None:
            paper.add("/robots.txt", robots)
        return paper

    def after_robots(self, name: str) -> list[float]:
        """Seconds between the requests of the first night, from the first after robots.txt on."""
        hits = [hit for hit in self.all[name].hits[: self.first_hits[name]] if hit.path != "/robots.txt"]
        return [b.at - a.at for a, b in pairwise(hits)]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with ExitStack() as stack:
        made = Papers(stack)
        for name, robots in (CLOSED | OPEN | RULED).items():
            made.open(name, robots)
        made.open("crawl-delay", says(b"User-agent: *\nCrawl-delay: 1\n", **TEXT))
        made.open("delay").add(article(1), then(reset(), says(page(1, made.all["delay"].host))))
        for name, wish in ASKING.items():
            made.open(name).add(article(1), then(busy(wish), says(page(1, made.all[name].host))))
        made.open("busy-date").add(article(1), then(busy(in_seconds(3600), 503), says(page(1, "bao.test"))))
        made.open("busy-long").add(article(1), busy("86400"))
        delays = {"delay": 0.5}
        folder = tmp_path_factory.mktemp("night")
        entries = [paper.entry(name, delay=delays.get(name, 0), sections=[SECTION]) for name, paper in made.all.items()]
        made.first = night(folder, *entries, GUONG_TIMEOUT="5")
        made.first_hits = {name: len(paper.hits) for name, paper in made.all.items()}
        made.stored = {name: len(made.first.stored(name)) for name in made.all}
        made.told = {name: made.first.events(name) for name in made.all}
        for name in CLOSED:
            made.all[name].add("/robots.txt", says(b"", 404))
        made.second = night(folder, *entries, GUONG_TIMEOUT="5")
        yield made


@pytest.mark.parametrize("name", CLOSED)
def test_a_robots_txt_that_cannot_be_had_closes_the_host_for_this_run(papers, name):
    hits = papers.all[name].hits[: papers.first_hits[name]]
    assert {hit.path for hit in hits} == {"/robots.txt"}
    assert papers.stored[name] == 0


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_host_is_told_and_tried_again_in_the_next_run(papers, name):
    assert "robots_unreachable" in {kind for kind, _ in papers.told[name]}
    assert len(papers.second.stored(name)) == 3


@pytest.mark.parametrize("name", OPEN)
def test_a_robots_txt_that_is_none_forbids_nothing(papers, name):
    assert papers.stored[name] == 3


@pytest.mark.parametrize("name", RULED)
def test_what_robots_txt_forbids_is_not_asked_for(papers, name):
    assert papers.all[name].asked(article(1)) == 0
    assert papers.stored[name] == 2


def test_robots_txt_is_asked_for_once_a_night(papers):
    names = ["robots-404", "robots-bom", "crawl-delay", "busy-seconds"]
    assert {name: papers.all[name].asked("/robots.txt") for name in names} == dict.fromkeys(names, 2)


def test_a_crawl_delay_is_kept_by_the_servers_clock(papers):
    gaps = papers.after_robots("crawl-delay")
    assert len(gaps) == 3
    assert min(gaps) >= 1 - SLACK


def test_the_pause_is_kept_after_a_failure_too(papers):
    gaps = papers.after_robots("delay")
    assert len(gaps) == 4
    assert min(gaps) >= 0.5 - SLACK


def test_a_wish_in_seconds_is_kept(papers):
    hits = [hit.at for hit in papers.all["busy-seconds"].hits if hit.path == article(1)]
    assert hits[1] - hits[0] >= 1 - SLACK


@pytest.mark.parametrize("name", ASKING)
def test_what_was_put_off_comes_in_the_same_night(papers, name):
    assert papers.stored[name] == 3
    assert papers.all[name].asked(article(1)) == 2


@pytest.mark.parametrize("name", ["busy-long", "busy-date"])
def test_a_wish_beyond_the_night_is_kept_over_the_night(papers, name):
    assert papers.all[name].asked(article(1)) == 1
    assert len(papers.all[name].hits) == papers.first_hits[name]


@pytest.mark.parametrize("name", ["busy-long", "busy-date"])
def test_a_wish_beyond_the_night_is_told(papers, name):
    assert "retry_later" in {kind for kind, _ in papers.told[name]}
