"""What filters ask of an article, gathered in one table by its number.

The tags stand in a table each, by the article's id; asking these for 200,000 articles takes half a second a filter.
`selectors` holds (kind, value, number) in this order, so the articles of one value lie side by side: counting them
takes milliseconds. Triggers keep it true to the tags, whoever writes these.
"""

from collections.abc import Iterator

TABLE = """CREATE TABLE selectors (
    kind TEXT NOT NULL, value TEXT NOT NULL, num INTEGER NOT NULL, PRIMARY KEY (kind, value, num)
) WITHOUT ROWID"""
# Table → kind and value of what it says of an article; `{row}` is the row. A value that is NULL says nothing.
_PRIMARY = "CASE WHEN {row}.role = 'primary' THEN %s END"
RULES: dict[str, dict[str, str]] = {
    "readings": {"on_campaign": "{row}.on_campaign", "genre": "{row}.genre", "exemplar": "{row}.exemplar"},
    "directives": {"directive": "{row}.id", "number": "{row}.number"},
    "localities": {
        "province": _PRIMARY % "{row}.province_now",
        "province_then": _PRIMARY % "{row}.province",
        "unit": _PRIMARY % "{row}.level || ':' || {row}.code",
    },
    "fields": {"field": "{row}.field"},
    "actors": {"actor": "{row}.actor"},
}


def statements() -> Iterator[str]:
    """The SQL that makes the table, fills it from the tags there are, and keeps it."""
    yield TABLE
    for table, rules in RULES.items():
        for kind, value in rules.items():
            said = value.format(row="t")
            yield (f"INSERT INTO selectors SELECT DISTINCT '{kind}', {said}, a.num FROM {table} t "
                   f"JOIN articles a ON a.id = t.article_id WHERE {said} IS NOT NULL")  # fmt: skip
        gained = "; ".join(_gained(kind, value) for kind, value in rules.items())
        lost = "; ".join(_lost(table, kind, value) for kind, value in rules.items())
        yield f"CREATE TRIGGER {table}_selected AFTER INSERT ON {table} BEGIN {gained}; END"
        yield f"CREATE TRIGGER {table}_unselected AFTER DELETE ON {table} BEGIN {lost}; END"
        yield f"CREATE TRIGGER {table}_reselected AFTER UPDATE ON {table} BEGIN {lost}; {gained}; END"


def _gained(kind: str, value: str) -> str:
    said = value.format(row="new")
    return (f"INSERT INTO selectors SELECT '{kind}', {said}, a.num FROM articles a WHERE a.id = new.article_id "
            f"AND {said} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM selectors s WHERE s.kind = '{kind}' "
            f"AND s.value = CAST({said} AS TEXT) AND s.num = a.num)")  # fmt: skip


def _lost(table: str, kind: str, value: str) -> str:
    """What a row said goes, unless another row of the article says it too."""
    said = value.format(row="old")
    return (f"DELETE FROM selectors WHERE kind = '{kind}' AND value = CAST({said} AS TEXT) "
            f"AND num = (SELECT num FROM articles WHERE id = old.article_id) AND NOT EXISTS (SELECT 1 FROM {table} t "
            f"WHERE t.article_id = old.article_id AND {value.format(row='t')} = {said})")  # fmt: skip
