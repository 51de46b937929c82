"""Tagging speed: words and classifiers, and the whole of Guong's reading, against underthesea's word segmentation alone.

Texts: the articles of `datasets/labelled`, each once, glued to about 8 KB, the usual length of a provincial report. On one
core both sides read every text in turn, so that a slow moment of the machine is both's; on two cores two processes of
ours share the texts while underthesea reads them one after another, by the clock.
"""

import multiprocessing
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
COUNT = 40  # of texts where another benchmark asks for some
CORES = 2


def documents(most: int = COUNT) -> list[Document]:
    """At most that many documents of about SIZE bytes."""
    made: list[Document] = []
    parts: list[Document] = []
    for row in read([datasets() / "labelled"]):
        parts.append(row.document)
        if len(made) < most and sum(len(part.body.encode()) for part in parts) >= SIZE:
            first, body = parts[0], "\n".join(part.body for part in parts)
            made.append(Document(first.title, first.sapo, body, first.published_at, first.source_province))
            parts = []
    return made


def classify(text: Document) -> None:
    """Words and classifiers alone: of the other readers only the documents cited, which are clues."""
    installed().judge(featurise(text, Found(find_directives(text), [], [], [], [])))


def segment(text: Document) -> None:
    """underthesea's words of a body, sentence by sentence."""
    from underthesea import word_tokenize  # not before: other benchmarks borrow the texts of this one

    for a, b in sentences(text.body):
        word_tokenize(text.body[a:b])


def in_turn(texts: list[Document], *works: Callable[[Document], object]) -> list[float]:
    """Articles a second of processor time of each, every text read by one after the other."""
    spent = [0.0] * len(works)
    for text in texts:
        for i, work in enumerate(works):
            start = time.process_time()
            work(text)
            spent[i] += time.process_time() - start
    return [len(texts) / one for one in spent]


def by_the_clock(work: Callable[[], object], count: int) -> float:
    """Articles a second."""
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def _ready() -> None:
    """Load all that is loaded with the first article."""
    for work in (classify, tag):
        work(Document(title="Học tập và làm theo Bác", body="Chi bộ thôn Đoài làm nóng máy."))


def main() -> None:
    """Print articles per second, the ratios, and what loading the models takes."""
    texts = documents(1000)
    start = time.process_time()
    installed()
    loading = time.process_time() - start
    _ready()
    segment(Document(body="làm nóng máy"))
    # Processes of their own, as a crawl has them: words and models loaded, none of the texts read before.
    with multiprocessing.get_context("spawn").Pool(CORES, _ready) as pool:
        pool.map(time.sleep, [1.0] * CORES, chunksize=1)  # until both are there
        together = by_the_clock(lambda: pool.map(classify, texts, chunksize=4), len(texts))
    alone = by_the_clock(lambda: [segment(text) for text in texts], len(texts))
    half = len(texts) // 2  # each on texts it has not met in this process
    classified, rival = in_turn(texts[:half], classify, segment)
    tagged, rival_too = in_turn(texts[half:], tag, segment)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} articles of {SIZE} bytes, a second of processor time on one core, read in turn")
    print(
        f"words and classifiers (Guong)        {classified:6.1f}   {classified / rival:.2f} times underthesea's {rival:.1f}"
    )
    print(
        f"all tags (Guong)                     {tagged:6.1f}   {tagged / rival_too:.2f} times underthesea's {rival_too:.1f}"
    )
    print("a second by the clock")
    print(
        f"words and classifiers, {CORES} processes   {together:6.1f}   {together / alone:.2f} times underthesea's {alone:.1f}"
    )
    print(f"models loaded in {loading:.2f} s; {memory:.0f} MB at most, underthesea included")


if __name__ == "__main__":
    main()
