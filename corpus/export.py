"""Take a selection of the corpus away: records as JSON lines, flat tables no spreadsheet runs, and what linguists read.

Every form is written as a stream, one moment of the corpus whatever is written to it meanwhile, and a file is there
whole or not at all.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from corpus.assembling import assembled, record_lines
from corpus.errors import CorpusError, QueryError
from corpus.exporting.flat import COLUMNS, chosen, flat, safe
from corpus.exporting.output import whole
from corpus.exporting.texts import TEXTS, limiter
from corpus.filters import Filters
from corpus.store import Corpus

STREAMS = ("jsonl", "csv", "tei", "conllu", "vrt")  # can go to standard output
FILES = ("parquet", "xlsx", "sqlite")  # need a file
FORMATS = (*STREAMS, *FILES)
TABLES = ("csv", "xlsx", "parquet")  # have columns to choose from
_WORDS = ("conllu", "vrt")  # hold nothing but texts
Records = Iterable[dict[str, Any]]


def selected(corpus: Corpus, filters: Filters) -> list[str]:
    """Ids of the articles a filter keeps, oldest entry first."""
    where, values = filters.sql()
    with corpus.errors():
        return [
            r["id"] for r in corpus.conn.execute(f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.num", values)
        ]


def lines(corpus: Corpus, filters: Filters) -> Iterator[str]:
    """One JSON object per article."""
    return (line.decode() for line in record_lines(corpus, selected(corpus, filters)))


def check(form: str, texts: str, columns: Sequence[str] | None) -> None:
    """Refuse what cannot be written, before anything is. Raises QueryError."""
    if form not in FORMATS:
        raise QueryError(f"unknown format {form!r}", f"one of {', '.join(FORMATS)}")
    limiter(texts)
    if texts == "none" and form in _WORDS:
        raise QueryError(f"{form} holds nothing but texts", "choose --texts full or snippets, or another format")
    if columns and form not in TABLES:
        raise QueryError(f"{form} has no columns to choose", f"--columns is for {', '.join(TABLES)}")
    if columns and form != "parquet":
        chosen(columns)


def write(corpus: Corpus, filters: Filters, form: str, out: IO[bytes], *, texts: str = "full",
          columns: Sequence[str] | None = None) -> int:  # fmt: skip
    """Write the selection to an open binary stream (UTF-8) in one of STREAMS; returns how many articles.

    `texts` is full, snippets or none (`corpus.exporting.texts`); `columns` those of a table. Raises QueryError.
    """
    check(form, texts, columns)
    if form in FILES:
        raise QueryError(f"{form} is written to a file only", "name it with -o FILE")
    try:
        with corpus.reading():
            return _write(corpus, selected(corpus, filters), form, out, texts, columns)
    except CorpusError as error:
        if isinstance(error.__cause__, OSError):  # of the stream, not of the corpus: a full disk, a reader that left
            raise error.__cause__ from None
        raise


def _write(corpus: Corpus, ids: list[str], form: str, out: IO[bytes], texts: str, columns: Sequence[str] | None) -> int:
    if form == "jsonl" and texts == "full":
        for line in record_lines(corpus, ids):
            out.write(line + b"\n")
        return len(ids)
    limit = limiter(texts)
    return _stream(form)((limit(record) for record in assembled(corpus, ids)), out, columns)


def write_file(corpus: Corpus, filters: Filters, form: str, path: Path, *, texts: str = "full",
               columns: Sequence[str] | None = None) -> int:  # fmt: skip
    """As `write`, in any of FORMATS, into a file that is there whole or not at all. Raises QueryError, CorpusError."""
    check(form, texts, columns)
    with whole(path) as part:
        if form in STREAMS:
            with part.open("wb") as out:
                return write(corpus, filters, form, out, texts=texts, columns=columns)
        with corpus.reading():
            return _file(form, assembled(corpus, selected(corpus, filters)), part, texts, columns)


def _stream(form: str) -> Callable[[Records, IO[bytes], Sequence[str] | None], int]:
    if form == "csv":
        return _csv
    if form == "jsonl":
        return lambda records, out, _: _jsonl(records, out)
    from corpus.exporting import conllu, tei, vrt

    linguistic = {"conllu": conllu.write, "tei": tei.write, "vrt": vrt.write}[form]
    return lambda records, out, _: linguistic(records, out)


def _file(form: str, records: Records, part: Path, texts: str, columns: Sequence[str] | None) -> int:
    limit = limiter(texts)
    if form == "sqlite":
        from corpus.exporting import database

        return database.write(records, part, limit)
    limited = (limit(record) for record in records)
    if form == "parquet":
        from corpus.exporting import columnar

        return columnar.write(limited, part, columns)
    from corpus.exporting import xlsx

    return xlsx.write(limited, part, chosen(columns))


def _jsonl(records: Records, out: IO[bytes]) -> int:
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        count += 1
    return count


def _csv(records: Records, out: IO[bytes], columns: Sequence[str] | None) -> int:
    names = chosen(columns)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(names)
    count = 0
    for record in records:
        table.writerow([safe(value) for value in flat(record, names)])
        count += 1
    text.detach()  # the stream is the caller's to close
    return count


__all__ = [
    "COLUMNS",
    "FILES",
    "FORMATS",
    "STREAMS",
    "TEXTS",
    "check",
    "flat",
    "lines",
    "selected",
    "write",
    "write_file",
]
