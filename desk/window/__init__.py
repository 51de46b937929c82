"""A read-only window on a release: Datasette with our search, Vietnamese order and canned queries."""

import asyncio
import importlib
import socket
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.connection import reader
from corpus.errors import CorpusError
from corpus.exporting.dictionary import meanings, table_meaning
from corpus.releases.kept import DATABASE, Release, read
from nlp.paths import datasets

NAME = "guong"  # of the database in addresses: /guong/articles


def build(folder: Path) -> Any:
    """A `datasette.app.Datasette` on the database of a release, opened immutable.

    Raises CorpusError when the folder is no release, its database is damaged, or Datasette is not installed.
    """
    release = read(folder)
    try:
        from datasette.app import Datasette
        from datasette.plugins import pm
    except ImportError as error:
        raise CorpusError("Datasette is not installed", "install it: pip install 'guong[window]'") from error
    from desk.window import plugin

    # Where rich is installed Datasette prints every mistyped query as a traceback with all local variables.
    importlib.import_module("datasette.handle_exception").rich = None  # type: ignore[attr-defined]
    if not pm.is_registered(plugin):
        pm.register(plugin, "guong")
    file = folder / DATABASE
    if not file.is_file():
        raise CorpusError(f"{folder}: no release there", "name a folder made by `guong release VERSION`")
    try:
        with closing(reader(file)) as conn:
            conn.execute("SELECT key FROM about LIMIT 1").fetchone()
    except sqlite3.Error as error:  # found now, not by whoever opens the first page
        raise CorpusError(
            f"{file}: is damaged ({error})", "look with `guong release --check DIR`, or freeze a new one"
        ) from error
    data = _data()
    return Datasette(immutables=[str(file)], metadata=_metadata(release, data), settings=data["settings"],
                     inspect_data={})  # fmt: skip


def _data() -> dict[str, Any]:
    return tomllib.loads((datasets() / "window.toml").read_text(encoding="utf-8"))


def _metadata(release: Release, data: dict[str, Any]) -> dict[str, Any]:
    tables = {}
    for name, more in data["tables"].items():
        about = table_meaning(name)
        columns = {column: f"{one.vi} · {one.en}" for column, one in meanings(name).items()}
        tables[name] = {"description": f"{about.vi} · {about.en}", "columns": columns, **more}
    tables["search"] = {"hidden": True}
    said = release.filters
    return {
        "title": f"{data['title']} {release.version}",
        "description": f"{release.articles} bài · {said['vi']} · văn bản: {release.texts}",
        "license": data["rights"], "source": f"Guong {release.version}",
        "databases": {NAME: {"queries": data["queries"], "tables": tables}},
    }  # fmt: skip


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 8001,
          ready: Callable[[str], None] = lambda address: None) -> None:  # fmt: skip
    """Serve a release until stopped; `ready` gets the address once it is taken. Raises CorpusError, OSError."""
    app = build(folder)
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as taken:
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        ready(f"http://{shown}:{taken.getsockname()[1]}")
        asyncio.run(_run(app, taken, uvicorn))


async def _run(app: Any, taken: socket.socket, uvicorn: Any) -> None:
    await app.invoke_startup()
    await uvicorn.Server(uvicorn.Config(app.app(), log_level="warning")).serve(sockets=[taken])
