"""Exemplary people: named persons whom an article holds up, with the role it gives them.

Every full name is followed through title, sapo and body, by short name ("bà Oanh") and by pronoun; the sentences that
tell of its bearer are counted. Kept are those who are told of, most of all in the headline or with deeds. Officials who
only speak or attend, those who were helped, names in lists, people of history, streets and schools are left out, and
so is the author, who stands outside the text.
"""

from dataclasses import dataclass, field

from nlp.mentions.knowledge import MAX_READ, whole, word_set
from nlp.mentions.names import Name, find_names
from nlp.mentions.roles import role_of
from nlp.mentions.telling import is_helped, outside_quotes, pronouns_in, told
from nlp.records import Document, FieldName, Person, Span
from nlp.text import canonical, sentences

MAX_PEOPLE = 40  # per article: longer lists are lists of honours, not stories
LISTED = 3  # names in one sentence from which it is a list
# Points of `_points`; set on two thirds of the labelled articles, checked on the other third.
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
        seen.setdefault(name.key, _Seen(name.name))
    if not seen:
        return []
    known = _Known(seen)
    focus: _Seen | None = None
    for text in texts:
        focus = _follow(text, known, focus)
    kept = sorted((p for p in seen.values() if p.spans and _points(p) >= ENOUGH), key=_order)
    return [Person(name=p.name, role=p.role, spans=p.spans) for p in kept[:MAX_PEOPLE]]


def _read(name: FieldName, text: str) -> _Text:
    key = canonical(text)
    return _Text(name, text, key, list(find_names(text, key)))


_FIELDS = ("title", "sapo", "body")


def _order(person: _Seen) -> tuple[int, int]:
    first = person.spans[0]
    return _FIELDS.index(first.field), first.start


class _Known:
    """The fully named people of an article, and whom a shorter form means."""

    def __init__(self, seen: dict[str, _Seen]) -> None:
        self.full = seen
        self.short: dict[str, list[_Seen]] = {}
        nicknames = word_set("people", "ordinals")
        for key, person in list(seen.items()):
            syllables = key.split(" ")
            if len(syllables) == 2 and syllables[0] in nicknames:
                continue  # a nickname is itself the short form of somebody
            for count in range(1, len(syllables)):
                self.short.setdefault(" ".join(syllables[-count:]), []).append(person)
        self.nickname = {
            key: self.short[given][0]
            for key in seen
            for first, _, given in [key.partition(" ")]
            if first in nicknames and len(self.short.get(given, [])) == 1
        }

    def who(self, name: Name) -> _Seen | None:
        """The person a name means, or None where it means nobody known or one of several."""
        key = name.key
        if key in self.nickname:
            return self.nickname[key]
        if key in self.full:
            return self.full[key]
        if name.kind == "bare":
            return None
        meant = self.short.get(key, [])
        return meant[0] if len(meant) == 1 else None


def _follow(text: _Text, known: _Known, focus: _Seen | None) -> _Seen | None:
    """Count what each sentence of a text tells of the people known; the person last spoken of is handed on."""
    outside = outside_quotes(text.key)
    names = iter(text.names)
    waiting = next(names, None)
    for start, end in sentences(text.text):
        here: list[tuple[Name, _Seen]] = []
        while waiting is not None and waiting.start < end:
            person = known.who(waiting)
            if person is not None and waiting.start >= start:
                here.append((waiting, person))
            waiting = next(names, None)
        sentence = outside[start:end]
        for name, person in here:
            _note(text, name, person, outside)
        people = list({id(person): person for _, person in here}.values())
        if not people and focus is not None and _meant(focus, sentence):
            people = [focus]
        elif people:
            focus = people[0]
        if people and len(people) < LISTED:
            _count(sentence, people)
    return focus


def _meant(focus: _Seen, sentence: str) -> bool:
    pronouns = word_set("people", "pronouns")
    own = focus.titles & pronouns
    return bool(pronouns_in(sentence) & (own or pronouns))


def _count(sentence: str, people: list[_Seen]) -> None:
    how = told(sentence)
    for person in people:
        person.tells += how.tells
        person.deeds += how.tells and how.deed


def _note(text: _Text, name: Name, person: _Seen, outside: str) -> None:
    if any(span.field == text.field and span.end > name.start for span in person.spans[-1:]):
        return  # a line in capitals offers the same place twice
    person.spans.append(Span(text.field, name.start, name.end, text.text[name.start : name.end]))
    person.titles.update(name.title.split(" ")[-1:])
    person.headline = person.headline or text.field != "body"
    person.helped = person.helped or name.title in word_set("people", "children")
    person.helped = person.helped or is_helped(outside, name.start, name.end, name.title)
    if name.kind == "short" or person.role is not None:
        return
    person.role = role_of(text.text, text.key, name.start, name.end, name.title)
    if person.role:
        low = canonical(person.role)
        person.cell_head = whole("people", "cell_heads").match(low) is not None
        person.grassroots = whole("people", "grassroots").search(low) is not None
        person.official = not person.grassroots and whole("people", "officials").search(low) is not None


def _points(person: _Seen) -> float:
    points = min(person.tells, 4) + min(person.deeds, 2) + 2.0 * person.headline + 2.5 * person.cell_head
    return points - 3.0 * person.official - 3.0 * person.helped
