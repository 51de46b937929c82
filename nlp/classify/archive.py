"""Reading a skops archive that holds numpy arrays, texts and dictionaries of them, and nothing else.

skops itself reads much more, for which it brings in all of scikit-learn (two to three seconds at every start); what is
read here is too little to run anything. The form is that of skops' protocol 2: `schema.json` describes the values one
inside the other, each array lies beside it as a file of numpy's own (npy).
"""

import io
import json
import zipfile
import zlib
from typing import Any

import numpy as np

from nlp.errors import NlpError

PROTOCOL = 2
_LARGEST = 256 << 20  # bytes unpacked; a model has some 25 MB, an archive that unpacks to more is none
_DEEPEST = 8  # dictionaries one inside the other; a model has three
# What zipfile, json and numpy raise for data that are none, encrypted, cut short, or that claim too many elements.
_BROKEN = (OSError, EOFError, KeyError, TypeError, AttributeError, ValueError, RuntimeError, MemoryError)


class ArchiveError(NlpError, ValueError):
    """An archive that cannot be read, or that holds something else; the message says what."""


def read(data: bytes) -> Any:
    """The value that the bytes of an archive hold. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise ArchiveError(f"it unpacks to more than {_LARGEST >> 20} MB")
            schema = json.loads(archive.read("schema.json"))
            if not isinstance(schema, dict) or schema.get("protocol") != PROTOCOL:
                raise ArchiveError(f"its form is not skops' protocol {PROTOCOL}")
            return _value(schema, archive, _DEEPEST)
    except ArchiveError:
        raise
    except (*_BROKEN, zipfile.BadZipFile, zlib.error) as error:
        raise ArchiveError(str(error) or type(error).__name__) from error


def _value(node: dict[str, Any], archive: zipfile.ZipFile, depth: int) -> Any:
    kind = node["__loader__"], node["__module__"], node["__class__"]
    if kind == ("DictNode", "builtins", "dict") and depth:
        return {name: _value(one, archive, depth - 1) for name, one in node["content"].items()}
    if kind == ("JsonNode", "builtins", "str"):
        text = json.loads(node["content"])
        if isinstance(text, str):
            return text
    if kind == ("NdArrayNode", "numpy", "ndarray") and node["type"] == "numpy":
        return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    raise ArchiveError(f"{'.'.join(map(str, kind[1:]))} is neither array, text nor dictionary")
