"""Where a request may go: http and https, ports 80 and 443, addresses that the whole internet can reach.

Asked twice: by the first middleware for every address as it is written, and by the resolver where a connection is
dialled (a name may answer differently each time it is looked up).
"""

import re
import socket
import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.refused import Refused

PORTS = {"http": 80, "https": 443}
MOST_TOLD = 100  # characters of a stranger's host that a reason repeats

# IANA, Internet Protocol Version 6 Address Space: all that was ever given out to hosts of the internet lies in here.
_GIVEN_OUT = IPv6Network("2000::/3")
# Parts of it that lead elsewhere or nowhere (IANA IPv6 Special-Purpose Address Registry): protocol assignments with
# Teredo, documentation (twice), 6to4, which wraps any IPv4 address.
_NOT_HOSTS = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# RFC 6052: a network without IPv4 reaches IPv4 through these; what counts is the address wrapped inside.
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4_RELAYS = IPv4Network("192.88.99.0/24")  # RFC 7526: withdrawn
_NUMBER = re.compile(r"(\d+|0[xX][0-9a-fA-F]*)\Z")


def local(settings: BaseSettings) -> frozenset[str]:
    """The `host:port` pairs of the setting GUONG_LOCAL (comma list, exact): loopback doors that tests open."""
    pairs = str(settings.get("GUONG_LOCAL") or "").split(",")
    return frozenset(pair.strip().lower() for pair in pairs if pair.strip())


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for a unicast address of the public internet; an IPv4 address wrapped in IPv6 is judged by itself."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or (IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None)
        if inner is None:
            return address in _GIVEN_OUT and address.is_global and not any(address in net for net in _NOT_HOSTS)
        address = inner
    return address.is_global and not address.is_multicast and address not in _6TO4_RELAYS


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address a host spells (127.1, 0x7f000001, 2130706433, ０１７７.0.0.1, [::1], a dot behind), None for a name.

    Raises ValueError for what ends in a number and is no address: no name of the internet does (WHATWG URL, 3.5).
    """
    plain = unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".").strip("[]").rstrip(".")
    if ":" in plain:
        return ip_address(plain)
    if not _NUMBER.match(plain.rpartition(".")[2]):
        return None
    try:
        return IPv4Address(socket.inet_aton(plain))  # reads every spelling that connecting would
    except OSError as error:
        raise ValueError(f"{plain[:MOST_TOLD]} is no address") from error


def check(url: str, doors: frozenset[str] = frozenset()) -> None:
    """Raise Refused (scheme, port, private_address) for an address no request may go to; `doors` as of `local`."""
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme, parts.hostname or ""
    except ValueError as error:
        raise Refused("scheme", f"no address of the web: {error}") from error
    if scheme not in PORTS or not host:
        raise Refused("scheme", f"{scheme[:MOST_TOLD] or 'no scheme'}: is not http or https")
    try:
        port = PORTS[scheme] if parts.port is None else parts.port
    except ValueError as error:
        raise Refused("port", f"port: {error}") from error
    if f"{host}:{port}" in doors:
        return
    if port not in PORTS.values():
        raise Refused("port", f"port {port} is neither 80 nor 443")
    try:
        address = literal(host)
    except ValueError as error:
        raise Refused("private_address", str(error)) from error
    if address is not None and not is_public(address):
        raise Refused("private_address", f"{host[:MOST_TOLD]} is {address}, no address of the public internet")


class GuardMiddleware:
    """First of all downloader middlewares: links, redirects, robots.txt, feeds and sitemaps all pass here."""

    def __init__(self, doors: frozenset[str]) -> None:
        self.doors = doors

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "GuardMiddleware":
        return cls(local(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Raise Refused for an address no request may go to."""
        check(request.url, self.doors)
