"""The same article in several papers is one family, and its original is told only when something tells."""

import pytest

from corpus.reprints import link, original
from corpus.similar import families, shared, shingles
from corpus.tags import record
from tests.corpus.press import article, prose, source

TEXT = prose(400, seed=1)
DAY, NEXT = "2024-06-10T08:00:00+07:00", "2024-06-11T08:00:00+07:00"


@pytest.fixture
def papers(corpus):
    for identity, name in (
        ("baosongquan", "Báo Sông Quan"),
        ("baonuixa", "Báo Núi Xa"),
        ("baobienxanh", "Báo Biển Xanh"),
    ):
        corpus.save_source(source(identity, name))
    return corpus


def put(corpus, paper, body=TEXT, number=1, **changes):
    changes = {"published_at": None, "sapo": None, **changes}
    return corpus.save_article(article(url=f"https://{paper}.test/{number}", source=paper, body=body, **changes))


def reprint(corpus, identity):
    return record(corpus, identity)["reprint"]


def edited(text, every):
    """The text with every so many words replaced."""
    words = text.split()
    words[::every] = [f"khác{i}" for i in range(len(words[::every]))]
    return " ".join(words)


def test_the_same_text_in_two_papers_is_a_family(papers):
    first, second = put(papers, "baosongquan"), put(papers, "baonuixa")
    assert link(papers) == {"families": 1, "copies": 1, "reused": 0}
    assert (
        reprint(papers, first)["members"]
        == reprint(papers, second)["members"]
        == ["https://baosongquan.test/1", "https://baonuixa.test/1"]
    )


@pytest.mark.parametrize("copy", [
    edited(TEXT, 25), "Lời dẫn mới của tòa soạn. " + TEXT, TEXT + " " + prose(60, seed=9), " ".join(TEXT.split()[:260]), " ".join(TEXT.split()[120:]),
    TEXT.upper(), TEXT.replace(" ", "\n"),
], ids=["edited", "new lead", "longer", "cut", "without its lead", "capitals", "other paragraphs"])  # fmt: skip
def test_a_near_copy_is_a_member(papers, copy):
    put(papers, "baosongquan")
    put(papers, "baonuixa", copy)
    assert link(papers)["families"] == 1


def test_a_lead_set_apart_changes_nothing(papers):
    words = TEXT.split()
    put(papers, "baosongquan")
    put(papers, "baonuixa", " ".join(words[40:]), sapo=" ".join(words[:40]))
    assert link(papers)["families"] == 1


@pytest.mark.parametrize("alike", [0.1, 0.33, 0.45])
def test_stock_phrases_make_no_family(papers, alike):
    stock = prose(int(400 * alike), seed=3)
    for number, paper in enumerate(("baosongquan", "baonuixa")):
        put(papers, paper, f"{stock} {prose(400 - len(stock.split()), seed=50 + number)}")
    assert link(papers) == {"families": 0, "copies": 0, "reused": 0}


def test_texts_too_short_to_prove_anything_make_no_family(papers):
    for paper in ("baosongquan", "baonuixa"):
        put(papers, paper, "Ảnh: Lễ hội đường hoa ở xã.")
    assert link(papers)["families"] == 0


def test_texts_that_say_one_thing_over_and_over_make_no_family(papers):
    filler = "Ban tổ chức mời bà con đến dự đông đủ và đúng giờ theo giấy mời đã gửi. " * 8
    put(papers, "baosongquan", f"Khai mạc giải bóng đá nhi đồng. {filler}")
    put(papers, "baonuixa", f"Giá xăng dầu giảm từ chiều nay. {filler}")
    assert link(papers)["families"] == 0


def test_an_article_without_copies_has_no_family(papers):
    identity = put(papers, "baosongquan")
    link(papers)
    assert reprint(papers, identity) == {"original_url": None, "members": [], "count": 0}


@pytest.mark.parametrize(
    "credit",
    [
        "Theo baosongquan.test",
        "baosongquan.test",
        "www.baosongquan.test",
        "Theo Báo Sông Quan",
        "BÁO SÔNG QUAN điện tử",
        "(Nguồn: https://baosongquan.test/bai-1.html)",
    ],
)
def test_the_credit_line_tells_the_original(papers, credit):
    copy = put(papers, "baonuixa", credit=credit, published_at=DAY)
    first = put(papers, "baosongquan", published_at=NEXT)
    link(papers)
    assert reprint(papers, copy)["original_url"] == "https://baosongquan.test/1"
    assert reprint(papers, first)["original_url"] is None


def test_a_copy_of_a_copy_leads_to_the_first(papers):
    put(papers, "baosongquan")
    put(papers, "baonuixa", credit="Báo Sông Quan")
    last = put(papers, "baobienxanh", credit="Báo Núi Xa")
    link(papers)
    assert reprint(papers, last)["original_url"] == "https://baosongquan.test/1"


def test_the_earlier_date_tells_the_original(papers):
    later = put(papers, "baosongquan", published_at=NEXT)
    put(papers, "baonuixa", published_at=DAY)
    link(papers)
    assert reprint(papers, later)["original_url"] == "https://baonuixa.test/1"


