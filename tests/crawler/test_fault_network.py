"""One night among papers that lead elsewhere: inside, through doors that are not the web's, round in circles.

Each paper has a good article (number 0) beside its fault, so that a night that dies shows.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.behaviours import onward, redirect, says, then
from tests.support.faults import SECTION, Faults, Night, article, faults, night

INSIDE = ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1.",
          "１２７.０.０.１", "169.254.169.254", "0.0.0.0", "10.0.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"]  # fmt: skip
NEXT_DOOR = ["127.0.0.1", "127.1", "localhost", "0x7f000001", "[::1]", "0.0.0.0"]
NOT_THE_WEB = ["file:///etc/passwd", "ftp://127.0.0.1/a", "s3://kho/a", "data:text/html,<p>a</p>", "javascript:alert(1)",
               "gopher://127.0.0.1/"]  # fmt: skip
NOWHERE = ["http://[::1", "http://", "///", "http://a b/"]
LINKS = ["file:///etc/passwd-1-2-345.html", "ftp://127.0.0.1/a-b-c-123.html", "javascript:void(a-b-c-123)",
         "data:text/html,a-b-c-123", "s3://kho/a-b-c-123.html", "http://[::1/a-b-c-123.html", "//127.1/a-b-c-123.html"]  # fmt: skip
LISTS = {"sections": SECTION, "feeds": "/rss", "sitemaps": "/s.xml", "robots": "/robots.txt"}


class Papers:
    """The papers of the night by name, the server inside that nobody may reach, and what the night told."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.inner = stack.enter_context(faults(opened=False))
        self.inner.otherwise = says(b"<p>noi bo</p>")
        self.port = self.inner.host.partition(":")[2]
        self.all: dict[str, Faults] = {}
        self.told: Night

    def open(self, name: str, host: str = "127.0.0.1") -> Faults:
        """One more paper, with one good article."""
        paper = self.all[name] = self._stack.enter_context(faults(name=host))
        paper.articles(1)
        return paper

    def redirecting(self, name: str, targets: list[str]) -> None:
        """A paper whose articles from number 1 on redirect to these."""
        paper = self.open(name)
        paper.articles(1 + len(targets))
        for number, target in enumerate(targets, 1):
            paper.add(article(number), redirect(target.encode().decode("latin-1")))

    def kinds(self, name: str, number: int) -> list[str]:
        """What was written down of an article."""
        return self.told.kinds(self.all[name].url(article(number)))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with ExitStack() as stack:
        made = Papers(stack)
        made.redirecting("inside", [f"http://{host}/trong-nha-123.html" for host in INSIDE])
        made.redirecting("next-door", [f"http://{host}:{made.port}/trong-nha-123.html" for host in NEXT_DOOR])
        made.redirecting("not-the-web", NOT_THE_WEB)
        made.redirecting("nowhere", NOWHERE)
        made.redirecting("in-circles", [article(1), "/chuoi-dai/1-di-tiep.html"])
        made.all["in-circles"].under["/chuoi-dai/"] = onward("/chuoi-dai/", 30)
        _links(made)
        for name, path in LISTS.items():
            made.open(name).add(path, redirect("http://127.1/"))
        refresh = made.open("refresh")
        refresh.articles(2)
        target = made.inner.url("/a-b-c-123.html")
        refresh.add(article(1), f'<meta http-equiv="refresh" content="0;url={target}">'.encode())
        made.open("dns-inside", "trong.test")
        made.open("dns-mixed", "lan.test")
        made.open("dns-none", "khong-co.test")
        second = made.open("second")  # a further host of the paper "secret"
        secret = made.open("secret")
        secret.articles(2)
        cookie = "phien=bi-mat"
        secret.add(article(0), says(b"<p>a</p>", Set_Cookie=cookie, WWW_Authenticate="Basic"))
        secret.add(article(1), says(b"", 302, Location=second.url("/a-b-c-123.html"), Set_Cookie=cookie))
        entries = [
            paper.entry(name, sections=[SECTION], **({name: [LISTS[name]]} if name in ("feeds", "sitemaps") else {}))
            for name, paper in made.all.items()
            if name not in ("second", "secret")
        ]
        both = f'hosts = ["{second.host}", '
        entries.append(secret.entry("secret", sections=[SECTION]).replace("hosts = [", both))
        names = {"trong.test": [["10.0.0.1"]], "lan.test": [["127.0.0.1", "10.0.0.1"]]}
        made.told = night(tmp_path_factory.mktemp("night"), *entries, names=names)
        yield made


def _links(made: Papers) -> None:
    """A paper whose section, feed and sitemap link inside, beside one good article."""
    paper = made.open("links")
    inside = [f"http://{host}:{made.port}/trong-nha-{n}-123.html" for n, host in enumerate(INSIDE)]
    links = [*inside, *LINKS, made.inner.url("/trong-nha-ta-123.html")]
    anchors = "".join(f'<a href="{link}">x</a>' for link in [*links, article(0)])
    paper.add(SECTION, f"<html><body>{anchors}</body></html>".encode())


