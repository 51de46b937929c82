"""CoNLL-U (https://universaldependencies.org/format.html): sentences and words, nothing that nobody annotated.

Vietnamese words hold blanks between their syllables, which the format allows in FORM for this language.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from corpus.exporting.each import write_each
from corpus.exporting.words import sentences_of

# What of a record stands in the comments of its document.
_ABOUT = ("url", "source", "published_at", "author", "exemplar", "genre")


def write(records: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    """Write a document for each article; returns how many.

    `sent_id` is article, part (title, sapo, body) and number; `SpaceAfter=No` lets the text be put back together.
    """
    return write_each(records, out, _document)


def _document(record: dict[str, Any]) -> Iterator[str]:
    opening = [f"# newdoc id = {record['id']}\n"]
    opening += [f"# {name} = {_line(record[name])}\n" for name in _ABOUT if record[name]]
    if record["campaign"]["on_campaign"] is not None:
        opening.append(f"# on_campaign = {str(record['campaign']['on_campaign']).lower()}\n")
    for name in ("fields", "actors"):
        if record[name]:
            opening.append(f"# {name} = {' '.join(record[name])}\n")
    paragraphs = 0
    for sentence in sentences_of(record):
        yield from opening
        opening = []
        if sentence.opens:
            paragraphs += 1
            yield f"# newpar id = {record['id']}-p{paragraphs}\n"
        yield f"# sent_id = {record['id']}-{sentence.part}-{sentence.number}\n# text = {_line(sentence.text)}\n"
        for number, word in enumerate(sentence.words, 1):
            misc = "SpaceAfter=No" if word.glued else "_"
            yield f"{number}\t{_line(word.text)}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"
        yield "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
