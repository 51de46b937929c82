"""Word segmentation against underthesea.word_tokenize, both in the same run on the bundled labelled articles.

    python benchmarks/segmentation.py [FILE_OR_FOLDER…] [--rounds N]

Prints one JSON object: articles, kilobytes, seconds of processor time to load; kilobytes a second of processor time of
`nlp.segment` on the first two thirds of the articles after a cold start, on the last third after those (what a night
of new articles sees) and on all again (median of the rounds); of word_tokenize after a first call on the same
sentences (median); the ratios to it; and how many sentences both cut alike.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from nlp import segment
from nlp.labelled import read
from nlp.text import sentences

LABELLED = Path(__file__).parents[1] / "datasets" / "labelled"


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def kilobytes(text: str) -> float:
    """Size of a text."""
    return len(text.encode()) / 1000


def speed(texts: list[str], work: Callable[[str], object]) -> float:
    """Kilobytes a second."""
    return sum(map(kilobytes, texts)) / seconds(lambda: [work(text) for text in texts])


def alike(text: str, theirs: Callable[[str], list[str]]) -> tuple[int, int]:
    """(sentences cut alike, sentences): the same number of syllables and signs in every word."""
    same, total = 0, 0
    ours = segment.spans(text)
    for start, end in sentences(text):
        words = ["".join(segment.clean(text[a:b]).split()) for a, b in ours if start <= a < end]
        total += 1
        same += [len(word) for word in words] == [
            len("".join(w.split())) for w in theirs(segment.clean(text[start:end]))
        ]
    return same, total


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", default=[LABELLED])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    texts = ["\n".join(text for _, text in row.document.fields()) for row in read(args.paths)]
    first, last = texts[: len(texts) * 2 // 3], texts[len(texts) * 2 // 3 :]

    loading = seconds(lambda: segment.spans("Học tập và làm theo"))
    cold = speed(first, segment.spans)
    new = speed(last, segment.spans)
    again = statistics.median(speed(texts, segment.spans) for _ in range(args.rounds))

    from underthesea import word_tokenize  # not before: importing it warms what loading is measured on

    word_tokenize("Học tập và làm theo")
    counts = [alike(text, word_tokenize) for text in texts]

    def theirs(text: str) -> None:
        for start, end in sentences(text):
            word_tokenize(text[start:end])

    other = statistics.median(speed(texts, theirs) for _ in range(args.rounds))
    result = {
        "articles": len(texts),
        "kilobytes": round(sum(kilobytes(text) for text in texts)),
        "loading_seconds": round(loading, 2),
        "kb_per_second": {"cold": round(cold), "new": round(new), "again": round(again), "underthesea": round(other)},
        "ratio": {"cold": round(cold / other, 1), "new": round(new / other, 1), "again": round(again / other, 1)},
        "sentences_alike": [sum(same for same, _ in counts), sum(total for _, total in counts)],
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
