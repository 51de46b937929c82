"""What came in on the campaign in some crawls, by province: plain data, for whoever shows it.

Nothing is judged or ranked here: articles stand in the order of their dates, copies of an article already shown (or
known from an earlier night) are left out and counted.
"""

from typing import Any

from corpus.store import Corpus
from nlp.provinces import province_name

# A copy is an article of a family whose original, or where nobody knows it whose first member, is another article.
_TONIGHT = """
SELECT a.num, a.id, a.url, a.title, a.source, x.name AS source_name, x.province AS source_province, a.published_at,
    r.genre, r.exemplar, p.province_now AS place_province, p.name AS place,
    f.family IS NOT NULL AND a.id <> coalesce(f.original_id,
        (SELECT b.id FROM reprints g JOIN articles b ON b.id = g.article_id WHERE g.family = f.family
         ORDER BY b.num LIMIT 1)) AS copy
FROM articles a JOIN readings r ON r.article_id = a.id LEFT JOIN sources x ON x.id = a.source
LEFT JOIN reprints f ON f.article_id = a.id
LEFT JOIN localities p ON p.article_id = a.id AND p.role = 'primary'
WHERE r.on_campaign = 1 AND a.run_id IN ({runs}) GROUP BY a.id
ORDER BY a.published_at IS NULL, a.published_at DESC, a.num
"""


def digest(corpus: Corpus, runs: list[int]) -> dict[str, Any]:
    """The articles these crawls stored first, that are on the campaign and no copies.

    `provinces`: `[{province, articles: [{id, url, title, source, source_name, published_at, place, genre, exemplar,
    people, models, copies}]}]`, by the province the article is about, else its paper's, None for neither;
    `stored`, `on_campaign`, `copies_left_out`, `untagged` count articles; `not_heard` names sources without a single
    list that answered, with the reason.
    """
    marks = ", ".join("?" * len(runs)) or "NULL"
    with corpus.reading() as conn:
        rows = [dict(row) for row in conn.execute(_TONIGHT.format(runs=marks), runs)]
        stored, untagged = conn.execute(
            "SELECT count(*), coalesce(sum(r.article_id IS NULL), 0) FROM articles a "
            f"LEFT JOIN readings r ON r.article_id = a.id WHERE a.run_id IN ({marks})", runs).fetchone()  # fmt: skip
        provinces: dict[str | None, list[dict[str, Any]]] = {}
        for row in rows:
            if not row["copy"]:
                province, article = _article(corpus, row)
                provinces.setdefault(province, []).append(article)
        silent = conn.execute(
            f"SELECT s.source AS id, coalesce(x.name, s.source) AS name, (SELECT min(e.reason) FROM events e "
            f"WHERE e.source = s.source AND e.run_id IN ({marks})) AS reason FROM run_sources s "
            f"LEFT JOIN sources x ON x.id = s.source WHERE s.run_id IN ({marks}) GROUP BY s.source "
            "HAVING sum(s.lists) = 0 ORDER BY s.source", [*runs, *runs]).fetchall()  # fmt: skip
    return {
        "stored": stored, "on_campaign": len(rows), "untagged": untagged,
        "copies_left_out": sum(row["copy"] for row in rows),
        "provinces": [{"province": name, "articles": found} for name, found in sorted(provinces.items(), key=_by_name)],
        "not_heard": [dict(row) for row in silent],
    }  # fmt: skip


def _by_name(item: tuple[str | None, Any]) -> tuple[bool, str]:
    return (item[0] is None, item[0] or "")


def _article(corpus: Corpus, row: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
    named = {
        table: [one[0] for one in corpus.conn.execute(
            f"SELECT DISTINCT name FROM {table} WHERE article_id = ? ORDER BY position", [row["id"]])]
        for table in ("people", "models")
    }  # fmt: skip
    copies = corpus.conn.execute(
        "SELECT count(*) - 1 FROM reprints WHERE family = (SELECT family FROM reprints WHERE article_id = ?)",
        [row["id"]],
    ).fetchone()[0]
    own = province_name(row["source_province"]) if row["source_province"] else None
    keys = ("id", "url", "title", "source", "source_name", "published_at", "place", "genre", "exemplar")
    return row["place_province"] or own, {**{key: row[key] for key in keys}, **named, "copies": max(0, copies)}
