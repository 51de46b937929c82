"""Captions to their pictures, out of the body."""

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.reading import names
from crawler.reading.blocks import Block, Item, Picture
from crawler.reading.knowledge import key, keys, openings, words
from nlp.text import canonical, name_case

LONGEST_CAPTION = 350  # characters; longer lines after a picture are paragraphs
_LONGEST_CREDIT = 60
_MOST_NAME = 5  # words of a name
_MOST_LABELS = 4  # looked at from the end: "Ảnh: X" is the last thing in a caption
_LONGEST_ADDRESS = 2000  # characters
_SENTENCE = re.compile(r"[^\W\d_]{2}\. ")  # a full stop after more than an initial
# Where lazy pages keep the address until the picture is seen, before the placeholder in src.
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-photo-original-src", "data-image-src",
    "data-srcset", "data-lazy-srcset", "src", "srcset",
)  # fmt: skip
_MOST = 300  # pictures kept; the longest photo story seen has 60


def gather(items: list[Item]) -> tuple[list[Picture], list[Block]]:
    """(pictures with the lines printed with them, the other blocks in order)."""
    pictures = [item for item in items if isinstance(item, Picture)]
    blocks: list[Block] = []
    last: Picture | None = None
    fresh = False  # nothing but captions since the last picture
    waiting: list[str] = []  # captions printed before their picture
    for item in items:
        if isinstance(item, Picture):
            item.lines[:0], waiting = waiting, []
            last, fresh = item, True
            continue
        marked = is_caption_class(item.classes)
        looks = len(item.text) <= LONGEST_CAPTION and (
            item.italic > 0.9 or (item.align == "center" and item.bold < 0.9 and item.tag not in ("h2", "h3", "h4"))
        )
        if fresh and last and not last.lines and len(item.text) <= LONGEST_CAPTION:
            caption, credit = split_credit(item.text)
            looks = looks or credit is not None or key(caption or "") == key(last.alt)
        if marked or (fresh and looks and not (last and last.lines)):
            if last is None:
                waiting.append(item.text)
            elif not (last.lines and canonical(item.text).startswith(openings("pictures", "films"))):
                last.lines.append(item.text)
            continue
        if fresh and last and any(key(item.text) == key(line) for line in last.lines):
            continue  # a caption printed twice
        blocks.append(item)
        fresh = False
    if waiting:
        pictures.append(Picture(url=None, lines=waiting))
    return pictures, blocks


def is_caption_class(classes: frozenset[str]) -> bool:
    """True when a class word says caption."""
    return any(name == word or name.endswith(("-" + word, "_" + word)) for name in classes for word in _caption_words())


def _caption_words() -> tuple[str, ...]:
    return words("pictures", "caption_classes")


def as_images(pictures: list[Picture], title: str, base: str) -> list[dict[str, str | None]]:
    """The pictures as the contract has them; the headline repeated as picture text is no caption."""
    pictures = pictures[:_MOST]
    titles = {key(title), ""}
    repeated: dict[str, int] = {}
    for picture in pictures:
        for line in {key(line) for line in picture.lines}:
            repeated[line] = repeated.get(line, 0) + 1
    images = []
    for picture in pictures:
        lines: list[str] = []
        for line in picture.lines:
            if key(line) in titles or key(line) in {key(kept) for kept in lines}:
                continue
            if (
                key(line) == key(picture.alt)
                and len(picture.lines) > 1
                and (repeated[key(line)] > 1 or _alike(line, title))
            ):
                continue
            lines.append(line)
        caption, credit = split_credit(" ".join(lines))
        if credit is None and len(lines) > 1 and names.is_person(lines[-1]) and len(lines[-1].split()) <= _MOST_NAME:
            caption, credit = " ".join(lines[:-1]), _credit_case(lines[-1])  # a name alone under the caption
        images.append({"url": _absolute(base, picture.url), "caption": caption, "credit": credit})
    return [image for image in images if any(image.values())]


