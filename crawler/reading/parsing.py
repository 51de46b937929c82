"""From text to a tree that can be walked safely."""

import re

from lxml import etree, html

MAX_BYTES = 8 * 1024 * 1024  # what the fetcher accepts at most; the longest real page seen was under 1 MB
MAX_TAGS = 40_000  # opening and closing; real pages have 500 to 8,000 elements
MAX_DEPTH = 400  # real pages nest under 60 deep; browsers stop at 512
LONG_TAG = 20_000  # bytes; libxml2 compares every attribute with all before it (100,000 of them take minutes)
MAX_ATTRIBUTES = 3_000  # separators counted outside quotes
# Bytes of UTF-8: three times as fast to search as text.
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_SEPARATOR = re.compile(rb"[\s=/]")
_ENDS = re.compile(rb"</(?:html|body)\s*>", re.I)  # some pages close the document and go on writing
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,8})|(\d{1,8}))(?![0-9a-f]);?", re.I)
_TAG = re.compile(rb"<[a-zA-Z]")
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>", re.I)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|article|title|h1|section|main)\b", re.I)


class NotHtmlError(ValueError):
    """The content is no HTML page; the message is the reason."""


class TooMuchError(ValueError):
    """The page is larger than any article page; the message is the reason."""


def parse(text: str, max_tags: int = MAX_TAGS) -> html.HtmlElement:
    """The tree of a page of at most `max_tags` tags, without comments and processing instructions.

    Raises NotHtmlError or TooMuchError.
    """
    data = text.lstrip("\ufeff").encode("utf-8", errors="ignore").translate(None, _CONTROLS)  # lone surrogates go
    data = _XML.sub(b"", _REFERENCE.sub(_known_character, data))
    if not _HTML.search(data[:200_000]):
        raise NotHtmlError("no HTML in it")
    if data.count(b"<") > max_tags:
        raise TooMuchError(f"more than {max_tags} tags")
    stretches = data.split(b">")
    for stretch in stretches if max(map(len, stretches)) > LONG_TAG else ():
        if len(stretch) <= LONG_TAG:
            continue
        tag = _TAG.search(stretch)
        if tag and len(_SEPARATOR.findall(_QUOTED.sub(b"", stretch[tag.start() :]))) > MAX_ATTRIBUTES:
            raise TooMuchError(f"a tag with more than {MAX_ATTRIBUTES} attributes")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True)
    # lxml.html's own lookup is a Python call for every element touched
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(_ENDS.sub(b"", data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotHtmlError("no HTML in it") from error
    _check_depth(tree)
    return tree


# One step a level: the cost is that of the tree, and no Python runs for an element.
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


def _check_depth(tree: html.HtmlElement) -> None:
    if _TOO_DEEP(tree):
        raise TooMuchError(f"nested more than {MAX_DEPTH} deep")


def _known_character(reference: re.Match[bytes]) -> bytes:
    """A numeric reference as it is, nothing for one to NUL or a surrogate."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code == 0 or 0xD800 <= code <= 0xDFFF else reference[0]
