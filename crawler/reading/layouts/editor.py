"""Family M: pages made by scripts of the paper's own (Next.js); the article itself is in the answer, its lists are not.

Reported marks only (Điện Biên Phủ); nobody has verified them here.
"""

from crawler.reading.layouts.base import Layout


class Editor(Layout):
    """`div.editor-content` in `.detail-news`."""

    name = "editor"
    signs = (".editor-content",)
    marks = ("#__next",)
    hosts = ("baodienbienphu.vn",)
    title = (".detail-news h1", "h1")
    lead = (".detail-news .sapo", ".detail-news .description", ".editor-sapo", "h2.sapo", ".sapo")
    body = (".editor-content",)
    byline = (".detail-news .author", ".editor-content .author", ".author")
    date = (".detail-news .date", ".detail-news .time", ".detail-news time", "time")
    section = (".breadcrumb a:last-of-type", ".breadcrumb li:last-child a")
    tags = (".detail-news .tags a", ".tags a")
    captions = ("figcaption", "figcaption p", ".caption", ".image-caption")
    noise = (".related", ".related-news", ".tags", ".share", ".audio-player")
