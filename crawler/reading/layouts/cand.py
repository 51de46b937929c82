"""Công an nhân dân: `/{section}/{slug}-i{6 digits}/`, `div.detail-content-body`.

Structure as public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout


class Cand(Layout):
    """Boxes `.contref` in the body lead to other articles."""

    name = "cand"
    signs = (".detail-content-body", ".box-title-detail, .box-des-detail")
    hosts = ("cand.com.vn",)
    title = (".box-title-detail", "h1")
    lead = (".box-des-detail",)
    body = (".detail-content-body",)
    byline = (".box-author strong", ".box-author", ".author")
    date = (".box-date", ".date-detail", "time")
    section = (".box-breadcrumb a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".box-tags a", ".tags a")
    captions = ("figcaption", ".caption", "td.caption")
    noise = (".contref", ".box-tags", ".box-share", ".related")
