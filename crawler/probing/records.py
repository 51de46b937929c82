"""What a look at a source gives, ready to be kept as JSON and compared with the next."""

from dataclasses import asdict, dataclass, field
from typing import Any

# States of an address. Only "answers" gives a crawl something to read.
ANSWERS = "answers"  # it leads to articles, or to lists that do
EMPTY = "empty"  # sound, and without entries
UNREADABLE = "unreadable"  # it answered with something that is no such list
STATUS = "status"  # it answered with an error
REFUSED = "refused"  # we may not ask: robots.txt, another host, a private address
FAILED = "failed"  # no answer


@dataclass(slots=True)
class Answer:
    """How one address answered.

    `kind` is robots, home, feed, sitemap or section; `found_by` who named it: the source `file`, `robots`, a `page` of
    the site, a sitemap `index`, or nobody (`usual`). `landed` is where redirects led, None without any; `articles` and
    `lists` count what it leads to; `newest` is the newest day it gives an article.
    """

    kind: str
    url: str
    found_by: str
    state: str
    status: int | None = None
    landed: str | None = None
    reason: str | None = None
    articles: int = 0
    lists: int = 0
    newest: str | None = None


@dataclass(slots=True)
class PageSeen:
    """What the page reader got from one article page. `missing` names what it did not find: body, lead, author, date."""

    url: str
    state: str
    status: int | None = None
    kind: str | None = None
    reason: str | None = None
    layout: str | None = None
    title: str | None = None
    lead: bool = False
    author: str | None = None
    date: str | None = None
    characters: int = 0
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A section seen in a menu: its kind (datasets/probe.toml), address and the text of the link."""

    kind: str
    url: str
    text: str


@dataclass(slots=True)
class Suggestion:
    """A line the source file could have: to add `value` to `key`, and a code that says why."""

    key: str
    value: str
    why: str
    articles: int = 0
    newest: str | None = None


@dataclass(slots=True)
class Change:
    """Something that is otherwise than before or than the source file says: a code, and the values it speaks of."""

    what: str
    url: str = ""
    was: str | None = None
    now: str | None = None


@dataclass(slots=True)
class Check:
    """One look at one source. `answers` is true when a list that a crawl would ask for leads to articles."""

    source: str
    name: str
    at: str
    replay: bool
    answers: bool = False
    reason: str | None = None
    answered: list[Answer] = field(default_factory=list)
    pages: list[PageSeen] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    last: str | None = None  # when the check it was compared with was made

    def as_dict(self) -> dict[str, Any]:
        """The check as plain JSON values."""
        return asdict(self)


def check_of(value: dict[str, Any]) -> Check:
    """A check from its JSON; raises TypeError or KeyError for what is none."""
    lists: dict[str, Any] = {"answered": Answer, "pages": PageSeen, "sections": Section, "suggestions": Suggestion,
                             "changes": Change}  # fmt: skip
    parts = {name: [made(**one) for one in value[name]] for name, made in lists.items()}
    return Check(**{**value, **parts})
