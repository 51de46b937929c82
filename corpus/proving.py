"""Where a finding can be looked at: an address and the WARC record of tonight, and of a night before."""

from dataclasses import replace
from typing import Any

from corpus.evidence import Night, thresholds
from corpus.finding import Finding
from corpus.frontier import LISTS
from corpus.store import Corpus

_LOOK_BACK = 14  # nights searched for an earlier article: two weeks hold one of every paper that is alive
# The articles of tonight that show it, and those of nights before that do not (SQL on `articles`).
_SHOWN = {
    "dates_drop": ("published_at IS NULL", "published_at IS NOT NULL"),
    "authors_drop": ("coalesce(author, credit) IS NULL", "coalesce(author, credit) IS NOT NULL"),
    "leads_drop": ("sapo IS NULL", "sapo IS NOT NULL"),
    "layout_lost": ("extractor LIKE '%?'", "extractor NOT LIKE '%?' AND extractor NOT LIKE '%/general'"),
    "layout_changed": ("1", "extractor NOT LIKE '%/general'"),
    "length_drop": ("1", "1"), "same_text": ("1", "1"),
}  # fmt: skip
# The events that show it: kinds, groups of `[events]` in health.toml, or how kinds begin (with a star).
_LISTS = ("feed_*", "sitemap_*", "section_*")
_DOORS = (*_LISTS, "shut", "unreachable", "retry_later", "host_down")
_EVENTS: dict[str, tuple[str, ...]] = {
    "down": _DOORS, "down_long": _DOORS, "blocked": ("shut", "unreachable", *_LISTS),
    "put_off": ("retry_later", "host_down"), "lists_failed": _LISTS,
    "missing": ("missing",), "bodies_missing": ("missing",), "missing_rise": ("missing",),
    "block_pages": ("block_pages",), "error_pages": ("error_pages",), "shrunk": ("shrunk",),
    "failed": ("status", "timeout", "dns", "not_fetched", "part"),
    "failed_rise": ("status", "timeout", "dns", "not_fetched", "part"),
    "barren": ("skipped_*", "gone", "shut"), "not_articles_rise": ("skipped_*", "gone"),
}  # fmt: skip


def proven(corpus: Corpus, source: str, nights: list[Night], finding: Finding) -> Finding:
    """The finding of a source's last night with its proof: `tonight` and `before`, each an address with WARC record
    (None where nothing is kept), and with the reason that was written down."""
    night = nights[-1]
    proof: dict[str, Any] = {"runs": night.runs}
    reason = finding.reason
    shown, unlike = _SHOWN.get(finding.kind, ("", "1"))
    if shown:
        proof["tonight"] = _article(corpus, source, [night], shown)
    elif finding.kind in _EVENTS:
        proof["tonight"], said = _event(corpus, source, night, _EVENTS[finding.kind])
        reason = reason or said
    elif finding.kind not in ("clock", "not_asked", "not_asked_long", "not_lately", "no_longer"):
        proof["tonight"] = _list(corpus, source)
    if finding.measure in ("robots", "robots_unreachable"):
        proof["robots"] = _robots(corpus, source)
    proof["before"] = _article(corpus, source, nights[-1 - _LOOK_BACK : -1][::-1], unlike)
    return replace(finding, reason=reason, proof=proof)


def _article(corpus: Corpus, source: str, nights: list[Night], condition: str) -> dict[str, Any] | None:
    sql = (f"SELECT url, warc, run_id AS run FROM articles WHERE run_id = ? AND source = ? AND {condition} "
           "ORDER BY num DESC LIMIT 1")  # fmt: skip
    for night in nights:
        for run in reversed(night.runs):
            row = corpus.conn.execute(sql, [run, source]).fetchone()
            if row is not None:
                return {**dict(row), "night": night.date.isoformat()}
    return None


def _event(corpus: Corpus, source: str, night: Night, wanted: tuple[str, ...]) -> tuple[dict[str, Any] | None, str]:
    """An example of what was written down tonight, rather of the wanted kinds; its WARC record when it was answered."""
    known = thresholds()["events"]
    kinds = [kind for name in wanted for kind in known.get(name, (name,))]
    alike = " OR ".join(["e.kind GLOB ?"] * len(kinds))
    runs = ", ".join("?" * len(night.runs))
    sql = ("SELECT e.url, e.kind, e.reason, iif(f.status IS NULL, NULL, f.warc) AS warc, f.status FROM events e "
           f"LEFT JOIN frontier f ON f.url = e.url WHERE e.run_id IN ({runs}) AND e.source = ? "
           f"ORDER BY ({alike}) DESC, e.id LIMIT 1")  # fmt: skip
    row = corpus.conn.execute(sql, [*night.runs, source, *kinds]).fetchone()
    if row is None:
        return None, ""
    found = {"url": row["url"], "warc": row["warc"], "kind": row["kind"], "status": row["status"]}
    return found, row["reason"]


def _list(corpus: Corpus, source: str) -> dict[str, Any] | None:
    """The list that was read last."""
    marks = ", ".join("?" * len(LISTS))
    row = corpus.conn.execute(
        f"SELECT url, warc, status FROM frontier WHERE source = ? AND kind IN ({marks}) AND state = 'done' "
        "ORDER BY fetched_at DESC, rowid LIMIT 1", [source, *LISTS]).fetchone()  # fmt: skip
    return dict(row) if row else None


def _robots(corpus: Corpus, source: str) -> list[dict[str, Any]]:
    """robots.txt as it is now and as it was before, newest first."""
    rows = corpus.conn.execute(
        "SELECT r.host, r.fetched_at, r.status, r.reason, r.warc FROM robots r JOIN hosts h ON h.host = r.host "
        "WHERE h.source = ? ORDER BY r.fetched_at DESC LIMIT 2", [source]).fetchall()  # fmt: skip
    return [dict(row) for row in rows]


def same_texts(corpus: Corpus, lasts: dict[str, Night], least: int) -> None:
    """Fill in `same_text` of the last nights of sources: the most addresses that gave one and the same text, each
    stored, or all but the first recognised as one article."""
    runs = sorted({run for night in lasts.values() for run in night.runs})
    marks = ", ".join("?" * len(runs)) or "NULL"
    for row in corpus.conn.execute(
        f"SELECT source, run_id, count(*) AS n FROM articles WHERE run_id IN ({marks}) "
        "GROUP BY run_id, source, sha256 HAVING n >= ?", [*runs, least],
    ):  # fmt: skip
        night = lasts.get(row["source"])
        if night is not None and row["run_id"] in night.runs:
            night.same_text = max(night.same_text, row["n"])
    for source, night in lasts.items():
        if night.counts["not_articles"] < least - 1:
            continue
        known = corpus.conn.execute(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM frontier WHERE source = ? AND kind = 'article' "
            "AND state = 'known' AND fetched_at >= (SELECT started_at FROM runs WHERE id = ?) GROUP BY article_id)",
            [source, min(night.runs)]).fetchone()[0]  # fmt: skip
        night.same_text = max(night.same_text, int(known) + 1 if known else 0)
