"""Draft a page layout from one saved page: the class, the page among the tests, and what must be read from it.

    python datasets/make/layout.py PAGE.html --url URL --name NAME [--root FOLDER]

The page is read on the general way; every value found is looked for in the page again, and the shortest selector that
leads to it becomes the draft. Written under the root (default: this project):

- `crawler/reading/layouts/NAME.py`, the class;
- `tests/crawler/layouts/NAME.html`, the page as it is, and `NAME.json`, what was read from it.

Nothing that is there is overwritten. All of it is a guess: a person checks each selector and each value by eye, puts
words of our own in the place of the article (docs/layouts.md) and adds the class to `LAYOUTS`.
"""

import argparse
import json
import keyword
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lxml.html import HtmlElement

from crawler.reading import PageArticle, Reading, read_page
from crawler.reading.decoding import decode
from crawler.reading.layouts import names_on, select
from crawler.reading.layouts.base import FIELDS
from crawler.reading.layouts.selecting import Names
from crawler.reading.parsing import parse
from nlp.text import one_line

PROJECT = Path(__file__).resolve().parents[2]
MOST_NOISE = 12  # boxes named as noise; a body with more of them is read by hand
CLASS = '''"""{name}: `{url}`.

Drafted from one saved page; not yet checked.
"""

from crawler.reading.layouts.base import Layout


class {title}(Layout):
    """To be described: what is odd about these pages."""

    name = "{name}"
{fields}'''


def text(element: HtmlElement) -> str:
    """All text of an element, one line in normal form."""
    return one_line("".join(element.itertext()))


def smallest(tree: HtmlElement, part: str | None, exact: bool = False) -> HtmlElement | None:
    """The innermost element of the page's body whose text holds `part` (is it, when `exact`), the first of them."""
    wanted = one_line(part)
    body = tree.find("body")
    if not wanted or body is None:
        return None
    found = None
    for element in body.iter():
        if element.tag in ("script", "style") or not isinstance(element.tag, str):
            continue
        if found is not None and found not in element.iterancestors():
            break
        held = text(element)
        if (held == wanted) if exact else (wanted in held):
            found = element
    return found


def common(elements: list[HtmlElement]) -> HtmlElement | None:
    """The innermost element that holds all of them."""
    if not elements:
        return None
    lines = [[*reversed(list(element.iterancestors())), element] for element in elements]
    last = None
    for level in zip(*lines, strict=False):
        if any(one is not level[0] for one in level):
            break
        last = level[0]
    return last if last not in elements or len(elements) == 1 else last.getparent()


def selector(element: HtmlElement, names: Names) -> str | None:
    """The shortest selector that finds this element first and no other of its kind, or None."""
    tag = str(element.tag)
    own = [f".{word}" for word in (element.get("class") or "").split() if is_plain(word)]
    if is_plain(element.get("id") or ""):
        own.insert(0, f"#{element.get('id')}")
    for rule in (*own, *(f"{tag}{one}" for one in own), "".join(own)):
        if rule and select(names.root, rule, names) == [element]:
            return rule
    for above in list(element.iterancestors())[:6]:
        base = None if above.tag in ("body", "html") else selector(above, names)
        for rule in (f"{base} {one}" for one in (*own, tag)) if base else ():
            if select(names.root, rule, names)[:1] == [element]:
                return rule
    return tag if select(names.root, tag, names) == [element] else None


def is_plain(word: str) -> bool:
    """True for a name a person gave: no number in it, as machines count up, and nothing CSS would stumble over."""
    return (
        bool(word) and word.replace("-", "").replace("_", "").isalpha() and word.isascii() and not word.startswith("-")
    )


