"""Lao Động: `/{section}/{slug}-{6 or 7 digits}.ldo`, `div.chappeau` and `div.art-body`.

Structure as public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".tin-lien-quan",
    ".relate-news",
    ".news-relate",
    ".related-news",
    ".box-tag",
    ".art-tags",
    ".social",
    ".ads",
    ".art-author",
)


class LaoDong(Layout):
    """Today's version."""

    name = "laodong"
    signs = (".art-body, #gallery-ctt", ".chappeau, .art-author, .m-top")
    hosts = ("laodong.vn",)
    title = ("h1.title", ".art-title h1", "h1")
    lead = (".chappeau",)
    body = (".art-body", "#gallery-ctt")
    byline = (".art-author .name", ".art-author", ".m-top .author", ".author a", ".author")
    date = (".m-top .time", ".art-time", ".f-datetime", "time", ".time")
    section = (".breadcrumb a:last-of-type", ".breadcrumbs a:last-of-type", ".lst-crumb a:last-of-type")
    tags = (".art-tags a", ".tags a", ".keyword a")
    captions = ("figcaption", ".img-caption", ".insert-center-image figcaption")
    noise = _NOISE


class LaoDongDetail(Layout):
    """Since about 2024: `.chapeau` (one p), `.art-content`; maker and date stand in `small.author`."""

    name = "laodong-detail"
    signs = (".art-content", ".chapeau, .art-authors")
    hosts = ("laodong.vn",)
    title = ("article.detail h1.title", "h1.title", "h1")
    lead = (".chapeau",)
    body = (".art-content",)
    byline = (".art-authors a", ".art-authors")
    date = ("article.detail small.author", "small.author", ".time")
    section = (".breadcrumb a:last-of-type", ".breadcrumbs a:last-of-type", ".lst-crumb a:last-of-type")
    tags = (".keywords a", ".tags a", ".keyword a")
    captions = ("figcaption", ".img-caption")
    noise = (*_NOISE, ".articles-relatived", ".art-authors")


class LaoDongWrapper(Layout):
    """Until about 2020: `.wrapper-main-content .article-content`."""

    name = "laodong-wrapper"
    signs = (".wrapper-main-content", ".article-content")
    title = (".section-title h1", ".title h1", "h1")
    lead = (".abs", ".article-content .abs", ".chappeau", ".sapo")
    body = (".wrapper-main-content .article-content",)
    byline = (".author-wrapper .author", ".author")
    date = (".author-wrapper .f-datetime", ".f-datetime", "time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".keywords a",)
    captions = ("figcaption", ".imgCon .description")
    noise = _NOISE
