"""Words: where they begin and end, whatever the text holds."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from nlp import crf, segment
from nlp.paths import datasets, home
from nlp.text import normalise, sentences

MODEL = crf.load()
SEEDS = home().parent / "shared" / "seeds"

OWN = (
    "Chi bộ thôn Tân Lập họp vào tối mùng năm hằng tháng, bàn việc học tập và làm theo Bác.",
    "Bà Nguyễn Thị Thơm, 67 tuổi, người Mường, nuôi ba cháu mồ côi từ năm 2011.",
    "Thực hiện Chỉ thị số 05-CT/TW, ngày 15-5-2016 của Bộ Chính trị (khóa XII), Đảng ủy xã đã ban hành 14 văn bản.",
    "Nghị quyết T.Ư 4 được phổ biến tới 98,5% đảng viên ở TP. Phổ Yên và TX. Kỳ Anh.",
    "“Việc gì có lợi cho dân, ta phải hết sức làm” - ông Y Bhăm Niê, già làng buôn Ea H’Đing, nói.",
    "Tổ tự quản thu 1.250.000 đồng/tháng; lắp 36 bóng đèn, 2,1km đường hoa; giảm 3/4 số vụ.",
    "PGS.TS. Trần Văn A. và ThS. Lê B. đến lúc 07:30:00 ngày 02/9/2024...",
    "Liên hệ: bantuyengiao@vidu.gov.vn, 024-3825-1234 hoặc https://vidu.vn/lam-theo-bac/(bai-1).html.",
    "HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH",
    "Uỷ ban nhân dân xã hoà giải 12 vụ; anh Qúy, chị Thuý, ông Hoà được khen.",
    "Xe 29A-12345 chở 3x4 tấm tôn, v.v. rồi => kho H&M -> chợ >> bến ở 37°C :D",
    "Nghành giáo dục bíết khó vẫn làm, chuỵện nhỏ thôi.",
    "Mô hình “5 không, 3 sạch”, “Thứ 7 vì dân”, Covid-19, 4K, F0, e-mail, K'Ho, NĐ-CP.",
)  # fmt: skip

HOSTILE = (
    "", " ", "\n\n", ".", "?!", "ʺ", "ʺabc", "٣١ ３ ½ Ⅳ ǅ ß ﬁ", "T̀ên", "a​b", "😀👍🏽 🇻🇳", "(((((", ")))", "[a](b)",
    "a.b.c.d.e", "v.v...v.v.", "1/2/3/4/5", "1-2-3-4-5", "..,,..,,", "=> ==> ->> >>>", ":::: :D:D :))) =)))", "_a_b_",
    "http://a", "ftp://x.y/(z)(", "a.vn/b(c(d)e)f.", "@@a@b@c.d@e", "A&B&C A.B.C. A.", "'’'’ H’’M", "Mr.Mrs.Ms.", "BOS EOS",
    "ThxS Th.s ThS.", "12A34-56 3A 4B5", "Ω≈ç√∫ Xq Zw » ‿ ° ½", "a\u3000b\u2003c", "x" * 60, "a." * 30, "ư" * 59 + ".",
)  # fmt: skip


def slices(text: str) -> list[str]:
    return [text[start:end] for start, end in segment.spans(text)]


def underthesea_bounds(sentence: str) -> list[tuple[int, int]]:
    """Where underthesea's words stand: word_tokenize for the words, its own token pattern for the places."""
    from underthesea import word_tokenize
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    places = [match.span() for match in patterns.finditer(sentence)]
    bounds, at = [], 0
    for word in word_tokenize(sentence):
        count = len(word.split(" "))
        bounds.append((places[at][0], places[at + count - 1][1]))
        at += count
    assert at == len(places)
    return bounds


