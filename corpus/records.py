"""An article as the corpus keeps it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nlp.records import Document
from nlp.text import normalise, one_line

_TEXTS = ("title", "sapo", "body", "author", "credit", "published_raw", "section")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article; caption and photo credit are None where the page gives none."""

    url: str | None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What an article is a part of: the name of the whole, the number of the part, is it the last? Unknown is None."""

    title: str | None = None
    number: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one paper. The corpus stores its texts in normal form (`normal`).

    `published_at` is `YYYY-MM-DDTHH:MM:SS+07:00`, or `YYYY-MM-DD` where only the day is known, or None;
    `published_basis` says where it was read (page, metadata, url, feed); `warc` is `file#offset`; `transport` says
    what was wrong with the way it came (a certificate that was not verified), None when nothing was.
    """

    url: str
    source: str
    title: str
    body: str
    sapo: str | None = None
    author: str | None = None
    credit: str | None = None
    published_at: str | None = None
    published_raw: str | None = None
    published_basis: str | None = None
    modified_at: str | None = None
    section: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    fetched_at: str | None = None
    warc: str | None = None
    extractor: str | None = None
    transport: str | None = None
    series: Series | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Article":
        """The article of its own `dataclasses.asdict`, also after a way through JSON; a key it lacks is as by default."""
        images = tuple(Image(**image) for image in values.get("images") or ())
        series = Series(**values["series"]) if values.get("series") else None
        return cls(**{**values, "images": images, "tags": tuple(values.get("tags") or ()), "series": series})

    def normal(self) -> "Article":
        """The same article with every text in normal form; the address stays as it is."""
        texts = {name: normalise(value) for name in _TEXTS if (value := getattr(self, name))}
        images = tuple(Image(x.url, *(text and normalise(text) for text in (x.caption, x.credit))) for x in self.images)
        series = self.series
        if series is not None and series.title:
            series = replace(series, title=normalise(series.title))
        return replace(self, **texts, tags=tuple(map(normalise, self.tags)), images=images, series=series)

    @property
    def id(self) -> str:
        """The first 16 hex digits of SHA-256 of the address: stable, and safe as a file name."""
        return article_id(self.url)

    @property
    def sha256(self) -> str:
        """Checksum of title, lead and body, by which a flipped byte or an edited text is told."""
        return text_sha256(self.title, self.sapo, self.body)

    def document(self, province: str | None) -> Document:
        """What the readers of `nlp` need; `province` is the source's, two digits, of today."""
        captions = "\n".join(image.caption for image in self.images if image.caption)
        return Document(self.title, self.sapo, self.body, self.published_at, province, captions)


def article_id(url: str) -> str:
    """The id of the article at an address."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_sha256(title: str, sapo: str | None, body: str) -> str:
    """SHA-256 (hex) of the three texts, kept apart by NUL so that none can run into the next."""
    return hashlib.sha256("\0".join([title, sapo or "", body]).encode("utf-8", "surrogatepass")).hexdigest()


def clean(value: str | None) -> str | None:
    """One line in normal form, None when nothing is left."""
    return one_line(value) or None


def paragraphs(text: str | None) -> str:
    """A body in normal form: paragraphs separated by one newline, none empty."""
    lines = (" ".join(line.split()) for line in normalise(text or "").split("\n"))
    return "\n".join(line for line in lines if line)
