"""Storing, searching, filtering, counting and taking away, on synthetic corpora, beside plain FTS5 and DuckDB.

    python benchmarks/corpus.py                         10,000 articles of 1,300 syllables (8 KB) and 200,000 of 320 (2 KB)
    python benchmarks/corpus.py --small                 only the 10,000
    python benchmarks/corpus.py --keep FOLDER           leaves the corpora there, and uses those it finds

Times of queries are medians of five after one that warms up, in ms on the clock; `cpu` beside them is processor time,
which says more on a busy machine. Prints JSON lines; ratios are the rival's time over ours.
"""

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # started as a script, the folder of the project is not on it

from benchmarks.corpus_press.made import Press
from benchmarks.corpus_press.rivals import DuckDb, PlainFts5, texts_of
from corpus import Corpus, Filters
from corpus.search import search
from corpus.store import BATCH, prepared
from corpus.tags import save_reading

SIZES = ((10_000, 1_300), (200_000, 320))  # articles, syllables of a body
RUNS = 5
# Words that nearly every article holds, that half hold, that few hold; marked, bare and mixed; phrase, number, prefix.
QUERIES = ("học tập", "hoc tap", '"học tập"', "nhân dân", "đảng vien", '"tư tưởng, đạo đức"', "05-CT/TW", "theo*",
           "NEAR(học theo, 4)", "học NOT dân", "xyz")  # fmt: skip
COMPARED = ("học tập", "nhân dân")  # what all can be asked in the same words
FILTERS = {
    "on campaign": Filters(on_campaign=True), "off campaign": Filters(on_campaign=False),
    "province": Filters(province="22"), "province then": Filters(province_then="Quảng Ninh"),
    "field": Filters(field="thrift"), "lineage": Filters(directive="CT05-2016+"), "era": Filters(era="thought"),
    "one per family": Filters(one_per_family=True),
    "four at once": Filters(on_campaign=True, era="thought", field="thrift", province="22"),
}  # fmt: skip


def told(**values: Any) -> None:
    """Print one line."""
    print(json.dumps(values, ensure_ascii=False), flush=True)


def timed(work: Callable[[], Any]) -> dict[str, float]:
    """Median milliseconds of some work, warm."""
    work()
    clock, cpu = [], []
    for _ in range(RUNS):
        at, spent = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - at)
        cpu.append(time.process_time() - spent)
    return {"ms": round(1000 * statistics.median(clock), 1), "cpu": round(1000 * statistics.median(cpu), 1)}


def fill(path: Path, count: int, words: int) -> None:
    """Store `count` articles with their tags; tells how many a second, each part by itself."""
    clock = {"prepare": 0.0, "store": 0.0, "tags": 0.0}
    cpu = dict(clock)

    def part(name: str, work: Callable[[], Any]) -> Any:
        at, spent = time.perf_counter(), time.process_time()
        result = work()
        clock[name] += time.perf_counter() - at
        cpu[name] += time.process_time() - spent
        return result

    articles = Press(words).articles(count)
    with Corpus(path) as corpus:

        def store(ready: list[Any]) -> list[str]:
            with corpus.writing():
                return [corpus.save_article(one) for one in ready]

        def tag(rows: list[Any]) -> None:
            with corpus.writing():
                for identity, one, reading in rows:
                    save_reading(corpus, identity, reading, tagger="synthetic", sha256=one.sha256)

        for at in range(0, count, BATCH):
            batch = [next(articles) for _ in range(min(BATCH, count - at))]
            ready = part("prepare", lambda batch=batch: [prepared(article) for article, _ in batch])
            ids = part("store", lambda ready=ready: store(ready))
            rows = [(identity, one, reading) for identity, one, (_, reading) in zip(ids, ready, batch, strict=True)]
            part("tags", lambda rows=rows: tag(rows))
    told(what="insert, articles a second", articles=count, **{name: round(count / spent) for name, spent in clock.items()},
         prepare_and_store=round(count / (clock["prepare"] + clock["store"])),
         cpu={name: round(count / spent) for name, spent in cpu.items()})  # fmt: skip


def together(folder: Path, words: int, count: int = 4_000) -> None:
    """`save_articles`: the next batch is made ready while one is stored."""
    articles = [article for article, _ in Press(words).articles(count)]
    with Corpus(folder / "together.db") as corpus:
        at = time.perf_counter()
        stored = sum(1 for _ in corpus.save_articles(articles))
        told(
            what="save_articles, articles a second",
            articles=stored,
            a_second=round(stored / (time.perf_counter() - at)),
        )


