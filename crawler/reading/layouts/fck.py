"""Family D: `/{slug}-a{id}.html`, `#newscontents .content-fck`; some pages write `</html>` before they are done.

Cần Thơ, An Giang, Đồng Tháp, Tây Ninh, Đồng Khởi, Cà Mau; structure as public readers of these papers report it, one
of them against saved pages.
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".print",
    ".share-bar",
    ".sharemxh",
    ".keyword",
    ".othernews",
    ".news-relate",
    ".box-relate",
    ".detail-related",
    ".detail-fb-like-share",
    ".feedback",
    ".tool-bar",
)


class Fck(Layout):
    """The body is cut in several `.content-fck` where the page closes itself too early.

    On the page of Cần Thơ the first `<h1>` is the trail of sections.
    """

    name = "fck"
    signs = (".content-fck, .content-fck-font-size",)
    hosts = ("baocantho.com.vn", "baoangiang.com.vn", "baodongthap.vn", "baotayninh.vn", "dongkhoi.baovinhlong.vn")
    title = ("h1.margintopbot10", "h1.fw700", ".detail-title h1", "#newscontents h1", "h1.title", "h1")
    lead = ("h4.sapo", "#newscontents .detail-desc", ".detail-desc", ".sapo")
    body = (".content-fck-font-size", ".content-fck")
    joined = True
    byline = (".content-fck .author", ".content-fck-font-size .author", "#newscontents .author", ".post-author")
    date = (
        ".detail-date-share .pubdate",
        ".pubdate",
        "#newscontents .date-post",
        "#newscontents .date",
        "#newscontents .time",
        ".date-post",
        ".post-date",
    )
    section = (".breadcrumb a:last-of-type", "h1.breadcrumb a:last-of-type")
    tags = (".keyword a", ".tags a")
    captions = (".image-caption", ".caption", "td.caption", "figcaption")
    noise = _NOISE


class FckPost(Layout):
    """Cà Mau: the same address, `div.post-content`."""

    name = "fck-post"
    signs = (".post-content",)
    address = r"-a\d+\.html"
    hosts = ("baocamau.vn",)
    title = ("h1.post-title", "h1.title", ".detail-title h1", "h1")
    lead = (".post-sapo", ".post-desc", ".detail-desc", ".sapo", ".post-summary")
    body = (".post-content",)
    joined = True
    byline = (".post-author", ".post-content .author", ".author")
    date = (".post-date", ".date-post", ".post-time", ".pubdate")
    section = (".breadcrumb a:last-of-type",)
    tags = (".keyword a", ".post-tags a", ".tags a")
    captions = (".image-caption", ".caption", "td.caption", "figcaption")
    noise = _NOISE