def test_no_server_inside_is_asked_for_anything(papers):
    assert papers.inner.hits == []


def test_the_good_articles_come_in(papers):
    lost = {"dns-inside", "dns-none", "sections", "robots", "secret", "second"}
    assert {name for name in papers.all if papers.told.stored(name)} == papers.all.keys() - lost


@pytest.mark.parametrize(("number", "host"), list(enumerate(INSIDE, 1)))
def test_no_redirect_leads_to_a_private_address(papers, number, host):
    assert papers.kinds("inside", number) == ["private_address"]


@pytest.mark.parametrize(("number", "host"), list(enumerate(NEXT_DOOR, 1)))
def test_no_redirect_leads_to_another_port(papers, number, host):
    assert papers.kinds("next-door", number) == ["port"]


@pytest.mark.parametrize(("number", "target"), list(enumerate(NOT_THE_WEB, 1)))
def test_a_redirect_to_a_door_that_is_not_the_web_is_counted(papers, number, target):
    assert papers.kinds("not-the-web", number) == ["scheme"]


@pytest.mark.parametrize(("number", "target"), list(enumerate(NOWHERE, 1)))
def test_a_redirect_to_no_address_is_written_down(papers, number, target):
    assert len(papers.kinds("nowhere", number)) == 1


def test_a_redirect_loop_is_left_after_five_hops(papers):
    assert papers.all["in-circles"].asked(article(1)) == 6
    assert papers.kinds("in-circles", 1) == ["redirects"]


def test_a_chain_of_redirects_is_left_after_five_hops(papers):
    assert sum(hit.path.startswith("/chuoi-dai/") for hit in papers.all["in-circles"].hits) == 5
    assert papers.kinds("in-circles", 2) == ["redirects"]


def test_hostile_links_of_a_page_are_no_addresses_of_ours(papers):
    found = papers.told.rows("SELECT url FROM frontier WHERE source = 'links' AND kind = 'article'")
    assert found == [(papers.all["links"].url(article(0)),)]


@pytest.mark.parametrize("name", ["sections", "feeds", "sitemaps"])
def test_no_list_is_fetched_from_inside(papers, name):
    assert f"{name.removesuffix('s')}_private_address" in papers.told.kinds(papers.all[name].url(LISTS[name]))


def test_a_robots_txt_that_leads_inside_closes_its_host(papers):
    assert "127.0.0.1" in papers.told.events("robots")[0][1]
    assert {hit.path for hit in papers.all["robots"].hits} == {"/robots.txt"}


def test_a_meta_refresh_is_not_followed(papers):
    assert papers.told.stored("refresh") == [papers.all["refresh"].url(article(0))]


def test_a_name_that_leads_inside_is_refused_with_its_address(papers):
    assert "10.0.0.1" in papers.told.events("dns-inside")[0][1]
    assert papers.all["dns-inside"].hits == []


def test_of_a_mixed_answer_the_permitted_address_is_dialled(papers):
    assert papers.told.events("dns-mixed") == []


def test_a_name_without_an_answer_marks_its_source(papers):
    assert "khong-co.test" in papers.told.events("dns-none")[0][1]


def test_nothing_secret_goes_along_to_another_host(papers):
    asked = [*papers.all["secret"].hits, *papers.all["second"].hits]
    assert "/a-b-c-123.html" in [hit.path for hit in asked]
    for hit in asked:
        assert not {"authorization", "cookie", "referer", "proxy-authorization"} & hit.headers.keys()


def test_a_name_that_comes_to_lead_inside_reaches_nothing(tmp_path):
    with faults(name="doi.test") as paper:
        paper.articles(1)
        assert len(night(tmp_path, paper.entry(sections=[SECTION]), names={"doi.test": [["127.0.0.1"]]}).stored()) == 1
        before = len(paper.hits)
        told = night(tmp_path, paper.entry(sections=[SECTION]), names={"doi.test": [["10.0.0.1"]]})
        assert len(paper.hits) == before
        assert "10.0.0.1" in told.events()[-1][1]


def test_a_redirect_to_a_host_that_is_closed_tonight_is_not_followed_again_and_again(tmp_path):
    with faults() as paper, faults() as closed:
        paper.articles(1)
        there = redirect(closed.url(article(0)))
        paper.add(article(0), then(*[there] * 9, says(b"", 410)))  # a crawl that asks for ever ends here
        closed.add("/robots.txt", says(b"", 500))
        closed.articles(1)
        entries = [paper.entry(sections=[SECTION]), closed.entry("dong", sections=[SECTION])]
        night(tmp_path, *entries)
        assert paper.asked(article(0)) <= 2
