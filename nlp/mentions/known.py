"""Whom the names of an article mean: full names, the shorter forms behind them, and pronouns."""

from dataclasses import dataclass, field

from nlp.mentions.knowledge import word_set
from nlp.mentions.names import Name
from nlp.records import Span

_ANY = "*"  # stands for whichever pronoun comes first, behind a rank or a calling


@dataclass
class Seen:
    """Somebody named in full, and what was seen of him or her so far."""

    name: str
    spans: list[Span] = field(default_factory=list)
    role: str | None = None
    bare_role: bool = False  # a rank or one word before the name
    place: Span | None = None
    told: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    tells: int = 0
    deeds: int = 0
    headline: bool = False
    helped: bool = False
    child: bool = False
    official: bool = False
    grassroots: bool = False
    cell_head: bool = False
    presented: bool = False
    accused: bool = False


class Known:
    """The fully named people of an article, and whom a shorter form or a pronoun means."""

    def __init__(self, seen: dict[str, Seen]) -> None:
        self.full = seen
        self.short: dict[str, list[Seen]] = {}
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
        self._last: dict[str, tuple[int, Seen]] = {}

    def who(self, name: Name) -> Seen | None:
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

    def named(self, person: Seen) -> None:
        """Take note that somebody was named: the next fitting pronoun means him or her."""
        self._clock += 1
        own = person.titles & word_set("people", "pronouns")
        if not own and person.titles & word_set("people", "children"):
            return
        for pronoun in own or {_ANY}:
            self._last[pronoun] = (self._clock, person)

    def meant(self, pronouns: set[str]) -> list[Seen]:
        """The people the pronouns of a sentence stand for."""
        found: dict[int, Seen] = {}
        for pronoun in sorted(pronouns):
            candidates = [self._last[key] for key in (pronoun, _ANY) if key in self._last]
            if candidates:
                when, person = max(candidates, key=lambda pair: pair[0])
                self._last[pronoun] = (when, person)
                found[id(person)] = person
        return list(found.values())
