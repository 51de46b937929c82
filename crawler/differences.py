"""What another reading of the same pages would change: per field, source and layout, with examples to look at."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from corpus.records import Article

WHAT = ("gained", "lost", "altered", "same")
EXAMPLES = 3  # of each kind of change kept for a field of a source's layout
_SHOWN = 70  # characters of an example's text: two of them and an address stand in three lines of a terminal

FIELDS: dict[str, Callable[[Article], Any]] = {
    "title": lambda a: a.title,
    "sapo": lambda a: a.sapo,
    "body": lambda a: a.body,
    "author": lambda a: a.author,
    "credit": lambda a: a.credit,
    "published_at": lambda a: a.published_at,
    "modified_at": lambda a: a.modified_at,
    "section": lambda a: a.section,
    "captions": lambda a: [image.caption for image in a.images if image.caption],
    "tags": lambda a: list(a.tags),
    "series": lambda a: asdict(a.series) if a.series else None,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One change: the article's address and the value before and after, shortened to where they part."""

    url: str
    before: str | None
    after: str | None


@dataclass
class Counts:
    """How often a field was gained, lost, altered or the same, with examples of the first three."""

    gained: int = 0
    lost: int = 0
    altered: int = 0
    same: int = 0
    examples: dict[str, list[Example]] = field(default_factory=dict)

    def add(self, what: str, url: str, before: Any, after: Any) -> None:
        """Count one value of one article."""
        setattr(self, what, getattr(self, what) + 1)
        if what != "same":
            shown = self.examples.setdefault(what, [])
            if len(shown) < EXAMPLES:
                shown.append(Example(url, *_parting(before, after)))


class Differences:
    """Counts by source, layout and field. The layout is the new reading's, or the old one's where it gives no article."""

    def __init__(self) -> None:
        self.groups: dict[tuple[str, str], dict[str, Counts]] = {}

    def add(self, source: str, layout: str, url: str, before: Article | None, after: Article | None, *,
            was: str = "article", now: str = "article") -> None:  # fmt: skip
        """Count a page whose kind was `was` and is `now`; its fields only where it was and is an article."""
        group = self.groups.setdefault((source, layout), {name: Counts() for name in (*FIELDS, "kind")})
        if before is not None and after is not None:
            for name, value in FIELDS.items():
                pair = value(before) or None, value(after) or None  # "" and [] are nothing
                group[name].add(_what(*pair), url, *pair)
        # Of kinds an article is something, all others are nothing.
        kind = "gained" if now == "article" else "lost" if was == "article" else "altered"
        group["kind"].add("same" if was == now else kind, url, was, now)

    def total(self, name: str) -> Counts:
        """A field over everything; examples from as many sources as there are."""
        all_of = [group[name] for group in self.groups.values()]
        counts = Counts(*(sum(getattr(one, what) for one in all_of) for what in WHAT))
        for what in WHAT[:3]:
            found = list(islice(_in_turn([one.examples.get(what, []) for one in all_of]), EXAMPLES))
            if found:
                counts.examples[what] = found
        return counts

    def as_dict(self) -> dict[str, Any]:
        """`{"fields": {field: counts}, "sources": {source: {layout: {field: counts}}}}`, counts with their examples."""
        sources: dict[str, dict[str, Any]] = {}
        for (source, layout), group in sorted(self.groups.items()):
            sources.setdefault(source, {})[layout] = {name: asdict(counts) for name, counts in group.items()}
        return {"fields": {name: asdict(self.total(name)) for name in (*FIELDS, "kind")}, "sources": sources}


@dataclass
class Changes:
    """What another reading gives. Lists hold (address, reason).

    `read` pages of which `same` and `changed` are articles that stay, `found` articles where none was read before.
    `shrunk` give under half of their text, `lost` no article any more: neither is written. `pieces` are articles of
    several pages of which not all are kept: the next crawl fetches them whole. `unread` have no record to read.
    """

    read: int = 0
    same: int = 0
    changed: int = 0
    found: int = 0
    written: int | None = None
    shrunk: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    differences: Differences = field(default_factory=Differences)

    @property
    def to_write(self) -> bool:
        """Is there anything to write?"""
        return bool(self.same or self.changed or self.found)

    def as_dict(self) -> dict[str, Any]:
        """For machines: the counts, the lists, and `fields` and `sources` as `Differences.as_dict` gives them."""
        lists = ("shrunk", "lost", "pieces", "unread")
        listed = {name: [{"url": url, "reason": why} for url, why in getattr(self, name)] for name in lists}
        counts = {name: getattr(self, name) for name in ("read", "same", "changed", "found", "written")}
        return {**counts, **listed, **self.differences.as_dict()}


def _what(before: Any, after: Any) -> str:
    return "same" if before == after else "gained" if before is None else "lost" if after is None else "altered"


def _in_turn(lists: list[list[Example]]) -> Iterator[Example]:
    for place in range(EXAMPLES):
        for one in lists:
            yield from one[place : place + 1]


def _parting(before: Any, after: Any) -> tuple[str | None, str | None]:
    """Two values as short texts that begin a little before they part."""
    was, now = _text(before), _text(after)
    start = 0
    if was is not None and now is not None:
        pairs = enumerate(zip(was, now, strict=False))
        parted = next((place for place, (a, b) in pairs if a != b), min(len(was), len(now)))
        start = max(0, parted - _SHOWN // 4)
    return _short(was, start), _short(now, start)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " · ".join(f"{name}: {part}" for name, part in value.items())
    return " | ".join(map(str, value))


def _short(text: str | None, start: int) -> str | None:
    if text is None:
        return None
    cut = " ".join(text[start : start + _SHOWN].split())
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + _SHOWN else ''}"
