"""A family of reprints as a tree: who took the text from whom, as far as anything tells, and what was changed.

A member's own words come first (credit line, stamp, last line), then the dates: a text surely published later than the
original hangs under it. Who says nothing and cannot be dated stands apart: where it was taken from is unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.clock import credible, incredible_sql
from corpus.credits import Papers, Said
from corpus.errors import CorpusError
from corpus.store import Corpus

Row = Mapping[str, Any]
MINUTE = 16  # characters of an ISO time down to the minute; papers print no seconds worth comparing


@dataclass(frozen=True, slots=True)
class Link:
    """Of one member: from whom it was taken (an id of the family) and what tells it (credit, stamp, closing, date);
    `said` are the article's own words, `outside` is true where these name somebody who is not in the family."""

    taken_from: str | None = None
    told_by: str | None = None
    said: str | None = None
    outside: bool = False


def original(members: Sequence[Row], papers: Papers) -> str | None:
    """Id of the member the others were taken from, or None when nothing tells.

    A member is a row with id, source, credit, published_at, and `opening` and `closing` where these are known.
    """
    return _original(members, [papers.said(row) for row in members])


def links(members: Sequence[Row], papers: Papers) -> tuple[str | None, dict[str, Link]]:
    """The original, and for each member (by id) from whom it was taken."""
    said = [papers.said(row) for row in members]
    first = _original(members, said)
    dates = {row["id"]: row["published_at"] for row in members}
    named = {words.source for words in said if words is not None and words.source}
    givers = {source: _giver([row for row in members if row["source"] == source]) for source in named}
    found: dict[str, Link] = {}
    for row, words in zip(members, said, strict=True):
        identity = str(row["id"])
        if words is not None:
            giver = givers.get(words.source or "")
            found[identity] = Link(giver, words.how if giver else None, words.text, outside=giver is None)
        elif first not in (None, identity) and before(dates[first], row["published_at"]):
            found[identity] = Link(first, "date")
        else:
            found[identity] = Link()
    for identity in _in_circles(found):
        found[identity] = Link(said=found[identity].said)
    return first, found


def _giver(theirs: Sequence[Row]) -> str | None:
    """Of the members of a paper that copies name: its only one, else its earliest, else the one stored first."""
    return (earliest(theirs) or str(theirs[0]["id"])) if theirs else None


def _in_circles(found: Mapping[str, Link]) -> set[str]:
    """Members that would be their own source: each names the other."""
    circles: set[str] = set()
    safe: set[str] = set()
    for start in found:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in path and at not in safe:
            path[at] = None
            at = found[at].taken_from
        if at in path:
            order = list(path)
            circles.update(order[order.index(at) :])
        safe.update(path)
    return circles


def _original(members: Sequence[Row], said: Sequence[Said | None]) -> str | None:
    present = {row["source"] for row in members}
    credited = [words.source if words else None for words in said]
    named = set(credited) & present
    if named:  # of those that others name, the one that names none of them
        pairs = zip(members, credited, strict=True)
        return earliest([row for row, source in pairs if row["source"] in named and source not in present])
    if any(said):
        return None  # taken from somewhere outside the family
    return earliest(members)


def earliest(rows: Sequence[Row]) -> str | None:
    """The row surely published before all others; None when a date is missing or two cannot be told apart."""
    if len(rows) == 1:
        return str(rows[0]["id"])
    dated = [row for row in rows if credible(row["published_at"])]
    if not dated or len(dated) < len(rows):
        return None
    first = min(dated, key=lambda row: row["published_at"][:MINUTE])
    alone = all(other is first or before(first["published_at"], other["published_at"]) for other in rows)
    return str(first["id"]) if alone else None


def before(one: str | None, other: str | None) -> bool:
    """True when both dates are known and credible and `one` is earlier, as exactly as the coarser of them says."""
    one, other = credible(one), credible(other)
    if not one or not other:
        return False
    size = min(len(one), len(other), MINUTE)
    return one[:size] < other[:size]


MOST = 500  # members whose shared paragraphs are looked up: SQLite binds so many values at ease; larger ones are spam
_MEMBERS = f"""
SELECT a.id, a.url, a.title, a.source, x.name AS source_name, a.published_at, r.family, r.original_id,
    l.taken_from, l.told_by, l.said, coalesce(l.outside, 0) AS outside, l.kept, l.own, l.title_changed
FROM articles a LEFT JOIN reprints r ON r.article_id = a.id LEFT JOIN lineage l ON l.article_id = a.id
LEFT JOIN sources x ON x.id = a.source
WHERE a.id = :id OR r.family = (SELECT family FROM reprints WHERE article_id = :id)
ORDER BY {incredible_sql("a.published_at")}, a.published_at, a.num
"""
_REUSED = """
SELECT u.article_id, u.start, u.end, u.from_id, u.from_start, u.from_end, u.words, u.share, u.told_by,
    a.url, a.title, a.source, a.published_at, b.url AS from_url, b.title AS from_title, b.source AS from_source,
    b.published_at AS from_published_at
FROM reuse u JOIN articles a ON a.id = u.article_id JOIN articles b ON b.id = u.from_id
WHERE u.article_id IN ({marks}) OR u.from_id IN ({marks}) ORDER BY u.article_id, u.start, u.from_id
"""


def family(corpus: Corpus, identity: str) -> dict[str, Any]:
    """The family of an article: `{"family", "original", "members", "roots", "reuse"}`.

    `roots` are the members taken from nobody in the family, each with `children` (who took it), in the order of their
    dates: `{id, url, title, source, source_name, published_at, taken_from, told_by, said, outside, kept, own,
    title_changed, children}`. `kept` is the part of the giver's text that the copy keeps, `own` the part of the copy
    that is not in it (0 to 1). An article without a family is its only root. `reuse`: paragraphs shared with articles
    outside the family. Raises CorpusError when there is no such article.
    """
    with corpus.reading() as conn:
        rows = [dict(row) for row in conn.execute(_MEMBERS, {"id": identity})]
        if not rows:
            raise CorpusError(f"no article {identity} in {corpus.path}", "try `guong search`")
        ids = [row["id"] for row in rows]
        marks = ", ".join(f"?{i + 1}" for i in range(min(len(ids), MOST)))
        reuse = [dict(row) for row in conn.execute(_REUSED.format(marks=marks), ids[:MOST])]
    nodes = {row["id"]: {**row, "outside": bool(int(row["outside"])), "children": []} for row in rows}
    name, first = rows[0]["family"], rows[0]["original_id"]
    roots: list[dict[str, Any]] = []
    for node in nodes.values():
        del node["family"], node["original_id"]
        changed = node["title_changed"]
        node["title_changed"] = None if changed is None else bool(changed)
        above = nodes.get(node["taken_from"])
        (above["children"] if above else roots).append(node)
    roots.sort(key=lambda node: node["id"] != first)
    return {"family": name, "original": first, "members": len(nodes), "roots": roots, "reuse": reuse}
