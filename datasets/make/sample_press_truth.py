"""What a reader must find in the sample press: the expected values and the labelled texts."""

import datetime
from typing import Any

from sample_press_model import Article, Paper

from nlp.codebook import codes

NOISE = {
    "a": ["Phản hồi", "Các tin khác", "Mới nhất", "Liên kết website", "48210937", "Từ khóa"],
    "g": ["22/11/2026", "Tất cả chuyên mục", "Liên kết website", "0:00 / 0:00", "audio element", "Google News", "A A"],
    "b": ["Tăng tương phản", "Bài đọc tiếp", "Cùng chuyên mục", "POWERED BY", "Bình luận", " • "],
    "c": ["0:00 / 0:00", "Cỡ chữ", "Tin cùng chuyên mục", "Ý kiến bạn đọc", "Từ khóa"],
    "d": ["-73", "In trang", "Ý kiến ()", "Tin liên quan", "Thích 12", "22/11/2026"],
    "e": ["Google News", "Đọc nhiều nhất", "Tin mới hơn", "Bình luận", "Tổng Biên tập"],
    "j": ["Đang có 58 khách", "20418855", "Dua-nghi-quyet", "Tiến tới đại hội đảng", "Các tin khác"],
    "table": ["Thời tiết", "Tỷ giá", "9310226", "Các tin khác", "Trở lại", "Đầu trang"],
}


def printed(article: Article, text: str) -> str:
    """The text as the page prints it."""
    return text.replace("Đ", "Ð") if article.raw.get("eth") else text


def begins(text: str) -> str:
    """The first eighty signs or so, whole words."""
    return text if len(text) < 80 else text[:80].rsplit(" ", 1)[0]


def ends(text: str) -> str:
    """The last eighty signs or so, whole words."""
    return text if len(text) < 80 else text[-80:].split(" ", 1)[1]


def page(article: Article, papers: dict[str, Article]) -> tuple[dict[str, Any], list[str]]:
    """What must be known of one page, and what is wrong with the page."""
    raw, labels = article.raw, article.labels
    want: dict[str, Any] = {"title": printed(article, article.title)}
    texts = [printed(article, text) for text in article.paragraphs]
    if article.layout == "j" or not article.sapo:
        want["text_starts"] = begins(printed(article, article.sapo or texts[0]))
    else:
        want |= {"sapo_starts": begins(printed(article, article.sapo)), "body_starts": begins(texts[0])}
    want["body_ends"] = ends(texts[-1])
    want["author"], want["published_at"] = article.author, article.stamp
    if "prefix" not in raw or raw.get("credit"):
        want["credit"] = raw.get("credit")
    captions = [printed(article, block.text) for block in article.blocks if block.kind == "img"]
    if captions:
        want["captions"] = {"contains": list(dict.fromkeys(captions))}
    shown = (
        raw.get("byline", "").split("\n")
        if raw.get("byline") and article.author not in raw["byline"].split("\n")
        else []
    )
    sentences = "\n".join([article.title, article.sapo or "", *texts])
    never = [
        *NOISE[article.layout],
        *captions,
        *filter(None, shown),
        *filter(None, [raw.get("credit_line"), raw.get("prefix")]),
    ]
    never += raw.get("never", [])
    want["never"] = [junk.strip() for junk in dict.fromkeys(never) if junk.strip() != (article.author or "")]
    wrong = [
        f"{article.paper.id}/{article.key}: {junk!r} stands in the text" for junk in want["never"] if junk in sentences
    ]
    origin = raw.get("copy_of") if not raw.get("no_origin") else None
    if origin := (origin or raw.get("reprint_of")):
        want["reprint_of"] = papers[origin].url
    for axis in raw.get("loose", []):  # what two honest readers could read differently is not asked
        want.pop(axis, None)
    for axis in raw.get("ask", []):
        if axis == "genre":
            want["genre"] = {"one_of": [labels["genre"], *raw.get("genre_or", [])]}
        elif axis in ("directives", "people", "models", "fields"):
            want[axis] = {"contains": labels[axis]}
        elif axis == "primary_locality":
            want[axis] = {key: value for key, value in labels[axis].items() if value is not None}
        else:
            want[axis] = labels[axis]
    return want, wrong


def expected(papers: list[Paper]) -> tuple[dict[str, Any], list[str]]:
    """The whole of expected.json, and what is wrong with the sample."""
    everything = {f"{paper.id}/{article.key}": article for paper in papers for article in paper.articles}
    pages: dict[str, Any] = {}
    wrong: list[str] = []
    off: list[str] = []
    stored_not = [url for paper in papers for url in paper.source["sections"]]
    for article in everything.values():
        if article.absent == "robots" or article.raw.get("moved_from"):
            stored_not += [article.url] if article.absent else article.raw["moved_from"]
        if article.raw.get("print_copy"):
            stored_not.append(f"https://{article.paper.host}/print/{article.number}.html")
        if article.absent:
            continue
        pages[article.url], bad = page(article, everything)
        wrong += bad
        if not article.labels["on_campaign"] and not article.labels.get("borderline"):
            off.append(article.url)
    how = ("One entry per page that must be in the corpus; same rules as the acceptance pack. All of it is invented. "
           "Under never_stored_twice stand addresses that must be no article of their own: list pages, print copies, "
           "old addresses that redirect, and what robots.txt forbids. body_missing: pages whose text is encrypted.")  # fmt: skip
    sealed = [a.url for a in everything.values() if a.absent == "encrypted"]
    return {"_how": how, "pages": pages, "not_articles_of_the_campaign": off, "never_stored_twice": stored_not,
            "body_missing": sealed}, wrong  # fmt: skip


def labelled(papers: list[Paper]) -> tuple[list[dict[str, Any]], list[str]]:
    """The labelled texts, reprints left out, and what is wrong with the labels."""
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    for article in (a for paper in papers for a in paper.articles if "copy_of" not in a.raw):
        labels, name = article.labels, f"{article.paper.id}/{article.key}"
        row: dict[str, Any] = {"id": f"sample-{article.paper.id}-{article.key}", "title": article.title, "sapo": article.sapo,
                               "body": "\n".join(article.paragraphs), "published_at": article.stamp,
                               "source_province": article.paper.province}  # fmt: skip
        if article.absent == "encrypted":
            continue
        text = "\n".join([article.title, article.sapo or "", row["body"]])
        for key in ("on_campaign", "borderline", "exemplar", "genre", "fields", "actors", "directives", "primary_locality",
                    "people", "models"):  # fmt: skip
            if key not in labels:
                if key != "borderline":
                    wrong.append(f"{name}: no {key}")
                labels[key] = False
            row[key] = labels[key]
        for key, allowed in codes().items():
            values = [row[key]] if isinstance(row[key], str) else row[key]
            wrong += [f"{name}: {key} has the unknown code {value!r}" for value in values if value not in allowed]
        wrong += [f"{name}: {value!r} does not stand in the text" for key in ("people", "models") for value in row[key]
                  if value not in text]  # fmt: skip
        place = row["primary_locality"]
        if place["level"] not in {"national", "province", "district", "commune"}:
            wrong.append(f"{name}: level {place['level']!r}")
        if place["level"] == "district" and article.at and article.at.date() > datetime.date(2025, 6, 30):
            wrong.append(f"{name}: a district after 30 June 2025")
        if not 1 <= len(row["fields"]) <= 3:
            wrong.append(f"{name}: one to three fields, not {len(row['fields'])}")
        if (count := len(text.split())) < 110:
            wrong.append(f"{name}: only {count} words")
        rows.append(row)
    return rows, wrong