def sizes(corpus: Corpus) -> None:
    """Megabytes of texts, of both forms of the index, and of all else."""
    texts = corpus.conn.execute(
        "SELECT sum(length(CAST(title || coalesce(sapo, '') || body AS BLOB))) FROM articles"
    ).fetchone()[0]
    parts = dict(corpus.conn.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    index = sum(size for name, size in parts.items() if name.startswith("search_"))
    told(what="megabytes", texts=round(texts / 1e6, 1), search_index=round(index / 1e6, 1),
         selectors=round(parts["selectors"] / 1e6, 1), file=round(sum(parts.values()) / 1e6, 1),
         index_of_texts=round(index / texts, 2))  # fmt: skip


def searching(corpus: Corpus) -> dict[str, float]:
    """Every query's time; returns the processor time of each."""
    seen = {}
    for query in QUERIES:
        spent = timed(lambda query=query: search(corpus, query))
        seen[query] = spent["ms"]
        told(what="search", query=query, total=search(corpus, query, limit=1)["total"], **spent)
    return seen


def filtering(corpus: Corpus) -> None:
    """Every filter alone (its count and its newest twenty), and with words."""
    for name, filters in FILTERS.items():
        alone = timed(lambda filters=filters: search(corpus, "", filters))
        with_words = timed(lambda filters=filters: search(corpus, "nhân dân", filters))
        told(what="filter", filter=name, total=search(corpus, "", filters, limit=1)["total"], **alone,
             with_words=with_words)  # fmt: skip


def comparing(path: Path, folder: Path, ours: dict[str, float]) -> None:
    """The same texts and queries elsewhere."""
    for make in (PlainFts5, DuckDb):
        file = folder / f"{make.__name__}.db"
        rival = make(file)
        at, count = time.perf_counter(), 0
        for batch in texts_of(path):
            rival.add(batch)
            count += len(batch)
        if isinstance(rival, DuckDb):
            rival.ready()
        spent = time.perf_counter() - at
        told(what="rival", rival=rival.name, insert=round(count / spent), megabytes=round(file.stat().st_size / 1e6, 1))
        for query in COMPARED:
            taken = timed(lambda rival=rival, query=query: rival.search(query))
            told(what="rival", rival=rival.name, query=query, total=rival.search(query)[0], **taken,
                 times_ours=round(taken["ms"] / ours[query], 2))  # fmt: skip
        rival.conn.close()
        file.unlink()


def exporting(corpus: Corpus) -> None:
    """JSON lines of everything, into memory."""
    from corpus.export import write

    out = io.BytesIO()
    at = time.perf_counter()
    count = write(corpus, Filters(), "jsonl", out)
    told(what="export jsonl, articles a second", a_second=round(count / (time.perf_counter() - at)),
         megabytes=round(out.tell() / 1e6))  # fmt: skip


def counting(path: Path) -> None:
    """Words near a common word, once the words of the articles are there (every syllable is taken for a word)."""
    from corpus.counting.blocks import save
    from corpus.counting.chunks import keep_totals
    from corpus.counting.colloc import colloc

    known: dict[str, int] = {}
    with Corpus(path) as corpus:
        if not corpus.conn.execute("SELECT 1 FROM tokens LIMIT 1").fetchone():
            rows = corpus.conn.execute("SELECT num, body FROM articles ORDER BY num").fetchall()
            for at in range(0, len(rows), BATCH):
                with corpus.writing() as conn:
                    save(conn, {num: _stream(body) for num, body in map(tuple, rows[at : at + BATCH])}, known)
            keep_totals(corpus)
        for query in ("học", "bác", "nhân dân"):
            told(what="colloc", query=query, **timed(lambda query=query: colloc(corpus, query, unit="syllable")))


def _stream(body: str) -> str:
    return body.lower().replace("\n", " ").replace(". ", " \n ").replace(",", " .").rstrip(".")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for count, words in SIZES[:1] if args.small else SIZES:
            path = folder / f"press-{count}.db"
            told(what="corpus", articles=count, syllables=words, load=[round(x, 1) for x in os.getloadavg()])
            if not path.exists():
                fill(path, count, words)
            if count == SIZES[0][0]:
                together(Path(made), words)
            with Corpus(path, readonly=True) as corpus:
                sizes(corpus)
                ours = searching(corpus)
                filtering(corpus)
                if count == SIZES[0][0]:
                    exporting(corpus)
            comparing(path, Path(made), ours)
            counting(path)


if __name__ == "__main__":
    main()
