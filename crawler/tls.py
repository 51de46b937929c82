"""Certificates: refused unless they hold, with the reason; looked over for sources that say `certificate = "any"`."""

from typing import Any

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.crawler import Crawler
from service_identity import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # has no types

from crawler.guard import literal

# Codes of OpenSSL's x509_vfy.h that old and neglected servers give rise to.
_REASONS = {
    7: "certificate with a wrong signature", 9: "certificate not valid yet", 10: "certificate expired",
    18: "self-signed certificate", 19: "certificate of an authority that signed itself",
    20: "certificate of an unknown authority", 21: "certificate of an unknown authority", 23: "certificate withdrawn",
}  # fmt: skip
ANOTHER_HOST = "certificate of another host"


@implementer(IPolicyForHTTPS)
class Certificates:
    """How Twisted checks each server; `trouble` maps (host, port) to what was wrong in its last handshake."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._creators: dict[tuple[str, int], _Told] = {}
        self.trouble: dict[tuple[str, int], str] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> IOpenSSLClientConnectionCreator:
        """The check for one server, made once: the system's authorities, and the name."""
        key = (hostname.decode("ascii").lower(), port)
        if key not in self._creators:
            self._creators[key] = _Told(key, self.trouble, self._opted_out(key[0]))
        return self._creators[key]  # type: ignore[return-value]  # mypy does not know zope's implementer

    def _opted_out(self, host: str) -> bool:
        sources = getattr(self._crawler.spider, "sources", ())
        hosts = {name for source in sources if source.certificate == "any" for name in source.hosts}
        names = {name.partition(":")[0].removeprefix("www.") for name in hosts}
        return host.removeprefix("www.") in names


@implementer(IOpenSSLClientConnectionCreator)
class _Told:
    """Twisted's connection with its check of the certificate replaced by the same check that says what was wrong."""

    def __init__(self, key: tuple[str, int], trouble: dict[tuple[str, int], str], any_will_do: bool) -> None:
        self._key, self._trouble, self._any_will_do = key, trouble, any_will_do
        self._creator: Any = optionsForClientTLS(key[0])
        self._identity: ServiceID = DNS_ID(key[0]) if literal(key[0]) is None else IPAddress_ID(key[0])

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        self._trouble.pop(self._key, None)
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._check)
        return connection

    def _check(self, _: SSL.Connection, certificate: X509, code: int, depth: int, ok: int) -> bool:
        """Called by OpenSSL for each certificate of the chain, the server's own (depth 0) last; must not raise."""
        wrong = None
        if not ok:
            wrong = _REASONS.get(code, f"certificate not accepted (OpenSSL's code {code})")
        elif depth == 0:
            try:
                verify_service_identity(extract_patterns(certificate), [self._identity], [])
            except VerificationError:
                wrong = ANOTHER_HOST
            except (CertificateError, ValueError) as error:
                wrong = f"certificate that cannot be read: {error}"
        if wrong is not None:
            self._trouble.setdefault(self._key, wrong)
        return wrong is None or self._any_will_do
