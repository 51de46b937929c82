"""underthesea's word segmentation model, read once and decoded here.

The model is a linear chain over two tags, a word beginning (B) and a word going on (I), in CRFsuite's binary format
(https://www.chokkan.org/software/crfsuite). An attribute is a window of tokens around the one judged, in one of five
views: as written, in lower case, whether it is a number, whether every token has a capital, whether it is in the
dictionary. Only the lead of I over B decides, so scores are one number, summed per gram and kept; where two paths come
out even, the last bit decides, and the sentence is decoded again in the order in which underthesea adds.
"""

import hashlib
import importlib.metadata
import importlib.util
import pickle
import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from operator import add
from pathlib import Path
from typing import Any

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

# Windows as (first, last) place around the token judged. The order of views and windows is that of underthesea's list.
_ONE = ((-2, -2), (-1, -1), (0, 0), (1, 1), (2, 2))
_TWO = ((-2, -1), (-1, 0), (0, 1), (1, 2))
_THREE = ((-2, 0), (-1, 1), (0, 2))
_TEMPLATE = re.compile(r"T\[(-?\d)(?:,(-?\d))?\](?:\.(\w+))?")
_VIEWS = ("", "lower", "isdigit", "istitle", "is_in_dict")
_BEFORE, _AFTER = "\nBOS", "\nEOS"  # beyond a sentence's ends; no token holds a line end, so no text spells these
_EVEN = 1e-9  # leads this close to a threshold may fall either way by rounding, whose error stays below 1e-11
CACHED = 1 << 16  # grams kept per length, a hundred articles' worth: 50 MB of ordinary text, 110 MB of long junk

Scores = tuple[float, ...]
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
    weights: Weights = {window: {view: {} for view in _VIEWS} for window in _ONE + _TWO + _THREE}
    tables: dict[str, dict[str, Pair]] = {}
    for name, pair in zip(names, pairs, strict=True):
        template, _, value = name.partition("=")
        table = tables.get(template)
        if table is None:
            match = _TEMPLATE.fullmatch(template)
            window = (int(match[1]), int(match[2] or match[1])) if match else None
            if match is None or window not in weights or (match[3] or "") not in _VIEWS:
                raise UnknownModel(f"a feature of an unknown kind: {template}")
            table = tables[template] = weights[window][match[3] or ""]
        table[value] = pair
    return weights


def _views(gram: tuple[str, ...], words: set[str]) -> tuple[str, str, bool, bool, bool]:
    """What the five views show of a gram."""
    written = " ".join(gram)
    lower = written.lower()
    title = all(token[0] == token[0].upper() for token in gram)  # a figure or sign counts as a capital
    return written, lower, written.isascii() and written.isdigit(), title, lower in words


class _Table:
    """What grams of one length weigh in each window of that length."""

    def __init__(self, windows: Sequence[Window], chain: Chain) -> None:
        state = [chain.state[window] for window in windows]

        def total(**seen: str) -> Scores:
            pairs = [[s[view].get(value, (0.0, 0.0)) for view, value in seen.items()] for s in state]
            return tuple(sum(i - b for b, i in row) for row in pairs)

        self._written, self._lower = _rows([s[""] for s in state]), _rows([s["lower"] for s in state])
        self.before, self.after = total(**dict.fromkeys(_VIEWS, "BOS")), total(**dict.fromkeys(_VIEWS, "EOS"))
        self._flags = {
            (number, title, known): total(isdigit=str(number), istitle=str(title), is_in_dict=str(known))
            for number in (False, True)
            for title in (False, True)
            for known in (False, True)
        }

    def scores(self, written: str, lower: str, number: bool, title: bool, known: bool) -> Scores:
        """The scores of a gram that the five views show so."""
        scores = self._flags[number, title, known]
        if (seen := self._written.get(written)) is not None:
            scores = tuple(map(add, scores, seen))
        if (seen := self._lower.get(lower)) is not None:
            scores = tuple(map(add, scores, seen))
        return scores


