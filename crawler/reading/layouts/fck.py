"""Family D: `/{slug}-a{id}.html`, `#newscontents .content-fck`; some pages write `</html>` before they are done."""

from crawler.reading.layouts.base import Layout


class Fck(Layout):
    """The body is cut in several `.content-fck` where the page closes itself too early."""

    name = "fck"
    signs = (".content-fck, .post-content", "h4.sapo, .detail-desc, #newscontents, .post-content")
    address = r"-a\d+\.html|\.html?(?:$|\?)"
    title = ("#newscontents h1", "h1.title", "h1")
    lead = ("h4.sapo", "#newscontents .detail-desc", ".detail-desc")
    body = (".content-fck", ".post-content")
    joined = True
    byline = (".content-fck .author", "#newscontents .author", ".post-author")
    date = ("#newscontents .date-post", "#newscontents .date", "#newscontents .time", ".date-post", ".post-date")
    section = (".breadcrumb a:last-of-type",)
    tags = (".keyword a", ".tags a")
    captions = (".image-caption",)
    noise = (".print", ".share-bar", ".keyword", ".othernews", ".feedback")
