"""Named models (mô hình, phong trào, cách làm …): quoted names the text introduces or explains, and unquoted ones.

A quotation is a name when what stands before it, behind it and in it says so (`nlp.mentions.quoted`). Without marks a
name is taken where its bounds are clear: a known name, or a capital behind "mô hình" up to the next function word.
"""

import re
from dataclasses import replace
from functools import cache, lru_cache

from nlp.mentions import running
from nlp.mentions.knowledge import MAX_READ, either, key_of, starts_word, word_set, words
from nlp.mentions.quoted import quoted_names
from nlp.records import Document, FieldName, NamedModel, Span
from nlp.text import canonical, fold

MAX_MODELS = 60  # per article, and spans per model: the longest list read in one article held fewer than thirty
MAX_WORDS = 8  # of an unquoted name: longer ones are sentences
_WORD = re.compile(r"[\w-]+")
Bounds = tuple[int, int]


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"(?P<noun>{either(words('models')['strong'])})\s(?=[^\W\d_])")


@cache
def _known() -> re.Pattern[str]:
    """A known name with at most two words before it ("mô hình tiết kiệm nuôi heo đất")."""
    return re.compile(rf"(?:[^\W\d_]{{1,12}}\s){{0,2}}?(?P<name>{either(words('models')['known'])})(?![^\W\d_])")


def find_models(doc: Document) -> list[NamedModel]:
    """The named models of an article, each once, with all the places its name stands; at most MAX_MODELS."""
    return [replace(model, spans=list(model.spans)) for model in _models(doc)]


@lru_cache(maxsize=2)  # the tags and the classifiers ask for the same article
def _models(doc: Document) -> tuple[NamedModel, ...]:
    names: dict[str, NamedModel] = {}
    texts = [(name, text[:MAX_READ], key_of(text[:MAX_READ])) for name, text in doc.fields()]
    for field, text, key in texts:
        for start, end in sorted({*quoted_names(text, key), *_unquoted(text, key)}):
            shown = text[start:end]
            if _key(shown) in names or len(names) < MAX_MODELS:
                _add(names.setdefault(_key(shown), NamedModel(name=shown)), field, start, end, shown)
    for model in names.values():
        for field, text, key in texts:
            _again(model, field, text, key)
        model.spans.sort(key=lambda span: (("title", "sapo", "body").index(span.field), span.start))
        _held(model, {field: (text, key) for field, text, key in texts})
    return tuple(names.values())


LOOKED_AT = 6  # places of a name around which its holder is looked for: it is told when the model is introduced


def _held(model: NamedModel, texts: dict[FieldName, tuple[str, str]]) -> None:
    """Who runs the model, and where: from the first place of its name that says so."""
    for span in model.spans[:LOOKED_AT]:
        text, key = texts[span.field]
        held = running.holder(text, key, span.start, span.end)
        if held is not None and model.holder is None:
            model.holder = Span(span.field, *held, text[held[0] : held[1]])
        found = running.place(text, key, span.start, span.end, held)
        if found is not None and model.place is None:
            model.place = Span(span.field, *found, text[found[0] : found[1]])


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _add(model: NamedModel, field: FieldName, start: int, end: int, shown: str) -> None:
    if len(model.spans) < MAX_MODELS and not any(
        s.field == field and s.start < end and start < s.end for s in model.spans
    ):
        model.spans.append(Span(field, start, end, shown))


def _again(model: NamedModel, field: FieldName, text: str, key: str) -> None:
    """The other places a found name stands, quoted or not."""
    name, at = canonical(model.name), 0
    while len(model.spans) < MAX_MODELS and (at := key.find(name, at)) >= 0:
        end = at + len(name)
        if not key[max(0, at - 1) : at].isalpha() and not key[end : end + 1].isalpha():
            _add(model, field, at, end, text[at:end])
        at = end


def _unquoted(text: str, key: str) -> list[Bounds]:
    """Names without quotation marks behind "mô hình", "phong trào" …"""
    found: list[Bounds] = []
    for match in _noun().finditer(key):
        if not starts_word(key, match.start()):
            continue
        known = _known().match(key, match.end())
        if known is not None:
            found.append(known.span("name"))
        elif text[match.end()].isupper() and match["noun"] in word_set("models", "unquoted"):
            found += _capital(text, key, match.end())
    return found


def _capital(text: str, key: str, start: int) -> list[Bounds]:
    """The name that begins with a capital here: "Nuôi heo đất" of "mô hình Nuôi heo đất của chi hội"."""
    end, count = start, 0
    for word in _WORD.finditer(text, start, min(len(text), start + 100)):
        if (count and text[end : word.start()] != " ") or key[word.start() : word.end()] in _ends():
            break
        end, count = word.end(), count + 1
    first, *rest = text[start:end].split(" ")
    # A second word in capitals is a name of a place or a person; a first one wholly in capitals an abbreviation.
    named = bool(rest) and rest[0].islower() and not first.isupper()
    fits = 2 <= count <= MAX_WORDS and canonical(first) not in word_set("models", "not_unquoted")
    return [(start, end)] if named and fits else []


def _ends() -> frozenset[str]:
    return word_set("models", "unquoted_ends")
