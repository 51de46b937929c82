"""Family B: `/{slug}-{id}.html`, `div.b-maincontent .entry`; headline and "AUTHOR • dd/mm/yyyy" again inside.

Hànộimới, Hải Phòng, Đà Nẵng, Nghệ An, Lâm Đồng, Công lý, Người quan sát. Structure as several public readers of these
papers report it, one of them against saved pages.
"""

from crawler.reading.layouts.base import Layout


class MainContent(Layout):
    """The entry begins with a head of its own (`sc-longform-header`) that holds section, title, lead, makers and date.

    Pages of before about 2024 have that head outside, as `c-detail-head`.
    """

    name = "maincontent"
    signs = (".b-maincontent, .c-news-detail",)
    marks = ("script[src*='1cdn.vn']", "link[href*='1cdn.vn']", ".c-powered")
    hosts = (
        "hanoimoi.vn",
        "laodongthudo.vn",
        "baohaiphong.vn",
        "baodanang.vn",
        "baonghean.vn",
        "baolamdong.vn",
        "congly.vn",
    )
    title = (".c-detail-head__title", "h1.sc-longform-header-title", "h1.block-sc-title", "h1")
    lead = (".block-sc-sapo", ".sc-longform-header-sapo", ".c-detail-head__sapo")
    body = (".b-maincontent .entry", ".c-news-detail .entry", ".b-maincontent")
    byline = (
        ".sc-author",
        ".c-detail-head__author",
        ".sc-longform-header-author",
        ".block-sc-author",
        ".sc-source",
        ".c-author-page",
    )
    date = (".c-detail-head__time", ".sc-longform-header-date", ".block-sc-publish-time", ".c-detail-head__row .time")
    section = (
        ".c-detail-head__cat a",
        ".c-detail-head__cat",
        ".sc-longform-header-cate a",
        ".block-sc-cate-name",
        ".c-breadcrumb a:last-of-type",
    )
    tags = (".c-tags a", ".c-tag a", ".c-widget-tags a")
    captions = ("figcaption", "figcaption p")
    noise = (
        ".sc-longform-header",
        ".sc-empty-layer",
        ".block-sc-cate-name",
        ".block-sc-title",
        ".b-inline-related",
        ".c-related",
        ".c-news-related",
        ".c-box",
        ".c-share",
        ".c-sticky-share",
        ".c-sticky-mobile",
        ".c-powered",
        ".c-tags",
        ".c-tag",
        ".c-comment",
        ".access-bar",
        ".box-category",
    )
