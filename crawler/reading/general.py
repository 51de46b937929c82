"""The way behind every layout: where is the article on a page nobody described?

The page is read as lines. Sentences count for the element they stand in; headlines that lead elsewhere and the
excerpts under them do not, nor does what stands under a heading such as "Đọc nhiều". The element with most sentences
after the title is the body, widened where a body is cut in parts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.reading.knowledge import key, keys, openings
from crawler.reading.lines import Line, lines_of
from nlp.text import canonical

_BEFORE = 0.25  # what a line before the title counts
_SHARES = (1.0, 0.5, 0.25)  # what a line counts for the element that holds it, its parent, its grandparent
_WIDEN = 1.25  # times the text an ancestor must hold to be taken instead
_WIDEN_TO_TITLE = 1.8  # the same for one that holds the title
_LOOSE = 20  # characters between elements that are text of their own
_LEVELS = 4  # ancestors tried
_LINKS_PER_TEXT = 120  # characters of sentences a headline must be outweighed by in a part added
_EXCERPT_BOX = 6  # lines of a box with one headline and its excerpt
_PAIRS = 3  # headlines each with an excerpt under it that make a column of them
_MARKED_LEAST = 0.4  # share of a page's sentences that a body marked as such must hold


@dataclass(slots=True)
class Found:
    """The body of a page: its elements, what in them is no article, all lines of the page, and those of the body."""

    bodies: list[HtmlElement]
    left_out: list[HtmlElement]
    lines: list[Line]
    inside: list[Line]

    @property
    def first_sentence(self) -> Line | None:
        """Where the text begins."""
        return next((line for line in self.inside if line.is_running), None)

    @property
    def sentences(self) -> int:
        """Characters of the sentences in the body."""
        return sum(line.size for line in self.inside if line.is_running)

    @property
    def headlines(self) -> int:
        """Headlines between the sentences that lead elsewhere; those after the last one are a list below the article."""
        last = max((n for n, line in enumerate(self.inside) if line.is_running), default=0)
        return sum(line.is_link for line in self.inside[:last])


@dataclass(slots=True)
class _Held:
    """What an element holds: its first line, how many, characters of sentences."""

    first: Line
    lines: int
    sentences: int


def find_body(tree: HtmlElement, heading: HtmlElement | None) -> Found | None:
    """The body on a page of no known layout, or None; `heading` is the element of its title where that is known."""
    root = tree.find("body")
    if root is None:
        return None
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    out: list[HtmlElement] = []
    lines = lines_of(root, kept, out)
    left, boxes = _without_boxes(lines, kept)
    running = [line for line in left if line.is_running and not is_legal(line.text)]
    if not running:
        return None
    best = _marked(running)
    if best is None:
        after = {id(line) for line in left[first_after(left, heading) :]}
        best = _tightened(_widened(_best(running, after), left, kept), running)
    inside = [line for line in left if best in line.path]
    voices = next((n for n, line in enumerate(inside) if n and _is_voices(line.text)), len(inside))
    out += [*boxes, *(line.element for line in inside[voices:] if line.element is not best)]
    bodies = below(best, heading, inside) if best in kept and heading is not None else [best]
    return Found(bodies, [element for element in out if element is not best], lines, inside[:voices])


def is_legal(text: str) -> bool:
    """True for the paper's own words at the foot of its pages."""
    return _is_legal(text[:600])


@lru_cache(maxsize=512)
def _is_legal(text: str) -> bool:
    low = canonical(text)
    return any(word in low for word in openings("general", "legal"))


@lru_cache(maxsize=256)
def _is_voices(text: str) -> bool:
    return len(text) < 40 and key(text.split("(")[0].strip("0123456789 ")) in keys("general", "voices")


def first_after(lines: list[Line], heading: HtmlElement | None) -> int:
    """The number of the first line after the title."""
    if heading is None:
        return 0
    above = {heading, *heading.iterancestors()}
    at = next((n for n, line in enumerate(lines) if heading in line.path), None)
    if at is None:  # an inline element: the line of the block it stands in
        block = next((e for e in heading.iterancestors() if any(line.element is e for line in lines)), None)
        at = next((n for n, line in enumerate(lines) if line.element is block), None)
    if at is None:
        return 0
    while at < len(lines) and (heading in lines[at].path or lines[at].element in above):
        at += 1
    return at


def _without_boxes(lines: list[Line], kept: Collection[HtmlElement]) -> tuple[list[Line], list[HtmlElement]]:
    """(the lines outside boxes that lead elsewhere, those boxes)."""
    holders: dict[HtmlElement, _Held] = {}
    half = sum(line.size for line in lines if line.is_running) / 2
    for line in lines:
        size = line.size if line.is_running else 0
        for above in line.path:
            held = holders.get(above)
            if held is None:
                holders[above] = _Held(line, 1, size)
            else:
                held.lines += 1
                held.sentences += size
    chosen: dict[HtmlElement, None] = {}
    for line in lines:
        heads = not line.is_link and len(line.text) < 60 and key(line.text.split("(")[0]) in keys("related", "headings")
        if not heads and not line.is_link:
            continue
        box = None
        for above in line.path[:-1]:
            held = holders[above]
            if held.first is not line or above in kept:
                break
            if line.is_link and (held.lines > _EXCERPT_BOX or held.sentences > half):
                break
            box = above
        if box is not None:
            chosen[box] = None
    for holder in _columns(lines):
        if holder not in kept:
            chosen[holder] = None
    boxes = set(chosen)
    return [line for line in lines if boxes.isdisjoint(line.path)], list(chosen)


