"""Manners that hold however the spider is started: who we say we are, how long we wait, one crawl at a time."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scrapy.settings import BaseSettings

from corpus.clock import now
from corpus.errors import GuongError

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
            settings.set("DOWNLOAD_HANDLERS", handlers, priority="cmdline")


@contextmanager
def only_one(corpus: Path, name: str = "crawl") -> Iterator[None]:
    """Hold a lock beside the corpus; raises GuongError saying who holds it and since when. A kill frees it."""
    corpus.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{corpus}.{name}.lock", "a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise GuongError(f"another {name} is writing to {corpus}{_holder(handle)}", "wait for it to end") from error
        handle.truncate(0)
        handle.write(json.dumps({"pid": os.getpid(), "command": name, "since": now()}))
        handle.flush()
        yield


def _holder(handle: IO[str]) -> str:
    """Who holds a lock and since when, as far as the file tells."""
    try:
        handle.seek(0)
        told = json.loads(handle.read(1000))
        return f", since {told['since']}, process {int(told['pid'])}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
