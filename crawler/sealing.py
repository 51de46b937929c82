"""The archive after the crawl: WARC files that nobody writes to any more get a checksum, and are looked at again later.

The checksums stand in `SHA256SUMS` beside the files, in the format of sha256sum. A file that was sealed is never
sealed anew: what it holds now is compared with what it held then.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from corpus.check import Problem
from corpus.connection import explained, reader
from corpus.errors import GuongError
from corpus.whole import file_sha256, read_sums, sums_text, write_whole
from crawler.warc import SUFFIXES, WarcError, response_at

SUMS = "SHA256SUMS"
MOST = 100  # damaged records named of one file


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many files got a checksum now, their bytes, and how many have one in all."""

    files: int
    bytes: int
    total: int


def seal(folder: Path) -> Sealed:
    """Write down the checksum of every WARC file in a folder that has none; the caller sees that no crawl is writing.

    Raises WarcError when a file cannot be read or the checksums cannot be written.
    """
    try:
        sums = read_sums(folder / SUMS)
        new = [file for file in _files(folder) if file.name not in sums]
        size = sum(file.stat().st_size for file in new)
        if new:
            sums |= {file.name: file_sha256(file) for file in new}
            write_whole(folder / SUMS, sums_text(sums))
    except OSError as error:
        raise WarcError(
            f"{error.filename or folder}: {error.strerror}", "check the folder, its rights and its room"
        ) from error
    return Sealed(len(new), size, len(sums))


def examine(folder: Path, corpus: Path, *, share: tuple[int, int] = (0, 1)) -> list[Problem]:
    """What is wrong with the archive of a corpus: files that are missing or changed, records that are not there.

    Of a file that changed, and of one that was never sealed, every record an article was read from is tried.
    `share` = (k, n) looks at one n-th of the sealed files, another for each k, so that n nights see them all; missing
    files are always found. Raises GuongError when the corpus cannot be asked.
    """
    sums = read_sums(folder / SUMS)
    there = {file.name: file for file in _files(folder)}
    refs = _references(corpus)
    missing = sorted((sums.keys() | refs.keys()) - there.keys())
    found = [Problem("warc_missing", name, f"{len(refs.get(name, {}))} articles were read from it") for name in missing]
    for name, file in there.items():
        try:
            if name not in sums:
                found += _records(file, refs.get(name, {}))
            elif crc32(name.encode()) % share[1] == share[0] % share[1] and file_sha256(file) != sums[name]:
                found += [Problem("warc_changed", name, "its checksum is another"), *_records(file, refs.get(name, {}))]
        except OSError as error:
            found.append(Problem("warc_changed", name, error.strerror or str(error)))
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.name.endswith(SUFFIXES)) if folder.is_dir() else []


def _references(corpus: Path) -> dict[str, dict[int, str]]:
    """File → offset → article, of every article a crawl read from the network; replayed ones name other archives."""
    if not corpus.exists():
        return {}
    sql = ("SELECT a.id, a.warc FROM articles a JOIN runs r ON r.id = a.run_id "
           "WHERE r.replay IS NULL AND a.warc IS NOT NULL")  # fmt: skip
    refs: dict[str, dict[int, str]] = {}
    try:
        with closing(reader(corpus)) as conn:
            for identity, warc in conn.execute(sql):
                name, _, offset = str(warc).rpartition("#")
                if name and offset.isdigit():
                    refs.setdefault(name, {})[int(offset)] = identity
    except sqlite3.Error as error:
        raise explained(error, corpus) from error
    return refs


def _records(file: Path, articles: dict[int, str]) -> list[Problem]:
    found: list[Problem] = []
    for offset, identity in sorted(articles.items()):
        try:
            response_at(file, offset)
        except GuongError:
            found.append(Problem("warc_record", f"{file.name}#{offset}", f"article {identity} was read from it"))
            if len(found) == MOST:
                break
    return found
