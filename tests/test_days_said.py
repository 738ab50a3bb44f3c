"""On which day something was said, and by which day it is to be done: told by the article, or left empty."""

import datetime as dt
from pathlib import Path

import pytest

from index.deadlines import deadline_in
from index.passages import document_of
from index.reading import Source
from index.statements import statements_of

MEETS = "ông Nguyễn Văn An, Chủ tịch UBND tỉnh, làm việc với xã Bình Minh."
ORDERS = "Ông An yêu cầu các sở đẩy nhanh tiến độ."
WITHOUT_YEAR = f"Tin xã Bình Minh\nSáng 17/9, {MEETS} "


def days(text: str) -> list[str | None]:
    """The day of each statement of an article, in order."""
    document, passages = document_of(Source(Path("bai.txt"), text))
    found = statements_of(document, passages)
    return [told.date.isoformat() if told.date else None for told in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Khẩn trương ứng phó\nThứ Ba, 16/09/2025 - 14:20\nSáng nay, {MEETS}\nTại đây, {ORDERS}", "2025-09-16"),
        (f"Khẩn trương ứng phó\n16/09/2025 14:20\nHôm qua, {MEETS}\nTại đây, {ORDERS}", "2025-09-15"),
        (f"Khẩn trương ứng phó\nCập nhật lúc 14:20, ngày 16/09/2025\nChiều qua, {MEETS} {ORDERS}", "2025-09-15"),
        (f"Họp\n16/09/2025\nĐầu tuần này, {MEETS} {ORDERS}", None),
        (f"Họp\n16/09/2025\nMới đây, {MEETS} {ORDERS}", None),
        (f"Họp\nNgày 16-9-2025\nNgày thứ Ba (16-9), {MEETS} {ORDERS}", "2025-09-16"),
        (f"Họp\nThứ Sáu, 02/01/2026, 08:00\nNgày 31/12, {MEETS} {ORDERS}", "2025-12-31"),
        (f"Họp\nSáng 16.9.2025, {MEETS} {ORDERS}", "2025-09-16"),
        (f"Họp\nTháng 8-2025, {MEETS} {ORDERS}", None),
    ],
)
def test_the_day_is_the_events_also_told_from_the_issue(text: str, day: str | None) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize("opening", ["Trong hai ngày 16 và 17-9-2025", "Từ ngày 16 đến 18-9-2025"])
def test_on_which_of_several_days_something_was_said_stays_open(opening: str) -> None:
    assert days(f"Họp\n{opening}, {MEETS} {ORDERS}") == [None]


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("Tám tháng đầu năm 2025, xã thu 20 tỷ đồng, tăng 5% so với cùng kỳ năm 2024.", 2025),
        ("Từ đầu năm 2025 đến nay, xã trồng 20 ha rừng; năm 2024 trồng 15 ha, năm 2023 trồng 9 ha.", 2025),
        ("Năm 2024, xã thu 20 tỷ đồng. Kế hoạch năm 2025 là 25 tỷ đồng.", 2025),
        ("Năm học 2025-2026, xã có 5 trường.", 2025),
        ("Năm học 2024-2025 xã có 5 trường, năm học 2025-2026 có 6.", None),
        ("Trước đó, ngày 15/9/2025, đoàn kiểm tra xã Tân Tiến.", 2025),
        ("Các sở phải giải ngân hết vốn trước ngày 31/12/2025.", 2025),
        ("Dự án khởi công tháng 5/2024, hoàn thành trước ngày 30/6/2026.", 2025),
        ("Dự án khởi công năm 2022, dự kiến xong năm 2025.", None),
        ("Xã thực hiện chương trình giai đoạn 2021-2025.", None),
        ("Xã phấn đấu đến năm 2030 không còn hộ nghèo.", None),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 đặt mục tiêu đến năm 2030.", None),
        ("Năm 2023 xã thu 15 tỷ, năm 2024 thu 20 tỷ đồng.", None),
        ("Ông An sinh năm 1975, từ năm 2015 làm bí thư.", None),
    ],
)
def test_a_year_is_that_in_which_the_text_stands_not_one_behind_or_ahead(told: str, year: int | None) -> None:
    assert days(f"{WITHOUT_YEAR}{ORDERS}\n{told}")[0] == (f"{year}-09-17" if year else None)


MINISTER = "ông Trần Văn Bình truyền đạt chỉ đạo của Bộ trưởng Bộ Y tế"
RELAYED = "các trạm y tế phải trực đủ 24 giờ trong mọi tình huống."


@pytest.mark.parametrize(
    ("frame", "day"),
    [
        (f"Tại buổi làm việc, {MINISTER}: {RELAYED}", "2025-09-16"),
        (f"Cũng dịp này, {MINISTER} tại Chỉ thị số 21/CT-BYT: {RELAYED}", None),
        (f"Cũng dịp này, {MINISTER} tại Chỉ thị số 21/CT-BYT ngày 3/9/2025: {RELAYED}", "2025-09-03"),
        (f"Cũng dịp này, {MINISTER} tại hội nghị trực tuyến mới đây: {RELAYED}", None),
        (f"Cũng dịp này, {MINISTER} tại hội nghị hôm 12-9: {RELAYED}", "2025-09-12"),
    ],
)
def test_words_passed_on_have_the_day_of_what_they_are_from(frame: str, day: str | None) -> None:
    assert days(f"Họp\n16/09/2025\nSáng 16/9, {MEETS}\n{frame}") == [day]


def test_a_quotation_may_tell_its_day_behind_its_verb() -> None:
    told = "“Nước lên nhanh lắm, nhà tôi mất hai tấn lúa”, bà Hồ Thị Lý kể vào sáng 17/9."
    assert days(f"Lũ\n17/09/2025\nSáng 16/9, {MEETS}\n{told}") == ["2025-09-17"]


@pytest.mark.parametrize(
    ("words", "deadline", "day"),
    [
        ("Sở trả lời cử tri trong vòng 15 ngày kể từ ngày 20/9", "trong vòng 15 ngày kể từ ngày 20/9", "2025-10-05"),
        ("sửa xong đê trước mùa mưa bão", "trước mùa mưa bão", None),
        ("hoàn thành trong 6 tháng cuối năm", "trong 6 tháng cuối năm", "2025-12-31"),
        ("hoàn thành trong 3 tháng cuối năm 2025", "trong 3 tháng cuối năm 2025", "2025-12-31"),
        ("thông xe vào dịp 2/9/2026", "vào dịp 2/9/2026", "2026-09-02"),
        ("hoàn thành trong nửa đầu tháng 10", "trong nửa đầu tháng 10", "2025-10-15"),
        ("hoàn thành trước thứ Sáu tuần này", "trước thứ Sáu tuần này", "2025-09-19"),
        ("báo cáo trước thứ hai tuần sau", "trước thứ hai tuần sau", "2025-09-22"),
        ("cử người hỗ trợ ngay đầu tuần sau", "ngay đầu tuần sau", "2025-09-22"),
        ("hoàn thành vào năm 2026", "vào năm 2026", "2026-12-31"),
        ("phải xong trong tháng 10 này", "trong tháng 10 này", "2025-10-31"),
        ("sơ tán dân xong trước 18 giờ hôm nay", "trước 18 giờ hôm nay", "2025-09-17"),
    ],
)
def test_by_when_it_is_to_be_done_is_read_in_each_wording(words: str, deadline: str, day: str | None) -> None:
    found = deadline_in(words, dt.date(2025, 9, 17))
    assert found is not None
    assert words[found.start : found.end] == deadline
    assert found.day == (dt.date.fromisoformat(day) if day else None)
