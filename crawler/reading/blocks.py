"""What a walk over a body yields: printed lines and pictures."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Block:
    """One printed line: its text (one line, normal form) and how it looks; `linked`, `bold`, `italic` are shares.

    `box` numbers the division it stands in; 0 is the body itself.
    """

    text: str
    tag: str = "p"
    classes: frozenset[str] = frozenset()
    align: str | None = None
    linked: float = 0.0
    bold: float = 0.0
    italic: float = 0.0
    box: int = 0


@dataclass(slots=True)
class Picture:
    """One picture: address as printed, `alt`, the lines printed with it."""

    url: str | None
    alt: str = ""
    lines: list[str] = field(default_factory=list)


Item = Block | Picture


def tokens(element: HtmlElement) -> frozenset[str]:
    """The class words of an element, lower case."""
    return frozenset((element.get("class") or "").lower().split())


def is_hidden(element: HtmlElement) -> bool:
    """True for an element a reader does not see."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
