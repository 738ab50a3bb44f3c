"""Filters name what the documents know; a name that nobody knows is told with those that are near."""

import pytest

from index.documents import Passage
from index.naming import Kind
from index.segments import Filters
from rag.answers import Answer, Refusal
from rag.ask import Desk, Found, Request

QUESTION = "phường cần làm gì"


def found(desk: Desk, kind: Kind, wanted: str) -> Found:
    """Search within one filter."""
    return desk.found(Request(QUESTION, filters=Filters().having(kind, wanted)), 5)


def passages(search: Found) -> list[Passage]:
    """Give the passages found, best first; there are some."""
    assert search.hits
    return [hit.passage for hit in search.hits]


@pytest.mark.parametrize(
    ("kind", "wanted", "near"),
    [
        ("place", "phường Tân Khành", "phường Tân Khánh"),
        ("place", "phuong binh duongg", "phường Bình Dương"),
        ("speaker", "ông Nguyễn Văn Đồng", "Nguyễn Văn Đông"),
        ("speaker", "Bí thư Đảng ủy Đặng Minh Thôngg", "Đặng Minh Thông"),
        ("source", "ttbc-hcm.gov.nv", "ttbc-hcm.gov.vn"),
        ("kind", "text", "article (bài báo)"),
    ],
)
def test_a_filter_that_nothing_fits_is_told_with_the_nearest_names(
    desk: Desk, kind: Kind, wanted: str, near: str
) -> None:
    search = found(desk, kind, wanted)
    assert search.hits == ()
    (notice,) = search.notices
    assert notice.code == "unknown_filter"
    assert f"“{wanted}”" in notice.message
    assert near in notice.message.split("gần giống: ")[1]


def test_a_filter_that_resembles_nothing_offers_nothing(desk: Desk) -> None:
    (notice,) = found(desk, "speaker", "Xyz Qwk").notices
    assert "gần giống" not in notice.message


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("place", "Bình Trưng"),
        ("place", "TPHCM"),
        ("speaker", "ông Nguyễn Văn Đông"),
        ("source", "ttbc-hcm.gov.vn"),
        ("kind", "Bai bao"),
    ],
)
def test_a_filter_that_fits_is_told_nothing_about(desk: Desk, kind: Kind, wanted: str) -> None:
    search = found(desk, kind, wanted)
    assert search.hits
    assert search.notices == ()


def test_a_former_ward_in_a_filter_stands_for_its_successors(desk: Desk) -> None:
    search = found(desk, "place", "phường Hòa Phú, Thủ Dầu Một")
    assert [notice.code for notice in search.notices] == ["former_unit"]
    assert "bộ lọc được hiểu theo đơn vị mới" in search.notices[0].message
    assert passages(search) == passages(found(desk, "place", "phường Bình Dương"))


def test_one_unknown_name_among_several_leaves_the_others(desk: Desk) -> None:
    search = found(desk, "place", "phường Tân Khành; phường Bình Dương")
    assert passages(search) == passages(found(desk, "place", "phường Bình Dương"))
    assert [notice.code for notice in search.notices] == ["unknown_filter"]


def test_an_answer_tells_of_an_unknown_filter_before_all_else(desk: Desk) -> None:
    result = desk.ask(Request("Phường có dân số bao nhiêu?", filters=Filters(place="phường Tân Khành")))
    assert result.notices[0].code == "unknown_filter"


def test_the_question_of_a_search_is_given_as_it_was_understood(desk: Desk) -> None:
    search = desk.found(Request("duong day nong"), 3)
    assert (search.question.text, search.question.restored) == ("đường dây nóng", True)


def test_a_refusal_under_a_filter_speaks_of_the_part_that_fits_it(desk: Desk) -> None:
    asked = "Phường Tân Khánh có bao nhiêu dân?"
    refused = desk.ask(Request(asked, filters=Filters(place="phường Bình Dương")))
    assert isinstance(refused, Refusal)
    assert refused.message.startswith("Các văn bản khớp bộ lọc không nêu")
    assert refused.message.endswith("Bỏ lọc để hỏi mọi văn bản.")
    assert isinstance(desk.ask(Request(asked)), Answer)
