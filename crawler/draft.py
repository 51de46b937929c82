"""Draft a `[[source]]` from a site's home page: what `guong sources add` does, as a Python call."""

import json
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import GuongError
from crawler.entries import excluded, is_host
from crawler.probe import run
from crawler.probing import naming
from crawler.probing.home import HomeSpider, Seen
from crawler.probing.knowledge import known
from crawler.probing.seeing import on_host
from crawler.sources import Source, problems_of
from crawler.traps import today
from nlp.provinces import province_name
from nlp.text import one_line

_HINT = "write it as https://baoquangninh.vn/"
UNTRIED = "nobody has tried"  # the words every unverified entry carries


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted entry: its id and the TOML text, which passes the checker of source files."""

    id: str
    text: str


def address(url: str) -> str:
    """The address of a site as a person may type it, with its scheme; raises GuongError for what is none.

    Sites that are never a source (`datasets/excluded.toml`) are refused.
    """
    given = one_line(url)
    if "://" not in given:
        given = f"https://{given}"
    try:
        parts = urlsplit(given)
        host = parts.netloc.lower()
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not is_host(host) or "." not in host:
        raise GuongError(f"{url}: is no address of a site", _HINT)
    if why := excluded(host):
        raise GuongError(f"{host} is never a source: {why}", "look into datasets/excluded.toml")
    return f"{parts.scheme}://{host}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def draft(
    url: str, sources: Sequence[Source] = (), *, replay: Path | None = None, log_level: str = "CRITICAL"
) -> Draft:
    """Read a site's home page (robots.txt first) and one article of it, and draft its entry. Once per process.

    `sources` are those known already: a host of theirs is refused, their ids are not used again. Raises GuongError
    for an address that is none, is never a source, is known, or does not answer with a page.
    """
    wanted = address(url)
    parts = urlsplit(wanted)
    _not_known([parts.netloc], sources)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.toml"
        file.write_text(f'[[source]]\nid = "draft"\nname = "draft"\nhosts = ["{parts.netloc}"]\n', encoding="utf-8")
        start = f"{parts.scheme}://{parts.netloc}/"
        spider = run(HomeSpider, replay, log_level, {"url": start, "sources": str(file)})
    if not isinstance(spider, HomeSpider) or spider.seen.home is None:
        why = spider.trouble if isinstance(spider, HomeSpider) else "the crawl did not start"
        raise GuongError(f"{start} could not be read: {why}", "look at the address in a browser")
    _not_known(spider.seen.came_by, sources)
    return written(spider.seen, [wanted] if parts.path not in ("", "/") else [], [source.id for source in sources])


def _not_known(hosts: Iterable[str], sources: Sequence[Source]) -> None:
    for host in hosts:
        for source in sources:
            if source.owns(f"https://{host}/"):
                raise GuongError(f"{host} is a host of {source.id} already", f"guong sources check {source.id}")


def written(site: Seen, given: Sequence[str], taken: Sequence[str]) -> Draft:
    """The entry of a home page that was read; `given` are sections a person named."""
    home, landed = site.home, urlsplit(site.landed)
    assert home is not None
    today_host = landed.netloc.lower()
    hosts = _hosts(today_host, site.came_by)
    own = Source("draft", "draft", tuple(hosts))
    name = naming.name_of(home.site_name, home.title, today_host)
    code, seen = naming.province_of(name, home.title, today_host)
    sections = _sections(site, given, own)
    feeds = [(url, "") for url in home.feeds if own.owns(url)]
    sitemaps = [(url, "") for url in site.sitemaps if own.owns(url)]
    identity = naming.id_of(today_host, taken)
    lines = [
        f"# Drafted on {today().isoformat()} from {_comment(site.landed)}: read it over before it is used.",
        "[[source]]", f"id = {quoted(identity)}", f"name = {quoted(name)}", _province(code, seen),
        *_list("hosts", [(host, "today's" if host == today_host else "leads to today's") for host in hosts]),
        *_named("feeds", feeds, "the home page"), *_named("sitemaps", sitemaps, "robots.txt"),
        f"# {_about(site, given)}; {UNTRIED} them as lists.", *_list("sections", sections), _layout(site),
        "delay = 5.0", 'verified = "never"',
    ]  # fmt: skip
    text = "\n".join(lines) + "\n"
    wrong = problems_of(tomllib.loads(text)["source"][0])
    if wrong:
        raise GuongError(f"{site.landed}: its draft would not pass: {wrong[0]}", "write the entry by hand")
    return Draft(identity, text)


def _hosts(landed: str, came_by: Iterable[str]) -> list[str]:
    """Today's first; www. and bare are one host."""
    hosts = {landed.removeprefix("www."): landed}
    for host in came_by:
        hosts.setdefault(host.removeprefix("www."), host)
    return list(hosts.values())


def _sections(site: Seen, given: Sequence[str], own: Source) -> list[tuple[str, str]]:
    """What the person named, then the menu's sections, the campaign's first, so many of each kind; else the home page.

    Those of today's host come before the others.
    """
    found = {url: "as given" for url in given if own.owns(url)}
    counts: Counter[str] = Counter()
    for one in site.home.sections if site.home else []:
        if own.owns(one.url) and counts[one.kind] < known()["most"]["draft"].get(one.kind, 0):
            counts[one.kind] += one.url not in found
            found.setdefault(one.url, one.text)
    return sorted(found.items(), key=lambda one: not on_host(one[0], own.hosts[0])) or [(site.landed, "the home page")]


def _about(site: Seen, given: Sequence[str]) -> str:
    found = bool(site.home and site.home.sections)
    return "Sections seen in the menu" if found else "As given" if given else "The home page, since no list was seen"


def _province(code: str | None, seen: Sequence[str]) -> str:
    if code is not None:
        return f"province = {quoted(code)}  # {_comment(province_name(code) or '')}"
    names = f" (named: {_comment(', '.join(seen))})" if seen else ""
    return f'# province = ""  # not sure{names}: a code of today\'s 34, or none for a paper of no province'


def _layout(site: Seen) -> str:
    told = f"  # {_comment(site.layout)}, as recognised on {_comment(site.article or '')}" if site.layout else ""
    return f'layout = "auto"{told}'


def _named(key: str, values: list[tuple[str, str]], by: str) -> list[str]:
    return [*([f"# Named by {by}; {UNTRIED} them."] if values else []), *_list(key, values)]


def _list(key: str, values: Sequence[tuple[str, str]]) -> list[str]:
    """A TOML array, one value a line, with what is known of each in a comment."""
    if not values:
        return [f"{key} = []"]
    rows = [f"    {quoted(value)},{f'  # {told}' if (told := _comment(note)) else ''}" for value, note in values]
    return [f"{key} = [", *rows, "]"]


def quoted(text: str) -> str:
    """A TOML basic string. JSON's escapes are TOML's, but DEL and half characters, which are left out."""
    return json.dumps("".join(char for char in one_line(text) if char.isprintable()), ensure_ascii=False)


def _comment(text: str) -> str:
    """A comment cannot end its line, whatever a page says."""
    return "".join(char for char in one_line(text) if char.isprintable())[:300]
