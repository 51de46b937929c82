"""Articles printed on several pages: the addresses of the others."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.reading.dating import following
from crawler.reading.knowledge import words

_MOST_PAGES = 30  # of one article; the longest seen had nine
_MOST_LINKS = 2000  # looked at
_NEAR = 40  # elements after a body in which its page numbers stand
_NUMBER = re.compile(r"(\d{1,2})(?=\.\w{2,5}$|/?$)")


def further(tree: HtmlElement, url: str, bodies: list[HtmlElement]) -> list[str]:
    """The addresses of the other pages of an article printed on several, by page number; mostly empty.

    A link counts when it stands in the body, right under it or in the head (`rel="next"`), and differs from `url` by
    the number of the page alone: "next article" does not. Where only some of the numbers are linked, none is given.
    """
    links = list(_links(tree, bodies))
    if not links:
        return []
    own, here = _unpaged(url)
    found: dict[int, str] = {}
    for href in links:
        try:
            address = urljoin(url, href)
            base, number = _unpaged(address)
        except ValueError:
            continue
        if number != here and base == own and address.startswith(("http://", "https://")):
            found.setdefault(number, address)
    numbers = [number for number in sorted(found) if number <= _MOST_PAGES]
    # Page numbers follow each other, this page among them; "?start=20" of a list of comments does not
    return [found[n] for n in numbers] if sorted({here, *numbers}) == list(range(1, len({here, *numbers}) + 1)) else []


def number(url: str) -> int:
    """The number of the page an address names; 1 where it names none."""
    try:
        return _unpaged(url)[1]
    except ValueError:
        return 1


def _links(tree: HtmlElement, bodies: list[HtmlElement]) -> Iterator[str]:
    for link in tree.iter("link"):
        if "next" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link.get("href", "")
    near = [inner for body in bodies for inner in body.iter("a")]
    near += [e for e in (following(bodies[-1], _NEAR) if bodies else []) if e.tag == "a"]
    for link in near[:_MOST_LINKS]:
        text = "".join(link.itertext()).strip()
        if link.get("href") and (text.isdigit() or "next" in (link.get("rel") or "").lower()):
            yield link.get("href", "")


def _unpaged(url: str) -> tuple[tuple[str, str, str], int]:
    """((host, path, query) without the page, number of the page); 1 where none is named."""
    parts = urlsplit(url.strip())
    number, kept = 1, []
    for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50):
        if name.lower() in words("pages", "parameters") and value.isdigit() and len(value) <= 3:
            # Joomla counts from 0: "?start=1" is the second page
            number = int(value) + (name.lower() in ("start", "limitstart"))
        else:
            kept.append((name, value))
    path = parts.path
    if number == 1:
        match = _NUMBER.search(path)
        ending = next((e for e in words("pages", "endings") if match and path[: match.start()].endswith(e)), None)
        if match and ending:
            path, number = path[: match.start() - len(ending)] + path[match.end() :], int(match[1])
    return ((parts.hostname or "").removeprefix("www."), path.rstrip("/"), urlencode(kept)), number
