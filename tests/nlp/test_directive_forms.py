"""Three hundred printed forms drawn from the ways this press varies a citation: word, "số", blanks, marks, order and
letters of the organ, date, body, term and title, in any combination. Each is read where it stands, as what it means.

A fixed seed draws the same forms in every run. Forms that may not occur together are not drawn: everything listed is
printed somewhere, and no combination of it changes which document is meant.
"""

import random
from dataclasses import dataclass

import pytest

from nlp.directives import catalogue, find_directives
from nlp.records import Document
from nlp.text import normalise

DRAWN = 300
HEADS = ("{w}", "{w} số", "{w} số:", "{l}", "{l} số", "{u}", "{u} SỐ", "{c}", "{c} số", "{w} (số")
NUMBERS = (
    "{n}-{c}/{o}", "{n} - {c}/{o}", "{n}– {c}/{o}", "{n} – {c}/{o}", "{n}- {c}/{o}", "{n} -{c}/{o}", "{n}/{c}-{o}",
    "{n}-{o}/{c}", "{n}-{c}-{o}", "{n} {c}/{o}", "{n}{c}/{o}", "{n}-{c}/ {o}", "{n}-{c} / {o}", "{n}_{c}/{o}",
    "{n}/{c}/{o}", "{n}.{c}/{o}", "{n}-{c}.{o}", "{n}-{c}\\{o}", "{n}-{c}{o}", "{n}-\n{c}/{o}",
)  # fmt: skip
ORGANS = ("TW", "TƯ", "T.Ư", "T.W", "Tw")
DAYS = ("{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{d} tháng {m} năm {y}", "{d} tháng {m}, năm {y}")
DATES = (" ngày {}", ", ngày {}", " (ngày {})", ", ngày {},", " ra ngày {}", " ban hành ngày {}", " ký ngày {}")
BODIES = (" của {}", ", của {}", " {}", " do {} ban hành")
TERMS = (" khóa {}", " (khóa {})", ", khóa {}", " khoá {}", " Khóa {}", " (K{})", ", nhiệm kỳ khóa {}")
TITLES = (" về {}", " “Về {}”", ": “{}”", " về việc {}")
ORDERS = (
    "", "{date}", "{body}", "{body}{term}", "{date}{body}", "{date}{body}{term}", "{body}{term}{date}", "{body}{date}",
    "{term}", "{term}{body}", "{date}{term}", "{body}{title}", "{title}", "{date}{body}{term}{title}",
)  # fmt: skip
FRAMES = (
    "Đảng ủy xã thực hiện {}, nhiều chi bộ có cách làm hay.",
    "Sau 3 năm sơ kết {}; 12 tập thể, 05 cá nhân được khen.",
    "“Chúng tôi học tập {} và làm ngay từ việc nhỏ.",
    "Cán bộ phường quán triệt {}.",
    "Kết quả triển khai {} tại 12 xã, phường rất rõ.",
)
# A day in force of each, and what stands in its title; the words behind every form say that the campaign is meant.
DRAWN_FROM = {
    "CT06-2006": ("2008-06-01", "tổ chức Cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh"),
    "CT03-2011": ("2013-09-02", "tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh"),
    "CT05-2016": ("2019-05-19", "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
    "KL01-2021": ("2022-05-19", "tiếp tục học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
    "CT07-2026": ("2026-10-02", "đẩy mạnh học tập, thực hành tư tưởng, đạo đức, phương pháp, phong cách Hồ Chí Minh"),
    "QD101-2012": ("2014-09-02", "trách nhiệm nêu gương của cán bộ, đảng viên"),
    "QD08-2018": ("2019-12-22", "trách nhiệm nêu gương của cán bộ, đảng viên"),
    "QD144-2024": ("2024-09-02", "chuẩn mực đạo đức cách mạng của cán bộ, đảng viên"),
    "NQ35-2018": ("2020-02-03", "tăng cường bảo vệ nền tảng tư tưởng của Đảng"),
}
BEHIND = " Ở đây ai cũng nêu gương đạo đức, học tập và làm theo Bác, giữ nền tảng tư tưởng của Đảng."


@dataclass(frozen=True)
class Form:
    """A sentence, its day, and the span and id that must be read in it."""

    text: str
    day: str
    span: str
    id: str


def draw(dice: random.Random) -> Form:
    """One form, with or without its organ."""
    identity = dice.choice(tuple(DRAWN_FROM))
    entry, (day, title) = catalogue()[identity], DRAWN_FROM[identity]
    word, (number, _, rest) = entry.type, entry.number.partition("-")
    code = rest.partition("/")[0]
    full = dice.random() < 0.6
    head = dice.choice(HEADS).format(w=word, l=word.lower(), u=word.upper(), c=code)
    digits = dice.choice(NUMBERS).format(n=number, c=code, o=dice.choice(ORGANS)) if full else number
    printed = f"{head} {digits}"
    year, month, of_month = map(int, str(entry.date).split("-"))
    tail = dice.choice(ORDERS).format(
        date=dice.choice(DATES).format(dice.choice(DAYS).format(d=of_month, m=month, y=year)),
        body=dice.choice(BODIES).format(entry.body[0]),
        term=dice.choice(TERMS).format(entry.term),
        title=dice.choice(TITLES).format(title),
    )
    closed = ")" if "(" in head else ""
    text = dice.choice(FRAMES).format(printed + closed + tail) + BEHIND
    return Form(normalise(text), day, normalise(printed), identity)


def drawn() -> list[Form]:
    dice = random.Random(2611)  # any number: it only makes the forms the same in every run
    return list(dict.fromkeys(draw(dice) for _ in range(2 * DRAWN)))[:DRAWN]


FORMS = drawn()


@pytest.mark.parametrize("form", FORMS, ids=[f"{n}-{form.id}" for n, form in enumerate(FORMS)])
def test_every_drawn_form_is_read_as_what_it_means(form: Form) -> None:
    found = find_directives(Document(body=form.text, published_at=form.day, source_province="22"))
    assert [(s.text, d.id) for d in found if d.basis == "cited" for s in d.spans] == [(form.span, form.id)]


def test_no_fewer_forms_are_drawn_than_promised() -> None:
    assert len(FORMS) == DRAWN
