"""Parquet: typed columns, lists where an article has several of a thing; written row group by row group."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.exporting.flat import chosen, day, primary

GROUP = 1_000  # articles of a row group: some 10 MB of texts in memory at once


@cache
def schema() -> Any:
    """The pyarrow schema of the whole table."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    span = pa.struct([("field", text), ("start", pa.int32()), ("end", pa.int32()), ("text", text)])
    unit = pa.struct([("code", text), ("name", text), ("level", text), ("province", text)])
    spans, units = pa.list_(span), pa.list_(unit)
    scored = pa.list_(pa.struct([("code", text), ("score", number)]))
    directive = pa.struct([
        *((name, text) for name in ("id", "number", "type", "level", "issuer", "date", "role", "basis")),
        ("score", number), ("candidates", pa.list_(text)), ("spans", spans),
    ])  # fmt: skip
    locality = pa.struct([("then", unit), ("now", units), ("role", text), ("basis", text), ("score", number),
                          ("candidates", units), ("spans", spans)])  # fmt: skip
    return pa.schema([
        *((name, text) for name in ("id", "url", "source", "title", "sapo", "body", "author", "credit", "published_at")),
        ("published_on", pa.date32()),
        *((name, text) for name in ("published_basis", "modified_at", "section")),
        ("keywords", pa.list_(text)),
        ("series", pa.struct([("title", text), ("number", pa.int32()), ("last", pa.bool_())])),
        ("images", pa.list_(pa.struct([("url", text), ("caption", text), ("credit", text)]))),
        ("on_campaign", pa.bool_()), ("campaign_score", number), ("campaign_spans", spans),
        ("directives", pa.list_(directive)), ("localities", pa.list_(locality)),
        *((name, text) for name in ("place_code", "place", "place_level", "province_then", "province_now")),
        ("exemplar", text), ("exemplar_score", number), ("genre", text), ("genre_score", number),
        ("fields", scored), ("actors", scored),
        ("evidence", pa.list_(pa.struct([("axis", text), ("spans", spans)]))),
        ("models", pa.list_(pa.struct([("name", text), ("holder", text), ("place", text), ("spans", spans),
                                       ("holder_spans", spans), ("place_spans", spans)]))),
        ("people", pa.list_(pa.struct([("name", text), ("role", text), ("place", text), ("spans", spans),
                                       ("place_spans", spans)]))),
        ("figures", pa.list_(pa.struct([("text", text), ("value", number), ("unit", text), ("of", text),
                                        ("spans", spans), ("of_spans", spans)]))),
        ("original_url", text), ("reprint_members", pa.list_(text)),
        ("reprint_count", pa.int32()),
        *((name, text) for name in ("fetched_at", "warc", "extractor", "transport", "tagger", "withdrawn_at",
                                    "withdrawn_why")),
        ("older_versions", pa.int32()), ("texts", text),
    ])  # fmt: skip


def write(records: Iterable[dict[str, Any]], path: Path, columns: Sequence[str] | None = None) -> int:
    """Write a Parquet file (zstd); returns how many articles. Raises QueryError for an unknown column."""
    import pyarrow as pa
    from pyarrow import parquet

    whole = schema()
    kept = pa.schema([whole.field(name) for name in chosen(columns, whole.names)])
    count = 0
    with parquet.ParquetWriter(path, kept, compression="zstd") as out:
        for group in _groups(records):
            rows = [_row(record) for record in group]
            out.write_table(pa.Table.from_pylist(rows, schema=kept), row_group_size=GROUP)
            count += len(rows)
    return count


def _groups(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(records)
    while group := list(islice(left, GROUP)):
        yield group


def _row(record: dict[str, Any]) -> dict[str, Any]:
    scores, campaign, gone = record["scores"], record["campaign"], record["withdrawn"] or {}
    return {
        **record, **primary(record), **record["provenance"], "published_on": day(record["published_at"]),
        "keywords": record["tags"], "on_campaign": campaign["on_campaign"], "campaign_score": campaign["score"],
        "campaign_spans": campaign["spans"],
        "localities": [{**place, "now": _units(place["now"])} for place in record["localities"]],
        "exemplar_score": scores.get("exemplar"), "genre_score": scores.get("genre"),
        "fields": _scored(record["fields"], scores.get("fields", {})),
        "actors": _scored(record["actors"], scores.get("actors", {})),
        "evidence": [{"axis": axis, "spans": spans} for axis, spans in sorted(record["evidence"].items())],
        "original_url": record["reprint"]["original_url"], "reprint_members": record["reprint"]["members"],
        "reprint_count": record["reprint"]["count"],
        "withdrawn_at": gone.get("at"), "withdrawn_why": gone.get("why"), "texts": record.get("texts", "full"),
    }  # fmt: skip


def _units(now: Any) -> list[Any]:
    return now if isinstance(now, list) else [now] if now else []


def _scored(codes: list[str], scores: dict[str, float]) -> list[dict[str, Any]]:
    return [{"code": code, "score": scores.get(code)} for code in codes]
