"""From bytes to text, never to silent mojibake.

A byte order mark decides; then UTF-8 if the bytes are UTF-8 (other encodings practically never are, whatever a header
claims); then the charset of the header, of the page, and last windows-1258. Text typed in a font encoding of the
nineties (TCVN3, VNI) passes any decoder and is told by its letters.
"""

import codecs
import re
import unicodedata

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
_SAMPLE = 200  # words looked at; shares this far apart need no more


BROKEN = "\uf8ff"  # stands where bytes were no character; a "\ufffd" the paper itself printed is left to it


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error("guong-broken", _mark)


class UnreadableError(ValueError):
    """The bytes cannot be turned into text that is surely right; the message is the reason."""


def decode(content: bytes, content_type: str | None = None) -> str:
    """The page as text.

    Raises UnreadableError when no encoding fits.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, errors="guong-broken")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = [_HEADER.search(content_type or ""), _META.search(content[:_HEAD])]
    names = [_name(match[1]) for match in declared if match]
    if not names or "utf-8" in names:
        text = content.decode("utf-8", errors="guong-broken")
        if text.count(BROKEN) <= max(3, _MOST_BROKEN * len(text)):
            return text
    for encoding in names:
        if encoding is None or encoding in ("utf-8", "cp1252", "cp1258"):
            continue
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _single_byte(content)


def _single_byte(content: bytes) -> str:
    """Text of one byte a letter, where a declared Latin-1 may be windows-1258 or a font encoding: the letters tell."""
    western = content.decode("latin-1")
    shown = _MARKUP.sub(" ", western)
    if fault(shown):
        return western  # whose fault is then named with the article
    viet = unicodedata.normalize("NFC", content.decode("cp1258", errors="guong-broken"))
    if _share(_MODERN, _tokens(_MARKUP.sub(" ", viet))) > _VIETNAMESE and BROKEN not in viet:
        return viet
    if shown.isascii() or not any("\x80" <= char <= "\x9f" for char in shown):
        return western
    raise UnreadableError("unknown character encoding")


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
    tokens = _tokens(text)
    if len(tokens) < 8:
        return None
    if _share(_LOST, tokens) > 0.02:
        return "broken characters"
    if _share(_DOUBLE, tokens) > 0.1:
        return "text decoded twice"
    if _share(_TCVN3, tokens) > 0.2:
        return "legacy encoding TCVN3"
    if _share(_MODERN, tokens) > _VIETNAMESE:
        return None
    return "legacy encoding VNI" if _share(_VNI, tokens) > 0.3 else None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text[: _SAMPLE * 8])[:_SAMPLE]


def _share(pattern: re.Pattern[str], tokens: list[str]) -> float:
    return sum(pattern.search(token) is not None for token in tokens) / max(len(tokens), 1)


def language(text: str) -> str | None:
    """ "vi" when the letters say so, else None."""
    tokens = _tokens(text)
    return "vi" if len(tokens) >= 8 and _share(_MODERN, tokens) > _VIETNAMESE else None
