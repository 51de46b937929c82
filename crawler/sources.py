"""Source files: what a paper is, read from TOML and checked key by key.

A source is data, never a spider of its own. An error names file, entry and key; the other sources go on.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import GuongError
from crawler.entries import DEFAULT_DELAY, LISTS, faults

__all__ = ["DEFAULT_DELAY", "Source", "SourceError", "choose", "made", "problems_of", "read"]


class SourceError(GuongError):
    """Source files with entries that cannot be used; `problems` has one line each."""

    def __init__(self, problems: list[str], hint: str = "mend the entry") -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more, hint)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Source:
    """One paper or portal; its keys are those of a `[[source]]`. `hosts[0]` is today's, the rest are predecessors."""

    id: str
    name: str
    hosts: tuple[str, ...]
    province: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    layout: str = "auto"
    delay: float = DEFAULT_DELAY
    article: str | None = None  # a regular expression for article paths where the general rule is wrong
    verified: str = "never"
    note: str | None = None
    certificate: str | None = None  # "any": pages are taken though the host's certificate does not hold
    former: Mapping[str, str] = field(default_factory=dict, hash=False)  # host → the day it stopped being today's

    def owns(self, url: str) -> bool:
        """True when the address is http(s) and on one of the source's hosts (with or without www.)."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        mine = {host.removeprefix("www.") for host in self.hosts}
        return parts.scheme in ("http", "https") and parts.netloc.lower().removeprefix("www.") in mine

    def description(self) -> dict[str, Any]:
        """What the corpus remembers of a source."""
        return {key: asdict(self)[key] for key in ("id", "name", "province", "hosts", "layout", "verified")}


def made(entry: Mapping[str, Any]) -> Source:
    """The source of an entry without faults."""
    values: dict[str, Any] = {key: tuple(value) if key in LISTS else value for key, value in entry.items()}
    return Source(**values)


def problems_of(entry: dict[str, Any]) -> list[str]:
    """What is wrong with an entry by itself, each line beginning with its key."""
    wrong = faults(entry)
    if wrong:
        return wrong
    source = made(entry)
    lists = [(key, url) for key in LISTS[1:] for url in getattr(source, key)]
    return [f"{key}: {url!r} is not on one of its hosts" for key, url in lists if not source.owns(url)]


def read(path: Path) -> tuple[list[Source], list[str]]:
    """The sources of a TOML file or of a folder of them, and one line for every entry that cannot be used.

    Raises SourceError when the path does not exist or holds no usable source.
    """
    if not path.exists():
        raise SourceError([f"{path}: no such file or folder"], "check the path and its rights")
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for file in files:
        try:
            # utf-8-sig: editors on Windows put a byte order mark before the first line.
            entries = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("source", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            problems.append(f"{file.name}: {error}")
            continue
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            problems.append(f"{file.name}: source: must be a list of [[source]] tables")
            continue
        if not entries:
            problems.append(f"{file.name}: no [[source]] in it")
        for number, entry in enumerate(entries, 1):
            where = f"{file.name}: entry {number} ({entry.get('id', 'without id')})"
            wrong = problems_of(entry) or _taken(entry, sources)
            problems += [f"{where}: {line}" for line in wrong]
            if not wrong:
                sources[entry["id"]] = made(entry)
    if not sources:
        raise SourceError(problems or [f"{path}: no [[source]] in it"])
    return list(sources.values()), problems


def _taken(entry: Mapping[str, Any], sources: Mapping[str, Source]) -> list[str]:
    """What an entry has in common with one before it: a host of two sources would be paced and counted twice."""
    if entry["id"] in sources:
        return ["id: used twice"]
    owners = {host.removeprefix("www."): one.id for one in sources.values() for host in one.hosts}
    bare = {host: host.removeprefix("www.") for host in entry["hosts"]}
    return [f"hosts: {host!r} is a host of {owners[name]} already" for host, name in bare.items() if name in owners]


def choose(sources: list[Source], ids: tuple[str, ...]) -> list[Source]:
    """The sources with these ids (all when none are named); raises SourceError for an unknown id."""
    unknown = sorted(set(ids) - {source.id for source in sources})
    if unknown:
        known = ", ".join(sorted(source.id for source in sources)[:8])
        raise SourceError([f"no source {', '.join(unknown)}; known: {known}…"], "look into datasets/sources")
    return [source for source in sources if not ids or source.id in ids]
