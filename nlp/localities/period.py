"""Which units a name could mean on the day it was written."""

import re

from nlp.localities.cues import cues
from nlp.localities.gazetteer import MERGER_DAY, Place
from nlp.localities.mention import Mention
from nlp.records import Document

LAST_FORMER_DAY = "2025-06-30"
_RECENT = re.compile(r"\b20(?:2[6-9]|[3-9]\d)\b")  # years in which districts no longer exist
_FORMER_WORDS = frozenset(("huyện", "quận", "thị xã", "thị trấn"))


def reading_day(doc: Document, mentions: list[Mention]) -> str:
    """The day by which names are read. Without a date: the last day of the former system when the article names
    districts (or nothing speaks for today's), else the first day of today's."""
    if doc.day:
        return doc.day
    words = [m.cue.word for m in mentions if m.cue and m.cue.kind == "unit" and not m.past]
    bodies = [m for m in mentions if m.cue and m.cue.kind == "body" and m.cue.levels == ("district",)]
    if bodies or any(word in _FORMER_WORDS for word in words):
        return LAST_FORMER_DAY
    recent = "đặc khu" in words or any(_RECENT.search(text) for _, text in doc.fields())
    named = [m for m in mentions if m.headed and m.pool and not m.past]
    today_only = sum(all(not p.former for p in m.pool) for m in named)
    former_only = sum(all(p.former for p in m.pool) for m in named)
    return MERGER_DAY if (recent and not former_only) or today_only > former_only else LAST_FORMER_DAY


def in_time(mention: Mention, day: str) -> None:
    """Keep the units of the time: on the day, else (or when called former) those before it, the latest first."""
    pool = mention.pool
    cue = mention.cue
    valid = [p for p in pool if p.valid(day)]
    before = [p for p in pool if p.until is not None and p.until < day]
    past = mention.past or (cue is not None and cue.kind == "unit" and cue.word in _FORMER_WORDS and day >= MERGER_DAY)
    if before and (past or not valid):
        ended = max(p.until or "" for p in before)
        # A name used in the old way on purpose means the last units that bore it; by itself only behind a unit word.
        # So does a bare name that no other unit of the day bears, if it is not also a person's ("Hà Tây").
        kept = past or mention.headed or day >= MERGER_DAY
        valid = [p for p in before if p.until == ended] if kept else _gone_provinces(before, mention)
    elif not mention.headed and before and valid and all(p.level == "commune" for p in valid):
        if day >= MERGER_DAY:
            # "nhân dân Bến Tre" after the mergers: the province that was, or the ward that bears its name.
            valid = valid + [p for p in before if p.level == "province" and p.until == LAST_FORMER_DAY]
        else:
            valid = _gone_provinces(before, mention) or valid
    if cue is not None and cue.word == "thành phố" and cue.kind in ("unit", "body"):
        valid = _cities(valid, day) or _cities(before, day) or valid
    mention.pool = valid


def _gone_provinces(places: list[Place], mention: Mention) -> list[Place]:
    """Those for which a bare name stands after their end: provinces whose name is not also a person's ("Hà Tây")."""
    if mention.key in cues().doubtful:
        return []
    return [p for p in places if p.level == "province" and p.until != LAST_FORMER_DAY]


def _cities(places: list[Place], day: str) -> list[Place]:
    """Those that are cities: districts that ever were one (ranks rise late in our tables), provinces on that day."""
    return [p for p in places if (p.word_on(day) == "thành phố" if p.level == "province" else "thành phố" in p.words)]
