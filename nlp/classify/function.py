"""What the campaign's name does where it stands: reason or occasion of what is told, or list item, wish, slogan, honour."""

import re
import tomllib
from collections import Counter
from functools import cache

from nlp.mentions.knowledge import bounds_of, either, key_of
from nlp.paths import datasets
from nlp.records import Directive, Document, Span

LIST = 3  # separators in a sentence, beside the name, from which it is a list
HONOURS = 2  # other honours in the sentence from which it is a list of them
REACH = 80  # characters before the name in which a word says what it does
# Shares of the body: what is named only behind END is a closing remark, what is named before START an opening.
END, START = 0.85, 0.3
MOST = 60  # names looked at; an article with more is the campaign's by any measure
_SEPARATOR = re.compile(r"[,;](?= )")
_LOWER_UNCLE = re.compile(r"\bbác\b(?! hồ)")
# "Bác Ba Đờn", "Bác tài": southern names by birth order, a driver; the press means Bác Hồ by "Bác" alone.
_OTHER_UNCLE = re.compile(r"[Bb]ác (?:Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Út|Cả|tài|bảo vệ|sĩ|sỹ)\b")


@cache
def _words(key: str) -> re.Pattern[str]:
    data = tomllib.loads((datasets() / "clues" / "function.toml").read_text(encoding="utf-8"))
    return re.compile(rf"(?<![^\W\d_])(?:{either(data[key])})(?![^\W\d_])")


def is_somebody_else(text: str, start: int, end: int, *, cased: bool) -> bool:
    """True when the "bác" at or in `[start, end)` of a printed text is a common word: an uncle, a driver, a doctor.

    `cased`: the text has capitals and small letters, so that a small "bác" says something.
    """
    shown = text[start:end]
    if cased and _LOWER_UNCLE.search(shown):
        return True
    last = shown.rfind("ác")
    return last >= 1 and _OTHER_UNCLE.match(text, start + last - 1) is not None


def clues(doc: Document, names: list[Span], directives: list[Directive]) -> dict[str, float]:
    """Clues `camp:as:*` (0 to 1.5): what the names of the campaign and of its documents do in their sentences.

    `names`: where the campaign is named, in reading order; `directives`: citations of its own documents.
    """
    texts = dict(doc.fields())
    found: Counter[str] = Counter()
    keys = {field: (key_of(text), bounds_of(text)) for field, text in texts.items()}
    cited = [span for directive in directives for span in directive.spans if span.field in texts]
    spans = [*names, *cited]
    for span in spans[:MOST]:
        key, bounds = keys[span.field]
        start, end = next(((a, b) for a, b in bounds if a <= span.start < b), (span.start, span.end))
        found.update(_does(key, start, end, span))
    if not spans:
        return {}
    clues = {f"camp:as:{name}": min(1.5, 0.7 * count) for name, count in found.items()}
    clues |= {f"camp:as:only:{name}": 1.0 for name, count in found.items() if count >= len(spans)}
    at = [_where(span, len(doc.body)) for span in spans]
    if min(at) <= START:
        clues["camp:as:early"] = 1.0
    if min(at) >= END:
        clues["camp:as:end"] = 1.0
    if len(spans) == 1:
        clues["camp:as:once"] = 1.0
    return clues


def _where(span: Span, length: int) -> float:
    return 0.0 if span.field != "body" else span.start / max(1, length)


def _does(key: str, start: int, end: int, span: Span) -> list[str]:
    """What the name at `span` does in the sentence `[start, end)`; "told" when nothing else is seen."""
    before = key[max(start, span.start - REACH) : span.start]
    whole = key[start : span.start] + " … " + key[span.end : end]
    found = [name for name in ("reason", "slogan") if _words(name).search(before)]
    if _words("wish").search(key[start : span.start]):
        found.append("wish")
    if len(_SEPARATOR.findall(whole)) >= LIST:
        found.append("list")
    if len(_words("honour").findall(whole)) >= HONOURS:
        found.append("honour")
    if _words("duty").search(whole):
        found.append("duty")
    return found or ["told"]
