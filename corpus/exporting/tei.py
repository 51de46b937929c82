"""TEI P5 (https://tei-c.org/guidelines/p5): a teiCorpus whose codes are a taxonomy, an article a TEI with its text, and
its tags standing off with the pieces of text that prove them.

A span points into a paragraph: `#string-range(ID.p3,12,30)` is 30 characters from the 12th on, counted from 0 in
Unicode code points, of the paragraph with that xml:id. Spans of captions point to the picture's `figDesc`.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from corpus.exporting.each import write_each
from nlp.codebook import codes

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AXES = ("exemplar", "genre", "fields", "actors")
_OPEN = """<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="vi">
<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>{rights}</p></publicationStmt>
<sourceDesc><p>{source}</p></sourceDesc></fileDesc>
<encodingDesc><classDecl>
{taxonomies}</classDecl></encodingDesc></teiHeader>
"""
_RIGHTS = "Bản quyền văn bản thuộc các báo · the texts belong to their papers; the tags are machine-made."
_SOURCE = "Báo điện tử Việt Nam · Vietnamese newspapers on the web; the address of each article stands in its header."
_TITLE = "Guong"
Places = list[tuple[int, int, str]]  # start, end, xml:id of what stands there


def write(records: Iterable[dict[str, Any]], out: IO[bytes]) -> int:
    """Write one well-formed document; returns how many articles it holds."""
    taxonomies = "".join(f'<taxonomy xml:id="{axis}">{_categories(axis)}</taxonomy>\n' for axis in _AXES)
    opening = _OPEN.format(title=_TITLE, rights=_RIGHTS, source=_SOURCE, taxonomies=taxonomies)
    out.write(opening.encode())
    count = write_each(records, out, _article)
    if not count:  # a corpus of nothing is no valid one
        out.write(b"<TEI><teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt>"
                  b"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p/></body></text></TEI>\n")  # fmt: skip
    out.write(b"</teiCorpus>\n")
    return count


def _categories(axis: str) -> str:
    return "".join(f'<category xml:id="{axis}.{code}"><catDesc>{code}</catDesc></category>'
                   for code in sorted(codes()[axis]))  # fmt: skip


def _article(record: dict[str, Any]) -> Iterator[str]:
    identity = f"a{record['id']}"  # an xml:id may not begin with a digit
    yield f'<TEI xml:id="{identity}">\n{_header(record)}<text><body>\n'
    places: dict[str, Places] = {"title": [(0, len(record["title"]), f"{identity}.t")], "sapo": [], "body": []}
    yield f'<head xml:id="{identity}.t">{_text(record["title"])}</head>\n'
    for part in ("sapo", "body"):
        at = 0
        kind = ' n="lead"' if part == "sapo" else ""
        for number, line in enumerate((record[part] or "").split("\n"), 1):
            if line:
                name = f"{identity}.{'l' if part == 'sapo' else 'p'}{number}"
                places[part].append((at, at + len(line), name))
                yield f'<p xml:id="{name}"{kind}>{_text(line)}</p>\n'
            at += len(line) + 1
    if not (places["sapo"] or places["body"]):
        yield "<p/>\n"
    places["captions"] = []
    yield from _figures(record, identity, places["captions"])
    yield "</body></text>\n"
    standing = "".join(_standing(record, places))
    yield f"<standOff>\n{standing}</standOff>\n" if standing else ""
    yield "</TEI>\n"


def _header(record: dict[str, Any]) -> str:
    author = f"<author>{_text(record['author'])}</author>" if record["author"] else ""
    date = f"<date when={_quoted(record['published_at'])}/>" if record["published_at"] else "<date>không rõ</date>"
    credit = f'<note type="credit">{_text(record["credit"])}</note>' if record["credit"] else ""
    classes = [(axis, code) for axis in ("exemplar", "genre") if (code := record[axis])]
    classes += [(axis, code) for axis in ("fields", "actors") for code in record[axis]]
    chosen = "".join(f'<catRef scheme="#{axis}" target="#{axis}.{code}"/>' for axis, code in classes)
    terms = "".join(f"<term>{_text(term)}</term>" for term in record["tags"])
    keywords = f"<keywords>{terms}</keywords>" if terms else ""
    profile = f"<profileDesc><textClass>{keywords}{chosen}</textClass></profileDesc>" if keywords or chosen else ""
    return (f"<teiHeader><fileDesc><titleStmt><title>{_text(record['title'])}</title>{author}</titleStmt>"
            f"<publicationStmt><publisher>{_text(record['source'])}</publisher>{date}</publicationStmt>"
            f"<sourceDesc><bibl><title>{_text(record['title'])}</title><ref target={_quoted(record['url'])}/>"
            f"{credit}</bibl></sourceDesc></fileDesc>{profile}</teiHeader>\n")  # fmt: skip


def _figures(record: dict[str, Any], identity: str, places: Places) -> Iterator[str]:
    at = 0
    for number, image in enumerate(record["images"], 1):
        name = f"{identity}.f{number}"
        caption = image["caption"] or ""
        shown = f'<figDesc xml:id="{name}">{_text(caption)}</figDesc>' if caption else ""
        graphic = f"<graphic url={_quoted(image['url'])}/>" if image["url"] else ""
        if shown or graphic:
            yield f"<figure>{graphic}{shown}</figure>\n"
        if caption:
            places.append((at, at + len(caption), name))
            at += len(caption) + 1


def _standing(record: dict[str, Any], places: dict[str, Places]) -> Iterator[str]:
    campaign = record["campaign"]
    if campaign["on_campaign"] is not None:
        said = f"score {campaign['score']}"
        yield _group("campaign", str(campaign["on_campaign"]).lower(), said, campaign["spans"], places)
    for tag in record["directives"]:
        said = f"{tag['role']}; {tag['basis']}; score {tag['score']}"
        yield _group("directive", tag["id"] or tag["number"] or "", said, tag["spans"], places)
    for tag in record["localities"]:
        then = tag["then"]
        where = ", ".join(filter(None, [then["name"] or then["level"], then["province"]]))
        said = f"{where}; {then['level']}; {tag['role']}; {tag['basis']}; score {tag['score']}"
        yield _group("locality", then["code"] or "", said, tag["spans"], places)
    for axis, spans in sorted(record["evidence"].items()):
        value = record.get(axis)
        labels = " ".join(value) if isinstance(value, list) else value or ""
        yield _group(f"evidence.{axis}", labels, "", spans, places)
    for kind, name in (("model", "models"), ("person", "people"), ("figure", "figures")):
        for tag in record[name]:
            called = tag.get("name") or tag.get("text")
            yield _group(kind, "", called, tag["spans"], places)
            for beside in ("holder", "place", "of"):
                if tag.get(beside):  # the group of the tag it belongs to stands right before
                    yield _group(f"{kind}.{beside}", called, tag[beside], tag[f"{beside}_spans"], places)


def _group(kind: str, n: str, said: str | None, spans: list[dict[str, Any]], places: dict[str, Places]) -> str:
    described = f"<desc>{_text(said)}</desc>" if said else ""
    inside = "".join(_span(span, places) for span in spans)
    label = f" n={_quoted(n)}" if n else ""
    return f"<spanGrp type={_quoted(kind)}{label}>{described}{inside}</spanGrp>\n" if described or inside else ""


def _span(span: dict[str, Any], places: dict[str, Places]) -> str:
    """A span with pointers to where it begins and, when it runs over a paragraph's end, to where it ends."""
    known = places.get(span["field"], [])
    met = []
    for start, end, name in known[max(0, bisect_right(known, (span["start"], sys.maxsize, "")) - 1) :]:
        if start >= span["end"]:
            break
        if span["start"] < end:
            met.append((max(span["start"], start) - start, min(span["end"], end) - start, name))
    pointers = [f"#string-range({name},{start},{end - start})" for start, end, name in met]
    ends = f" from={_quoted(pointers[0])}" if pointers else ""
    ends += f" to={_quoted(pointers[-1])}" if len(pointers) > 1 else ""
    return f"<span{ends}>{_text(span['text'] or '')}</span>"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))
