"""The day somebody saw a source answer, written into its file: that one line, and nothing else of the file."""

import re
import tomllib
from pathlib import Path
from typing import Any

from corpus.errors import GuongError
from corpus.whole import write_whole

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*source[ \t]*\]\][ \t]*(#.*)?$")
_TABLE = re.compile(r"[ \t]*\[")
_LINE = re.compile(r"""([ \t]*verified[ \t]*=[ \t]*)("[^"\\]*"|'[^']*')(.*)$""", re.DOTALL)
_HINT = "write the day there by hand"


def mark(path: Path, ids: set[str], day: str) -> list[Path]:
    """Write `verified = "<day>"` for these sources into the TOML file, or the files of the folder, that hold them.

    Comments, order and line ends stay. Returns the files that changed. Raises GuongError for a file where the line
    cannot be found for sure, or that cannot be written; it stays as it was.
    """
    changed: list[Path] = []
    for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
        try:
            before = file.read_bytes().decode("utf-8")
            known = tomllib.loads(before.lstrip("\ufeff")).get("source", [])
        except (OSError, ValueError):
            continue  # it gave no source, so none of these is in it
        names = [one.get("id") for one in known if isinstance(one, dict)] if isinstance(known, list) else []
        here = [at for at, name in enumerate(names) if name in ids and names.index(name) == at]
        if not here:
            continue
        after = marked(before, here, day)
        if after is None or not _only(before, after, here, day):
            raise GuongError(f"{file}: the line of verified was not found", _HINT)
        if after != before:
            try:
                write_whole(file, after)
            except OSError as error:
                raise GuongError(f"{file}: cannot be written ({error})", "check the path and its rights") from error
            changed.append(file)
    return changed


def marked(text: str, which: list[int], day: str) -> str | None:
    """The text with the day in these entries (counted from nought); None when one of them has no place for it."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    heads = [at for at, line in enumerate(lines) if _HEADER.match(line.rstrip("\r\n"))]
    for number in sorted(which, reverse=True):
        if number >= len(heads):
            return None
        end = next((at for at in range(heads[number] + 1, len(lines)) if _TABLE.match(lines[at])), len(lines))
        place = next((at for at in range(heads[number] + 1, end) if _LINE.match(lines[at])), None)
        if place is None:
            ending = "\r\n" if lines[heads[number]].endswith("\r\n") else "\n"
            lines[heads[number]] = lines[heads[number]].rstrip("\r\n") + ending
            lines.insert(heads[number] + 1, f'verified = "{day}"{ending}')
        else:
            lines[place] = _LINE.sub(lambda found: f'{found[1]}"{day}"{found[3]}', lines[place])
    return text[: len(text) - len(text.lstrip("\ufeff"))] + "".join(lines)


def _only(before: str, after: str, which: list[int], day: str) -> bool:
    """True when nothing but the day of these entries is otherwise."""
    try:
        old, new = (tomllib.loads(text.lstrip("\ufeff")) for text in (before, after))
    except tomllib.TOMLDecodeError:
        return False
    wanted: list[dict[str, Any]] = old["source"]
    for number in which:
        wanted[number]["verified"] = day
    return old == new
