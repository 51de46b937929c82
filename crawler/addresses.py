"""Addresses: one spelling for each, and which of them are worth a visit. The rules are data (datasets/crawl.toml)."""

import re
import tomllib
from functools import cache
from urllib.parse import unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from nlp.paths import datasets

MAX_LENGTH = 500  # characters; longer ones are traps, and Scrapy's URLLENGTH_LIMIT would drop them without a word
MAX_LINK = 8 * MAX_LENGTH  # characters of a link as written, tracking parameters and all
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*\Z")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_PORTS = {"http": 80, "https": 443}


@cache
def _rules() -> dict[str, list[re.Pattern[str]]]:
    data = tomllib.loads((datasets() / "crawl.toml").read_text(encoding="utf-8"))
    return {key: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for key, patterns in data.items()}


def absolute(base: str, link: str) -> str | None:
    """One spelling of a link seen on a page, or None when it leads nowhere a crawler may go.

    Fragments and tracking parameters go; path, case and percent-encoding stay (some papers tell cases apart). What a
    browser would percent-encode (diacritics, blanks) is, so that both ways to print an address are one.
    """
    link = link.strip()
    if len(link) > MAX_LINK:
        return None
    try:
        parts = urlsplit(link if link.startswith(("http://", "https://")) else urljoin(base, link))
        if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc or ":" in parts.hostname:
            return None
        port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
        url = urlunsplit((parts.scheme, parts.hostname + port, parts.path or "/", _without_tracking(parts.query), ""))
        if not _PLAIN.match(url):
            if _CONTROLS.search(url):
                return None
            url = safe_url_string(url)
    except ValueError:  # a port that is no number, a bracket without end, a host no name can be made of
        return None
    return url if len(url) <= MAX_LENGTH else None


def _without_tracking(query: str) -> str:
    """The query without parameters that only tell where a reader came from; the others stay as they are written."""
    if not query:
        return query
    tracking = _rules()["tracking"]
    pairs = query.split("&")
    kept = [p for p in pairs if not any(rule.search(unquote_plus(p.partition("=")[0])) for rule in tracking)]
    return query if len(kept) == len(pairs) else "&".join(kept)


def is_article(url: str, rule: str | None = None) -> bool:
    """True when an address looks like an article's. `rule` is the source's own expression for the path."""
    if len(url) > MAX_LENGTH:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    target = parts.path + ("?" + parts.query if parts.query else "")
    rules = _rules()
    if any(skip.search(target) for skip in rules["skip"]):
        return False
    if rule:
        return re.search(rule, target) is not None
    return any(pattern.search(target) for pattern in rules["article"])
