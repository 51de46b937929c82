"""A reader for the tests in the place of `nlp.tagger`: worker processes import it by name."""

import os
import time
from typing import Any

from nlp.records import Document
from tests.corpus.press import reading


def read(document: Document) -> dict[str, Any]:
    """A reading with every kind of tag; titles say what goes wrong."""
    if document.title == "raise":
        raise ValueError("unreadable")
    if document.title == "die":
        os._exit(9)
    if document.title == "hang":
        time.sleep(600)
    return reading(document.body, exemplar=document.source_province)


def version() -> str:
    return "stub1"


def stream(document: Document) -> str:
    """Words without the segmenter, which a worker would load first."""
    return " ".join(document.body.casefold().split())
