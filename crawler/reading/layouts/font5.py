"""Family G: `/{slug}-{id}.html`, `div.date.font5`; the clock of the visit stands above the date of the article.

Reported marks (Quảng Ninh, Hưng Yên) and pages written after them; nobody has tried it on the live papers.
"""

from crawler.reading.layouts.base import Layout


class Font5(Layout):
    """Only `div.date.font5` is the date; `.clock` in the header never is."""

    name = "font5"
    signs = ("#content-detail", ".title-detail")
    title = ("h1.title-detail", ".title-detail")
    lead = ("h2.sapo", ".sapo")
    body = ("#content-detail",)
    byline = ("#content-detail .author", ".author-detail")
    date = ("div.date.font5",)
    section = (".breadcrumb a:last-of-type",)
    tags = ("section.tags a", ".tags a")
    captions = ("figcaption",)
    noise = (".inner-related", ".related", ".tools", ".audio-player", ".tags", "#cmt")
