"""Families of reprints: the same article in several papers, and which of them had it first.

The original is told by the credit line ("Theo …"), then by the date; where neither speaks it stays unknown.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.similar import families
from corpus.store import Corpus
from nlp.text import fold

Row = dict[str, Any]
MINUTE = 16  # characters of an ISO time down to the minute; papers print no seconds worth comparing


def link(corpus: Corpus) -> dict[str, int]:
    """Find all families anew and store them; returns how many families and how many copies there are.

    A family is named after its member stored first, so that names stay when copies come.
    """
    rows: list[Row] = []
    with corpus.reading() as conn:
        found = families(_texts(conn.execute("SELECT id, source, sapo, body, credit, published_at FROM articles "
                                             "ORDER BY num"), rows))  # fmt: skip
    papers = _papers(corpus.sources())
    with corpus.writing() as conn:
        conn.execute("DELETE FROM reprints")
        for family in found:
            members = [rows[i] for i, _ in family]
            first = _original(members, papers)
            conn.executemany("INSERT INTO reprints VALUES (?, ?, ?, ?)",
                             [(rows[i]["id"], members[0]["id"], first, round(score, 4)) for i, score in family])  # fmt: skip
    return {"families": len(found), "copies": sum(len(family) - 1 for family in found)}


def _texts(answer: Iterable[sqlite3.Row], rows: list[Row]) -> Iterator[str]:
    """The texts of the rows, one at a time; the rest of each row is kept in `rows`."""
    for row in answer:
        kept = dict(row)
        text = f"{kept.pop('sapo') or ''} {kept.pop('body')}"
        rows.append(kept)
        yield text


def original(members: list[Row], sources: dict[str, dict[str, Any]]) -> str | None:
    """Id of the member the others were taken from, or None when nothing tells.

    A member is a row with id, source, credit and published_at; `sources` are those of `Corpus.sources`.
    """
    return _original(members, _papers(sources))


Papers = list[tuple[str, re.Pattern[str]]]


def _original(members: list[Row], papers: Papers) -> str | None:
    present = {row["source"] for row in members}
    credited = [_credited(row, papers) for row in members]
    named = set(credited) & present
    if named:  # of those that others name, the one that names none of them
        pairs = zip(members, credited, strict=True)
        return _earliest([row for row, source in pairs if row["source"] in named and source not in present])
    if any(row["credit"] for row in members):
        return None  # taken from somewhere outside the corpus
    return _earliest(members)


def _earliest(rows: list[Row]) -> str | None:
    """The row surely published before all others; None when a date is missing or two cannot be told apart."""
    if len(rows) == 1:
        return str(rows[0]["id"])
    for row in rows:
        if all(other is row or _before(row["published_at"], other["published_at"]) for other in rows):
            return str(row["id"])
    return None


def _before(one: str | None, other: str | None) -> bool:
    """True when both are known and `one` is earlier, as exactly as the coarser of them says."""
    if not one or not other:
        return False
    size = min(len(one), len(other), MINUTE)
    return one[:size] < other[:size]


def _papers(sources: dict[str, dict[str, Any]]) -> Papers:
    """How a credit line names each source: by the paper's name or by one of its hosts, as whole words."""
    papers = []
    for source in sources.values():
        names = [fold(source["name"]), *(host.removeprefix("www.").lower() for host in source["hosts"])]
        either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
        papers.append((str(source["id"]), re.compile(rf"(?<![\w-])(?:{either})(?![\w-]|\.\w)")))
    return papers


def _credited(row: Row, papers: Papers) -> str | None:
    """The source a credit line names (the longest name when names lie in one another), or None."""
    credit = fold(row["credit"] or "")
    found = [(len(match[0]), source) for source, pattern in papers if credit and source != row["source"]
             for match in [pattern.search(credit)] if match]  # fmt: skip
    longest = max(found, default=(0, ""))[0]
    named = {source for size, source in found if size == longest}
    return named.pop() if len(named) == 1 else None
