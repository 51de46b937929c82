"""robots.txt as RFC 9309 has it: unreachable means closed, 4xx means open; Crawl-delay is read."""

from dataclasses import dataclass
from typing import Any

from protego import Protego

LIMIT = 500 * 1024  # bytes that are read (RFC 9309, 2.5)
MAX_DELAY = 300.0  # seconds; a longer Crawl-delay would let one page an hour starve a night, and is named instead
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows. `closed` says why nothing at all may be asked; `body` is the file as it was read."""

    body: str = ""
    status: int | None = None
    closed: str | None = None
    _parsed: Any = None

    def allows(self, url: str, agent: str) -> bool:
        """May this address be asked for?"""
        return self.closed is None and (self._parsed is None or bool(self._parsed.can_fetch(url, agent)))

    def delay(self, agent: str) -> float | None:
        """Crawl-delay in seconds, or None; a longer one than MAX_DELAY counts as that."""
        given = self._parsed.crawl_delay(agent) if self._parsed is not None else None
        return None if given is None else min(float(given), MAX_DELAY)


def read(status: int, body: bytes, content_type: str | None = None) -> Rules:
    """The rules an answer gives; a file that is no robots.txt at all (a page, a picture) forbids nothing."""
    if status >= 500 or status == 429:
        return Rules(status=status, closed=f"answered {status}")
    if status >= 400:
        return Rules(status=status)
    text = body[:LIMIT].removeprefix(_MARK).decode("utf-8", "replace")
    start = text[:1000].lstrip().lower()
    if start.startswith(("<!doctype", "<html")) or ("html" in (content_type or "") and "<html" in start):
        return Rules(status=status)
    return Rules(text, status, None, Protego.parse(text))


def unreachable(reason: str) -> Rules:
    """The rules of a host whose robots.txt could not be had: closed for this run."""
    return Rules(closed=reason)
