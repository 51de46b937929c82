"""Pages for measuring a crawl: as heavy as a paper's (57 KB), each with a text of its own.

Texts are paragraphs of the bundled labelled articles in a new order, so that words are as many and as rare as in
print. `known` pages carry the marks of a layout, `unknown` ones the same without any; `tiny` ones are a few lines.
"""

import random
import re
from functools import cache
from pathlib import Path

from nlp.labelled import read

LABELLED = Path(__file__).parents[2] / "datasets" / "labelled"
KINDS = ("known", "unknown", "tiny")
TEXT = 6_000  # characters of an article: 8.3 KB in UTF-8, the mean of five real ones
PAGE = 57_000  # bytes of a whole page, as measured on papers of today
_NAMED = re.compile(r'(class|id)="([^"]*)"')
_TOPICS = ("Thời sự", "Chính trị", "Xây dựng Đảng", "Kinh tế", "Nông nghiệp", "Xã hội", "Giáo dục", "Y tế", "Văn hóa",
           "Thể thao", "Pháp luật", "Quốc phòng", "Du lịch", "Bạn đọc", "Chuyển đổi số", "Môi trường")  # fmt: skip


@cache
def paragraphs() -> tuple[str, ...]:
    """Every paragraph of the labelled articles."""
    return tuple(line for row in read([LABELLED]) for line in row.document.body.split("\n") if len(line) > 80)


def path(number: int) -> str:
    """The path of an article."""
    return f"/chuyen-hay-trong-tinh-so-{number:06d}.html"


def text(number: int) -> list[str]:
    """The paragraphs of an article; no two articles are alike."""
    chance = random.Random(number)
    lines = [f"Câu chuyện thứ {number} của chuyên mục kể về một việc nhỏ ở cơ sở, theo lời những người trong cuộc."]
    while sum(map(len, lines)) < TEXT:
        lines.append(chance.choice(paragraphs()))
    return lines


def page(number: int, host: str, kind: str) -> bytes:
    """The page of an article; `kind` is one of KINDS."""
    if kind == "tiny":
        return _tiny(number)
    lines = text(number)
    related = [f"{line[:90]} …" for line in random.Random(-number).sample(paragraphs(), 24)]
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    side = "".join(f'<li class="item"><a href="{path(number + i + 1)}"><img class="thumb" src="/t/{number + i}.jpg" alt="">'
                   f'</a><h3><a href="{path(number + i + 1)}" title="{one}">{one}</a></h3></li>\n'
                   for i, one in enumerate(related))  # fmt: skip
    html = (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Chuyện hay số {number:06d} trong tỉnh</title>\n'
        f'<link rel="canonical" href="http://{host}{path(number)}"><meta property="og:site_name" content="Báo Thử">\n'
        f'<meta property="og:title" content="Chuyện hay số {number:06d} trong tỉnh">{_head()}</head><body>{_menu()}\n'
        f'<div class="wrap"><main class="main"><h1 class="title-detail">Chuyện hay số {number:06d} trong tỉnh</h1>\n'
        f'<div class="date font5">Thứ 2, 10/06/2024 | 13:08:37 [GMT +7]</div>\n<h2 class="sapo">{lines[0]}</h2>\n'
        f'<div id="content-detail">{body}<p class="author">Thu Chung</p></div></main>\n'
        f'<aside class="side"><ul class="list">{side}</ul></aside></div>{_foot()}</body></html>'
    )
    spare = PAGE - len(html.encode())
    html = html.replace("</head>", f"<script>{_script(max(0, spare))}</script></head>")
    return (_nameless(html) if kind == "unknown" else html).encode()


def sitemap(host: str, numbers: range) -> bytes:
    """A sitemap of articles."""
    places = "".join(f"<url><loc>http://{host}{path(n)}</loc><lastmod>2024-06-10</lastmod></url>" for n in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()


def section(host: str, numbers: range) -> bytes:
    """A list page."""
    links = "".join(
        f'<li class="item"><a href="{path(n)}">Chuyện hay số {n:06d} trong tỉnh</a></li>\n' for n in numbers
    )
    return f'<html lang="vi"><body>{_menu()}<ul class="news">{links}</ul>{_foot()}</body></html>'.encode()


def _tiny(number: int) -> bytes:
    body = "".join(f"<p>{line[:150]} (bài {number:06d}).</p>" for line in random.Random(number).sample(paragraphs(), 3))
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>Tin số {number:06d}</title></head><body>'
        f'<h1 class="title-detail">Tin số {number:06d}</h1>'
        f'<div class="date font5">10/06/2024 | 13:08</div><h2 class="sapo">Tin ngắn thứ {number:06d} trong ngày.</h2>'
        f'<div id="content-detail">{body}</div></body></html>'
    ).encode()


@cache
def _head() -> str:
    links = "".join(f'<link rel="stylesheet" href="/css/part-{n}.css?v=31"><script src="/js/part-{n}.js"></script>\n'
                    for n in range(25))  # fmt: skip
    styles = "".join(f".box-{n} .item a{{color:#{n:06x};padding:{n}px}}\n" for n in range(90))
    return f"{links}<style>{styles}</style>"


@cache
def _menu() -> str:
    entries = "".join(
        f'<li class="nav-item"><a class="nav-link" href="/muc-{n}">{topic}</a><ul class="sub">'
        + "".join(f'<li><a href="/muc-{n}/nhanh-{i}">{topic} {i}</a></li>' for i in range(6)) + "</ul></li>\n"
        for n, topic in enumerate(_TOPICS)
    )  # fmt: skip
    clock = '<div class="clock">Chủ Nhật, 22/11/2026 00:22 (GMT +7)</div>'
    return f'<header class="top">{clock}<nav><ul class="menu">{entries}</ul></nav></header>'


@cache
def _foot() -> str:
    links = "".join(f'<a href="/lien-ket-{n}">Liên kết {n}</a> | ' for n in range(30))
    return f'<footer class="foot"><p>Cơ quan chủ quản: Tỉnh ủy. Giấy phép số 12/GP.</p><div class="links">{links}</div></footer>'


def _script(size: int) -> str:
    """Code that does nothing, of about a size."""
    line = "window.dataLayer=window.dataLayer||[];function f%05d(a){return a&&a.b?a.c(%d):null}\n"
    out: list[str] = []
    while (len(out) + 1) * 85 < size:
        out.append(line % (len(out), len(out)))
    return "".join(out)


def _nameless(html: str) -> str:
    """The page with every class and id renamed, so that no layout knows it."""
    seen: dict[str, int] = {}
    return _NAMED.sub(lambda m: f'{m[1]}="{" ".join(f"x{seen.setdefault(w, len(seen))}" for w in m[2].split())}"', html)
