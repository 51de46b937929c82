"""Reading pages against plain trafilatura, both in the same run on the bundled sample press.

    python benchmarks/extraction.py [WARC] [--rounds N]

Prints one JSON object: pages, milliseconds of processor time a page for both (median of the rounds) and their ratio,
and how many of the articles each gets whole: every paragraph of lead and body and nothing else. What is whole is told
by the layouts, so the first number is 1 by definition; the others show what a page loses on the general way (class
names made unreadable) and with trafilatura.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from warcio.archiveiterator import ArchiveIterator

from crawler.reading import read_page
from nlp.text import one_line

SAMPLE = Path(__file__).parents[1] / "datasets" / "sample_press" / "sample_press.warc.gz"


def article_pages(warc: Path) -> list[tuple[str, bytes]]:
    """(address, page) of every article that a layout reads."""
    found = []
    with open(warc, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type != "response":
                continue
            url, content = record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()
            reading = read_page(content, url)
            if reading.kind == "article" and reading.layout != "general":
                found.append((url, content))
    return found


def nameless(content: bytes) -> bytes:
    """The page with every class and id renamed, so that no layout knows it."""
    seen: dict[bytes, int] = {}

    def rename(match: re.Match[bytes]) -> bytes:
        words = b" ".join(b"x%d" % seen.setdefault(word, len(seen)) for word in match[2].split())
        return b'%s="%s"' % (match[1], words)

    return re.sub(rb'(class|id)="([^"]*)"', rename, content)


def lines(*texts: str | None) -> set[str]:
    """The paragraphs of texts."""
    return {one_line(line) for text in texts for line in (text or "").splitlines() if line.strip()}


def ours(content: bytes, url: str) -> set[str]:
    """Lead and body as the reader gives them."""
    article = read_page(content, url).article
    return lines(article.sapo, article.body) if article else set()


def theirs(content: bytes, url: str) -> set[str]:
    """The text trafilatura gives, with its metadata read too, as the reader does."""
    document = trafilatura.bare_extraction(
        content, url=url, favor_recall=True, include_comments=False, with_metadata=True
    )
    return lines(document.text) if document else set()


def milliseconds(read: Callable[[bytes, str], object], pages: list[tuple[str, bytes]], rounds: int) -> float:
    """Processor time a page, median of the rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        for url, content in pages:
            read(content, url)
        taken.append(1000 * (time.process_time() - start) / len(pages))
    return round(statistics.median(taken), 2)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Reading pages against plain trafilatura, in the same run.")
    parser.add_argument("warc", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    pages = article_pages(options.warc)
    hidden = [(url, nameless(content)) for url, content in pages]
    wanted = [ours(content, url) for url, content in pages]

    def whole(read: Callable[[bytes, str], set[str]], asked: list[tuple[str, bytes]]) -> float:
        return round(sum(read(c, u) == want for (u, c), want in zip(asked, wanted, strict=True)) / len(asked), 3)

    speed = {
        "layouts": milliseconds(ours, pages, options.rounds),
        "general": milliseconds(ours, hidden, options.rounds),
        "trafilatura": milliseconds(theirs, pages, options.rounds),
    }
    result = {
        "pages": len(pages),
        "ms_per_page": speed,
        "times_faster_than_trafilatura": round(speed["trafilatura"] / speed["layouts"], 2),
        "whole_articles": {
            "layouts": whole(ours, pages),
            "general": whole(ours, hidden),
            "trafilatura": whole(theirs, pages),
        },
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
