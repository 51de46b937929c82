"""What stands in a body and is not the article: buttons, counters, boxes that lead elsewhere, headline and date again,
the names of its makers."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.reading import dates, names
from crawler.reading.blocks import Block
from crawler.reading.house import House
from crawler.reading.knowledge import key, keys, number, openings, pairs
from nlp.text import canonical, fold

_URL = re.compile(r"(?:https?://|www\.)\S+")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "”", '"', "/.")
_SMALL_BOX = 4  # lines of a box with one related headline and its excerpt
_LETTER = re.compile(r"[^\W_]")
_PLAYED = re.compile(r"\d{1,2}:\d{2}")  # "Nghe bài viết 00:00"
_MARKS = "*•»>+-–— "  # before a line that points elsewhere: "* Mời bạn đọc xem …"
_AROUND = 40  # characters of dots, dashes and blanks around a line of furniture
_POINTER = 80  # characters in which a word such as "Xem thêm:" stands
_HEAD_LINES, _TAIL_LINES = 6, 8  # lines looked at on both ends of a body


@dataclass(slots=True)
class Makers:
    """Names and dates that stood around the text."""

    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    photo: str | None = None
    date_lines: list[str] = field(default_factory=list)

    def take(self, line: names.Byline) -> None:
        """Add what a byline says; the first credit counts."""
        if line.author and line.author not in self.authors:
            self.authors.append(line.author)
        if line.credit:
            self.credits.append(line.credit)
        self.photo = self.photo or line.photo

    def credit(self, author: str | None) -> str | None:
        """The first credit that is not the author again ("Theo Minh Anh" under an article of hers)."""
        named = f" {key(author or '')} "
        return next((credit for credit in self.credits if f" {key(credit)} " not in named), None)

    @property
    def author(self) -> str | None:
        """The names in one line."""
        return ", ".join(self.authors) or None


def is_noise(text: str) -> bool:
    """True for a line of page furniture."""
    if not _LETTER.search(text):
        return True
    if len(text) > number("noise", "short"):
        return False  # no line of the table is nearly so long
    if key(text) in keys("noise", "lines"):
        return True
    if _PLAYED.search(text) and key(_PLAYED.sub("", text)) in keys("noise", "lines"):
        return True
    parts = re.split(r"[|•]", text)
    if len(parts) > 1 and all(is_noise(part) for part in parts):
        return True
    low = canonical(text).lstrip(_MARKS)
    if low.endswith(":") and low.startswith(openings("pictures", "films")):
        return True  # "Video lễ ra mắt mô hình:" above a player
    return low.startswith(openings("noise", "begins")) or any(
        all(word in low for word in pair) for pair in pairs("noise", "pairs")
    )


def clean(blocks: list[Block], title: str, lead: str | None, house: House) -> tuple[list[Block], Makers]:
    """(the paragraphs of the article, what its ends said of its makers)."""
    makers = Makers()
    blocks = _without_boxes([block for block in blocks if not is_noise(block.text)])
    blocks = _head(blocks, title, lead, house, makers)
    return _tail(blocks, house, makers), makers


def _without_boxes(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    in_box = False
    left: int | None = None  # a small division that began with a headline leading elsewhere
    sizes: dict[int, int] = {}
    for block in blocks:
        sizes[block.box] = sizes.get(block.box, 0) + 1
    for block in blocks:
        if len(block.text) <= _longest("related", "headings") and key(block.text) in keys("related", "headings"):
            in_box = True
            continue
        if block.linked > 0.7 and (in_box or _leads_elsewhere(block)):
            left = block.box if block.box and sizes[block.box] <= _SMALL_BOX else left
            continue
        if left is not None and block.box == left:
            continue  # the excerpt under that headline
        in_box, left = False, None
        kept.append(block)
    return kept


@lru_cache(maxsize=8)
def _longest(section: str, name: str) -> int:
    """Characters of the longest line that may be an entry of a list, dots and dashes around it included."""
    return max(map(len, keys(section, name))) + _AROUND


def _leads_elsewhere(block: Block) -> bool:
    if canonical(block.text[:_POINTER]).startswith(openings("related", "pointers")):
        return True
    return block.linked > 0.95 and not block.text.endswith(_SENTENCE_END)


def _head(blocks: list[Block], title: str, lead: str | None, house: House, makers: Makers) -> list[Block]:
    at = 0
    while at < min(len(blocks) - 1, _HEAD_LINES):
        text = blocks[at].text
        if key(text) in {key(title), key(lead or "")}:
            at += 1
            continue
        if not _is_head_line(blocks[at], house, makers):
            break
        at += 1
    return blocks[at:]


def _is_head_line(block: Block, house: House, makers: Makers) -> bool:
    """A name, a date, or both ("MỸ LINH |", "Thu Hà • 12/05/2023")."""
    text = block.text
    if len(text) > names.LONGEST:
        return False
    if len(dates.find(text)) == 1 and not dates.is_date_line(text):
        text = parted(text)  # "Hà Phan - 08:15 16/10/2018", a name and a date without a blank between
    parts = [part.strip() for part in re.split(r"[|•·]", text) if part.strip()]
    marked = bool(re.search(r"[|•·]", text))
    dated = [part for part in parts if dates.is_date_line(part)]
    others = [part for part in parts if part not in dated]
    if not (marked or dated or _is_byline_class(block) or block.bold > 0.9):
        return False
    lines = [names.byline(part, house, sure=marked or _is_byline_class(block)) for part in others]
    found = [line for line in lines if line is not None]
    if len(found) != len(others):
        return False
    for line in found:
        makers.take(line)
    makers.date_lines.extend(dated)
    return True


def parted(text: str) -> str:
    """A line with bars around the dates in it: "Hà Phan - 08:15 16/10/2018" → "Hà Phan | 08:15 16/10/2018"."""
    for stamp in reversed(dates.find(text)):
        start, end = stamp.start, stamp.start + len(stamp.raw)
        text = f"{text[:start].rstrip(' -–—,')} | {text[start:end]} | {text[end:].lstrip(' -–—,')}"
    return text.strip(" |")


def _is_byline_class(block: Block) -> bool:
    return any(word in name for name in block.classes for word in ("author", "tacgia", "byline", "source", "nguon"))


def _tail(blocks: list[Block], house: House, makers: Makers) -> list[Block]:
    end = len(blocks)
    taken: list[names.Byline] = []
    stop = max(1, end - _TAIL_LINES)
    while end > stop:
        text = blocks[end - 1].text
        if _URL.fullmatch(text):
            end -= 1
            continue
        if dates.is_date_line(text) and re.search("cap nhat|ngay dang|luot xem|da xem", fold(text)):
            makers.date_lines.append(text)
            end -= 1
            continue
        above = blocks[end - 2].text if end - 2 >= stop else ""
        if above and names.is_office(text) and (line := names.byline(above, house)) and line.author:
            taken.append(line)
            end -= 2
            continue
        last = blocks[end - 1]
        # An office signs like a person does: in bold, on the right, alone
        signed = _is_byline_class(last) or (
            names.is_office(text) and (last.bold > 0.9 or last.align == "right" or text.isupper())
        )
        line = names.byline(text, house, sure=signed)
        if line is None:
            break
        taken.append(line)
        end -= 1
    for line in reversed(taken):
        makers.take(line)
    return blocks[:end]
