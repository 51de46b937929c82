"""What came in on the campaign in some crawls, or since a day, as plain data for whoever shows it.

The best stories by province and by field with their reasons, models whose name was not seen in that place before,
articles that already ran elsewhere, and what is missing.
"""

import datetime
from collections import defaultdict
from typing import Any

from corpus.clock import HANOI, incredible_sql, moment, stamp
from corpus.errors import QueryError
from corpus.filters import COPIES
from corpus.store import Corpus
from corpus.stories import Story, judge
from nlp.provinces import province_name
from nlp.text import canonical

# When an article came in: the crawl that stored it first, or where none did (saved pages) its fetching.
_CAME = "coalesce((SELECT u.started_at FROM runs u WHERE u.id = a.run_id), a.fetched_at, '')"
# A copy is an article of a family whose original, or where nobody knows it whose earliest member, is another article.
_TONIGHT = f"""
SELECT a.num, a.id, a.title, a.url, a.source, x.name AS source_name, x.province AS source_province, a.published_at,
    r.genre, r.exemplar, f.family, a.num IN ({COPIES}) AS copy
FROM articles a JOIN readings r ON r.article_id = a.id LEFT JOIN sources x ON x.id = a.source
LEFT JOIN reprints f ON f.article_id = a.id
WHERE r.on_campaign = 1 AND a.withdrawn_at IS NULL AND {{where}} GROUP BY a.id ORDER BY a.published_at IS NULL, a.published_at DESC, a.num
"""
_SILENT = """
SELECT s.source AS id, coalesce(x.name, s.source) AS name, (SELECT min(e.reason) FROM events e
    WHERE e.source = s.source AND e.run_id IN ({marks})) AS reason FROM run_sources s
LEFT JOIN sources x ON x.id = s.source WHERE s.run_id IN ({marks}) GROUP BY s.source
HAVING sum(s.lists) = 0 ORDER BY s.source
"""
_MODELS = """
SELECT m.article_id, m.name, coalesce(p.province_now, '') AS province, coalesce(p.name, '') AS place, a.num
FROM models m JOIN articles a ON a.id = m.article_id JOIN readings r ON r.article_id = a.id AND r.on_campaign = 1
LEFT JOIN localities p ON p.article_id = m.article_id AND p.role = 'primary'
GROUP BY m.article_id, m.name
"""


def day_of(since: str, today: datetime.date | None = None) -> datetime.date:
    """The day `since` means: `today`, `yesterday` or `YYYY-MM-DD`, by Hà Nội's clock; raises QueryError for none."""
    now = today or moment().astimezone(HANOI).date()
    if since in ("today", "yesterday"):
        return now - datetime.timedelta(days=since == "yesterday")
    try:
        return datetime.date.fromisoformat(since)
    except ValueError as error:
        raise QueryError(f"{since!r} is no day", "write it as 2026-11-22, today or yesterday") from error


def digest(corpus: Corpus, runs: list[int] | None = None, *, since: str | None = None,
           as_of: str | None = None) -> dict[str, Any]:  # fmt: skip
    """The articles of the campaign that these crawls stored first, or that came in `since` a day (`day_of`).

    `provinces`: `[{province, articles: [{id, url, title, source, source_name, published_at, place, genre, exemplar,
    people, models, fields, score, reasons, copies, members}]}]`, best first, by the province the article is about,
    else its paper's, None for neither; `fields`: `[{field, ids}]`; `best`: ids of all, best first; copies of an
    article that stands here, or of an earlier one, are left out, and told in `repeats`: `[{id, url, title, source, source_name,
    published_at, first: {...}, copies}]`. `new_models`: `[{name, province, place, elsewhere, id, url, title}]`.
    `stored`, `on_campaign`, `copies_left_out`, `untagged`, `undated`, `bodies_missing` (pages without a readable body) count;
    `not_heard` names sources without a single list that answered, with the reason; `crawls` counts the crawls it covers:
    with none, a page without stories says nothing of the press. Raises QueryError for no day.
    """
    where, values, crawls = _selection(corpus, runs, since)
    marks = ", ".join(map(str, crawls)) or "NULL"
    with corpus.reading() as conn:
        rows = [dict(row) for row in conn.execute(_TONIGHT.format(where=where), values)]
        stored, untagged, undated = conn.execute(
            "SELECT count(*), coalesce(sum(r.article_id IS NULL), 0), coalesce(sum(a.published_at IS NULL), 0) "
            f"FROM articles a LEFT JOIN readings r ON r.article_id = a.id WHERE {where}", values).fetchone()  # fmt: skip
        bodies = conn.execute(
            f"SELECT coalesce(sum(missing), 0) FROM run_sources WHERE run_id IN ({marks})"
        ).fetchone()[0]
        silent = [dict(row) for row in conn.execute(_SILENT.format(marks=marks))]
        firsts = [row for row in rows if not row["copy"]]
        told = {one.id: one for one in judge(corpus, [row["id"] for row in firsts], as_of=as_of)}
        articles = sorted((_article(row, told[row["id"]]) for row in firsts if row["id"] in told), key=_best)
        return {
            "stored": stored, "on_campaign": len(rows), "untagged": untagged, "undated": undated, "bodies_missing": bodies,
            "copies_left_out": sum(row["copy"] for row in rows),
            "best": [one["id"] for one in articles],
            "provinces": _by_province(articles, {row["id"]: row for row in firsts}),
            "fields": _by_field(articles),
            "new_models": _new_models(corpus, articles),
            "repeats": _repeats(corpus, [row for row in rows if row["copy"]]),
            "not_heard": silent, "crawls": len(crawls),
        }  # fmt: skip


