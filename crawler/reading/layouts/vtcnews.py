"""VTC News (and Luật sư Việt Nam on the same editor): `/{slug}-ar{6 digits}.html`, `div.edittor-content` (spelt so).

Structure as public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout


class VtcNews(Layout):
    """Names of looks (`font28 bold`), not of parts; pictures in `.expNoEdit`, their captions in `.expEdit`."""

    name = "vtcnews"
    signs = (".edittor-content, .content-wrapper", "h1.font28, h2.font18, h2.inline-nb, h2.descrep")
    hosts = ("vtcnews.vn", "vtc.vn")
    title = ("h1.font28", "#title h1", "h1")
    lead = ("h2.inline-nb", "h2.descrep", "h2.font18", "h2.font16")
    body = (".edittor-content", ".content-wrapper")
    byline = (".author-make a", ".author-make", ".author")
    date = (".time-update", ".post-date", "time")
    section = (".breadcrumb a:last-of-type", ".vcd-cate a")
    tags = (".keylink a", ".single-tags a", ".tags a")
    captions = (".expNoEdit .expEdit", ".expEdit", "figcaption", "figcaption p")
    noise = (
        ".adbro-sm",
        ".single-tags",
        ".adv",
        ".news-relate",
        ".vtc-related",
        ".author-make",
        ".keylink",
        ".inline-nb",
    )
