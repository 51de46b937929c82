"""`guong search`: what a person sees of an answer, and every filter as an option."""

import json

import pytest

from corpus import Corpus
from corpus.tags import save_reading
from tests.corpus.press import article, reading


@pytest.fixture
def kept(tmp_path):
    """The path of a corpus of three articles, the first of them tagged, the third taken down by its paper."""
    path = tmp_path / "corpus.db"
    with Corpus(path) as corpus:
        for number in range(3):
            corpus.save_article(article(number, title=f"Bài {number} \x1b[31mvề hũ gạo"))
        one = article(0)
        sha256 = str(corpus.stored_sha256(one.id))
        save_reading(corpus, one.id, reading(one.body), tagger="test", sha256=sha256)
        corpus.conn.execute("UPDATE articles SET withdrawn_at = '2026-11-20' WHERE num = 3")
    return path


def test_the_answer_says_in_what_selection(ask, kept):
    shown = ask("search", "hũ gạo", "--corpus", kept, "--district", "Uông Bí", "--era", "thought").stdout
    assert "1 bài" in shown
    assert "Trong: huyện, quận, thị xã, thành phố cũ: Uông Bí, Quảng Ninh; thời kỳ thought" in shown
    assert "\x1b[31m" not in shown


def test_a_mistyped_query_is_answered_with_a_better_one(ask, kept):
    assert "Ý bạn là: hũ gạo ?" in ask("search", "hũ gạp", "--corpus", kept).stdout
    assert "Did you mean: hũ gạo ?" in ask("--lang", "en", "search", "hũ gạp", "--corpus", kept).stdout
    assert json.loads(ask("search", "hũ gạp", "--json", "--corpus", kept).stdout)["suggestion"] == "hũ gạo"


def test_an_article_that_was_taken_down_says_so(ask, kept):
    assert ask("search", "hũ gạo", "--corpus", kept).stdout.count("báo đã gỡ") == 1
    assert (
        "báo đã gỡ" not in ask("search", "hũ gạo", "--without-withdrawn", "--corpus", kept).stdout.partition("\n\n")[2]
    )


@pytest.mark.parametrize(("options", "total"), [
    (["--directive", "CT03-2011+"], 1), (["--directive", "+CT05-2016"], 1), (["--directive", "CT07-2026"], 0),
    (["--directive", "04-QĐ/TU"], 1), (["--province", "Quảng Ninh"], 1), (["--province-then", "22"], 1),
    (["--province63", "06"], 0), (["--district", "196"], 1), (["--actor", "women"], 1), (["--era", "morality"], 0),
    (["--one-per-family"], 3), (["--without-withdrawn"], 2), (["--only-withdrawn"], 1), (["--off-campaign"], 2),
    (["--from", "2024-06-10", "--to", "2024-06-10"], 3), (["--offset", "2"], 3),
])  # fmt: skip
def test_every_filter_is_an_option(ask, kept, options, total):
    assert json.loads(ask("search", "heo", "--json", "--corpus", kept, *options).stdout)["total"] == total


@pytest.mark.parametrize("options", [
    ["--district", "Châu Thành"], ["--district", "Nơi nào đó"], ["--province-then", "99"], ["--directive", "CT5-2016"], ["--era", "xưa"],
    ["--actor", "robots"], ["--era", "practice", "--to", "2020-01-01"],
])  # fmt: skip
def test_a_filter_without_meaning_is_one_line_in_vietnamese_with_a_next_step(ask, kept, options):
    answer = ask("search", "heo", "--corpus", kept, *options)
    assert answer.exit_code == 2
    first, second = answer.stderr.splitlines()
    assert first.startswith("Lỗi: ")
    assert second.startswith("→ ")
    for english in ("unknown", "named", "nothing lies", "one of", "use a", "choose", "try "):
        assert english not in answer.stderr
