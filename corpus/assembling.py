"""Records put together from the rows of many tables, as JSON, by the database itself.

SQLite builds the line of an article in one statement: no row of a tag, no span, no text becomes a Python object on the
way, which is several times as fast as assembling dictionaries, and what is shown, exported and counted is one text.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.connection import CorpusFile
from corpus.errors import CorpusError

BATCH = 250  # articles read in one go: 2 MB of usual texts; larger batches were no faster
_LARGEST = "1.7976931348623157e308"  # beyond it there is no number JSON could hold


def _number(column: str) -> str:
    """A REAL with as many digits as it takes to read the same number back (SQLite's own JSON stops at 15)."""
    short = f"printf('%!.15g', {column})"
    return (f"json(CASE WHEN {column} IS NULL OR abs({column}) > {_LARGEST} THEN 'null' "
            f"WHEN CAST({short} AS REAL) = {column} THEN {short} ELSE printf('%!.17g', {column}) END)")  # fmt: skip


def _object(**values: str) -> str:
    return f"json_object({', '.join(f'{name!r}, {sql}' for name, sql in values.items())})"


def _same(*columns: str, of: str = "x") -> dict[str, str]:
    return {name: f"{of}.{name}" for name in columns}


def _list(table: str, element: str) -> str:
    """The rows of an article in a table as a JSON list, in their order."""
    return (f"(SELECT json_group_array({element}) FROM "
            f"(SELECT * FROM {table} WHERE article_id = a.id ORDER BY position) x)")  # fmt: skip


_SPANS = {"spans": "json(x.spans)"}


def _proofs(*names: str) -> dict[str, str]:
    """The spans of a tag, and those of what stands beside its name."""
    return {**_SPANS, **{f"{name}_spans": f"json(x.{name}_spans)" for name in names}}


_SCORE = {"score": _number("x.score")}
_THEN = _object(**_same("code", "name", "level", "province"))
# Addresses of a family told in a record: a piece the whole press printed would stand in each of its records whole.
MEMBERS = 100
_NOWHERE = """'{"original_url":null,"members":[],"count":0}'"""
_REPRINT = (
    f"""json(coalesce((SELECT json_object(
    'original_url', iif(f.original_id <> a.id, (SELECT o.url FROM articles o WHERE o.id = f.original_id), NULL),
    'members', (SELECT json_group_array(m.url) FROM (SELECT b.url FROM reprints s JOIN articles b ON b.id = s.article_id
        WHERE s.family = f.family ORDER BY s.rowid LIMIT {MEMBERS}) m),
    'count', (SELECT count(*) FROM reprints s WHERE s.family = f.family)) FROM reprints f WHERE f.article_id = a.id), """
    + _NOWHERE
    + "))"
)
_FROM = {**_same("fetched_at", "warc", "extractor", of="a"), "tagger": "r.tagger"}
_RECORD = _object(
    **_same("id", "url", "source", "title", "sapo", "body", "author", "published_at", "published_basis", "modified_at",
            "section", "credit", of="a"),
    tags="json(a.tags)", series="json(a.series)", images=_list("images", _object(**_same("url", "caption", "credit"))),
    campaign=_object(
        on_campaign="json(CASE r.on_campaign WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)",
        score=_number("r.campaign_score"), spans="json(coalesce(r.campaign_spans, '[]'))",
    ),
    directives=_list("directives", _object(
        **_same("id", "number", "type", "level", "issuer", "date", "role", "basis"), **_SCORE,
        candidates="json(x.candidates)", **_SPANS,
    )),
    localities=_list("localities", _object(
        then=_THEN, now="json(x.now)", **_same("role", "basis"), **_SCORE, candidates="json(x.candidates)", **_SPANS,
    )),
    **_same("exemplar", "genre", of="r"), fields=_list("fields", "x.field"), actors=_list("actors", "x.actor"),
    # An article that is not tagged yet: nothing is known, and that is what the record says.
    scores="json(coalesce(r.scores, '{}'))", evidence="json(coalesce(r.evidence, '{}'))",
    models=_list("models", _object(**_same("name", "holder", "place"), **_proofs("holder", "place"))),
    people=_list("people", _object(**_same("name", "role", "place"), **_proofs("place"))),
    figures=_list("figures", _object(
        text="x.text", value=_number("x.value"), **_same("unit", "of"), **_proofs("of"),
    )),
    reprint=_REPRINT,
    provenance=f"json(iif(a.transport IS NULL, {_object(**_FROM)}, {_object(**_FROM, transport='a.transport')}))",
    # What became of it after it was stored: withdrawn by its paper, and how many older texts are kept.
    withdrawn="json(iif(a.withdrawn_at IS NULL, 'null', json_object('at', a.withdrawn_at, 'why', a.withdrawn_why)))",
    older_versions="(SELECT count(*) FROM versions v WHERE v.article_id = a.id)",
)  # fmt: skip
_SQL = (
    f"SELECT a.id, CAST({_RECORD} AS BLOB) FROM articles a LEFT JOIN readings r ON r.article_id = a.id WHERE a.id IN "
)


def record_lines(corpus: CorpusFile, ids: Sequence[str]) -> Iterator[bytes]:
    """The record of each article as one line of JSON (UTF-8, no line end), in the order asked for.

    Every batch is of one moment; wrap the whole in `corpus.reading()` where all must be. Raises CorpusError for an id
    the corpus does not have and for a damaged row.
    """
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with corpus.reading() as conn:  # closed before anything is handed on: the caller may write meanwhile
            made = _batch(conn, batch)
        for identity in batch:
            if identity not in made:
                raise CorpusError(f"no article {identity} in {corpus.path}", "try `guong search`")
            yield made[identity]


def assembled(corpus: CorpusFile, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """As `record_lines`, each record as a dictionary."""
    for line in record_lines(corpus, ids):
        yield json.loads(line)


def _batch(conn: sqlite3.Connection, ids: Sequence[str]) -> dict[str, bytes]:
    try:
        found = dict(conn.execute(f"{_SQL}({', '.join('?' * len(ids))})", ids).fetchall())
    except sqlite3.OperationalError as error:
        if "malformed JSON" in str(error):  # every list and span we keep was written as JSON
            raise json.JSONDecodeError("malformed JSON", "", 0) from error
        raise
    try:
        for line in found.values():
            line.decode()  # SQLite hands on whatever bytes stand in a text
    except UnicodeDecodeError as error:
        raise sqlite3.OperationalError(f"Could not decode to UTF-8: byte {error.start}") from error
    return found
