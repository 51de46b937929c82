"""XML from strangers: bounded, without entities, without reads of anything else."""

import zlib

from lxml import etree

from crawler.discovery.links import ListError

MAX_XML = 16 * 1024 * 1024  # bytes after decompression: twice the download limit
MAX_LINKS = 50_000  # what one sitemap may list by its standard (sitemaps.org)


def root_of(body: bytes, kind: str) -> etree._Element:
    """The first element of a feed or sitemap, packed or not; raises ListError when it is no XML."""
    body = _unpacked(body, kind).lstrip()
    # No entities, no network, no DTD: a list is data from a stranger.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ListError(f"{kind}: not XML ({error})") from error
    if root is None or not isinstance(root.tag, str) or local(root) == "html":
        raise ListError(f"{kind}: not XML but {body[:40]!r}")
    return root


def local(element: etree._Element) -> str:
    """The name without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _unpacked(body: bytes, kind: str) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(31)
    try:
        body = unpacker.decompress(body, MAX_XML)
    except zlib.error as error:
        raise ListError(f"{kind}: broken gzip") from error
    if unpacker.unconsumed_tail:
        raise ListError(f"{kind}: larger than {MAX_XML // 2**20} MB when unpacked")
    if not unpacker.eof:
        raise ListError(f"{kind}: gzip that ends too early")
    return body
