"""The invented papers and articles of the sample press, read from their TOML files."""

import copy
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
DATE_FORMS = {
    "gmt": "{number}, {d}/{m}/{Y} | {H}:{M}:{S} [GMT +7]",
    "updated_comma": "Cập nhật, {H}:{M}, {day}, {d}/{m}/{Y} (GMT+7)",
    "updated_at": "Cập nhật lúc {H}:{M}, {day}, {d}/{m}/{Y} (GMT+7)",
    "updated_bar": "Cập nhật: {H}:{M} | {d}/{m}/{Y}",
    "comma": "{H}:{M}, {d}/{m}/{Y}",
    "dash": "{d}/{m}/{Y} - {H}:{M}",
    "bar": "{H}:{M} | {d}/{m}/{Y}",
    "short": "{H}:{M} {d}-{m}-{y}",
    "ngay": "{H}:{M}, ngày {d}-{m}-{Y}",
    "views": "{Y}-{m}-{d} {H}:{M}:{S} Số lượt xem 84876",
    "minute": "{small}, {d}/{m}/{Y} - {H}:{M}'",
    "long": "{day}, ngày {d0} tháng {m0} năm {Y} - {H}:{M} Đã xem: 14541",
    "ampm": "{d}/{m}/{Y} {I}:{M} {half}",
    "joomla": "{small}, {d} Tháng {m0} {Y} {H}:{M}",
    "glued": "Số lượt xem 4341Ngày cập nhật {d}/{m}/{Y}",
    "day": "{d}/{m}/{Y}",
    "none": "",
}
USUAL = {
    "a": "updated_bar",
    "g": "gmt",
    "b": "dash",
    "c": "comma",
    "d": "minute",
    "e": "ngay",
    "j": "joomla",
    "table": "views",
}
ADDRESSES = {
    "a": "/{section}/{month}/{slug}-{number:07x}/", "g": "/{slug}-{number}.html", "b": "/{slug}-{number}.html",
    "c": "/{slug}-post{number}.html", "d": "/{slug}-a{number}.html", "e": "/{slug}-{number}.htm",
    "j": "/{section}/{number}-{slug}", "table": "/tin/{slug}-{number}.htm",
}  # fmt: skip


@dataclass
class Block:
    """A paragraph (`p`), a heading inside the body (`h`) or a picture (`img`)."""

    kind: str
    text: str
    credit: str | None = None
    src: str = ""


