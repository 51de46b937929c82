"""The role or position printed right behind a name ("…, Bí thư Chi bộ thôn Đông, xã Kiến Thụy, cho biết") or before it."""

import re
from functools import cache

from nlp.mentions.knowledge import either, whole, words

ROLE_LENGTH = 90  # characters of a role kept: the longest real ones name post, cell, village and commune
_BEHIND = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:,|–|-)\s+|\s*\(")
_AGE = re.compile(
    r"(?:năm nay )?\d{2,3} tuổi(?: đảng)?|(?:sinh năm|sn|sinh) ?\d{4}|(?:dân tộc|người) [^,]{2,20}|quê [^,]{2,30}"
)
_ENDS = re.compile(r"[.;:!?\n“”\"()]| [–-] ")
MOST_PARTS = 4  # parts between commas looked at behind a name: age, people, role, place


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('people')['role_heads'])})(?![^\W\d_])")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('people')['places'])})(?![^\W\d_])")


def role_of(text: str, key: str, start: int, end: int, title: str) -> str | None:
    """The role the text prints beside the name at `[start, end)`, as printed, or None. `key` is canonical `text`."""
    return _behind(text, key, end) or _before(text, key, start, title)


def _behind(text: str, key: str, end: int) -> str | None:
    opening = _BEHIND.match(key, end)
    if opening is None:
        return None
    at = opening.end()
    stop = _ENDS.search(key, at, at + 250)
    limit = stop.start() if stop else min(len(key), at + 250)
    begun: int | None = None
    until = at
    for _ in range(MOST_PARTS):
        comma = key.find(",", at, limit)
        part_end = comma if comma >= 0 else limit
        cut = whole("people", "role_stops").search(key, at, part_end)
        here = cut.start() if cut else part_end
        if begun is None and _head().match(key, at):
            begun, until = at, here
        elif begun is not None and _place().match(key, at) and here - begun <= ROLE_LENGTH:
            until = here
        elif begun is not None or not _AGE.match(key, at):
            break
        if cut or comma < 0:
            break
        at = comma + 1
        while at < limit and text[at] == " ":
            at += 1
    return _clean(text[begun:until]) if begun is not None else None


def _before(text: str, key: str, start: int, title: str) -> str | None:
    """A role that leads into the name ("Bí thư Đoàn xã Bùi …", "Thiếu tá …"); "ông", "chị" are no roles."""
    clause_start = max(0, start - ROLE_LENGTH)
    for sign in re.finditer(r"[,.;:!?“”\"()\n–]", key[clause_start:start]):
        last = clause_start + sign.end()
        clause_start = max(clause_start, last)
    role = whole("people", "role_heads").search(key, clause_start, start)
    if role is None or whole("people", "role_stops").search(key, role.end(), start):
        return None
    found = text[role.start() : start].rstrip()
    if title and not _head().fullmatch(title) and key[:start].rstrip().endswith(title):
        found = found[: -len(title)].rstrip()  # "Trưởng thôn ông …"
    return _clean(found)


def _clean(role: str) -> str | None:
    role = role.strip(" ,-–")
    if len(role) > ROLE_LENGTH:
        role = role[: role.rfind(" ", 0, ROLE_LENGTH)].rstrip(" ,-–")
    return role if len(role) >= 3 else None
