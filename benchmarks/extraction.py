"""Reading pages against the general extractors, all in the same run on the same pages.

    python benchmarks/extraction.py [PATH ...] [--rounds N] [--only NAME ...] [--markdown]

PATH is a folder of pages `NAME.html` with their truth `NAME.json`, or a folder with a WARC file and its
`expected.json`; by default our own pages and packs. A truth has any of `url, kind, title, sapo, body, author,
published_at, captions` (or `images` with captions); what is absent is not scored. Rivals that are not installed are
left out (`pip install .[bench]`).

Prints one JSON object, or with --markdown the table of docs/extraction.md. F is that of the runs of four words of lead
and body, over all pages together. A page has junk when more than fifteen such runs are neither lead, body, title nor
caption; a caption stands in the body, and a lead is kept, when four fifths of its runs do. Speed is pages a second of
processor time, the median of the rounds.
"""

import argparse
import importlib.util
import json
import logging
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura
from warcio.archiveiterator import ArchiveIterator

from crawler.reading import read_page

ROOT = Path(__file__).parents[1]
DEFAULT = (
    ROOT / "tests" / "crawler" / "general",
    ROOT / "tests" / "crawler" / "layouts",
    ROOT / "datasets" / "sample_press",
    ROOT.parent / "shared" / "acceptance",
)
_JUNK = 15  # foreign runs of four words that make junk: a headline of six words has three, an excerpt twenty
_KEPT = 0.8
_TEXTS = 256  # entries from which a cache holds texts of pages, not tables
_TEXT = 200  # characters of text from which a rival is said to take a page for an article

logging.disable(logging.CRITICAL)


@dataclass(frozen=True)
class Page:
    """A page and what it must give; `truth` has only what is known."""

    url: str
    content: bytes
    truth: dict[str, Any]

    @property
    def is_article(self) -> bool:
        """False for a list, a film, a page without its text."""
        return bool(self.truth.get("kind", "article") == "article")


