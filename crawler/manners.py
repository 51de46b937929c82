"""Manners that hold however the spider is started: who we say we are, how long we wait, one crawl at a time."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from corpus.errors import GuongError
from crawler.sources import Source

REPLAY_HANDLER = "crawler.replay.ReplayHandler"


class Manners:
    """Scrapy add-on: the contact of GUONG_CONTACT in the user agent; with GUONG_REPLAY no network and no waiting."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Called by Scrapy before anything is built."""
        contact = os.environ.get("GUONG_CONTACT", "").strip()
        if contact and contact.isprintable():
            settings.set("USER_AGENT", str(settings["USER_AGENT"]).replace("not given", contact), priority="cmdline")
        if settings.get("GUONG_REPLAY"):
            handlers = {**settings["DOWNLOAD_HANDLERS"], "http": REPLAY_HANDLER, "https": REPLAY_HANDLER}
            changes = {"DOWNLOAD_HANDLERS": handlers, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
            for key, value in changes.items():
                settings.set(key, value, priority="cmdline")


def slots(sources: Iterable[Source]) -> dict[str, dict[str, Any]]:
    """Scrapy's download slots: each host (with and without www.) with its source's delay, one request at a time."""
    names = {urlsplit(f"//{host}").hostname or host: source.delay for source in sources for host in source.hosts}
    names |= {f"www.{name}": delay for name, delay in names.items() if not name.startswith("www.")}
    return {name: {"delay": delay, "concurrency": 1} for name, delay in names.items()}


@contextmanager
def only_one(corpus: Path) -> Iterator[None]:
    """Hold the corpus's crawl lock; raises GuongError when another crawl holds it. A kill frees it."""
    corpus.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{corpus}.lock", "a", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GuongError(f"another crawl is writing to {corpus}", "wait for it to end") from error
        yield
