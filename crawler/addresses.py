"""Addresses: one spelling for each, and which of them are worth a visit. The rules are data (datasets/crawl.toml)."""

import re
import tomllib
from functools import cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from nlp.paths import datasets

MAX_LENGTH = 500  # characters; longer ones are traps (FAULTS: what held in trials)


@cache
def _rules() -> dict[str, list[re.Pattern[str]]]:
    data = tomllib.loads((datasets() / "crawl.toml").read_text(encoding="utf-8"))
    return {key: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for key, patterns in data.items()}


def absolute(base: str, link: str) -> str | None:
    """One spelling of a link seen on a page, or None when it leads nowhere a crawler may go.

    Fragments and tracking parameters go; path, case and percent-encoding stay (some papers tell cases apart).
    """
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    netloc = parts.hostname if port in (None, usual) else f"{parts.hostname}:{port}"
    tracking = _rules()["tracking"]
    query = parts.query
    if query and any(rule.search(name) for rule in tracking for name, _ in parse_qsl(query, keep_blank_values=True)):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(k, v) for k, v in pairs if not any(rule.search(k) for rule in tracking)])
    path = re.sub(r"[\x00-\x20]+", "%20", parts.path or "/")
    url = urlunsplit((parts.scheme, netloc, path, query, ""))
    return url if len(url) <= MAX_LENGTH else None


def is_article(url: str, rule: str | None = None) -> bool:
    """True when an address looks like an article's. `rule` is the source's own expression for the path."""
    parts = urlsplit(url)
    target = parts.path + ("?" + parts.query if parts.query else "")
    rules = _rules()
    if any(skip.search(target) for skip in rules["skip"]):
        return False
    if rule:
        return re.search(rule, target) is not None
    return any(pattern.search(target) for pattern in rules["article"])
