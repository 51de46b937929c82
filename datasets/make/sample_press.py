"""Build the sample press: invented articles rendered through page layouts into a WARC, with what must be read there.

    python datasets/make/sample_press.py

Reads `sources.toml`, `articles/*.toml` and `layouts/*.html.jinja` of `datasets/sample_press/`; writes there
`sample_press.warc.gz`, `expected.json` and `labelled.jsonl`. The same input gives the same bytes.
"""

import base64
import hashlib
import io
import json
import sys
import unicodedata
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

import jinja2
from sample_press_model import Article, Paper, read_papers
from sample_press_truth import expected, labelled
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOME = Path(__file__).resolve().parents[1] / "sample_press"
VISITED = "2026-11-21T17:22:00Z"
CLOCK = "Chủ Nhật, 22/11/2026 00:22 (GMT +7)"
STRAY = "\ue000"  # stands for a byte sequence that is no UTF-8
COMMENTS = [
    {"name": "Phạm Bá Khuê", "text": "Bài viết rất hay, mong báo có thêm nhiều bài như thế này."},
    {"name": "Lưu Thị Bích Sâm", "text": "Cảm ơn phóng viên. Quê tôi cũng đang làm như vậy."},
    {"name": "Bạn đọc Nông Quốc Trạc", "text": "Đề nghị nhân rộng cách làm này."},
]
TAGS = ["làm theo Bác", "chuyển đổi số", "nông thôn mới"]

Response = tuple[str, str, dict[str, str], bytes]  # address, status line, headers, body


def machine_date(article: Article) -> str | None:
    """The date as the page tells it to machines, true or lying as the article asks."""
    at = article.at
    if at is None or not article.has_time:
        return None
    local = at.strftime("%Y-%m-%dT%H:%M:%S")
    zulu = (at - timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
    forms = {"true": f"{local}+07:00", "utc_lie": f"{local}+00:00", "plus8": f"{local}+08:00",
             "space": f"{local} +07:00", "entity": f"{local}&#x2B;07:00", "naive": local, "zulu": zulu}  # fmt: skip
    return forms[article.raw.get("machine", "true")]


def json_ld(article: Article) -> str:
    """The NewsArticle of a page as JSON-LD."""
    who = {"@type": "Person", "name": article.author} if article.author else {
        "@type": "Organization", "name": article.paper.name}  # fmt: skip
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
                            "mainEntityOfPage": article.url, "author": who}  # fmt: skip
    if stamp := machine_date(article):
        data["datePublished"] = stamp
    data["publisher"] = {"@type": "Organization", "name": article.paper.name}
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def sealed(article: Article) -> str:
    """Bytes that look like an encrypted body and hold nothing."""
    chain = [hashlib.sha256(article.url.encode()).digest()]
    while len(chain) < 60:
        chain.append(hashlib.sha256(chain[-1]).digest())
    return base64.b64encode(b"".join(chain)).decode()


def teaser(article: Article, whole: bool = False) -> dict[str, str]:
    """An article as list pages and side boxes show it."""
    lead = article.sapo or article.paragraphs[0]
    day = article.at.strftime("%d/%m/%Y") if article.at and not article.raw.get("date_hidden") else ""
    return {"url": article.link_absolute if whole else article.link, "title": article.title, "day": day,
            "excerpt": lead[:260].rsplit(" ", 1)[0] + "…",
            "more": " ".join(article.paragraphs[:2])}  # fmt: skip


def listed(article: Article) -> bool:
    """Whether other pages may link to the article."""
    return not article.raw.get("hidden") and not article.absent


def common(paper: Paper, layout: str) -> dict[str, Any]:
    """What article and list pages of a paper share."""
    menu = [{"url": "/", "title": "Trang chủ"}]
    menu += [{"url": urlsplit(paper.section_url(key)).path, "title": name} for key, name in paper.sections.items()]
    menu += [{"url": f"/{slug}", "title": name} for slug, name in paper.menu]
    return {"paper": paper, "menu": menu, "charset": "utf-8", "clock": CLOCK, "today": "Chủ nhật, 22/11/2026",
            "layout": layout, "article": None, "items": []}  # fmt: skip


