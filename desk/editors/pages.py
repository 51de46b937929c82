"""Pages from templates, and how words from outside are made safe in each form: HTML, XML, Markdown, Word."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.say import language, printable, text

# A page may load nothing and run nothing, whatever a title holds; only its own few lines of style count.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# What XML 1.0 cannot hold (section 2.2), and with it neither Atom nor Word.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Signs with a meaning anywhere in a line of Markdown, and those that have one only where it begins.
_MARKS = re.compile(r"([\\`*_\[\]<>&~|$])")
_BEGINS = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)](?:\s|$)))")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"), undefined=StrictUndefined,
        autoescape=lambda name: not (name or "").endswith(".md.j2"),
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters.update(line=line, md=markdown)
    del made.filters["safe"]  # no template may switch the escaping off
    made.globals.update(text=text, safe_url=safe_url, bare_url=bare_url, language=language, policy=POLICY)
    return made


def render(template: str, **values: Any) -> str:
    """A page from a template of desk/templates; everything printed into HTML or XML is escaped."""
    return xml_safe(_environment().get_template(template).render(**values))


def line(value: Any) -> str:
    """A value as one line without control characters, which XML can hold."""
    return xml_safe(printable("" if value is None else value)).strip()


def xml_safe(value: str) -> str:
    """A text without the characters XML cannot hold."""
    return _NO_XML.sub("", value)


def safe_url(url: str | None) -> str | None:
    """An address people may click: http or https, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    plain = line(url)
    return plain if parts.scheme in ("http", "https") and parts.netloc and plain == url else None


def bare_url(url: str) -> str:
    """A safe address as it may stand between < and > in Markdown."""
    return re.sub(r"[\s<>\\]", lambda found: f"%{ord(found.group()):02X}", url)


def markdown(value: Any) -> str:
    """A value as one line of Markdown in which no sign means anything."""
    marked = _MARKS.sub(r"\\\1", line(value))
    begins = _BEGINS.match(marked)
    if begins is None:
        return marked
    at = begins.end() if begins[2].isdigit() else begins.start(2)
    return f"{marked[:at]}\\{marked[at:]}"
