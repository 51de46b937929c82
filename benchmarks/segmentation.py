"""Word segmentation against underthesea.word_tokenize, both in the same run on the bundled labelled articles.

    python benchmarks/segmentation.py [FILE_OR_FOLDER…] [--rounds N]

Prints one JSON object: articles, kilobytes, seconds of processor time to load; kilobytes a second of `nlp.segment` on
articles never seen (first round) and on the same again (median of the other rounds), and of word_tokenize after a
first call (median of the rounds), given the same sentences; the two ratios; and how many sentences both cut alike.
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
    size = sum(len(text.encode()) for text in texts) / 1000

    loading = seconds(lambda: segment.spans("Học tập và làm theo"))
    ours = [seconds(lambda: [segment.spans(text) for text in texts]) for _ in range(max(args.rounds, 2))]

    from underthesea import word_tokenize  # not before: importing it warms what loading is measured on

    word_tokenize("Học tập và làm theo")
    cut = [[text[start:end] for start, end in sentences(text)] for text in texts]
    theirs = [seconds(lambda: [word_tokenize(line) for lines in cut for line in lines]) for _ in range(args.rounds)]
    counts = [alike(text, word_tokenize) for text in texts]

    new, again, other = size / ours[0], size / statistics.median(ours[1:]), size / statistics.median(theirs)
    result = {
        "articles": len(texts),
        "kilobytes": round(size),
        "loading_seconds": round(loading, 2),
        "guong_new_kb_per_second": round(new),
        "guong_again_kb_per_second": round(again),
        "underthesea_kb_per_second": round(other),
        "ratio_new": round(new / other, 1),
        "ratio_again": round(again / other, 1),
        "sentences_alike": [sum(same for same, _ in counts), sum(total for _, total in counts)],
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
