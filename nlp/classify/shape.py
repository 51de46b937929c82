"""How a text is told: quotes, questions, numbers, lists. Densities only, so that they mean the same at any length."""

import math
import re

from nlp.records import Document
from nlp.text import canonical

SHORTEST = 300  # characters: a density over less says nothing
MOST = 2.0  # no clue is larger: a page of nothing but numbers is no stronger a sign than one full of them
_QUOTE = re.compile(r"[“\"«]")
_NUMBER = re.compile(r"\d+")
_LIST = re.compile(r"^\s{0,3}(?:\d{1,2}[.)]|[a-zđ]\)|[-•–+*])\s", re.MULTILINE)
_I = re.compile(r"\btôi\b")


def clues(doc: Document) -> dict[str, float]:
    """Clues `shape:*` (0 to 2 each) of body and title."""
    body, title = doc.body, doc.title
    thousands = max(SHORTEST, len(body)) / 1000
    found = {
        "quotes": len(_QUOTE.findall(body)) / thousands / 4,  # a story with much speech has eight in 1,000 characters
        "questions": body.count("?") / thousands,
        "numbers": len(_NUMBER.findall(body)) / thousands / 10,  # a report has some ten
        "percent": body.count("%") / thousands,
        "list": len(_LIST.findall(body)) / thousands,
        "first_person": len(_I.findall(canonical(body))) / thousands,
        "paragraph": math.log1p(len(body) / (body.count("\n") + 1) / 100) / 2,
        "title_number": float(_NUMBER.search(title) is not None),
        "title_quote": float(_QUOTE.search(title) is not None),
        "title_colon": float(":" in title),
        "opens_quoted": float(body.lstrip()[:1] in ("“", '"', "–", "-")) if body else 0.0,
    }
    return {f"shape:{name}": min(MOST, value) for name, value in found.items() if value}
