"""The type word before a number ("Chỉ thị số", "CT") and the codes inside one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.directives.catalogue import knowledge
from nlp.text import canonical

DASH = "-‐‑–—−_"  # an underscore is typed for a hyphen
_LOOSE = f' \n:(“".{DASH}'  # between a type word and its number
_HEAD = 34  # characters before a number in which its type word stands: "chương trình hành động (số: "


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """Canonical code → kept code (`qđi` → `QĐi`)."""
    return {canonical(code): code for codes in knowledge().types.values() for code in codes}


@lru_cache(maxsize=1)
def _heads() -> str:
    words = [*knowledge().type_words, *codes()]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, codes()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<w>{_heads()})(?:(?P<so>[ \n(“\"]{{0,2}}số)[ \n:(“\"]{{0,2}}|[ :(“\"]{{0,2}})|(?P<w2>{kinds})[{DASH}.])$"
    )


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """The last two letters of everything `_before` may end in, blanks and marks apart."""
    return frozenset(word[-2:] for word in (*knowledge().type_words, *codes(), "số"))


def head_of(low: str, start: int) -> re.Match[str] | None:
    """The type word before a number. Few numbers have one: two letters turn most of them away."""
    before = low[max(0, start - 5) : start].rstrip(_LOOSE)
    if before[-2:] not in _endings():
        return None
    return _before().search(low, max(0, start - _HEAD), start)


def types_of(code: str) -> tuple[str, ...]:
    """Names of the types that share a code: `QĐ` is two."""
    return tuple(name for name, codes in knowledge().types.items() if code in codes)


def head_types(word: str) -> tuple[str, ...]:
    """Names of the types that a word or code before a number (in canonical form) may mean."""
    known = knowledge()
    return (known.type_words[word],) if word in known.type_words else types_of(codes()[word])


def matches(pattern: re.Pattern[str], low: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(low)`, tried only at the starts."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(low, start)):
            yield match
            end = match.end()
