"""What people wrote down about addresses and lists of this press (datasets/crawl.toml), ready for matching."""

import re
import tomllib
from functools import cache
from typing import Any

from nlp.paths import datasets


@cache
def known() -> dict[str, Any]:
    """The file as it stands; its comments give the reasons."""
    return tomllib.loads((datasets() / "crawl.toml").read_text(encoding="utf-8"))


def _at(where: str) -> Any:
    found: Any = known()
    for part in where.split("."):
        found = found[part]
    return found


@cache
def patterns(where: str) -> tuple[re.Pattern[str], ...]:
    """The expressions under a dotted name such as `paging.number`, one or many, compiled."""
    found = _at(where)
    return tuple(re.compile(one, re.IGNORECASE) for one in ([found] if isinstance(found, str) else found))


@cache
def _together(where: str) -> re.Pattern[str]:
    # One search for all: a third less time than one each on addresses of this press.
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in patterns(where)), re.IGNORECASE)


def any_of(where: str, text: str) -> bool:
    """True when one of the expressions under a dotted name is found in the text."""
    return _together(where).search(text) is not None


def number(where: str) -> float:
    """A number under a dotted name."""
    return float(_at(where))


def strings(where: str) -> tuple[str, ...]:
    """The strings under a dotted name."""
    return tuple(_at(where))


@cache
def rewrites(where: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Pairs of an expression and what stands in its place."""
    return tuple((re.compile(one["match"], re.IGNORECASE), one["to"]) for one in _at(where))
