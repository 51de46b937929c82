"""Who took a text from whom, what was changed on the way, and which paragraphs were lifted into other articles."""

import pytest

from corpus import CorpusError
from corpus.credits import Papers
from corpus.families import family, links
from corpus.reprints import link
from tests.corpus.press import article, prose, source

TEXT = prose(400, seed=1)
LIFTED = prose(60, seed=2)
PAPERS = {
    "baosongquan": "Báo Sông Quan",
    "baonuixa": "Báo Núi Xa",
    "baobienxanh": "Báo Biển Xanh",
    "baogialai": "Báo Gia Lai",
}


@pytest.fixture
def papers(corpus):
    for identity, name in PAPERS.items():
        corpus.save_source(source(identity, name))
    return corpus


def put(corpus, paper, body=TEXT, number=1, **changes):
    changes = {"published_at": None, "sapo": None, **changes}
    return corpus.save_article(article(url=f"https://{paper}.test/{number}", source=paper, body=body, **changes))


def tree(node):
    return {node["source"]: [tree(child) for child in node["children"]]}


def trees(corpus, identity):
    return [tree(root) for root in family(corpus, identity)["roots"]]


def test_copies_hang_under_whom_they_name(papers):
    first = put(papers, "baosongquan", published_at="2024-06-10")
    put(papers, "baonuixa", credit="Báo Sông Quan")
    put(papers, "baobienxanh", credit="Theo Báo Núi Xa")
    link(papers)
    assert trees(papers, first) == [{"baosongquan": [{"baonuixa": [{"baobienxanh": []}]}]}]


def test_who_says_nothing_hangs_under_the_original_by_date(papers):
    put(papers, "baosongquan", published_at="2024-06-10")
    later = put(papers, "baonuixa", published_at="2024-06-12")
    link(papers)
    [root] = family(papers, later)["roots"]
    assert [child["told_by"] for child in root["children"]] == ["date"]


def test_who_cannot_be_dated_stands_apart(papers):
    put(papers, "baosongquan", published_at="2024-06-10")
    put(papers, "baonuixa", credit="Báo Sông Quan")
    unknown = put(papers, "baobienxanh")
    link(papers)
    roots = family(papers, unknown)["roots"]
    assert [(root["source"], root["told_by"], root["outside"]) for root in roots] == [
        ("baosongquan", None, False), ("baobienxanh", None, False)]  # fmt: skip


@pytest.mark.parametrize(("changes", "how", "said"), [
    ({"credit": "Báo Gia Lai"}, "credit", "Báo Gia Lai"),
    ({"body": "(GLO)- " + TEXT}, "stamp", "GLO"),
    ({"body": "GLO - " + TEXT}, "stamp", "GLO"),
    ({"sapo": "(Báo Gia Lai) - Sáng nay."}, "stamp", "Báo Gia Lai"),
    ({"body": TEXT + "\nTheo Báo Gia Lai"}, "closing", "Theo Báo Gia Lai"),
    ({"body": TEXT + "\n(Nguồn: baogialai.test)"}, "closing", "Nguồn: baogialai.test"),
], ids=["credit", "stamp", "stamp with a dash", "name in brackets", "last line", "host in the last line"])  # fmt: skip
def test_a_copy_says_where_it_comes_from(papers, changes, how, said):
    put(papers, "baogialai")
    copy = put(papers, "baonuixa", **changes)
    link(papers)
    [root] = family(papers, copy)["roots"]
    assert [(child["told_by"], child["said"]) for child in root["children"]] == [(how, said)]


@pytest.mark.parametrize("changes", [
    {"credit": "TTXVN"}, {"body": "(TTXVN) - " + TEXT}, {"body": TEXT + "\nTheo TTXVN"}, {"credit": "Báo Nơi Khác"},
], ids=["agency", "stamp", "last line", "a paper nobody knows"])  # fmt: skip
def test_what_comes_from_outside_is_said_to(papers, changes):
    put(papers, "baosongquan", published_at="2024-06-10")
    copy = put(papers, "baonuixa", published_at="2024-06-11", **changes)
    link(papers)
    assert [(r["source"], r["outside"]) for r in family(papers, copy)["roots"]] == [
        ("baosongquan", False),
        ("baonuixa", True),
    ]


@pytest.mark.parametrize("row", [
    {"credit": "PV"}, {"credit": "Báo Núi Xa"}, {"opening": "(GLO) - Sáng", "source": "baogialai"}, {"opening": "QZX - Sáng nay"},
    {"opening": "Sáng nay - trời đẹp"}, {"closing": "Theo bà, việc gì có lợi thì làm."}, {"closing": "Theo dõi Báo Gia Lai mỗi sáng để biết thêm nhiều tin tức mới về tỉnh nhà"},
    {}, {"opening": "", "closing": ""},
], ids=["reporter", "own name", "own stamp", "unknown stamp", "a dash", "a sentence", "a long line", "nothing", "empty"])  # fmt: skip
def test_what_names_nobody_says_nothing(row):
    known = Papers({key: source(key, name) for key, name in PAPERS.items()})
    assert known.said({"source": "baonuixa", "credit": None, **row}) is None


def test_two_that_name_each_other_are_both_of_unknown_origin():
    known = Papers({key: source(key, name) for key, name in PAPERS.items()})
    rows = [{"id": "1", "source": "baosongquan", "credit": "Báo Núi Xa", "published_at": None},
            {"id": "2", "source": "baonuixa", "credit": "Báo Sông Quan", "published_at": None}]  # fmt: skip
    first, found = links(rows, known)
    assert first is None
    assert [found[key].taken_from for key in "12"] == [None, None]


