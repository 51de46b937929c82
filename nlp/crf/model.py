"""The model inside the installed underthesea: found, checked against its known release, read."""

import hashlib
import importlib.metadata
import importlib.util
import pickle
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from nlp.crf.decode import Tagger
from nlp.crf.weights import UnknownModel, read_chain

# The release whose output this module equals and the files it comes with: other weights would cut other words.
RELEASE = {"underthesea": "9.5.0", "underthesea_core": "3.3.2"}
_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin"
_WORDS = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/dictionary.bin"
_RULES = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
_SHA256 = {
    _MODEL: "c3a64c64349f1d73304f89babacaa8f8cd6078b1ec1a1b2c104e9e411ac1d2c3",
    _WORDS: "ec8c62b3881c6682c18959988e1fe08800cc835777778845bded470ca02745d9",
    _RULES: "a8ef96ef9837f6a377154fdfc970b9b88351d39f9353fa693d53ab49798817f9",
}
FILES = tuple(_SHA256)


@dataclass(frozen=True)
class Model:
    """A tagger and the spelling it was trained on: `characters` for `str.translate`, `tokens` printed → meant."""

    tagger: Tagger
    characters: dict[int, str]
    tokens: dict[str, str]


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} where plain strings belong")


def plain(data: bytes) -> Any:
    """Pickled strings, sets and dictionaries; raises `UnpicklingError` for data that name any class or function."""
    return _Plain(BytesIO(data)).load()


def load() -> Model:
    """The model inside the installed underthesea, which is not imported for it (that takes a second).

    Raises `UnknownModel` when release, files or content are not the known ones.
    """
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise UnknownModel("underthesea is not installed")
    try:
        versions = {package: importlib.metadata.version(package) for package in RELEASE}
    except importlib.metadata.PackageNotFoundError as error:
        raise UnknownModel(f"{error.name} is not installed") from error
    return read(Path(spec.submodule_search_locations[0]), versions)


def read(folder: Path, versions: dict[str, str]) -> Model:
    """The model in a package folder of underthesea of these versions. Raises `UnknownModel` as `load` does."""
    if versions != RELEASE:
        raise UnknownModel(f"versions {versions}, not {RELEASE}")
    content = {}
    for name, digest in _SHA256.items():
        try:
            content[name] = (folder / name).read_bytes()
        except OSError as error:
            raise UnknownModel(f"{name} cannot be read") from error
        if hashlib.sha256(content[name]).hexdigest() != digest:
            raise UnknownModel(f"{name} is not the file of that release")
    words: set[str] = plain(content[_WORDS])
    rules: dict[str, dict[str, str]] = plain(content[_RULES])
    characters = {ord(printed): meant for printed, meant in rules["character"].items()}
    return Model(Tagger(read_chain(content[_MODEL]), words), characters, rules["token"])