def _rows(tables: Sequence[dict[str, Pair]]) -> dict[str, list[float]]:
    """value → the lead of I in each table."""
    rows: dict[str, list[float]] = {}
    for place, table in enumerate(tables):
        for value, (b, i) in table.items():
            if value not in rows:
                rows[value] = [0.0] * len(tables)
            rows[value][place] = i - b
    return rows


class _Ones(dict[str, tuple[Scores, str, bool]]):
    """token → its scores, its lower case, whether it counts as a capital."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        super().__init__()
        self._table, self._words = _Table(_ONE, chain), words

    def __missing__(self, token: str) -> tuple[Scores, str, bool]:
        _bound(self)
        written, lower, number, title, known = _views((token,), self._words)
        if token in (_BEFORE, _AFTER):
            scores = self._table.before if token == _BEFORE else self._table.after
        else:
            scores = self._table.scores(written, lower, number, title, known)
        self[token] = found = scores, lower, title
        return found


# What two neighbours a b say: a and both of the token after b; a, b and both of b; b and both of a; b and both of the
# token before a. Then both in lower case, b in lower case, whether both are capitals, whether a known three begins so.
_Pair = tuple[float, float, float, float, str, str, bool, bool]


class _Twos(dict[tuple[str, str], _Pair]):
    """Two neighbours → what they say."""

    def __init__(self, chain: Chain, words: set[str], ones: _Ones) -> None:
        super().__init__()
        self._table, self._words, self._ones = _Table(_TWO, chain), words, ones
        threes = [word for word in words if word.count(" ") == 2]
        threes += [three for window in _THREE for three in chain.state[window][""]]
        self._starts = {three.rpartition(" ")[0] for three in threes}

    def __missing__(self, gram: tuple[str, str]) -> _Pair:
        _bound(self)
        a, b = gram
        (one_a, low_a, title_a), (one_b, low_b, title_b) = self._ones[a], self._ones[b]
        written, lower, title = f"{a} {b}", f"{low_a} {low_b}", title_a and title_b
        if a == _BEFORE or b == _AFTER:
            ab = self._table.before if a == _BEFORE else self._table.after
        else:
            ab = self._table.scores(written, lower, False, title, lower in self._words)
        begins_three = written in self._starts or lower in self._starts
        # In three neighbours every window counts once: the middle one's own is told by the pair that it ends.
        pair = self[gram] = (
            one_a[0] + ab[0],
            one_a[1] + one_b[2] + ab[1],
            one_b[3] + ab[2],
            one_b[4] + ab[3],
            lower,
            low_b,
            title,
            begins_three,
        )
        return pair


class _Threes(dict[tuple[str, str, str], Scores]):
    """What three neighbours and all their parts say of the third, the middle and the first of them."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        super().__init__()
        self._table, self._words, self._ones = _Table(_THREE, chain), words, _Ones(chain, words)
        self._twos = _Twos(chain, words, self._ones)
        self._unknown = [self._table.scores("", "", False, title, False) for title in (False, True)]

    def __missing__(self, gram: tuple[str, str, str]) -> Scores:
        _bound(self)
        a, b, c = gram
        third, middle, _, _, lower, _, title_ab, begins_three = self._twos[a, b]
        _, _, middle_too, first, _, low_c, title_bc, _ = self._twos[b, c]
        if a == _BEFORE or c == _AFTER:
            abc = self._table.before if a == _BEFORE else self._table.after
        elif begins_three:
            lower = f"{lower} {low_c}"
            abc = self._table.scores(f"{a} {b} {c}", lower, False, title_ab and title_bc, lower in self._words)
        else:
            abc = self._unknown[title_ab and title_bc]
        scores = self[gram] = third + abc[0], middle + middle_too + abc[1], first + abc[2]
        return scores

    def sizes(self) -> tuple[int, int, int]:
        """How many tokens, pairs and threes are kept."""
        return len(self._ones), len(self._twos), len(self)


