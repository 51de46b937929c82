"""WARC files: every response is written as it came, and can be read again by address or by place in the file."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import GuongError
from crawler.unpacking import unpacked

SUFFIXES = (".warc", ".warc.gz")
# What warcio raises on damaged files; OSError is a disk that cannot be read.
_DAMAGE = (ArchiveLoadFailed, EOFError, gzip.BadGzipFile, zlib.error, OSError, ValueError)
_CUT = "the file ends inside a record"
_PACKING = 6  # of gzip: a third less time than warcio's 9 for 1 % more bytes (57 KB pages)
_GZIP = 31  # zlib's number for a whole gzip member with the largest window; a record is one member
MAX_RECORD = 32 * 1024 * 1024  # bytes of one response read back; four times the download limit


class WarcError(GuongError):
    """A WARC file that cannot be read or written; the message names it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One archived response: `ref` is `file#offset`, `fetched_at` the WARC date (UTC).

    `body` is what the server sent, packed as it was, put together where it came in chunks.
    """

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    fetched_at: str
    ref: str

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def content(self) -> bytes:
        """The body unpacked; as it is where the packing is unknown, broken or a bomb."""
        packing = self.header("Content-Encoding")
        return unpacked(self.body, packing) if packing else self.body


class Archive:
    """A WARC file being written. `write` returns where the record stands, after it reached the disk's cache."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered: what a full disk refused must not be tried again when the file is closed.
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise WarcError(f"{path}: {error.strerror}", "check the folder and its rights") from error

    def write(self, url: str, status: int, headers: list[tuple[str, str]], body: bytes) -> str:
        """Append one response; raises WarcError when the disk is full."""
        headers = [(name, _readable(value)) for name, value in headers]
        http = StatusAndHeaders(f"{status} {'OK' if status < 400 else 'Error'}", headers, protocol="HTTP/1.1")
        record = io.BytesIO()
        writer = WARCWriter(record, gzip=False)
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
        packer = zlib.compressobj(_PACKING, zlib.DEFLATED, _GZIP)
        member = packer.compress(record.getbuffer()) + packer.flush()
        offset = self._file.tell()
        try:
            rest = memoryview(member)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            with suppress(OSError):  # half a record would hide every one behind it
                os.ftruncate(self._file.fileno(), offset)
            raise WarcError(f"{self.path}: {error.strerror}", "make room and run again") from error
        return f"{self.path.name}#{offset}"

    def close(self) -> None:
        """Close the file; an empty one is removed."""
        self._file.close()
        if self.path.exists() and self.path.stat().st_size == 0:
            self.path.unlink()


def files(path: Path) -> list[Path]:
    """The WARC files a path names: itself, or those in a folder; raises WarcError when there are none."""
    found = sorted(p for p in path.rglob("*") if p.name.endswith(SUFFIXES)) if path.is_dir() else [path]
    if not found or not all(p.is_file() for p in found):
        raise WarcError(f"{path}: no WARC file there", "name a .warc.gz file or a folder of them")
    return found


def responses(path: Path) -> Iterator[Kept]:
    """Every HTTP response in one file, in order; raises WarcError where the file stops being WARC."""
    try:
        with path.open("rb") as stream:
            archive, end = ArchiveIterator(stream), 0
            for record in archive:
                _sound(record)
                kept = _kept(record) if record.rec_type == "response" and record.http_headers is not None else None
                offset = archive.get_record_offset()
                end = offset + archive.get_record_length()
                if kept is not None:
                    yield replace(kept, ref=f"{path.name}#{offset}")
        # warcio takes a file cut inside the headers of a record for one that ends there.
        if not _blank(path, end):
            raise EOFError(_CUT)
    except _DAMAGE as error:
        reason = str(error).partition(",")[0]  # warcio adds the bytes it stumbled over
        raise WarcError(
            f"{path.name}: damaged or no WARC file ({reason})", "the records before it were read"
        ) from error


def response_at(path: Path, offset: int) -> Kept:
    """The response that stands at an offset of a file; raises WarcError when none does."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)))
            _sound(record)
            if record.rec_type == "response" and record.http_headers is not None:
                return replace(_kept(record), ref=f"{path.name}#{offset}")
    except (*_DAMAGE, StopIteration) as error:
        raise WarcError(f"{path.name}#{offset}: no record there") from error
    raise WarcError(f"{path.name}#{offset}: no response there")


def _sound(record: Any) -> None:
    """Raise ValueError for what warcio takes for a record of the older ARC format: any line with blanks in it."""
    if record.format != "warc":
        raise ValueError("no WARC record")
    if record.rec_type is None:
        raise EOFError(_CUT)


def _blank(path: Path, start: int) -> bool:
    """True when a file holds nothing but line ends from `start` on."""
    with path.open("rb") as stream:
        stream.seek(start)
        return not stream.read(16).strip(b"\r\n")


def _kept(record: Any) -> Kept:
    """A record read whole (`ref` is the caller's); raises EOFError when the file ends inside it."""
    head, stream = record.http_headers, record.raw_stream
    chunked = (head.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    body = _whole(ChunkedDataReader(stream) if chunked else stream)
    if len(body) < MAX_RECORD and stream.limit > 0:
        raise EOFError(_CUT)
    headers = [(str(k), str(v)) for k, v in head.headers if not (chunked and k.lower() == "transfer-encoding")]
    target, date = (record.rec_headers.get_header(name) for name in ("WARC-Target-URI", "WARC-Date"))
    return Kept(str(target or ""), int(head.get_statuscode() or 0), headers, body, str(date or ""), "")


def _whole(stream: Any) -> bytes:
    """Everything up to MAX_RECORD; warcio's readers may give less than they are asked for."""
    parts, size = [], 0
    while size < MAX_RECORD and (part := stream.read(MAX_RECORD - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _readable(value: str) -> str:
    """A header value whose bytes, taken for Latin-1, were UTF-8: warcio percent-encodes it, as a browser would."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
