"""Single sentences with what they tell: the field of the deed and who does it.

`datasets/labelled/sentences/*.tsv` hold sentences written for no article: field(s), doers and the sentence, a tab
between. `articles.jsonl` there says the same of sentences of labelled articles, by where they stand.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.labelled import Labelled, LabelledError, numbered
from nlp.text import normalise, sentences

FOLDER = "sentences"  # beside the labelled files
ARTICLES = "articles.jsonl"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the fields of its deed (none: it tells no deed) and those who do it.

    `article`: the id of the article it stands in; empty when it was written by itself. `file`: where it was read, one
    writer's.
    """

    text: str
    fields: tuple[str, ...]
    actors: tuple[str, ...]
    article: str = ""
    file: str = ""


def beside(source: Path, rows: Sequence[Labelled]) -> list[Sentence]:
    """All sentences that stand beside the labelled files of a folder: single ones, and those of the articles `rows`."""
    folder = source / FOLDER
    return [*read(folder), *of_articles(folder, rows)]


def read(folder: Path) -> list[Sentence]:
    """The sentences of a folder's `*.tsv`, none where there is no such folder; raises LabelledError naming file and line."""
    found = []
    for file in sorted(folder.glob("*.tsv")):
        for number, line in numbered(file):
            parts = line.split("\t")
            if len(parts) != 3 or not parts[2].strip():
                raise LabelledError(f"{file.name}, line {number}: not fields, actors and a sentence with tabs between")
            fields, actors = (tuple(filter(None, part.split(","))) for part in parts[:2])
            found.append(Sentence(normalise(parts[2]), fields, actors, file=file.stem))
    return found


def of_articles(folder: Path, rows: Sequence[Labelled]) -> list[Sentence]:
    """Every sentence but the headline of the articles of which `articles.jsonl` says what they tell; what it does not name
    tells no deed.

    Its lines: `id`, and under `told` a list of [part of the article, start, end, fields, actors]. Raises LabelledError
    naming the line where no sentence stands at such a place.
    """
    file = folder / ARTICLES
    if not file.is_file():
        return []
    known = {row.id: row for row in rows}
    found: list[Sentence] = []
    for number, line in numbered(file):
        identity, told = _told(file, number, line)
        if identity not in known:  # somebody trains on a part of the articles
            continue
        for part, text in known[identity].document.fields():
            for start, end in sentences(text):
                fields, actors = told.pop((part, start, end), ((), ()))
                if part != "title":  # a headline names a deed, it does not tell it
                    found.append(Sentence(text[start:end], fields, actors, identity))
        if told:
            raise LabelledError(f"{file.name}, line {number}: no sentence of {identity} stands at {next(iter(told))}")
    return found


def _told(file: Path, number: int, line: str) -> tuple[str, dict[Any, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """The id of a line of `articles.jsonl`, and (part, start, end) → fields and actors."""
    try:
        said = json.loads(line)
        told = {(part, start, end): (tuple(fields), tuple(actors)) for part, start, end, fields, actors in said["told"]}
        return said["id"], told
    except (ValueError, TypeError, KeyError) as error:
        raise LabelledError(f"{file.name}, line {number}: {error!r}") from error
