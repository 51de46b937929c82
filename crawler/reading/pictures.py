"""Captions to their pictures, out of the body."""

from urllib.parse import urljoin

from crawler.reading.blocks import Block, Item, Picture
from crawler.reading.knowledge import key, openings, words
from nlp.text import canonical

LONGEST_CAPTION = 350  # characters; longer lines after a picture are paragraphs
_LONGEST_CREDIT = 60
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
            else:
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
        images.append({"url": _absolute(base, picture.url), "caption": caption, "credit": credit})
    return [image for image in images if any(image.values())]


def _alike(line: str, title: str) -> bool:
    """True when nine of ten words of the line stand in the title."""
    mine = key(line).split()
    return bool(mine) and sum(word in set(key(title).split()) for word in mine) >= 0.9 * len(mine)


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit): "Giờ học. Ảnh: Thu Hà" → ("Giờ học.", "Thu Hà"). Either is None when empty."""
    text = text.strip()
    folded = canonical(text)
    for label in openings("pictures", "credit_labels"):
        for mark in (": ", ":", " - ", " – "):
            at = folded.rfind(label + mark)
            if at < 0 or (at > 0 and folded[at - 1].isalnum()) or not text[at].isupper():
                continue
            credit = text[at + len(label) + len(mark) :].strip(" .)]")
            caption = text[:at].rstrip().rstrip("([-–—|/").rstrip()
            if 0 < len(credit) <= _LONGEST_CREDIT and ". " not in credit:
                if caption.endswith("..") and not caption.endswith("..."):
                    caption = caption[:-1]  # its own full stop and the one before "Ảnh:"
                return caption or None, credit
    return text or None, None


def _absolute(base: str, url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urljoin(base, url)
    except ValueError:
        return None
