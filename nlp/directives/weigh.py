"""How well a citation fits a document: what is printed with it, what stands around it, when it was written."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.directives.article import Article
from nlp.directives.catalogue import CatalogueEntry, Known, knowledge
from nlp.directives.citation import Citation
from nlp.directives.tail import WINDOW

_NUMBER = re.compile(r"([0-9]+)[-/]([^/-]+)[-/](.+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document a number may mean: an entry of the catalogue, or (`id` None) another document of that number."""

    known: Known
    id: str | None
    type: str
    organ: str
    group: str
    until: str | None = None
    implements: str | None = None
    neighbours: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def candidates() -> dict[int, list[Candidate]]:
    """Every document of the catalogue and every collision it names, by number."""
    found: dict[int, list[Candidate]] = {}
    families = [set(table["documents"]) for table in knowledge().raw["family"]]
    for entry in knowledge().entries.values():
        family = set().union(*(f for f in families if entry.id in f)) - {entry.id}
        linked = (*entry.succeeds, *entry.continued_by, *sorted(family))
        for known in (entry, *entry.collisions):
            parts = _NUMBER.fullmatch(known.number)
            if parts is None:
                raise ValueError(f"directives.toml: {known.number} is no number such as 05-CT/TW")
            organ = parts[3] if entry.level != "state" else parts[3].rpartition("-")[2]
            ours = known is entry
            found.setdefault(int(parts[1]), []).append(
                Candidate(known, entry.id if ours else None, entry.type, organ, entry.group if ours else "",
                          entry.until if ours else None, entry.implements if ours else None, linked if ours else ())
            )  # fmt: skip
    return found


def cues(candidate: Candidate) -> tuple[str, ...]:
    """Whole words that speak for the candidate's group."""
    return tuple(knowledge().raw["cues"].get(candidate.group, ()))


def alive(candidate: Candidate, day: str | None) -> bool:
    """False for a document that did not exist on the article's day."""
    known = candidate.known
    if day is None:
        return True
    if known.date is None:
        first = knowledge().term_bounds(known.term)[0] if known.term else ""
        return max(first[:4], str(known.year or "")) <= day[:4] and first <= day
    unsure = isinstance(known, CatalogueEntry) and ("date" in known.unverified or known.confidence == "memory")
    return known.date <= _later(day, knowledge().tolerance["unverified_date"] if unsure else 0)


def _later(day: str, days: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):  # a day that is none says nothing
        return day


def in_time(candidate: Candidate, day: str | None) -> bool:
    """True while the document is in force and as long after it as the press still reviews it; always when undated."""
    if day is None or candidate.until is None:
        return True
    return day <= _later(candidate.until, knowledge().tolerance["after_end"])


def near(citation: Citation, candidate: Candidate, article: Article) -> int:
    """3 when the document's own words follow the number, 2 when they stand in the paragraph, 1 in the article."""
    topic, place = candidate.known.topic, article.line(citation.field, citation.start)
    low = article.lows[citation.field]
    end = min(citation.tail + WINDOW, article.bounds(place)[1])
    if any(low.find(words, citation.end, end) >= 0 for words in topic):
        return 3
    if article.beside(place, topic, False) or article.beside(place, cues(candidate), True):
        return 2
    return int(article.anywhere(topic, False) or article.anywhere(cues(candidate), True))


def printed(citation: Citation, known: Known) -> int | None:
    """What date, term and body printed with the number say for (positive) or against it; None when they exclude it."""
    points = 0
    if citation.terms and known.term:
        if known.term not in citation.terms:
            return None
        points += 3
    if citation.date and known.date:
        if citation.date == known.date:
            points += 4
        elif citation.date[4:] == known.date[4:]:
            points += 2  # the right day of another year is a slip
        elif citation.date[:4] == known.date[:4]:
            points += 1
        elif known.term:
            first, following = knowledge().term_bounds(known.term)
            points -= 0 if first <= citation.date < following else 2
    elif citation.date and known.year:
        points += 1 if citation.date[:4] == str(known.year) else -2
    elif citation.dated_year and citation.dated_year == (known.year or int((known.date or "0")[:4])):
        points += 1
    body = citation.body
    if body and body.level == "central" and not body.generic and known.body:
        points += 1 if body.name in known.body else -3
    return points


def weigh(citation: Citation, candidate: Candidate, article: Article, cited: set[str]) -> int | None:
    """Points for one candidate (see `near`, `printed`), or None when it is excluded. `cited` holds the documents
    already found in the article: what a plan carries out, or the neighbour in a chain, speaks for it.
    """
    known = candidate.known
    points = printed(citation, known) if alive(candidate, article.day) else None
    if points is None:
        return None
    points += near(citation, candidate, article)
    if candidate.implements:
        points += 2 * (candidate.implements in cited)
    points += any(other in cited for other in candidate.neighbours)
    # Party numbers run for five years: the document of the current term, or one still in force, is the likelier.
    # State numbers run for one year and those of a Party committee exist in every province: time says nothing.
    if article.day and candidate.organ in ("TW", "BTGTW"):
        current = knowledge().term_of(article.day) == known.term
        in_force = candidate.id is not None and (candidate.until is None or article.day <= candidate.until)
        points += int(in_force or current)
    return points
