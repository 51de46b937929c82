"""The last check of each source, one small JSON file beside the corpus: `checks/<id>.json`.

A check of a recording is kept beside that of the network, as `<id>.replay.json`: the two say nothing of each other.
"""

import json
from pathlib import Path

from corpus.errors import GuongError
from corpus.whole import write_whole
from crawler.probing.records import Check, check_of

LARGEST = 4 * 1024 * 1024  # bytes; a check has a few dozen KB


def place(corpus: Path, source: str, replay: bool) -> Path:
    """Where the last check of a source is kept."""
    return corpus.parent / "checks" / f"{source}{'.replay' if replay else ''}.json"


def last(corpus: Path, source: str, replay: bool) -> Check | None:
    """The last check of a source, or None; a file that holds none counts as none and is written anew."""
    path = place(corpus, source, replay)
    try:
        if path.stat().st_size > LARGEST:
            return None
        return check_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(corpus: Path, check: Check) -> None:
    """Keep a check, whole or not at all; raises GuongError when the disk does not take it."""
    path = place(corpus, check.source, check.replay)
    try:
        write_whole(path, json.dumps(check.as_dict(), ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise GuongError(f"{path}: cannot be written ({error})", "check the folder and its rights") from error
