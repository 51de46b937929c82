"""Tagging speed: words and classifiers, and the whole of Guong's reading, against underthesea's word segmentation alone.

Texts: the articles of `datasets/labelled`, glued to about 8 KB each, the usual length of a provincial report.
"""

import resource
import time
from collections.abc import Callable

from nlp.classify.features import Found, featurise
from nlp.classify.model import installed
from nlp.directives import find_directives
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


def classify(text: Document) -> None:
    """Words and classifiers alone: of the other readers only the documents cited, which are clues."""
    installed().judge(featurise(text, Found(find_directives(text), [], [], [], [])))


def segment(text: Document) -> None:
    """underthesea's words of a body, sentence by sentence."""
    from underthesea import word_tokenize  # not before: other benchmarks borrow the texts of this one

    for a, b in sentences(text.body):
        word_tokenize(text.body[a:b])


def a_second(work: Callable[[Document], object], texts: list[Document]) -> float:
    """Articles a second of processor time: the machine may be shared."""
    start = time.process_time()
    for text in texts:
        work(text)
    return len(texts) / (time.process_time() - start)


def main() -> None:
    """Print articles per second, the ratios, and what loading the models takes."""
    texts = documents()
    start = time.process_time()
    installed()
    loading = time.process_time() - start
    tag(texts[0])
    segment(Document(body="làm nóng máy"))
    half = len(texts) // 2  # each on texts it has not met in this process
    classified, tagged = a_second(classify, texts[:half]), a_second(tag, texts[half:])
    rival = a_second(segment, texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} articles of {SIZE} bytes, a second of processor time on one core")
    print(f"segmentation alone (underthesea)     {rival:6.1f}")
    print(f"words and classifiers (Guong)        {classified:6.1f}   {classified / rival:.2f} times")
    print(f"all tags (Guong)                     {tagged:6.1f}   {tagged / rival:.2f} times")
    print(f"on two cores words and classifiers are {2 * classified / rival:.1f} times underthesea one after another")
    print(f"models loaded in {loading:.2f} s; {memory:.0f} MB at most, underthesea included")


if __name__ == "__main__":
    main()