def article_page(jinja: jinja2.Environment, article: Article, print_copy: bool = False) -> bytes:
    """The bytes of one article page."""
    paper, raw = article.paper, article.raw
    near = [a for a in paper.articles if listed(a) and a is not article and a.title != article.title]
    start = paper.articles.index(article)
    turned = near[start % len(near) :] + near[: start % len(near)] if near else []
    whole = urlsplit(article.url).hostname != paper.host  # on the old host every link names the host of today
    byline = raw.get("byline", "").split("\n") if raw.get("byline") else []
    context = common(paper, article.layout) | {
        "article": article, "url": article.url, "title": article.title, "sapo": article.sapo, "prefix": raw.get("prefix", ""),
        "blocks": article.blocks, "byline": byline, "byline_at": raw.get("byline_at", "end"), "credit_line": raw.get("credit_line"),
        "date_line": article.date_line, "day": article.at.strftime("%d/%m/%Y") if article.at else "",
        "section": {"url": urlsplit(paper.section_url(article.section)).path, "title": paper.sections[article.section]},
        "related": [teaser(a, whole) for a in turned[:3]], "hot": [teaser(a, whole) for a in turned[3:6]], "tags": TAGS,
        "comment": COMMENTS[start % len(COMMENTS)], "meta_date": machine_date(article), "json_ld": json_ld(article),
        "premature": raw.get("premature"), "encrypted": sealed(article) if article.absent == "encrypted" else None,
        "print_copy": print_copy,
        "print_url": f"/print/{article.number}.html" if raw.get("print_copy") else "javascript:window.print()",
        "page_title": raw.get("page_title"),
        "stray": f" {STRAY} lượt" if raw.get("stray") else "", "charset": raw.get("charset", "utf-8"),
    }  # fmt: skip
    return encoded(jinja.get_template(f"{article.layout}.html.jinja").render(context), raw)


def encoded(html: str, raw: dict[str, Any]) -> bytes:
    """The page as bytes, in the odd characters the article asks for."""
    if raw.get("eth"):
        html = html.replace("Đ", "Ð")
    if raw.get("nfd"):
        html = unicodedata.normalize("NFD", html)
    if raw.get("charset") == "windows-1258":
        return windows_1258(html)
    return html.encode().replace(STRAY.encode(), b"\xc3\x28\xff")


