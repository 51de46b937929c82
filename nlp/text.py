"""One normal form, one folding. Everything that stores, compares or searches text goes through here.

`normalise` is what the corpus stores (NFC; nothing a reader can see is changed). `canonical` and `fold` are keys for
comparing; both keep the length, so an offset in a key is an offset in the text.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

# Zero-width and bidirectional marks glue words together or hide text; a soft hyphen is layout, not spelling.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_SPACES = {ord(c): " " for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
           "\u202f\u205f\u3000\t"}  # fmt: skip
_CONTROLS = {c: None for c in [*range(32), *range(127, 160)] if c not in (9, 10)}
_CLEAN = {**_INVISIBLE, **_CONTROLS, **_SPACES, 0x00D0: "Đ"}  # Ð (eth) is typed for Đ by old Vietnamese fonts
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_BLANKS = re.compile(r" {2,}")
# Everything the lines above change: most texts hold none of it, and one look is a seventh of the work.
_SPECIAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\xd0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff"
                      "\ud800-\udfff]")  # fmt: skip

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def normalise(text: str) -> str:
    """Text as it is stored: NFC, one kind of space and line end, no invisible or control characters.

    Words are never changed: tone-mark placing and capitals stay as printed.
    """
    if _SPECIAL.search(text):
        text = _LINE_ENDS.sub("\n", _SURROGATES.sub("", text)).translate(_CLEAN)
    text = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", text) if "  " in text else text


def one_line(text: str | None) -> str:
    """`normalise` with all white space folded to single blanks."""
    return " ".join(normalise(text or "").split())


def _placing() -> dict[str, str]:
    """Both ways to place the tone on oa, oe, uy → the first-vowel way (hoà → hòa, thuỷ → thủy), two letters each."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            new = unicodedata.normalize("NFC", first + second + tone)
            old = unicodedata.normalize("NFC", first + tone + second)
            for a, b in ((new, old), (new.capitalize(), old.capitalize()), (new.upper(), old.upper())):
                pairs[a] = b
    return pairs


_PLACING = _placing()
# The rule holds only where the two letters end the syllable (hoà, thuỷ) and not after q (quỳ, Quý are one way only).
_FIRSTS, _SECONDS = ("".join(sorted({pair[i] for pair in _PLACING})) for i in (0, 1))
# Two classes and a look back are ten times as fast as an alternation of all pairs.
_PLACING_RE = re.compile(rf"[{_FIRSTS}][{_SECONDS}](?<![qQ]..)(?![^\W\d_])")
# After q the tone stands on y (Quý); "Qúy" is the same name misplaced.
_QUY = {unicodedata.normalize("NFC", "u" + t + "y"): unicodedata.normalize("NFC", "uy" + t) for t in _TONES}
_QUY.update({k.upper(): v.upper() for k, v in list(_QUY.items())})
# Beginning with plain classes lets `re` leap; a look behind would be tried at every character.
_QUY_RE = re.compile(rf"([qQ])([{''.join(sorted({pair[0] for pair in _QUY}))}][yY])(?![^\W\d_])")


def place_tones(text: str) -> str:
    """Tone marks in one placing (hoà → hòa, uỷ → ủy, Qúy → Quý); length, case and offsets stay."""
    text = _PLACING_RE.sub(lambda m: _PLACING.get(m.group(), m.group()), text)
    return _QUY_RE.sub(lambda m: m[1] + _QUY.get(m[2], m[2]), text) if "q" in text or "Q" in text else text


class _Lower(dict[int, str]):
    """A `str.translate` table that fills itself: lower case where that keeps one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        low = char.lower()
        self[code] = low if len(low) == 1 else char
        return self[code]


class _Bare(dict[int, str]):
    """As `_Lower`, and without tone or vowel marks, đ → d."""

    def __missing__(self, code: int) -> str:
        char = chr(code).lower()
        if char in "đð":
            base = "d"
        else:
            base = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


_LOWER, _BARE = _Lower(), _Bare()


_TABLED = 0x2800  # code points: all letters and signs of this press lie below

_LONG = 200  # characters: the texts of an article, which several readers ask for; words would push them out
_KEPT = 4  # title, lead, body and captions of the article being read


def canonical(text: str) -> str:
    """Key that keeps the marks: lower case, one tone placing. Same length as the NFC text."""
    return _canonical_kept(text) if len(text) > _LONG else _canonical(text)


@lru_cache(maxsize=_KEPT)
def _canonical_kept(text: str) -> str:
    return _canonical(text)


def _canonical(text: str) -> str:
    text = place_tones(text)
    low = text.lower()
    # The same but for characters whose lower case is longer, and for Σ, which looks at its neighbours.
    return low if len(low) == len(text) and "Σ" not in text else text.translate(_LOWER)


@cache
def _bare_table() -> Any:
    """What `_BARE` says of every code point under `_TABLED`, as numbers (uint32)."""
    import numpy as np

    return np.array([ord(_BARE[code]) for code in range(_TABLED)], dtype="<u4")


def fold(text: str) -> str:
    """Key without marks: `đức` → `duc`. Same length as the NFC text."""
    if len(text) > _LONG:
        import numpy as np  # `translate` asks a dictionary at every letter: ten times the time on an article

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if codes.max() < _TABLED:
            return str(_bare_table()[codes].tobytes(), "utf-32-le")
    return text.translate(_BARE)


@lru_cache(maxsize=4096)
def has_marks(word: str) -> bool:
    """True when the word carries any Vietnamese mark (or đ)."""
    return fold(word) != word.translate(_LOWER)


def name_case(name: str) -> str:
    """Name case for a name printed in capitals (LÊ CHÍ THÀNH → Lê Chí Thành); other names stay as printed."""
    if name.upper() != name or name.lower() == name:
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m.group()[0].upper() + m.group()[1:].lower(), name)


# A full stop inside these ends no sentence: "Nghị quyết T.Ư 4", "TP. Phổ Yên", "P. Tân Lập", "PGS.TS. …".
_ABBREVIATIONS = ("t.ư", "tp.", "tx.", "tt.", "p.", "q.", "h.", "x.", "ts.", "ths.", "pgs.", "gs.", "bs.", "ông.",
                  "st.", "tr.", "v.v.", "đ/c.", "ncs.", "cn.", "ks.", "bt.")  # fmt: skip
# Signs are tried once, as a whole run: starting or giving back inside it would take quadratic time on a page of dots.
# The first class lets `re` leap to where a sentence may end.
_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*+|(?<![\n])(?<![.!?…][.!?…])[.!?…]*+[\"”'’)\]]*+"
    r"(?=\s+[\"“'‘(\[]?[^\W\d_]|\s+\d|\s*$))"
)
MAX_SENTENCE = 2000  # characters; longer runs (broken pages) are cut at a blank so that no reader sees endless input


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentence bounds `[start, end)` in order; lines never run together, abbreviations do not end a sentence."""
    return list(_sentences_kept(text)) if len(text) > _LONG else _sentences(text)


@lru_cache(maxsize=_KEPT)
def _sentences_kept(text: str) -> list[tuple[int, int]]:
    return _sentences(text)


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        if match.group()[0] == ".":
            word = text[max(start, match.start() - 6) : match.start() + 1].lower().split()
            follower = text[end : end + 3].strip(" \"“'‘(")[:1]
            if word and (word[-1].lstrip("([“\"‘'") in _ABBREVIATIONS or follower.islower()):
                continue
        _add(text, start, end, bounds)
        start = end
    _add(text, start, len(text), bounds)
    return bounds


def _add(text: str, start: int, end: int, bounds: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        bounds.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        bounds.append((start, end))
