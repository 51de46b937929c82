"""Documents named without a number: a movement, a rule's title, a group of rules, the campaign's name of an era."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nlp.directives.article import Article, Place
from nlp.directives.catalogue import knowledge
from nlp.directives.citation import Citation
from nlp.directives.tail import WINDOW, places
from nlp.directives.weigh import days_after
from nlp.records import FieldName
from nlp.text import canonical

_JOIN = "[ ,\"“”'‘’«»:–-]{1,4}"  # what may stand between the words of a name: blanks, quotation marks, commas
_HEAD_OF_SENTENCE = re.compile(r"(?:^|[.!?…:\n])[ \"“”]*$")

_INNER_NAME = re.compile(r"[“\"‘'«]|(?<=động )H")
_RULES, _DASHES = ("|", "»", "›", "•"), ("-", "–", "—")

_Table = tuple[str, dict[str, Any]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", canonical(text)))


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, ...], re.Pattern[str], dict[tuple[str, ...], _Table]]:
    """The words that names of the catalogue begin with, one pattern over every name, and for the words of each its
    kind and its table."""
    tables = {
        _words(text): (kind, table)
        for kind in ("name", "family", "era")
        for table in knowledge().raw[kind]
        for text in table["texts"]
    }
    by_first: dict[str, list[str]] = {}
    for words in sorted(tables, key=lambda words: -len(" ".join(words))):
        by_first.setdefault(re.escape(words[0]), []).append("".join(_JOIN + re.escape(word) for word in words[1:]))
    names = (f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    heads = tuple({words[0] for words in tables})
    return heads, re.compile(rf"(?:{'|'.join(names)})(?!\w)"), tables


class _Numbered:
    """Where each document stands by number, so that a name asks once and not citation by citation."""

    def __init__(self, citations: list[Citation], article: Article) -> None:
        self._ends: dict[tuple[str, FieldName], list[int]] = {}
        self._lines: dict[str, set[Place]] = {}
        for citation in citations:
            if citation.id:
                self._ends.setdefault((citation.id, citation.field), []).append(citation.end)
                self._lines.setdefault(citation.id, set()).add(article.line(citation.field, citation.start))

    def just_before(self, one: Citation, documents: list[str]) -> bool:
        """True when one of the documents ends within `WINDOW` characters before: the name is its title."""
        for identity in documents:
            ends = self._ends.get((identity, one.field), [])
            place = bisect_right(ends, one.start)
            if place and one.start - ends[place - 1] <= WINDOW:
                return True
        return False

    def in_line(self, line: Place, documents: list[str]) -> bool:
        """True when one of the documents stands in that paragraph."""
        return any(line in self._lines.get(identity, ()) for identity in documents)


def find_names(article: Article, citations: list[Citation], cited: set[str]) -> list[Citation]:
    """Citations by name; families and the campaign only where nothing numbered says it. Fills `cited`."""
    numbered = _Numbered(citations, article)
    found: list[Citation] = []
    hints: list[tuple[_Table, Citation]] = []
    for field, low in article.lows.items():
        for (kind, table), one in _matches(article, field, low):
            if kind != "name":
                hints.append(((kind, table), one))
            elif not numbered.just_before(one, table["documents"]):
                named = _name(one, table, article, cited)
                found += named
                if not named and not table.get("alone"):
                    hints += [(("era", era), one) for era in _eras(table)]
    cited.update(c.id for c in found if c.id)
    chain = any(knowledge().campaign(identity) for identity in cited)
    for (kind, table), one in hints:
        if kind == "family":
            # Numbers beside the phrase say which rules are meant.
            if not numbered.in_line(article.line(one.field, one.start), table["documents"]):
                found += _family(one, table, article, cited)
        elif not chain and not _is_furniture(one, article):
            found += _era(one, table, article)
    return found


def _matches(article: Article, field: FieldName, low: str) -> Iterator[tuple[_Table, Citation]]:
    """Every name of one field. Where the long name is not printed as one, the name of an era may stand inside it."""
    heads, pattern, tables = _names()
    at = 0
    # Leaping to the first words is several times faster than trying the pattern at every letter.
    for start in sorted(place for head in heads for place in places(low, head)):
        match = pattern.match(low, start) if start >= at else None
        if match is None:
            continue
        table = tables[_words(match.group())]
        one = Citation(field, match.start(), match.end(), tail=match.end())
        whole = not match.start() or not low[match.start() - 1].isalnum()
        if whole and (table[0] != "name" or _printed_as_name(table[1], article, one)):
            at = match.end()
            yield table, one


def _eras(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The eras a movement's name belongs to: after its end the press goes on to call the campaign by it."""
    return [era for era in knowledge().raw["era"] if set(table["documents"]) & set(era["documents"])]


