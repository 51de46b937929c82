"""A page reader that a page can kill, in place of `crawler.reading.read_page`."""

import os
from typing import Any

from crawler.reading import Reading, read_page


def read(body: bytes, url: str, **known: Any) -> Reading:
    """As read_page; a page that says `chet ngay` ends the process at once, as a crash in C would."""
    if b"chet ngay" in body:
        os._exit(1)
    return read_page(body, url, **known)
