"""Which labelled articles are related, and how they are dealt into folds."""

import numpy as np

from nlp.classify.groups import folds, near, together
from nlp.labelled import Labelled
from nlp.records import Document

STORY = (
    "Sáng nào bà Lò Thị Dúa cũng mang gùi ra nương, gặp ai trên đường bà cũng dặn một câu về chuyện giữ rừng đầu nguồn"
)
OTHER = "Tổ hòa giải của khu phố họp vào tối thứ năm, ghi lại từng việc đã xong trong cuốn sổ bìa xanh để bàn của nhà văn hóa"


def test_texts_that_share_a_passage_are_one_cluster() -> None:
    clusters = near([STORY, f"Chuyện kể lại: {STORY} như mọi khi.", OTHER])
    assert clusters[0] == clusters[1] != clusters[2]


def test_relatives_of_relatives_are_one_cluster() -> None:
    assert len(set(near([STORY, f"{STORY}. {OTHER}", OTHER]))) == 1


def test_a_phrase_of_the_trade_relates_nobody() -> None:
    phrase = "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    texts = [f"{phrase} {' '.join(f'từ{i}x{j}' for j in range(20))}" for i in range(20)]
    assert len(set(near(texts))) == 20


def test_empty_texts_are_no_trouble() -> None:
    assert len(near(["", ""])) == 2


def test_a_cluster_is_dealt_into_one_fold() -> None:
    rows = [Labelled(str(i), Document(body=str(i)), {"on_campaign": i % 2 == 0, "genre": "other"}) for i in range(40)]
    clusters = np.arange(40) // 2
    dealt = folds(rows, clusters, 5)
    assert (dealt[::2] == dealt[1::2]).all()


def test_every_fold_holds_some_of_each_kind() -> None:
    rows = [Labelled(str(i), Document(body=str(i)), {"on_campaign": i % 2 == 0}) for i in range(40)]
    dealt = folds(rows, np.arange(40), 5)
    assert {(fold, kind) for fold, kind in zip(dealt, np.arange(40) % 2, strict=True)} == {
        (fold, kind) for fold in range(5) for kind in (0, 1)
    }


def test_a_cluster_over_two_groups_is_drawn_into_the_first() -> None:
    assert together(np.array([0, 1, 1]), np.array([5, 5, 6])).tolist() == [0, 0, 1]


def test_what_belongs_to_no_group_joins_its_relatives() -> None:
    assert together(np.array([2, -1, -1]), np.array([0, 0, 1])).tolist() == [2, 2, -1]
