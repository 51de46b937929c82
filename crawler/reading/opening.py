"""The picture between the title and the text: with a caption of its own it belongs to the article."""

from collections.abc import Collection
from itertools import islice

from lxml.html import HtmlElement

from crawler.reading.blocks import Block, Picture, tokens
from crawler.reading.dating import following
from crawler.reading.knowledge import words
from crawler.reading.lines import is_furniture
from crawler.reading.pictures import LONGEST_CAPTION
from crawler.reading.walking import walk

_BELOW = 60  # elements after a title looked at; lead, makers and share buttons stand there too
_SIZE = 40  # elements of a box around one picture


def opening(
    heading: HtmlElement | None, bodies: list[HtmlElement], never: Collection[HtmlElement] = ()
) -> list[Picture]:
    """The pictures with a caption that stand after the title and before the text, outside both.

    Portraits of authors, icons and banners have no caption; nothing is looked for in the elements of `never`.
    """
    if heading is None:
        return []
    around = {above for body in bodies for above in body.iterancestors()}
    done: set[HtmlElement] = set(never)
    found: list[Picture] = []
    for element in following(heading, _BELOW):
        if element in bodies:
            return found
        if element in around:
            continue
        if (
            element in done
            or any(above in done for above in islice(element.iterancestors(), 8))
            or is_furniture(element)
        ):
            done.add(element)
            continue
        if element.tag not in ("figure", "table") and tokens(element).isdisjoint(words("pictures", "box_classes")):
            continue
        picture = _captioned(element)
        if picture is not None:
            found.append(picture)
            done.add(element)
    return []  # the body does not follow the title


def _captioned(box: HtmlElement) -> Picture | None:
    if sum(1 for _ in islice(box.iter(), _SIZE + 1)) > _SIZE:
        return None
    items = walk(box)
    pictures = [item for item in items if isinstance(item, Picture)]
    lines = [item.text for item in items if isinstance(item, Block)]
    if len(pictures) != 1 or not lines or sum(map(len, lines)) > LONGEST_CAPTION:
        return None
    pictures[0].lines = lines
    return pictures[0]