@dataclass(frozen=True)
class Given:
    """What an extractor gives; `text` is lead and body, None where it says that there is no article."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    author: str | None = None


def pages_of(folder: Path) -> Iterator[Page]:
    """The pages of a folder of pages, or of a folder with a WARC file."""
    warcs = sorted(folder.glob("*.warc.gz"))
    if warcs and (folder / "expected.json").exists():
        yield from _packed(warcs[0], json.loads((folder / "expected.json").read_text(encoding="utf-8")))
    for file in sorted(folder.rglob("*.json")):
        page = file.with_suffix(".html")
        if page.exists():
            truth = json.loads(file.read_text(encoding="utf-8"))
            if "images" in truth and "captions" not in truth:
                truth["captions"] = [image["caption"] for image in truth["images"] if image.get("caption")]
            yield Page(truth["url"], page.read_bytes(), truth)


def _packed(warc: Path, expected: dict[str, Any]) -> Iterator[Page]:
    missing = set(expected.get("body_missing", []))
    with open(warc, "rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            url, content = record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()
            if url in expected["pages"]:
                said = expected["pages"][url]
                truth = {key: said[key] for key in ("title", "author", "published_at") if key in said}
                yield Page(url, content, truth)
            elif url in missing:
                yield Page(url, content, {"kind": "missing"})


def nameless(content: bytes) -> bytes:
    """The page with every class and id renamed, so that neither a layout nor a name tells anything."""
    seen: dict[bytes, int] = {}

    def rename(match: re.Match[bytes]) -> bytes:
        words = b" ".join(b"x%d" % seen.setdefault(word, len(seen)) for word in match[2].split())
        return b' %s="%s"' % (match[1], words)

    return re.sub(rb'\s(class|id)="([^"]*)"', rename, content)


def _ours(layout: str) -> Callable[[bytes, str], Given]:
    def read(content: bytes, url: str) -> Given:
        reading = read_page(content, url, layout=layout)
        article = reading.article
        if reading.kind != "article" or article is None:
            return Given()
        text = "\n".join(filter(None, (article.sapo, article.body)))
        return Given(text, article.title, article.published_at, article.author)

    return read


def _guong_nameless(content: bytes, url: str) -> Given:
    return _ours("general")(nameless(content), url)


def _trafilatura(**options: Any) -> Callable[[bytes, str], Given]:
    def read(content: bytes, url: str) -> Given:
        found = trafilatura.bare_extraction(content, url=url, with_metadata=True, include_comments=False, **options)
        return Given(found.text, found.title, found.date, found.author) if found else Given()

    return read


def _newspaper(content: bytes, url: str) -> Given:
    import newspaper

    article = newspaper.Article(url, language="vi")
    article.download(input_html=content.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else None
    return Given(article.text, article.title, date, ", ".join(article.authors) or None)


def _readability(content: bytes, url: str) -> Given:
    from lxml import html
    from readability import Document

    document = Document(content.decode("utf-8", "replace"))
    summary = html.fromstring(document.summary(html_partial=True))
    return Given("\n".join(summary.itertext()), document.short_title())


def _boilerpy(content: bytes, url: str) -> Given:
    from boilerpy3 import extractors

    found = extractors.ArticleExtractor().get_doc(content.decode("utf-8", "replace"))
    return Given(found.content, found.title)


def _goose(content: bytes, url: str) -> Given:
    from goose3 import Goose

    found = Goose({"target_language": "vi"}).extract(raw_html=content.decode("utf-8", "replace"))
    return Given(found.cleaned_text, found.title, found.publish_date, ", ".join(found.authors) or None)


READERS: dict[str, tuple[str, Callable[[bytes, str], Given]]] = {
    "Guong": ("crawler", _ours("auto")),
    "Guong, general way": ("crawler", _ours("general")),
    "Guong, general way, names unreadable": ("crawler", _guong_nameless),
    "trafilatura, default": ("trafilatura", _trafilatura()),
    "trafilatura, favour recall": ("trafilatura", _trafilatura(favor_recall=True)),
    "newspaper4k": ("newspaper", _newspaper),
    "readability-lxml": ("readability", _readability),
    "goose3": ("goose3", _goose),
    "boilerpy3": ("boilerpy3", _boilerpy),
}


def plain(text: str | None) -> str:
    """NFC, one kind of blank."""
    return " ".join(unicodedata.normalize("NFC", text or "").replace("\u00d0", "Đ").split())


def runs(text: str | None) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, punctuation left aside."""
    words = re.findall(r"\w+", plain(text).lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def _forget() -> None:
    """Empty what our modules remember of texts, so that no round profits from the one before."""
    for module in [module for name, module in sys.modules.items() if name.startswith("crawler.reading")]:
        for thing in vars(module).values():
            if hasattr(thing, "cache_parameters") and (thing.cache_parameters()["maxsize"] or 0) >= _TEXTS:
                thing.cache_clear()


def _holds(text: Counter[tuple[str, ...]], part: str) -> bool:
    wanted = runs(part)
    return bool(wanted) and (wanted & text).total() >= _KEPT * wanted.total()


def score(read: Callable[[bytes, str], Given], pages: list[Page], rounds: int) -> dict[str, Any]:
    """One row of the table."""
    given: dict[int, Given] = {}
    taken = []
    for _ in range(rounds):
        _forget()
        start = time.process_time()
        for number, page in enumerate(pages):
            try:
                given[number] = read(page.content, page.url)
            except Exception:  # a rival that fails on a page gives nothing for it
                given[number] = Given()
        taken.append(len(pages) / (time.process_time() - start))
    shared = ours = theirs = 0
    counts: Counter[str] = Counter()
    for number, page in enumerate(pages):
        truth, have = page.truth, given[number]
        if not page.is_article:
            counts["other pages"] += 1
            counts["others taken for articles"] += len(have.text or "") >= _TEXT
            continue
        text = runs(have.text)
        if "body" in truth:
            body = truth["body"] if isinstance(truth["body"], str) else "\n".join(truth["body"])
            wanted = runs("\n".join(filter(None, (truth.get("sapo"), body))))
            shared, ours, theirs = shared + (wanted & text).total(), ours + wanted.total(), theirs + text.total()
            known = wanted | runs(truth.get("title"))
            for caption in truth.get("captions", []):
                known |= runs(caption)
            counts["bodies"] += 1
            counts["junk"] += sum(n for run, n in text.items() if run not in known) > _JUNK
            counts["captions"] += any(_holds(text, caption) for caption in truth.get("captions", []))
            if truth.get("sapo"):
                counts["leads"] += 1
                counts["lead kept"] += _holds(text, truth["sapo"])
        if "title" in truth:
            counts["titles"] += 1
            counts["title"] += plain(have.title) == plain(truth["title"])
        if "published_at" in truth:
            day, got = (truth["published_at"] or "")[:10], (have.date or "")[:10]
            counts["dates"] += bool(day)
            counts["date right"] += bool(got) and got == day
            counts["date wrong"] += bool(got) and got != day
        if "author" in truth:
            wanted_name, name = plain(truth["author"]).lower(), plain(have.author).lower()
            counts["authors"] += bool(wanted_name)
            same = sorted(re.findall(r"\w+", name)) == sorted(re.findall(r"\w+", wanted_name))
            counts["author right"] += bool(name) and same
            counts["author wrong"] += bool(name) and not same
    return {
        "F": round(2 * shared / max(ours + theirs, 1), 3),
        "pages_per_second": round(statistics.median(taken), 1),
        **{name: counts[name] for name in NAMES},
    }


NAMES = (
    "bodies", "title", "titles", "date right", "date wrong", "dates", "author right", "author wrong", "authors", "lead kept",
    "leads", "junk", "captions", "others taken for articles", "other pages",
)  # fmt: skip


def table(rows: dict[str, dict[str, Any]]) -> str:
    """The rows as Markdown."""
    first = next(iter(rows.values()))
    lines = [
        f"| | F | title (of {first['titles']}) | date right/wrong (of {first['dates']}) | author right/wrong (of "
        f"{first['authors']}) | lead kept (of {first['leads']}) | pages with junk | captions in the body | other pages "
        f"taken for articles (of {first['other pages']}) | pages/s |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        lines.append(
            f"| {name} | {row['F']:.3f} | {row['title']} | {row['date right']}/{row['date wrong']} | "
            f"{row['author right']}/{row['author wrong']} | {row['lead kept']} | {row['junk']} | {row['captions']} | "
            f"{row['others taken for articles']} | {row['pages_per_second']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Reading pages against the general extractors, in the same run.")
    parser.add_argument("paths", nargs="*", type=Path, default=[path for path in DEFAULT if path.exists()])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of readers")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    pages = [page for path in options.paths for page in pages_of(path)]
    if not pages:
        sys.exit("no pages with their truth there")
    readers = {
        name: read
        for name, (module, read) in READERS.items()
        if importlib.util.find_spec(module) and (not options.only or name in options.only)
    }
    rows = {name: score(read, pages, options.rounds) for name, read in readers.items()}
    print(table(rows) if options.markdown else json.dumps({"pages": len(pages), "readers": rows}, indent=1))


if __name__ == "__main__":
    main()
