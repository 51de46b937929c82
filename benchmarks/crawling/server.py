"""Papers on loopback, served from a process of their own as fast as one can.

    python benchmarks/crawling/server.py KIND PAGES HOSTS SECTIONS

Each host is an address 127.0.x.y with the same port; articles are dealt out to the hosts in turn. Prints one JSON line
`{"hosts": […]}` when it listens, and ends when its input is closed, after a second line: requests in all, how many of
them for articles, and the clock (`time.monotonic`) of the first and the last request.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.crawling import pages  # the folder of the project has to be found first


class Papers:
    """What is served: everything is made before the first request, tiny pages when they are asked for."""

    def __init__(self, kind: str, count: int, hosts: int, sections: int, port: int) -> None:
        self.kind = kind
        self.hosts = [f"127.0.{1 + n // 250}.{1 + n % 250}:{port}" for n in range(hosts)]
        self.sections = sections
        self.requests = self.articles = 0
        self.first: float | None = None
        self.last = 0.0
        self.answers: dict[tuple[str, str], bytes] = {}
        self.tagged: dict[tuple[str, str], bytes] = {}
        for n, host in enumerate(self.hosts):
            numbers = range(n, count, hosts)
            self.answers[host, "/robots.txt"] = answer(b"User-agent: *\nDisallow: /rieng/\n", "text/plain")
            self._list(host, "/sitemap.xml", pages.sitemap(host, numbers), "application/xml")
            for i in range(sections):
                self._list(
                    host, f"/muc-{i}", pages.section(host, numbers[i::sections][:20]), "text/html; charset=utf-8"
                )
            if kind != "tiny":
                for number in numbers:
                    self.answers[host, pages.path(number)] = answer(pages.page(number, host, kind))

    def _list(self, host: str, path: str, body: bytes, content_type: str) -> None:
        etag = f'"{len(body)}{path}"'
        self.answers[host, path] = answer(body, content_type, etag)
        self.tagged[host, path] = etag.encode()

    def get(self, host: str, path: str, head: bytes) -> bytes:
        """The answer to a request, headers and all."""
        self.requests += 1
        self.last = time.monotonic()
        self.first = self.first or self.last
        is_article = path.endswith(".html")
        self.articles += is_article
        tag = self.tagged.get((host, path))
        if tag is not None and tag in head:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        if is_article and self.kind == "tiny":
            return answer(pages.page(int(path[-11:-5]), host, "tiny"))
        return self.answers.get((host, path)) or answer(b"not here", "text/plain", status="404 Not Found")


def answer(body: bytes, kind: str = "text/html; charset=utf-8", etag: str = "", status: str = "200 OK") -> bytes:
    """A whole HTTP answer."""
    tag = f"ETag: {etag}\r\n" if etag else ""
    head = f"HTTP/1.1 {status}\r\nServer: thu\r\nContent-Type: {kind}\r\n{tag}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Connection(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            head, _, self.waiting = self.waiting.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            host = head.lower().partition(b"\r\nhost: ")[2].partition(b"\r\n")[0].decode()
            self.transport.write(self.papers.get(host, path, head))  # type: ignore[attr-defined]


async def main() -> None:
    """Serve until standard input is closed."""
    kind, (count, hosts, sections) = sys.argv[1], map(int, sys.argv[2:5])
    loop = asyncio.get_running_loop()
    finder = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = finder.sockets[0].getsockname()[1]
    finder.close()
    papers = Papers(kind, count, hosts, sections, port)
    names = [host.partition(":")[0] for host in papers.hosts]
    server = await loop.create_server(lambda: Connection(papers), names, port, backlog=1000)
    print(json.dumps({"hosts": papers.hosts}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()
    print(
        json.dumps(
            {"requests": papers.requests, "articles": papers.articles, "first": papers.first, "last": papers.last}
        )
    )


asyncio.run(main())
