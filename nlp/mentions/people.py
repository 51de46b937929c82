"""Exemplary people: named persons whom an article holds up, with the role it gives them.

Every full name is followed through title, sapo and body, by short name ("bà Oanh") and by pronoun; the sentences that
tell of its bearer are counted. Kept are those who are told of, most of all in the headline or with deeds. Officials who
only speak or attend, those who were helped, names in lists, people of history, streets and schools are left out, and
so is the author, who stands outside the text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.mentions.knowledge import MAX_READ, begins, bounds_of, holds, key_of, last_words, word_set
from nlp.mentions.known import Known, Seen
from nlp.mentions.names import Name, has_surname, names_of
from nlp.mentions.places import place_behind
from nlp.mentions.roles import role_behind, role_of
from nlp.mentions.telling import is_helped, outside_quotes, pronouns_in, told
from nlp.records import Document, FieldName, Person, Span
from nlp.text import canonical

MAX_PEOPLE = 40  # per article: longer lists are lists of honours, not stories
MAX_NAMED = 300  # full names followed through one article; longer lists are no article
LISTED = 3  # names in one sentence from which it is a list
# Points of `_points`; set on five sixths of the labelled articles, checked on the last sixth.
ENOUGH = 3.0
PRESENTED = 1.5  # for a sentence that brings somebody forward ("không thể không nhắc đến ông …")
CLAUSE = 60  # characters before a name in which it is brought forward, or behind it in which it is accused


@dataclass(frozen=True, slots=True)
class _Text:
    field: FieldName
    text: str
    key: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody named in full, and what the article tells of him or her.

    `tells` and `deeds` count sentences, `row` the most of them one after another in the body; `shown` is True where the
    article holds the person up.
    """

    name: str
    spans: tuple[Span, ...]
    role: str | None
    place: Span | None
    tells: int
    deeds: int
    row: int
    headline: bool
    helped: bool
    official: bool
    shown: bool


def find_people(doc: Document) -> list[Person]:
    """The exemplary people of an article, in the order they appear, at most MAX_PEOPLE."""
    kept = [person for person in follow(doc) if person.shown][:MAX_PEOPLE]
    return [Person(name=p.name, role=p.role, place=p.place, spans=list(p.spans)) for p in kept]


@lru_cache(maxsize=2)  # the tags and the classifiers ask for the same article
def follow(doc: Document) -> tuple[Followed, ...]:
    """Everybody an article names in full (at most MAX_NAMED), in the order they appear."""
    texts = [_read(name, text[:MAX_READ]) for name, text in doc.fields()]
    seen: dict[str, Seen] = {}
    called = {name.key for text in texts for name in text.names if name.kind == "short" and " " not in name.key}
    for name in (n for text in texts for n in text.names if n.kind == "full" or _is_called(n, text, called)):
        if len(seen) < MAX_NAMED:
            seen.setdefault(name.key, Seen(name.name))
    if not seen:
        return ()
    known = Known(seen)
    for text in texts:
        _follow(text, known)
    return tuple(
        Followed(
            p.name, tuple(p.spans), p.role, p.place, p.tells, p.deeds, _row(p.told), p.headline, p.helped, p.official,
            shown=_points(p) >= ENOUGH,
        )
        for p in sorted((p for p in seen.values() if p.spans), key=_order)
    )  # fmt: skip


def _row(told: list[int]) -> int:
    """The longest stretch of sentences that follow one another."""
    longest = run = 0
    last = -2
    for number in told:
        run = run + 1 if number == last + 1 else 1
        longest, last = max(longest, run), number
    return longest


def _is_called(name: Name, text: _Text, called: set[str]) -> bool:
    """True for a full name without a title whose bearer is called by the last part of it elsewhere ("anh Chớ")."""
    parts = name.key.split(" ")
    if name.kind != "bare" or not 3 <= len(parts) <= 4 or parts[-1] not in called or not has_surname(parts):
        return False
    return not any(words in word_set("people", "not_before") for words in last_words(text.key, name.start))


