"""A file that stands under its name whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CorpusError
from corpus.whole import flush_file, flush_folder


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; it takes the name of `path` when all went well.

    A kill at any moment leaves the old file, or none, under the name, and at most a hidden `.part` beside it. Raises
    CorpusError where the place cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    except OSError as error:
        raise _refused(path, error) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        flush_file(part)
        os.chmod(part, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(part, path)
        flush_folder(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        for left in part.parent.glob(f"{part.name}*"):  # what SQLite keeps beside a file it builds, too
            left.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> CorpusError:
    said = f"{path} cannot be written: {error.strerror or error}"
    return CorpusError(said, "check the folder, its rights and its room")


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
