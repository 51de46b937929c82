"""Releases that are there: what they say of themselves, whether they are what they were, which one came before."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.check import Problem
from corpus.errors import CorpusError, QueryError
from corpus.whole import file_sha256, read_sums

ABOUT, SUMS, DATABASE = "release.json", "SHA256SUMS", "guong.db"
FORMAT = 1  # raised when the files of a release change so that two can no longer be compared
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Release:
    """What stands in `release.json`: version, day, articles, what was chosen, how much of the texts, who tagged them
    (tagger version → articles; "" for not tagged), the release it was compared with, and its files."""

    folder: Path
    version: str
    released: str | None
    articles: int
    texts: str
    filters: dict[str, Any]
    taggers: dict[str, int]
    previous: str | None
    decisions: int
    format: int = FORMAT
    files: dict[str, dict[str, Any]] = field(default_factory=dict)


def valid(version: str) -> str:
    """The version, which is the name of its folder; raises QueryError for one that cannot be."""
    if not _VERSION.fullmatch(version) or version.endswith("."):
        raise QueryError(f"{version[:80]!r} is no version", "use letters, digits, dots and dashes, such as 2026.11")
    return version


def read(folder: Path) -> Release:
    """What a release says of itself; raises CorpusError when the folder is none."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        names = Release.__slots__[1:]
        made = Release(folder, **{name: about[name] for name in names})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{folder}: no release there", "name a folder made by `guong release VERSION`") from error
    return made


def check(folder: Path) -> list[Problem]:
    """What is wrong with a release: files against their checksums, and files that do not belong. Changes nothing.

    Raises CorpusError when there is no release or it cannot be read.
    """
    read(folder)
    found = []
    try:
        sums = read_sums(folder / SUMS)
        for name, sha256 in sorted(sums.items()):
            if not (folder / name).is_file():
                found.append(Problem("file", name, "it is missing"))
            elif file_sha256(folder / name) != sha256:
                found.append(Problem("file", name, "its checksum is another"))
        there = sorted(file.name for file in folder.iterdir())
    except OSError as error:
        raise CorpusError(f"{error.filename or folder}: {error.strerror}", "check the path and its rights") from error
    found += [Problem("file", name, "it is not of this release") for name in there if name not in {*sums, SUMS}]
    if ABOUT not in sums:
        found.append(Problem("file", SUMS, "it is missing" if not sums else "it names no release.json"))
    return found


def order(version: str) -> list[tuple[int, int, str]]:
    """A key by which 1.10 comes after 1.9: numbers as numbers, the rest as text."""
    return [(1, int(part[:18]), part) if part.isdigit() and part.isascii() else (0, 0, part)
            for part in _NUMBERS.split(version) if part]  # fmt: skip


def previous(root: Path, version: str) -> Release | None:
    """The release in a folder that comes right before a version, or None. What is no release is passed over."""
    names = [one.name for one in root.iterdir() if (one / ABOUT).is_file()] if root.is_dir() else []
    for name in sorted((name for name in names if order(name) < order(version)), key=order, reverse=True):
        try:
            return read(root / name)
        except CorpusError:
            continue
    return None
