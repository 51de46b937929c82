"""A paper on loopback that misbehaves on request: real sockets, HTTP or HTTPS, every byte in our hands.

`paper.articles(3)` makes a section page and three articles that are fine, `paper.add(article(1), hang())` spoils one
(tests/support/behaviours.py), `told = night(tmp_path, paper.entry(sections=[SECTION]))` crawls it.
"""

import asyncio
import json
import os
import sqlite3
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from subprocess import CompletedProcess

from tests.support.behaviours import Behaviour, Hit, every_link, says
from tests.support.press import door, page
from tests.support.run import NAMES, PATHS, guong

SECTION = "/chuyen-hay"


def article(number: int) -> str:
    """The path of an article."""
    return f"/chuyen-o-thon-so-{number:05d}.html"


class Faults:
    """What the paper does: `routes` path → behaviour, `under` prefix → behaviour, `otherwise` for the rest."""

    def __init__(self, port: int, name: str, scheme: str) -> None:
        self.host = f"{name}:{port}"
        self.scheme = scheme
        self.hits: list[Hit] = []
        self.routes: dict[str, Behaviour] = {}
        self.under: dict[str, Behaviour] = {}
        self.otherwise: Behaviour = says(b"khong co", 404, Content_Type="text/plain")

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self.scheme}://{self.host}{path}"

    def add(self, path: str, behaviour: Behaviour | bytes) -> None:
        """Behave so at a path; bytes are a page."""
        self.routes[path] = says(behaviour) if isinstance(behaviour, bytes) else behaviour

    def articles(self, count: int, section: str = SECTION) -> None:
        """A section page with so many articles, numbered from 0."""
        self.add(section, every_link("Chuyện", lambda _: map(article, range(count))))
        for number in range(count):
            self.add(article(number), page(number, self.host))

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(hit.path == path for hit in self.hits)

    def gaps(self) -> list[float]:
        """Seconds between one request and the next, by the server's clock."""
        return [b - a for a, b in pairwise(hit.at for hit in self.hits)]

    def entry(self, identity: str = "thu", *, delay: float = 0, more: str = "", **lists: list[str]) -> str:
        """This paper as a `[[source]]`; paths of `lists` (sections, feeds, sitemaps) are made whole."""
        keys = "\n".join(f"{key} = {json.dumps([self.url(path) for path in paths])}" for key, paths in lists.items())
        return (f'[[source]]\nid = "{identity}"\nname = "Báo Thử"\nprovince = "22"\nhosts = ["{self.host}"]\n'
                f"delay = {delay}\n{keys}\n{more}\n")  # fmt: skip

    async def answer(self, reader: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        """Serve one connection: one request, then the line is closed."""
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.split(":", 1) for line in lines[1:] if ":" in line)
            hit = Hit(time.monotonic(), lines[0].split(" ")[1], {name.lower(): value.strip() for name, value in pairs})
            self.hits.append(hit)
            behaviour = self.routes.get(hit.path) or next(
                (found for prefix, found in self.under.items() if hit.path.startswith(prefix)), self.otherwise
            )
            await behaviour(hit, out)
            await out.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # whoever asked has gone: that is their right
        finally:
            out.close()


@contextmanager
def faults(*, name: str = "127.0.0.1", tls: ssl.SSLContext | None = None, opened: bool = True) -> Iterator[Faults]:
    """A paper on a free port of 127.0.0.1, called `name` in its addresses; `opened` lets crawls reach it."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # broken handshakes are what some tests are about
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> tuple[asyncio.Server, Faults]:
        server = await asyncio.start_server(lambda *line: paper.answer(*line), "127.0.0.1", 0, ssl=tls)
        paper = Faults(server.sockets[0].getsockname()[1], name, "https" if tls else "http")
        return server, paper

    async def end() -> None:
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    server, paper = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    try:
        if opened:
            with door(paper.host):
                yield paper
        else:
            yield paper
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Night:
    """What a crawl left behind: its exit and what the corpus tells."""

    def __init__(self, corpus: Path, done: CompletedProcess[str]) -> None:
        self.corpus, self.done = corpus, done

    def rows(self, sql: str, *values: object) -> list[tuple]:
        """The answer to a query."""
        conn = sqlite3.connect(self.corpus)
        try:
            return conn.execute(sql, values).fetchall()
        finally:
            conn.close()

    def stored(self, source: str = "thu") -> list[str]:
        """Addresses of a source's articles, in order."""
        return [url for (url,) in self.rows("SELECT url FROM articles WHERE source = ? ORDER BY url", source)]

    def state(self, url: str) -> tuple[str, str | None]:
        """State and reason of an address."""
        [found] = self.rows("SELECT state, reason FROM frontier WHERE url = ?", url)
        return found

    def events(self, source: str = "thu") -> list[tuple[str, str]]:
        """(kind, reason) of all that was written down of a source, in order."""
        return self.rows("SELECT kind, reason FROM events WHERE source = ? ORDER BY rowid", source)

    def kinds(self, url: str) -> list[str]:
        """Kinds of what was written down of an address."""
        return [kind for (kind,) in self.rows("SELECT kind FROM events WHERE url = ? ORDER BY rowid", url)]


def night(folder: Path, *entries: str, names: dict[str, list[list[str]]] | None = None, **env: str) -> Night:
    """Crawl these `[[source]]` entries into `folder`/c.db; a second call is the next night.

    `names` is the whole DNS of that night: host → answers in turn, each a list of addresses, the last one stays. An
    answer may take three seconds, and a host that failed is asked again at once.
    """
    file, corpus = folder / "sources.toml", folder / "c.db"
    file.write_text("\n".join(entries), encoding="utf-8")
    known = {"GUONG_TEST_NAMES": json.dumps(names or {}), "PYTHONPATH": f"{NAMES}{os.pathsep}{PATHS}",
             "GUONG_TIMEOUT": "3", "GUONG_BACKOFF": "0.05", **env}  # fmt: skip
    return Night(corpus, guong("crawl", "--sources", file, "--corpus", corpus, **known))
