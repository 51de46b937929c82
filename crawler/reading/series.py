"""Series: articles that come in parts ("Bài 2: …", "… - Kỳ cuối")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.reading.knowledge import key, keys, openings
from nlp.text import canonical, one_line

_LONGEST = 400  # characters of a headline
_ROMAN = {"i": 1, "v": 5, "x": 10}
_MOST_LINKS = 500  # of a body looked at


@dataclass(frozen=True, slots=True)
class Series:
    """A part of a series: the name of the whole, the number of the part, whether it is the last. Unknown is None."""

    title: str | None = None
    number: int | None = None
    last: bool = False


@lru_cache(maxsize=1)
def _mark() -> re.Pattern[str]:
    """The mark of a part: "bài 2", "(kỳ cuối)", "phần III và hết"."""
    parts, last, closed = ("|".join(map(re.escape, openings("series", n))) for n in ("parts", "last", "closed"))
    return re.compile(
        rf"(?<!\w)[(\[]? ?(?:{parts}) (?:(\d{{1,2}}|[ivx]{{1,5}})(?!\w)(?:[ ,/-]{{0,3}}\(? ?({closed})(?!\w)\)?)?|({last})(?!\w)) ?[)\]]?"
    )


def of(title: str, lines: Iterable[str] = ()) -> Series | None:
    """The series a headline says its article belongs to, or None.

    "Học Bác từ việc nhỏ - Bài 2: Giữ lời hứa" names it; for a bare "Bài 2: Giữ lời hứa" one of `lines` (the kicker
    above the headline, the section) may: "Loạt bài: Học Bác từ việc nhỏ".
    """
    line = one_line(title[: 2 * _LONGEST])
    if len(line) > _LONGEST:
        return None
    folded = canonical(line)
    for match in _mark().finditer(folded):
        before, after = line[: match.start()], line[match.end() :]
        if not _stands_apart(before, after, match.group()):
            continue
        number = _number(match[1]) if match[1] else None
        if match[1] and number is None:
            continue
        name = before.strip(" :-–—|.,(") or _named(lines)
        return Series(name or None, number, bool(match[2] or match[3]))
    return None


def _stands_apart(before: str, after: str, mark: str) -> bool:
    """True when signs or the ends of the line part the mark from the words around: "làm bài 2 lần" is no part."""
    left = not before.strip() or mark[0] in "([" or bool(re.search(r"[:|.,;)]\s*$|[-–—]\s*$", before))
    right = not after.strip() or mark.rstrip()[-1] in ")]" or bool(re.match(r"\s*[:|.\-–—(]", after))
    return left and right


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text) or None
    total = 0
    for char, follower in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if follower and _ROMAN[follower] > value else value
    return total if 0 < total <= 20 else None


def _named(lines: Iterable[str]) -> str | None:
    for text in lines:
        line = one_line(text[: 2 * _LONGEST])
        folded = canonical(line)
        for label in openings("series", "names"):
            rest = line[len(label) :].strip(' :-–—"“”')
            if folded.startswith(label) and 0 < len(rest) <= _LONGEST and not line[len(label)].isalpha():
                return rest
    return None


def parts(bodies: list[HtmlElement], url: str) -> list[tuple[Series, str]]:
    """The other parts a body links to ("Bài 1: …"), each with its address, in order of the page."""
    found: dict[str, Series] = {}
    links = [link for body in bodies for link in body.iter("a")][:_MOST_LINKS]
    for link in links:
        href = (link.get("href") or "").strip()
        part = of("".join(link.itertext())[: 2 * _LONGEST]) if href else None
        try:
            address = urljoin(url, href)
        except ValueError:
            continue
        if part and address.startswith(("http://", "https://")) and address != url:
            found.setdefault(address, part)
    return [(part, address) for address, part in found.items()]


def is_continuation(line: str) -> bool:
    """True for a line that only says the series goes on or ends: "(Còn nữa)", "Tiếp theo và hết"."""
    return key(line.strip(" ()[]")) in keys("series", "continued") | keys("series", "closed")