def _selection(corpus: Corpus, runs: list[int] | None, since: str | None) -> tuple[str, dict[str, Any], list[int]]:
    """The condition on `articles a`, its values, and the crawls it covers."""
    if runs is not None:
        return f"a.run_id IN ({', '.join(map(str, map(int, runs))) or 'NULL'})", {}, runs
    begin = datetime.datetime.combine(day_of(since or "yesterday"), datetime.time(), HANOI)
    with corpus.errors():
        found = corpus.conn.execute("SELECT id FROM runs WHERE command = 'crawl' AND started_at >= ?", [stamp(begin)])
        crawls = [row["id"] for row in found]
    return f"{_CAME} >= :begin", {"begin": stamp(begin)}, crawls


def _best(article: dict[str, Any]) -> tuple[float, str]:
    return -article["score"], article["id"]


def _article(row: dict[str, Any], story: Story) -> dict[str, Any]:
    keys = ("id", "url", "title", "source", "source_name", "published_at", "genre", "exemplar")
    members = [url for url in story.reprint["members"] if url != row["url"]]
    copies = max(0, story.reprint.get("count", len(story.reprint["members"])) - 1)
    return {**{key: row[key] for key in keys}, "place": story.place, "people": story.people, "models": story.models,
            "fields": story.fields, "score": story.score, "reasons": story.reasons, "copies": copies,
            "members": members, "province": story.province}  # fmt: skip


def _by_province(articles: list[dict[str, Any]], rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for article in articles:
        own = rows[article["id"]]["source_province"]
        found[article.pop("province") or (province_name(own) if own else None)].append(article)
    return [{"province": name, "articles": found[name]} for name in sorted(found, key=lambda x: (x is None, x or ""))]


def _by_field(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same articles by their heaviest field."""
    found: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for name in article["fields"][:1]:
            found[name].append(article["id"])
    return [{"field": name, "ids": found[name]} for name in sorted(found)]


def _new_models(corpus: Corpus, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Models of these articles whose name was in no earlier article on the same place: a model is its name and place.

    `elsewhere` counts other provinces where the name was seen before.
    """
    shown = {article["id"]: article for article in articles}
    if not any(article["models"] for article in articles):
        return []
    known: set[tuple[str, str, str]] = set()
    provinces: dict[str, set[str]] = defaultdict(set)
    fresh: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in corpus.conn.execute(_MODELS):
        name = " ".join(canonical(row["name"]).split())
        key = (name, row["province"], row["place"])
        if row["article_id"] not in shown:
            known.add(key)
            provinces[name].add(row["province"])
        elif key not in fresh:
            article = shown[row["article_id"]]
            fresh[key] = {"name": row["name"], "province": row["province"] or None, "place": row["place"] or None,
                          "id": article["id"], "url": article["url"], "title": article["title"]}  # fmt: skip
    return [{**one, "elsewhere": len(provinces[key[0]] - {key[1], ""})} for key, one in sorted(fresh.items())
            if key not in known]  # fmt: skip


def _repeats(corpus: Corpus, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Copies, each with the article that had it first and with how many there are."""
    families = {name: _first(corpus, name) for name in {row["family"] for row in rows}}
    keys = ("id", "url", "title", "source", "source_name", "published_at")
    return [{**{key: row[key] for key in keys}, **families[row["family"]]} for row in rows]


def _first(corpus: Corpus, family: str) -> dict[str, Any]:
    """Who had the text of a family first, `surely` or as far as the dates tell, and how many copies there are."""
    members = corpus.conn.execute(
        "SELECT a.id, a.url, a.title, a.source, coalesce(x.name, a.source) AS source_name, a.published_at, f.original_id "
        "FROM reprints f JOIN articles a ON a.id = f.article_id LEFT JOIN sources x ON x.id = a.source "
        "WHERE f.family = ? ORDER BY a.id <> coalesce(f.original_id, ''), "
        f"{incredible_sql('a.published_at')}, a.published_at, a.num",
        [family]).fetchall()  # fmt: skip
    first = dict(members[0])
    surely = first.pop("original_id") == first["id"]
    return {"first": {**first, "surely": surely}, "copies": len(members) - 1}
