"""Count how often each kind of evidence for a place was right, into `datasets/gazetteer/precision.toml`.

    python datasets/make/precision.py [FILE]        (default: datasets/gazetteer/precision.toml)

Primary places are counted on the labelled articles, the sample press and the test sentences; mentions on the test
sentences, the only texts with all their places labelled. [right, all] a kind; the file is read by
`nlp.localities.precision`. The same texts chose the weights, so the figures flatter slightly.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlp.evaluate import place_key
from nlp.labelled import Labelled, read
from nlp.localities.find import find_localities, read_places
from nlp.localities.precision import kinds
from nlp.localities.scoring import answers, key_of

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ("datasets/labelled", "datasets/sample_press/labelled.jsonl", "tests/nlp/cases/localities.jsonl",
         "tests/nlp/cases/localities_unseen.jsonl", "tests/nlp/cases/localities_unseen_2.jsonl")  # fmt: skip


def main() -> None:
    """Count and write."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "datasets" / "gazetteer" / "precision.toml"
    right: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for row in read([ROOT / text for text in TEXTS]):
        count(row, right, every)
    lines = ["# How often each kind of evidence was right: [right, all]. Written by datasets/make/precision.py."]
    for table, names in kinds().items():
        lines += ["", f"[{table}]"]
        lines += [f'"{name}" = [{right[table, name]}, {every[table, name]}]' for name in names]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(every.values())} readings counted")


def count(row: Labelled, right: Counter[tuple[str, str]], every: Counter[tuple[str, str]]) -> None:
    """Add one text's readings to the counts."""
    if row.labels.get("primary_locality"):
        found, kind = read_places(row.document)[:2]
        if found and kind:
            every[kind] += 1
            then = found[0].then
            said = {"name": then.name, "level": then.level, "province": then.province}
            right[kind] += place_key(said) == place_key(row.labels["primary_locality"])
    if row.labels.get("mentions") is not None:
        truth, _ = answers(row.labels["mentions"], find_localities(row.document))
        for mention in read_places(row.document)[2]:
            if mention.unit is not None:
                keys = {
                    key_of(mention.text, mention.unit.unit(row.document.day), coded=coded) for coded in (True, False)
                }
                every["mention", mention.kind] += 1
                right["mention", mention.kind] += bool(keys & truth)


if __name__ == "__main__":
    main()
