"""Family I: NukeViet portals of districts and departments."""

from crawler.reading.layouts.base import Layout


class NukeViet(Layout):
    """`#news-bodyhtml` with the lead in `.hometext`; the date stands in `.h5`."""

    name = "nukeviet"
    signs = ("#news-bodyhtml, .bodytext",)
    title = (".news_column h1", "h1.title", "h1")
    lead = (".news_column .hometext", ".hometext", "#hometext")
    body = ("#news-bodyhtml", ".bodytext")
    byline = (".news_column .author", "p.text-right.author")
    date = (".news_column .h5", ".news_column .time", "em.time", "span.h5")
    section = (".breadcrumbs li:last-child a", ".breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".news_column .keywords a", ".keywords a")
    captions = (".imgalt", "figcaption")
    noise = (".socialicon", ".keywords", ".related", ".others")
