"""Today's 34 provinces by official code: what source files and filters are checked against."""

from functools import cache

from nlp.paths import datasets


@cache
def today() -> dict[str, str]:
    """Official two-digit code → name without unit word, of the provinces since 1 July 2025."""
    lines = (datasets() / "gazetteer" / "units.tsv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=False)) for line in lines[1:])
    return {row["code"]: row["name"] for row in rows if row["level"] == "province" and not row.get("until")}


def province_name(code: str) -> str | None:
    """The name of the province with this code today, or None."""
    return today().get(code)
