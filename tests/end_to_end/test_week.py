"""A week of nights, replayed: news every day, edits, a withdrawal, a dead host, a redesign, a storm of 429, a clock
that jumps. In the end the corpus holds what was published, and every morning told what was wrong."""

import datetime
import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.run import guong
from tests.support.snapshot import HANOI, Snapshot, front, story

PAPERS = {"deu": "bao-deu.test", "nghi": "bao-nghi.test", "moi": "bao-moi-ao.test", "dong": "bao-dong.test"}
FIRST = datetime.datetime(2026, 3, 9, 1, 0, tzinfo=HANOI)  # a Monday without feasts near
NIGHTS = 7
A_NIGHT = 3  # articles a paper prints a day
DEAD, REDESIGN, STORM, JUMP = (2, 3), 4, 4, 5  # nights counted from 0


def published(night: int) -> list[int]:
    """What a paper has printed by a night."""
    return list(range((night + 1) * A_NIGHT))


def record(folder: Path, night: int) -> Path:
    """Each paper as it stood in that night."""
    at = FIRST + datetime.timedelta(days=night)
    snapshot = Snapshot(folder / f"{night}.warc.gz", at)
    for name, host in PAPERS.items():
        home = f"https://{host}"
        if name == "nghi" and night in DEAD:
            snapshot.add(f"{home}/robots.txt", b"", 503)
            continue
        snapshot.add(f"{home}/robots.txt", b"User-agent: *\nDisallow: /quan-tri\n")
        numbers = published(night)
        snapshot.add(f"{home}/hoc-bac", front(numbers[::-1]))
        for n in numbers:
            day = (FIRST + datetime.timedelta(days=n // A_NIGHT - 1)).date().isoformat()
            page, status = story(host, n, day), 200
            if name == "deu" and n == 0 and night >= 1:
                page = story(host, n, day, extra="<p>Tòa soạn đính chính: mương dài bảy trăm mét.</p>")
            if name == "deu" and n == 1 and night >= 3:
                page, status = b"", 410
            if name == "moi" and night >= REDESIGN:
                page = story(host, n, day, frame="scripted")
            if name == "dong" and night == STORM and n >= night * A_NIGHT:
                page, status = b"", 429
            snapshot.add(f"{home}/con-muong-cua-thon-so-{n:05d}.html", page, status)
    snapshot.close()
    return snapshot.path


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """The corpus after the week, and what each morning's status said: (connection, [status by source])."""
    folder = tmp_path_factory.mktemp("week")
    sources = folder / "sources.toml"
    sources.write_text("".join(
        f'[[source]]\nid = "bao{name}"\nname = "Báo {name}"\nprovince = "22"\nhosts = ["{host}"]\n'
        f'sections = ["https://{host}/hoc-bac"]\n' for name, host in PAPERS.items()), encoding="utf-8")  # fmt: skip
    mornings = []
    for night in range(NIGHTS):
        at = FIRST + datetime.timedelta(days=night, hours=1)
        if night == JUMP:
            at += datetime.timedelta(days=365)
        replay, corpus = record(folder, night), folder / "corpus.db"
        guong("crawl", "--sources", sources, "--replay", replay, "--corpus", corpus, GUONG_NOW=at.isoformat())
        told = guong("status", "--corpus", corpus, "--json", GUONG_NOW=(at + datetime.timedelta(hours=5)).isoformat())
        mornings.append({one["id"]: one for one in json.loads(told.stdout)["sources"]})
    with sqlite3.connect(folder / "corpus.db") as conn:
        yield conn, mornings


def count(conn, name, more="1"):
    return conn.execute(f"SELECT count(*) FROM articles WHERE source = ? AND {more}", [f"bao{name}"]).fetchone()[0]


def states(mornings, name):
    return [morning[f"bao{name}"]["state"] for morning in mornings]


def test_a_paper_that_answers_gives_every_article_once(week):
    assert count(week[0], "deu") == NIGHTS * A_NIGHT


def test_an_edit_is_taken_over_and_the_older_text_kept(week):
    [(body, versions)] = week[0].execute(
        "SELECT body, (SELECT count(*) FROM versions v WHERE v.article_id = a.id) FROM articles a "
        "WHERE url LIKE 'https://bao-deu.test/%00000.html'")  # fmt: skip
    assert "đính chính" in body
    assert versions == 1


def test_a_withdrawn_article_is_marked_and_kept(week):
    assert count(week[0], "deu", "withdrawn_at IS NOT NULL") == 1


def test_after_two_dead_nights_everything_is_caught_up(week):
    assert count(week[0], "nghi") == NIGHTS * A_NIGHT


def test_a_dead_host_is_named_on_each_morning_and_not_after_its_return(week):
    told = states(week[1], "nghi")
    assert all(told[night] in ("degraded", "failing", "blocked") for night in DEAD)
    assert told[6] in ("answering", "quiet")


def test_nights_without_an_answer_are_counted(week):
    assert week[1][DEAD[1]]["baonghi"]["nights_down"] == len(DEAD)


def test_a_redesign_that_hides_the_text_stores_nothing_wrong(week):
    assert count(week[0], "moi") == REDESIGN * A_NIGHT
    assert week[0].execute("SELECT min(length(body)) FROM articles WHERE source = 'baomoi'").fetchone()[0] > 300


def test_a_redesign_is_named_the_same_night_with_a_page_to_look_at(week):
    morning = week[1][REDESIGN]["baomoi"]
    assert morning["state"] in ("body_missing", "changed_layout")
    assert any(finding["proof"] for finding in morning["findings"])


def test_after_a_storm_of_429_the_rest_comes_in(week):
    assert count(week[0], "dong") == NIGHTS * A_NIGHT


def test_the_storm_is_named(week):
    assert states(week[1], "dong")[STORM] == "degraded"


def test_a_paper_that_is_well_raises_nothing(week):
    named = [f["kind"] for morning in week[1] for f in morning["baodeu"]["findings"] if f["kind"] != "clock"]
    assert named == []


def test_a_clock_that_jumped_dates_no_article_anew(week):
    days = week[0].execute("SELECT DISTINCT substr(published_at, 1, 10) FROM articles WHERE source = 'baodeu'")
    assert max(day for (day,) in days) <= (FIRST + datetime.timedelta(days=NIGHTS)).date().isoformat()


def test_the_morning_after_names_the_clock(week):
    kinds = {finding["kind"] for one in week[1][6].values() for finding in one["findings"]}
    clock = week[0].execute("SELECT count(*) FROM runs WHERE started_at > '2027-01-01'").fetchone()[0]
    assert clock == 1
    assert "clock" in kinds or week[1][6]["baodeu"]["state"] in ("answering", "quiet")
