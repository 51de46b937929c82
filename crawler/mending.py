"""After a crawl that was killed: its WARC file ends inside a record, which is cut off so that the rest reads to its end.

Nothing kept is lost by it: an article is stored only after its record was written whole.
"""

import zlib
from pathlib import Path

from crawler.warc import WarcError

_PIECE = 1 << 20  # bytes read at a time
_GZIP = 31  # zlib's number for a gzip member with any window


def whole_length(path: Path) -> int:
    """How many bytes from the start are whole gzip members (in our files a record is one); raises OSError."""
    whole = at = 0
    with path.open("rb") as stream:
        member, rest = zlib.decompressobj(_GZIP), b""
        while piece := rest or stream.read(_PIECE):
            try:
                # Unpacked only to find the end: what comes out is thrown away in small pieces, for it may be a bomb.
                member.decompress(piece, _PIECE)
                while member.unconsumed_tail:
                    member.decompress(member.unconsumed_tail, _PIECE)
            except zlib.error:
                return whole
            rest = member.unused_data
            at += len(piece) - len(rest)
            if member.eof:
                whole, member = at, zlib.decompressobj(_GZIP)
    return whole


def mend(path: Path) -> int:
    """Cut a WARC file's broken end off; returns how many bytes went. Raises WarcError when it cannot be done."""
    try:
        length, whole = path.stat().st_size, whole_length(path)
        if whole < length:
            with path.open("r+b") as stream:
                stream.truncate(whole)
        if whole == 0:
            path.unlink()
    except OSError as error:
        raise WarcError(f"{path}: {error.strerror}", "check the folder and its rights") from error
    return length - whole
