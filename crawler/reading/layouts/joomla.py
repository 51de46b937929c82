"""Family J: Joomla portals of Party committees; headings are table cells, `<title>` is the name of the site."""

from crawler.reading.layouts.base import Layout


class Joomla(Layout):
    """Joomla 1.5: two `table.contentpaneopen`, the first with the headings, the second with the text."""

    name = "joomla"
    # On list pages the heading is a link to the article.
    signs = ("td.contentheading:not(:has(> a))", "table.contentpaneopen td:not(.contentheading) p")
    title = ("td.contentheading",)
    body = ("table.contentpaneopen td:not(.contentheading):not(.createdate):not(.contentheading_section)",)
    byline = (".createby",)
    date = ("td.createdate", ".modifydate")
    section = ("td.contentheading_section", ".componentheading")
    noise = ("td.buttonheading", "td.createdate", ".modifydate", ".createby")


class K2(Layout):
    """K2, the article extension (`/item/{id}-{slug}.html`)."""

    name = "k2"
    signs = (".itemView, #k2Container", ".itemBody, .itemFullText")
    title = (".itemTitle", "h2.itemTitle")
    lead = (".itemIntroText",)
    body = (".itemFullText", ".itemBody")
    byline = (".itemAuthor a", ".itemAuthor")
    date = (".itemDateCreated",)
    section = (".itemCategory a",)
    tags = (".itemTags a",)
    captions = (".itemImageCaption",)
    noise = (".itemToolbar", ".itemLinks", ".itemRelated", ".itemSocialSharing", ".itemRatingBlock")
