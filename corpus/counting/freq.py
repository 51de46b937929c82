"""Frequency over time, with what it is measured against: articles and words of each period and source."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.counting.chunks import Nums, chunks
from corpus.counting.completeness import completeness
from corpus.counting.lexicon import UNITS, lexicon
from corpus.counting.needles import Finder, needles
from corpus.counting.result import Result
from corpus.counting.selection import asked, matching, select
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

PERIODS = ("week", "month", "year")
COLUMNS = (
    "period",
    "source",
    "articles",
    "occurrences",
    "of_articles",
    "of_words",
    "per_1000_articles",
    "per_million_words",
)
MOST_FILLED = 2_000  # periods between the first and the last: a wrong date of the year 200 must not fill the table


@dataclass
class _Count:
    articles: int = 0
    occurrences: int = 0
    of_articles: int = 0
    of_words: int = 0


def freq(corpus: Corpus, text: str = "", filters: Filters | None = None, *, by: str = "month", per_source: bool = False,
         unit: str = "word", reprints: str = "once") -> Result:  # fmt: skip
    """How often a query is found in each week (ISO), month or year, in all or for each source.

    Columns: `articles` that match, `occurrences` of its phrases in them (wherever their syllables stand, as search finds
    them), `of_articles` and `of_words` in the selection in that period (words, or syllables with that `unit`), and the
    two rates; a rate without a base is None. Without a query the base alone is counted. Periods without an article
    between the first and the last have a row of zeros. Articles without a date have a row of their own, the last, whose
    `period` is None. Raises QueryError for an argument without meaning.
    """
    if by not in PERIODS or unit not in UNITS:
        wrong, known = (by, PERIODS) if by not in PERIODS else (unit, UNITS)
        raise QueryError(f"unknown choice {wrong!r}", f"one of {', '.join(known)}")
    query = asked(text) if text.strip() else None
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        found = matching(corpus, query, chosen.nums) if query else chosen.nums[:0]
        times = _occurrences(corpus, query.match, found) if query else {}
        words = dict(
            corpus.conn.execute(f"SELECT num, {'words' if unit == 'word' else 'syllables'} FROM tokens").fetchall()
        )
        counts: dict[tuple[str | None, str | None], _Count] = {}
        hits, everyone = set(found.tolist()), set(chosen.nums.tolist())
        periods: dict[str | None, str | None] = {None: None}
        for num, source, day in corpus.conn.execute("SELECT num, source, substr(published_at, 1, 10) FROM articles"):
            if num not in everyone:
                continue
            if day not in periods:
                periods[day] = period_of(day, by)
            count = counts.setdefault((periods[day], source if per_source else None), _Count())
            count.of_articles += 1
            count.of_words += words.get(num, 0)
            if num in hits:
                count.articles += 1
                count.occurrences += times.get(num, 0)
        rows = [_row(period, source, counts.get((period, source), _Count()), query is not None)
                for period, source in _places(counts, by)]  # fmt: skip
        about = {**chosen.about(), "query": text or None, **(query.about() if query else {"read_as": None}), "by": by,
                 "unit": unit, "found_in": len(found), "occurrences": sum(times.values()),
                 "words": sum(count.of_words for count in counts.values()),
                 "undated": sum(one.of_articles for (period, _), one in counts.items() if period is None),
                 "undated_found": sum(one.articles for (period, _), one in counts.items() if period is None)}  # fmt: skip
        shown = tuple(name for name in COLUMNS if (per_source or name != "source")
                      and (query or name not in ("articles", "occurrences", "per_1000_articles", "per_million_words")))  # fmt: skip
        return Result("freq", shown, [{name: row[name] for name in shown} for row in rows], about,
                      completeness(corpus, chosen))  # fmt: skip


def _occurrences(corpus: Corpus, match: str, nums: Nums) -> dict[int, int]:
    """How often the phrases of a query stand in each article."""
    words = lexicon(corpus)
    finders = [Finder(needle, words) for needle in needles(match)]
    found: dict[int, int] = {}
    for chunk in chunks(corpus, nums):
        times: NDArray[np.int64] = np.zeros(len(chunk.nums), dtype=np.int64)
        for finder in finders:
            starts, _ = finder.find(chunk)
            times += np.bincount(chunk.articles(starts), minlength=len(times))
        found.update(zip(chunk.nums.tolist(), times.tolist(), strict=True))
    return found


def period_of(day: str, by: str) -> str | None:
    """The week (`2026-W47`), month (`2026-11`) or year of a day; None for a text that is no day."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return None
    if by == "week":
        year, week, _ = date.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day[:7] if by == "month" else day[:4]


def _places(counts: dict[tuple[str | None, str | None], _Count], by: str) -> list[tuple[str | None, str | None]]:
    """Every period from the first to the last for every source, then those without a date."""
    sources = sorted({source for _, source in counts}, key=lambda source: source or "")
    periods = _filled(sorted({period for period, _ in counts if period}), by)
    undated = [(None, source) for source in sources if (None, source) in counts]
    return [*((period, source) for source in sources for period in periods), *undated]


def _filled(periods: list[str], by: str) -> list[str]:
    filled = list(periods[:1])
    for before, after in pairwise(periods):
        step = _next(before, by)
        while step < after and len(filled) < MOST_FILLED:
            filled.append(step)
            step = _next(step, by)
        filled.append(after)
    return filled if len(filled) < MOST_FILLED else periods


def _next(period: str, by: str) -> str:
    if by == "year":
        return f"{int(period) + 1:04d}"
    if by == "month":
        year, month = int(period[:4]), int(period[5:])
        return f"{year + month // 12:04d}-{month % 12 + 1:02d}"
    monday = datetime.date.fromisoformat(f"{period}-1") + datetime.timedelta(weeks=1)
    return period_of(monday.isoformat(), "week") or period


def _row(period: str | None, source: str | None, count: _Count, asked_for: bool) -> dict[str, Any]:
    return {
        "period": period, "source": source, "articles": count.articles, "occurrences": count.occurrences,
        "of_articles": count.of_articles, "of_words": count.of_words,
        "per_1000_articles": _rate(count.articles, count.of_articles, 1_000) if asked_for else None,
        "per_million_words": _rate(count.occurrences, count.of_words, 1_000_000) if asked_for else None,
    }  # fmt: skip


def _rate(part: int, whole: int, per: int) -> float | None:
    return round(per * part / whole, 2) if whole else None
