"""Reports and digests by the names of their nights."""

import datetime
from pathlib import Path

from corpus.nights import order


def thin_dated(folder: Path, oldest: datetime.date) -> list[str]:
    """Remove files of nights before a date; files that bear no night's name stay. Returns the names removed."""
    if not folder.is_dir():
        return []
    gone = [
        file
        for file in sorted(folder.iterdir())
        if file.is_file() and (found := order(file.name)) and found[0] < oldest
    ]
    for file in gone:
        file.unlink()
    return [file.name for file in gone]


def gigabytes(size: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in ("B", "KB") else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
