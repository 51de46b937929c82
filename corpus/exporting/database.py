"""An SQLite file of plain tables: what a record says, one fact a row, with a dictionary of every column inside.

The same records give the same bytes: one transaction, rows in their order, no clock, no free pages.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.connection import explained as explained_error
from corpus.exporting.dictionary import meanings, table_meaning
from corpus.exporting.flat import day, primary, province_now
from corpus.records import text_sha256
from corpus.store import searchable
from nlp.text import canonical, fold

Record = dict[str, Any]
Values = Iterator[tuple[Any, ...]]

_TAG = "article_id TEXT NOT NULL REFERENCES articles(id), position INTEGER NOT NULL"
_KEY = "PRIMARY KEY (article_id, position)"
_UNIT = "code TEXT, name TEXT, level TEXT, province TEXT"
TABLES = {
    "articles": """num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
        title TEXT NOT NULL, sapo TEXT, body TEXT, texts TEXT NOT NULL, text_sha256 TEXT NOT NULL, author TEXT,
        credit TEXT, published_at TEXT, published_on TEXT, published_basis TEXT, modified_at TEXT, section TEXT,
        series_title TEXT, series_number INTEGER, series_last INTEGER, on_campaign INTEGER, campaign_score REAL,
        exemplar TEXT, exemplar_score REAL, genre TEXT, genre_score REAL, place_code TEXT, place TEXT, place_level TEXT,
        province_then TEXT, province_now TEXT, reprint_family TEXT, original_url TEXT, fetched_at TEXT, warc TEXT,
        extractor TEXT, transport TEXT, tagger TEXT, withdrawn_at TEXT, withdrawn_why TEXT,
        older_versions INTEGER NOT NULL""",
    "keywords": f"{_TAG}, keyword TEXT NOT NULL, {_KEY}",
    "images": f"{_TAG}, url TEXT, caption TEXT, credit TEXT, {_KEY}",
    "directives": f"{_TAG}, id TEXT, number TEXT, type TEXT, level TEXT, issuer TEXT, date TEXT, role TEXT NOT NULL, "
                  f"basis TEXT NOT NULL, score REAL, candidates TEXT NOT NULL, {_KEY}",
    "localities": f"{_TAG}, role TEXT NOT NULL, basis TEXT NOT NULL, score REAL, {_UNIT}, province_now TEXT, "
                  f"candidates TEXT NOT NULL, {_KEY}",
    "units_now": f"{_TAG}, part INTEGER NOT NULL, {_UNIT}, PRIMARY KEY (article_id, position, part)",
    "fields": f"{_TAG}, field TEXT NOT NULL, score REAL, {_KEY}",
    "actors": f"{_TAG}, actor TEXT NOT NULL, score REAL, {_KEY}",
    "models": f"{_TAG}, name TEXT NOT NULL, holder TEXT, place TEXT, {_KEY}",
    "people": f"{_TAG}, name TEXT NOT NULL, role TEXT, place TEXT, {_KEY}",
    "figures": f'{_TAG}, text TEXT NOT NULL, value REAL, unit TEXT, "of" TEXT, {_KEY}',
    "evidence": 'article_id TEXT NOT NULL REFERENCES articles(id), axis TEXT NOT NULL, position INTEGER NOT NULL, '
                'part INTEGER NOT NULL, field TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, '
                'text TEXT, PRIMARY KEY (article_id, axis, position, part)',
    "dictionary": '"table" TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL, vi TEXT NOT NULL, '
                  'en TEXT NOT NULL, PRIMARY KEY ("table", "column")',
}  # fmt: skip
_INDEXES = (
    "articles(source, published_on)", "articles(published_on)", "articles(province_now)", "articles(genre)",
    "directives(id)", "fields(field)", "actors(actor)", "models(name)", "people(name)", "localities(province_now)",
)  # fmt: skip
_SPANNED = ("directives", "localities", "models", "people", "figures")
# What stands beside the name of a tag, with spans of its own.
_BESIDE = {"models": ("holder", "place"), "people": ("place",), "figures": ("of",)}


def write(records: Iterable[Record], path: Path, limit: Callable[[Record], Record], *, search: bool = False,
          more: Callable[[sqlite3.Connection], None] = lambda conn: None) -> int:  # fmt: skip
    """Build the file at `path` (which must not hold a database yet); returns how many articles.

    `limit` cuts a record's texts after their checksum was taken. `search` adds an index of the texts that are in it;
    `more` may add tables, each described in the dictionary's data.
    """
    conn = sqlite3.connect(path, isolation_level=None)
    try:
        conn.execute("PRAGMA page_size = 4096")
        conn.execute("PRAGMA journal_mode = OFF")  # the file gets its name when it is whole
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        for table, columns in TABLES.items():
            conn.execute(f"CREATE TABLE {table} ({columns})")
        if search:
            conn.execute("CREATE VIRTUAL TABLE search USING fts5(normal, folded, content = '', "
                         "tokenize = 'unicode61 remove_diacritics 0')")  # fmt: skip
        count = _fill(conn, records, limit, search)
        more(conn)
        for columns in _INDEXES:
            name = columns.translate(str.maketrans("(, )", "____")).strip("_").replace("__", "_")
            conn.execute(f"CREATE INDEX {name} ON {columns}")
        conn.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?)", explained(conn))
        conn.execute("COMMIT")
    except sqlite3.Error as error:
        raise explained_error(error, path) from error
    finally:
        conn.close()
    return count


def _fill(conn: sqlite3.Connection, records: Iterable[Record], limit: Callable[[Record], Record], search: bool) -> int:
    num = 0
    for num, whole in enumerate(records, 1):
        sha256 = text_sha256(whole["title"], whole["sapo"], whole["body"])
        record = limit(whole)
        _insert(conn, "articles", iter([_article(num, record, sha256)]))
        for table, rows in _rows(record):
            _insert(conn, table, rows)
        if search:
            text = searchable(record["title"], record["sapo"], record["body"] or "")
            conn.execute(
                "INSERT INTO search(rowid, normal, folded) VALUES (?, ?, ?)", [num, canonical(text), fold(text)]
            )
    return num


def _insert(conn: sqlite3.Connection, table: str, rows: Values) -> None:
    listed = list(rows)
    if listed:
        conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(listed[0]))})", listed)


def _article(num: int, record: Record, sha256: str) -> tuple[Any, ...]:
    series, campaign, scores = record["series"] or {}, record["campaign"], record["scores"]
    place, origin, gone = primary(record), record["provenance"], record["withdrawn"] or {}
    published_on = day(record["published_at"])
    family = record["reprint"]["members"]
    return (
        num, *(record[name] for name in ("id", "url", "source", "title", "sapo", "body")), record.get("texts", "full"),
        sha256, record["author"], record["credit"], record["published_at"],
        published_on.isoformat() if published_on else None, record["published_basis"], record["modified_at"],
        record["section"], series.get("title"), series.get("number"), series.get("last"), campaign["on_campaign"],
        campaign["score"], record["exemplar"], scores.get("exemplar"), record["genre"], scores.get("genre"),
        *(place[name] for name in ("place_code", "place", "place_level", "province_then", "province_now")),
        family[0] if family else None, record["reprint"]["original_url"],
        *(origin.get(name) for name in ("fetched_at", "warc", "extractor", "transport", "tagger")),
        gone.get("at"), gone.get("why"), record["older_versions"],
    )  # fmt: skip


def _rows(record: Record) -> Iterator[tuple[str, Values]]:
    key, scores = record["id"], record["scores"]

    def numbered(found: Iterable[tuple[Any, ...]]) -> Values:
        return ((key, position, *values) for position, values in enumerate(found))

    yield "keywords", numbered((word,) for word in record["tags"])
    yield "images", numbered((x["url"], x["caption"], x["credit"]) for x in record["images"])
    yield "directives", numbered(
        (*(d.get(name) for name in ("id", "number", "type", "level", "issuer", "date", "role", "basis", "score")),
         _json(d["candidates"])) for d in record["directives"]
    )  # fmt: skip
    yield "localities", numbered(
        (p["role"], p["basis"], p["score"], *_unit(p["then"]), province_now(p["now"]),
         _json(p["candidates"])) for p in record["localities"]
    )  # fmt: skip
    yield (
        "units_now",
        (
            (key, position, part, *_unit(unit))
            for position, place in enumerate(record["localities"])
            for part, unit in enumerate(_listed(place["now"]))
        ),
    )
    for table in ("fields", "actors"):
        yield table, numbered((code, scores.get(table, {}).get(code)) for code in record[table])
    yield "models", numbered((tag["name"], tag["holder"], tag["place"]) for tag in record["models"])
    yield "people", numbered((tag["name"], tag["role"], tag["place"]) for tag in record["people"])
    yield "figures", numbered((tag["text"], tag["value"], tag["unit"], tag["of"]) for tag in record["figures"])
    yield "evidence", ((key, axis, position, part, span["field"], span["start"], span["end"], span["text"])
                       for axis, position, spans in _evidence(record) for part, span in enumerate(spans))  # fmt: skip


def _evidence(record: Record) -> Iterator[tuple[str, int, list[Any]]]:
    yield "campaign", 0, record["campaign"]["spans"]
    for axis in _SPANNED:
        for position, tag in enumerate(record[axis]):
            yield axis, position, tag["spans"]
            for name in _BESIDE.get(axis, ()):
                yield f"{axis}.{name}", position, tag[f"{name}_spans"]
    for axis, spans in sorted(record["evidence"].items()):
        yield f"label:{axis}", 0, spans


def _unit(unit: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(unit.get(name) for name in ("code", "name", "level", "province"))


def _listed(now: Any) -> list[Any]:
    return now if isinstance(now, list) else [now] if now else []


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def explained(conn: sqlite3.Connection) -> list[tuple[str, str, str, str, str]]:
    """Table, column, type and both meanings of everything in the file; the row of a table itself has no column.

    Raises KeyError for a table or a column that nobody described.
    """
    found = []
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
    for (table,) in conn.execute(f"{sql} ORDER BY name").fetchall():
        about, known = table_meaning(table), meanings(table)
        found.append((table, "", "table", about.vi, about.en))
        for _, column, kind, *_ in conn.execute(f'PRAGMA table_info("{table}")').fetchall():
            found.append((table, column, kind, known[column].vi, known[column].en))
    return found
