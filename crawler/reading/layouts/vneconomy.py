"""VnEconomy: `/{slug}.htm`; the parts carry `data-field`. Báo Đầu tư and Nông nghiệp & Môi trường beside it.

Structure as public readers of these sites report it.
"""

from crawler.reading.layouts.base import Layout


class VnEconomy(Layout):
    """Since 2025: `#article-editor`; before, `detail__title`, `detail__summary`, `detail__content`.

    Báo Văn hóa has the same names with the body in `#abody`.
    """

    name = "vneconomy"
    signs = (
        "#article-editor, .detail__content, #abody, [data-field='body']",
        "h1.article-header__title, .detail__title, .detail__summary, .news-sapo",
    )
    hosts = ("vneconomy.vn",)
    title = ("h1.article-header__title", "h1.detail__title", ".detail__title", "h1")
    lead = (".article-content__lead", ".detail__summary", ".news-sapo")
    body = ("#article-editor", ".detail__content", "#abody", "[data-field='body']")
    byline = (".article-meta__author", ".detail__author a", ".detail__author", ".article-author")
    date = (
        "time.article-meta__time",
        ".article-meta__time",
        ".detail__meta .date",
        ".detail__meta",
        ".detail__time",
        "time",
    )
    section = (".article-header__category", ".breadcrumb a:last-of-type")
    tags = (".article-tags a", ".detail__tag a")
    captions = ("figcaption", "figcaption p", ".caption")
    noise = (
        ".article-content__lead",
        ".container-adv",
        ".article-tags",
        ".detail__related",
        ".detail__tag",
        ".notification",
        ".related-news",
    )


class BaoDauTu(Layout):
    """Báo Đầu tư: `#content_detail_news`."""

    name = "vneconomy-dautu"
    signs = ("#content_detail_news", ".title-detail, .sapo_detail")
    hosts = ("baodautu.vn", "giadinhonline.vn")
    title = (".title-detail", "h1")
    lead = (".sapo_detail",)
    body = ("#content_detail_news",)
    byline = (".author-share-top .author", "a.author", ".author")
    date = (".post-time", ".author-share-top .post-time", "time")
    section = (".breadcrumb a:last-of-type", ".fs16.text-uppercase")
    tags = (".tag_detail a", ".tags a")
    captions = ("figcaption", "td.caption", ".caption", ".desc_image")
    noise = (".tag_detail", ".related", ".box-related", ".tinlienquan")


class Intro(Layout):
    """Nông nghiệp & Môi trường: `h2.main-intro.detail-intro`, body by `itemprop`."""

    name = "vneconomy-intro"
    signs = (".detail-intro, .main-intro",)
    hosts = ("nongnghiepmoitruong.vn", "nongnghiep.vn")
    title = ("h1.main-title", "h1.detail-title", "h1")
    lead = (".detail-intro", ".main-intro")
    body = (".content[itemprop='articleBody']", ".detail-content", ".main-content .content")
    byline = (".author .name", ".content-author", ".author")
    date = (".time-detail", ".detail-time", "time", ".time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".tags a",)
    captions = ("figcaption", "td.caption", ".caption")
    noise = (".related", ".box-related", ".tags")
