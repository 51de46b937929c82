"""Vietnamese typed before Unicode (TCVN3, VNI) brought to Unicode.

Such text passes every decoder, for its letters are Latin ones. It is told by reading it both ways: what is Vietnamese
only after the change was typed so. The change is made line by line, because a page may carry a menu in Unicode and a
body in an old font. The tables are in `datasets/legacy.toml`.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from crawler.reading.syllables import share, table

# Signs that such text is full of and Unicode Vietnamese is not: of TCVN3, then of VNI; and how entities for them begin.
_SIGNS = "µ¸¹®©Öñöøïûä"
_ENTITIES = ("&#1", "&#2", "&reg;", "&ntilde;")
_STEP = 7  # every seventh character is looked at; one in seven is a sign where text was typed so
_FEW = 2  # signs among those that an ordinary page does not reach
_FEW_ENTITIES = 12  # entities for Latin letters and signs that any page may have
_LOUD = re.compile(r"[A-Z][^\W\d_a-z]*[A-Z]|[^\x00-\x7f][A-Z]")  # some word is of capitals
_STRETCH = re.compile(r"[^<>\n]+")
HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)", re.I | re.S)
_TAG = re.compile(r"<[^<>]*>?")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{3,8});", re.I)
_MODERN = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 20  # words to tell by
_SAMPLE = 30_000  # characters of a page looked at
_SOUND = 0.75  # share of syllables a text must have after the change; Vietnamese news has .93 and more
_GAIN = 0.25  # by which it must grow; both ways differ by .5 and more on text that was typed so


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    entry = table()["tcvn3"]
    return dict(zip(map(ord, entry["latin"]), entry["vietnamese"], strict=True))


@lru_cache(maxsize=1)
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """(pattern of everything VNI writes a letter by, what it stands for)."""
    entry = table()["vni"]
    small: dict[str, str] = dict(entry["alone"])
    for vowels, marks in (("aeouy", entry["tones"]), ("aeo", entry["roofs"]), ("a", entry["bowls"])):
        small |= {vowel + sign: vowel + mark for vowel in vowels for sign, mark in marks.items()}
    small |= {base + sign: entry["alone"][base] + mark for base in "ôö" for sign, mark in entry["tones"].items()}
    pairs = {}
    for latin, letter in small.items():
        letter = unicodedata.normalize("NFC", letter)
        pairs[latin], pairs[latin.upper()] = letter, letter.upper()
        pairs[latin.capitalize()] = letter.upper()  # a capital with a mark of the small set
    pairs = {latin: letter for latin, letter in pairs.items() if latin != letter}
    ordered = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), pairs


def from_tcvn3(text: str) -> str:
    """TCVN3 as Unicode. In a line of capitals the marked letters, small in this code, become capitals."""
    changed = text.translate(_tcvn3())
    if not _LOUD.search(changed):
        return changed
    words = list(_WORD.finditer(changed))
    loud = [_loudness(word.group()) for word in words]
    parts, at = [], 0
    for index, word in enumerate(words):
        beside = [*loud[max(0, index - 1) : index], *loud[index + 1 : index + 2]]
        raised = loud[index] == 2 or (loud[index] == 1 and 2 in beside and 0 not in beside)
        parts += [changed[at : word.start()], word.group().upper() if raised else word.group()]
        at = word.end()
    return "".join([*parts, changed[at:]])


def _loudness(word: str) -> int:
    """2 for a word surely of capitals ("ĐảNG"), 1 for one that may be ("Bộ", "ở", "UBND"), 0 for any other."""
    plain = [char for char in word if char.isascii()]
    if not all(char.isupper() for char in plain):
        return 0
    return 2 if not word.isupper() and (len(plain) > 1 or (plain and not word[0].isascii())) else 1


def from_vni(text: str) -> str:
    """VNI as Unicode."""
    pattern, pairs = _vni()
    return pattern.sub(lambda m: pairs[m.group()], text)


_WAYS: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def recognise(text: str) -> str | None:
    """ "TCVN3" or "VNI" when a running text is Vietnamese only when read so, else None."""
    if len(_WORD.findall(text[:_SAMPLE])) < _LEAST:
        return None
    now = share(text)
    shares = {name: share(change(text)) for name, change in _WAYS.items()}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _SOUND and shares[best] >= now + _GAIN else None


def way(page: str) -> str | None:
    """What the text of a page was typed in: "TCVN3", "VNI" or None for Unicode."""
    start = page[: 4 * _SAMPLE]
    thin = start[::_STEP]
    typed = sum(map(thin.count, _SIGNS)) >= _FEW
    if not typed and (start.count("&") < _FEW_ENTITIES or sum(map(start.count, _ENTITIES)) < _FEW_ENTITIES):
        return None
    shown = _TAG.sub("\n", HIDDEN.sub(" ", page[: 40 * _SAMPLE]))
    lines = [_unescaped(line) for line in shown.split("\n") if not line.isascii() or "&" in line]
    return recognise(" ".join(line for line in lines if not line.isascii() and not _MODERN.search(line))[:_SAMPLE])


def restore(page: str) -> str:
    """A page whose text was typed in TCVN3 or VNI in Unicode, every other page as it is."""
    typed = way(page)
    return _restored(page, _WAYS[typed]) if typed else page


def _restored(page: str, change: Callable[[str], str]) -> str:
    """Every stretch of text and every tag changed where that makes it more Vietnamese.

    A stretch that reads as well both ways ("Bé" is "Bộ" in TCVN3) goes with the one before it.
    """
    changing = True
    parts: list[str] = []
    at = 0
    for match in _STRETCH.finditer(page):
        parts.append(page[at : match.start()])
        at = match.end()
        stretch = match.group()
        plain = _unescaped(stretch)
        if plain.isascii():
            parts.append(stretch)
            continue
        if _MODERN.search(plain):
            changing = False
        else:
            changed = change(plain)
            before, after = share(plain), share(changed)
            changing = changing if before == after else after > before
        parts.append(changed if changing else stretch)
    return "".join([*parts, page[at:]])


def _unescaped(text: str) -> str:
    """Entities for Latin letters and signs as characters; those that markup needs stay."""
    return _ENTITY.sub(_letter, text) if "&" in text else text


def _letter(entity: re.Match[str]) -> str:
    char = html.unescape(entity.group())
    return char if len(char) == 1 and "\u00a1" <= char <= "\u00ff" else entity.group()
