"""Hard signs of one night, which need no history: no answer, a closed door, pages without text."""

import datetime
from collections.abc import Iterable, Sequence

from corpus.evidence import Night, thresholds
from corpus.finding import Finding


def signs(night: Night, down: int, was_down: int, past: Sequence[Night] = ()) -> Iterable[Finding]:
    """What is plainly wrong. `down` counts the nights without an answer up to this one, `was_down` up to the one
    before. `past` holds the nights it will be compared with, none where there are too few: then single pages that
    failed are named, and most pages without text are enough."""
    if not night.timed:
        yield Finding("clock", "started_at")
    if night.down:
        yield _no_answer(night, down)
    else:
        if was_down:
            yield Finding("returned", "lists", was_down)
        yield from _doors(night)
        yield from _texts(night)
        yield from _pages(night, past)
    if night.counts["put_off"]:
        yield Finding("put_off", "put_off", night.counts["put_off"])


def not_lately(night: Night, dates: list[datetime.date]) -> list[Finding]:
    """For a source that the crawls since its last night did not ask; `dates` are those of all nights read. One that was
    not asked in any of them is taken to have left the source files."""
    since = sum(date > night.date for date in dates)
    if not night.timed or since < thresholds()["down"]["failing"]:
        return []
    gone = all(date > night.date for date in dates)
    return [Finding("no_longer" if gone else "not_lately", "nights", since, reason=night.date.isoformat())]


def _no_answer(night: Night, down: int) -> Finding:
    long = down >= thresholds()["down"]["failing"]
    if not night.asked:
        return Finding("not_asked_long" if long else "not_asked", "lists", down)
    if night.of("shut") or night.shut:
        return Finding("blocked", "robots" if night.of("shut") else "status", down)
    if night.of("unreachable") and long:
        return Finding("blocked", "robots_unreachable", down)
    return Finding("down_long" if long else "down", "lists", down)


def _doors(night: Night) -> Iterable[Finding]:
    """Lists answer, and yet something keeps us out."""
    limit, asked = thresholds()["pages"], night.pages
    if night.failed_lists:
        yield Finding("lists_failed", "lists", night.failed_lists)
    if night.same_text >= limit["same_text"] and night.same_text >= limit["same_share"] * asked:
        yield Finding("same_text", "same_text", night.same_text, (0, limit["same_text"] - 1))
    blocks, errors = night.of("block_pages"), night.of("error_pages")
    if blocks and (not night.counts["stored"] or blocks >= limit["same_share"] * asked):
        yield Finding("block_pages", "block_pages", blocks, (0, 0))
    if errors >= limit["error_pages"] and not night.counts["stored"]:
        yield Finding("error_pages", "error_pages", errors, (0, limit["error_pages"] - 1))


def _texts(night: Night) -> Iterable[Finding]:
    """Pages of a known layout without its body; known articles that lost theirs."""
    limit, new = thresholds()["layout"], night.new
    lost = sum(times for name, times in new.layouts.items() if name.endswith("?"))
    if lost >= thresholds()["shares"]["least"] and lost >= limit["lost"] * new.articles:
        yield Finding("layout_lost", "layout", lost / new.articles, (0.0, limit["lost"]))
    shrunk = thresholds()["pages"]["shrunk"]
    if night.events["shrunk"] >= shrunk:
        yield Finding("shrunk", "shrunk", night.events["shrunk"], (0, shrunk - 1))


def _pages(night: Night, past: Sequence[Night]) -> Iterable[Finding]:
    """Pages that were asked for and gave no article."""
    limit, counts, asked, failed = thresholds()["pages"], night.counts, night.pages, night.failed_pages
    alone = not past or not counts["stored"]
    most = counts["missing"] >= limit["missing_least"] and counts["missing"] >= limit["missing"] * asked
    if most and past:  # one bad night is for the comparison; a source that is always so would teach it
        most = sum([one.counts["missing"] for one in past]) >= limit["missing"] * sum([one.pages for one in past])
    if most:
        yield Finding("bodies_missing", "missing", counts["missing"] / asked, (0.0, limit["missing"]))
    elif counts["missing"] and alone:
        yield Finding("missing", "missing", counts["missing"])
    if failed and alone:
        yield Finding("failed", "failed", failed)
    if not counts["stored"] and (counts["not_articles"] or counts["refused"]):
        yield Finding("barren", "stored", counts["not_articles"] + counts["refused"])
