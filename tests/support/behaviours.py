"""How a server can misbehave: each function gives a behaviour for `Faults.add`, which writes raw bytes."""

import asyncio
import datetime
import email.utils
import socket
import struct
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import cache

import brotli  # these two come with Scrapy, which opens what is packed with them
from backports import zstd


@dataclass(frozen=True)
class Hit:
    """One request as the server saw it: `at` by its own clock (seconds), header names in lower case."""

    at: float
    path: str
    headers: dict[str, str]


Behaviour = Callable[[Hit, asyncio.StreamWriter], Awaitable[None]]
HTML = "text/html; charset=utf-8"
MB = 2**20


def head(status: int = 200, **headers: object) -> bytes:
    """Status line and headers; names are written with underscores, an answer without a length ends with the line."""
    named = {"Content-Type": HTML, "Connection": "close"}
    named |= {name.replace("_", "-"): str(value) for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} As Told\r\n{lines}\r\n".encode("latin-1")


def says(body: bytes, status: int = 200, **headers: object) -> Behaviour:
    """An answer as it should be."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        out.write(head(status, **{"Content_Length": len(body), **headers}) + body)

    return behave


def then(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other, request by request; the last one stays."""
    left = list(behaviours)

    async def behave(hit: Hit, out: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(hit, out)

    return behave


def after(seconds: float, behaviour: Behaviour) -> Behaviour:
    """Silence, then the behaviour."""

    async def behave(hit: Hit, out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await behaviour(hit, out)

    return behave


def hang(data: bytes = b"") -> Behaviour:
    """Takes the request, sends some bytes and never says a word again."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        out.write(data)
        await asyncio.sleep(3600)

    return behave


def drip(data: bytes, pause: float = 0.5) -> Behaviour:
    """Raw bytes one at a time: of a head for slow headers, of head and body for a slow page."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        for byte in data:
            out.write(bytes([byte]))
            await out.drain()
            await asyncio.sleep(pause)

    return behave


def reset(data: bytes = b"") -> Behaviour:
    """Sends some bytes and drops the connection as a crash would."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        out.write(data)
        await out.drain()
        out.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        out.transport.abort()

    return behave


def raw(data: bytes) -> Behaviour:
    """These bytes and nothing else."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        out.write(data)

    return behave


def truncated(body: bytes) -> Behaviour:
    """Promises a body and gives half of it."""
    return raw(head(Content_Length=len(body)) + body[: len(body) // 2])


def bad_chunk(body: bytes) -> Behaviour:
    """A chunked body whose second chunk has no length."""
    return raw(head(Transfer_Encoding="chunked") + b"%x\r\n%b\r\nkhong\r\nphai so\r\n0\r\n\r\n" % (len(body), body))


def wrong_length(body: bytes, told: int) -> Behaviour:
    """A body that is longer or shorter than its Content-Length."""
    return raw(head(Content_Length=told) + body)


def busy(retry_after: str | None, status: int = 429) -> Behaviour:
    """Too many requests, come back later."""
    return says(b"", status, **({} if retry_after is None else {"Retry_After": retry_after}))


def in_seconds(seconds: int) -> str:
    """A moment so many seconds from now as Retry-After writes it."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return email.utils.format_datetime(moment, usegmt=True)


def redirect(to: str, status: int = 302) -> Behaviour:
    """A redirect to an address, which may be any string; to its own it is a loop."""
    return says(b"", status, Location=to)


def onward(prefix: str, last: int) -> Behaviour:
    """Under `prefix`, each number redirects to the next, up to `last`."""

    async def behave(hit: Hit, out: asyncio.StreamWriter) -> None:
        number = int(hit.path.removeprefix(prefix).partition("-")[0])
        answer = redirect(f"{prefix}{number + 1}-di-tiep.html") if number < last else says(b"<p>dau</p>")
        await answer(hit, out)

    return behave


def flood(chunk: bytes, total: int | None = None, **headers: object) -> Behaviour:
    """A chunk again and again: `total` bytes with their true Content-Length, or without end."""

    async def behave(_: Hit, out: asyncio.StreamWriter) -> None:
        out.write(head(**headers, **({"Content_Length": total} if total else {})))
        sent = 0
        while total is None or sent < total:
            out.write(chunk)
            sent += len(chunk)
            await out.drain()

    return behave


def every_link(name: str, links: Callable[[str], Iterator[str]]) -> Behaviour:
    """A page made for whatever address is asked for: `links` gives those that stand on the page of a path."""

    async def behave(hit: Hit, out: asyncio.StreamWriter) -> None:
        items = "".join(f'<li><a href="{link}">{name}</a></li>' for link in links(hit.path))
        await says(f"<html><body><ul>{items}</ul></body></html>".encode())(hit, out)

    return behave


@cache
def bomb(packing: str, size: int = 1024 * MB) -> bytes:
    """`size` bytes of blanks as `Content-Encoding: packing` (gzip, deflate, br, zstd) has them: about a thousandth."""
    if packing == "br":
        packer = brotli.Compressor(quality=5)
        return b"".join(packer.process(b" " * MB) for _ in range(size // MB)) + packer.finish()
    if packing == "zstd":
        compressor = zstd.ZstdCompressor(level=1)
        return b"".join(compressor.compress(b" " * MB) for _ in range(size // MB)) + compressor.flush()
    pack = zlib.compressobj(9, zlib.DEFLATED, 31 if packing == "gzip" else 15)
    first, again = (pack.compress(b" " * MB) + pack.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (size // MB - 1)  # each flushed block stands for itself, so that one is made and repeated
