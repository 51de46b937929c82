"""One name and one line for whatever a request failed with."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

from crawler.refused import Refused

# What a host's robots.txt failed with and what says more of the host than "robots_unreachable" does.
OF_THE_HOST = frozenset({"private_address", "certificate"})
_KINDS: dict[type[BaseException], str] = {
    CannotResolveHostError: "dns",
    DownloadConnectionRefusedError: "not_fetched",
    DownloadTimeoutError: "timeout",
    ResponseDataLossError: "truncated",
}


def named(error: BaseException | None) -> tuple[str, str]:
    """(kind, reason): the kind of a Refused, dns, timeout, truncated, or not_fetched."""
    if isinstance(error, Refused):
        return error.kind, str(error)
    reason = " ".join(str(error).split()) or type(error).__name__
    for known, kind in _KINDS.items():
        if isinstance(error, known):
            return kind, reason
    return "not_fetched", f"{type(error).__name__}: {reason}"
