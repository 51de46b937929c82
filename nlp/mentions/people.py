"""Exemplary people: named persons whom an article holds up, with the role it gives them.

Every full name is followed through title, sapo and body, by short name ("bà Oanh") and by pronoun; the sentences that
tell of its bearer are counted. Kept are those who are told of, most of all in the headline or with deeds. Officials who
only speak or attend, those who were helped, names in lists, people of history, streets and schools are left out, and
so is the author, who stands outside the text.
"""

from dataclasses import dataclass, field

from nlp.mentions.knowledge import MAX_READ, begins, holds, key_of, word_set
from nlp.mentions.names import Name, find_names
from nlp.mentions.roles import role_of
from nlp.mentions.telling import is_helped, outside_quotes, pronouns_in, told
from nlp.records import Document, FieldName, Person, Span
from nlp.text import canonical, sentences

MAX_PEOPLE = 40  # per article: longer lists are lists of honours, not stories
MAX_NAMED = 300  # full names followed through one article; longer lists are no article
LISTED = 3  # names in one sentence from which it is a list
# Points of `_points`; set on five sixths of the labelled articles, checked on the last sixth.
ENOUGH = 3.0


@dataclass
class _Seen:
    name: str
    spans: list[Span] = field(default_factory=list)
    role: str | None = None
    titles: set[str] = field(default_factory=set)
    tells: int = 0
    deeds: int = 0
    headline: bool = False
    helped: bool = False
    child: bool = False
    official: bool = False
    grassroots: bool = False
    cell_head: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    field: FieldName
    text: str
    key: str
    names: list[Name]


def find_people(doc: Document) -> list[Person]:
    """The exemplary people of an article, in the order they appear, at most MAX_PEOPLE."""
    texts = [_read(name, text[:MAX_READ]) for name, text in doc.fields()]
    seen: dict[str, _Seen] = {}
    for name in (name for text in texts for name in text.names if name.kind == "full"):
        if len(seen) < MAX_NAMED:
            seen.setdefault(name.key, _Seen(name.name))
    if not seen:
        return []
    known = _Known(seen)
    for text in texts:
        _follow(text, known)
    kept = sorted((p for p in seen.values() if p.spans and _points(p) >= ENOUGH), key=_order)
    return [Person(name=p.name, role=p.role, spans=p.spans) for p in kept[:MAX_PEOPLE]]


def _read(name: FieldName, text: str) -> _Text:
    key = key_of(text)
    return _Text(name, text, key, list(find_names(text, key)))


_FIELDS = ("title", "sapo", "body")


def _order(person: _Seen) -> tuple[int, int]:
    first = person.spans[0]
    return _FIELDS.index(first.field), first.start


class _Known:
    """The fully named people of an article, and whom a shorter form or a pronoun means."""

    def __init__(self, seen: dict[str, _Seen]) -> None:
        self.full = seen
        self.short: dict[str, list[_Seen]] = {}
        for key in list(seen):
            parts = key.split(" ")
            if len(parts) > 2 or (len(parts) == 2 and parts[0] not in word_set("people", "ordinals")):
                for count in range(1, len(parts)):
                    self.short.setdefault(" ".join(parts[-count:]), []).append(seen[key])
        for key in list(seen):  # "ông Sa Rinh" and "chị Ba Đẹt" are short for a fuller name, when there is one
            first, _, given = key.partition(" ")
            fuller = self.short.get(given if first in word_set("people", "ordinals") else key, [])
            if len(key.split(" ")) == 2 and len(fuller) == 1 and fuller[0] is not seen[key]:
                self.short[key] = fuller
                del seen[key]
        self._clock = 0
        self._last: dict[str, tuple[int, _Seen]] = {}

    def who(self, name: Name) -> _Seen | None:
        """The person a name means, or None where it means nobody known or one of several."""
        if name.key in self.full:
            return self.full[name.key]
        meant = self.short.get(name.key, [])
        if name.kind == "bare":  # "Sính buộc máy sau xe": only of somebody just spoken of
            meant = [person for person in meant if any(person is last for _, last in self._last.values())]
        return meant[0] if len(meant) == 1 else None

    @property
    def nobody(self) -> bool:
        """True while nobody was named yet."""
        return not self._last

    def named(self, person: _Seen) -> None:
        """Take note that somebody was named: the next fitting pronoun means him or her."""
        self._clock += 1
        own = person.titles & word_set("people", "pronouns")
        if not own and person.titles & word_set("people", "children"):
            return
        for pronoun in own or {_ANY}:
            self._last[pronoun] = (self._clock, person)

    def meant(self, pronouns: set[str]) -> list[_Seen]:
        """The people the pronouns of a sentence stand for."""
        found: dict[int, _Seen] = {}
        for pronoun in sorted(pronouns):
            candidates = [self._last[key] for key in (pronoun, _ANY) if key in self._last]
            if candidates:
                when, person = max(candidates, key=lambda pair: pair[0])
                self._last[pronoun] = (when, person)
                found[id(person)] = person
        return list(found.values())


_ANY = "*"  # stands for whichever pronoun comes first, behind a rank or a calling


def _follow(text: _Text, known: _Known) -> None:
    """Count what each sentence of a text tells of the people known."""
    outside = outside_quotes(text.key)
    names = iter(text.names)
    waiting = next(names, None)
    for start, end in sentences(text.text):
        people: dict[int, _Seen] = {}
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


def _note(text: _Text, name: Name, person: _Seen, outside: str) -> None:
    if any(span.field == text.field and span.end > name.start for span in person.spans[-1:]):
        return  # a line in capitals offers the same place twice
    person.spans.append(Span(text.field, name.start, name.end, text.text[name.start : name.end]))
    parts = name.title.split(" ")
    person.titles.update(set(parts) & word_set("people", "pronouns") or {name.title})
    person.headline = person.headline or text.field != "body"
    person.child = person.child or name.title in word_set("people", "children")
    person.helped = person.helped or is_helped(outside, name.start, name.end, name.title)
    if name.kind == "short" or person.role is not None:
        return
    person.role = role_of(text.text, text.key, name.start, name.end, name.title)
    low = canonical(person.role or name.title)
    person.cell_head = begins(low, "people", "cell_heads") is not None
    person.grassroots = holds(low, "people", "grassroots") is not None
    person.official = not person.grassroots and holds(low, "people", "officials") is not None


def _points(person: _Seen) -> float:
    points = min(person.tells, 4) + min(person.deeds, 2) + 2.0 * person.headline + ENOUGH * person.cell_head
    if person.official:
        points -= 1.0 if person.tells >= 3 else 3.0
    return points - 3.0 * person.helped - 2.0 * person.child