def _alike(line: str, title: str) -> bool:
    """True when nine of ten words of the line stand in the title."""
    mine = key(line).split()
    return bool(mine) and sum(word in set(key(title).split()) for word in mine) >= 0.9 * len(mine)


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit): "Giờ học. Ảnh: Thu Hà" → ("Giờ học.", "Thu Hà"). Either is None when empty.

    A picture that only illustrates says so in its caption: "Ảnh minh họa: Thu Hà" → ("Ảnh minh họa", "Thu Hà").
    """
    text = text.strip()
    folded = canonical(text)
    for match in reversed(list(_credit_pattern().finditer(folded))[-_MOST_LABELS:]):
        at, label = match.start(), match[1]
        if not text[at].isupper():
            continue
        credit = _closed(text[match.end() :].strip(" ."))
        before = text[:at].rstrip()
        if (
            not 0 < len(credit) <= _LONGEST_CREDIT
            or _SENTENCE.search(credit)
            or credit.count("(") > credit.count(")") + 1
        ):
            continue
        if match[2].strip() != ":" and not _is_maker(credit):
            continue  # "Ảnh - tư liệu quý": without a colon only a name or an agency
        if not before and sum(word[0].islower() for word in credit.split()) >= 3 and not _is_given(credit):
            continue  # "Ảnh: Bà con gặt lúa": what it shows
        if is_illustrative(label):
            return f"{before} {text[at : at + len(label)]}".strip(" ([-–—|/"), _credit_case(credit)
        caption = before.rstrip("([-–—|/").rstrip()
        if caption.endswith("..") and not caption.endswith("..."):
            caption = caption[:-1]  # its own full stop and the one before "Ảnh:"
        return caption or None, _credit_case(credit)
    return text or None, None


@lru_cache(maxsize=1)
def _credit_pattern() -> re.Pattern[str]:
    """What stands before the maker of a picture; only where a word begins."""
    labels = "|".join(map(re.escape, openings("pictures", "credit_labels")))
    return re.compile(rf"(?<![^\W_])({labels})( ?: ?| [-–] | (?=\S))")


def _closed(credit: str) -> str:
    """Without the bracket that closes the caption: "Thu Hà)" → "Thu Hà", "Thu Hà (CTV)" as it is."""
    while credit[-1:] in (")", "]") and credit.count("(") + credit.count("[") < credit.count(")") + credit.count("]"):
        credit = credit[:-1].rstrip(" .")
    return credit


def _is_maker(credit: str) -> bool:
    return key(credit) in keys("names", "agencies") or (names.is_person(credit) and len(credit.split()) <= 4)


def _is_given(credit: str) -> bool:
    return names.is_office(credit) or key(credit).endswith("cung cap")


def _credit_case(credit: str) -> str:
    """Names printed in capitals in name case, agencies as printed: "NGỌC DIỆP/TTXVN" → "Ngọc Diệp/TTXVN"."""
    parts = re.split(r"(\s*[-–—/,&+]\s*)", credit)
    return "".join(name_case(part) if names.is_person(part) else part for part in parts)


def is_illustrative(caption: str | None) -> bool:
    """True for the caption of a picture that only shows something of the kind: "Ảnh có tính minh họa"."""
    low = key(caption or "")
    return any(word in low for word in keys("pictures", "illustrative"))


def address(img: HtmlElement) -> str | None:
    """The address of a picture as printed: the one a lazy page loads later before the placeholder, the widest of several.

    None for a placeholder, a `data:` address or none at all.
    """
    for name in _LAZY:
        found = _widest(img.get(name, "")) if name.endswith("srcset") else _usable(img.get(name, ""))
        if found:
            return found
    # the parser hangs an <img> under the <source> before it
    above = next((e for e in islice(img.iterancestors(), 4) if e.tag == "picture"), None)
    if above is not None:
        for source in above.iter("source"):
            found = _widest(source.get("data-srcset") or source.get("srcset") or "")
            if found:
                return found
    return None


def _usable(url: str) -> str | None:
    url = "".join(url[:_LONGEST_ADDRESS].split("\n")).strip()
    low = url.lower()
    if not url or low.startswith(("data:", "about:", "javascript:", "blob:", "file:")):
        return None
    return None if any(part in low for part in words("pictures", "placeholders")) else url


def _widest(srcset: str) -> str | None:
    """The largest picture of a `srcset`: "a.jpg 300w, b.jpg 1024w" → "b.jpg"."""
    best, most = None, -1.0
    for candidate in re.split(r",\s+|,(?=https?:|/)", srcset[: 10 * _LONGEST_ADDRESS])[:20]:
        parts = candidate.split()
        url = _usable(parts[0]) if parts else None
        try:
            size = float(parts[1].rstrip("wxh")) if len(parts) > 1 else 0.0
        except ValueError:
            size = 0.0
        if url and size > most:
            best, most = url, size
    return best


def _absolute(base: str, url: str | None) -> str | None:
    if not url:
        return None
    try:
        found = urljoin(base, url)
        return found if urlsplit(found).scheme in ("http", "https", "") else None
    except ValueError:
        return None
