"""The model file: one skops archive of plain arrays and one string, and the manifest that vouches for it.

Nothing in it can run: only numpy arrays, texts and dictionaries are ever read (`nlp.classify.archive`). The same
content gives the same bytes (skops numbers its objects by their place in memory and stamps the hour; both are replaced).
"""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from nlp.classify import archive
from nlp.errors import NlpError

FILE, MANIFEST, CARD = "classifiers.skops", "manifest.json", "README.md"
_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can say


class ModelError(NlpError):
    """A model file that is missing, altered or of another version; the message says which."""


def write(folder: Path, content: dict[str, Any], about: dict[str, Any]) -> str:
    """Write model file and manifest; returns the version (the first 12 digits of the file's SHA-256).

    Both are written under temporary names first and renamed at the end, so that a failure leaves the old pair.
    """
    import skops.io  # brings all of scikit-learn, which only training should wait for

    folder.mkdir(parents=True, exist_ok=True)
    data = _steady(skops.io.dumps(content))
    sha256 = hashlib.sha256(data).hexdigest()
    manifest = json.dumps({"file": FILE, "sha256": sha256, **about}, ensure_ascii=False, indent=1) + "\n"
    pairs = [(folder / f".{name}.new", folder / name, text) for name, text in
             ((FILE, data), (MANIFEST, manifest.encode()))]  # fmt: skip
    for temporary, _, text in pairs:
        temporary.write_bytes(text)
    for temporary, final, _ in pairs:
        temporary.replace(final)
    return sha256[:12]


def read(folder: Path) -> tuple[dict[str, Any], dict[str, Any], str]:
    """(content, manifest, version) of a folder; raises ModelError for a missing, altered or foreign file."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        data = (folder / FILE).read_bytes()
        sha256 = manifest["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder}: no readable model ({error}); run `guong train`") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(f"{folder / FILE} is not the file its manifest names; restore it or run `guong train`")
    try:
        content = archive.read(data)
    except archive.ArchiveError as error:
        raise ModelError(f"{folder / FILE} was refused ({error}); restore it or run `guong train`") from error
    if not isinstance(content, dict):
        raise ModelError(f"{folder / FILE} holds no classifiers; run `guong train`")
    return content, manifest, sha256[:12]


def _steady(data: bytes) -> bytes:
    """The archive with its objects numbered in order and one date on every member."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        members = {name: made.read(name) for name in made.namelist()}
    schema = json.loads(members.pop("schema.json"))
    numbers: dict[int, int] = {}
    files: dict[str, str] = {}
    _renumber(schema, numbers, files)
    members = {files[name]: member for name, member in members.items()}
    members["schema.json"] = json.dumps(schema, ensure_ascii=False).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(members):
            made.writestr(zipfile.ZipInfo(name, _STAMP), members[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _renumber(node: Any, numbers: dict[int, int], files: dict[str, str]) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("__id__"), int):
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers) + 1)
        if node.get("__loader__") == "NdArrayNode" and isinstance(node.get("file"), str):
            node["file"] = files.setdefault(node["file"], f"{len(files) + 1}.npy")
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _renumber(child, numbers, files)
