"""The corpus is tagged article by article; one that cannot be read does not stop the others."""

import pytest

from corpus import CorpusError, tagging
from corpus.tags import record, untagged
from tests.corpus import stub_reader
from tests.corpus.press import article, source


@pytest.fixture
def stub(monkeypatch):
    monkeypatch.setattr(tagging, "read", stub_reader.read)
    monkeypatch.setattr(tagging, "version", stub_reader.version)
    monkeypatch.setattr(tagging, "stream", stub_reader.stream)


def fill(corpus, count, **titles):
    """Articles 0 … count - 1; `n3="raise"` gives number 3 that title."""
    for number in range(count):
        corpus.save_article(article(number, title=titles.get(f"n{number}", "Bài")))
    return [article(number).id for number in range(count)]


@pytest.mark.usefixtures("stub")
class TestInOneProcess:
    def test_every_article_is_tagged(self, corpus):
        ids = fill(corpus, 3)
        assert tagging.tag_corpus(corpus, workers=1).tagged == 3
        assert {record(corpus, identity)["provenance"]["tagger"] for identity in ids} == {"stub1"}

    def test_a_second_call_has_nothing_to_do(self, corpus):
        fill(corpus, 3)
        tagging.tag_corpus(corpus, workers=1)
        assert tagging.tag_corpus(corpus, workers=1).tagged == 0
        assert tagging.tag_corpus(corpus, workers=1, everything=True).tagged == 3

    def test_other_readers_tag_again(self, corpus, monkeypatch):
        fill(corpus, 3)
        tagging.tag_corpus(corpus, workers=1)
        monkeypatch.setattr(tagging, "version", lambda: "stub2")
        assert tagging.tag_corpus(corpus, workers=1).tagged == 3
        assert untagged(corpus, "stub2") == []

    def test_the_reader_is_told_the_papers_province(self, corpus):
        corpus.save_source(source(province="22"))
        (identity,) = fill(corpus, 1)
        tagging.tag_corpus(corpus, workers=1)
        assert record(corpus, identity)["exemplar"] == "22"

    def test_an_article_that_cannot_be_read_is_named_and_the_others_go_on(self, corpus):
        ids = fill(corpus, 3, n1="raise")
        report = tagging.tag_corpus(corpus, workers=1)
        assert (report.tagged, report.failed) == (2, [(ids[1], "ValueError: unreadable")])
        assert untagged(corpus, "stub1") == [ids[1]]

    @pytest.mark.parametrize("damage", ["body = body || 'x'", "tags = 'no json'"])
    def test_a_damaged_article_is_named_and_the_others_go_on(self, corpus, damage):
        ids = fill(corpus, 3)
        corpus.conn.execute(f"UPDATE articles SET {damage} WHERE id = ?", [ids[1]])
        report = tagging.tag_corpus(corpus, workers=1)
        assert report.tagged == 2
        assert [identity for identity, reason in report.failed if "damaged" in reason] == [ids[1]]

    def test_a_text_that_changes_while_it_is_read_is_left_for_the_next_call(self, corpus, monkeypatch):
        (identity,) = fill(corpus, 1)

        def read(document):
            corpus.save_article(article(0, title="Bài", body="Bản mới."))
            return stub_reader.read(document)

        monkeypatch.setattr(tagging, "read", read)
        report = tagging.tag_corpus(corpus, workers=1)
        assert (report.tagged, report.failed, untagged(corpus, "stub1")) == (0, [], [identity])

    def test_progress_is_told_after_every_article(self, corpus):
        fill(corpus, 3, n1="raise")
        seen = []
        tagging.tag_corpus(corpus, workers=1, progress=lambda done, total: seen.append((done, total)))
        assert seen == [(1, 3), (2, 3), (3, 3)]

    def test_a_corpus_that_cannot_be_written_stops_the_tagging(self, corpus, path):
        from corpus import Corpus

        fill(corpus, 2)
        with Corpus(path, readonly=True) as closed, pytest.raises(CorpusError, match="cannot be written"):
            tagging.tag_corpus(closed, workers=1)


@pytest.mark.usefixtures("stub")
class TestInWorkers:
    def test_what_happens_to_one_worker_happens_to_one_article(self, corpus, monkeypatch):
        monkeypatch.setattr(tagging, "TIME_LIMIT", 1.0)
        ids = fill(corpus, 24, n3="raise", n5="die", n7="hang")
        corpus.conn.execute("UPDATE articles SET tags = 'no json' WHERE id = ?", [ids[9]])
        report = tagging.tag_corpus(corpus, workers=2)
        assert report.tagged == 20
        assert sorted(identity for identity, _ in report.failed) == sorted(ids[n] for n in (3, 5, 7, 9))

    def test_few_articles_are_read_without_workers(self, corpus, monkeypatch):
        monkeypatch.setattr(tagging, "start", None)
        fill(corpus, 3)
        assert tagging.tag_corpus(corpus, workers=2).tagged == 3

    def test_when_storing_fails_the_workers_are_stopped(self, corpus, path):
        from corpus import Corpus

        fill(corpus, 24, n20="hang")
        with Corpus(path, readonly=True) as closed, pytest.raises(CorpusError, match="cannot be written"):
            tagging.tag_corpus(closed, workers=2)


def test_the_real_readers_work_in_workers(corpus):
    from nlp.classify.model import ModelError

    try:
        current = tagging.version()
    except ModelError:
        pytest.skip("no model is trained here")
    ids = fill(corpus, tagging.WINDOW + 4)
    report = tagging.tag_corpus(corpus, workers=2)
    assert (report.tagged, report.failed) == (len(ids), [])
    assert untagged(corpus, current) == []
