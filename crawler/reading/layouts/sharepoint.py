"""Family K: SharePoint portals (`/Pages/{slug}.aspx`, `/noidung/tintuc/Lists/…`).

From the markup of SharePoint's own article pages (publishing and enterprise wiki layouts); portals of provinces add
Vietnamese names, of which those reported are listed too.
"""

from crawler.reading.layouts.base import Layout


class SharePoint(Layout):
    """The body is a rich text field; the headline stands in the title area of the master page or as a field."""

    name = "sharepoint"
    signs = (".ms-rtestate-field, .ms-rte-layoutszone-inner, #DeltaPlaceHolderMain .article-content",)
    address = r"\.aspx(?:$|[?#])"
    marks = ("meta[name='GENERATOR'][content*='SharePoint']", "meta[name='generator'][content*='SharePoint']")
    title = (
        ".article-title",
        ".news-title",
        ".tieude",
        ".tintuc-title",
        ".article-header h1",
        "#DeltaPlaceHolderPageTitleInTitleArea",
        "#pageTitle",
        ".ms-core-pageTitle",
        ".s4-titletext h1",
        "h1",
    )
    lead = (".article-summary", ".news-summary", ".trichdan", ".news-brief", ".sapo")
    body = (
        ".article-content .ms-rtestate-field",
        ".article-content",
        ".news-content .ms-rtestate-field",
        ".ms-rtestate-field",
        ".ms-rte-layoutszone-inner",
    )
    byline = (".byline", ".article-author", ".tacgia", ".author")
    date = (".date-line", ".article-date", ".news-date", ".ngaydang", ".article-header .date")
    section = (".ms-breadcrumb a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".article-tags a", ".tags a")
    captions = (".captioned-image .caption", ".image-caption", ".caption", "figcaption")
    noise = (".ms-webpart-chrome", ".ms-hidden", ".article-tools", ".news-other", ".tinkhac", ".byline", ".date-line")
