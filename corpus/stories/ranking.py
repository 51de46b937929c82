"""Rank the articles of a selection: the kept signals of their texts, their date, pictures and completeness, weighed.

A family of reprints stands in the ranking once. Reading the texts takes longer than all the rest, so their signals are
kept in the corpus (`keep_signals`, a part of `guong link`) and read anew only for what is shown.
"""

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.clock import credible, moment, parsed
from corpus.filters import Filters, day
from corpus.nights import night_of
from corpus.store import Corpus
from corpus.stories.knowledge import full, version, weight
from corpus.stories.signals import Record, Signal, signals
from corpus.tags import records

BATCH = 200  # articles whose signals are written in one transaction: a second of work
LEAST = 0.05  # points; a reason that gives less is rounded to nothing

_ROWS = """
SELECT a.id, a.num, a.url, a.title, a.source, x.name AS source_name, a.published_at, a.words,
    coalesce(a.author, a.credit) IS NOT NULL AS signed, r.text_sha256, r.tagged_at, f.family, f.original_id,
    g.version, g.signals, coalesce(i.pictures, 0) AS pictures, coalesce(i.captions, 0) AS captions,
    p.name AS place, p.level AS place_level, p.province_now AS province
FROM articles a JOIN readings r ON r.article_id = a.id LEFT JOIN sources x ON x.id = a.source
LEFT JOIN reprints f ON f.article_id = a.id LEFT JOIN story_signals g ON g.article_id = a.id
LEFT JOIN (SELECT article_id, count(*) AS pictures, count(caption) AS captions FROM images GROUP BY article_id) i
    ON i.article_id = a.id
LEFT JOIN localities p ON p.article_id = a.id AND p.role = 'primary'
WHERE a.withdrawn_at IS NULL AND {where} GROUP BY a.id ORDER BY a.num
"""


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its score (the sum of its reasons' weights, in points) and why.

    `reasons` are `{what, weight, spans}`, the heaviest first; `reprint` is `{original_url, members}` as in a record;
    `place` and `province` are those of its primary place (today's province), None where unknown.
    """

    id: str
    url: str
    title: str
    score: float
    source: str
    source_name: str | None
    published_at: str | None
    place: str | None
    province: str | None
    reasons: list[dict[str, Any]] = field(default_factory=list)
    reprint: dict[str, Any] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The story in the JSON shape of the contract."""
        return {"id": self.id, "url": self.url, "title": self.title, "score": self.score, "reasons": self.reasons,
                "reprint": self.reprint}  # fmt: skip


def stories(corpus: Corpus, filters: Filters | None = None, *, limit: int = 20,
            as_of: str | None = None) -> list[Story]:  # fmt: skip
    """The best stories of a selection, best first, equal ones newest first; at most `limit`.

    Only articles of the campaign, unless the filters ask for the others. Of a family its original is shown, where that
    is not selected the earliest member that is. Freshness is judged as of a day (`YYYY-MM-DD`), by default the corpus's
    newest night. Raises QueryError for a filter that has no meaning.
    """
    chosen = filters or Filters()
    where, values = (chosen if chosen.on_campaign is not None else replace(chosen, on_campaign=True)).sql()
    with corpus.reading() as conn:
        today = _day(as_of, conn)
        rows = conn.execute(_ROWS.format(where=where), values).fetchall()
        rated = [(_score(row, _kept(corpus, row), today), row) for row in _once(rows)]
        rated.sort(key=lambda one: (-one[0], _newest_first(one[1]), one[1]["num"]))
        best = [row for _, row in rated[: max(0, limit)]]
        return _told(corpus, best, today)


def judge(corpus: Corpus, ids: Iterable[str], *, as_of: str | None = None) -> list[Story]:
    """These articles as stories, in the order given, whatever their family; ids that are not tagged are left out."""
    wanted = list(dict.fromkeys(ids))
    with corpus.reading() as conn:
        today = _day(as_of, conn)
        listed = json.dumps(wanted)
        where = "a.id IN (SELECT value FROM json_each(:ids))"
        rows = {row["id"]: row for row in conn.execute(_ROWS.format(where=where), {"ids": listed})}
        return _told(corpus, [rows[one] for one in wanted if one in rows], today)


def keep_signals(corpus: Corpus, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Read the signals of articles of the campaign that have none of this version, and keep them; returns how many.

    What other articles need is read when they are asked for. `progress(done, total)` is called after each batch.
    """
    with corpus.errors():
        rows = corpus.conn.execute(
            "SELECT a.id, r.text_sha256, r.tagged_at, g.version, g.signals FROM articles a JOIN readings r "
            "ON r.article_id = a.id LEFT JOIN story_signals g ON g.article_id = a.id WHERE r.on_campaign = 1 "
            "ORDER BY a.num").fetchall()  # fmt: skip
    missing = {row["id"]: _version(row) for row in rows if row["version"] != _version(row)}
    ids = list(missing)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        made = [(one["id"], missing[one["id"]], _written(signals(one))) for one in records(corpus, batch)]
        with corpus.writing() as conn:
            conn.executemany("INSERT OR REPLACE INTO story_signals (article_id, version, signals) VALUES (?, ?, ?)",
                             made)  # fmt: skip
        progress(start + len(batch), len(ids))
    return len(ids)


def _version(row: sqlite3.Row) -> str:
    return f"{version()}:{row['text_sha256'][:16]}:{row['tagged_at']}"


def _written(found: list[Signal]) -> str:
    return json.dumps({one.what: round(one.value, 4) for one in found})


def _kept(corpus: Corpus, row: sqlite3.Row) -> dict[str, float]:
    """The signals of an article's text: as kept, or read now."""
    if row["version"] == _version(row):
        kept: dict[str, float] = json.loads(row["signals"])
        return kept
    return {one.what: round(one.value, 4) for one in signals(next(records(corpus, [row["id"]])))}


def _day(as_of: str | None, conn: sqlite3.Connection) -> datetime.date:
    """The day as of which stories are fresh: as asked, else the newest night's, else the newest article's."""
    if as_of:
        return datetime.date.fromisoformat(day(as_of))
    crawl = conn.execute("SELECT max(started_at) AS at FROM runs WHERE command = 'crawl'").fetchone()["at"]
    if crawl:
        return night_of(parsed(crawl))
    newest = conn.execute("SELECT max(published_at) AS at FROM articles").fetchone()["at"]
    return datetime.date.fromisoformat(newest[:10]) if newest else night_of(moment())


def _once(rows: list[sqlite3.Row]) -> list[sqlite3.Row]:
    """Each family by one member: its original, else the earliest dated, else the one stored first."""
    shown: dict[str, sqlite3.Row] = {}
    for row in rows:
        name = row["family"] or row["id"]
        if name not in shown or _rank(row) < _rank(shown[name]):
            shown[name] = row
    return list(shown.values())


def _rank(row: sqlite3.Row) -> tuple[bool, str, int]:
    return row["id"] != row["original_id"], credible(row["published_at"]) or "9", row["num"]


def _newest_first(row: sqlite3.Row) -> int:
    digits = "".join(char for char in (row["published_at"] or "")[:10] if char.isdigit())
    return -int(digits or 0)


def _outside(row: sqlite3.Row, today: datetime.date) -> dict[str, float]:
    """The signals that are not of the text: pictures, freshness, completeness."""
    pictures = 0.6 * (row["pictures"] > 0) + 0.4 * (row["captions"] > 0)
    fresh = 0.0
    if row["published_at"]:
        age = (today - datetime.date.fromisoformat(row["published_at"][:10])).days
        fresh = 0.5 ** (max(0, age) / full("half_life"))
    whole = [row["words"] >= full("body"), row["published_at"] is not None, bool(row["signed"]),
             row["place"] is not None and row["place_level"] != "national"]  # fmt: skip
    return {"photo": pictures, "freshness": fresh, "completeness": sum(whole) / len(whole)}


def _points(values: dict[str, float]) -> dict[str, float]:
    """The weight of each signal as it is shown: to a tenth of a point, so that the score is the sum of what is seen."""
    points = {what: round(weight(what) * value, 1) for what, value in values.items()}
    return {what: number for what, number in points.items() if abs(number) > LEAST}


def _score(row: sqlite3.Row, kept: dict[str, float], today: datetime.date) -> float:
    return round(sum(_points({**kept, **_outside(row, today)}).values()), 1)


def _told(corpus: Corpus, rows: list[sqlite3.Row], today: datetime.date) -> list[Story]:
    """Stories with their reasons, whose spans are read from the texts."""
    told = []
    for row, record in zip(rows, records(corpus, [row["id"] for row in rows]), strict=True):
        found = signals(record)
        spans = {one.what: one.spans for one in found} | {"photo": _caption(record)}
        points = _points({**{one.what: round(one.value, 4) for one in found}, **_outside(row, today)})
        reasons = [{"what": what, "weight": number, "spans": spans.get(what, [])}
                   for what, number in sorted(points.items(), key=lambda one: (-abs(one[1]), one[0]))]  # fmt: skip
        told.append(Story(row["id"], row["url"], row["title"], round(sum(points.values()), 1), row["source"],
                          row["source_name"], row["published_at"], row["place"], row["province"], reasons,
                          record["reprint"], record["fields"], [one["name"] for one in record["people"]],
                          [one["name"] for one in record["models"]]))  # fmt: skip
    return told


def _caption(record: Record) -> list[dict[str, Any]]:
    """The first caption, in the text of all captions, one a line."""
    first = next((image["caption"] for image in record["images"] if image["caption"]), None)
    return [{"field": "captions", "start": 0, "end": len(first), "text": first}] if first else []
