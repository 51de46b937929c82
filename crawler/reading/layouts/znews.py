"""Znews, once Zing: `/{slug}-post{7 digits}.html`, every part has a name that begins with `the-article-`.

Structure as many public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout


class Znews(Layout):
    """Pictures stand in `table.picture` with the caption in `td.pCaption`."""

    name = "znews"
    signs = (".the-article-body", ".the-article-title, .the-article-summary, .the-article-header")
    hosts = ("znews.vn", "zingnews.vn")
    title = ("h1.the-article-title", ".the-article-title", "h1")
    lead = (".the-article-summary",)
    body = (".the-article-body",)
    byline = (
        ".the-article-credit .author",
        ".the-article-meta .the-article-author",
        ".the-article-credit .source",
        ".the-article-author",
    )
    date = (".the-article-meta .the-article-publish", ".the-article-publish", "span.article-publish")
    section = (".the-article-category a:last-of-type", "p.the-article-category a", "a.parent_cate")
    tags = (".the-article-tags a", ".tag-item")
    captions = ("td.pCaption", ".pCaption", ".pCaption p", "figcaption", ".caption")
    noise = (
        "#innerarticle",
        ".inner-article",
        ".the-article-body-related",
        ".the-article-body-topic",
        ".the-article-body-notification",
        ".the-article-body-inline",
        "table.article",
        ".surveywidget",
        ".the-article-tags",
        ".z-widget-corona",
        ".the-article-credit",
    )