def windows_1258(text: str) -> bytes:
    """Vietnamese in the code page that writes the tone as a sign of its own."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(sign for sign in parts if sign in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def feed(paper: Paper, url: str) -> bytes:
    """The paper's RSS, or Atom where the address says so."""
    rows = []
    atom = "atom" in url
    for article in [a for a in paper.articles if listed(a) and not a.raw.get("date_hidden")][:15]:
        link, title = escape(article.link_absolute), escape(article.title)
        if atom:
            when = f"<updated>{article.stamp}</updated>" if article.at and article.has_time else ""
            rows.append(f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id>{when}</entry>')
        else:
            when = (
                f"<pubDate>{article.at:%a, %d %b %Y %H:%M:%S} +0700</pubDate>"
                if article.at and article.has_time
                else ""
            )
            rows.append(f"<item><title>{title}</title><link>{link}</link>{when}</item>")
    if atom:
        text = (f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{paper.name}</title><id>{url}</id>'
                f"<updated>2026-11-21T18:00:00+07:00</updated>{''.join(rows)}</feed>")  # fmt: skip
    else:
        text = (f'<rss version="2.0"><channel><title>{paper.name}</title><link>https://{paper.host}/</link>'
                f"<description/>{''.join(rows)}</channel></rss>")  # fmt: skip
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def sitemaps(paper: Paper, url: str) -> list[Response]:
    """A sitemap index and the two sitemaps it names."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    parts: dict[str, list[Article]] = {"moi": [], "cu": []}
    for article in filter(listed, paper.articles):
        parts["moi" if article.at and article.at.year >= 2025 else "cu"].append(article)
    found, rows = [], []
    for name, members in parts.items():
        place = f"https://{paper.host}/sitemaps/bai-viet-{name}.xml"
        lines = [f"<url><loc>{escape(a.link_absolute)}</loc>"
                 + (f"<lastmod>{a.raw.get('lastmod') or a.at.date().isoformat()}</lastmod>" if a.at else "") + "</url>"
                 for a in members]  # fmt: skip
        found.append(response(place, f"{head}<urlset {space}>{''.join(lines)}</urlset>".encode(), "application/xml"))
        rows.append(
            f"<sitemap><loc>{place}</loc><lastmod>{'2026-11-21' if name == 'moi' else '2026-01-02'}</lastmod></sitemap>"
        )
    return [
        response(url, f"{head}<sitemapindex {space}>{''.join(rows)}</sitemapindex>".encode(), "application/xml"),
        *found,
    ]


def response(url: str, body: bytes, content_type: str, status: str = "200 OK", **more: str) -> Response:
    """One answer of the invented web."""
    headers = {"Content-Type": content_type, "ETag": f'"{hashlib.sha1(body).hexdigest()[:16]}"'} | more
    return url, status, headers, body


def paper_pages(jinja: jinja2.Environment, paper: Paper) -> list[Response]:
    """Everything the hosts of one paper answer."""
    html = paper.head.get("content_type", "text/html; charset=utf-8")
    pages = [response(f"https://{host}/robots.txt", paper.head.get("robots", "User-agent: *\nDisallow:\n").encode(), "text/plain")
             for host in paper.hosts]  # fmt: skip
    for url in paper.feeds:
        pages.append(
            response(
                url, feed(paper, url), "application/atom+xml" if "atom" in url else "application/rss+xml; charset=utf-8"
            )
        )
    for url in paper.sitemaps:
        pages += sitemaps(paper, url)
    extras = paper.head.get("extra", [])
    for key, name in paper.sections.items():
        if key not in paper.listed_sections:
            continue
        items = [teaser(a) for a in paper.articles if a.section == key and not a.raw.get("hidden")]
        items += [
            {"url": e["url"], "title": e["title"], "day": "", "excerpt": e["title"]}
            for e in extras
            if e.get("section") == key
        ]
        items += [{"url": f"/print/{a.number}.html", "title": a.title, "day": "", "excerpt": a.title}
                  for a in paper.articles if a.section == key and a.raw.get("print_copy")]  # fmt: skip
        hot = [teaser(a) for a in paper.articles if a.section != key and listed(a)][:4]
        context = common(paper, paper.layout) | {"title": name, "items": items, "hot": hot}
        text = jinja.get_template(f"{paper.layout}.html.jinja").render(context)
        pages.append(response(paper.section_url(key), text.encode(), html))
    for article in paper.articles:
        charset = article.raw.get("charset")
        kind = f"text/html; charset={charset}" if charset else html
        pages.append(response(article.url, article_page(jinja, article), kind))
        if article.raw.get("print_copy"):
            pages.append(
                response(f"https://{paper.host}/print/{article.number}.html", article_page(jinja, article, True), html)
            )
        for old in article.raw.get("moved_from", []):
            pages.append(response(old, b"", html, "301 Moved Permanently", Location=article.url))
    for extra in (e for e in extras if e.get("status")):
        pages.append(response(extra["url"], b"<html><body><h1>404</h1></body></html>", html, extra["status"]))
    return pages


def write_warc(path: Path, pages: list[Response]) -> None:
    """Write response records; nothing in them depends on when or where this runs."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for url, status, headers, body in pages:
            number = uuid.uuid5(uuid.NAMESPACE_URL, url)
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            known = {"WARC-Date": VISITED, "WARC-Record-ID": f"<urn:uuid:{number}>"}
            address = quote(url, safe=":/?&=%#-._~")
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=known
            )
            writer.write_record(record)


def main() -> int:
    """Build all three files."""
    papers = read_papers(HOME)
    jinja = jinja2.Environment(loader=jinja2.FileSystemLoader(HOME / "layouts"), autoescape=True, trim_blocks=True,
                               lstrip_blocks=True, undefined=jinja2.ChainableUndefined)  # fmt: skip
    pages = [page for paper in papers for page in paper_pages(jinja, paper)]
    addresses = [page[0] for page in pages]
    if twice := {url for url in addresses if addresses.count(url) > 1}:
        sys.exit(f"two answers for {sorted(twice)}")
    truth, wrong = expected(papers)
    rows, more_wrong = labelled(papers)
    for line in wrong + more_wrong:
        print(line, file=sys.stderr)
    write_warc(HOME / "sample_press.warc.gz", pages)
    (HOME / "expected.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HOME / "labelled.jsonl").write_text("".join(lines), encoding="utf-8")
    print(
        f"{len(pages)} answers, {len(truth['pages'])} articles expected, {len(rows)} labelled, {len(wrong + more_wrong)} complaints"
    )
    return int(bool(wrong or more_wrong))


if __name__ == "__main__":
    sys.exit(main())
