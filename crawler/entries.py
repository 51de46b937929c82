"""What may stand in a `[[source]]`: every key checked, every fault in a line that names its key."""

import datetime
import re
import tomllib
from functools import cache
from typing import Any

from crawler.reading.layouts import LAYOUTS
from nlp.paths import datasets
from nlp.provinces import province_name

ID = re.compile(r"[a-z0-9][a-z0-9-]{1,60}\Z")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
DEFAULT_DELAY = 5.0  # seconds between two requests to a host: a polite visitor of the night
LONGEST_DELAY = 3600  # seconds; more would be a paper that is never read
_LAYOUTS = {"auto", *(layout.name for layout in LAYOUTS)}
_NEEDED: dict[str, Any] = {"id": "", "name": "", "hosts": []}
LISTS = ("hosts", "feeds", "sitemaps", "sections")
_TEXTS = ("id", "name", "layout", "province", "verified", "article", "note", "certificate")
KEYS = frozenset({*_TEXTS, *LISTS, "delay", "former"})


@cache
def _excluded() -> dict[str, str]:
    sites = tomllib.loads((datasets() / "excluded.toml").read_text(encoding="utf-8"))["site"]
    return {site["host"]: site["why"] for site in sites}


def excluded(host: str) -> str | None:
    """Why a host (with or without a port) is never a source, or None (`datasets/excluded.toml`)."""
    parts = host.lower().partition(":")[0].rstrip(".").split(".")
    names = (".".join(parts[at:]) for at in range(len(parts)))
    return next((_excluded()[name] for name in names if name in _excluded()), None)


def is_host(text: str) -> bool:
    """True for a host name in lower case, with or without a port."""
    return _HOST.match(text) is not None


def faults(entry: dict[str, Any]) -> list[str]:
    """What is wrong with an entry as TOML gives it, each line beginning with its key; nothing for a sound one."""
    wrong = [f"unknown key {key!r}" for key in sorted(entry.keys() - KEYS)]
    wrong += [f"{key}: missing" for key, empty in _NEEDED.items() if entry.get(key, empty) == empty]
    wrong += [f"{key}: must be a list of strings" for key in LISTS if key in entry and not _strings(entry[key])]
    wrong += [f"{key}: must be a string" for key in _TEXTS if key in entry and not isinstance(entry[key], str)]
    if wrong:
        return wrong
    if not ID.match(entry["id"]):
        wrong.append(f"id: {entry['id']!r} is not lower-case letters, digits and hyphens")
    wrong += [f"hosts: {host!r} is no host name" for host in entry["hosts"] if not is_host(host)]
    wrong += [f"hosts: {host!r} is never a source: {why}" for host in entry["hosts"] if (why := excluded(host))]
    if entry.get("province") is not None and province_name(entry["province"]) is None:
        wrong.append(f"province: {entry['province']!r} is no code of today's 34 provinces")
    if entry.get("layout", "auto") not in _LAYOUTS:
        wrong.append(f"layout: {entry['layout']!r} is neither 'auto' nor the name of a page layout")
    if entry.get("verified", "never") != "never" and not _is_day(entry["verified"]):
        wrong.append(f"verified: {entry['verified']!r} is neither 'never' nor a day")
    if entry.get("certificate", "any") != "any":
        wrong.append(f"certificate: {entry['certificate']!r} is not 'any'; leave the key out to have it checked")
    delay = entry.get("delay", DEFAULT_DELAY)
    if isinstance(delay, bool) or not isinstance(delay, int | float) or not 0 <= delay <= LONGEST_DELAY:
        wrong.append(f"delay: {delay!r} is no number of seconds from 0 to {LONGEST_DELAY}")
    if "article" in entry:
        try:
            re.compile(entry["article"])
        except re.error as error:
            wrong.append(f"article: no regular expression ({error})")
    return wrong + _former(entry.get("former", {}), entry["hosts"])


def _former(former: Any, hosts: list[str]) -> list[str]:
    """What is wrong with the days from which hosts are predecessors."""
    if not isinstance(former, dict):
        return ["former: must be a table of hosts and days"]
    wrong = [f"former: {host!r} is none of its hosts" for host in former if host not in hosts]
    wrong += [f"former: {host!r} is today's host, the first" for host in former if host in hosts[:1]]
    wrong += [f"former: {day!r} is no day" for day in former.values() if not isinstance(day, str) or not _is_day(day)]
    return wrong


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_day(value: str) -> bool:
    try:
        return bool(_DAY.match(value) and datetime.date.fromisoformat(value))
    except ValueError:
        return False
