"""The stamps papers put before a lead: "(TGAG)- Bốn năm qua", "BHG - Sáng 5-6"."""

import re
from functools import lru_cache

from crawler.reading.house import DOMAIN, House
from crawler.reading.knowledge import key, keys, words
from nlp.text import fold

_BRACKET_STAMP = re.compile(r"[(\[]\s*([^()\[\]]{2,40})\s*[)\]]\s*([-–—:.]{0,2})\s*(?=\S)")
_BARE_STAMP = re.compile(r"([A-ZĐƯ][A-ZĐƯa-z&.]{1,12}(?: Online)?)\s*[-–—]\s+(?=\S)")
_ABBREVIATION = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z.&+-]{1,9}")
_ONLINE = re.compile(r"[A-ZĐƯ]{2,6}O")  # the online edition of a paper: NDO, SGGPO
_LETTERS = re.compile(r"[A-ZĐƯ]{3,6}")
_CONTINUED = frozenset({"tiep", "bai", "ky", "phan", "chuyen", "trich", "but"})  # "(Tiếp theo kỳ trước) - " is text


def unstamped(text: str, house: House) -> str:
    """The lead without the paper's stamp: "(TGAG)- Bốn năm qua" → "Bốn năm qua"."""
    text = text.lstrip()
    match = _BRACKET_STAMP.match(text)
    if match and _is_stamp(match[1].strip(), match[2], house):
        return text[match.end() :]
    match = _BARE_STAMP.match(text)
    if match and _is_bare_stamp(match[1], text[match.end()], house):
        return text[match.end() :]
    first = text.split(" ", 1)
    # "BNEWS Sáng nay": without a dash only letters that begin no sentence
    if len(first) == 2 and first[0] in words("names", "bare_stamps") and not first[1].lstrip()[:1].islower():
        return first[1].lstrip()
    return text


def _is_bare_stamp(letters: str, follower: str, house: House) -> bool:
    """ "NDO - Sáng nay", "DNVN - Sáng nay"; "UBND - cơ quan" goes on in small letters and is text."""
    if _ONLINE.fullmatch(letters) or letters in _known() or fold(letters) in _initials(house):
        return True
    if letters.lower().endswith((".vn", ".com", ".net", ".org")):  # "VTV.vn - ", "Baonghean.vn - "
        return True
    return bool(_LETTERS.fullmatch(letters)) and letters not in words("names", "no_stamps") and not follower.islower()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(words("names", "stamps"))


def _is_stamp(inner: str, sign: str, house: House) -> bool:
    if _ABBREVIATION.fullmatch(inner) and sum(char.isupper() for char in inner) >= 2:
        return True
    if (
        DOMAIN.fullmatch(inner)
        or inner.startswith("Báo ")
        or house.owns(inner)
        or key(inner) in keys("names", "agencies")
    ):
        return True
    found = inner.split()
    named = inner[0].isupper() and inner[0].isalpha() and len(found) <= 3 and not any(map(str.isdigit, inner))
    return bool(sign[:1] in ("-", "–", "—") and sign and named and key(found[0]) not in _CONTINUED)


def _initials(house: House) -> set[str]:
    found = set()
    for name in house.names:
        letters = "".join(word[0] for word in name.split() if word)
        found |= {letters, letters + "o", letters + "dt"}
        if letters.startswith("b"):
            found |= {letters[1:], letters[1:] + "o", letters[1:] + "dt"}
    return {letters for letters in found if len(letters) >= 3}
