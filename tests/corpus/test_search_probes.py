"""Query by query what is found in 34 short articles, what is marked in them, and what is offered instead."""

import html
import json
import re
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.search import search
from tests.corpus.press import article

CASES = Path(__file__).parent / "cases"


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


PROBES = lines("search.jsonl")
MARKED = [probe for probe in PROBES if "marks" in probe]
TYPED = [f"{probe['query']} ({probe['why']})" for probe in PROBES]


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    with Corpus(tmp_path_factory.mktemp("probes") / "corpus.db") as corpus, corpus.writing():
        for one in lines("search_articles.jsonl"):
            url = f"https://baothu.test/{one['key']}"
            corpus.save_article(article(url=url, title=one["title"], sapo=None, body=one["body"]))
        yield corpus


@pytest.mark.parametrize("probe", PROBES, ids=TYPED)
def test_a_query_finds_what_it_means(press, probe):
    found = search(press, probe["query"], limit=100)
    assert sorted(hit["url"].rsplit("/", 1)[1] for hit in found["hits"]) == probe["keys"]
    assert found["total"] == len(probe["keys"])


@pytest.mark.parametrize("probe", PROBES, ids=TYPED)
def test_a_better_query_is_offered_where_there_is_one(press, probe):
    assert search(press, probe["query"]).get("suggestion") == probe.get("suggestion")


@pytest.mark.parametrize("probe", MARKED, ids=[probe["query"] for probe in MARKED])
def test_the_words_found_are_marked_on_the_text_as_printed(press, probe):
    marked = [html.unescape(piece) for hit in search(press, probe["query"])["hits"]
              for piece in re.findall("<mark>(.*?)</mark>", hit["snippet"])]  # fmt: skip
    assert sorted(set(marked)) == sorted(set(probe["marks"]))


@pytest.mark.parametrize("probe", [one for one in PROBES if "suggestion" in one], ids=lambda one: one["query"])
def test_what_is_offered_finds_something(press, probe):
    assert search(press, probe["suggestion"])["total"] > len(probe["keys"])
