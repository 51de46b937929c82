"""Addresses: one spelling for each, one key for a page, and which are worth a visit (rules: datasets/crawl.toml)."""

import re
import unicodedata
from urllib.parse import quote, unquote_plus, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from crawler.rules import any_of, patterns, rewrites, strings

MAX_LENGTH = 500  # characters; longer ones are traps, and Scrapy's URLLENGTH_LIMIT would drop them without a word
MAX_LINK = 8 * MAX_LENGTH  # characters of a link as written, tracking parameters and all
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*\Z")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_PORTS = {"http": 80, "https": 443}
# What a link may begin with, blanks and controls left out as browsers do. Others are counted together.
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,20}):", re.IGNORECASE)
_SCHEMES = {"javascript", "vbscript", "data", "file", "ftp", "s3", "mailto", "tel", "blob", "view-source"}
# A host written as a number, in any of the spellings a resolver accepts, or this very machine.
_NUMERIC = re.compile(r"(\[|0x[0-9a-f]|[0-9.]+$|[0-9][0-9a-fx.]*$|localhost\.?$)", re.IGNORECASE)
_KEPT = "!$&'()*+,;=:@-._~"  # characters of a path that mean the same written plainly (RFC 3986, pchar)


def absolute(base: str, link: str) -> str | None:
    """One spelling of a link seen on a page, or None when it leads nowhere a crawler may go.

    Fragments, tracking parameters and session ids go; path, case and percent-encoding stay (some papers tell cases
    apart). What a browser would percent-encode (diacritics, blanks) is, so that both ways to print it are one.
    """
    link = link.strip()
    if len(link) > MAX_LINK:
        return None
    try:
        parts = urlsplit(link if link.startswith(("http://", "https://")) else urljoin(base, link))
        if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc or ":" in parts.hostname:
            return None
        port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
        path = _without_session(parts.path) or "/"
        url = urlunsplit((parts.scheme, parts.hostname + port, path, _cleaned(parts.query), ""))
        if not _PLAIN.match(url):
            if _CONTROLS.search(url):
                return None
            url = safe_url_string(url)
    except ValueError:  # a port that is no number, a bracket without end, a host no name can be made of
        return None
    return url if len(url) <= MAX_LENGTH else None


def refusal(link: str) -> str | None:
    """Why a link is never followed whatever the page: its scheme, or `numeric_host`; None for ordinary links.

    Schemes nobody lists are `other_scheme`. The answer is for counting: `absolute` and the source's hosts decide.
    """
    start = "".join(link[:200].split()).lstrip("\x00")
    scheme = _SCHEME.match(start)
    if scheme:
        name = scheme[1].lower()
        if name not in _PORTS:
            # "bao-mau.test:8080/a" is a host that somebody forgot the scheme of; a browser takes it for a scheme too.
            return name if name in _SCHEMES else "other_scheme"
    elif not start.startswith("//"):
        return None
    host = start.partition("//")[2].rpartition("@")[2]
    return "numeric_host" if _NUMERIC.match(re.split(r"[/?#\\]", host, maxsplit=1)[0].partition(":")[0]) else None


def has_session(url: str) -> bool:
    """True when an address (one that was redirected to, say) carries a session id."""
    try:
        parts = urlsplit(url[:MAX_LINK])
    except ValueError:
        return False
    return _without_session(parts.path) != parts.path or any(map(_is_session, parts.query.split("&")))


def _without_session(path: str) -> str:
    if ";" in path or "/(" in path:
        for rule in patterns("session.path"):
            path = rule.sub("", path)
    return path


def _is_session(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote_plus(name)
    if any_of("session.names", name):
        return True
    [token] = patterns("session.token")
    return any_of("session.perhaps", name) and token.match(value) is not None


def _cleaned(query: str) -> str:
    """The query without what only tells who came and from where; the others stay as they are written."""
    if not query:
        return query
    pairs = query.split("&")
    kept = [p for p in pairs if not any_of("tracking", unquote_plus(p.partition("=")[0])) and not _is_session(p)]
    return query if len(kept) == len(pairs) else "&".join(kept)


def key(url: str) -> str:
    """One key for the spellings of a page: `host/path?query`, for comparing, never for fetching.

    Left out are the scheme, `www.` and mobile beginnings of the host, closing slashes, index pages, tracking and
    session ids, and what marks an AMP or print copy; parameters are in order, percent-encoding has one spelling
    (RFC 3986, 6.2.2) and diacritics one normal form. The case of the path is kept. What is no address is its own key.
    """
    if len(url) > MAX_LINK:
        return url
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme not in _PORTS or not host:
        return url
    where = _bare(host) + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")
    path = _without_session(parts.path)
    for rule, instead in rewrites("key.copies"):
        path, changed = rule.subn(instead, path)
        if changed:
            break
    path = "/".join(_one_spelling(part) for part in path.split("/")).rstrip("/")
    head, _, last = path.rpartition("/")
    if last.lower() in strings("key.index"):
        path = head.rstrip("/")
    pairs = [p for p in _cleaned(parts.query).split("&") if p and not any_of("key.parameters", p.partition("=")[0])]
    query = "&".join(sorted(_ESCAPE.sub(lambda match: match[0].upper(), pair) for pair in pairs))
    return where + path + (f"?{query}" if query else "")


def _bare(host: str) -> str:
    """The host without the beginnings that carry the same pages; a name of two parts is left alone."""
    for beginning in strings("key.hosts"):
        rest = host.removeprefix(beginning)
        if rest != host and "." in rest:
            return rest
    return host


def _one_spelling(part: str) -> str:
    if "%" not in part and part.isascii():
        return part
    try:
        text = unquote_to_bytes(part).decode("utf-8")
    except UnicodeError:  # an older encoding: only the letters of its escapes can be made alike
        return _ESCAPE.sub(lambda match: match[0].upper(), part)
    return quote(unicodedata.normalize("NFC", text), safe=_KEPT)


def is_article(url: str, rule: str | None = None) -> bool:
    """True when an address looks like an article's. `rule` is the source's own expression for the path."""
    if len(url) > MAX_LENGTH:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    target = parts.path + ("?" + parts.query if parts.query else "")
    if any_of("skip", target):
        return False
    if rule:
        return re.search(rule, target) is not None
    return any_of("article", target)
