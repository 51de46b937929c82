"""One night among papers whose certificates do not hold: refused with the reason, or taken where a source says so."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.certificates import Authority
from tests.support.faults import SECTION, Faults, Night, faults, night

REASONS = {"self-signed": "self-signed", "expired": "expired", "early": "not valid yet", "other-name": "another host",
           "unknown": "unknown authority"}  # fmt: skip
ANY = 'certificate = "any"'


class Papers:
    """Papers by name, all on HTTPS, and what the night told."""

    def __init__(self) -> None:
        self.all: dict[str, Faults] = {}
        self.told: Night


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    folder: Path = tmp_path_factory.mktemp("certificates")
    known, stranger = Authority(folder), Authority(tmp_path_factory.mktemp("stranger"), "Người lạ")
    shown = {
        "sound": known.server("sound.test"),
        "self-signed": known.server("self-signed.test", self_signed=True),
        "expired": known.server("expired.test", days=(-9, -1)),
        "early": known.server("early.test", days=(2, 9)),
        "other-name": known.server("bao-khac.test"),
        "unknown": stranger.server("unknown.test"),
        "opted": known.server("opted.test", days=(-9, -1)),
        "opted-self-signed": known.server("opted-self-signed.test", self_signed=True),
        "opted-sound": known.server("opted-sound.test"),
    }
    with ExitStack() as stack:
        made = Papers()
        for name, context in shown.items():
            made.all[name] = stack.enter_context(faults(name=f"{name}.test", tls=context))
            made.all[name].articles(2)
        entries = [
            paper.entry(name, sections=[SECTION], more=ANY if name.startswith("opted") else "")
            for name, paper in made.all.items()
        ]
        names = {f"{name}.test": [["127.0.0.1"]] for name in shown}
        made.told = night(tmp_path_factory.mktemp("night"), *entries, names=names, SSL_CERT_FILE=str(known.file))
        yield made


def test_a_certificate_that_holds_is_taken(papers):
    assert len(papers.told.stored("sound")) == 2
    assert papers.told.events("sound") == []


@pytest.mark.parametrize("name", REASONS)
def test_a_certificate_that_does_not_hold_is_refused_with_the_reason(papers, name):
    assert papers.told.stored(name) == []
    assert REASONS[name] in papers.told.events(name)[0][1]


@pytest.mark.parametrize("name", REASONS)
def test_nothing_is_asked_over_a_line_that_is_not_trusted(papers, name):
    assert papers.all[name].hits == []


@pytest.mark.parametrize(("name", "reason"), [("opted", "expired"), ("opted-self-signed", "self-signed")])
def test_what_a_source_opted_in_for_is_recorded_on_every_article(papers, name, reason):
    told = papers.told.rows("SELECT transport FROM articles WHERE source = ?", name)
    assert len(told) == 2
    assert all(reason in transport for (transport,) in told)


def test_a_sound_certificate_of_such_a_source_leaves_no_mark(papers):
    assert papers.told.rows("SELECT transport FROM articles WHERE source = 'opted-sound'") == [(None,)] * 2
