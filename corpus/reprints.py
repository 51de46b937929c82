"""Families of reprints: the same article in several papers, and which of them had it first.

MinHash (datasketch) finds candidates, the shingles themselves confirm them. The original is told by the credit line
("Theo …"), then by the date; where neither speaks it stays unknown.
"""

import re
from typing import Any

from datasketch import MinHash, MinHashLSH

from corpus.store import Corpus
from nlp.text import fold

SHINGLE = 5  # words; shorter ones meet by chance in a press full of stock phrases
PERMUTATIONS = 64  # error of the estimate about 1/8; the exact check afterwards decides
CANDIDATE = 0.4  # estimated Jaccard from which a pair is looked at
SAME = 0.6  # shared part of the shorter text from which two articles are one
SHORT = 30  # shingles; shorter texts prove nothing
_WORD = re.compile(r"[^\W_]+")
Row = dict[str, Any]


def shingles(text: str) -> set[str]:
    """The runs of SHINGLE words, without marks, of a text."""
    words = _WORD.findall(fold(text))
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def link(corpus: Corpus) -> dict[str, int]:
    """Find all families anew and store them; returns how many families and how many copies there are."""
    with corpus.errors():
        rows = [dict(row) for row in corpus.conn.execute(
            "SELECT num, id, url, source, sapo, body, credit, published_at FROM articles ORDER BY num")]  # fmt: skip
    sources = corpus.sources()
    families = _families(rows)
    copies = 0
    with corpus.writing() as conn:
        conn.execute("DELETE FROM reprints")
        for family in families:
            members = [row for row, _ in family]
            first = original(members, sources)
            for row, similarity in family:
                conn.execute("INSERT INTO reprints VALUES (?, ?, ?, ?)",
                             [row["id"], members[0]["id"], first, round(similarity, 4)])  # fmt: skip
            copies += len(members) - 1
    return {"families": len(families), "copies": copies}


def _families(rows: list[Row]) -> list[list[tuple[Row, float]]]:
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    sets: list[set[str]] = []
    leader = list(range(len(rows)))
    similarity = [1.0] * len(rows)
    for i, row in enumerate(rows):
        sets.append(shingles(f"{row['sapo'] or ''} {row['body']}"))
        if len(sets[i]) < SHORT:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in sets[i]])
        for j in sorted(index.query(sketch)):
            shared = len(sets[i] & sets[j]) / min(len(sets[i]), len(sets[j]))
            if shared >= SAME:
                similarity[i] = shared
                _join(leader, i, j)
        index.insert(i, sketch)
    groups: dict[int, list[tuple[Row, float]]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(_root(leader, i), []).append((row, similarity[i]))
    return [group for group in groups.values() if len(group) > 1]


def _root(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i


def _join(leader: list[int], i: int, j: int) -> None:
    first, second = sorted((_root(leader, i), _root(leader, j)))
    leader[second] = first


def original(members: list[Row], sources: dict[str, dict[str, Any]]) -> str | None:
    """Id of the member the others were taken from, or None when nothing tells."""
    credited = {name for row in members for name in [_credited(row, sources)] if name}
    named = [row for row in members if row["source"] in credited]
    if len(named) == 1:
        return str(named[0]["id"])
    free = [row for row in members if not row["credit"]]
    if len(free) == 1:
        return str(free[0]["id"])
    dated = sorted((row for row in free or members if row["published_at"]), key=lambda row: row["published_at"])
    undated = [row for row in free or members if not row["published_at"]]
    if dated and not undated and (len(dated) == 1 or dated[0]["published_at"][:16] < dated[1]["published_at"][:16]):
        return str(dated[0]["id"])
    return None


def _credited(row: Row, sources: dict[str, dict[str, Any]]) -> str | None:
    """The source a credit line names, by host or by the paper's name."""
    credit = fold(row["credit"] or "").removeprefix("theo ").strip()
    if not credit:
        return None
    for source in sources.values():
        hosts = [host.removeprefix("www.") for host in source["hosts"]]
        if source["id"] != row["source"] and (any(host in credit for host in hosts) or fold(source["name"]) in credit):
            return str(source["id"])
    return None
