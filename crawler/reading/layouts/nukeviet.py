"""Family I: NukeViet portals of districts and departments (`/{lang}/news/{section}/{slug}-{id}.html`).

From the markup of NukeViet's stock themes: modern and default (3.x), default of 4.x.
"""

from crawler.reading.layouts.base import Layout


class NukeViet(Layout):
    """`#news-bodyhtml` with the lead in `.hometext`; the date stands in `.h5`."""

    name = "nukeviet"
    signs = ("#news-bodyhtml, .bodytext",)
    marks = (
        "meta[name='generator'][content*='NukeViet']",
        "script[src*='nv.core']",
        "script[src*='/themes/default/js/nv']",
    )
    title = (".news_column h1", "h1.title", "h1.margin-bottom-lg", "h1")
    lead = (".news_column .hometext", ".hometext", "#hometext")
    body = ("#news-bodyhtml", ".bodytext")
    byline = (".news_column .author", "p.text-right.author", ".news_column p.h5.text-right", ".news_column .aright")
    date = (".news_column em.time", ".news_column .h5", ".news_column .time", "em.time", "span.h5", "span.time")
    section = (".breadcrumbs li:last-child a", ".breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".news_column .keywords a", ".keywords a")
    captions = (".imgalt", "figcaption", ".img-caption")
    noise = (".socialicon", ".keywords", ".related", ".others", ".news-attachments", ".rating", ".nv-block-rand")
