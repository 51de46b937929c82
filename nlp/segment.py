"""Word segmentation: underthesea's words, at our offsets and speed.

The weights are underthesea's, the decoding is ours (`nlp.crf`), for underthesea spends most of its time carrying strings
between two languages. Tokens follow its grammar piece by piece, a piece being what stands between two blanks: a
language that repeats its syllables repeats its pieces, and each is cut once. Where another release is installed than the
known one, underthesea itself is called. Two things differ on purpose: no token holds a blank ("Th S" is one there), and
no input takes exponential time ("http://" and thirty signs do there).
"""

import logging
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress
from threading import Lock

from nlp import crf
from nlp.text import canonical, place_tones, sentences

MAX_RUN = 60  # characters without a blank; Vietnamese syllables have at most seven, addresses and junk have more
MAX_TEXT = 200_000  # characters of one article that are segmented: fifty times the usual, what follows is junk
CACHED = 1 << 15  # pieces kept: Vietnamese has some 7,000 syllables, times capitals and signs; about 10 MB

_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_DOTS = re.compile(r"([^\w\s])\1{3,}")
_SIGNS = re.compile(r"[^\w\s]{10,}")  # underthesea's pattern for addresses takes 2^n steps over n signs
_BLANKS, _LETTERS = re.compile(r"\s*"), re.compile(r"\w+")
_LOCK = Lock()
_log = logging.getLogger(__name__)

Bounds = list[tuple[int, int]]

_CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTER = _CAPITAL + _CAPITAL.lower()
# The grammar of the tokens the model was trained on, first match wins: every quirk of underthesea's own is kept
# ("Th", any sign and "S" are one token), as other tokens would be other evidence.
_TOKEN = re.compile(
    rf"""
      ==?> | -> | \.{{2,}} | -{{2,}} | >> | \d+x\d+ | v\.v(?:\.(?:\.\.)?)? | °[CF]
    | [A-ZĐ]+&[A-ZĐ]+ | T\.Ư | [{_CAPITAL}]+(?:\.[{_LETTER}]+)+\.? | [{_LETTER}]+['’][{_LETTER}]+
    | [A-ZĐ]+\.(?!$) | Tp\. | M(?:rs?|s)\. | Dr\. | ThS\. | Th\S[Ss] | e-mail | \d+[A-Z]+\d*-\d+ | NĐ-CP
    | (?: (?:ftp|http)s?:(?:/{{1,3}}|[a-z0-9%]) | [a-z0-9.\-]+\.[a-z]{{2,13}}/ )     # web addresses
      (?: [^\s()<>{{}}\[\]] | \([^\s()]*?\([^\s()]+\)[^\s()]*?\) | \(\S+?\) )+
      (?: \([^\s()]*?\([^\s()]+\)[^\s()]*?\) | \(\S+?\) | [^\s`!()\[\]{{}};:'".,<>?«»“”‘’] )
    | (?<!@)[a-z0-9]+(?:[.\-][a-z0-9]+)*\.[a-z]{{2,13}}\b/?(?!@)                       # hosts
    | [a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+
    | \d{{2,}}-\d{{3,}}-\d{{3,}}                                                       # telephones
    | \d{{1,2}}/\d{{1,2}}/\d+ | \d{{1,2}}/\d{{1,4}} | \d{{1,2}}-\d{{1,2}}-\d+ | \d{{1,2}}-\d{{1,4}}
    | \d{{1,2}}\.\d{{1,2}}\.\d+ | \d{{4}}/\d{{1,2}}/\d{{1,2}} | \d{{2}}:\d{{2}}:\d{{2}}
    | \d+[A-Z]+\d*
    | \d+(?:\.\d+)+(?:,\d+)? | \d+(?:,\d+)+ | \d+(?:[.,_]\d+)?
    | :\)+ | =\)\)+ | ♥‿♥ | :D+(?=\s|$) | <3 | ʺ
    | \b\w+-[\w+-]*\w+ | \w+ | :+ | [^\w\s]
    """,
    re.VERBOSE,
)


def spans(text: str) -> Bounds:
    """Bounds `[start, end)` of every word and sign in a text, in order. Word bounds never cross a sentence's.

    The text is in normal form (`nlp.text.normalise`). Of a longer text than `MAX_TEXT` the rest is left out, and so
    are runs of more than `MAX_RUN` characters without a blank.
    """
    text = text[:MAX_TEXT]
    return _cutter()(text, sentences(text))


