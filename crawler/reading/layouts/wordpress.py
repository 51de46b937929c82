"""WordPress: Party schools, unions and departments run it; the theme most seen is tagDiv's Newspaper.

From the markup of WordPress' own themes and of that theme, which is public.
"""

from crawler.reading.layouts.base import Layout


class WordPress(Layout):
    """`entry-title` and `entry-content` come from the h-entry names every theme keeps."""

    name = "wordpress"
    signs = (
        ".entry-content, .td-post-content, .post-content",
        ".entry-title, .tdb-title-text, .post-title",
        # Other systems use the same names for other things, so the page must say that it is WordPress.
        "meta[name='generator'][content^='WordPress'], link[href*='/wp-content/'], script[src*='/wp-includes/']",
    )
    absent = ("body.archive", "body.home", "body.blog", "body.search")
    marks = ("meta[name='generator'][content^='WordPress']",)
    title = ("h1.entry-title", "h1.tdb-title-text", "h1.post-title", ".entry-title", "h1")
    lead = (".td-post-sub-title", ".entry-excerpt", ".entry-summary")
    body = (".td-post-content", ".entry-content", ".post-content")
    byline = (
        ".td-post-author-name a",
        ".entry-author a",
        ".byline .author a",
        ".author.vcard a",
        ".entry-author",
        ".byline .author",
    )
    date = (
        "time.entry-date",
        ".td-post-date time",
        ".td-post-date",
        ".posted-on time",
        ".posted-on",
        ".entry-date",
        ".entry-meta",
    )
    section = (".td-category a", ".cat-links a", ".entry-category a", ".entry-crumbs a:last-of-type")
    tags = ("a[rel='tag']", ".tags-links a", ".td-tags a")
    captions = (".wp-caption-text", "figcaption", ".wp-element-caption")
    noise = (
        ".sharedaddy",
        ".jp-relatedposts",
        ".td-post-sharing",
        ".td-post-sharing-top",
        ".td-post-sharing-bottom",
        ".td-a-rec",
        ".td-g-rec",
        ".yarpp-related",
        ".post-tags",
        ".ez-toc-container",
        ".toc_container",
        ".post-views",
        ".addtoany_share_save_container",
        ".wp-block-latest-posts",
        ".author-box",
        ".post-navigation",
        ".comments-area",
    )
