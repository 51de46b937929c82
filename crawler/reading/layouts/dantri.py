"""Dân trí: `/{section}/{slug}-{17 digits}.htm`, `div.singular-content`.

Structure as many public readers of the site report it; also Bình Dương's paper (`#contentNews .singular-content`).
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".news-tag",
    ".article-related",
    ".dt-news__related",
    ".singular-related",
    ".box-related",
    ".tags-wrap",
    ".social",
)


class DanTri(Layout):
    """Since 2021. The lead begins with the stamp "(Dân trí) -"."""

    name = "dantri"
    signs = (".singular-content",)
    hosts = ("dantri.com.vn", "baobinhduong.vn")
    title = ("h1.title-page", ".singular-title", "h1.title", "h1")
    lead = (".singular-sapo",)
    body = (".singular-content",)
    byline = (".author-name b", ".author-name", ".singular-author", ".author-wrap .name")
    date = ("time.author-time", ".author-time", ".singular-date", "time[datetime]")
    section = (".breadcrumbs li:last-child a", ".dt-breadcrumb a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".tags-wrap a", ".tags a")
    captions = ("figcaption", "figcaption p")
    noise = _NOISE


class DanTriArticle(Layout):
    """Since about 2026: looks instead of names of parts; only `#desktop-in-article` tells the body."""

    name = "dantri-article"
    signs = ("#desktop-in-article",)
    hosts = ("dantri.com.vn",)
    title = ("main article h1", "main h1", "h1")
    lead = ("main article > h2", "article > h2")
    body = ("#desktop-in-article",)
    section = (".breadcrumbs li:last-child a", ".breadcrumb a:last-of-type")
    captions = ("figcaption", "figcaption p")
    noise = ("[id^='desktop-in-article-']", *_NOISE)


class DanTriNews(Layout):
    """Until 2021: every part has a name that begins with `dt-news__`."""

    name = "dantri-news"
    signs = (".dt-news__content",)
    title = ("h1.dt-news__title", "h1")
    lead = (".dt-news__sapo",)
    body = (".dt-news__content",)
    byline = (".dt-news__author", ".author-name b")
    date = (".dt-news__time", ".dt-news__meta time", ".dt-news__meta")
    section = (".dt-breadcrumb a:last-of-type", ".dt-breadcrumb li:last-child a")
    tags = (".dt-news__tag-list a", ".dt-news__tags a")
    captions = ("figcaption", "figcaption p")
    noise = _NOISE
