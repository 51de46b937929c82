"""One page, from bytes to what it is."""

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from crawler.reading import fields, general, headings, judging, kinds, layouts, metadata, second
from crawler.reading.article import Parts, assemble
from crawler.reading.decoding import UnreadableError, decode, fault
from crawler.reading.house import House
from crawler.reading.layouts.base import Layout, select_all
from crawler.reading.lines import MOST
from crawler.reading.parsing import MAX_BYTES, NotHtmlError, TooMuchError, parse
from crawler.reading.records import Kind, Reading

GENERAL = "general"
_TAGS = re.compile(rb"<\s*(?:html|head|body|div|p|table|title|article|main|h1)\b", re.I)
_SHORTEST = 100  # characters of body; the shortest news item seen has 180
_SURE = 300  # characters of text that pass on an unknown page without a date, an author or a declaration
_NOTICE = 700  # characters of text up to which a title that says "not found" is believed
_LONGEST = 1_000_000  # characters of a body; a report printed whole has 200,000
_SEALED_RUN = 300  # characters without a blank: an encrypted body, no word is so long


def read_page(
    content: bytes,
    url: str,
    *,
    content_type: str | None = None,
    layout: str = "auto",
    site_names: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> Reading:
    """What a page is, and its article where it holds one.

    `content` is the whole answer, `content_type` its header, `layout` the name of a layout, "auto", or "general" for none. `site_names` and
    `hosts` are the paper's own, which are never a credit. Nothing is raised, whatever the bytes are.
    """
    try:
        return _read(content, url, content_type, layout, site_names, hosts)
    except RecursionError:
        return Reading("failed", reason="nested too deeply")
    except Exception as error:  # the promise above: a page of the open web must not stop a night
        return Reading("failed", reason=f"{type(error).__name__} while reading")


def _read(
    content: bytes, url: str, content_type: str | None, wanted: str, site_names: tuple[str, ...], hosts: tuple[str, ...]
) -> Reading:
    if not content.strip():
        return Reading("not_html", reason="empty")
    if _is_other_type(content, content_type):
        return Reading("not_html", reason="no HTML in it")
    if len(content) > MAX_BYTES:
        return Reading("failed", reason=f"larger than {MAX_BYTES} bytes")
    try:
        text = decode(content, content_type)
        tree = parse(text)
    except NotHtmlError as error:
        return Reading("not_html", reason=str(error))
    except (UnreadableError, TooMuchError) as error:
        return Reading("failed", reason=str(error))
    meta = metadata.read(tree, url)
    house = House.of((*site_names, meta.site_name or ""), hosts or _host(url))
    return _sorted(tree, url, wanted, meta, house)


def _sorted(tree: HtmlElement, url: str, wanted: str, meta: metadata.Metadata, house: House) -> Reading:
    def without(kind: Kind, reason: str, name: str = "") -> Reading:
        return Reading(kind, reason=reason, layout=name, canonical=meta.canonical)

    other = kinds.by_declaration(url, tree, meta)
    if other is not None:
        return without(*other)
    names = layouts.names_on(tree)
    match = layouts.match(tree, url, names, wanted) if wanted != GENERAL else None
    if match is not None and match.bodies:
        known, name = match.layout, match.layout.name
        if _is_sealed(known, tree, match.bodies):
            return without("missing", "body encrypted", name)
        if kinds.is_gone(meta, tree):
            return without("missing", "error page", name)
        parts = Parts(tree, url, meta, house, known, match.bodies, names)
        return _article(parts, name, without)
    name = f"{match.layout.name}?" if match is not None else GENERAL
    if kinds.is_list_address(url) and not meta.is_article:
        return without("list", "list address")
    if general.is_scrambled(tree):
        return without("missing", "body encrypted", name)
    head = fields.title(tree, meta, house, (), names)
    found = general.find_body(tree, head[1])
    if found is not None and len(found.lines) >= MOST:
        return without("failed", f"more than {MOST} lines", name)
    if head[1] is None and found is not None:  # the head of the page names it otherwise, or not at all
        above = headings.above(found, house)
        if above[1] is not None:
            head = above if not (meta.headline or meta.og_title) else (head[0], above[1])
            found = general.find_body(tree, head[1]) or found
    kind = judging.doubt(found, head, meta, url, tree)
    if kind == judging.NOT_FOUND or (kind is None and (found is None or found.sentences < second.THIN)):
        seen = second.find_body(tree, head[1])
        if seen is not None and judging.doubt(seen, head, meta, url, tree) is None:
            found, kind, name = seen, None, second.NAME if match is None else name
        elif kind is None and (found is None or judging.is_lead_alone(found, meta)):
            kind = judging.NOT_FOUND
    if kind is not None or found is None:
        return without(*(kind or judging.NOT_FOUND), name if kind is None or kind[0] != "list" else GENERAL)
    return _article(Parts(tree, url, meta, house, None, found.bodies, names, found, head), name, without)


def _article(parts: Parts, name: str, without: Callable[[Kind, str, str], Reading]) -> Reading:
    """The article of a page whose body was found, or what it lacks."""
    meta, url, tree = parts.meta, parts.url, parts.tree
    if any(_size(body) > _LONGEST for body in parts.bodies):
        return without("failed", f"a text of more than {_LONGEST} characters", name)
    article, size, raw = assemble(parts)
    wrong = fault(raw)
    if wrong:
        return without("failed", wrong, name)
    if size < _SHORTEST:
        media = kinds.is_media_address(url) or kinds.has_player(tree) or len(article.images) >= 3
        return without("media", "hardly any text", name) if media else without("missing", "body empty", name)
    if parts.layout is None and size < _SURE and not (meta.is_article or article.published_at or article.author):
        return without("missing", "too little text to be sure", name)
    if not article.title:
        return without("missing", "title not found", name)
    if size < _NOTICE and kinds.says_gone(article.title):
        return without("missing", "error page", name)
    if kinds.is_print(url, tree, meta):
        return Reading("print", article, "print copy", name, meta.canonical)
    return Reading("article", article, None, name, meta.canonical)


def _size(body: HtmlElement) -> int:
    return sum(len(text) for text in body.itertext())


def _is_other_type(content: bytes, content_type: str | None) -> bool:
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and not (
        "html" in kind or kind in ("text/plain", "application/octet-stream", "text/xml", "application/xml")
    ):
        return True
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and not _TAGS.search(content):
        return True
    head = content[:64].lstrip()
    return head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"{", b"<rss", b"<feed", b"<urlset")
    )


def _host(url: str) -> tuple[str, ...]:
    parts = url.split("/", 3)
    return (parts[2].split("@")[-1].split(":")[0],) if len(parts) > 2 else ()


def _is_sealed(known: type[Layout], tree: HtmlElement, bodies: list[HtmlElement]) -> bool:
    text = " ".join(" ".join(body.itertext()) for body in bodies)
    sizes = [*map(len, text.split())]
    longest = max(sizes, default=0)
    if sum(sizes) >= 3 * _SEALED_RUN // 2 or not known.sealed:
        return longest > _SEALED_RUN and longest > len(text) / 2
    return bool(select_all(tree, known.sealed)) or longest > _SEALED_RUN
