"""24h: `/{section}/{slug}-c{n}a{7 digits}.html`, `article#article_body`.

Structure as public readers of the site report it.
"""

from crawler.reading.layouts.base import Layout


class HaiBon(Layout):
    """Every class begins with `cate-24h-foot-arti-deta`."""

    name = "24h"
    signs = (
        "#article_body, .cate-24h-foot-arti-deta-info",
        "#article_title, #article_sapo, .cate-24h-foot-arti-deta-sum, .tuht_show",
    )
    hosts = ("24h.com.vn",)
    title = ("#article_title", ".cate-24h-foot-arti-deta-title", "h1.tuht_show", "h1")
    lead = ("#article_sapo", ".cate-24h-foot-arti-deta-sum", "h2.tuht_show")
    body = ("#article_body", ".cate-24h-foot-arti-deta-content-main", ".cate-24h-foot-arti-deta-info")
    byline = (".cate-24h-foot-arti-deta-author", ".nguontin")
    date = (".cate-24h-foot-arti-deta-cre-post", ".updTm", "time")
    section = (".cate-24h-foot-breadcrumb a:last-of-type", ".breadcrumb a:last-of-type")
    tags = (".cate-24h-foot-arti-deta-tags a", ".tags a")
    captions = (".img_chu_thich_anh", "p.img_chu_thich_anh", "figcaption")
    noise = (
        ".bv-lq",
        ".baiviet-bailienquan",
        ".bmTpSeoBlk_rlt_vw",
        "#container_related",
        ".sbNws",
        ".nguontin",
        ".d-lq",
    )
