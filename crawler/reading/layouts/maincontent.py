"""Family B: `/{slug}-{id}.html`, `div.b-maincontent .entry`; headline and "AUTHOR • dd/mm/yyyy" again inside."""

from crawler.reading.layouts.base import Layout


class MainContent(Layout):
    """The page a reader gets today."""

    name = "maincontent"
    signs = (".b-maincontent",)
    title = (".c-detail-head__title", "h1.sc-longform-header-title", "h1")
    lead = (".block-sc-sapo", ".sc-longform-header-sapo")
    body = (".b-maincontent .entry", ".b-maincontent")
    byline = (".sc-author", ".c-detail-head__author", ".sc-longform-header-author", ".sc-source")
    date = (".c-detail-head__time", ".sc-longform-header-date")
    section = (".c-detail-head__cat a", ".c-breadcrumb a:last-of-type")
    tags = (".c-tags a",)
    captions = ("figcaption",)
    noise = (".b-inline-related", ".c-related", ".c-box", ".c-share", ".c-tags", ".c-comment", ".access-bar")
