"""The links of a list: which are articles of the source, and why the others are not."""

import re
from collections import Counter
from collections.abc import Iterable

from corpus.frontier import Found
from crawler.addresses import absolute, is_article, refusal
from crawler.reading.decoding import BROKEN
from crawler.sources import Source
from crawler.traps import trap

_LOST = re.compile(f"[\ufffd{BROKEN}]")  # letters no decoder could read: an address with them leads nowhere


class ListError(ValueError):
    """A list that is not what it should be; the message says how."""


class Links(dict[str, list[Found]]):
    """What a list led to, by kind (`article`, `sitemap`, `page`), and what it tried to lead to.

    `refused` counts links by scheme (`javascript`, `data`, `file`, `ftp`, `s3`, `mailto`…), `numeric_host`,
    `other_scheme` and `meta_refresh`; `trapped` counts the source's own addresses by the code of a `Rule`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.refused: Counter[str] = Counter()
        self.trapped: Counter[str] = Counter()

    def address(self, base: str, link: str, source: Source) -> str | None:
        """The address of a link when it is on the source's hosts; what must never be followed is counted."""
        if not link or _LOST.search(link):
            return None
        url = absolute(base, link)
        if url and source.owns(url):
            return url
        why = refusal(link)
        if why:
            self.refused[why] += 1
        return None

    def safe(self, url: str) -> bool:
        """True when no rule against traps names the address; else it is counted."""
        rule = trap(url)
        if rule:
            self.trapped[rule.value] += 1
        return rule is None

    def articles(self, links: Iterable[tuple[str, str | None]], base: str, source: Source) -> list[Found]:
        """The links (with their days) that are articles of the source, each once, in order."""
        lists = {*source.feeds, *source.sitemaps, *source.sections}
        seen: dict[str, Found | None] = {}
        for link, when in links:
            url = self.address(base, link, source)
            if url and url not in seen and url not in lists and is_article(url, source.article):
                seen[url] = Found(url, when) if self.safe(url) else None
        return [found for found in seen.values() if found]
