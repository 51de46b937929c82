"""A packet to republish as Markdown, HTML and Word. Words from outside are safe in each: nothing of theirs acts."""

import io
from collections.abc import Iterable
from typing import Any

from desk.editors.pages import line, render
from desk.editors.shown import day, members, tree_lines
from desk.say import text

FORMATS = ("md", "html", "docx")
Packet = dict[str, Any]


def made(packet: Packet, taken: Iterable[dict[str, Any]], form: str) -> str | bytes:
    """A packet (`corpus.packet.packet`) with what the ledger says of it, in one of FORMATS."""
    page = _page(packet, taken)
    return _docx(page) if form == "docx" else render(f"packet.{form}.j2", **page)


def _page(packet: Packet, taken: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Everything the packet shows, in words; the parts to check as `(title, [(words, where it stands)])`."""
    paper = packet["paper"]
    site = paper["site"]
    unknown = text("packet_contact_unknown", site=site) if site else text("packet_contact_nowhere")
    facts = [("packet_by", packet["author"]), ("packet_credit", packet["credit"]), ("packet_paper", paper["name"]),
             ("packet_address", packet["url"]), ("packet_contact", paper["contact"] or unknown),
             ("packet_date", day(packet["published_at"])), ("packet_modified", (packet["modified_at"] or "")[:10])]  # fmt: skip
    gone = packet["withdrawn"]
    warnings = [text("packet_withdrawn", why=line(gone["why"]))] if gone else []
    owner, taken_from = _owner(packet)
    warnings += taken_from
    warnings += [] if packet["tagged"] else [text("packet_untagged")]
    return {
        "title": line(packet["title"]), "sapo": line(packet["sapo"]), "paragraphs": packet["paragraphs"],
        "facts": [(text(key), line(value)) for key, value in facts if value], "warnings": warnings,
        "images": [_image(one) for one in packet["images"]],
        "checks": [(text("packet_places"), [(_place(one), _where(one)) for one in packet["places"]]),
                   (text("packet_names"), [(_named(one), _where(one)) for one in packet["names"]]),
                   (text("packet_models"), [(_model(one), _where(one)) for one in packet["models"]]),
                   (text("packet_figures"), [(_figure(one), _where(one)) for one in packet["figures"]])],
        "ran": [line(one) for one in tree_lines(packet["family"], step="→ ", branch="")],
        "permission": text("packet_permission", owner=owner),
        "taken": [text("packet_taken_line", day=day(one["at"]), by=line(one["by"]) or line(one["who"]),
                       paper=line(one["for"]) or "?") for one in taken],
    }  # fmt: skip


def _owner(packet: Packet) -> tuple[str, list[str]]:
    """Whose the text is by all that is known, and a warning where that is not the paper it was found in."""
    own = line(packet["paper"]["name"])
    node = next((one for one in members(packet["family"]) if one["id"] == packet["id"]), None)
    if node is not None and node["outside"] and node["said"]:
        return line(node["said"]), [text("packet_outside", said=line(node["said"]))]
    first = next((one for one in members(packet["family"]) if one["id"] == packet["family"]["original"]), None)
    if first is None or first["id"] == packet["id"]:
        return own, []
    name = line(first["source_name"] or first["source"])
    return name, [text("packet_reprint", paper=name, url=line(first["url"]))]


def _image(one: dict[str, Any]) -> dict[str, str | None]:
    credit = text("packet_image_credit", credit=line(one["credit"])) if one["credit"] else ""
    return {"url": one["url"], "caption": line(one["caption"]) or text("packet_no_caption"), "credit": credit}


def _named(one: dict[str, Any]) -> str:
    said = f"{line(one['name'])}, {line(one['role'])}" if one["role"] else line(one["name"])
    return _with(said, packet_at=one.get("place"))


def _model(one: dict[str, Any]) -> str:
    return _with(line(one["name"]), packet_held_by=one.get("holder"), packet_at=one.get("place"))


def _figure(one: dict[str, Any]) -> str:
    return _with(line(one["text"]), packet_counts=one.get("of"))


def _with(said: str, **beside: str | None) -> str:
    """What is shown of a tag, with what the article prints beside it; what it does not say is left out."""
    more = "; ".join(text(key, said=line(value)) for key, value in beside.items() if value)
    return f"{said} – {more}" if more else said


def _place(one: dict[str, Any]) -> str:
    if not one["now"]:
        now = text("packet_place_unknown")
    elif not one["changed"]:
        now = text("packet_place_same")
    else:
        now = text("packet_place_now", now="; ".join(_unit(unit) for unit in one["now"]))
    return f"{_unit(one['then'])} → {now}"


def _unit(unit: dict[str, Any]) -> str:
    """A unit as people write it: name, level, province where it is another name."""
    province = f", {line(unit['province'])}" if unit["province"] and unit["province"] != unit["name"] else ""
    return f"{line(unit['name'])} ({text('level_' + unit['level'])}){province}"


def _where(one: dict[str, Any]) -> str:
    """The sentence something stands in, and its offsets."""
    if one["field"] is None:
        return ""
    place = text("packet_offset", field=text(f"field_{one['field']}"), start=one["start"], end=one["end"])
    return f"“{line(one['sentence'])}” ({place})"


def _docx(page: dict[str, Any]) -> bytes:
    from docx import Document

    made = Document()
    made.core_properties.title = line(page["title"])[:255]  # the longest a property may be
    made.core_properties.author = "Guong"
    made.add_heading(line(page["title"]), 0)
    for warning in page["warnings"]:
        made.add_paragraph().add_run(warning).bold = True
    for name, value in page["facts"]:
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    if page["sapo"]:
        made.add_paragraph().add_run(page["sapo"]).bold = True
    for paragraph in page["paragraphs"]:
        made.add_paragraph(line(paragraph))
    made.add_heading(text("packet_images"), 1)
    for one in page["images"]:
        made.add_paragraph(line(" – ".join(part for part in (one["caption"], one["credit"], one["url"]) if part)),
                           style="List Bullet")  # fmt: skip
    made.add_heading(text("packet_check"), 1)
    for title, items in page["checks"]:
        made.add_heading(title, 2)
        for said, where in items:
            made.add_paragraph(line(f"{said} {where}"), style="List Bullet")
        if not items:
            made.add_paragraph(text("packet_nothing"))
    made.add_heading(text("tree_title"), 1)
    for said in page["ran"]:
        made.add_paragraph(line(said))
    made.add_heading(text("packet_permission_title"), 1)
    made.add_paragraph(page["permission"])
    if page["taken"]:
        made.add_heading(text("packet_taken_title"), 1)
        for said in page["taken"]:
            made.add_paragraph(said, style="List Bullet")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
