"""What reading a page gives."""

from dataclasses import dataclass, field
from typing import Literal

from crawler.reading.series import Series

Kind = Literal["article", "list", "print", "media", "missing", "not_html", "failed"]
Basis = Literal["page", "metadata", "url", "feed"]


@dataclass(frozen=True, slots=True)
class PageArticle:
    """One article as printed. Every text is in normal form (`nlp.text.normalise`).

    `body` holds paragraphs joined by one newline, without lead, captions, byline and page furniture. `author` names
    people, `credit` agencies and other papers. `published_at` is `2024-06-10T13:08:37+07:00` when a time is known,
    `2024-06-10` when only the day, None when the page does not say; `published_raw` what it was read from. Each of
    `images` is `{"url", "caption", "credit"}`, any of them None. `language` is an ISO 639 code or None. `series` is what
    the headline says the article is a part of; `further` are the addresses of its other pages where it is printed on
    several.
    """

    title: str
    sapo: str | None
    body: str
    author: str | None = None
    credit: str | None = None
    published_at: str | None = None
    published_raw: str | None = None
    published_basis: Basis | None = None
    modified_at: str | None = None
    section: str | None = None
    images: list[dict[str, str | None]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    series: Series | None = None
    further: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page turned out to be.

    `article` is there for kind "article" and, where it could be read, "print" (a copy of the article at `canonical`).
    `reason` says why there is none. `layout` names the page layout used, "general" for none, "" where it did not come
    to that. `canonical` is the address the page gives for itself.
    """

    kind: Kind
    article: PageArticle | None = None
    reason: str | None = None
    layout: str = ""
    canonical: str | None = None