def _bound(cache: dict[Any, Any]) -> None:
    """Starts a full cache anew: what is common comes back at once, and there is nothing to keep count of."""
    if len(cache) >= CACHED:
        cache.clear()


class Tagger:
    """Says of every token of a sentence whether a word begins there. Threads may share one."""

    def __init__(self, chain: Chain, words: set[str]) -> None:
        self._chain, self._words = chain, words
        self._threes = _Threes(chain, words)
        tables = [(place, window, chain.state[window][view]) for place, view in enumerate(_VIEWS)
                  for window in _ONE + _TWO + _THREE]  # fmt: skip
        self._tables = [(place, window, table) for place, window, table in tables if table]
        self._weigh = lru_cache(maxsize=CACHED >> 4)(self._weigh_middle)

    def begins(self, tokens: Sequence[str]) -> list[bool]:
        """One flag per token, by the best path (Viterbi). Tokens are not empty and hold no white space."""
        if not tokens:
            return []
        padded = (_BEFORE, _BEFORE, *tokens, _AFTER, _AFTER)
        threes = list(map(self._threes.__getitem__, zip(padded, padded[1:], padded[2:], strict=False)))
        scores = [a[0] + b[1] + c[2] for a, b, c in zip(threes, threes[1:], threes[2:], strict=False)]
        (bb, bi), (ib, ii) = self._chain.moves
        before_b, before_i = bb - ib, bi - ii  # leading by more than this, I stands before a B, before an I
        lowest = min(before_b, before_i) - _EVEN
        lead = scores[0]
        paths: list[tuple[bool, bool]] = []
        for score in scores[1:]:
            if lead > lowest and (abs(lead - before_b) < _EVEN or abs(lead - before_i) < _EVEN):
                return self.begins_to_the_bit(tokens)
            paths.append((lead > before_b, lead > before_i))
            lead = score + max(bi, lead + ii) - max(bb, lead + ib)
        if abs(lead) < _EVEN:
            return self.begins_to_the_bit(tokens)
        return _backwards(paths, lead > 0)

    def cached(self) -> tuple[int, int, int]:
        """How many tokens, pairs and threes are kept; each at most `CACHED`."""
        return self._threes.sizes()

    def begins_to_the_bit(self, tokens: Sequence[str]) -> list[bool]:
        """As `begins`, adding what underthesea adds in its order: twenty times slower, equal to the last bit."""
        (bb, bi), (ib, ii) = self._chain.moves
        padded = (_BEFORE, _BEFORE, *tokens, _AFTER, _AFTER)
        weights = [self._weigh(padded[at : at + 5]) for at in range(len(tokens))]
        b, i = weights[0]
        paths = []
        for more_b, more_i in weights[1:]:
            paths.append((i + ib > b + bb, i + ii > b + bi))
            b, i = max(b + bb, i + ib) + more_b, max(b + bi, i + ii) + more_i
        return _backwards(paths, i > b)

    def _weigh_middle(self, five: tuple[str, ...]) -> Pair:
        """The weights of B and I at the middle one of five neighbours."""
        seen = {}
        for first, last in _ONE + _TWO + _THREE:
            gram = five[first + 2 : last + 3]
            edge = "BOS" if _BEFORE in gram else "EOS" if _AFTER in gram else None
            seen[first, last] = (edge,) * len(_VIEWS) if edge else _views(gram, self._words)
        b = i = 0.0
        for place, window, table in self._tables:
            more_b, more_i = table.get(str(seen[window][place]), (0.0, 0.0))
            b, i = b + more_b, i + more_i
        return b, i


def _backwards(paths: Sequence[tuple[bool, bool]], inside: bool) -> list[bool]:
    """Where words begin, from the last tag (is it I?) and, per token but the first, the tag before its B and its I."""
    flags = [not inside]
    for path in reversed(paths):
        inside = path[inside]
        flags.append(not inside)
    flags[-1] = True  # a sentence begins a word, whatever the tag
    return flags[::-1]


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
