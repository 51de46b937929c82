"""VnExpress and its sisters (Ngôi Sao): `/{slug}-{7 digits}.html`, `article.fck_detail` of `p.Normal`.

Structure as many public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".box-tinlienquanv2",
    ".box-tin-lien-quan",
    ".related_news",
    ".list-news",
    ".box_quangcao",
    ".banner-ads",
    ".box_category",
    ".social_share",
    ".width_common.box-tinlienquanv2",
    ".list_link",
    ".action_thumb",
    ".box-vote",
    "#box_comment_vne",
    ".footer-content",
    ".widget_soccer",
    "#InreadPc",
    "[data-component-type='tin_xemthem']",
)


class VnExpress(Layout):
    """Today's version, with headline and lead inside or before `fck_detail`.

    The place in `span.location-stamp` is a field of its own, not part of the lead.
    """

    name = "vnexpress"
    signs = (".fck_detail", ".title-detail, .title_detail, .description")
    marks = ("meta[name='tt_site_id']", "link[href*='vnecdn.net']", "script[src*='vnecdn.net']")
    hosts = ("vnexpress.net", "ngoisao.vnexpress.net")
    title = ("h1.title-detail", ".title-detail", "h1.title_detail", "h1")
    lead = ("p.description", "h2.description", ".lead_post_detail", ".lead")
    body = ("article.fck_detail", ".fck_detail")
    byline = (".author_mail strong", ".author_mail", ".fck_detail .author_top", ".box-author .name", "p.author")
    date = (".header-content .date", "span.date", ".spanDateTime")
    section = ("ul.breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".tags .item-tag a", ".tags a", ".block_tag a")
    captions = ("p.Image", ".Image", "figcaption", "figcaption p", ".desc_cation", ".desc_cation p")
    noise = (*_NOISE, ".location-stamp")


class VnExpressSidebar(Layout):
    """The version until about 2019: `title_news_detail`, `.sidebar_1`, `table.tplCaption` around pictures."""

    name = "vnexpress-sidebar"
    signs = (".title_news_detail, .title_gn_detail, .title_post", ".content_detail, .fck_detail")
    title = ("h1.title_news_detail", ".title_news_detail", ".title_gn_detail", ".title_post", "h1")
    lead = ("h2.description", "p.description", ".lead_post_detail")
    body = (".sidebar_1 .content_detail", ".content_detail", ".fck_detail")
    byline = (".author_mail strong", ".author_mail", ".box_author .author_name")
    date = ("header .time", ".sidebar_1 .time", ".the-article-header .time", "span.time")
    section = ("ul.breadcrumb li:last-child a", ".breadcrumb a:last-of-type")
    tags = (".block_tag a",)
    captions = (".tplCaption .Image", "p.Image", ".desc_cation", "figcaption")
    noise = (*_NOISE, ".location-stamp")
