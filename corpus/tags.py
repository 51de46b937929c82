"""Tag rows: what the readers found, written and read back. Machine-made; every row has its evidence."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from corpus.errors import CorpusError
from corpus.records import Article
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
        "models": [(m["name"], _json(m["spans"])) for m in reading["models"]],
        "people": [(p["name"], p["role"], _json(p["spans"])) for p in reading["people"]],
        "figures": [(f["text"], f["value"], f["unit"], _json(f["spans"])) for f in reading["figures"]],
    }  # fmt: skip


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
    with corpus.reading():
        article = corpus.article(identity)
        return {**_article_part(identity, article), **_tag_part(corpus.conn, identity),
                "reprint": _reprint(corpus.conn, identity), "provenance": _provenance(corpus.conn, identity, article),
                **_history(corpus.conn, identity)}  # fmt: skip


def records(corpus: Corpus, ids: list[str]) -> Iterator[dict[str, Any]]:
    """The records of many articles, one at a time."""
    for identity in ids:
        yield record(corpus, identity)


def _article_part(identity: str, article: Article) -> dict[str, Any]:
    return {
        "id": identity, "url": article.url, "source": article.source, "title": article.title, "sapo": article.sapo,
        "body": article.body, "author": article.author, "published_at": article.published_at,
        "published_basis": article.published_basis, "modified_at": article.modified_at, "section": article.section,
        "credit": article.credit, "tags": list(article.tags),
        "series": asdict(article.series) if article.series else None,
        "images": [{"url": x.url, "caption": x.caption, "credit": x.credit} for x in article.images],
    }  # fmt: skip


def _all(conn: sqlite3.Connection, columns: str, table: str, identity: str) -> list[dict[str, Any]]:
    sql = f"SELECT {columns} FROM {table} WHERE article_id = ? ORDER BY position"
    rows = [dict(row) for row in conn.execute(sql, [identity])]
    for row in rows:
        for key in row.keys() & {"spans", "candidates", "now"}:
            row[key] = json.loads(row[key])
    return rows


def _tag_part(conn: sqlite3.Connection, identity: str) -> dict[str, Any]:
    read = conn.execute("SELECT * FROM readings WHERE article_id = ?", [identity]).fetchone()
    if read is None:  # not tagged yet: nothing is known, and that is what the record says
        return {"campaign": {"on_campaign": None, "score": None, "spans": []}, "directives": [], "localities": [],
                "exemplar": None, "genre": None, "fields": [], "actors": [], "scores": {}, "evidence": {},
                "models": [], "people": [], "figures": []}  # fmt: skip
    places = _all(
        conn, "role, basis, score, code, name, level, province, now, candidates, spans", "localities", identity
    )
    for place in places:
        place["then"] = {key: place.pop(key) for key in ("code", "name", "level", "province")}
    on_campaign = None if read["on_campaign"] is None else bool(read["on_campaign"])
    return {
        "campaign": {"on_campaign": on_campaign, "score": read["campaign_score"],
                     "spans": json.loads(read["campaign_spans"])},
        "directives": _all(conn, "id, number, type, level, issuer, date, role, basis, score, candidates, spans",
                           "directives", identity),
        "localities": places,
        "exemplar": read["exemplar"], "genre": read["genre"],
        "fields": [row["field"] for row in _all(conn, "field", "fields", identity)],
        "actors": [row["actor"] for row in _all(conn, "actor", "actors", identity)],
        "scores": json.loads(read["scores"]), "evidence": json.loads(read["evidence"]),
        "models": _all(conn, "name, spans", "models", identity),
        "people": _all(conn, "name, role, spans", "people", identity),
        "figures": _all(conn, "text, value, unit, spans", "figures", identity),
    }  # fmt: skip


def _reprint(conn: sqlite3.Connection, identity: str) -> dict[str, Any]:
    mine = conn.execute("SELECT family, original_id FROM reprints WHERE article_id = ?", [identity]).fetchone()
    if mine is None:
        return {"original_url": None, "members": []}
    members = conn.execute(
        "SELECT a.url FROM reprints r JOIN articles a ON a.id = r.article_id WHERE r.family = ? ORDER BY a.num",
        [mine["family"]],
    ).fetchall()
    original = conn.execute("SELECT url FROM articles WHERE id = ?", [mine["original_id"]]).fetchone()
    is_copy = original is not None and mine["original_id"] != identity
    return {"original_url": original["url"] if is_copy else None, "members": [row["url"] for row in members]}


def _provenance(conn: sqlite3.Connection, identity: str, article: Article) -> dict[str, Any]:
    read = conn.execute("SELECT tagger FROM readings WHERE article_id = ?", [identity]).fetchone()
    return {"fetched_at": article.fetched_at, "warc": article.warc, "extractor": article.extractor,
            "tagger": read["tagger"] if read else None,
            **({"transport": article.transport} if article.transport else {})}  # fmt: skip


def _history(conn: sqlite3.Connection, identity: str) -> dict[str, Any]:
    """What became of an article after it was stored: withdrawn by its paper, and how many older texts are kept."""
    row = conn.execute("SELECT withdrawn_at, withdrawn_why FROM articles WHERE id = ?", [identity]).fetchone()
    older = conn.execute("SELECT count(*) FROM versions WHERE article_id = ?", [identity]).fetchone()[0]
    gone = {"at": row["withdrawn_at"], "why": row["withdrawn_why"]} if row["withdrawn_at"] else None
    return {"withdrawn": gone, "older_versions": older}
