"""Where requests may go: every spelling of a private address, schemes, ports, and names that answer differently."""

from ipaddress import ip_address

import pytest
from scrapy import Request
from scrapy.settings import Settings
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer

from crawler.guard import GuardMiddleware, check, is_public, literal, local
from crawler.refused import Refused
from crawler.resolver import GuardedResolver

LOOPBACK = [
    "127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7F.1", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.1.",
    "127.0.0.1..", "１２７.０.０.１", "①②⑦.0.0.1", "127。0。0。1", "127．0．0．1", "%31%32%37.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]", "[64:ff9b:1::7f00:1]",
]  # fmt: skip
PRIVATE = [
    "0.0.0.0", "0", "10.0.0.1", "10.1", "172.16.5.5", "192.168.1.1", "192.168.257", "169.254.169.254", "0xa9fea9fe",
    "2852039166", "100.64.0.1", "198.18.0.1", "192.0.2.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.88.99.1", "192.0.0.1", "[::]", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fe80::1%25eth0]",
    "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[2001:0:7f00:1::]", "[5f00::1]", "[100::1]",
    "[64:ff9b::a00:1]", "[::ffff:10.0.0.1]", "[2002:a00:1::]", "[fd00:ec2::254]",
]  # fmt: skip


@pytest.mark.parametrize("host", [*LOOPBACK, *PRIVATE])
def test_no_spelling_of_an_inner_address_passes(host):
    with pytest.raises(Refused) as refused:
        check(f"http://{host}/bai-viet-1.html")
    assert refused.value.kind == "private_address"


@pytest.mark.parametrize(
    "host", ["1.2.3.4.5", "256.256.256.256", "0x", "08.0.0.1", "1.2.3.0x1g.9", "bao.vn.7", "[::1", "٣.١"]
)
def test_what_looks_like_an_address_and_is_none_does_not_pass(host):
    with pytest.raises(Refused):
        check(f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    [
        "baoquangninh.vn",
        "www.bao-thu.com.vn.",
        "113.160.0.1",
        "[2405:4800::1]",
        "báo.vn",
        "0x7f.vn",
        "3g.vn",
        "localhost",
    ],
)
def test_names_and_public_addresses_pass(host):
    check(f"https://{host}/")  # what a name leads to is judged where it is dialled


@pytest.mark.parametrize("url", ["ftp://bao.vn/a", "file:///etc/passwd", "data:text/html,a", "javascript:alert(1)", "s3://a/b",
                                 "gopher://bao.vn:80/", "//bao.vn/", "bao.vn/a", "", "http:///a", "HTTPX://bao.vn/"])  # fmt: skip
def test_only_the_web_passes(url):
    with pytest.raises(Refused) as refused:
        check(url)
    assert refused.value.kind == "scheme"


@pytest.mark.parametrize("port", ["22", "8080", "0", "81", "65536", "-1", "8_0", "８０", "80x", "3306"])
def test_only_the_ports_of_the_web_pass(port):
    with pytest.raises(Refused) as refused:
        check(f"http://bao.vn:{port}/")
    assert refused.value.kind == "port"


@pytest.mark.parametrize("url", ["http://bao.vn:80/", "http://bao.vn:/", "https://bao.vn:443/", "http://bao.vn:443/"])
def test_the_ports_of_the_web_pass(url):
    check(url)


def test_a_door_opens_exactly_one_host_and_port():
    doors = local(Settings({"GUONG_LOCAL": " 127.0.0.1:8000 , Bao.Test:9000"}))
    check("http://127.0.0.1:8000/", doors)
    check("http://bao.test:9000/", doors)
    for url in ("http://127.0.0.1:8001/", "http://127.0.0.1/", "http://127.1:8000/", "http://localhost:8000/",
                "http://127.0.0.1:80000/", "ftp://127.0.0.1:8000/", "http://bao.test:8000/"):  # fmt: skip
        with pytest.raises(Refused):
            check(url, doors)


def test_no_door_is_open_by_itself():
    assert local(Settings()) == frozenset()


def test_the_middleware_refuses_before_anything_is_asked():
    with pytest.raises(Refused):
        GuardMiddleware(frozenset()).process_request(Request("http://169.254.169.254/latest/meta-data/"))


def test_a_million_characters_of_host_are_refused_in_no_time_worth_telling():
    with pytest.raises(Refused) as refused:
        check("http://" + "1." * 500_000 + "1/")
    assert len(str(refused.value)) < 200


def test_public_addresses_are_public():
    public = ["8.8.8.8", "203.162.4.190", "2405:4800::1", "2001:4860:4860::8888", "64:ff9b::cba2:4be", "::ffff:8.8.8.8"]
    assert all(is_public(ip_address(one)) for one in public)


def test_a_name_is_no_literal():
    assert literal("baoquangninh.vn") is None
    assert literal("2130706433") == ip_address("127.0.0.1")


@implementer(IHostnameResolver)
class Answers:
    """A DNS that gives one list of addresses after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver, host, port=0, types=None, semantics="TCP"):
        receiver.resolutionBegan(self)
        for address in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()
        return self


class Asking:
    """Somebody who wants to connect: `given` is what may be dialled."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.ended = False

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.given.append(address.host)

    def resolutionComplete(self):
        self.ended = True


def resolver(*answers: list[str], doors: str = "") -> GuardedResolver:
    class Reactor:
        nameResolver = Answers(*answers)

    return GuardedResolver(Reactor(), 0, frozenset(filter(None, [doors])))


def ask(guarded: GuardedResolver, host: str, port: int = 80) -> list[str]:
    asking = Asking()
    guarded.resolveHostName(asking, host, port)
    assert asking.ended
    return asking.given


def test_a_name_that_leads_inside_leads_nowhere_and_is_told():
    guarded = resolver(["10.0.0.1"])
    assert ask(guarded, "bao.test") == []
    assert "10.0.0.1" in guarded.refused["bao.test"]


def test_of_a_mixed_answer_only_the_public_address_is_dialled():
    guarded = resolver(["127.0.0.1", "203.162.4.190", "169.254.169.254"])
    assert ask(guarded, "bao.test") == ["203.162.4.190"]
    assert guarded.refused == {}


def test_an_answer_that_changes_is_judged_each_time():
    guarded = resolver(["203.162.4.190"], ["127.0.0.1"], ["203.162.4.190"])
    assert [ask(guarded, "doi.test") for _ in range(3)] == [["203.162.4.190"], [], ["203.162.4.190"]]


def test_a_literal_is_judged_where_it_is_dialled_too():
    assert ask(resolver(["127.0.0.1"]), "127.0.0.1") == []


def test_no_other_port_is_dialled():
    assert ask(resolver(["203.162.4.190"]), "bao.test", 3306) == []


def test_a_door_leads_to_loopback_and_to_no_other_inner_address():
    door = "bao.test:9000"
    assert ask(resolver(["127.0.0.1"], doors=door), "bao.test", 9000) == ["127.0.0.1"]
    assert ask(resolver(["10.0.0.1"], doors=door), "bao.test", 9000) == []
    assert ask(resolver(["127.0.0.1"], doors=door), "khac.test", 9000) == []
    assert ask(resolver(["127.0.0.1"], doors=door), "bao.test", 9001) == []


def test_a_name_nobody_knows_is_not_called_private():
    guarded = resolver([])
    assert ask(guarded, "khong-co.test") == []
    assert guarded.refused == {}
