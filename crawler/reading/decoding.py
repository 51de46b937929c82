"""From bytes to text, never to silent mojibake.

A byte order mark decides; then UTF-8 if the bytes are UTF-8 (other encodings practically never are, whatever a header
claims); then the charset of the header, of the page, and last windows-1258. Text typed in a font encoding of the
nineties (TCVN3, VNI) passes any decoder; it is told by its letters and brought to Unicode (`legacy`), and where that
gives no sound text, `fault` names it.
"""

import codecs
import re
import unicodedata
from itertools import repeat

from crawler.reading import legacy
from crawler.reading.languages import language as language
from crawler.reading.syllables import share

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEAD = 4096  # bytes; HTML wants the charset in the first 1,024, old pages put it a little later
_MOST_BROKEN = 0.002  # share of broken sequences a page may have (a cut last character, one bad advertisement)

# Letters that only Vietnamese has, composed: ă đ ơ ư and the block U+1EA0–U+1EF9.
_MODERN = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_TOKEN = re.compile(r"[^\W\d_][^\s\d.,;:!?()\"'/]*|[^\s\w.,;:!?()\"'/][^\s\d.,;:!?()\"'/]+")
# TCVN3 puts Vietnamese letters on Latin-1 signs: "®¶ng", "nh©n d©n", "t­ t­ëng".
_TCVN3 = re.compile("[a-zA-Z][®¬«ª©¨µ¸¶·¹»¾¼½Æ\u00ad§¡¢¤¥¦]|[®¬«ª©¨µ¸¶·¹»¾¼½Æ\u00ad§¡¢¤¥¦][a-zA-Z]")
# VNI writes a mark after its vowel: "Ñaûng", "nhaân daân", "tö töôûng".
_VNI = re.compile("[aeiouyAEIOUYôöÔÖ][âùøûõïêéèúüëÂÙØÛÕÏÊÉÈÚÜË]|[ñÑ][a-zöô]|[a-z]ö(?![a-z]*[ăđơư])")
# UTF-8 read as windows-1252: "Há»“ ChÃ­ Minh".
_DOUBLE = re.compile("á[º»][\u0080-\u00bf\u2010-\u2122]|Æ[°¡]|Ä[\u2018\u0090]|Ã[\u00a0-\u00bf]")
_MARKUP = re.compile(r"<[^>]*>?")
_VIETNAMESE = 0.1  # share of words with a letter only Vietnamese has; running text has .35 and more
_LOST = re.compile("\ufffd")  # letters the paper's own system lost; one stray sign is left as printed
_SOUND = 0.6  # share of Vietnamese syllables a page must have, menus and addresses included; its articles have .84
_MANY = 20_000  # broken characters marked one by one; a page with more is no text
_SHOWN = 40_000  # characters looked at for the share of foreign letters
_MOST_FOREIGN = 0.3  # share of letters beyond ASCII; French has .04, Chinese read as Latin .9
_SAMPLE = 200  # words looked at; shares this far apart need no more
_PLENTY = 150  # letters only Vietnamese has in so many characters; running text has 300, and a tenth of its words 40
_START = 8 * _SAMPLE  # characters they stand in


BROKEN = "\uf8ff"  # stands where bytes were no character; a "\ufffd" the paper itself printed is left to it


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


