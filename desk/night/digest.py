"""The digest of a night as people read it: plain text, and one HTML page that needs nothing from outside."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from desk.say import language, printable, text, translated

# The page may load nothing and run nothing, whatever a title holds; only its own few lines of style count.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = "body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.5 serif}h2{margin-top:1.6em}.of{color:#555}"


def _head(found: dict[str, Any]) -> str:
    shown = sum(len(part["articles"]) for part in found["provinces"])
    return text("digest_head", shown=shown, stored=found["stored"], copies=found["copies_left_out"])


def _missing(found: dict[str, Any]) -> list[str]:
    lines = [text("digest_untagged", count=found["untagged"])] if found["untagged"] else []
    return lines + [text("digest_silent", name=printable(one["name"]), reason=printable(translated(one["reason"] or "?", "reasons")))
                    for one in found["not_heard"]]  # fmt: skip


def _about(article: dict[str, Any]) -> str:
    day = (article["published_at"] or "")[:10] or text("undated")
    parts = [printable(article["source_name"] or article["source"]), day, printable(article["place"] or "")]
    if article["copies"]:
        parts.append(text("digest_copies", count=article["copies"]))
    return " · ".join(part for part in parts if part)


def _named(article: dict[str, Any]) -> list[str]:
    return [f"{text(key)}: {printable('; '.join(article[name]))}"
            for key, name in (("f_models", "models"), ("f_people", "people")) if article[name]]  # fmt: skip


def plain(found: dict[str, Any]) -> str:
    """The digest (as `corpus.digest.digest` gives it, with `night`) as plain text."""
    lines = [text("digest_title", night=found["night"]), _head(found), ""]
    for part in found["provinces"]:
        lines += [(part["province"] or text("digest_nowhere")).upper(), ""]
        for article in part["articles"]:
            lines += [f"* {printable(article['title'])}", f"  {_about(article)}", f"  {printable(article['url'])}"]
            lines += [f"  {line}" for line in _named(article)]
            lines.append("")
    if missing := _missing(found):
        lines += [text("digest_missing"), *(f"- {line}" for line in missing), ""]
    return "\n".join(lines)


def html(found: dict[str, Any]) -> str:
    """The digest as one HTML page: everything escaped, no script, nothing loaded, links to http and https only."""
    title = escape(text("digest_title", night=found["night"]))
    out = [f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">',
           f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
           '<meta name="referrer" content="no-referrer">',
           f"<title>{title}</title><style>{_STYLE}</style></head><body>", f"<h1>{title}</h1>",
           f"<p>{escape(_head(found))}</p>"]  # fmt: skip
    for part in found["provinces"]:
        out.append(f"<h2>{escape(part['province'] or text('digest_nowhere'))}</h2><ul>")
        for article in part["articles"]:
            lines = "".join(f"<br>{escape(line)}" for line in _named(article))
            out.append(f'<li>{_link(article)}<br><span class="of">{escape(_about(article))}</span>{lines}</li>')
        out.append("</ul>")
    if missing := _missing(found):
        out.append(f"<h2>{escape(text('digest_missing'))}</h2><ul>")
        out += [f"<li>{escape(line)}</li>" for line in missing]
        out.append("</ul>")
    return "\n".join([*out, "</body></html>", ""])


def _link(article: dict[str, Any]) -> str:
    title = escape(printable(article["title"]))
    try:
        safe = urlsplit(article["url"]).scheme in ("http", "https")
    except ValueError:
        safe = False
    return f'<a href="{escape(article["url"], quote=True)}" rel="noopener">{title}</a>' if safe else title
