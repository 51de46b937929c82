"""Take the corpus away: one record per line (jsonl), or a flat table (csv) that no spreadsheet runs as a formula."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from corpus.errors import CorpusError, QueryError
from corpus.filters import Filters
from corpus.store import Corpus
from corpus.tags import records

FORMATS = ("jsonl", "csv")
COLUMNS = ("id", "url", "source", "title", "sapo", "body", "author", "credit", "published_at", "published_basis",
           "section", "on_campaign", "campaign_score", "directives", "place", "place_level", "province_then",
           "province_now", "exemplar", "genre", "fields", "actors", "models", "people", "figures", "original_url",
           "fetched_at", "warc", "extractor", "tagger")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def selected(corpus: Corpus, filters: Filters) -> list[str]:
    """Ids of the articles a filter keeps, oldest entry first."""
    where, values = filters.sql()
    with corpus.errors():
        return [
            r["id"] for r in corpus.conn.execute(f"SELECT a.id FROM articles a WHERE {where} ORDER BY a.num", values)
        ]


def lines(corpus: Corpus, filters: Filters) -> Iterator[str]:
    """One JSON object per article."""
    for row in records(corpus, selected(corpus, filters)):
        yield json.dumps(row, ensure_ascii=False)


def write(corpus: Corpus, filters: Filters, form: str, out: IO[str]) -> int:
    """Write the selection to an open text stream; returns how many articles."""
    if form not in FORMATS:
        raise QueryError(f"unknown format {form!r}", f"one of {', '.join(FORMATS)}")
    if form == "jsonl":
        count = 0
        for line in lines(corpus, filters):
            out.write(line + "\n")
            count += 1
        return count
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    ids = selected(corpus, filters)
    for row in records(corpus, ids):
        table.writerow([_safe(value) for value in flat(row)])
    return len(ids)


def write_file(corpus: Corpus, filters: Filters, form: str, path: Path) -> int:
    """As `write`, into a file that is there whole or not at all (temporary name, fsync, rename)."""
    with corpus.errors():
        try:
            return _replace(path, lambda out: write(corpus, filters, form, out))
        except OSError as error:
            said = f"{path} cannot be written: {error.strerror or error}"
            raise CorpusError(said, "check the folder, its rights and its room") from error


def _replace(path: Path, fill: Callable[[IO[str]], int]) -> int:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            count = fill(out)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def flat(row: dict[str, Any]) -> list[Any]:
    """A record as one row of COLUMNS; several values are joined by `|`."""
    primary: dict[str, Any] = next((p for p in row["localities"] if p["role"] == "primary"), {})
    then = primary.get("then", {})
    now = primary.get("now")
    unit = (now[0] if isinstance(now, list) and now else now) or {}
    computed = {
        "on_campaign": row["campaign"]["on_campaign"], "campaign_score": row["campaign"]["score"],
        "directives": [d["id"] or d["number"] for d in row["directives"]],
        "place": then.get("name"), "place_level": then.get("level"), "province_then": then.get("province"),
        "province_now": unit.get("name") if unit.get("level") == "province" else unit.get("province"),
        "models": [m["name"] for m in row["models"]], "people": [p["name"] for p in row["people"]],
        "figures": [f["text"] for f in row["figures"]], "original_url": row["reprint"]["original_url"],
        **row["provenance"],
    }  # fmt: skip
    return [computed[name] if name in computed else row[name] for name in COLUMNS]


def _safe(value: Any) -> Any:
    if isinstance(value, list):
        value = "|".join(str(part) for part in value if part is not None)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
