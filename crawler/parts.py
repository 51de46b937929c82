"""Articles printed on several pages: the further pages are had with the first one, and make one article with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from corpus.frontier import Fetched
from crawler.addresses import absolute
from crawler.keeping import failed
from crawler.reading import PageArticle, Reading
from crawler.reading.knowledge import key
from crawler.reading.paging import number
from crawler.sources import Source
from crawler.warc import Kept

MOST = 10  # further pages of one article; the longest seen had nine pages in all
_HEAD = 3  # lines at the top of a further page that may say the headline and the lead again


def belongs_to(reading: Reading, url: str) -> str | None:
    """The address of the first page, when this one is a further page of an article and links to it."""
    article = reading.article
    if article is None or not article.further or number(url) == 1:
        return None
    return next((address for address in article.further if number(address) == 1), None)


@dataclass
class Parts:
    """An article whose further pages are being gathered: `left` are the addresses still to be had, in order."""

    first: Reading
    source: Source
    left: list[str] = field(default_factory=list)
    had: list[tuple[str, Reading, Fetched]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, reading: Reading, url: str, source: Source) -> "Parts | None":
        """What is still to be had of an article that was read at `url`; None when it is whole."""
        article = reading.article
        if reading.kind != "article" or article is None:
            return None
        parts = cls(reading, source, seen={url})
        parts._named(article, url)
        return parts if parts.left else None

    def _named(self, article: PageArticle, url: str) -> None:
        """Have the pages an article names that were not named before, and that come after the page at `url`."""
        for link in article.further:
            address = absolute(url, link)
            if address and address not in self.seen and self.source.owns(address) and number(address) > number(url):
                self.seen.add(address)
                self.left.append(address)

    @property
    def too_many(self) -> str | None:
        """Why this article is not gathered, or None."""
        count = len(self.had) + len(self.left)
        return f"printed on more than {MOST + 1} pages" if count > MOST else None

    def add(self, reading: Reading, fetched: Fetched) -> str | None:
        """Take the page at `left[0]`; returns why it cannot be taken. A page may name more pages than the first did."""
        address = self.left[0]
        if reading.article is None or reading.kind not in ("article", "print"):
            return f"page {number(address)} of it could not be read: {reading.reason or reading.kind}"
        self.left.pop(0)
        self.had.append((address, reading, fetched))
        self._named(reading.article, address)
        return self.too_many

    @property
    def addresses(self) -> list[tuple[str, Fetched]]:
        """Every further page with how it answered."""
        return [(address, fetched) for address, _, fetched in self.had]

    def joined(self) -> Reading:
        """The reading of the whole article: the texts in order, each word once."""
        whole = self.first.article
        assert whole is not None  # `of` made sure
        first, texts, seen = whole, [whole.body], {whole.body}
        for _, reading, _ in self.had:
            page = reading.article
            # A site that knows no such page often gives the first one again.
            if page is None or page.body in seen:
                continue
            seen.add(page.body)
            texts.append(_beyond(page, first))
            whole = replace(
                whole, author=whole.author or page.author, credit=whole.credit or page.credit,
                published_at=whole.published_at or page.published_at,
                published_raw=whole.published_raw if whole.published_at else page.published_raw,
                published_basis=whole.published_basis if whole.published_at else page.published_basis,
                images=_together(whole.images, page.images),
            )  # fmt: skip
        return replace(self.first, article=replace(whole, body="\n".join(filter(None, texts))))


def _beyond(page: PageArticle, first: PageArticle) -> str:
    """The text of a further page without the headline and lead it repeats; a lead of its own is text."""
    known = {key(text) for text in (first.title, page.title, first.sapo or "") if text}
    lines = page.body.split("\n")
    head = [line for line in lines[:_HEAD] if key(line) not in known]
    if page.sapo and key(page.sapo) not in known and page.sapo not in first.body:
        head.insert(0, page.sapo)
    return "\n".join([*head, *lines[_HEAD:]])


def _together(images: list[dict[str, str | None]], more: list[dict[str, str | None]]) -> list[dict[str, str | None]]:
    there = {image["url"] for image in images}
    return images + [image for image in more if image["url"] is None or image["url"] not in there]


def gathered(reading: Reading, url: str, source: Source, get: Callable[[str], Kept | None],
             read: Callable[[Kept], Reading]) -> tuple[Reading, list[tuple[str, Fetched]]]:  # fmt: skip
    """(the whole article, its further pages) of one read from an archive; a failed reading when a page is not there.

    `get` gives the kept answer of an address, `read` reads it.
    """
    parts = Parts.of(reading, url, source)
    if parts is None:
        return reading, []
    reason = parts.too_many
    while parts.left and reason is None:
        kept = get(parts.left[0])
        if kept is None or kept.status != 200:
            reason = f"page {number(parts.left[0])} of it is not kept"
        else:
            reason = parts.add(read(kept), Fetched(kept.status, kept.ref or None))
    return (failed(reason), []) if reason else (parts.joined(), parts.addresses)
