"""Tag rows: what the readers found, written and read back. Machine-made; every row has its evidence."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.assembling import assembled
from corpus.errors import CorpusError
from corpus.schema import TAG_TABLES
from corpus.store import Corpus, now

TABLES = TAG_TABLES[1:]  # those with a row for each tag


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def save_reading(corpus: Corpus, identity: str, reading: dict[str, Any], *, tagger: str, sha256: str) -> bool:
    """Replace all tags of an article by one reading (the dict of `nlp.reading.Reading.as_dict`), in one transaction.

    `sha256` is that of the text that was read. False, and nothing is stored, when the article has another text by
    now: the spans would not fit. Raises CorpusError when there is no such article.
    """
    with corpus.writing() as conn:
        article = conn.execute("SELECT sha256 FROM articles WHERE id = ?", [identity]).fetchone()
        if article is None:
            raise CorpusError(f"no article {identity} in {corpus.path}", "try `guong search`")
        if article["sha256"] != sha256:
            return False
        for table in TABLES:
            conn.execute(f"DELETE FROM {table} WHERE article_id = ?", [identity])
        campaign = reading["campaign"]
        conn.execute(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id) DO UPDATE SET "
            "tagger=excluded.tagger, text_sha256=excluded.text_sha256, tagged_at=excluded.tagged_at, "
            "on_campaign=excluded.on_campaign, campaign_score=excluded.campaign_score, "
            "campaign_spans=excluded.campaign_spans, exemplar=excluded.exemplar, genre=excluded.genre, "
            "scores=excluded.scores, evidence=excluded.evidence",
            [identity, tagger, sha256, now(), campaign["on_campaign"], campaign["score"], _json(campaign["spans"]),
             reading["exemplar"], reading["genre"], _json(reading["scores"]), _json(reading["evidence"])],
        )  # fmt: skip
        for table, rows in _rows(reading).items():
            if rows:
                marks = ", ".join("?" * (len(rows[0]) + 2))
                conn.executemany(
                    f"INSERT INTO {table} VALUES ({marks})", [(identity, i, *row) for i, row in enumerate(rows)]
                )
    return True


def _rows(reading: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    scores = reading["scores"]
    return {
        "directives": [
            (d["id"], d["number"], d["type"], d["level"], d["issuer"], d["date"], d["role"], d["basis"], d["score"],
             _json(d["candidates"]), _json(d["spans"]))
            for d in reading["directives"]
        ],
        "localities": [
            (p["role"], p["basis"], p["score"], p["then"]["code"], p["then"]["name"], p["then"]["level"],
             p["then"]["province"], _province_now(p["now"]), _json(p["now"]), _json(p["candidates"]), _json(p["spans"]))
            for p in reading["localities"]
        ],
        "fields": [(name, scores.get("fields", {}).get(name, 0.0)) for name in reading["fields"]],
        "actors": [(name, scores.get("actors", {}).get(name, 0.0)) for name in reading["actors"]],
        "models": [(m["name"], _json(m["spans"]), *_beside(m, "holder", "place")) for m in reading["models"]],
        "people": [(p["name"], p["role"], _json(p["spans"]), *_beside(p, "place")) for p in reading["people"]],
        "figures": [
            (f["text"], f["value"], f["unit"], _json(f["spans"]), *_beside(f, "of")) for f in reading["figures"]
        ],
    }  # fmt: skip


def _beside(tag: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """What stands beside a tag's name, as printed, and then its spans; None and none where a reading does not say."""
    return (*(tag.get(name) for name in names), *(_json(tag.get(f"{name}_spans", [])) for name in names))


def _province_now(now_unit: Any) -> str | None:
    units = now_unit if isinstance(now_unit, list) else [now_unit] if now_unit else []
    names = {unit["name"] if unit["level"] == "province" else unit["province"] for unit in units}
    return names.pop() if len(names) == 1 else None


def untagged(corpus: Corpus, tagger: str, *, everything: bool = False) -> list[str]:
    """Ids of articles whose tags are missing, of another tagger version or of an older text (or all of them)."""
    with corpus.errors():
        rows = corpus.conn.execute(
            "SELECT a.id FROM articles a LEFT JOIN readings r ON r.article_id = a.id "
            "WHERE ? OR r.article_id IS NULL OR r.tagger <> ? OR r.text_sha256 <> a.sha256 ORDER BY a.num",
            [everything, tagger],
        ).fetchall()
    return [row["id"] for row in rows]


def record(corpus: Corpus, identity: str) -> dict[str, Any]:
    """One article with everything known about it, in the JSON shape of the record contract."""
    return next(assembled(corpus, [identity]))


def records(corpus: Corpus, ids: list[str]) -> Iterator[dict[str, Any]]:
    """The records of many articles, one at a time; put together batch by batch."""
    return assembled(corpus, ids)
