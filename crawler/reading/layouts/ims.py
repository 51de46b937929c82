"""Family L: the IMS system of larger houses, `/{slug}-{17 or 18 digits}.htm`."""

from crawler.reading.layouts.base import Layout


class Ims(Layout):
    """`data-role` attributes name the parts."""

    name = "ims"
    signs = (".detail-content, [data-role='content']", ".detail-sapo, [data-role='sapo']")
    title = ("h1[data-role='title']", "h1.detail-title", "h1")
    lead = ("[data-role='sapo']", ".detail-sapo")
    body = ("[data-role='content']", ".detail-content")
    byline = ("[data-role='author']", ".detail-author")
    date = ("[data-role='publishdate']", ".detail-time")
    section = ("[data-role='cate-name']",)
    tags = (".detail-tab a", "[data-role='tags'] a")
    captions = (".PhotoCMS_Caption", "figcaption")
    noise = (
        ".VCSortableInPreviewMode[type='RelatedOneNews']",
        ".VCSortableInPreviewMode[type='RelatedNews']",
        ".relate-container",
    )
