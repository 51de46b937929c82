"""A first look at a corpus: how much of what, and the articles that hold up a named person or model."""

from typing import Any

from corpus.store import Corpus

_COUNTS = {
    "directives": "SELECT d.id AS label, count(DISTINCT d.article_id) AS n FROM directives d WHERE d.id IS NOT NULL "
                  "AND d.article_id IN campaign GROUP BY d.id",
    "genre": "SELECT genre AS label, count(*) AS n FROM readings WHERE article_id IN campaign GROUP BY genre",
    "exemplar": "SELECT exemplar AS label, count(*) AS n FROM readings WHERE article_id IN campaign GROUP BY exemplar",
    "fields": "SELECT field AS label, count(*) AS n FROM fields WHERE article_id IN campaign GROUP BY field",
    "provinces": "SELECT coalesce(province_now, level) AS label, count(*) AS n FROM localities WHERE role = 'primary' "
                 "AND article_id IN campaign GROUP BY 1",
}  # fmt: skip
_CAMPAIGN = "WITH campaign AS MATERIALIZED (SELECT article_id FROM readings WHERE on_campaign = 1) "


def counts(corpus: Corpus) -> dict[str, Any]:
    """Articles, how many are tagged and on the campaign, and of those how many per label: `{axis: [(label, n)]}`.

    A reprint is counted each time it stands in the corpus.
    """
    with corpus.errors():
        conn = corpus.conn
        tagged = conn.execute("SELECT count(*), coalesce(sum(on_campaign), 0) FROM readings").fetchone()
        by = {axis: [(row["label"], row["n"]) for row in conn.execute(f"{_CAMPAIGN}{sql} ORDER BY n DESC, label")]
              for axis, sql in _COUNTS.items()}  # fmt: skip
    return {"articles": corpus.count(), "tagged": tagged[0], "on_campaign": tagged[1], **by}


def examples(corpus: Corpus, limit: int = 10) -> list[dict[str, Any]]:
    """Articles of the campaign that hold up a named person or model, the most concrete first; copies left out.

    Concrete means: how many people, models and figures are named (figures count up to five). No judgement of worth.
    """
    sql = """
    SELECT a.id, a.url, a.title, a.source, a.published_at, r.genre, r.exemplar,
        (SELECT group_concat(p.name, '; ') FROM people p WHERE p.article_id = a.id) AS people,
        (SELECT group_concat(m.name, '; ') FROM models m WHERE m.article_id = a.id) AS models,
        (SELECT group_concat(f.text, '; ') FROM (SELECT text FROM figures WHERE article_id = a.id LIMIT 4) f) AS figures,
        (SELECT count(*) FROM reprints x WHERE x.family = (SELECT family FROM reprints WHERE article_id = a.id)) AS copies,
        (SELECT name || coalesce(', ' || nullif(province, name), '') FROM localities p
            WHERE p.article_id = a.id AND p.role = 'primary') AS place
    FROM articles a JOIN readings r ON r.article_id = a.id LEFT JOIN reprints f ON f.article_id = a.id
    WHERE r.on_campaign = 1 AND a.withdrawn_at IS NULL AND r.genre IN ('exemplary_story', 'model_report')
        AND (f.original_id IS NULL OR f.original_id = a.id)
    ORDER BY (people IS NOT NULL) + (models IS NOT NULL)
        + min(5, (SELECT count(*) FROM figures g WHERE g.article_id = a.id)) * 0.2 DESC, a.published_at DESC, a.num
    LIMIT ?"""
    with corpus.errors():
        return [dict(row) for row in corpus.conn.execute(sql, [limit])]
