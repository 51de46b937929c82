"""Names into addresses, of which only those a crawler may dial are handed on (setting TWISTED_DNS_RESOLVER).

Twisted asks for literals too, and dials exactly what it is given here: an answer that changes between two questions
(DNS rebinding) gains nothing, because each answer is judged where it is used.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # has no types

from crawler.guard import PORTS, is_public, local


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver for IPv4 and IPv6 without its wrong answers; `refused` maps a host to why nothing was left."""

    def __init__(self, reactor: ReactorBase, cache_size: int, doors: frozenset[str] = frozenset()) -> None:
        super().__init__(reactor, cache_size)
        self.doors = doors
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "GuardedResolver":
        size = crawler.settings.getint("DNSCACHE_SIZE") if crawler.settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, local(crawler.settings))

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """As of IHostnameResolver; addresses that may not be dialled are left out."""
        vetting: Any = _Vetting(resolutionReceiver, hostName.lower(), portNumber, self)
        return super().resolveHostName(vetting, hostName, portNumber, addressTypes, transportSemantics)

    def permits(self, host: str, port: int, address: str) -> bool:
        """True when a connection to this address may be made in the name of this host and port."""
        found = ip_address(address)
        if f"{host}:{port}" in self.doors:
            return found.is_loopback or is_public(found)
        return port in PORTS.values() and is_public(found)


@implementer(IResolutionReceiver)
class _Vetting:
    """Hands on to `receiver` what the resolver permits."""

    def __init__(self, receiver: Any, host: str, port: int, resolver: GuardedResolver) -> None:
        self.receiver, self.host, self.port, self.resolver = receiver, host, port, resolver
        self.kept = 0
        self.dropped: list[str] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self.resolver.permits(self.host, self.port, address.host):
            self.kept += 1
            self.receiver.addressResolved(address)
        else:
            self.dropped.append(f"{address.host}:{self.port}")

    def resolutionComplete(self) -> None:
        self.resolver.refused.pop(self.host, None)
        if self.dropped and not self.kept:
            self.resolver.refused[self.host] = f"{self.host} leads to {self.dropped[0]}, which is not public"
        self.receiver.resolutionComplete()
