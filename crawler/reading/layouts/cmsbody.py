"""Family C: `/{slug}-post{id}.html`, `div.article__body.zce-content-body`, JSON-LD on recent pages."""

from crawler.reading.layouts.base import Layout


class CmsBody(Layout):
    """Author and source may stand below the body or inside it."""

    name = "cmsbody"
    signs = (".zce-content-body, .article__body.cms-body, .cms-body",)
    title = (".article__title", ".cms-title", "h1")
    lead = (".article__sapo", ".cms-desc")
    body = (".article__body", ".zce-content-body", ".cms-body")
    byline = (".article__author", ".cms-author", ".article__source", ".cms-source")
    date = (".article__meta time", ".article__meta .time", ".article__date", "time.time")
    section = (".article .breadcrumb a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".article__tag a", ".article__tags a")
    captions = ("td.caption", "figcaption")
    noise = (
        ".article-relate",
        ".article__comment",
        ".article__tag",
        ".article__toolbar",
        ".cms-relate",
        ".related-news",
    )