@pytest.mark.parametrize(("one", "other"), [
    (None, None), (DAY, None), (DAY, DAY), ("2024-06-10", DAY), ("2024-06-10", "2024-06-10"), ("2024-06-10T08:00:10+07:00", "2024-06-10T08:00:50+07:00"),
], ids=["no dates", "one date", "same minute", "same day", "same days", "seconds"])  # fmt: skip
def test_where_dates_do_not_tell_the_original_is_unknown(papers, one, other):
    ids = [put(papers, "baosongquan", published_at=one), put(papers, "baonuixa", published_at=other)]
    link(papers)
    assert [reprint(papers, identity)["original_url"] for identity in ids] == [None, None]


def test_a_day_tells_against_a_later_day(papers):
    put(papers, "baosongquan", published_at="2024-06-09")
    later = put(papers, "baonuixa", published_at=DAY)
    link(papers)
    assert reprint(papers, later)["original_url"] == "https://baosongquan.test/1"


def test_a_text_taken_from_outside_the_corpus_has_no_original_here(papers):
    ids = [put(papers, "baosongquan", published_at=DAY, credit="TTXVN"), put(papers, "baonuixa", published_at=NEXT)]
    link(papers)
    assert [reprint(papers, identity)["original_url"] for identity in ids] == [None, None]


def test_a_name_inside_a_longer_name_is_not_that_paper(corpus):
    sources = {
        "a": {**source("a", "Báo Hà Nam"), "hosts": ["baohanam.vn"]},
        "b": {**source("b", "Báo Hà Nam Ninh"), "hosts": ["xbaohanam.vn"]},
    }
    members = [{"id": "1", "source": "a", "credit": None, "published_at": None}, {"id": "2", "source": "b", "credit": None, "published_at": None},
               {"id": "3", "source": "c", "credit": "Theo Báo Hà Nam Ninh", "published_at": None}]  # fmt: skip
    assert original(members, sources) == "2"
    members[2]["credit"] = "xbaohanam.vn"
    assert original(members, sources) == "2"


def test_an_update_in_the_same_paper_is_a_copy_of_the_earlier_page(papers):
    put(papers, "baosongquan", number=1, published_at=DAY)
    update = put(papers, "baosongquan", edited(TEXT, 30), number=2, published_at=NEXT)
    link(papers)
    assert reprint(papers, update)["original_url"] == "https://baosongquan.test/1"


def test_the_earlier_of_a_credited_papers_two_pages_is_the_original(papers):
    put(papers, "baosongquan", number=1, published_at=NEXT)
    put(papers, "baosongquan", number=2, published_at=DAY)
    copy = put(papers, "baonuixa", credit="Báo Sông Quan")
    link(papers)
    assert reprint(papers, copy)["original_url"] == "https://baosongquan.test/2"


def test_linking_again_gives_the_same(papers):
    for number in range(6):
        put(papers, "baosongquan", prose(300, seed=number // 2), number=number)
    rows = []
    for _ in range(2):
        link(papers)
        rows.append([tuple(row) for row in papers.conn.execute("SELECT * FROM reprints ORDER BY article_id")])
    assert rows[0] == rows[1]


def test_a_family_keeps_its_name_when_a_copy_comes(papers):
    first = put(papers, "baosongquan")
    put(papers, "baonuixa")
    link(papers)
    put(papers, "baobienxanh")
    link(papers)
    assert [row[0] for row in papers.conn.execute("SELECT DISTINCT family FROM reprints")] == [first]


def test_a_family_that_is_none_any_more_is_forgotten(papers):
    put(papers, "baosongquan")
    identity = put(papers, "baonuixa")
    link(papers)
    put(papers, "baonuixa", prose(400, seed=77))
    assert link(papers)["families"] == 0
    assert reprint(papers, identity)["members"] == []


def test_similarity_is_the_shared_part_of_the_shorter_text():
    words = TEXT.split()
    whole, half = shingles(TEXT), shingles(" ".join(words[:200]))
    assert shared(whole, whole) == shared(whole, half) == 1.0
    assert shared(half, shingles(" ".join(words[200:]))) < 0.05
    assert shared(whole, shingles("")) == 0.0


def test_marks_and_capitals_do_not_tell_texts_apart():
    assert list(shingles("Hoà bình ở Đông Triều năm nay")) == list(shingles("hòa binh o dong trieu NAM nay"))


def test_a_page_that_strings_two_articles_together_does_not_make_them_one():
    one, two = prose(200, seed=1), prose(200, seed=2)
    (family,) = families([one, two, f"{one} {two}"])
    assert {i for i, _ in family} in ({0, 2}, {1, 2})


def test_many_copies_are_one_family():
    (family,) = families([TEXT] * 300)
    assert len(family) == 300


@pytest.mark.parametrize("odd", ["", "a." * 20_000, "x" * 2_000_000, "\ud800 \x00" * 50, "và " * 5000])
def test_odd_texts_are_compared_without_fuss(odd):
    assert families([odd, TEXT]) == []
