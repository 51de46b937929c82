"""Titles in quotation marks are nobody's speech; what people say after a document is named still is."""

import pytest

from corpus.stories.signals import signals

TITLES = [
    "Xã thực hiện Nghị quyết số 04-NQ/TU ngày 7-6-2017 “Tăng cường nêu gương của người đứng đầu các cấp”.",
    "Đảng ủy ban hành Nghị quyết 12, sau ba lần góp ý, ở hội trường xã “Về giữ rừng đầu nguồn đến năm 2030”.",
    "Thôn hưởng ứng phong trào “Mỗi nhà bớt một nắm gạo cho trẻ đến trường”.",
    "Chị được tặng cuốn sách “Những chuyện nhỏ ở một bản xa trên núi”.",
    'Khu phố hưởng ứng cuộc vận động "Toàn dân đoàn kết xây dựng nông thôn mới", bà con góp công làm đường "hoa" trước ngõ.',
    "Cả xã giúp nhau với tinh thần “Một miếng khi đói bằng một gói khi no”, “Bầu ơi thương lấy bí cùng”.",
    "Chi bộ bàn chuyên đề “Đảng viên đi trước một bước trong việc khó”.",
]  # fmt: skip
SPEECH = [
    "Bà Sáu cười: “Tôi bớt mỗi bữa một nắm thì có đáng gì đâu”.",
    "Nói về phong trào ấy, bà Sáu cười: “Tôi bớt mỗi bữa một nắm thì có đáng gì đâu”.",
    "Hỏi chuyện nghị quyết thì bà Sáu, năm nay đã tám mươi tuổi mà vẫn ra đồng, chỉ bảo “tôi bớt một nắm thì có đáng gì đâu”.",
    'Bà Sáu cười: "Tôi bớt mỗi bữa một nắm thì có đáng gì đâu".',
    "Xã có nghị quyết. Bà Sáu bảo “tôi bớt mỗi bữa một nắm thì có đáng gì đâu”.",
]  # fmt: skip


def quotes(body):
    nothing = {name: [] for name in ("localities", "models", "people", "figures")}
    record = {"sapo": None, "body": body, "exemplar": None, "genre": None, "scores": {}, "evidence": {}, **nothing}
    return [span["text"] for one in signals(record) if one.what in ("quotes", "officials") for span in one.spans]


@pytest.mark.parametrize("body", TITLES)
def test_a_title_is_no_speech(body):
    assert quotes(body) == []


@pytest.mark.parametrize("body", SPEECH)
def test_speech_is_speech(body):
    assert len(quotes(body)) == 1
