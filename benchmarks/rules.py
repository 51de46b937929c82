"""Speed and quality of the rule readers: articles of 8.3 KB a second on one core, a text of 1 MB, and memory.

`--evidence` counts instead how often each kind of evidence led a citation to the right document, on the test sentences
and the labelled articles, in the form `datasets/directives.toml` keeps under [evidence].
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable

from tagging import SIZE, documents

from nlp.directives import catalogue, find_directives, read_citations
from nlp.directives.citation import Citation
from nlp.evaluate import evaluate
from nlp.labelled import Labelled, read
from nlp.localities import find_localities
from nlp.paths import datasets, home
from nlp.reading import Reading
from nlp.records import Document

CASES = home() / "tests" / "nlp" / "cases"
DIRECTIVES = ("directives.jsonl", "directives_unseen.jsonl", "directives_unseen_2.jsonl")
ROUNDS = 10  # over the same articles: one round takes a fraction of a second
LONG = 1_000_000  # bytes: the text that must be read in five seconds

READERS: dict[str, Callable[[Document], object]] = {
    "directives": find_directives,
    "localities": find_localities,
    "both": lambda document: (find_directives(document), find_localities(document)),
}


def main() -> None:
    """Print speed and memory of each reader, then the scores of the test sentences."""
    texts = documents()
    long = Document(body="\n".join(text.body for text in texts * (1 + LONG // (SIZE * len(texts)))))
    for name, reader in READERS.items():
        reader(texts[0])
        start = time.process_time()
        for _ in range(ROUNDS):
            for text in texts:
                reader(text)
        rate = ROUNDS * len(texts) / (time.process_time() - start)
        start = time.process_time()
        reader(long)
        took = time.process_time() - start
        size = len(long.body.encode()) / 1e6
        print(f"{name:<12} {rate:7.0f} articles/s   {size:.2f} MB in {took:.2f} s")
    print(f"memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB at most")
    for cases in DIRECTIVES:
        print(f"  {cases}")
        quality(cases, lambda document: Reading(directives=find_directives(document)))
    print("  localities.jsonl")
    quality("localities.jsonl", lambda document: Reading(localities=find_localities(document)))


def quality(cases: str, reader: Callable[[Document], Reading]) -> None:
    """Print precision and recall of a reader on its test sentences."""
    axes = evaluate(read([CASES / cases]), lambda row: reader(row.document))["axes"]
    for name, axis in axes.items():
        print(f"{name:<16} {axis['support']:4} sentences   precision {axis['precision']}   recall {axis['recall']}")


def evidence() -> None:
    """Print `[evidence.*]` blocks with the counts."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for row in read([*(CASES / cases for cases in DIRECTIVES), datasets() / "labelled"]):
        for citation in read_citations(row.document):
            truth = _is_right(citation, row)
            if truth is not None:
                right[citation.evidence] += truth
                of[citation.evidence] += 1
    for kind in sorted(of, key=lambda k: -of[k]):
        print(f"[evidence.{kind}]\nright = {right[kind]}\nof = {of[kind]}")


def _is_right(citation: Citation, row: Labelled) -> bool | None:
    """Whether the mention means what the label says; None where no label tells."""
    said = citation.id or next(iter(citation.candidates), None)
    if "citations" not in row.labels:
        if said is None or said not in catalogue():
            return None
        return said in row.labels.get("directives", [])
    text = dict(row.document.fields())[citation.field][citation.start : citation.end]
    same = [label for label in row.labels["citations"] if label["text"] == text]
    if said is None:
        return any(not label.get("id") and not label.get("candidates") for label in same) if same else None
    return any(label.get("id") == said for label in same)


if __name__ == "__main__":
    if "--evidence" in sys.argv:
        evidence()
    else:
        main()
