"""How well a citation fits a document: what is printed with it, what stands around it, when it was written."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.directives.article import Article
from nlp.directives.catalogue import CatalogueEntry, Known, knowledge
from nlp.directives.citation import Citation
from nlp.directives.tail import WINDOW

_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_YEARS = re.compile(rf"(?<!\w)(?P<n>[0-9]{{1,2}}|{'|'.join(_COUNTS)}) năm (?:[^\W\d_]+ ){{0,4}}$")
_YEARS_REACH = 50  # characters: "mười năm học tập và thực hiện các "
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


def matching(citation: Citation, full: bool) -> list[Candidate]:
    """Candidates of that number and type; with an organ, only those of that organ."""
    if citation.value is None:
        return []
    same = [c for c in candidates().get(citation.value, []) if not citation.organ or c.organ == citation.organ]
    if citation.year is not None and citation.year not in {(c.known.date or "")[:4] for c in same}:
        return []
    fitting = [c for c in same if c.type in citation.types]
    if not fitting and full and citation.code:  # "Quyết định 144-QĐ/TW": both words share the code
        fitting = [c for c in same if citation.code in knowledge().types[c.type]]
    return fitting


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
    return known.date <= days_after(day, knowledge().tolerance["unverified_date"] if unsure else 0)


@lru_cache(maxsize=4096)  # few documents and few days, asked for every candidate of every number
def days_after(day: str, days: int) -> str:
    """The ISO day so many days later; a text that is no day stays as it is."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):  # a day that is none says nothing
        return day


def in_time(candidate: Candidate, day: str | None) -> bool:
    """True while the document is in force and as long after it as the press still reviews it; always when undated."""
    if day is None or candidate.until is None:
        return True
    return day <= days_after(candidate.until, knowledge().tolerance["after_end"])


def near(citation: Citation, candidate: Candidate, article: Article) -> int:
    """3 when the document's own words follow the number, 2 when they stand in the paragraph, 1 in the article."""
    topic, place = candidate.known.topic, article.line(citation.field, citation.start)
    low = article.lows[citation.field]
    end = min(citation.tail + WINDOW, article.bounds(place)[1], citation.reach)
    if any(low.find(words, citation.end, end) >= 0 for words in topic):
        return 3
    if article.beside(place, topic, False) or article.beside(place, cues(candidate), True):
        return 2
    return int(article.anywhere(topic, False) or article.anywhere(cues(candidate), True))


def anniversary(citation: Citation, candidate: Candidate, article: Article) -> int:
    """2 when "mười năm thực hiện" before the number leads from the article's day to the document's year, else 0."""
    year = (candidate.known.date or str(candidate.known.year or ""))[:4]
    if not article.day or not year:
        return 0
    low, begin = article.lows[citation.field], max(0, citation.start - _YEARS_REACH)
    if low.find(" năm ", begin, citation.start) < 0:
        return 0
    match = _YEARS.search(low, begin, citation.start)
    if match is None:
        return 0
    years = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"]]
    return 2 * (years > 1 and article.day[:4].isdigit() and abs(int(article.day[:4]) - years - int(year)) <= 1)


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
        points += 2
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
    beside = near(citation, candidate, article)
    if article.day is None and candidate.id is None and known.confidence == "memory" and not beside and points <= 0:
        return None  # an undated article says nothing for a document that only memory knows
    points += beside + anniversary(citation, candidate, article)
    if candidate.implements:
        points += 2 * (candidate.implements in cited)
    together = any(other in cited for other in candidate.neighbours)
    points += together
    # Party numbers run for five years: the document of the current term, or one still in force, is the likelier.
    # State numbers run for one year and those of a Party committee exist in every province: time says nothing.
    if article.day and candidate.organ in ("TW", "BTGTW"):
        current = knowledge().term_of(article.day) == known.term
        in_force = candidate.id is not None and (candidate.until is None or article.day <= candidate.until)
        # A document only inferred to exist speaks for nothing as long as a known one of its number is at work.
        points += int(in_force or (current and known.confidence != "inferred"))
    if not together and not in_time(candidate, article.day):
        points -= 1
    return points
