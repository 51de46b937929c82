"""The weights of a linear chain in CRFsuite's binary format (https://www.chokkan.org/software/crfsuite)."""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

# Windows as (first, last) place around the token judged. The order of views and windows is that of underthesea's list.
ONE = ((-2, -2), (-1, -1), (0, 0), (1, 1), (2, 2))
TWO = ((-2, -1), (-1, 0), (0, 1), (1, 2))
THREE = ((-2, 0), (-1, 1), (0, 2))
_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")
VIEWS = ("", "lower", "isdigit", "istitle", "is_in_dict")

Window = tuple[int, int]
Pair = tuple[float, float]
Weights = dict[Window, dict[str, dict[str, Pair]]]


class UnknownModel(Exception):
    """What is installed is not the model this module was written for."""


@dataclass(frozen=True)
class Chain:
    """Weights of the tags (B, I): `state[window][view][value]`, and `moves[a]` after tag a (0 is B, 1 is I)."""

    state: Weights
    moves: tuple[Pair, Pair]


def read_chain(data: bytes) -> Chain:
    """The weights in a CRFsuite model file over the tags B-W and I-W.

    Raises `UnknownModel` when the bytes are no such model.
    """
    try:
        magic, kind, *numbers = struct.unpack_from("<4s4x4s9I", data)
        features, labels, attributes = numbers[4:7]
        if (magic, kind) != (b"lCRF", b"FOMC") or _strings(data, labels) != ["B-W", "I-W"]:
            raise UnknownModel("no CRFsuite chain over B-W and I-W")
        names = _strings(data, attributes)
        (count,) = struct.unpack_from("<I", data, features + 8)
        states, moves = ([0.0] * len(names), [0.0] * len(names)), ([0.0, 0.0], [0.0, 0.0])
        rows = data[features + 12 : features + 12 + 20 * count]
        for is_move, source, tag, weight in struct.iter_unpack("<IIId", rows):
            if is_move:
                moves[source][tag] = weight
            else:
                states[tag][source] = weight
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UnknownModel("a damaged model file") from error
    pairs = zip(*states, strict=True)
    return Chain(_by_window(names, pairs), ((moves[0][0], moves[0][1]), (moves[1][0], moves[1][1])))


def _strings(data: bytes, at: int) -> list[str]:
    """The strings of a constant database (CRFsuite's CQDB) in the order of their ids."""
    size, links = struct.unpack_from("<2I", data, at + 16)
    found = []
    for offset in struct.unpack_from(f"<{size}I", data, at + links):
        start = at + offset + 8
        (length,) = struct.unpack_from("<I", data, start - 4)
        found.append(data[start : start + length - 1].decode())
    return found


def _by_window(names: list[str], pairs: Iterable[Pair]) -> Weights:
    weights: Weights = {window: {view: {} for view in VIEWS} for window in ONE + TWO + THREE}
    tables: dict[str, dict[str, Pair]] = {}
    for name, pair in zip(names, pairs, strict=True):
        template, _, value = name.partition("=")
        table = tables.get(template)
        if table is None:
            match = _TEMPLATE.fullmatch(template)
            window = (int(match[1]), int(match[2] or match[1])) if match else None
            if match is None or window not in weights or (match[3] or "") not in VIEWS:
                raise UnknownModel(f"a feature of an unknown kind: {template}")
            table = tables[template] = weights[window][match[3] or ""]
        table[value] = pair
    return weights
