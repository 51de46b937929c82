"""Bodies as servers pack them on the way (Content-Encoding), unpacked again."""

MAX_UNPACKED = 32 * 1024 * 1024  # bytes; four times the download limit


def unpacked(body: bytes, packing: str | None) -> bytes:
    """The body without its `Content-Encoding`; as it is when the packing is unknown, broken or a bomb."""
    # Scrapy asks servers for exactly the packings it can open, so its own openers (private, pinned in pyproject.toml)
    # open what it archived. Imported here: archives without packing need no Scrapy.
    from scrapy.utils._compression import _inflate, _unbrotli, _unzstd
    from scrapy.utils.gz import gunzip

    openers = {"gzip": gunzip, "x-gzip": gunzip, "deflate": _inflate, "br": _unbrotli, "zstd": _unzstd}
    opener = openers.get((packing or "").strip().lower())
    if opener is None:
        return body
    try:
        return opener(body, max_size=MAX_UNPACKED)
    except Exception:  # each library has its own errors; whatever it is, the page is then unreadable and named so
        return body