def labelled() -> Iterator[str]:
    for file in sorted((datasets() / "labelled").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield normalise("\n".join([row["title"], row.get("sapo") or "", row["body"]]))


def assert_same_words(text: str) -> None:
    cut = segment.Segmenter(MODEL)
    for start, end in sentences(text):
        sentence = segment.clean(text[start:end])  # as it is given elsewhere: one tone placing, repeated signs once
        assert cut(text[start:end], [(0, end - start)]) == underthesea_bounds(sentence), sentence


class TestSpans:
    def test_words_of_several_syllables_are_one(self) -> None:
        assert slices("Đảng viên giữ đạo đức cách mạng") == ["Đảng viên", "giữ", "đạo đức", "cách mạng"]

    def test_signs_stand_alone(self) -> None:
        assert slices("“Dân vận khéo”, rồi (xong).")[-5:] == ["rồi", "(", "xong", ")", "."]

    def test_a_line_end_parts_words(self) -> None:
        assert slices("Ông đến xã\nhội trường đầy người")[:4] == ["Ông", "đến", "xã", "hội trường"]

    def test_spelling_is_left_as_printed(self) -> None:
        assert slices("nếp sống văn hoá")[-1] == "văn hoá"

    def test_a_misspelling_longer_than_its_correction_moves_nothing_after_it(self) -> None:
        assert slices("Nghành giáo dục xã")[-2:] == ["giáo dục", "xã"]

    def test_a_capital_with_a_full_stop_keeps_it_inside_a_sentence(self) -> None:
        assert slices("ông A. gặp") == ["ông", "A.", "gặp"]

    def test_a_capital_gives_up_its_full_stop_at_the_end(self) -> None:
        assert slices("gặp ông A.") == ["gặp", "ông", "A", "."]

    def test_no_word_begins_or_ends_with_a_blank(self) -> None:
        assert not [word for text in OWN for word in slices(text) if word != word.strip()]

    @pytest.mark.parametrize("text", [text for text in OWN if "..." not in text])
    def test_every_visible_character_is_in_one_span(self, text: str) -> None:
        assert "".join("".join(slices(text)).split()) == "".join(text.split())

    def test_two_letters_and_a_blank_are_no_single_token(self) -> None:
        assert "ơn" not in slices("Bà Th Sơn đến")

    def test_runs_without_a_blank_are_left_out(self) -> None:
        assert slices("trước " + "x" * 61 + " sau") == ["trước", "sau"]

    def test_repeated_signs_count_once(self) -> None:
        assert slices("hết ------ rồi") == ["hết", "-", "rồi"]

    def test_what_follows_the_longest_text_is_left_out(self) -> None:
        assert segment.spans("dân " * segment.MAX_TEXT)[-1][1] <= segment.MAX_TEXT

    @pytest.mark.parametrize("text", HOSTILE)
    def test_bounds_stay_in_order_and_inside(self, text: str) -> None:
        edges = [edge for bounds in segment.spans(text) for edge in bounds]
        assert edges == sorted(edges)
        assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))

    @pytest.mark.parametrize(
        "text",
        ["a b. " * 400_000, "a." * 20_000, "x" * 2_000_000, "." * 100_000 + "a", "http://" + ",." * 26, "(.)" * 60_000],
        ids=["short sentences", "dots", "one run", "full stops", "address of signs", "brackets"],
    )
    def test_endless_input_is_read(self, text: str) -> None:
        assert len(segment.spans(text)) <= segment.MAX_TEXT

    def test_many_callers_at_once_on_a_cold_start_read_the_same(self) -> None:
        segment.reset()
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(segment.spans, [OWN[2]] * 64))
        assert found == [segment.spans(OWN[2])] * 64


class TestWords:
    def test_a_key_joins_syllables(self) -> None:
        assert [key for key, _, _ in segment.words("Học tập Bác")] == ["học_tập", "bác"]

    def test_a_key_has_one_tone_placing(self) -> None:
        assert segment.words("nếp văn hoá")[-1][0] == segment.words("nếp văn hóa")[-1][0] == "văn_hóa"

    def test_bounds_are_those_of_spans(self) -> None:
        assert [(start, end) for _, start, end in segment.words(OWN[3])] == segment.spans(OWN[3])


class TestAgainstUnderthesea:
    @pytest.mark.parametrize("text", OWN)
    def test_own_sentences(self, text: str) -> None:
        assert_same_words(text)

    @pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
    def test_hostile_strings(self, text: str) -> None:
        assert_same_words(normalise(text))

    def test_labelled_articles(self) -> None:
        for text in list(labelled())[::12]:
            assert_same_words(text)

    @pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
    def test_seeds(self) -> None:
        for file in sorted(SEEDS.glob("*.txt")):
            assert_same_words(normalise(file.read_text(encoding="utf-8")))


class TestAnotherUnderthesea:
    """What happens where the installed release is not the known one."""

    @pytest.fixture(autouse=True)
    def unknown(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        def refuse() -> crf.Model:
            raise crf.UnknownModel("underthesea 9.6.0")

        monkeypatch.setattr(crf, "load", refuse)
        segment.reset()
        yield
        segment.reset()

    def test_it_is_said_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, "nlp.segment"):
            segment.spans(OWN[0])
        assert "underthesea 9.6.0" in caplog.text

    @pytest.mark.parametrize("text", OWN)
    def test_its_words_stand_at_the_same_places(self, text: str) -> None:
        slow = segment.spans(text)
        quick = segment.Segmenter(MODEL)
        assert slow == quick(text, sentences(text))

    def test_an_address_of_signs_is_read(self) -> None:
        assert slices("xem http://" + ",." * 20 + " nhé")[-1] == "nhé"
