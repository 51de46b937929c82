"""Báo Tin tức (TTXVN) and Bnews: `/{section}/{slug}-{17 digits}.htm`.

From memory and a few reports (`.contents`, `.lr-ct`); nobody has tried it here.
"""

from crawler.reading.layouts.base import Layout


class BaoTinTuc(Layout):
    """The body stands in `.contents`, the lead in `h2.sapo` before it."""

    name = "baotintuc"
    signs = (".contents, .boxdetail", "h1.detail-title, .divend, .detail-left")
    hosts = ("baotintuc.vn",)
    title = ("h1.detail-title", ".detail-left h1", "h1")
    lead = ("h2.sapo", ".sapo")
    body = (".contents", ".boxdetail")
    byline = (".author strong", ".author", ".p-author")
    date = (".date .txt", ".date", ".time")
    section = (".breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".keysword a", ".tags a")
    captions = ("figcaption", ".caption", "td.caption", "p.caption")
    noise = (".boxrelation", ".boxembedtinlienquan", ".relate", ".keysword", ".tags", ".share")


class Bnews(Layout):
    """`.lr-ct` holds lead, body and author."""

    name = "baotintuc-bnews"
    signs = (".lr-ct",)
    hosts = ("bnews.vn",)
    title = ("h1.font-42", "h1")
    lead = (".lr-summary-post",)
    body = (".lr-ct .post-mid-entry", ".lr-ct")
    byline = (".lr-author",)
    date = (".lr-time", ".post-date", "time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".lr-tags a", ".tags a")
    captions = ("figcaption", ".insertImage .caption", ".caption")
    noise = (".lr-summary-post", ".editor_inpage", "#divAdmicro_inpage", ".lr-relate", ".article__related", ".lr-tags")
