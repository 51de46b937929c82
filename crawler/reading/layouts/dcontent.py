"""Family E: `/{slug}-{id}.htm`, `div#dcontent`; part of the bodies is encrypted and opened by script.

Such a body is recorded as missing and never decrypted. Names as public readers of Phú Thọ's and Thanh Hóa's papers report
them; no page of theirs was at hand.
"""

from crawler.reading.layouts.base import Layout


class DContent(Layout):
    """Without its text the page holds only sidebars, which a general extractor would return."""

    name = "dcontent"
    signs = ("#dcontent",)
    title = (".article__title", "h1")
    lead = (".article__sapo", ".sapo")
    body = ("#dcontent",)
    sealed = ("#dcontent[data-enc]", "#dcontent[data-content]", "#dcontent[data-encrypted]", "#dcontent [data-enc]")
    byline = (".article__author", ".article__source")
    date = (".article__date", ".article__meta time", ".article__meta")
    section = (".article__cat a", ".breadcrumb a:last-of-type")
    tags = (".article__tags a",)
    captions = (".photo-caption", "figcaption")
    noise = (".article__foot", ".article__tags", ".cmt", ".article-relate", ".exp-relate")
