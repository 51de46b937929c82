"""Files that are there whole or not at all: written under another name, brought to the disk, then renamed."""

import hashlib
import os
from pathlib import Path

BLOCK = 1024 * 1024  # bytes read at once


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a kill or a full disk leaves the old one or the new one; makes its folder.

    Raises OSError. The file may be read by everybody the umask allows.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            out.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk: a rename is safe only then."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def file_sha256(path: Path) -> str:
    """SHA-256 (hex) of a file; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sums_text(sums: dict[str, str]) -> str:
    """Checksums by file name in the format of sha256sum."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))


def read_sums(path: Path) -> dict[str, str]:
    """Checksums by file name; lines that are none are passed over, a missing file gives none. Raises OSError."""
    if not path.exists():
        return {}
    lines = (line.partition("  ") for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {name: sha256 for sha256, _, name in lines if name and len(sha256) == 64}
