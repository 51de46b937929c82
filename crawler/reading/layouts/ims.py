"""Family L: the IMS of VCCorp, `/{slug}-{17 or 18 digits}.htm` (`.chn`, `.html`); `data-role` names the parts.

Tuổi Trẻ, Thanh Niên, Người Lao Động, VTV, Dân Việt, Sức khỏe & Đời sống, Báo Chính phủ and Xây dựng chính sách, CafeF,
CafeBiz, Soha, Gia đình, Tổ quốc, Xây dựng. Structure as public readers of these sites and templates made after them
report it.
"""

from crawler.reading.layouts.base import Layout

_CAPTIONS = (
    ".PhotoCMS_Caption",
    ".PhotoCMS_Caption p",
    ".VideoCMS_Caption",
    ".VideoCMS_Caption p",
    ".LayoutAlbumCaption",
    ".LayoutAlbumCaption p",
    ".avatar-desc",
    "figcaption",
    "figcaption p",
)
_NOISE = (
    ".VCSortableInPreviewMode[type='RelatedOneNews']",
    ".VCSortableInPreviewMode[type='RelatedNews']",
    ".VCSortableInPreviewMode[type='RelatedNewsBox']",
    ".VCSortableInPreviewMode[type='Tag']",
    ".VCSortableInPreviewMode[type='Vote']",
    ".VCSortableInPreviewMode[type='adsredirect']",
    ".link-content-footer",
    ".link-inline-content",
    ".seo-suggest-link",
    ".relate-container",
    ".detail__related",
    ".detail-relate",
    ".box-news-relate",
    ".kbwscwl-relatedbox",
    ".knc-relate-wrapper",
    ".tinlienquan",
    ".tlqdetail",
    ".tindnd",
    ".chisochungkhoan",
    "#listNewsInContent",
    "#reactRelate",
    ".c-banner",
    ".admzone",
    "zone",
    ".detail-tags",
    ".detail-tab",
    ".detail-social",
    ".detail-like-fb",
    ".tn-ggr2-popup",
    ".h-show-pc",
    ".h-show-mobile",
    ".VCobjectBoxRelatedNewsItem",
    ".detail-mb-author",
    ".audioLoading",
    "#InreadPc",
    ".readmore-body-box",
    "#box-detail-related",
    ".rennab",
    ".box-sub-new",
    ".adsbootdetail",
    ".link-source-wrapper",
    ".VCSortableInPreviewMode[type='VideoStream']",
    ".box-audio",
)


class Ims(Layout):
    """Today's version: `detail-title`, `detail-sapo`, `detail-content afcbc-body`."""

    name = "ims"
    signs = (
        ".detail-content, .afcbc-body, .detail-cmain",
        ".detail-sapo, .sapo-detail, .detail-title, .afcbc-body, .pdate, .detail__cmain",
    )
    marks = (
        "script[src*='mediacdn.vn']",
        "script[src*='sohatv.vn']",
        "link[href*='mediacdn.vn']",
        "script[src*='contentscdn']",
    )
    hosts = (
        "tuoitre.vn",
        "thanhnien.vn",
        "nld.com.vn",
        "vtv.vn",
        "danviet.vn",
        "baochinhphu.vn",
        "chinhphu.vn",
        "cafef.vn",
        "soha.vn",
    )
    title = ("h1[data-role='title']", "h1.detail-title", ".detail-title", "h1.article-title", "h1.title", "h1")
    lead = ("[data-role='sapo']", ".detail-sapo", ".sapo-detail", "h2.sapo", "p.sapo", ".sapo")
    body = (
        ".detail-content[data-role='content']",
        ".detail-content",
        ".afcbc-body",
        "[data-role='content']",
        ".detail-cmain",
    )
    byline = (
        "[data-role='author']",
        "[data-role='source']",
        ".detail-author",
        ".author-info .name",
        ".author-info-top .name",
        ".detail-info .name",
        ".detail-content .author",
        "p.author",
        ".p-author .author",
        ".author",
    )
    date = (
        "[data-role='publishdate']",
        ".detail-time",
        ".detail-info .time",
        ".pdate",
        ".date-time",
        ".time",
    )
    section = ("[data-role='cate-name']", ".detail-cate a", "a.category-page__name", ".breadcrumb a:last-of-type")
    tags = ("[data-role='tags'] a", ".detail-tab a", ".detail-tags a", ".tags a")
    captions = _CAPTIONS
    noise = _NOISE


class ImsSapo(Layout):
    """The version of about 2016 to 2022 (Tuổi Trẻ, VTV, Tổ quốc): `h2.sapo`, `#main-detail-body` or `.fck`."""

    name = "ims-sapo"
    signs = (
        "#main-detail-body, .content.fck, .ta-justify, #divNewsContent, .entry-body.ta-justify",
        ".sapo, .txt-head, .sapo-detail",
    )
    title = (
        "h1.article-title",
        "h1.title_detail",
        "h1.title-2",
        ".titledetail h1",
        ".title-content",
        "h1.entry-title",
        "h1",
    )
    lead = ("h2.sapo", ".sapo-detail", "h2.txt-head", "p.sapo", ".sapo")
    body = ("#main-detail-body", ".content.fck", ".ta-justify", "#divNewsContent")
    byline = (".author-info .author", ".nguon-tin-detail", ".news-info b", "p.author", ".author")
    date = (".date-time", ".ngayxuatban", ".tool-bar .date", ".news-info .time", ".time")
    section = (".bread-crumbs a:last-of-type", ".breadcrumb a:last-of-type", "[data-role='cate-name']")
    tags = (".tags-container a", ".block-key a", ".tags a")
    captions = _CAPTIONS
    noise = (*_NOISE, ".tinlienquanold", ".tlqdetailtotal", ".totaltlqbotcontent", ".displaynone", ".relate")


class ImsKenh(Layout):
    """Kenh14, GenK, aFamily: `kbwc-title`, `knc-sapo`, `knc-content`."""

    name = "ims-kenh"
    signs = (".knc-content",)
    title = ("h1.kbwc-title", ".kbwc-title", "h1")
    lead = (".knc-sapo", "h2.sapo")
    body = (".knc-content",)
    byline = (".kbwcm-author", ".kbwcm-source a", ".kbwcm-source")
    date = (".kbwcm-time",)
    section = (".kbwcs-cate a", ".kmli-active a", ".breadcrumb a:last-of-type")
    tags = (".klwcnt-tags a", ".knt-list a", ".tags a")
    captions = _CAPTIONS
    noise = _NOISE


class ImsNews(Layout):
    """Soha and CafeF of about 2016 to 2021: `news-title`, `news-sapo`, `news-content` or `contentdetail`."""

    name = "ims-news"
    signs = (".news-content, .contentdetail", ".news-sapo, .totalcontentdetail, .dateandcat")
    title = ("h1.news-title", ".totalcontentdetail h1.title", "h1")
    lead = (".news-sapo", ".totalcontentdetail .sapo", ".sapo")
    body = (".detail-body .news-content", ".news-content", ".contentdetail")
    byline = (".news-info .author", ".news-info b", "header .author", ".author", ".source-name", ".source")
    date = (".op-published", ".pdate", ".news-info time")
    section = (".dateandcat a", ".breadcrumb a:last-of-type")
    tags = (".tags a",)
    captions = _CAPTIONS
    noise = _NOISE
