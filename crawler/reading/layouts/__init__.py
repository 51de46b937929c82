"""The page layouts of this press, one small class per publishing system.

Adding one: a class with selectors in a module of its own, its name in `LAYOUTS`, a saved page and what it must give
in the tests.
"""

from lxml.html import HtmlElement

from crawler.reading.layouts.base import Layout, may_match, names_on, select, select_all
from crawler.reading.layouts.cmsbody import CmsBody
from crawler.reading.layouts.dcontent import DContent
from crawler.reading.layouts.fck import Fck
from crawler.reading.layouts.font5 import Font5
from crawler.reading.layouts.ims import Ims
from crawler.reading.layouts.joomla import K2, Joomla
from crawler.reading.layouts.maincontent import MainContent
from crawler.reading.layouts.mastercms import MasterCms
from crawler.reading.layouts.monthly import Monthly, MonthlyChannel
from crawler.reading.layouts.nukeviet import NukeViet
from crawler.reading.layouts.postid import PostId
from crawler.reading.layouts.tables import FontTables, NamedCells

__all__ = ["LAYOUTS", "Layout", "by_name", "may_match", "names_on", "recognise", "select", "select_all"]

# The most telling signs first.
LAYOUTS: tuple[type[Layout], ...] = (
    DContent,
    MainContent,
    MasterCms,
    CmsBody,
    Font5,
    PostId,
    NukeViet,
    K2,
    Joomla,
    Ims,
    Fck,
    Monthly,
    MonthlyChannel,
    NamedCells,
    FontTables,
)


def by_name(name: str) -> type[Layout] | None:
    """The layout of that name, or None."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def recognise(tree: HtmlElement, url: str, names: frozenset[str]) -> type[Layout] | None:
    """The layout whose signs the page carries, or None; `names` as `names_on` gives them."""
    return next((layout for layout in LAYOUTS if layout.recognise(tree, url, names)), None)
