"""Crawling with everything kept against bare Scrapy with two trafilatura workers that keeps nothing, in the same run.

    python benchmarks/crawl.py [--pages N] [--rounds N]     pages a second, processor time and memory
    python benchmarks/crawl.py --large                      memory at 1,000, 10,000 and 50,000 addresses
    python benchmarks/crawl.py --night [--delay SECONDS]    100 papers with nothing new against what politeness costs

Papers are addresses of loopback, served by a process of its own; pages are made by `crawling/pages.py`. Time counts
from the first request the server sees to the end of the last process. Prints JSON lines.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # started as a script, the folder of the project is not on it

from benchmarks.crawling import running
from benchmarks.crawling.running import Run
from benchmarks.crawling.watching import Watch

HOSTS = 8  # papers of the speed run: as many requests at once as Scrapy makes to one host
LARGE = (1_000, 10_000, 50_000)
NIGHT_HOSTS, NIGHT_SECTIONS = 100, 8


def count(corpus: Path, sql: str) -> int:
    """One number out of a corpus."""
    conn = sqlite3.connect(corpus)
    try:
        return int(conn.execute(sql).fetchone()[0])
    finally:
        conn.close()


def one(kind: str, who: str, pages: int, folder: Path) -> tuple[Run, int]:
    """One crawl of a fresh set of papers, and how many articles it gave."""
    with running.serving(kind, pages, HOSTS) as served:
        if who == "guong":
            corpus = folder / "corpus.db"
            run = running.guong(running.sources(folder, served.hosts), corpus, served.hosts)
            got = count(corpus, "SELECT count(*) FROM articles")
        else:
            run = running.rival(served.hosts, fast=who == "scrapy_fast")
            got = json.loads(run.output)["texts"]
    run.served.update(served.seen)
    return run, got


def told(run: Run, got: int, pages: int) -> dict[str, Any]:
    """The figures of one crawl."""
    watch = run.watch
    return {
        "articles": got,
        "pages_per_second": round(pages / run.busy, 1),
        "cpu_ms_per_page": round(1000 * sum(watch.cpu.values()) / pages, 1),
        "main_cpu_ms_per_page": round(1000 * watch.main_cpu(run.pid) / pages, 1),
        "peak_mb": round(watch.peak),
        "main_mb": round(watch.main_peak),
    }


def speed(pages: int, rounds: int, kinds: list[str], rivals: list[str]) -> None:
    """Rounds of every crawl in turn, so that all see the same machine; medians and ratios."""
    for kind in kinds:
        seen: dict[str, list[dict[str, Any]]] = {who: [] for who in ("guong", *rivals)}
        for _ in range(rounds):
            for who, results in seen.items():
                with tempfile.TemporaryDirectory() as folder:
                    results.append(told(*one(kind, who, pages, Path(folder)), pages))
        medians = {who: {key: statistics.median(r[key] for r in results) for key in results[0]}
                   for who, results in seen.items()}  # fmt: skip
        ratios = {who: [round(a["pages_per_second"] / b["pages_per_second"], 2)
                        for a, b in zip(seen["guong"], seen[who], strict=True)] for who in rivals}  # fmt: skip
        print(json.dumps({"pages": kind, "count": pages, **medians, "times_as_many_as": ratios}), flush=True)


def large(sizes: tuple[int, ...]) -> None:
    """Memory of crawls of tiny pages, small and large."""
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder, running.serving("tiny", pages, HOSTS) as served:
            path = Path(folder)
            marks: list[float] = []

            def each(_: float, watch: Watch, marks: list[float] = marks) -> None:
                marks.append(watch.main)

            run = running.guong(running.sources(path, served.hosts), path / "corpus.db", served.hosts, each)
            got = count(path / "corpus.db", "SELECT count(*) FROM articles")
            size = (path / "corpus.db").stat().st_size
        half = marks[len(marks) // 2 :] or [0.0]
        print(json.dumps({"addresses": pages, "articles": got, "seconds": round(run.seconds, 1),
                          "pages_per_second": round(pages / run.seconds, 1), "peak_mb": round(run.watch.peak),
                          "main_peak_mb": round(run.watch.main_peak), "main_end_mb": round(half[-1]),
                          "main_median_mb_second_half": round(statistics.median(half)), "corpus_mb": round(size / 1e6)}),
              flush=True)  # fmt: skip


def night(delay: float) -> None:
    """The second night of 100 papers: robots.txt and lists, none of which gives anything new."""
    pages = 20 * NIGHT_HOSTS
    papers = running.serving("tiny", pages, NIGHT_HOSTS, NIGHT_SECTIONS)
    with tempfile.TemporaryDirectory() as folder, papers as served:
        path = Path(folder)
        corpus = path / "corpus.db"
        running.guong(running.sources(path, served.hosts, sections=NIGHT_SECTIONS), corpus, served.hosts)
        conn = sqlite3.connect(corpus)
        with conn:  # the pause after the first night's last request is over when a night begins
            conn.execute("UPDATE hosts SET asked_at = '2020-01-01T00:00:00+07:00'")
        conn.close()
        file = running.sources(path, served.hosts, delay=delay, sections=NIGHT_SECTIONS)
        before = count(corpus, "SELECT sum(requests) FROM run_sources")
        run = running.guong(file, corpus, served.hosts)
        requests = count(corpus, "SELECT sum(requests) FROM run_sources") - before
        new = count(corpus, "SELECT sum(stored) FROM run_sources WHERE run_id = 2")
    demanded = (requests / NIGHT_HOSTS - 1) * delay
    print(json.dumps({"papers": NIGHT_HOSTS, "requests": requests, "new": new, "delay": delay,
                      "demanded_seconds": round(demanded, 2), "seconds": round(run.seconds, 2),
                      "times": round(run.seconds / demanded, 3), "cpu_seconds": round(sum(run.watch.cpu.values()), 2),
                      "peak_mb": round(run.watch.peak)}))  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kind", choices=["known", "unknown"], action="append")
    parser.add_argument("--rival", choices=["scrapy", "scrapy_fast"], action="append")
    parser.add_argument("--large", type=int, nargs="*", metavar="ADDRESSES")
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--delay", type=float, default=0.5)
    args = parser.parse_args()
    if args.large is not None:
        large(tuple(args.large) or LARGE)
    elif args.night:
        night(args.delay)
    else:
        speed(args.pages, args.rounds, args.kind or ["known", "unknown"], args.rival or ["scrapy", "scrapy_fast"])


if __name__ == "__main__":
    main()
