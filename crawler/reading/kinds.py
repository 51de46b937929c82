"""What a page is, told from its address and its build: a print copy, a list, a gallery, a quiz, an error page."""

import re
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.reading.blocks import tokens
from crawler.reading.knowledge import key, keys, words
from crawler.reading.metadata import Metadata
from crawler.reading.records import Kind

_HEADLINE = 20  # characters; a link text of this length is a headline, shorter ones are menu entries
_FEW_WORDS = 600  # characters of text below which an error notice is believed
_LONGEST_NOTICE = 60  # characters of a title that says so
_TERSE = 200  # characters of title and text: an error page that has only its number to say
_QUESTION = re.compile(r"\s*Câu(?: hỏi)?(?: số)?\s*(\d{1,2})\b", re.I)
_FILMS = frozenset({"VideoObject"})
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_PLAYER_CLASSES = frozenset({"video-js", "video-player", "jwplayer", "plyr"})


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path).lower()


def is_print(url: str, tree: HtmlElement, meta: Metadata) -> bool:
    """True for a copy made for the printer: its address says so, or it prints itself and names another as canonical."""
    address = _address(url)
    if any(mark in address for mark in words("kinds", "print")):
        return True
    if not meta.canonical or _address(meta.canonical).rstrip("/") == address.rstrip("/"):
        return False
    body = tree.find("body")
    return body is not None and "print(" in (body.get("onload") or "")


def is_list_address(url: str) -> bool:
    """True for tag, topic and paged addresses, and a front page."""
    address = _address(url)
    return address in ("", "/") or any(mark in address for mark in words("kinds", "list"))


def is_media_address(url: str) -> bool:
    """True for the addresses of videos, albums and podcasts."""
    return any(mark in _address(url) for mark in words("kinds", "media"))


def by_declaration(url: str, tree: HtmlElement, meta: Metadata) -> tuple[Kind, str] | None:
    """(kind, reason) of a page that says itself that it is no article, or None."""
    if is_quiz(url, tree):
        return "media", "quiz"
    if "LiveBlogPosting" in meta.types:
        return "media", "live blog"
    if meta.is_article:
        return None
    og_type = (meta.og_type or "").lower()
    if og_type.startswith("video") or (meta.types & _FILMS and kind_free(meta)):
        return "media", "video"
    if og_type == "profile" or meta.types & _LISTS:
        return "list", "declared as a list"
    return None


def kind_free(meta: Metadata) -> bool:
    """True when nothing declares the page an article."""
    return (meta.og_type or "").lower() != "article"


def is_quiz(url: str, tree: HtmlElement) -> bool:
    """True for a form of choices: four questions or more, two that are numbered, or a quiz address with a choice."""
    choices = {e.get("name") for e in tree.iter("input") if (e.get("type") or "").lower() == "radio"}
    if len(choices) >= 4 or (bool(choices) and any(mark in _address(url) for mark in words("kinds", "quiz"))):
        return True
    if len(choices) < 2:
        return False
    asked = {match[1] for text in tree.itertext() if (match := _QUESTION.match(text[:40]))}
    return len(asked) >= 2


def has_player(tree: HtmlElement) -> bool:
    """True when the page plays a film."""
    if next(tree.iter("video"), None) is not None:
        return True
    return any(tokens(e) & _PLAYER_CLASSES for e in tree.iter("div"))


def headlines(element: HtmlElement) -> int:
    """How many links of headline length stand under an element."""
    return sum(
        len(" ".join("".join(link.itertext()).split())) >= _HEADLINE
        for link in element.iter("a")
        if (link.get("href") or "").strip() and not (link.get("href") or "").startswith(("#", "javascript:"))
    )


def is_gone(meta: Metadata, tree: HtmlElement) -> bool:
    """True for an error or block page sent with status 200: its title or its short text says so."""
    title = key(meta.page_title or "")
    if title in keys("kinds", "gone") or says_gone((meta.page_title or "")[:_TERSE]):
        return True
    text = _short_text(tree)
    if text is None:
        return False
    said = f" {title} {key(text)} "
    # A single word ("404", "captcha") may stand in any headline: it counts only where hardly anything else is said.
    terse = len(said) < _TERSE
    return any(mark in said if " " in mark else terse and f" {mark} " in said for mark in keys("kinds", "gone"))


def says_gone(title: str) -> bool:
    """True for a title that begins by saying that nothing is there: "Không tìm thấy trang - Báo …"."""
    first = key(re.split(r"\s[-|–—]\s|[:!.]", title, maxsplit=1)[0])
    return any(first.startswith(mark) for mark in keys("kinds", "gone") if " " in mark) and len(first) < _LONGEST_NOTICE


def _short_text(tree: HtmlElement) -> str | None:
    """All text of a page of few words, None for a longer one."""
    parts: list[str] = []
    size = 0
    for element in tree.iter():
        for text in (element.text if element.tag not in ("script", "style", "title") else None, element.tail):
            if text and text.strip():
                parts.append(text.strip())
                size += len(parts[-1])
        if size > _FEW_WORDS:
            return None
    return " ".join(parts)
