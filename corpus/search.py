"""Search: the index's answer, ranked, with the words found marked on the original text."""

import html
from dataclasses import asdict, dataclass
from typing import Any

from corpus.filters import Filters
from corpus.query import parse
from corpus.store import Corpus, searchable

SNIPPET = 240  # characters around the first dense group of matches: two lines of a terminal
_ON, _OFF = "\x02", "\x03"  # cannot occur in stored text: normal form has no control characters


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is HTML: the words found in <mark>, everything else escaped. A lower rank is
    better in FTS5; `score` is its negative, so a higher score is better (BM25, no upper bound)."""

    id: str
    url: str
    title: str
    source: str
    published_at: str | None
    snippet: str
    score: float


def search(corpus: Corpus, text: str, filters: Filters | None = None, *, limit: int = 20,
           offset: int = 0) -> dict[str, Any]:  # fmt: skip
    """Articles that match, best first: `{"read_as", "total", "hits"}`. An empty query lists the newest."""
    query = parse(text)
    where, values = (filters or Filters()).sql()
    page = {"limit": limit, "offset": offset}
    with corpus.errors():
        if not query.match:
            total = corpus.conn.execute(f"SELECT count(*) FROM articles a WHERE {where}", values).fetchone()[0]
            rows = corpus.conn.execute(
                f"SELECT a.*, NULL AS normal, NULL AS folded, 0 AS rank FROM articles a WHERE {where} "
                "ORDER BY a.published_at DESC NULLS LAST, a.num LIMIT :limit OFFSET :offset", {**values, **page},
            ).fetchall()  # fmt: skip
        else:
            values["match"] = query.match
            found = f"FROM search JOIN articles a ON a.num = search.rowid WHERE search MATCH :match AND {where}"
            total = corpus.conn.execute(f"SELECT count(*) {found}", values).fetchone()[0]
            rows = corpus.conn.execute(
                f"SELECT a.*, highlight(search, 0, '{_ON}', '{_OFF}') AS normal, "
                f"highlight(search, 1, '{_ON}', '{_OFF}') AS folded, bm25(search) AS rank {found} "
                "ORDER BY rank, a.num LIMIT :limit OFFSET :offset", {**values, **page},
            ).fetchall()  # fmt: skip
    hits = [
        Hit(row["id"], row["url"], row["title"], row["source"], row["published_at"],
            _snippet(searchable(row["title"], row["sapo"], row["body"]), row["normal"], row["folded"]),
            round(-row["rank"], 4))
        for row in rows
    ]  # fmt: skip
    return {"read_as": query.read_as, "total": total, "hits": [asdict(hit) for hit in hits]}


def marked(highlighted: str | None) -> list[tuple[int, int]]:
    """Offsets `[start, end)` of what an FTS5 highlight marked, in the text without its markers."""
    spans, at, start = [], 0, 0
    for part in (highlighted or "").replace(_ON, "\0" + _ON).replace(_OFF, "\0" + _OFF).split("\0"):
        if part.startswith(_ON):
            start, part = at, part[1:]
        elif part.startswith(_OFF):
            spans.append((start, at))
            part = part[1:]
        at += len(part)
    return spans


def _snippet(text: str, normal: str | None, folded: str | None) -> str:
    spans = sorted({*marked(normal), *marked(folded)})
    begin = _window(text, spans)
    end = min(len(text), begin + SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + 1)
    out, at = [], begin
    for start, stop in spans:
        if start >= at and stop <= end:
            out += [html.escape(text[at:start]), "<mark>", html.escape(text[start:stop]), "</mark>"]
            at = stop
    out.append(html.escape(text[at:end]))
    return ("…" if begin else "") + "".join(out).replace("\n", " ").strip() + ("…" if end < len(text) else "")


def _window(text: str, spans: list[tuple[int, int]]) -> int:
    """Where to begin so that most matches are seen; at a word's start."""
    if not spans:
        return 0
    best = max(spans, key=lambda span: sum(span[0] <= s and e <= span[0] + SNIPPET for s, e in spans))[0]
    begin = max(0, best - SNIPPET // 4)
    return begin if begin == 0 else text.find(" ", begin, best + 1) + 1 or best
