"""Dates as this press prints them."""

from datetime import date

import pytest

from crawler.reading import dates

NOW = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Thứ 2, 10/06/2024 | 13:08:37 [GMT +7] A A", "2024-06-10T13:08:37+07:00"),
        ("Cập nhật, 17:20, Thứ Ba, 08/01/2019 (GMT+7)", "2019-01-08T17:20:00+07:00"),
        ("Cập nhật lúc 22:22, Thứ Sáu, 05/01/2018 (GMT+7)", "2018-01-05T22:22:00+07:00"),
        ("Cập nhật: 08:15 | 03/05/2026", "2026-05-03T08:15:00+07:00"),
        ("10:47, 04/09/2015", "2015-09-04T10:47:00+07:00"),
        ("03/06/2021 - 04:06", "2021-06-03T04:06:00+07:00"),
        ("10:22 | 08/12/2019", "2019-12-08T10:22:00+07:00"),
        ("12:19 13-12-21", "2021-12-13T12:19:00+07:00"),
        ("08:21, ngày 16-04-2021", "2021-04-16T08:21:00+07:00"),
        ("2021-10-01 11:11:46 Số lượt xem 84876", "2021-10-01T11:11:46+07:00"),
        ("Thứ sáu, 26/04/2019 - 11:21'", "2019-04-26T11:21:00+07:00"),
        ("Thứ Năm, ngày 29 tháng 4 năm 2021 - 17:00 Đã xem: 14541", "2021-04-29T17:00:00+07:00"),
        ("08/08/2022 10:11 SA", "2022-08-08T10:11:00+07:00"),
        ("08/08/2022 10:11 CH", "2022-08-08T22:11:00+07:00"),
        ("08/08/2022 12:05 SA", "2022-08-08T00:05:00+07:00"),
        ("Thứ tư, 24 Tháng 7 2013 14:55", "2013-07-24T14:55:00+07:00"),
        ("Số lượt xem 4341Ngày cập nhật 27/05/2021", "2021-05-27"),
        ("Thu Hà • 12/05/2023", "2023-05-12"),
        ("15 giờ 30, ngày 2.9.2020", "2020-09-02T15:30:00+07:00"),
        ("09h05 - 01/07/2025", "2025-07-01T09:05:00+07:00"),
        ("6/25/2024 1:08:00 PM", "2024-06-25T13:08:00+07:00"),
    ],
)
def test_a_printed_date_is_read(text, iso):
    stamp, _ = dates.printed(text, NOW)
    assert stamp is not None
    assert stamp.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "cách đây 8 tháng",
        "",
        "Hội nghị lần thứ 4",
        "05-CT/TW",
        "31/02/2020",
        "04/09/1985",
        "10/06/2031",
        "23/11/2026",
        "/201901/",
        "1.234/5.678 hộ",
        "91/91 đồng chí",
        "6/10/2024 1:08:00 PM",
        "Điện thoại 024.3825.1234",
        "x" * 5000 + " 10/06/2024",
    ],
)
def test_what_is_no_certain_date_is_refused(text):
    assert dates.printed(text, NOW) == (None, None)


def test_today_is_believed():
    stamp, _ = dates.printed("22/11/2026 06:00", NOW)
    assert stamp is not None


def test_the_raw_string_is_kept():
    stamp, _ = dates.printed("Cập nhật: 08:15 | 03/05/2026", NOW)
    assert stamp is not None
    assert stamp.raw == "08:15 | 03/05/2026"


def test_a_change_beside_a_publication_is_told_apart():
    stamp, modified = dates.printed("Ngày đăng: 01/02/2020 08:00 - Cập nhật: 03/02/2020 09:30", NOW)
    assert (stamp.iso, modified.iso) == ("2020-02-01T08:00:00+07:00", "2020-02-03T09:30:00+07:00")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-06-10T13:08:37+07:00", "2024-06-10T13:08:37+07:00"),
        ("2024-06-10T23:15:00Z", "2024-06-11T06:15:00+07:00"),
        ("2024-06-10T23:15:00.000+00:00", "2024-06-11T06:15:00+07:00"),
        ("2024-06-10 13:08:37", "2024-06-10T13:08:37+07:00"),
        ("2024-06-10T13:08:37 +07:00", "2024-06-10T13:08:37+07:00"),
        ("2024-06-10", "2024-06-10"),
        ("2024-06-10T13:08:37+08:00", "2024-06-10"),
    ],
)
def test_a_machine_date_becomes_local_time(value, iso):
    stamp = dates.machine(value, NOW)
    assert stamp is not None
    assert stamp.iso == iso


@pytest.mark.parametrize(
    "value", [None, "", "hôm qua", "1970-01-01T00:00:00Z", "2031-01-01", "2024-06-11T00:30:00+08:00"]
)
def test_a_machine_date_that_cannot_be_is_refused(value):
    assert dates.machine(value, NOW) is None


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.test/co-gan-200-tin-bai/d20081223025000000.htm", "2008-12-23"),
        ("https://a.test/mo-hinh-hay-09112020-a81234.html", "2020-11-09"),
        ("https://a.test/2019/01/23/bai.html", "2019-01-23"),
    ],
)
def test_an_address_may_carry_the_day(url, iso):
    stamp = dates.in_url(url, NOW)
    assert stamp is not None
    assert stamp.iso == iso


@pytest.mark.parametrize("url", ["https://a.test/xa-hoi/201901/bai-3a0f21b/", "https://a.test/-/2018/821743/bai.aspx"])
def test_a_month_in_an_address_is_no_day(url):
    assert dates.in_url(url, NOW) is None
