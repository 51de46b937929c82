"""What people wrote down about where papers keep their lists (datasets/probe.toml), ready for use."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.paths import datasets


@dataclass(frozen=True, slots=True)
class MenuKind:
    """A kind of section worth reading and how a menu names it, on folded text."""

    kind: str
    text: re.Pattern[str]
    slug: re.Pattern[str]


@cache
def known() -> dict[str, Any]:
    """The file as it stands; its comments give the reasons."""
    return tomllib.loads((datasets() / "probe.toml").read_text(encoding="utf-8"))


def most(what: str) -> int:
    """A limit of `[most]`."""
    return int(known()["most"][what])


@cache
def menu_kinds() -> tuple[MenuKind, ...]:
    """The kinds of sections, the surest first."""
    return tuple(
        MenuKind(one["kind"], re.compile(one["text"]), re.compile(one["slug"], re.ASCII)) for one in known()["menu"]
    )


@cache
def pattern(part: str, name: str) -> re.Pattern[str]:
    """An expression under `[part]`; case does not count."""
    return re.compile(known()[part][name], re.IGNORECASE)
