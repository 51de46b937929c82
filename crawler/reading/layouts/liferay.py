"""Family H: Liferay portals (`/-/view-content/{id}/{slug}`, `/-/2018/{id}/{slug}.aspx`).

From the markup of Liferay's stock web content display and asset publisher; portals replace the headline's class.
"""

from crawler.reading.layouts.base import Layout


class Liferay(Layout):
    """Menus and feet of a page are web content too, so the address must be that of one piece.

    Some portals print title, lead and date inside the web content itself.
    """

    name = "liferay"
    signs = (".journal-content-article",)
    address = r"/-/|view[-_]content|asset_publisher"
    marks = ("script[src*='/o/frontend-js']", "script[src*='barebone.jsp']", "link[href*='/o/frontend-css']")
    title = (
        ".journal-content-article h1",
        "h1.header-title",
        ".header-title",
        ".title-detail",
        ".asset-title",
        ".detail-title",
        "h1",
        "h3.asset-title",
    )
    lead = (
        ".journal-content-article .sapo",
        ".journal-content-article .summary",
        ".asset-summary",
        ".news-summary",
        ".lead",
    )
    body = (
        ".journal-content-article .content-detail",
        ".journal-content-article .detail-content",
        ".journal-content-article .content",
        ".journal-content-article",
    )
    byline = (".journal-content-article .author", ".metadata-author", ".asset-user-info .user-info", ".tac-gia")
    date = (
        ".journal-content-article .date",
        ".journal-content-article .time",
        ".metadata-publish-date",
        ".asset-user-info .date-info",
        ".publish-date",
    )
    section = (".breadcrumb li:last-child a", ".breadcrumb a:last-of-type", ".asset-category")
    tags = (".asset-tags-summary a", ".taglib-asset-tags-summary a", ".tags a")
    captions = ("figcaption", "td.caption", ".caption", ".chuthich")
    noise = (
        ".asset-ratings",
        ".asset-related-assets",
        ".taglib-social-bookmarks",
        ".asset-tags-summary",
        ".asset-links",
        ".portlet-topper",
        ".print-action",
        ".other-news",
        ".related-assets",
        ".lfr-meta-actions",
    )
