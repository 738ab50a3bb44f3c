"""Promises of the filters that a visitor sets on the page: how they are read, told, and what there is to choose."""

import datetime as dt

import pytest

from index.segments import Filters
from rag.ask import Desk
from ui import filters
from ui.turn import Trouble


def _days(since: str = "", until: str = "") -> tuple[dt.date | None, dt.date | None] | str:
    found = filters.read(since, until, "", "", "", "")
    return found.message if isinstance(found, Trouble) else (found.since, found.until)


@pytest.mark.parametrize(
    "written",
    [
        "17/9/2025",
        "17-09-2025",
        "17.9.2025",
        "2025-09-17",
        " 17 / 9 / 2025 ",
        "ngày 17 tháng 9 năm 2025",
        "ngay 17-9-2025",
    ],
)
def test_a_day_is_read_in_any_way_of_writing_it(written: str) -> None:
    assert _days(written, written) == (dt.date(2025, 9, 17), dt.date(2025, 9, 17))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2/2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("tháng 9 năm 2025", dt.date(2025, 9, 1), dt.date(2025, 9, 30)),
        ("2025", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
    ],
)
def test_a_month_or_year_begins_with_its_first_day_and_ends_with_its_last(
    written: str, first: dt.date, last: dt.date
) -> None:
    assert _days(written, written) == (first, last)


@pytest.mark.parametrize(
    "written",
    ["31/2/2025", "32/9/2025", "17/9", "17/09/25", "hôm qua", "quý 3 năm 2025", "2020-2025", "17/9/2025 - 18/9/2025"],
)
def test_what_is_not_one_whole_day_is_never_guessed(written: str) -> None:
    assert f"Ô “Đến ngày”: “{written}” không đọc được" in _days("1/1/2025", written)


def test_a_beginning_after_the_end_is_told() -> None:
    assert _days("2/9/2025", "1/9/2025") == (
        "Ô “Từ ngày” (02-09-2025) sau ô “Đến ngày” (01-09-2025). Hãy đổi lại một trong hai."
    )


def test_a_field_with_a_whole_page_in_it_is_told() -> None:
    found = filters.read("", "", "", "a" * 501, "", "")
    assert found == Trouble("Ô “Người nói” dài quá 500 ký tự. Hãy ghi ngắn lại.")


def test_fields_that_hold_nothing_filter_nothing() -> None:
    assert filters.read(None, "", "  ", None, "", "") == Filters()
    assert filters.line(Filters()) == ""


def test_the_line_tells_every_filter_and_shows_markup_as_text() -> None:
    set_ = filters.read("2025", "9/2025", "phường Bình Dương", "<b>", "a.vn", "article")
    assert isinstance(set_, Filters)
    assert filters.described(set_) == (
        "nơi phường Bình Dương; người nói <b>; nguồn a.vn; loại văn bản bài báo; từ 01-01-2025; đến 30-09-2025"
    )
    assert "&lt;b&gt;" in filters.line(set_)
    assert "Bỏ lọc" in filters.line(set_)


def test_what_the_documents_name_is_offered_as_it_is_written_people_before_places(desk: Desk) -> None:
    snapshot = desk.library.snapshot()
    known = filters.offered(snapshot)
    speakers = [name for name, _ in known.speakers]
    assert ("phường Bình Dương", "phường Bình Dương") in known.places
    assert speakers.index("Trần Lưu Quang") < speakers.index("phường Bình Dương")
    assert not [name for name in speakers if "địa phương" in name.lower()]
    assert known.sources == [("ttbc-hcm.gov.vn", "ttbc-hcm.gov.vn")]
    for kind, choices in (("place", known.places), ("speaker", known.speakers), ("source", known.sources)):
        assert all(snapshot.count(Filters().having(kind, value)) for _, value in choices)  # type: ignore[arg-type]


def test_of_thousands_of_names_only_the_first_are_offered(desk: Desk) -> None:
    known = filters.offered(desk.library.snapshot(), most=2)
    assert [name for name, _ in known.places] == ["phường Bình Dương", "phường Bình Trưng"]
    assert len(known.speakers) == 2
