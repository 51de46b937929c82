"""A paper's kept pages and the corpus made of them, for what is read again without fetching."""

from dataclasses import replace
from pathlib import Path

from corpus import Corpus
from crawler.ingest import IngestReport, ingest
from crawler.sources import Source
from crawler.warc import Archive
from tests.support.press import page

HOST, MOBILE = "baothu.test", "m.baothu.test"
SOURCE = Source(id="thu", name="Báo Thử", hosts=(HOST, MOBILE), province="22")
HTML = [("Content-Type", "text/html; charset=utf-8")]


def url(number: int) -> str:
    """The address of an article."""
    return f"http://{HOST}/chuyen-o-thon-so-{number:05d}.html"


class Kept:
    """A folder with `c.db` and `warc/dem.warc.gz`; `refs` tells where each address was written last."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.corpus = folder, Corpus(folder / "c.db")
        self.file = folder / "warc" / "dem.warc.gz"
        self.refs: dict[str, str] = {}

    def add(self, address: str, content: bytes) -> str:
        """Keep a page; returns its record."""
        archive = Archive(self.file)
        self.refs[address] = archive.write(address, 200, HTML, content)
        archive.close()
        return self.refs[address]

    def articles(self, count: int) -> None:
        """Keep and read so many articles."""
        for number in range(count):
            self.add(url(number), page(number, HOST))
        self.ingest()

    def ingest(self, *paths: Path) -> IngestReport:
        """Read what is kept into the corpus."""
        return ingest(self.corpus, list(paths) or [self.file], [SOURCE])

    def rows(self, sql: str, *values: object) -> list[tuple]:
        """The answer to a query."""
        return [tuple(row) for row in self.corpus.conn.execute(sql, values)]

    def change(self, number: int, **columns: object) -> None:
        """Put other values into an article's row, as an older reader might have."""
        sets = ", ".join(f"{name} = ?" for name in columns)
        self.corpus.conn.execute(f"UPDATE articles SET {sets} WHERE url = ?", [*columns.values(), url(number)])

    def older(self, number: int, **changes: object) -> None:
        """Have an article be of an older reader, which read some things otherwise."""
        article = self.corpus.article(self.corpus.find(url(number)))
        self.corpus.save_article(replace(article, extractor="reading1/font5", **changes))
        self.corpus.conn.execute("DELETE FROM versions")
