"""Stories, families and reasons as lines of plain text."""

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.stories import Story
from desk.say import language, printable, text

Tree = Mapping[str, Any]
QUOTED = 90  # characters of a span shown as a reason: one line of a terminal
FEW = 3  # spans shown for a reason
ADDRESSES = 5  # addresses of reprints shown below a story; `guong family` shows all
DEEPEST = 30  # generations drawn to the right; longer chains go straight down


def day(moment: str | None) -> str:
    """The day of a date, or that there is none."""
    return (moment or "")[:10] or text("undated")


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share:.0%}"


def reason(one: Mapping[str, Any]) -> str:
    """One reason: what, its points, the words that say so."""
    words = list(dict.fromkeys(clipped(span["text"]) for span in one["spans"]))[:FEW]
    shown = f": {' | '.join(words)}" if words else ""
    return f"{points(one['weight'], sign=True)} {text('why_' + one['what'])}{shown}"


def points(value: float, *, sign: bool = False) -> str:
    """Points to a tenth, as the language of this call writes decimals."""
    shown = f"{value:+.1f}" if sign else f"{value:.1f}"
    return shown.replace(".", ",") if language() == "vi" else shown


def clipped(words: str) -> str:
    """The beginning of a span, as one line."""
    plain = printable(words[: QUOTED + 1])
    return plain if len(plain) <= QUOTED else plain[:QUOTED].rsplit(" ", 1)[0] + "…"


def story_lines(number: int, story: Story) -> Iterator[str]:
    """A story with its reasons."""
    place = ", ".join(dict.fromkeys(part for part in (story.place, story.province) if part))
    about = [story.source_name or story.source, day(story.published_at), place, story.url]
    yield f"{number}. {printable(story.title)} ({text('stories_score', score=points(story.score))}) [{story.id}]"
    yield f"   {printable(' · '.join(part for part in about if part))}"
    yield f"   {text('stories_why')}:"
    for one in story.reasons:
        yield f"     {reason(one)}"
    members = [url for url in story.reprint["members"] if url != story.url]
    if members:
        left = max(len(members), story.reprint.get("count", 0) - 1) - ADDRESSES  # a record names the first of many only
        more = f" {text('ran_more', count=left)}" if left > 0 else ""
        yield f"   {text('ran_in')}: {printable(' · '.join(members[:ADDRESSES]))}{more}"


def tree_lines(family: Tree, *, step: str = "   ", branch: str = "└─ ") -> Iterator[str]:
    """A family as a tree: who took it from whom, as far as anything tells, and paragraphs shared with others.

    `step` moves a generation to the right, `branch` stands before everyone who took the text from somebody.
    """
    if family["members"] == 1 and not family["roots"][0]["outside"]:
        yield text("tree_alone")
    else:
        yield f"{text('tree_title')} ({family['members']}):"
        for node, depth in _walk(family["roots"]):
            yield f"  {step * min(depth, DEEPEST)}{branch if depth else ''}{member(node, family['original'])}"
    mine = {node["id"] for node, _ in _walk(family["roots"])}
    if family["reuse"]:
        yield f"{text('reuse_title')}:"
    for one in family["reuse"]:
        yield f"  {reused(one, mine)}"


def _walk(roots: list[Any]) -> Iterator[tuple[Any, int]]:
    """Every member with its depth, givers before takers."""
    waiting = [(node, 0) for node in reversed(roots)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in reversed(node["children"])]


def members(family: Tree) -> Iterator[Any]:
    """Every member of a family."""
    return (node for node, _ in _walk(family["roots"]))


def member(node: Tree, original: str | None) -> str:
    """One member: paper, day, address, how it came by the text, what it changed."""
    parts = [f"{printable(node['source_name'] or node['source'])} · {day(node['published_at'])} · {printable(node['url'])}",
             origin(node, original), *edits(node)]  # fmt: skip
    return " – ".join(parts)


def origin(node: Tree, original: str | None) -> str:
    """How a member came by the text."""
    said = printable(node["said"] or "")
    if node["taken_from"] and node["told_by"]:
        return text(f"tree_by_{node['told_by']}", said=said)
    if node["outside"]:
        return text("tree_outside", said=said)
    return text("tree_original" if node["id"] == original else "tree_unknown")


def edits(node: Tree) -> list[str]:
    """What a copy changed: cut, added, another title."""
    found = []
    if node["kept"] is not None and node["kept"] < 0.995:  # noise of a line end or two
        found.append(text("tree_kept", share=percent(node["kept"])))
    if node["own"] is not None and node["own"] >= 0.005:
        found.append(text("tree_own", share=percent(node["own"])))
    if node["title_changed"]:
        found.append(text("tree_title_changed"))
    return found


def reused(one: Tree, mine: set[str]) -> str:
    """A paragraph shared with an article outside the family."""
    taker = one["article_id"] in mine
    other = "from_" if taker else ""
    key = "reuse_unknown" if one["told_by"] is None else "reuse_from" if taker else "reuse_into"
    return text(key, words=one["words"], title=printable(one[f"{other}title"]), source=printable(one[f"{other}source"]),
                day=day(one[f"{other}published_at"]))  # fmt: skip