def _read(name: FieldName, text: str) -> _Text:
    key = key_of(text)
    return _Text(name, text, key, names_of(text))


_FIELDS = ("title", "sapo", "body")


def _order(person: Seen) -> tuple[int, int]:
    first = person.spans[0]
    return _FIELDS.index(first.field), first.start


def _follow(text: _Text, known: Known) -> None:
    """Count what each sentence of a text tells of the people known."""
    outside = outside_quotes(text.key)
    names = iter(text.names)
    waiting = next(names, None)
    for number, (start, end) in enumerate(bounds_of(text.text)):
        people: dict[int, Seen] = {}
        while waiting is not None and waiting.start < end:
            person = known.who(waiting)
            if person is not None and waiting.start >= start:
                _note(text, waiting, person, outside)
                known.named(person)
                people[id(person)] = person
            waiting = next(names, None)
        if known.nobody or len(people) >= LISTED:
            continue
        sentence = outside[start:end]
        people.update((id(person), person) for person in known.meant(pronouns_in(sentence)))
        if people and len(people) < LISTED:
            how = told(sentence)
            for person in people.values():
                person.tells += how.tells
                person.deeds += how.deed
                if how.tells and text.field == "body":
                    person.told.append(number)


def _note(text: _Text, name: Name, person: Seen, outside: str) -> None:
    if any(span.field == text.field and span.end > name.start for span in person.spans[-1:]):
        return  # a line in capitals offers the same place twice
    person.spans.append(Span(text.field, name.start, name.end, text.text[name.start : name.end]))
    parts = name.title.split(" ")
    person.titles.update(set(parts) & word_set("people", "pronouns") or {name.title})
    person.headline = person.headline or text.field != "body"
    person.child = person.child or name.title in word_set("people", "children")
    person.helped = person.helped or is_helped(outside, name.start, name.end, name.title)
    person.presented = person.presented or _is_presented(outside, name.start)
    person.accused = person.accused or _is_accused(outside, name)
    if person.place is None and (found := place_behind(text.text, text.key, name.end)):
        person.place = Span(text.field, *found, text.text[found[0] : found[1]])
    if name.kind == "short":
        return
    if person.role is not None:
        if person.bare_role and (fuller := role_behind(text.text, text.key, name.end)):
            person.role, person.bare_role = fuller, False  # the headline has "Thượng úy", the text says what he is
        return
    person.role = role_of(text.text, text.key, name.start, name.end, name.title)
    low = canonical(person.role or name.title)
    person.bare_role = low in word_set("people", "role_heads") or low in word_set("people", "titles")
    person.cell_head = begins(low, "people", "cell_heads") is not None
    person.grassroots = holds(low, "people", "grassroots") is not None
    person.official = not person.grassroots and holds(low, "people", "officials") is not None


# "Người gửi nhiều phiếu nhất là anh …", "người nghĩ ra việc ấy tên là …"
_THE_ONE = re.compile(r"\bngười [^.,;:!?\n]{2,40} (?:là|tên là)(?: [^\s.,;:!?]{1,10}){0,3} ?\Z")


def _is_presented(key: str, start: int) -> bool:
    """True when the words before a name bring its bearer forward as an example."""
    before = key[max(0, start - CLAUSE) : start]
    return holds(before, "people", "presenting") is not None or _THE_ONE.search(before) is not None


def _is_accused(key: str, name: Name) -> bool:
    """True for a suspect: nobody whom an article holds up."""
    low, high = max(0, name.start - CLAUSE), min(len(key), name.end + CLAUSE)
    return holds(key, "people", "accused", start=low, end=high) is not None


def _points(person: Seen) -> float:
    points = min(person.tells, 4) + min(person.deeds, 2) + 2.0 * person.headline + ENOUGH * person.cell_head
    points += PRESENTED * person.presented - 4.0 * person.accused
    if person.official:
        points -= 1.0 if person.tells >= 3 else 3.0
    return points - 3.0 * person.helped - 2.0 * person.child
