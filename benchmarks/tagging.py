"""Tagging speed: the whole of Guong's reading against underthesea's word segmentation alone, on the same texts.

Texts: the articles of `datasets/labelled`, glued to about 8 KB each, the usual length of a provincial report.
"""

import time

from nlp.labelled import read
from nlp.paths import datasets
from nlp.records import Document
from nlp.tagger import tag
from nlp.text import sentences

SIZE = 8300  # bytes: the mean of the five real articles in the first measurements
COUNT = 40


def documents() -> list[Document]:
    """COUNT documents of about SIZE bytes."""
    bodies = iter(row.document for row in read([datasets() / "labelled"]))
    made = []
    while len(made) < COUNT:
        first = next(bodies)
        parts, size = [first.body], len(first.body.encode())
        while size < SIZE:
            more = next(bodies, None)
            if more is None:
                break
            parts.append(more.body)
            size += len(more.body.encode())
        made.append(Document(first.title, first.sapo, "\n".join(parts), first.published_at, first.source_province))
        if more is None:
            break
    return made


def main() -> None:
    """Print articles per second of both, and the ratio."""
    from underthesea import word_tokenize

    texts = documents()
    tag(texts[0])
    word_tokenize("làm nóng máy")
    start = time.perf_counter()
    for text in texts:
        tag(text)
    ours = len(texts) / (time.perf_counter() - start)
    start = time.perf_counter()
    for text in texts:
        for a, b in sentences(text.body):
            word_tokenize(text.body[a:b])
    rival = len(texts) / (time.perf_counter() - start)
    print(f"{len(texts)} articles of {SIZE} bytes on one core")
    print(f"all tags (Guong)                     {ours:6.1f} articles/s")
    print(f"segmentation alone (underthesea)     {rival:6.1f} articles/s")
    print(f"ratio                                {ours / rival:6.2f}")


if __name__ == "__main__":
    main()
