"""One page, from bytes to what it is."""

import re

from lxml.html import HtmlElement

from crawler.reading import fields, general, kinds, layouts, metadata
from crawler.reading.article import Parts, assemble
from crawler.reading.decoding import UnreadableError, decode, fault
from crawler.reading.house import House
from crawler.reading.layouts.base import Layout, select, select_all
from crawler.reading.parsing import MAX_BYTES, NotHtmlError, TooMuchError, parse
from crawler.reading.records import Kind, Reading

GENERAL = "general"
_TAGS = re.compile(rb"<\s*(?:html|head|body|div|p|table|title|article|main|h1)\b", re.I)
_SHORTEST = 100  # characters of body; the shortest news item seen has 180
_SURE = 300  # characters of text that pass on an unknown page without a date, an author or a declaration
_LIST_LINKS = 4  # headlines in a supposed body that make it a list
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

    `content` is the whole answer, `content_type` its header, `layout` the name of a layout or "auto". `site_names` and
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
    return _sorted(tree, text, url, wanted, meta, house)


def _sorted(tree: HtmlElement, text: str, url: str, wanted: str, meta: metadata.Metadata, house: House) -> Reading:
    def without(kind: Kind, reason: str, name: str = "") -> Reading:
        return Reading(kind, reason=reason, layout=name, canonical=meta.canonical)

    if kinds.is_quiz(url, tree):
        return without("media", "quiz")
    names = layouts.names_on(tree)
    known = _layout(tree, url, wanted, names)
    if known is None and kinds.is_list_address(url) and not meta.is_article:
        return without("list", "list address")
    if known is None:
        if general.is_scrambled(tree):
            return without("missing", "body encrypted", GENERAL)
        body = general.find_body(tree, text, meta)
        bodies, name = ([body] if body is not None else []), GENERAL
    else:
        bodies, name = known.bodies(tree), known.name
        if _is_sealed(known, tree, bodies):
            return without("missing", "body encrypted", name)
    if kinds.is_gone(meta, tree):
        return without("missing", "error page", name)
    if known is None and _is_list(tree, bodies, meta):
        return without("list", "more headlines than text", name)
    if not bodies:
        if kinds.is_media_address(url) or kinds.has_player(tree):
            return without("media", "no text", name)
        return without("missing", "body not found", name)
    article, size, raw = assemble(Parts(tree, url, meta, house, known, bodies, names))
    wrong = fault(raw)
    if wrong:
        return without("failed", wrong, name)
    if size < _SHORTEST:
        media = kinds.is_media_address(url) or kinds.has_player(tree) or len(article.images) >= 3
        return without("media", "hardly any text", name) if media else without("missing", "body empty", name)
    if known is None and size < _SURE and not (meta.is_article or article.published_at or article.author):
        return without("missing", "too little text to be sure", name)
    if not article.title:
        return without("missing", "title not found", name)
    if kinds.is_print(url, tree, meta):
        return Reading("print", article, "print copy", name, meta.canonical)
    return Reading("article", article, None, name, meta.canonical)


def _layout(tree: HtmlElement, url: str, wanted: str, names: frozenset[str]) -> type[Layout] | None:
    """The layout asked for if the page has its body, else the one the page carries, else None."""
    named = layouts.by_name(wanted)
    if named is not None and named.bodies(tree):
        return named
    known = layouts.recognise(tree, url, names)
    return known if known is not None and known.bodies(tree) else None


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
    if len("".join(text.split())) >= 3 * _SEALED_RUN // 2 or not known.sealed:
        longest = max((len(word) for word in text.split()), default=0)
        return longest > _SEALED_RUN and longest > len(text) / 2
    return bool(select_all(tree, known.sealed)) or max((len(w) for w in text.split()), default=0) > _SEALED_RUN


def _is_list(tree: HtmlElement, bodies: list[HtmlElement], meta: metadata.Metadata) -> bool:
    if meta.is_article:
        return False
    if not bodies:
        whole, heading = tree.find("body"), next(tree.iter("h1"), None)
        dated = fields.near_date(heading, []) is not None  # an article whose text nobody found
        return whole is not None and not dated and kinds.headlines(whole) >= _LIST_LINKS
    body = bodies[0]
    if body.tag == "li" or any(above.tag == "li" for above in body.iterancestors()):
        return True  # an item of a list
    first = next((e for e in body.iter("p", "a") if e.tag == "p" or e.get("href")), None)
    links = kinds.headlines(body)
    paragraphs = [e for e in select(bodies[0], "p") if len("".join(e.itertext())) >= _SHORTEST]
    if first is not None and first.tag == "a" and links * 4 >= len(paragraphs) and links:
        return True  # headlines that lead elsewhere, their excerpts under them
    return links >= _LIST_LINKS and links * 2 >= len(paragraphs)
