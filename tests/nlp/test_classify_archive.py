"""The reader of skops archives: what it reads it reads as skops does, and everything else it refuses."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io

from nlp.classify import archive
from nlp.paths import models

HELD = {"words": "học\ntập", "idf": np.arange(3, dtype=np.float32), "weights": {"a": np.zeros((2, 3), np.float16)}}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return {name: made.read(name) for name in made.namelist()}


def archived(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def with_schema(**changes: Any) -> bytes:
    parts = members(skops.io.dumps(HELD))
    parts["schema.json"] = json.dumps(json.loads(parts["schema.json"]) | changes).encode()
    return archived(parts)


def with_array(data: bytes) -> bytes:
    parts = members(skops.io.dumps(HELD))
    return archived({name: data if name.endswith(".npy") else part for name, part in parts.items()})


def pickled_array() -> bytes:
    out = io.BytesIO()
    np.save(out, np.array([Path("x")], dtype=object), allow_pickle=True)
    return out.getvalue()


def claiming(shape: str) -> bytes:
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(np.array_equal(one, other)) and type(one) is type(other)


def test_arrays_texts_and_dictionaries_come_back_as_skops_gives_them() -> None:
    data = skops.io.dumps(HELD)
    assert same(archive.read(data), skops.io.loads(data))


def test_the_installed_model_reads_as_skops_reads_it() -> None:
    data = (models() / "classifiers.skops").read_bytes()
    assert same(archive.read(data), skops.io.loads(data))


@pytest.mark.parametrize("held", [{"a": Path("x")}, {"a": 1}, {"a": ["b"]}, [1], {"a": len}, {"a": np.float64(1)}])
def test_other_types_are_refused(held: Any) -> None:
    with pytest.raises(archive.ArchiveError):
        archive.read(skops.io.dumps(held))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x05\x06" + bytes(18),
        skops.io.dumps(HELD)[:-30],
        archived({"schema.json": b"[]"}),
        archived({"schema.json": b"{"}),
        archived({"schema.json": b"[" * 100_000}),
        with_schema(protocol=1),
        with_schema(content=None),
        with_array(pickled_array()),
        with_array(b""),
        with_array(claiming("(10**15,)")),
        with_array(claiming(f"({10**14},)")),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(archive.ArchiveError):
        archive.read(data)


def test_an_archive_that_unpacks_to_more_than_any_model_is_refused() -> None:
    with pytest.raises(archive.ArchiveError, match="more than 256 MB"):
        archive.read(archived({"schema.json": bytes(257 << 20)}))


def test_dictionaries_without_end_are_refused() -> None:
    node: dict[str, Any] = {"__loader__": "DictNode", "__module__": "builtins", "__class__": "dict", "content": {}}
    for _ in range(50):
        node = {**node, "content": {"a": node}}
    with pytest.raises(archive.ArchiveError):
        archive.read(archived({"schema.json": json.dumps(node | {"protocol": 2}).encode()}))