def test_what_a_copy_changed_is_measured(papers):
    words = TEXT.split()
    put(papers, "baosongquan", published_at="2024-06-10", title="Hũ gạo thôn Đoài")
    copy = put(papers, "baonuixa", " ".join(words[:300]), title="Chuyện hũ gạo", published_at="2024-06-11")
    link(papers)
    [root] = family(papers, copy)["roots"]
    [child] = root["children"]
    assert child["kept"] == pytest.approx(0.75, abs=0.02)
    assert child["own"] == pytest.approx(0, abs=0.02)
    assert child["title_changed"] is True


def test_an_article_alone_is_its_own_root(papers):
    identity = put(papers, "baosongquan")
    link(papers)
    found = family(papers, identity)
    assert (found["family"], found["members"], [root["id"] for root in found["roots"]]) == (None, 1, [identity])


def test_a_corpus_not_linked_yet_answers(papers):
    assert family(papers, put(papers, "baosongquan"))["members"] == 1


def test_an_unknown_article_is_refused(papers):
    with pytest.raises(CorpusError, match="no article"):
        family(papers, "nowhere")


def lifting(corpus, *, lifted=LIFTED, taken=LIFTED, **changes):
    """Two articles of their own; the paragraph of the first stands in the second. Their ids."""
    giver = put(
        corpus, "baosongquan", f"{prose(200, seed=5)}\n{lifted}\n{prose(100, seed=6)}", published_at="2024-06-10"
    )
    taker = put(corpus, "baonuixa", f"{prose(150, seed=7)}\n{taken}\n{prose(150, seed=8)}",
                **{"published_at": "2024-06-20", **changes})  # fmt: skip
    return giver, taker


def reuse(corpus, identity):
    link(corpus)
    return family(corpus, identity)["reuse"]


def test_a_lifted_paragraph_is_found_where_it_stands(papers):
    giver, taker = lifting(papers)
    [found] = reuse(papers, taker)
    assert (found["article_id"], found["from_id"], found["told_by"], found["words"]) == (taker, giver, "date", 60)
    texts = {identity: papers.article(identity).body for identity in (giver, taker)}
    assert texts[taker][found["start"] : found["end"]] == LIFTED
    assert texts[giver][found["from_start"] : found["from_end"]] == LIFTED


def test_lifting_makes_no_family(papers):
    _, taker = lifting(papers)
    link(papers)
    assert family(papers, taker)["members"] == 1


def test_who_was_lifted_from_sees_it_too(papers):
    giver, taker = lifting(papers)
    assert [one["article_id"] for one in reuse(papers, giver)] == [taker]


@pytest.mark.parametrize("taken", [
    LIFTED.upper(), f"Như đã kể, {LIFTED} và còn nữa trong bài sau.", " ".join([*LIFTED.split()[:30], "rất", *LIFTED.split()[30:]]),
    LIFTED.replace(" ", "\n", 30).replace("\n", " ", 29),
], ids=["capitals", "inside a longer one", "a word put in", "broken in two"])  # fmt: skip
def test_a_paragraph_slightly_changed_is_found(papers, taken):
    _, taker = lifting(papers, taken=taken)
    assert len(reuse(papers, taker)) == 1


def test_a_short_paragraph_is_no_reuse(papers):
    short = " ".join(LIFTED.split()[:30])
    _, taker = lifting(papers, lifted=short, taken=short)
    assert reuse(papers, taker) == []


def test_a_paragraph_that_stands_in_many_articles_is_no_reuse(papers):
    for number in range(8):
        identity = put(papers, "baosongquan", f"{prose(200, seed=20 + number)}\n{LIFTED}", number)
    assert reuse(papers, identity) == []


def test_a_copy_of_the_whole_is_no_reuse(papers):
    put(papers, "baosongquan")
    assert reuse(papers, put(papers, "baonuixa")) == []


def test_where_nothing_tells_who_took_it_is_unknown(papers):
    _, taker = lifting(papers, published_at=None)
    assert [one["told_by"] for one in reuse(papers, taker)] == [None]


def test_the_credit_tells_who_took_a_paragraph(papers):
    giver, taker = lifting(papers, published_at=None, credit="Báo Sông Quan")
    assert [(one["from_id"], one["told_by"]) for one in reuse(papers, taker)] == [(giver, "credit")]


def test_of_a_family_only_the_original_is_said_to_lift(papers):
    lifting(papers)
    body = papers.conn.execute("SELECT body FROM articles WHERE source = 'baonuixa'").fetchone()[0]
    put(papers, "baobienxanh", body, published_at="2024-07-01")
    assert link(papers)["reused"] == 1


def test_linking_again_gives_the_same(papers):
    lifting(papers)
    put(papers, "baobienxanh", TEXT)
    put(papers, "baogialai", TEXT)
    rows = []
    for _ in range(2):
        link(papers)
        rows.append(
            [tuple(row) for table in ("lineage", "reuse") for row in papers.conn.execute(f"SELECT * FROM {table}")]
        )
    assert rows[0] == rows[1]
    assert rows[0]


def test_many_copies_and_an_endless_article_are_linked(papers):
    with papers.writing():
        for number in range(500):
            put(papers, "baosongquan", TEXT, number)
        put(papers, "baonuixa", "hũ gạo " * 285_000)
    assert link(papers) == {"families": 1, "copies": 499, "reused": 0}
