"""The stamps papers put before a lead: "(TGAG)- Bốn năm qua", "BHG - Sáng 5-6"."""

import re

from crawler.reading.house import DOMAIN, House
from crawler.reading.knowledge import words
from nlp.text import fold

_BRACKET_STAMP = re.compile(r"[(\[]\s*([^()\[\]]{2,40})\s*[)\]]\s*[-–—:.]{0,2}\s*(?=\S)")
_BARE_STAMP = re.compile(r"([A-ZĐ]{3,8})\s+[-–—]\s*(?=\S)")
_ABBREVIATION = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z.&+-]{1,9}")


def unstamped(text: str, house: House) -> str:
    """The lead without the paper's stamp: "(TGAG)- Bốn năm qua" → "Bốn năm qua"."""
    text = text.lstrip()
    match = _BRACKET_STAMP.match(text)
    if match and _is_stamp(match[1].strip(), house):
        return text[match.end() :]
    match = _BARE_STAMP.match(text)
    if match and (match[1] in words("names", "stamps") or fold(match[1]) in _initials(house)):
        return text[match.end() :]
    return text


def _is_stamp(inner: str, house: House) -> bool:
    if _ABBREVIATION.fullmatch(inner) and sum(char.isupper() for char in inner) >= 2:
        return True
    return bool(DOMAIN.fullmatch(inner)) or inner.startswith("Báo ") or house.owns(inner)


def _initials(house: House) -> set[str]:
    found = set()
    for name in house.names:
        letters = "".join(word[0] for word in name.split() if word)
        found |= {letters, letters + "o", letters + "dt"}
        if letters.startswith("b"):
            found |= {letters[1:], letters[1:] + "o", letters[1:] + "dt"}
    return {letters for letters in found if len(letters) >= 3}