def _columns(lines: list[Line]) -> list[HtmlElement]:
    """Elements whose children are headlines and excerpts in turn, without a box around each pair."""
    pairs: dict[HtmlElement, int] = {}
    held: dict[HtmlElement, int] = {}
    for before, line in zip([None, *lines], lines, strict=False):
        if not line.is_running or len(line.path) < 2:
            continue
        holder = line.path[1]
        held[holder] = held.get(holder, 0) + 1
        if before is not None and before.is_link and holder in before.path:
            pairs[holder] = pairs.get(holder, 0) + 1
    return [holder for holder, count in pairs.items() if count >= _PAIRS and count >= 0.7 * held[holder]]


def _best(running: list[Line], after: Collection[int]) -> HtmlElement:
    """The element that holds most sentences directly; `after` are the ids of the lines after the title."""
    scores: dict[HtmlElement, float] = {}
    for line in running:
        size = line.size * (1.0 if id(line) in after else _BEFORE)
        # A cell or the page itself holds its own text; a paragraph is held by what is around it
        holders = line.path if line.element.tag in ("body", "td") else line.path[1:] or line.path
        for share, holder in zip(_SHARES, holders, strict=False):
            scores[holder] = scores.get(holder, 0) + size * share
    return max(scores, key=lambda e: scores[e])


def _marked(running: list[Line]) -> HtmlElement | None:
    """The element marked up as the body of the article, if a good part of the sentences stands in it."""
    held: dict[HtmlElement, int] = {}
    for line in running:
        for above in line.path:
            if (above.get("itemprop") or "").lower() == "articlebody":
                held[above] = held.get(above, 0) + line.size
    best = max(held, key=lambda e: held[e], default=None)
    return best if best is not None and held[best] >= _MARKED_LEAST * sum(line.size for line in running) else None


def below(best: HtmlElement, heading: HtmlElement, inside: list[Line]) -> list[HtmlElement]:
    """What follows the title within a body that holds it too, unless text stands there without an element of its own."""
    holding = {above for line in inside for above in (line.element, *line.element.iterancestors())}
    found: list[HtmlElement] = []
    for level in (heading, *heading.iterancestors()):
        if level is best:
            return found or [best]
        if len((level.tail or "").strip()) >= _LOOSE or any(
            len((e.tail or "").strip()) >= _LOOSE for e in level.itersiblings()
        ):
            return [best]
        found += [element for element in level.itersiblings() if element in holding]
    return [best]


def _widened(best: HtmlElement, lines: list[Line], kept: Collection[HtmlElement]) -> HtmlElement:
    """An ancestor, where it holds much more text and few headlines beside it: a body cut in parts.

    `kept` are the title and what it stands in: more is asked of those, for they hold the lead as well.
    """
    sizes: dict[HtmlElement, int] = {}
    links: dict[HtmlElement, int] = {}
    for line in lines:
        if line.is_link:
            for above in line.path:
                links[above] = links.get(above, 0) + 1
        elif line.is_running and not is_legal(line.text):
            for above in line.path:
                sizes[above] = sizes.get(above, 0) + line.size
    at, taken = best, best
    for _ in range(_LEVELS):
        wider = at.getparent()
        if wider is None or wider.tag in ("body", "html"):
            break
        gained = sizes.get(wider, 0) - sizes.get(taken, 0)
        more_links = links.get(wider, 0) - links.get(taken, 0)
        least = _WIDEN_TO_TITLE if wider in kept else _WIDEN
        if sizes.get(wider, 0) >= least * sizes.get(taken, 0) and gained >= _LINKS_PER_TEXT * more_links:
            taken = wider
        at = wider
    return taken


def _tightened(best: HtmlElement, running: list[Line]) -> HtmlElement:
    """The deepest element that still holds all sentences."""
    paths = [line.path[: line.path.index(best) + 1] for line in running if best in line.path]
    while paths:
        # The step from `best` inwards that every path takes
        steps = {path[path.index(best) - 1] if path[0] is not best else None for path in paths}
        inner = steps.pop() if len(steps) == 1 else None
        if inner is None or any(path[0] is inner and inner.tag in ("p", "li") for path in paths):
            return best
        best = inner
    return best


def is_scrambled(tree: HtmlElement) -> bool:
    """True for a page whose scripts decrypt something: what a finder then finds is a side box."""
    return any(mark in (script.text or "") for script in tree.iter("script") for mark in ("CryptoJS", "decrypt("))
