"""VietNamNet: `/{slug}-{7 digits}.html`, `div#maincontent.maincontent.main-content`.

Structure as many public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".ck-cms-insert-neww-group",
    ".vnn-template-noneditable",
    ".ck-cms-wiki-news-full",
    ".inner-article",
    ".article-relate",
    ".box-taitro",
    ".box-tag",
    ".tag-cotnent",
    ".comment",
    ".vnn-share-social",
    ".newsFeature__related",
)


class VietNamNet(Layout):
    """Since 2022; on pages with a picture across the whole screen `maincontent` is a class only."""

    name = "vietnamnet"
    signs = (".maincontent, #maincontent", ".content-detail-title, .content-detail-sapo")
    marks = ("link[href*='vnncdn.net']", "script[src*='vnncdn.net']")
    hosts = ("vietnamnet.vn",)
    title = ("h1.content-detail-title", ".content-detail-title", "h1")
    lead = (".content-detail-sapo",)
    body = ("#maincontent", ".maincontent.main-content", ".maincontent", ".content-detail-body")
    byline = (
        ".article-detail-author__info .name",
        ".article-detail-author__main .name",
        ".article-detail-author .name",
        ".article-detail-author__info a",
        ".newFeature__author-info .name",
    )
    date = (".bread-crumb-detail__time", ".bread-crumb-detail time", ".content-detail-time")
    section = (".bread-crumb-detail li:last-child a", ".bread-crumb-detail a:last-of-type")
    tags = (".tag-cotnent a", ".tag-content a", ".content-detail__tag a")
    captions = ("figcaption", "figcaption p", ".image_desc")
    noise = _NOISE


class VietNamNetArticle(Layout):
    """Until 2022: `.ArticleDetail`, `#ArticleContent`; the lead is the first paragraph, in bold."""

    name = "vietnamnet-article"
    signs = ("#ArticleContent",)
    title = (".ArticleDetail h1.title", "h1.title", "h1")
    lead = (".ArticleLead", "#ArticleContent .ArticleLead")
    body = ("#ArticleContent",)
    byline = (".ArticleAuthor", "#ArticleContent .bold.text-right")
    date = (".ArticleDateTime .ArticleDate", ".ArticleDate", ".ArticleDateTime")
    section = (".breadcrumb a:last-of-type", ".TopCateName a")
    tags = (".tagBoxContent a", ".tags a")
    captions = (".image_desc", ".ImageBox .image_desc", "figcaption")
    noise = (*_NOISE, ".box-event")