def _as_it_is(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("guong-broken", _mark)
codecs.register_error("guong-latin-1", _as_it_is)  # the five bytes windows-1252 leaves open


class UnreadableError(ValueError):
    """The bytes cannot be turned into text that is surely right; the message is the reason."""


def decode(content: bytes, content_type: str | None = None) -> str:
    """The page as text, in Unicode whatever it was typed in.

    Raises UnreadableError when no encoding fits.
    """
    return legacy.restore(_decoded(content, content_type))


def _decoded(content: bytes, content_type: str | None) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _marked(content, name)
    wide = _wide(content)
    if wide:
        return _marked(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = [_HEADER.search(content_type or ""), _META.search(content[:_HEAD])]
    names = [_name(match[1]) for match in declared if match]
    if not names or "utf-8" in names:
        broken = content.decode("utf-8", errors="replace").count("\ufffd")
        if broken <= max(3, _MOST_BROKEN * len(content)):
            return _marked(content, "utf-8")
    for encoding in names:
        if encoding is None or encoding in ("utf-8", "cp1252", "cp1258"):
            continue
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _single_byte(content)


def _marked(content: bytes, encoding: str) -> str:
    """Text with `BROKEN` where bytes are no character; raises UnreadableError where that is most of it."""
    if content.decode(encoding, errors="replace").count("\ufffd") > _MANY:
        raise UnreadableError("broken characters")
    return content.decode(encoding, errors="guong-broken")


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: markup is ASCII, so every other byte of the beginning is zero."""
    head = content[:_HEAD]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) >= 40 and head[start:40:2].count(0) >= 18 and head[1 - start : 40 : 2].count(0) == 0:
            return name
    return None


def _single_byte(content: bytes) -> str:
    """Text of one byte a letter, where a declared Latin-1 may be windows-1258 or a font encoding: the letters tell."""
    western = content.decode("cp1252", errors="replace")  # which is fast; five bytes stand for nothing
    western = content.decode("latin-1" if western.count("\ufffd") > _MANY else "cp1252", errors="guong-latin-1")
    shown = _shown(western)
    if fault(shown) or legacy.way(western):
        return western  # brought to Unicode if it can be, else its fault is named with the article
    viet = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace").replace("\ufffd", BROKEN))
    read = _shown(viet)
    if BROKEN not in viet and _share(_MODERN, _tokens(read)) > _VIETNAMESE and share(read) >= max(_SOUND, share(shown)):
        return viet
    letters = [char for char in shown[:_SHOWN] if char.isalpha() or not char.isascii()]
    foreign = sum(not char.isascii() for char in letters)
    if foreign <= _MOST_FOREIGN * len(letters) and not any("\x80" <= char <= "\x9f" for char in shown):
        return western
    raise UnreadableError("unknown character encoding")


def _shown(page: str) -> str:
    """The text of a page without scripts and tags."""
    return _MARKUP.sub(" ", legacy.HIDDEN.sub(" ", page[: 10 * _SHOWN]))


def _name(label: str | bytes) -> str | None:
    """Python's name of an encoding label, as browsers take it: Latin-1 means windows-1252."""
    text = label.decode("ascii", "ignore") if isinstance(label, bytes) else label
    try:
        name = codecs.lookup(text.strip()).name
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def fault(text: str) -> str | None:
    """What is wrong with the letters of a Vietnamese text (before normalising), or None.

    A tenth of the words is asked for: running Vietnamese has one of its own letters in every third word, and a text
    in a font encoding a foreign sign in every second.
    """
    if BROKEN in text:
        return "broken characters"
    start = text[:_START]
    if len(_MODERN.findall(start)) > _PLENTY and not any(map(_searched, (_LOST, _DOUBLE, _TCVN3), repeat(start))):
        return None
    tokens = _tokens(text)
    if len(tokens) < 8:
        return None
    # A sign that the text has nowhere needs no counting
    if _searched(_LOST, start) and _share(_LOST, tokens) > 0.02:
        return "broken characters"
    if _searched(_DOUBLE, start) and _share(_DOUBLE, tokens) > 0.1:
        return "text decoded twice"
    if _searched(_TCVN3, start) and _share(_TCVN3, tokens) > 0.2:
        return "legacy encoding TCVN3"
    if _share(_MODERN, tokens) > _VIETNAMESE:
        return None
    return "legacy encoding VNI" if _share(_VNI, tokens) > 0.3 else None


def _searched(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text[:_START])[:_SAMPLE]


def _share(pattern: re.Pattern[str], tokens: list[str]) -> float:
    return sum(map(bool, map(pattern.search, tokens))) / max(len(tokens), 1)
