"""A paper and the lists it serves, for the tests of discovery."""

from crawler.sources import Source

HOME = "https://bao-mau.test"
PAPER = Source(
    "baomau", "Báo Mẫu", ("bao-mau.test", "bao-cu.test"), sections=(f"{HOME}/chuyen-hay-o-ban-lang-toi-day/",)
)
A, B = f"{HOME}/gop-gao-nuoi-em-100724.html", f"{HOME}/quet-duong-moi-sang-100725.html"


def addresses(found, kind="article"):
    return [item.url for item in found[kind]]


def days(found):
    return [item.dated for item in found["article"]]


def rss(items, head="", root="rss"):
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<{root}><channel>{items}</channel></{root}>'.encode()


def urlset(entries, head=""):
    return f'<?xml version="1.0"?>{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def loc(url):
    return f"<url><loc>{url}</loc></url>"


def html(links, head=""):
    items = "".join(f'<li><a href="{link}">tin</a></li>' for link in links)
    return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{items}</ul></body></html>"
