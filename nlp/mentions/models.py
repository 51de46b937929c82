"""Named models (mô hình, phong trào, cách làm …): quoted names behind a word that introduces one, and known names."""

import re
from functools import cache

from nlp.mentions.knowledge import either, words
from nlp.records import Document, NamedModel, Span
from nlp.text import canonical, fold

MAX_WORDS = 14  # longer quotations are sentences somebody said
REACH = 40  # characters between an introducing noun and the first quotation mark; a verb stands right before it
_QUOTED = re.compile('[“"«]([^“”"«»\n]{2,120})[”"»]')
# Between two names of one list: a comma, "và", "gửi" …, no end of a sentence.
_LINK = re.compile(r"\A[\s,;]*(?:(?:và|hoặc|hay|mô hình|phong trào|câu lạc bộ|clb|cùng|với)[\s,]*){0,3}\Z")


@cache
def _introduces() -> re.Pattern[str]:
    know = words("models")
    near = rf"(?:{either(know['nouns'])})(?![^\W\d_])[^.!?:;“”\"\n]{{0,{REACH}}}"
    beside = rf"(?:{either(know['verbs'])})[\s:]*(?:(?:các|những|hai|ba|thành công|hiệu quả)\s*)*"
    return re.compile(rf"(?<![^\W\d_])(?:{near}|{beside})\Z")


@cache
def _known() -> re.Pattern[str]:
    know = words("models")
    return re.compile(
        rf"(?<![^\W\d_])(?:{either(know['strong'])})\s+(?:[^\W\d_]+\s+){{0,2}}?(?P<name>{either(know['known'])})(?![^\W\d_])"
    )


def find_models(doc: Document) -> list[NamedModel]:
    """The named models of an article, each once, with all the places its name stands."""
    names: dict[str, NamedModel] = {}
    for field, text in doc.fields():
        key = canonical(text)
        spans = [*_quoted(text, key), *((m.start("name"), m.end("name")) for m in _known().finditer(key))]
        for start, end in sorted(set(spans)):
            shown = text[start:end]
            model = names.setdefault(_key(shown), NamedModel(name=shown))
            if not any(s.field == field and s.start < end and start < s.end for s in model.spans):
                model.spans.append(Span(field, start, end, shown))
    return list(names.values())


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _quoted(text: str, key: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    last_end, last_was_name = -1, False
    for match in _QUOTED.finditer(text):
        before = key[max(0, match.start() - REACH - 30) : match.start()]
        in_list = last_was_name and _LINK.match(key[last_end : match.start()]) is not None
        introduced = in_list or _introduces().search(before) is not None
        start, end = _trimmed(text, *match.span(1))
        last_was_name = introduced and _is_name(text[start:end], key[start:end])
        last_end = match.end()
        if last_was_name:
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,.":
        start += 1
    while end > start and text[end - 1] in " ,.":
        end -= 1
    return start, end


def _is_name(shown: str, key: str) -> bool:
    if not shown or not (shown[0].isupper() or shown[0].isdigit()) or shown[-1] in "!?…":
        return False
    know = words("models")
    banned = key.startswith("về ") or key in know["never"] or any(phrase in key for phrase in know["never_in"])
    return 2 <= len(key.split()) <= MAX_WORDS and not banned
