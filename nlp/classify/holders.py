"""Signs that a unit's deeds are told: grassroots units by name, quoted names, the words for a model, against the
vocabulary of paper work (plans, conferences, documents issued) that a report without deeds is full of."""

import math
import re
import tomllib
from collections.abc import Sequence
from functools import cache

from nlp.classify import doers
from nlp.mentions import find_models
from nlp.mentions.knowledge import bounds_of, key_of
from nlp.paths import datasets
from nlp.records import Document
from nlp.text import canonical

_DIGIT = re.compile(r"\d")
SHORTEST = 6  # sentences: a share of fewer says nothing
_QUOTED = re.compile(r"[“\"][^”\"“\n]{3,60}[”\"]")  # longer ones are speech, not names


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A named unit (on canonical text), a word for a model, a word of paper work."""
    data = tomllib.loads((datasets() / "campaign.toml").read_text(encoding="utf-8"))["holder"]

    def words(key: str) -> str:
        return rf"\b(?:{'|'.join(map(re.escape, sorted(map(canonical, data[key]), key=len, reverse=True)))})\b"

    # "Chi bộ xóm Cống Thượng", "tổ dân phố 12": up to two small words may stand between.
    return re.compile(words("units") + r"(?: \w{1,12}){0,3}"), re.compile(words("model")), re.compile(words("paper"))


def clues(doc: Document) -> dict[str, float]:
    """Clues `unit:*` (about 0 to 3 each): named units, names of models, sentences in which a unit does something."""
    body, key = doc.body, key_of(doc.body)
    unit, model, paper = _patterns()
    units = list(unit.finditer(key))
    names = {name for match in units if (name := _name(body, match))}
    models, length = len(model.findall(key)), max(150, len(body))
    found = {
        "unit:named": math.log1p(len(names)),
        "unit:quoted": math.log1p(sum(1 for _ in _QUOTED.finditer(body))) / 2,
        "unit:models": math.log1p(models),
        "unit:paper": min(2.0, 150 * len(paper.findall(key)) / length),
    }
    found |= {f"unit:named{step}": 1.0 for step in (1, 3) if len(names) >= step}
    if models:
        found["unit:model"] = 1.0
    found |= _deeds(key, bounds_of(body), units)
    head = canonical(f"{doc.title}. {doc.sapo or ''}")
    found["unit:head"] = float(unit.search(head) is not None)
    found["unit:head:model"] = float(model.search(head) is not None)
    held = find_models(doc)
    found["unit:held"] = math.log1p(len(held))
    found["unit:held:head"] = float(any(span.field != "body" for one in held for span in one.spans))
    return {name: value for name, value in found.items() if value}


def _deeds(key: str, bounds: Sequence[tuple[int, int]], units: Sequence[re.Match[str]]) -> dict[str, float]:
    """Sentences in which one of the units named is the doer: all, those with a quantity, the most in a row."""
    all_ = counted = run = row = at = 0
    for start, end in bounds:
        acts = False
        while at < len(units) and units[at].start() < end:
            acts = acts or doers.place(key, *units[at].span()) == "doing"
            at += 1
        run = run + 1 if acts else 0
        row = max(row, run)
        all_ += acts
        counted += acts and _DIGIT.search(key, start, end) is not None
    sentences_ = max(SHORTEST, len(bounds))
    return {
        "unit:doing": math.log1p(all_) / 2,
        "unit:doing:share": 2 * all_ / sentences_,
        "unit:counted": math.log1p(counted) / 2,
        "unit:counted:share": 2 * counted / sentences_,
        "unit:row": math.log1p(row) / 2,
    }


def _name(body: str, match: re.Match[str]) -> str:
    """The unit by its name: up to the first word with a capital or digit after the unit's own word; "" without."""
    words = body[match.start() : match.end()].split(" ")
    for place, word in enumerate(words[1:], 1):
        if word[:1].isupper() or word[:1].isdigit():
            return canonical(" ".join(words[: place + 1]))
    return ""
