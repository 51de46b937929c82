"""Named models (mô hình, phong trào, cách làm …): quoted names the text introduces or explains, and unquoted ones.

A quotation is a name when what stands before it, behind it and in it says so (`nlp.mentions.quoted`). Without marks a
name is taken where its bounds are clear: a known name, or a capital behind "mô hình" up to the next function word.
"""

import re
from functools import cache

from nlp.mentions.knowledge import MAX_READ, either, key_of, starts_word, word_set, words
from nlp.mentions.quoted import quoted_names
from nlp.records import Document, FieldName, NamedModel, Span
from nlp.text import canonical, fold

MAX_MODELS = 60  # per article: the longest list of models read in one article held fewer than thirty
MAX_WORDS = 8  # of an unquoted name: longer ones are sentences
Bounds = tuple[int, int]


@cache
def _known() -> re.Pattern[str]:
    know = words("models")
    return re.compile(
        rf"(?:{either(know['strong'])})\s(?:[^\W\d_]{{1,12}}\s){{0,2}}?"
        rf"(?P<name>{either(know['known'])})(?![^\W\d_])"
    )


@cache
def _unquoted() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('models')['unquoted'])}) (?=[^\W\d_])")


def find_models(doc: Document) -> list[NamedModel]:
    """The named models of an article, each once, with all the places its name stands; at most MAX_MODELS."""
    names: dict[str, NamedModel] = {}
    texts = [(name, text[:MAX_READ], key_of(text[:MAX_READ])) for name, text in doc.fields()]
    for field, text, key in texts:
        known = [
            (match.start("name"), match.end("name"))
            for match in _known().finditer(key)
            if starts_word(key, match.start())
        ]
        for start, end in sorted({*quoted_names(text, key), *known, *_capitals(text, key)}):
            shown = text[start:end]
            if _key(shown) in names or len(names) < MAX_MODELS:
                _add(names.setdefault(_key(shown), NamedModel(name=shown)), field, start, end, shown)
    for model in names.values():
        for field, text, key in texts:
            _again(model, field, text, key)
        model.spans.sort(key=lambda span: (("title", "sapo", "body").index(span.field), span.start))
    return list(names.values())


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _add(model: NamedModel, field: FieldName, start: int, end: int, shown: str) -> None:
    if not any(s.field == field and s.start < end and start < s.end for s in model.spans):
        model.spans.append(Span(field, start, end, shown))


def _again(model: NamedModel, field: FieldName, text: str, key: str) -> None:
    """The other places a found name stands, quoted or not."""
    name, at = canonical(model.name), 0
    while len(model.spans) < MAX_MODELS and (at := key.find(name, at)) >= 0:
        end = at + len(name)
        if not key[max(0, at - 1) : at].isalpha() and not key[end : end + 1].isalpha():
            _add(model, field, at, end, text[at:end])
        at = end


def _capitals(text: str, key: str) -> list[Bounds]:
    """Unquoted names that begin with a capital: "mô hình Nuôi heo đất của chi hội"."""
    found: list[Bounds] = []
    ends, no_names = word_set("models", "unquoted_ends"), word_set("models", "not_unquoted")
    for match in _unquoted().finditer(key):
        if not text[match.end()].isupper() or not starts_word(key, match.start()):
            continue
        start = end = match.end()
        parts = [start + m.start() for m in re.finditer(r"[^\W\d_][\w-]*", text[start : start + 100])]
        count = 0
        for at in parts[: MAX_WORDS + 1]:
            word = re.compile(r"[\w-]+").match(text, at)
            if word is None or (count and text[end:at] != " ") or key[at : word.end()] in ends:
                break
            end, count = word.end(), count + 1
        first, *rest = text[start:end].split(" ") or [""]
        small = bool(rest) and rest[0].islower() and first[:1].isupper() and not first.isupper()
        if small and 2 <= count <= MAX_WORDS and canonical(first) not in no_names:
            found.append((start, end))
    return found