def words(text: str) -> list[tuple[str, int, int]]:
    """Every word as (key, start, end): the key in canonical form, its syllables joined by `_` (`học_tập`)."""
    key = canonical(text[:MAX_TEXT])
    return [("_".join(key[a:b].split()), a, b) for a, b in spans(text)]


def _cutter() -> Callable[[str, Bounds], Bounds]:
    """What cuts the sentences of a text; loaded once, by one caller at a time."""
    with _LOCK:
        return _loaded()


def reset() -> None:
    """Forget what is loaded, caches included; the next call loads anew."""
    _loaded.cache_clear()


@cache
def _loaded() -> Callable[[str, Bounds], Bounds]:
    try:
        return Segmenter(crf.load())
    except crf.UnknownModel as reason:
        _log.warning("words are cut by underthesea itself, which is slower: %s", reason)
        return Underthesea()


def clean(text: str) -> str:
    """The text as the model reads it, nothing moved: one tone placing, unbroken runs and repeated signs blanked."""
    text = _RUN.sub(lambda m: " " * len(m.group()), place_tones(text))
    return _DOTS.sub(lambda m: m.group(1) + " " * (len(m.group()) - 1), text)


class _Pieces(dict[str, list[tuple[str, int, int]]]):
    """piece → its tokens as (spelling the model knows, start, end); fills itself, starts anew when full.

    `after` is what follows a piece: a blank, or nothing at the sentence's end, where "X." is two tokens.
    """

    def __init__(self, model: crf.Model, after: str) -> None:
        super().__init__()
        self._model, self._after = model, after

    def __missing__(self, piece: str) -> list[tuple[str, int, int]]:
        known = self._model.tokens
        text = clean(piece).translate(self._model.characters) + self._after
        tokens = [(known.get(m.group(), m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        if len(piece) <= MAX_RUN:
            if len(self) >= CACHED:
                self.clear()
            self[piece] = tokens
        return tokens


class Segmenter:
    """Cuts sentences into words with a model read by `nlp.crf`."""

    def __init__(self, model: crf.Model) -> None:
        self._inner, self._last = _Pieces(model, " "), _Pieces(model, "")
        self._begins = model.tagger.begins

    def __call__(self, text: str, sentences: Bounds) -> Bounds:
        """Bounds of the words of the sentences that stand at these bounds of a text."""
        tokens: list[list[str]] = []
        starts: list[int] = []
        ends: list[int] = []
        inner = self._inner
        for at, stop in sentences:
            sentence: list[str] = []
            pieces = text[at:stop].split(" ")
            final = pieces.pop()
            for piece in pieces:
                for token, start, end in inner[piece]:
                    sentence.append(token)
                    starts.append(at + start)
                    ends.append(at + end)
                at += len(piece) + 1
            for token, start, end in self._last[final]:
                sentence.append(token)
                starts.append(at + start)
                ends.append(at + end)
            tokens.append(sentence)
        begins = self._begins(*tokens)
        # A word ends with the last token before the next one begins.
        return list(zip(compress(starts, begins), compress(ends, [*begins[1:], True]), strict=True))


class Underthesea:
    """Cuts sentences into words with underthesea itself, whichever release it is."""

    def __init__(self) -> None:
        # Importing underthesea calls logging.basicConfig; a handler that exists already keeps our logging ours.
        root = logging.getLogger()
        held = logging.NullHandler()
        if not root.handlers:
            root.addHandler(held)
        try:
            from underthesea import word_tokenize
        finally:
            root.removeHandler(held)
        self._tokenize: Callable[[str], list[str]] = word_tokenize
        self._tokenize("Học tập và làm theo")  # a cold start is not safe for several callers at once

    def __call__(self, text: str, sentences: Bounds) -> Bounds:
        """Bounds of the words of the sentences that stand at these bounds of a text."""
        found: Bounds = []
        for at, stop in sentences:
            sentence = _SIGNS.sub(lambda m: " " * len(m.group()), clean(text[at:stop]))
            if sentence.strip():
                found += [(at + start, at + end) for start, end in self._locate(sentence)]
        return found

    def _locate(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each word stands; a syllable spelt otherwise than in the text is the letters that stand there."""
        at = 0
        for word in self._tokenize(text):
            start = None
            for syllable in word.split():
                blanks = _BLANKS.match(text, at)
                at = blanks.end() if blanks else at
                start = at if start is None else start
                letters = None if text.startswith(syllable, at) else _LETTERS.match(text, at)
                at = letters.end() if letters else min(at + len(syllable), len(text))
            if start is not None and start < at:
                yield start, at