@dataclass
class Paper:
    """One invented paper: its entry in sources.toml and the head of its article file."""

    source: dict[str, Any]
    head: dict[str, Any]
    articles: list["Article"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.id: str = self.source["id"]
        self.name: str = self.source["name"]
        self.province: str | None = self.source.get("province")
        self.hosts: list[str] = self.source["hosts"]
        self.host = self.hosts[0]
        self.feeds: list[str] = self.source["feeds"]
        self.sitemaps: list[str] = self.source["sitemaps"]
        self.layout: str = self.head["layout"]
        self.sections: dict[str, str] = self.head["sections"]
        self.menu: list[list[str]] = self.head.get("menu", [])
        self.listed_sections: dict[str, str] = {key_of(url): url for url in self.source["sections"]}

    def section_url(self, key: str) -> str:
        """The list page of a section."""
        return self.listed_sections.get(key, f"https://{self.host}/{key}")


@dataclass
class Article:
    """One invented article with its labels and what its page prints around it."""

    paper: Paper
    raw: dict[str, Any]

    def __post_init__(self) -> None:
        self.key: str = self.raw["key"]
        self.number: int = self.raw["number"]
        self.section: str = self.raw["section"]
        self.title: str = self.raw["title"].strip()
        self.sapo: str | None = (self.raw.get("sapo") or "").strip() or None
        self.author: str | None = self.raw.get("author")
        self.layout: str = self.raw.get("layout", self.paper.layout)
        self.absent: str | None = self.raw.get("absent")  # why it must not be in the corpus
        self.labels: dict[str, Any] = self.raw["labels"]
        self.at = datetime.fromisoformat(self.raw["at"]) if "at" in self.raw else None
        self.form: str = self.raw.get("date_form", USUAL[self.layout])
        self.has_time = self.form not in {"glued", "day", "none"}
        self.blocks = [
            self._block(line.strip(), number)
            for number, line in enumerate(self.raw["body"].split("\n"))
            if line.strip()
        ]
        self.paragraphs = [block.text for block in self.blocks if block.kind != "img"]

    def _block(self, line: str, number: int) -> Block:
        if line.startswith("[ảnh]"):
            text, _, credit = line[5:].partition("|")
            return Block("img", text.strip(), credit.strip() or None, f"/upload/{self.number}-{number}.jpg")
        return Block("h", line[2:].strip()) if line.startswith("##") else Block("p", line)

    @property
    def link_absolute(self) -> str:
        """The address other pages use: the old one where the page has moved."""
        return self.raw["moved_from"][0] if self.raw.get("link_old") else self.url

    @property
    def link(self) -> str:
        """The same, without the host where it is the paper's own."""
        parts = urlsplit(self.link_absolute)
        return (
            self.link_absolute
            if parts.hostname != self.paper.host
            else parts.path + ("?" + parts.query if parts.query else "")
        )

    @property
    def url(self) -> str:
        """The page's own address."""
        if "url" in self.raw:
            return str(self.raw["url"])
        month = self.at.strftime("%Y%m") if self.at else ""
        path = ADDRESSES[self.layout].format(
            section=self.section, month=month, slug=slug(self.title), number=self.number
        )
        return f"https://{self.paper.host}{path}"

    @property
    def date_line(self) -> str:
        """The date as the page prints it."""
        if "date_line" in self.raw:
            return str(self.raw["date_line"])
        if self.at is None:
            return ""
        at, day = self.at, DAYS[self.at.weekday()]
        parts = {name: at.strftime(f"%{name}") for name in "dmYyHMSI"}
        parts |= {"day": day, "small": day.capitalize(), "d0": str(at.day), "m0": str(at.month),
                  "half": "SA" if at.hour < 12 else "CH",
                  "number": "Chủ nhật" if at.weekday() == 6 else f"Thứ {at.weekday() + 2}"}  # fmt: skip
        return DATE_FORMS[self.form].format(**parts)

    @property
    def stamp(self) -> str | None:
        """When it was published, as exactly as the page says."""
        if self.at is None:
            return None
        return f"{self.at.isoformat()}+07:00" if self.has_time else self.at.date().isoformat()


def key_of(url: str) -> str:
    """The section a list page shows."""
    return urlsplit(url).path.strip("/").rsplit("/", 1)[-1].removesuffix(".htm")


def slug(title: str) -> str:
    """A headline as Vietnamese papers put it into an address."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def reprinted(raw: dict[str, Any], originals: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A reprint: the original's text and labels, with what the reprinting paper changed."""
    kept = {key: copy.deepcopy(originals[raw["copy_of"]].get(key)) for key in ("title", "sapo", "body", "labels")}
    kept = {key: value for key, value in kept.items() if value is not None}
    out: dict[str, Any] = kept | raw
    for name in ("sapo", "body"):
        for old, new in raw.get("replace", []):
            out[name] = out.get(name, "").replace(old, new)
    lines = [line for line in out["body"].split("\n") if line.strip()]
    out["body"] = "\n".join(line for number, line in enumerate(lines, 1) if number not in raw.get("drop", []))
    return out


def read_papers(home: Path) -> list[Paper]:
    """All papers of the sample press with their articles."""
    sources = tomllib.loads((home / "sources.toml").read_text(encoding="utf-8"))["source"]
    papers: list[Paper] = []
    originals: dict[str, dict[str, Any]] = {}
    for source in sources:
        path = home / "articles" / f"{source['id']}.toml"
        head = tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
        papers.append(Paper(source, head))
        originals |= {f"{source['id']}/{raw['key']}": raw for raw in head["article"] if "copy_of" not in raw}
    for paper in papers:
        paper.articles = [
            Article(paper, reprinted(raw, originals) if "copy_of" in raw else raw) for raw in paper.head["article"]
        ]
    return papers
