"""Vertical text for the IMS Open Corpus Workbench and Sketch Engine: a word a line, structures as tags.

Columns: the word as printed and its key (lower case, one placing of tone marks), syllables joined by `_`. `<g/>` says
that no blank stands between two words; of the values of an attribute that has several, each stands between bars
(`|thrift|economy|`), as both programs read sets.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.sax.saxutils import escape

from corpus.exporting.each import write_each
from corpus.exporting.flat import primary
from corpus.exporting.words import sentences_of
from nlp.text import canonical

_QUOTED = {'"': "&quot;", "\n": " ", "\t": " "}
_GLUE = "<g/>\n"


def write(records: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    """Write a `<text>` for each article; returns how many."""
    return write_each(records, out, _text)


def _text(record: dict[str, Any]) -> Iterator[str]:
    attributes = " ".join(f'{name}="{escape(value, _QUOTED)}"' for name, value in _attributes(record).items())
    yield f"<text {attributes}>\n"
    opened = False
    for sentence in sentences_of(record):
        if sentence.opens:
            yield f'{"</p>" + chr(10) if opened else ""}<p type="{sentence.part}">\n'
            opened = True
        yield "<s>\n"
        for word in sentence.words:
            printed = "_".join(word.text.split())
            yield f"{escape(printed)}\t{escape(canonical(printed))}\n{_GLUE if word.glued else ''}"
        yield "</s>\n"
    yield ("</p>\n" if opened else "") + "</text>\n"


def _attributes(record: dict[str, Any]) -> dict[str, str]:
    on_campaign = record["campaign"]["on_campaign"]
    directives = [d["id"] or d["number"] for d in record["directives"]]
    values = {
        **{name: record[name] for name in ("id", "url", "source", "author")},
        "date": (record["published_at"] or "")[:10], "year": (record["published_at"] or "")[:4],
        "on_campaign": {True: "yes", False: "no"}.get(on_campaign),
        **{name: record[name] for name in ("exemplar", "genre")},
        **{name: value for name, value in primary(record).items() if name != "place_code"},
        "fields": _set(record["fields"]), "actors": _set(record["actors"]), "directives": _set(directives),
    }  # fmt: skip
    return {name: value or "" for name, value in values.items()}


def _set(values: list[Any]) -> str:
    known = dict.fromkeys(str(value).replace("|", "/") for value in values if value)
    return f"|{'|'.join(known)}|" if known else "|"