def fields(tree: HtmlElement, names: Names, reading: Reading) -> dict[str, list[str]]:
    """Selectors by field, as far as the values read are found again."""
    article = reading.article
    assert article is not None
    body = common([e for e in (smallest(tree, line) for line in article.body.split("\n")[:40]) if e is not None])
    values = {
        "title": smallest(tree, article.title, exact=True),
        "lead": smallest(tree, article.sapo),
        "body": body,
        "byline": None
        if any(i["credit"] == article.author for i in article.images)
        else smallest(tree, article.author),
        "date": smallest(tree, article.published_raw) if article.published_basis == "page" else None,
        "section": smallest(tree, article.section, exact=True),
        "tags": smallest(tree, article.tags[0], exact=True) if article.tags else None,
    }
    found = {
        name: rule for name, element in values.items() if element is not None and (rule := selector(element, names))
    }
    drafted = {name: [rule] for name, rule in found.items()}
    captions = [e for image in article.images if (e := smallest(tree, image["caption"])) is not None]
    drafted["captions"] = rules(captions)
    drafted["noise"] = noise(body, article)
    drafted["signs"] = [rule for name in ("body", "title") if (rule := found.get(name)) and rule[:1] in ".#"] or [".?"]
    return {name: drafted[name] for name in ("signs", *FIELDS) if drafted.get(name)}


def noise(body: HtmlElement | None, article: PageArticle) -> list[str]:
    """Classes of the boxes in a body whose text was not read, where no part that was read has the class too."""
    if body is None:
        return []
    kept = one_line(" ".join([article.title, article.sapo or "", article.body]))
    read = {word for child in body if text(child) in kept for word in (child.get("class") or "").split()}
    boxes = [child for child in body if text(child) not in kept and child.find(".//img") is None]
    return [rule for rule in rules(boxes) if rule[1:] not in read][:MOST_NOISE]


def rules(elements: list[HtmlElement]) -> list[str]:
    """One class selector for each element that has a plain class, without repetitions."""
    found = [f".{word}" for e in elements for word in (e.get("class") or "").split()[:1] if is_plain(word)]
    return list(dict.fromkeys(found))


def source(name: str, url: str, drafted: dict[str, list[str]]) -> str:
    """The module of the class."""
    title = "".join(part.capitalize() for part in name.split("-"))
    lines = []
    for field, found in drafted.items():
        several = ", ".join(json.dumps(rule) for rule in found) + ("," if len(found) == 1 else "")
        lines.append(f"    {field} = ({several})\n")
    return CLASS.format(name=name, url=url, title=title, fields="".join(lines))


def write(path: Path, content: bytes) -> None:
    """A new file; one that is there is left, which is said."""
    if path.exists():
        print(f"left as it is: {path}", file=sys.stderr)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path)


def main() -> None:
    """Read, draft, write. Exits with a line of why where the page gives no article."""
    parser = argparse.ArgumentParser(description="Draft a page layout from one saved page.")
    parser.add_argument("page", type=Path)
    parser.add_argument("--url", required=True, help="the address the page was saved from")
    parser.add_argument("--name", required=True, help="name of the layout, lower case, parts joined by hyphens")
    parser.add_argument("--root", type=Path, default=PROJECT, help="where to write")
    options = parser.parse_args()
    module = options.name.replace("-", "_")
    if not module.isidentifier() or keyword.iskeyword(module):
        sys.exit(f"no name for a module: {options.name}")
    content = options.page.read_bytes()
    reading = read_page(content, options.url, layout="general")
    if reading.article is None:
        sys.exit(f"no article found ({reading.kind}: {reading.reason}): write the layout by hand, see docs/layouts.md")
    tree = parse(decode(content))
    drafted = fields(tree, names_on(tree), reading)
    golden = {"url": options.url, "kind": reading.kind, "layout": options.name, "canonical": reading.canonical}
    golden |= asdict(reading.article)
    write(
        options.root / "crawler/reading/layouts" / f"{module}.py", source(options.name, options.url, drafted).encode()
    )
    write(options.root / "tests/crawler/layouts" / f"{options.name}.html", content)
    pretty = json.dumps(golden, ensure_ascii=False, indent=1) + "\n"
    write(options.root / "tests/crawler/layouts" / f"{options.name}.json", pretty.encode())


if __name__ == "__main__":
    main()
