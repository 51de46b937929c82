"""A small paper on loopback that can misbehave, for tests on real sockets."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PARAGRAPHS = (
    "Chi hội phụ nữ thôn {n} họp tối thứ bảy, bàn chuyện gom vỏ chai bán lấy tiền mua sách cho {n} em nhỏ trong xóm.",
    "Bà Trần Thị Mận, chi hội trưởng, kể rằng ban đầu chỉ có {n} nhà góp, sau ba tháng thì cả thôn cùng làm.",
    "Số tiền bán phế liệu được {n}.000 đồng mỗi tuần, ghi vào sổ treo ở nhà văn hóa để ai cũng xem được.",
    "Học và làm theo Bác, chị em bảo nhau tiết kiệm từ việc nhỏ, lần thứ {n} trong năm góp đủ tiền cho một suất học bổng.",
)


def page(n: int, host: str) -> bytes:
    """An article of its own for every number."""
    body = "".join(f"<p>{text.format(n=n)}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Chuyện ở thôn số {n}</title>'
        f'<link rel="canonical" href="http://{host}/chuyen-o-thon-so-{n:05d}.html"></head><body><main>'
        f'<h1 class="title-detail">Chuyện ở thôn số {n}</h1><div class="date font5">Thứ 2, 10/06/2024 | 13:08:37 [GMT +7]</div>'
        f'<h2 class="sapo">Câu chuyện thứ {n} về một việc nhỏ mà cả thôn cùng làm, kể lại theo lời người trong cuộc.</h2>'
        f'<div id="content-detail">{body}</div></main></body></html>'
    ).encode()


class Press:
    """What the paper serves: `routes` path → (status, headers, body); `hits` counts what was asked for."""

    def __init__(self) -> None:
        self.routes: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.hits: Counter[str] = Counter()
        self.host = ""
        self.times: list[float] = []

    def add(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Serve a body; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, body)

    def articles(self, count: int, section: str = "/chuyen-hay") -> None:
        """A section page with so many articles."""
        links = "".join(f'<li><a href="/chuyen-o-thon-so-{n:05d}.html">Chuyện {n}</a></li>' for n in range(count))
        self.add(section, f"<html><body><ul>{links}</ul></body></html>".encode())
        for n in range(count):
            self.add(f"/chuyen-o-thon-so-{n:05d}.html", page(n, self.host))

    def source(self, folder: Path, delay: float = 0, **lists: list[str]) -> Path:
        """A source file for this paper."""
        keys = "\n".join(f"{key} = {[f'http://{self.host}{path}' for path in paths]}" for key, paths in lists.items())
        file = folder / "sources.toml"
        file.write_text(
            f'[[source]]\nid = "thu"\nname = "Báo Thử"\nprovince = "22"\nhosts = ["{self.host}"]\ndelay = {delay}\n{keys}\n',
            encoding="utf-8",
        )
        return file


@contextmanager
def door(host: str) -> Iterator[None]:
    """Let crawls started meanwhile reach this host:port of loopback, which they refuse otherwise."""
    before = os.environ.get("GUONG_LOCAL", "")
    os.environ["GUONG_LOCAL"] = f"{before},{host}"
    try:
        yield
    finally:
        os.environ["GUONG_LOCAL"] = before


@contextmanager
def serving() -> Iterator[Press]:
    """A paper on a free port of 127.0.0.1."""
    press = Press()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            press.hits[self.path] += 1
            press.times.append(time.monotonic())
            status, headers, body = press.routes.get(self.path, (404, {"Content-Type": "text/plain"}, b"not here"))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            if headers.get("Content-Length"):
                self.close_connection = True  # promised more than it gives

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    press.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with door(press.host):
            yield press
    finally:
        server.shutdown()
        server.server_close()
