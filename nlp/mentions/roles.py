"""The role or position printed right behind a name ("…, Bí thư Chi bộ thôn Đông, xã Kiến Thụy, cho biết") or before it."""

import re

from nlp.mentions.knowledge import begins, holds, word_set
from nlp.mentions.places import place_in
from nlp.mentions.stops import first_stop

ROLE_LENGTH = 90  # characters of a role kept: the longest real ones name post, cell, village and commune
_BRACKET = re.compile(r"\s*\(")
_COMMA = re.compile(r"\s*(?:\([^()\n]{1,60}\)\s*)?(?:,|–|-)\s+")
_AGE = re.compile(
    r"(?:năm nay )?\d{2,3} tuổi(?: đảng)?|(?:sinh năm|sn|sinh) ?\d{4}|(?:dân tộc|người) [^,]{2,20}|quê [^,]{2,30}"
)
_ENDS = re.compile(r"[.;:!?\n“”\"()]| [–-] ")
_SIGN = re.compile(r"[,.;:!?“”\"()\n–]")
MOST_PARTS = 4  # parts between commas looked at behind a name: age, people, role, place


def role_of(text: str, key: str, start: int, end: int, title: str) -> str | None:
    """The role the text prints beside the name at `[start, end)`, as printed, or None. `key` is canonical `text`."""
    return role_behind(text, key, end) or _before(text, key, start, title)


def role_behind(text: str, key: str, end: int) -> str | None:
    """The role put behind a name that ends at `end`, in a bracket, behind a comma or a dash, or None."""
    for opening in (_BRACKET.match(key, end), _COMMA.match(key, end)):
        role = _behind(text, key, opening.end()) if opening else None
        if role:
            return role
    return None


def _behind(text: str, key: str, at: int) -> str | None:
    """The role among the parts between commas that begin at `at`."""
    stop = _ENDS.search(key, at, at + 250)
    limit = stop.start() if stop else min(len(key), at + 250)
    begun: int | None = None
    until = at
    for _ in range(MOST_PARTS):
        comma = key.find(",", at, limit)
        part_end = comma if comma >= 0 else limit
        cut = first_stop(key, at, part_end)
        here = cut if cut is not None else part_end
        if begun is None and begins(key, "people", "role_heads", at=at):
            begun, until = at, here
        elif begun is not None and begins(key, "people", "places", "bodies", at=at) and here - begun <= ROLE_LENGTH:
            until = here
        elif begun is not None or not _AGE.match(key, at):
            break
        if cut is not None or comma < 0:
            break
        at = comma + 1
        while at < limit and text[at] == " ":
            at += 1
    return _clean(text[begun : _to_its_place(text, key, begun, until)]) if begun is not None else None


def _to_its_place(text: str, key: str, start: int, end: int) -> int:
    """Where a role ends that names its place: a small letter right behind the place begins the sentence's verb."""
    found = place_in(text, start, end)
    if found is None or found[1] >= end or not re.match(r" [^\W\d_]", text[found[1] : found[1] + 2]):
        return end
    at = found[1] + 1
    return found[1] if text[at].islower() and not begins(key, "people", "role_goes_on", at=at) else end


def _before(text: str, key: str, start: int, title: str) -> str | None:
    """A role that leads into the name ("Bí thư Đoàn xã Bùi …", "Thiếu tá …"); "ông", "chị" are no roles."""
    earliest = max(0, start - ROLE_LENGTH)
    clause_start = earliest + max((m.end() for m in _SIGN.finditer(key[earliest:start])), default=0)
    role = holds(key, "people", "role_heads", start=clause_start, end=start)
    if role is None or first_stop(key, role.end(), start) is not None:
        return None
    found = text[role.start() : start].rstrip()
    if title in word_set("people", "titles") and title not in word_set("people", "role_heads"):
        found = found[: -len(title)].rstrip()  # "Trưởng thôn ông …"
    return _clean(found)


def _clean(role: str) -> str | None:
    role = role.strip(" ,-–")
    if len(role) > ROLE_LENGTH:
        role = role[: role.rfind(" ", 0, ROLE_LENGTH)].rstrip(" ,-–")
    return role if len(role) >= 3 else None