def _printed_as_name(table: dict[str, Any], article: Article, one: Citation) -> bool:
    text = article.texts[one.field]
    if table.get("capital") and not text[one.start].isupper() and not _marked_as_name(text, one, table):
        return False
    if not table.get("alone"):
        return True
    if _HEAD_OF_SENTENCE.search(text, max(0, one.start - 4), one.start) or one.start == 0:
        return False
    rest = text[one.end : one.end + 12]
    follower = re.match(r" ([^\W\d_]+)", rest)
    if rest[:1] == " " and (not follower or follower[1].lower() not in table["followers"]):
        return False
    cues = tuple(knowledge().raw["cues"]["campaign"])
    if article.beside(article.line(one.field, one.start), cues, True):
        return True
    return article.anywhere(tuple(table["person"]), True) and not article.anywhere(tuple(table["others"]), False)


def _marked_as_name(text: str, one: Citation, table: dict[str, Any]) -> bool:
    """True for "cuộc vận động “Học tập …”": the capital letter or the quotation mark stands inside."""
    return not table.get("alone") and _INNER_NAME.search(text, one.start, one.end) is not None


def _name(one: Citation, table: dict[str, Any], article: Article, cited: set[str]) -> list[Citation]:
    known, documents = knowledge(), table["documents"]
    own = [d for d in documents if d in cited]
    if article.day:
        own = [d for d in documents if _in_force(d, article.day)] or (own if len(own) == 1 else [])
        own = own or [d for d in documents if _looked_back_at(d, table, article.day, cited)]
    elif not own and table.get("undated"):
        later = known.successors(documents[0]) & cited
        own = [] if later and table.get("capital") else list(documents)
    elif len(own) != 1:
        own = list(documents) if len(documents) > 1 else []
    if len(own) == 1:
        one.id, one.evidence = own[0], "name" if article.day else "name_undated"
    elif own:
        one.candidates = own
    one.types = tuple({known.entries[d].type: None for d in own})
    return [one] if own else []


def _in_force(identity: str, day: str) -> bool:
    entry = knowledge().entries[identity]
    return entry.start <= day and (entry.until is None or day < entry.until)


def _looked_back_at(identity: str, table: dict[str, Any], day: str, cited: set[str]) -> bool:
    """True for a movement that ended, in an article that cites what followed it."""
    known = knowledge()
    until = known.entries[identity].until
    if not table.get("capital") or until is None or day < until or not known.successors(identity) & cited:
        return False
    return not table.get("alone") or day <= days_after(until, known.tolerance["after_end"])


def _family(one: Citation, table: dict[str, Any], article: Article, cited: set[str]) -> list[Citation]:
    """Every rule of the group that is older than the article; an undated one is as old as what it cites."""
    entries = knowledge().entries
    day = article.day or max((entries[d].date or "" for d in cited), default="")
    older = [d for d in table["documents"] if (entries[d].date or "9") <= day]
    return [_implied(one, identity, "family") for identity in older]


def _is_furniture(one: Citation, article: Article) -> bool:
    """True in a menu ("Thời sự | Học tập và làm theo … | Ảnh"): a section's name says nothing about the article."""
    text = article.texts[one.field]
    before, after = text[max(0, one.start - 2) : one.start].strip(), text[one.end : one.end + 2].strip()
    return before in _RULES or after in _RULES or (before in _DASHES and after in _DASHES)


def _era(one: Citation, table: dict[str, Any], article: Article) -> list[Citation]:
    """The directive whose era the article lies in, or has just left: a new name needs weeks to reach every paper. An
    undated article only where the name belongs to one directive."""
    if article.day is None:
        return [_implied(one, table["undated"], "implied_undated")] if "undated" in table else []
    inside = [d for d in table["documents"] if _in_force(d, article.day)]
    if inside:
        return [_implied(one, d, "implied") for d in inside]
    last = knowledge().entries[table["documents"][-1]]
    near = last.until and last.until <= article.day <= days_after(last.until, knowledge().tolerance["near_era"])
    return [_implied(one, last.id, "implied_near")] if near else []


def _implied(one: Citation, identity: str, evidence: str) -> Citation:
    return Citation(one.field, one.start, one.end, tail=one.end, id=identity, evidence=evidence, implied=True)
