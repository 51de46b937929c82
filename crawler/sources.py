"""Source files: what a paper is, read from TOML and checked key by key.

A source is data, never a spider of its own. An error names file, entry and key; the other sources go on.
"""

import datetime
import re
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.errors import GuongError
from crawler.reading.layouts import LAYOUTS
from nlp.provinces import province_name

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,60}\Z")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
DEFAULT_DELAY = 5.0  # seconds between two requests to a host: a polite visitor of the night
_LAYOUTS = {"auto", *(layout.name for layout in LAYOUTS)}
_NEEDED: dict[str, Any] = {"id": "", "name": "", "hosts": []}
_LISTS = ("hosts", "feeds", "sitemaps", "sections")


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


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _never_or_day(value: str) -> bool:
    if value == "never":
        return True
    try:
        return bool(_DAY.match(value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _check(entry: dict[str, Any]) -> list[str]:
    """What is wrong with an entry, each line naming its key."""
    known = set(Source.__dataclass_fields__)
    wrong = [f"unknown key {key!r}" for key in sorted(entry.keys() - known)]
    wrong += [f"{key}: missing" for key, empty in _NEEDED.items() if entry.get(key, empty) == empty]
    wrong += [f"{key}: must be a list of strings" for key in _LISTS if key in entry and not _strings(entry[key])]
    for key in ("id", "name", "layout", "province", "verified", "article", "note"):
        if key in entry and not isinstance(entry[key], str):
            wrong.append(f"{key}: must be a string")
    if wrong:
        return wrong
    if not _ID.match(entry["id"]):
        wrong.append(f"id: {entry['id']!r} is not lower-case letters, digits and hyphens")
    wrong += [f"hosts: {host!r} is no host name" for host in entry["hosts"] if not _HOST.match(host)]
    if entry.get("province") is not None and province_name(entry["province"]) is None:
        wrong.append(f"province: {entry['province']!r} is no code of today's 34 provinces")
    if entry.get("layout", "auto") not in _LAYOUTS:
        wrong.append(f"layout: {entry['layout']!r} is neither 'auto' nor the name of a page layout")
    if not _never_or_day(entry.get("verified", "never")):
        wrong.append(f"verified: {entry['verified']!r} is neither 'never' nor a day")
    delay = entry.get("delay", DEFAULT_DELAY)
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay <= 3600:
        wrong.append(f"delay: {delay!r} is no number of seconds from 0 to 3600")
    if "article" in entry:
        try:
            re.compile(entry["article"])
        except re.error as error:
            wrong.append(f"article: no regular expression ({error})")
    if not wrong:
        source = _source(entry)
        lists = [(key, url) for key in ("feeds", "sitemaps", "sections") for url in getattr(source, key)]
        wrong += [f"{key}: {url!r} is not on one of its hosts" for key, url in lists if not source.owns(url)]
    return wrong


def _source(entry: dict[str, Any]) -> Source:
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in entry.items()}
    return Source(**values)


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
            wrong = _check(entry)
            if not wrong and entry["id"] in sources:
                wrong = ["id: used twice"]
            problems += [f"{where}: {line}" for line in wrong]
            if not wrong:
                sources[entry["id"]] = _source(entry)
    if not sources:
        raise SourceError(problems or [f"{path}: no [[source]] in it"])
    return list(sources.values()), problems


def choose(sources: list[Source], ids: tuple[str, ...]) -> list[Source]:
    """The sources with these ids (all when none are named); raises SourceError for an unknown id."""
    unknown = sorted(set(ids) - {source.id for source in sources})
    if unknown:
        known = ", ".join(sorted(source.id for source in sources)[:8])
        raise SourceError([f"no source {', '.join(unknown)}; known: {known}…"], "look into datasets/sources")
    return [source for source in sources if not ids or source.id in ids]
