"""Family J: Joomla portals of Party committees; in the oldest, headings are table cells, `<title>` the site's name.

From the markup of Joomla's own templates and of the K2 extension, which are public.
"""

from crawler.reading.layouts.base import Layout

_GENERATOR = ("meta[name='generator'][content*='Joomla']",)


class Joomla(Layout):
    """Joomla 1.5: two `table.contentpaneopen`, the first with the headings, the second with the text."""

    name = "joomla"
    marks = _GENERATOR
    signs = ("td.contentheading", "table.contentpaneopen td:not(.contentheading) p")
    absent = ("td.contentheading > a",)  # on list pages the heading is a link to the article
    title = ("td.contentheading",)
    body = ("table.contentpaneopen td:not(.contentheading):not(.createdate):not(.contentheading_section)",)
    byline = (".createby",)
    date = ("td.createdate", ".modifydate")
    section = ("td.contentheading_section", ".componentheading")
    noise = ("td.buttonheading", "td.createdate", ".modifydate", ".createby")


class JoomlaItem(Layout):
    """Joomla 2.5 to 5: `.item-page` (`.com-content-article`), lead and body in one element."""

    name = "joomla-item"
    signs = (".item-page, .com-content-article",)
    absent = (".blog", ".blog-featured", ".category-list", ".com-content-category-blog")
    marks = _GENERATOR
    title = (
        ".page-header h2",
        ".page-header h1",
        ".item-page > h2",
        ".item-page > h1",
        ".item-page h2",
        ".item-page h1",
        "h1",
    )
    lead = (".item-page .introtext",)
    body = (".item-page [itemprop='articleBody']", ".com-content-article__body", ".item-page", ".com-content-article")
    byline = (".article-info .createdby span", ".article-info .createdby", ".createdby")
    date = (".article-info .published time", ".article-info .published", ".article-info .create", ".article-info time")
    section = (".article-info .category-name a", ".article-info .category-name", ".breadcrumb li:last-child a")
    tags = (".item-page .tags a", ".tags a")
    captions = ("figcaption", ".img_caption p", ".wf_caption span", "p.img_caption")
    noise = (
        ".page-header",
        ".article-info",
        ".icons",
        ".pager",
        ".pagenav",
        ".pagination",
        ".tags",
        ".content_rating",
        ".content_vote",
        ".relateditems",
        ".mod-relateditems",
        ".actions",
        ".btn-group",
    )


class K2(Layout):
    """K2, the article extension (`/item/{id}-{slug}.html`)."""

    name = "k2"
    signs = (".itemView, #k2Container", ".itemBody, .itemFullText")
    absent = (".itemListView", ".itemList")
    title = (".itemTitle", "h2.itemTitle")
    lead = (".itemIntroText",)
    body = (".itemFullText", ".itemBody")
    byline = (".itemAuthor a", ".itemAuthor")
    date = (".itemDateCreated",)
    section = (".itemCategory a",)
    tags = (".itemTags a",)
    captions = (".itemImageCaption",)
    noise = (".itemToolbar", ".itemLinks", ".itemRelated", ".itemSocialSharing", ".itemRatingBlock")
