"""Quân đội nhân dân, Bảo vệ pháp luật and Đảng Cộng sản Việt Nam: `post-title`, `post-summary`, `post-content`.

Structure of the first two as public readers of them report it; the third is said to share it, which nobody tried here.
"""

from crawler.reading.layouts.base import Layout


class Post(Layout):
    """The lead begins with the stamp "QĐND Online -"."""

    name = "post"
    signs = ("h1.post-title", ".post-summary", ".post-content")
    hosts = ("qdnd.vn", "dangcongsan.vn")
    title = ("h1.post-title", ".post-title")
    lead = (".post-summary",)
    body = (".post-content .noidung", ".post-content")
    byline = (".post-author", ".tacgia", ".post-content .author", ".author")
    date = (".lbPublishedDate", ".post-subinfo span", ".post-subinfo", ".post-date", ".post-time")
    section = (".breadcrumb a:last-of-type", ".breadcrumb li:last-child a", ".post-cate a")
    tags = (".post-tags a", ".tags a", ".post-tag a")
    captions = ("figcaption", ".image-caption", "td.caption", ".caption", ".img-caption")
    noise = (
        ".post-relate",
        ".tin-lien-quan",
        ".post-tag",
        ".tin-doc-nhieu-nhat",
        ".related-post",
        ".post-tags",
        ".post-share",
        ".social",
        ".tags",
        ".post-comment",
        ".post-tool",
    )
