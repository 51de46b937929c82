"""Find reprints and store them: families of one article in several papers, who took it from whom, and paragraphs that
were lifted into other articles."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from corpus.credits import Papers
from corpus.families import Link, before, links
from corpus.families import original as _original
from corpus.reuse import Passage, Sampler, passages, sampled
from corpus.similar import MAX_READ, Shingles, common, grouped, plain_words, runs
from corpus.store import Corpus
from nlp.text import fold

Row = dict[str, Any]
EDGE = 200  # characters kept of a text's beginning and of its last line, where a source may be named


def original(members: list[Row], sources: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Id of the member the others were taken from, or None when nothing tells.

    A member is a row with id, source, credit and published_at; `sources` are those of `Corpus.sources`.
    """
    return _original(members, Papers(sources))


def link(corpus: Corpus) -> dict[str, int]:
    """Find all families and lifted paragraphs anew and store them: `{"families", "copies", "reused"}`.

    A family is named after its member stored first, so that names stay when copies come. Of a family one member's
    paragraphs are compared with other articles: its original, or where that is unknown the one stored first.
    """
    with corpus.reading() as conn:
        rows, kept, samples = _read(conn.execute(
            "SELECT id, source, title, sapo, body, credit, published_at FROM articles ORDER BY num"))  # fmt: skip
        found = grouped(kept)
        papers = Papers(corpus.sources())
        told = [links([rows[i] for i, _ in family], papers) for family in found]
        reused = passages(_sampler(rows, samples, found, [first for first, _ in told]).pairs(),
                          lambda i: _body(corpus, rows[i]["id"]))  # fmt: skip
    families, lineage = [], []
    for family, (first, taken) in zip(found, told, strict=True):
        name = rows[family[0][0]]["id"]
        families += [(rows[i]["id"], name, first, round(score, 4)) for i, score in family]
        lineage += _lineage(rows, kept, [i for i, _ in family], taken)
    _store(corpus, families, lineage, [_told(rows, papers, one) for one in reused])
    return {"families": len(found), "copies": sum(len(family) - 1 for family in found), "reused": len(reused)}


def _read(answer: Iterable[Any]) -> tuple[list[Row], list[Shingles], list[Shingles]]:
    """Of each article: what is known beside its text, the shingles of lead and body, the sample of its body."""
    rows, kept, samples = [], [], []
    for row in answer:
        one = dict(row)
        sapo, body = one.pop("sapo") or "", one.pop("body")
        one["opening"] = (sapo or body)[:EDGE]
        one["closing"] = body[-EDGE:].rstrip("\n").rpartition("\n")[2]
        lead = plain_words(sapo)
        hashes = runs([*lead, *plain_words(body)])
        rows.append(one)
        kept.append(np.unique(hashes))
        samples.append(sampled(hashes[len(lead) :]))
    return rows, kept, samples


def _sampler(rows: list[Row], samples: list[Shingles], found: list[list[tuple[int, float]]],
             originals: list[str | None]) -> Sampler:  # fmt: skip
    """The samples of all articles, of a family only its original's."""
    left_out = set()
    for family, first in zip(found, originals, strict=True):
        stands = first or rows[family[0][0]]["id"]
        left_out |= {i for i, _ in family if rows[i]["id"] != stands}
    sampler = Sampler()
    for i, sample in enumerate(samples):
        if i not in left_out:
            sampler.add(i, sample)
    return sampler


def _body(corpus: Corpus, identity: str) -> str:
    row = corpus.conn.execute("SELECT body FROM articles WHERE id = ?", [identity]).fetchone()
    return str(row["body"])[:MAX_READ]


def _lineage(rows: list[Row], kept: list[Shingles], family: list[int], taken: dict[str, Link]) -> list[tuple[Any, ...]]:
    """Rows of the table `lineage`: from whom each member was taken, and what was changed on the way."""
    place = {rows[i]["id"]: i for i in family}
    made = []
    for i in family:
        link_, part, own, title = taken[rows[i]["id"]], None, None, None
        if link_.taken_from is not None:
            giver = place[link_.taken_from]
            both = common(kept[giver], kept[i])
            part, own = round(both / len(kept[giver]), 4), round(1 - both / len(kept[i]), 4)
            title = plain_words(fold(rows[giver]["title"])) != plain_words(fold(rows[i]["title"]))
        made.append((rows[i]["id"], link_.taken_from, link_.told_by, link_.said, int(link_.outside), part, own, title))
    return made


def _told(rows: list[Row], papers: Papers, one: Passage) -> tuple[Any, ...]:
    """A row of the table `reuse`: the taker first, where a credit or the dates tell who took; else who was stored later."""
    this, that = rows[one.article], rows[one.other]
    told_by = None
    turned = one.article < one.other
    for taker, giver, turn in ((this, that, False), (that, this, True)):
        said = papers.said(taker)
        if said is not None and said.source == giver["source"] != taker["source"]:
            told_by, turned = said.how, turn
            break
        if before(giver["published_at"], taker["published_at"]):
            told_by, turned = "date", turn
    places = ((this["id"], one.start, one.end), (that["id"], one.other_start, one.other_end))
    taker_place, giver_place = places[::-1] if turned else places
    return (*taker_place, *giver_place, one.words, round(one.share, 4), told_by)


def _store(corpus: Corpus, families: list[tuple[Any, ...]], lineage: list[tuple[Any, ...]],
           reused: list[tuple[Any, ...]]) -> None:  # fmt: skip
    with corpus.writing() as conn:
        for table in ("reprints", "lineage", "reuse"):
            conn.execute(f"DELETE FROM {table}")
        conn.executemany("INSERT INTO reprints VALUES (?, ?, ?, ?)", families)
        conn.executemany("INSERT INTO lineage (article_id, taken_from, told_by, said, outside, kept, own, "
                         "title_changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lineage)  # fmt: skip
        conn.executemany('INSERT OR IGNORE INTO reuse (article_id, "start", "end", from_id, from_start, from_end, words, '
                         "share, told_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", reused)  # fmt: skip
