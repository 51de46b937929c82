"""Family C: `/{slug}-post{id}.html` (also `.tpo`, `.vnp`, `.html`), `div.article__body.zce-content-body.cms-body`.

Nhân Dân, Tiền Phong, SGGP, Vietnam+, Người Đưa Tin, An ninh Thủ đô, Pháp luật TP.HCM and provincial papers. Names as
public readers of these sites report them; no page of theirs was at hand.
"""

from crawler.reading.layouts.base import Layout

_NOISE = (
    ".article-relate",
    ".cms-relate",
    "a.cms-relate",
    ".related-news",
    ".related-story",
    ".article__related",
    ".article__box--related",
    ".article__list--related",
    ".article__other",
    ".article__comment",
    ".article__tag",
    ".article__tags",
    ".article__toolbar",
    ".article__social",
    ".article__meta",
    ".ads_middle",
    ".adsbygoogle",
    ".more-story",
    ".simplebox",
    ".notebox-relate",
    "#sdaWeb_SdaArticleInread",
    "#AdAsia",
    ".audio-box",
    ".article__audio",
)


class CmsBody(Layout):
    """Author and source may stand below the body or inside it."""

    name = "cmsbody"
    signs = (
        ".zce-content-body, .article__body.cms-body, .cms-body, .article__body",
        ".article__title, .cms-title, .article__header, .article__sapo, .cms-desc",
    )
    marks = ("link[href*='/zce/']", "meta.cms-date", "meta.cms-id")
    hosts = (
        "nhandan.vn",
        "tienphong.vn",
        "sggp.org.vn",
        "vietnamplus.vn",
        "baohatinh.vn",
        "baolaocai.vn",
        "baogialai.com.vn",
        "baosonla.vn",
    )
    title = (".article__title", ".cms-title", "h1.article__header", ".article__header h1", "h1")
    lead = (".article__sapo", ".cms-desc", ".article__lead", ".article__desc")
    body = (".article__body", ".zce-content-body", ".cms-body", "[itemprop='articleBody']")
    byline = (".article__author", ".cms-author", ".article__source", ".cms-source", ".author-name")
    date = (
        ".article__meta time",
        ".article__meta .time",
        ".article__meta",
        ".article__date",
        "time.time",
        "time[datetime]",
    )
    section = (
        ".breadcrumb a:last-of-type",
        ".breadcrumbs li:last-child a",
        ".article__breadcrumb a:last-of-type",
        ".article__meta .cate",
        ".main-cate a",
    )
    tags = (".article__tag a", ".article__tags a", ".tags-box a")
    captions = ("td.caption", ".caption", "figcaption", ".cms-caption")
    noise = _NOISE


class CmsMagazine(Layout):
    """The long pages of the same papers (and of Dân trí): every part has a name that begins with `e-magazine`."""

    name = "cmsbody-magazine"
    signs = (".e-magazine__body",)
    title = (".e-magazine__title", ".e-magazine h1", "h1")
    lead = (".e-magazine__sapo", ".e-magazine__desc")
    body = (".e-magazine__body",)
    byline = (".e-magazine__author", ".e-magazine__source")
    date = (".e-magazine__meta time", ".e-magazine__meta", ".e-magazine__time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".article__tag a", ".e-magazine__tags a")
    captions = ("td.caption", ".caption", "figcaption")
    noise = _NOISE


class CmsDetails(Layout):
    """The version of about 2017 to 2022 (Vietnam+, Thanh Niên, SGGP): `details__headline`, `details__content`."""

    name = "cmsbody-details"
    signs = (".details__headline, .details__content",)
    title = (".details__headline", ".title-detail h1", "h1")
    lead = (".details__summary", ".sapo_detail", ".sapo.cms-desc", ".cms-desc", ".details__sapo", ".sapo")
    body = (".details__content .cms-body", ".details__content .content", "#abody", ".cms-body", ".details__content")
    byline = (".details__author .name", ".details__author", ".details__source", ".cms-author")
    date = (".details__meta time", ".details__meta", ".details__time", ".post-time")
    section = (".breadcrumbs a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".details__tags a", ".tags a")
    captions = (".caption", "td.caption", ".imgcaption", "figcaption")
    noise = (*_NOISE, ".details__morenews", ".details__tags", "article.story", ".morenews")


class CmsDateline(Layout):
    """The version before 2017 (Tiền Phong, Thanh Niên): `#headline`, `.article-sapo`, `.article-body`."""

    name = "cmsbody-dateline"
    signs = (".byline-dateline, .article-sapo, .main-article", ".article-body, #abody")
    title = ("#headline", "h1.main-title", ".main-article h1", "h1")
    lead = (".article-sapo", ".article-body .sapo", ".sapo")
    body = ("#abody", ".article-body .body", ".article-body")
    byline = (".article-author", ".author")
    date = (".byline-dateline time", ".byline-dateline", ".main-article .meta time")
    section = (".breadcrumb a:last-of-type",)
    tags = (".article-tags a", ".tags a")
    captions = (".fig", "figcaption", ".caption", "table.imagefull .imgcaption")
    noise = ("article.story", ".morenews", ".article-relate", ".banner", ".article-author", ".article-tags")
