"""The page layouts of this press, one small class per publishing system and version.

Adding one: a class with selectors in a module of its own, its name in `LAYOUTS`, a saved page and what it must give
in `tests/crawler/layouts/`; `datasets/make/layout.py` drafts all three (docs/layouts.md).
"""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.reading.layouts.baotintuc import BaoTinTuc, Bnews
from crawler.reading.layouts.base import Layout, is_links, may_match, names_on, select, select_all
from crawler.reading.layouts.cand import Cand
from crawler.reading.layouts.cmsbody import CmsBody, CmsDateline, CmsDetails, CmsMagazine
from crawler.reading.layouts.dantri import DanTri, DanTriArticle, DanTriNews
from crawler.reading.layouts.dcontent import DContent
from crawler.reading.layouts.editor import Editor
from crawler.reading.layouts.fck import Fck, FckPost
from crawler.reading.layouts.font5 import Font5
from crawler.reading.layouts.haibon import HaiBon
from crawler.reading.layouts.ims import Ims, ImsKenh, ImsNews, ImsSapo
from crawler.reading.layouts.joomla import K2, Joomla, JoomlaItem
from crawler.reading.layouts.laodong import LaoDong, LaoDongDetail, LaoDongWrapper
from crawler.reading.layouts.liferay import Liferay
from crawler.reading.layouts.maincontent import MainContent
from crawler.reading.layouts.mastercms import MasterCms
from crawler.reading.layouts.monthly import Monthly, MonthlyArticle, MonthlyChannel, MonthlyPost
from crawler.reading.layouts.nukeviet import NukeViet
from crawler.reading.layouts.post import Post
from crawler.reading.layouts.postid import PostId, PostIdPlain
from crawler.reading.layouts.prose import Prose, SingleEntry
from crawler.reading.layouts.sharepoint import SharePoint
from crawler.reading.layouts.tables import FontTables, NamedCells
from crawler.reading.layouts.vietnamnet import VietNamNet, VietNamNetArticle
from crawler.reading.layouts.vneconomy import BaoDauTu, Intro, VnEconomy
from crawler.reading.layouts.vnexpress import VnExpress, VnExpressSidebar
from crawler.reading.layouts.vov import Vov
from crawler.reading.layouts.vtcnews import VtcNews
from crawler.reading.layouts.wordpress import WordPress
from crawler.reading.layouts.znews import Znews

__all__ = [
    "LAYOUTS",
    "Layout",
    "Match",
    "by_name",
    "match",
    "may_match",
    "names_on",
    "recognise",
    "select",
    "select_all",
]

# The most telling signs first; a page may carry those of several.
LAYOUTS: tuple[type[Layout], ...] = (
    DContent,
    MainContent,
    MasterCms,
    Znews,
    DanTri,
    DanTriArticle,
    DanTriNews,
    VnExpressSidebar,
    VnExpress,
    VietNamNet,
    VietNamNetArticle,
    ImsKenh,
    CmsMagazine,
    CmsDetails,
    CmsBody,
    CmsDateline,
    Font5,
    PostId,
    NukeViet,
    K2,
    Joomla,
    JoomlaItem,
    Cand,
    HaiBon,
    VtcNews,
    VnEconomy,
    BaoDauTu,
    Intro,
    Bnews,
    Ims,
    ImsSapo,
    ImsNews,
    LaoDong,
    LaoDongDetail,
    LaoDongWrapper,
    Prose,
    SingleEntry,
    Fck,
    WordPress,
    Post,
    Vov,
    FckPost,
    Monthly,
    MonthlyArticle,
    MonthlyPost,
    MonthlyChannel,
    PostIdPlain,
    Editor,
    BaoTinTuc,
    Liferay,
    SharePoint,
    NamedCells,
    FontTables,
)


@dataclass(frozen=True, slots=True)
class Match:
    """A layout the page carries. Without `bodies` its marks are there and its body is not: the layout changed."""

    layout: type[Layout]
    bodies: list[HtmlElement]


def by_name(name: str) -> type[Layout] | None:
    """The layout of that name, or None."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def recognise(tree: HtmlElement, url: str, names: frozenset[str]) -> type[Layout] | None:
    """The layout whose signs the page carries, or None; `names` as `names_on` gives them."""
    return next((layout for layout in _hinted_first(url) if layout.recognise(tree, url, names)), None)


def match(tree: HtmlElement, url: str, names: frozenset[str], wanted: str = "auto") -> Match | None:
    """The layout to read a page with: the one `wanted` by name if its body is there, else the one the page carries.

    None for a page of no known system. `names` as `names_on` gives them.
    """
    named = by_name(wanted)
    if named is not None and (bodies := named.bodies(tree, names)):
        return Match(named, bodies)
    changed: type[Layout] | None = named
    for layout in _hinted_first(url):
        if layout.recognise(tree, url, names):
            bodies = layout.bodies(tree, names)
            if bodies and not any(is_links(body) for body in bodies):
                return Match(layout, bodies)
            changed = changed or layout
    changed = changed or next((layout for layout in LAYOUTS if layout.marks and layout.is_marked(tree, names)), None)
    return Match(changed, []) if changed is not None else None


def _hinted_first(url: str) -> tuple[type[Layout], ...]:
    """The layouts, those that name the host of this address first."""
    host = url.split("/", 3)[2].lower().split(":")[0] if url.count("/") >= 2 else ""
    hinted = tuple(one for one in LAYOUTS if any(host == own or host.endswith("." + own) for own in one.hosts))
    return (*hinted, *(one for one in LAYOUTS if one not in hinted)) if hinted else LAYOUTS
