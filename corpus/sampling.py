"""Samples for manual coding: which articles, and the sheet that coders fill in without seeing any tag.

The order is that of a hash of seed and article, so that a sample of 50 is the beginning of the sample of 100 with the
same seed, and articles that come later do not reshuffle it.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from corpus.decided import AXES
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

STRATA = {  # what a sample can be stratified by → SQL over articles a, readings r, the primary place p
    "source": "a.source", "year": "substr(a.published_at, 1, 4)", "province": "p.province_now", "genre": "r.genre",
    "exemplar": "r.exemplar", "on_campaign": "r.on_campaign",
    "field": "(SELECT f.field FROM fields f WHERE f.article_id = a.id AND f.position = 0)",
}  # fmt: skip
FORMS = ("jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def sample(corpus: Corpus, size: int, *, filters: Filters | None = None, by: str | None = None, equal: bool = False,
           seed: int = 0) -> list[str]:  # fmt: skip
    """Ids of `size` articles (fewer where the selection has no more).

    Without `by` every article is as likely. With it, strata are drawn in proportion to their size, at least one each
    as far as `size` goes; with `equal`, as many from each as it has. Raises QueryError for an unknown stratum.
    """
    if by is not None and by not in STRATA:
        raise QueryError(f"unknown stratum {by!r}", f"one of {', '.join(STRATA)}")
    where, values = (filters or Filters()).sql()
    with corpus.reading() as conn:
        rows = conn.execute(
            f"SELECT a.id, {STRATA[by] if by else 'NULL'} AS stratum FROM articles a "
            "LEFT JOIN readings r ON r.article_id = a.id LEFT JOIN localities p ON p.article_id = a.id "
            f"AND p.role = 'primary' WHERE {where} GROUP BY a.id", values).fetchall()  # fmt: skip
    strata: dict[Any, list[str]] = {}
    for row in rows:
        strata.setdefault(row["stratum"], []).append(row["id"])
    for ids in strata.values():
        ids.sort(key=lambda identity: _place(seed, identity))
    wanted = _shares({name: len(ids) for name, ids in strata.items()}, size, equal=equal)
    chosen = [identity for name, ids in strata.items() for identity in ids[: wanted[name]]]
    return sorted(chosen, key=lambda identity: _place(seed, identity))


def _place(seed: int, identity: str) -> str:
    return hashlib.sha256(f"{seed}\0{identity}".encode()).hexdigest()


def _shares(sizes: dict[Any, int], size: int, *, equal: bool) -> dict[Any, int]:
    """How many from each stratum: one each first, then always one more where the share is furthest behind."""
    every = sum(sizes.values())
    shares = dict.fromkeys(sizes, 0)
    order = sorted(sizes, key=lambda name: (-sizes[name], str(name)))
    for _ in range(min(size, every)):
        open_ = [name for name in order if shares[name] < sizes[name]]
        if equal:
            chosen = min(open_, key=lambda name: shares[name])
        else:
            chosen = min(open_, key=lambda name: (shares[name] > 0, (shares[name] + 0.5) / sizes[name]))
        shares[chosen] += 1
    return shares


def sheet(corpus: Corpus, ids: list[str], form: str) -> Iterator[str]:
    """The sheet of these articles, line by line: texts and empty labels, no tag of ours.

    `jsonl` is the labelled format with `null` labels; `csv` has one column a label, lists joined by `|`, and no cell
    that a spreadsheet would run.
    """
    if form not in FORMS:
        raise QueryError(f"unknown format {form!r}", f"one of {', '.join(FORMS)}")
    provinces = {name: source["province"] for name, source in corpus.sources().items()}
    columns = ("id", "url", "title", "sapo", "body", "published_at", "source_province")
    if form == "csv":
        yield _line([*columns, *AXES])
    for identity in ids:
        article = corpus.article(identity)
        row = {"id": identity, "url": article.url, "title": article.title, "sapo": article.sapo, "body": article.body,
               "published_at": article.published_at, "source_province": provinces.get(article.source)}  # fmt: skip
        if form == "csv":
            yield _line([_safe(row[name]) for name in columns] + [""] * len(AXES))
        else:
            yield json.dumps({**row, **dict.fromkeys(AXES)}, ensure_ascii=False) + "\n"


def _safe(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cells: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
