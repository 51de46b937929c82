"""WARC files: every response is written as it came, and can be read again by address or by place in the file."""

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import GuongError

SUFFIXES = (".warc", ".warc.gz")
MAX_RECORD = 32 * 1024 * 1024  # bytes of one response read back; four times the download limit


class WarcError(GuongError):
    """A WARC file that cannot be read or written; the message names it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One archived response: `ref` is `file#offset`, `fetched_at` the WARC date (UTC)."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    fetched_at: str
    ref: str

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Archive:
    """A WARC file being written. `write` returns where the record stands, after it reached the disk's cache."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = path.open("ab")
        except OSError as error:
            raise WarcError(f"{path}: {error.strerror}", "check the folder and its rights") from error
        self._writer = WARCWriter(self._file, gzip=True)

    def write(self, url: str, status: int, headers: list[tuple[str, str]], body: bytes) -> str:
        """Append one response; raises WarcError when the disk is full."""
        offset = self._file.tell()
        http = StatusAndHeaders(f"{status} {'OK' if status < 400 else 'Error'}", headers, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
        try:
            self._writer.write_record(record)
            self._file.flush()
        except OSError as error:
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
    with path.open("rb") as stream:
        try:
            archive = ArchiveIterator(stream)
            for record in archive:
                if record.rec_type == "response" and record.http_headers is not None:
                    yield _kept(record, f"{path.name}#{archive.get_record_offset()}")
        except (ArchiveLoadFailed, EOFError, gzip.BadGzipFile, OSError, ValueError) as error:
            raise WarcError(
                f"{path.name}: damaged or no WARC file ({error})", "the records before it were read"
            ) from error


def response_at(path: Path, offset: int) -> Kept:
    """The response that stands at an offset of a file."""
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream)))
        except (ArchiveLoadFailed, StopIteration) as error:
            raise WarcError(f"{path.name}#{offset}: no record there") from error
        return _kept(record, f"{path.name}#{offset}")


def _kept(record: object, ref: str) -> Kept:
    head, body = record.http_headers, record.raw_stream.read(MAX_RECORD)  # type: ignore[attr-defined]  # warcio is untyped
    target = record.rec_headers.get_header("WARC-Target-URI")  # type: ignore[attr-defined]
    date = record.rec_headers.get_header("WARC-Date")  # type: ignore[attr-defined]
    status = int(head.get_statuscode() or 0)
    return Kept(target, status, [(str(k), str(v)) for k, v in head.headers], body, date, ref)
