"""What a night is judged to be, what it asks people to do, and how report, digest and metrics hold hostile words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest

from desk.night import report
from desk.night.digest import html, plain
from desk.night.metrics import exposition
from desk.night.plan import Wish
from desk.night.process import Done
from desk.night.reading import page, subject

HOSTILE = "<script>alert(1)</script>\x1b[31m\"'&\njavascript:"
ALL = ("open", "crawl", "tag", "link", "seal", "check", "health", "backup", "digest", "thin", "facts")
SOURCE = {"id": "thu", "name": "Báo Thử", "requests": 9, "lists": 2, "found": 7, "stored": 5, "edited": 1, "withdrawn": 0,
          "missing": 1, "failed": 2, "refused": 0, "put_off": 0, "waiting": 3,
          "problems": [{"source": "thu", "kind": "status", "times": 2, "reason": "answered 500", "example": "https://thu.test/1"}]}  # fmt: skip
FINDING = {"source": "thu", "kind": "links_gone", "measure": "links", "value": 0.0, "expected": [10.0, 30.0], "history": 20,
           "reason": "", "proof": {"tonight": {"url": "https://thu.test/muc", "warc": "a.warc.gz#12"}}}  # fmt: skip


@pytest.fixture(autouse=True)
def vietnamese():
    with click.Context(click.Command("guong"), obj={"lang": "vi"}):
        yield


@pytest.fixture
def wish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wish:
    monkeypatch.setenv("GUONG_CONTACT", "mailto:ai@thu.test")
    return Wish(tmp_path / "corpus.db")


def steps(**states: str) -> list[Done]:
    made = [Done(name, states.get(name, "done"), code=0, seconds=2.0) for name in ALL]
    for one in made:
        if one.name == "check":
            one.answer = {"problems": []}
    return made


def told(
    wish: Wish, signum: int = 0, *, damage: list[dict] | None = None, facts: dict | None = None, **states: str
) -> dict:
    from corpus.clock import moment

    done = steps(**states)
    if damage is not None:
        next(one for one in done if one.name == "check").answer = {"problems": damage}
    known = {"sources": [SOURCE], "states": {}, "findings": [], "problems": [],
             "totals": {"articles": 9, "on_campaign": 4, "untagged": 0}}  # fmt: skip
    return report.compose(wish, "2026-11-22-1", moment(), 60.0, done, known if facts is None else facts, signum)


def asked(found: dict) -> list[str]:
    return [item["what"] for item in found["todo"]]


@pytest.mark.parametrize(("states", "signum", "code"), [
    ({}, 0, 0), ({"tag": "partly"}, 0, 1), ({"backup": "skipped"}, 0, 1), ({"crawl": "killed"}, 0, 1),
    ({"crawl": "failed", "tag": "failed", "link": "failed"}, 0, 3), ({"tag": "stopped"}, 15, 143), ({}, 2, 130),
])  # fmt: skip
def test_the_exit_code_tells_how_the_night_went(states, signum, code):
    assert report.verdict(steps(**states), signum)[0] == code


def test_a_good_night_asks_for_nothing(wish):
    assert asked(told(wish)) == []


@pytest.mark.parametrize(("kind", "what"), [
    ("text", "damage"), ("file", "damage"), ("index", "index"), ("warc_changed", "archive"), ("backup", "rotten"),
])  # fmt: skip
def test_every_damage_asks_for_its_own_remedy(wish, kind, what):
    assert asked(told(wish, damage=[{"kind": kind, "subject": "x", "detail": "y"}])) == [what]


@pytest.mark.parametrize(("states", "what"), [
    ({"backup": "failed"}, "backup"), ({"tag": "killed"}, "step"), ({"crawl": "time_limit"}, "step"),
])  # fmt: skip
def test_every_failed_step_asks_for_a_look(wish, states, what):
    assert asked(told(wish, **states)) == [what]


def test_little_room_is_an_alarm(wish, monkeypatch):
    monkeypatch.setattr(report.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10**9})())
    assert asked(told(wish)) == ["room"]


def test_a_source_without_an_answer_is_named(wish):
    facts = {"sources": [{**SOURCE, "lists": 0}], "states": {}, "findings": [], "problems": [], "totals": {}}
    assert told(wish, facts=facts)["todo"] == [{"what": "sources", "ids": ["thu"]}]


def test_a_missing_contact_is_told(wish, monkeypatch):
    monkeypatch.delenv("GUONG_CONTACT")
    assert asked(told(wish)) == ["contact"]


def test_a_replayed_night_needs_no_contact(wish, monkeypatch, tmp_path):
    monkeypatch.delenv("GUONG_CONTACT")
    assert asked(told(Wish(wish.corpus, replay=tmp_path))) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("what", [
    {"what": "damage", "count": 1, "backup": "b"}, {"what": "index"}, {"what": "archive"}, {"what": "rotten"},
    {"what": "backup", "reason": "r"}, {"what": "backup_old", "hours": 60}, {"what": "room", "free": 10}, {"what": "stopped"},
    {"what": "step", "step": "tag", "reason": "r"}, {"what": "sources", "ids": ["a", "b"]}, {"what": "untagged", "count": 2},
    {"what": "contact"},
], ids=lambda item: item["what"])  # fmt: skip
def test_everything_to_do_has_words_in_both_languages(wish, language, what):
    found = {**told(wish), "todo": [what]}
    with click.Context(click.Command("guong"), obj={"lang": language}):
        assert "\n1. " in page(found)


def test_the_report_gives_every_finding_with_its_proof(wish):
    facts = {"sources": [SOURCE], "states": {}, "findings": [FINDING], "problems": [], "totals": {}}
    shown = page(told(wish, facts=facts))
    assert "thường lệ 10–30" in shown
    assert "https://thu.test/muc · a.warc.gz#12" in shown


def test_a_finding_of_a_kind_nobody_knows_is_still_told(wish):
    facts = {
        "sources": [],
        "states": {},
        "findings": [{**FINDING, "kind": "new", "reason": "vì lẽ gì đó"}],
        "problems": [],
        "totals": {},
    }
    assert "thu: new: vì lẽ gì đó" in page(told(wish, facts=facts))


def test_the_report_names_what_failed_at_a_source(wish):
    assert re.search(r"- thu: 2× status: .*500 \(https://thu.test/1\)", page(told(wish)))


def test_a_night_without_figures_says_so(wish):
    assert "không đọc được số liệu" in page(told(wish, facts={}))


def test_no_control_byte_and_no_false_line_gets_into_the_report(wish):
    bad = {**SOURCE, "problems": [{**SOURCE["problems"][0], "reason": HOSTILE, "example": HOSTILE}]}
    facts = {"sources": [bad], "states": {}, "findings": [{**FINDING, "reason": HOSTILE}], "problems": [], "totals": {}}
    lines = page(told(wish, facts=facts)).split("\n")
    assert all(line.isprintable() for line in lines)
    assert not [line for line in lines if line.startswith("javascript:")]


def test_the_subject_is_one_line(wish):
    assert subject(told(wish)) == "Guong 2026-11-22-1: xong, 5 bài mới, 0 việc cần làm"


def test_a_report_that_cannot_be_written_is_a_failed_step(wish, tmp_path):
    (tmp_path / "reports").write_text("in the way")
    assert report.write(told(wish)).state == "failed"


def article(**changes: object) -> dict:
    return {"id": "1", "url": "https://thu.test/1", "title": "Bài một", "source": "thu", "source_name": "Báo Thử",
            "published_at": "2026-11-21T08:00:00+07:00", "place": "Ba Chẽ", "genre": None, "exemplar": None,
            "people": ["Lê Thị Mai"], "models": ["Hũ gạo"], "copies": 2, **changes}  # fmt: skip


def digest(*articles: dict, **changes: object) -> dict:
    return {"night": "2026-11-22-1", "stored": 3, "on_campaign": 2, "untagged": 0, "copies_left_out": 1,
            "provinces": [{"province": "Quảng Ninh", "articles": list(articles)}], "not_heard": [], **changes}  # fmt: skip


class Tags(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_the_digest_gives_title_address_source_date_and_who_is_named():
    shown = plain(digest(article()))
    for part in (
        "QUẢNG NINH",
        "Bài một",
        "https://thu.test/1",
        "Báo Thử",
        "2026-11-21",
        "Ba Chẽ",
        "Lê Thị Mai",
        "Hũ gạo",
    ):
        assert part in shown


@pytest.mark.parametrize(
    "url", ["https://thu.test/1", "javascript:alert(1)", "data:text/html,x", "https://[", '"><script>']
)
def test_hostile_words_do_not_come_alive_in_the_digest(url):
    bad = article(title=HOSTILE, url=url, source_name=HOSTILE, place=HOSTILE, people=[HOSTILE], models=[HOSTILE])
    tags = Tags(html(digest(bad, not_heard=[{"id": "x", "name": HOSTILE, "reason": HOSTILE}])))
    assert tags.names <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "p",
        "h2",
        "ul",
        "li",
        "a",
        "br",
        "span",
    }
    assert {name for name, _ in tags.attributes} <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "href",
        "rel",
    }
    assert [
        value for name, value in tags.attributes if name == "href" and not value.startswith("https://thu.test/")
    ] == []


def test_the_digest_loads_nothing():
    assert not re.search(r"(?i)\bsrc=|@import|url\(|<link|<img", html(digest(article())))


def test_sources_that_did_not_answer_are_told_as_missing():
    shown = plain(digest(not_heard=[{"id": "x", "name": "Báo Xa", "reason": "timeout"}]))
    assert "Báo Xa: không trả lời (timeout)" in shown


SAMPLE = re.compile(r'[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
                    r'(,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*\})? -?(\d+(\.\d+)?(e[+-]?\d+)?|NaN|\+Inf)')  # fmt: skip


@pytest.mark.parametrize("name", ["thu", HOSTILE, "a\\b"])
def test_the_metrics_are_in_the_exposition_format(wish, name):
    facts = {"sources": [{**SOURCE, "id": name}], "states": {name: {"state": "answering"}}, "findings": [FINDING],
             "problems": [], "totals": {"articles": 9, "on_campaign": 4, "untagged": 0}}  # fmt: skip
    text = exposition(told(wish, facts=facts))
    assert text.endswith("\n")
    declared: list[str] = []
    for line in text[:-1].split("\n"):
        if line.startswith("# TYPE "):
            declared.append(line.split()[2])
        elif not line.startswith("# HELP "):
            assert SAMPLE.fullmatch(line), line
            assert line.startswith(declared[-1])
    assert len(declared) == len(set(declared)) > 15
