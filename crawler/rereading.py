"""The corpus read again by the present extractor from the answers that were kept: first what would change, then it.

`Rereading.compare` writes nothing into the corpus; `Rereading.write` writes what it found, in transactions. Stopped in
between, the next call goes on with what is still of an older extractor.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from corpus import frontier, visits
from corpus.frontier import Fetched
from corpus.records import Article
from corpus.store import Corpus
from crawler.differences import Changes
from crawler.ingest import keep_read, page_of
from crawler.keeping import EXTRACTOR, Page, Readers, address, article_of, dated
from crawler.manners import only_one
from crawler.parts import belongs_to, gathered
from crawler.reading import Reading
from crawler.sources import Source
from crawler.warc import Kept, WarcError, files, response_at

TOGETHER = 100  # articles written in one transaction: a kill loses so many, which are read again
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A kept answer to read again: of an article (`identity`), or of an address that gave none; `was` is its kind."""

    url: str
    source: str
    warc: str
    identity: str | None
    was: str


class Rereading:
    """One re-reading. Close it: what would change waits in a temporary file beside the corpus."""

    def __init__(self, corpus: Corpus, sources: list[Source], paths: list[Path], *, everything: bool = False,
                 force: bool = False) -> None:  # fmt: skip
        """Articles of `sources` are read whose record lies in `paths` (by default: the `warc` folder beside the
        corpus) and whose extractor is an older one (or `everything`). `force` takes the shrunk ones too.

        Raises WarcError when there are no such files.
        """
        self.corpus, self.sources = corpus, {source.id: source for source in sources}
        self.everything, self.force, self.chosen = everything, force, bool(paths)
        folders = paths or [corpus.path.parent / "warc"]
        self.files = {file.name: file for folder in folders for file in files(folder)}
        self.changes = Changes()
        with corpus.errors():
            self._waiting: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", dir=corpus.path.parent)  # noqa: SIM115  # closed by close()

    def close(self) -> None:
        """Forget what was not written."""
        self._waiting.close()

    def compare(self, progress: Progress = lambda done, total: None) -> Changes:
        """Read everything again and say what would change."""
        tasks = sorted(self._tasks(), key=lambda task: _place(task.warc))
        with closing(Readers()) as self._readers:
            for done, ((task, kept), reading) in enumerate(self._readers.all(self._pages(tasks)), 1):
                self.changes.read += 1
                source = self.sources[task.source]
                if task.identity is None:
                    self._page(task, kept, reading, source)
                else:
                    self._article(task, task.identity, kept, reading, source)
                progress(done, len(tasks))
        return self.changes

    def _tasks(self) -> Iterator[Task]:
        with self.corpus.reading() as conn:
            rows = conn.execute(
                "SELECT url, source, warc, id, 'article' AS was FROM articles WHERE ? OR coalesce(extractor, '') NOT LIKE ? "
                "UNION ALL SELECT url, source, warc, NULL, state FROM frontier WHERE kind = 'article' AND status = 200 "
                "AND state IN ('missing', 'skipped', 'failed') AND article_id IS NULL AND warc IS NOT NULL",
                [self.everything, f"{EXTRACTOR}/%"],
            ).fetchall()  # fmt: skip
        for row in rows:
            task = Task(row["url"], row["source"], row["warc"] or "", row["id"], row["was"])
            here = task.warc.rpartition("#")[0] in self.files
            if task.source in self.sources and (here or not self.chosen):
                yield task

    def _pages(self, tasks: list[Task]) -> Iterator[tuple[tuple[Task, Kept], Page]]:
        for task in tasks:
            try:
                kept = self._kept(task.warc)
            except WarcError as error:
                self.changes.unread.append((task.url, str(error)))
            else:
                yield (task, kept), page_of(kept, self.sources[task.source])

    def _kept(self, ref: str) -> Kept:
        name, _, offset = ref.rpartition("#")
        if name not in self.files or not offset.isdecimal():
            raise WarcError(f"{ref or '–'}: this WARC record is not at hand")
        return response_at(self.files[name], int(offset))

    def _whole(self, kept: Kept, reading: Reading, source: Source) -> tuple[Reading, list[tuple[str, Fetched]]]:
        def get(url: str) -> Kept | None:
            try:
                return self._kept(frontier.record_of(self.corpus, url) or "")
            except WarcError:
                return None

        def read(page: Kept) -> Reading:
            [(_, found)] = self._readers.all([(None, page_of(page, source))])
            return found

        return gathered(reading, kept.url, source, get, read)

    def _article(self, task: Task, identity: str, kept: Kept, reading: Reading, source: Source) -> None:
        old = self.corpus.article(identity)
        changes, is_part = self.changes, belongs_to(reading, kept.url) is not None
        whole, parts = self._whole(kept, reading, source)
        piece = reading.kind == "article" and whole.kind != "article"
        if piece and not frontier.parts_of(self.corpus, identity):
            changes.pieces.append((task.url, whole.reason or ""))
            whole = reading  # it never was whole: no worse than it stands
        if whole.kind != "article" or is_part:
            now = "part" if is_part else whole.kind
            changes.lost.append((task.url, "a further page of an article" if is_part else whole.reason or now))
            changes.differences.add(task.source, whole.layout, task.url, old, None, now=now)
            return
        new = _instead(old, whole, source)
        shrunk = visits.shrunk(old.body, new.body)
        if shrunk:
            words = f"{len(old.body.split())} → {len(new.body.split())}"
            changes.shrunk.append((task.url, f"under half of its words are left: {words}"))
            if not self.force:
                return
        changes.differences.add(task.source, whole.layout, task.url, old, new)
        same = replace(new, extractor=old.extractor) == old and not parts
        changes.same += same
        changes.changed += not same
        self._wait(task, new, parts, same=same, sha256=old.sha256, piece=piece)

    def _page(self, task: Task, kept: Kept, reading: Reading, source: Source) -> None:
        """An address that gave no article before."""
        whole, parts = self._whole(kept, reading, source)
        new = None
        if whole.kind == "article" and belongs_to(reading, kept.url) is None:
            new = article_of(whole, address(whole, kept.url, source), source, fetched_at=kept.fetched_at or None,
                             warc=task.warc)  # fmt: skip
            new = dated(new, frontier.fed(self.corpus, task.url)).normal()
        if new is None or self.corpus.find(new.url) is not None:
            self.changes.differences.add(task.source, whole.layout, task.url, None, None, was=task.was, now=task.was)
            return
        self.changes.found += 1
        self.changes.differences.add(task.source, whole.layout, task.url, None, new, was=task.was)
        self._wait(task, new, parts)

    def _wait(self, task: Task, new: Article, parts: list[tuple[str, Fetched]], **more: Any) -> None:
        further = [(url, fetched.warc) for url, fetched in parts]
        line = {
            "url": task.url,
            "id": task.identity,
            "warc": task.warc,
            "article": asdict(new),
            "parts": further,
            **more,
        }
        with self.corpus.errors():
            self._waiting.write(json.dumps(line, ensure_ascii=False) + "\n")

    def write(self, progress: Progress = lambda done, total: None) -> int:
        """Write what `compare` found; returns how many articles were. What changed meanwhile is left as it is.

        Older texts stay as versions. Withdrawals and people's decisions are not touched. Raises GuongError while a
        crawl writes to the same corpus.
        """
        changes, written, done = self.changes, 0, 0
        total = changes.same + changes.changed + changes.found
        with only_one(self.corpus.path), self.corpus.errors():
            self._waiting.seek(0)
            while lines := list(islice(self._waiting, TOGETHER)):
                with self.corpus.writing():
                    written += sum(self._written(json.loads(line)) for line in lines)
                done += len(lines)
                progress(done, total)
        changes.written = written
        return written

    def _written(self, found: dict[str, Any]) -> bool:
        article = Article.of(found["article"])
        parts = [(url, Fetched(200, ref)) for url, ref in found["parts"]]
        if found["id"] is None:
            return keep_read(self.corpus, found["url"], self._kept(found["warc"]), article, parts) == visits.NEW
        if self.corpus.stored_sha256(found["id"]) != found["sha256"]:
            return False
        if found["same"]:
            self.corpus.conn.execute("UPDATE articles SET extractor = ? WHERE id = ?", [article.extractor, found["id"]])
        else:
            self.corpus.save_article(article)
            frontier.keep_parts(self.corpus, found["id"], parts)
        if found["piece"]:
            frontier.fetch_whole(self.corpus, found["id"])
        return True


def _instead(old: Article, whole: Reading, source: Source) -> Article:
    """The article as it reads now, with all that does not come from its page as it was."""
    new = article_of(whole, old.url, source, fetched_at=old.fetched_at, warc=old.warc)
    new = replace(new, source=old.source, transport=old.transport)
    if new.published_at is None and old.published_basis == "feed":
        new = replace(new, published_at=old.published_at, published_basis="feed", published_raw=old.published_raw)
    return new.normal()


def _place(ref: str) -> tuple[str, int]:
    """File and offset: read in this order, a disk need not jump."""
    name, _, offset = ref.rpartition("#")
    return name, int(offset) if offset.isdecimal() else 0
