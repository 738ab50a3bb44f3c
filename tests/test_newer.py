"""Where documents of several dates answer one question, the newest leads and the reader is told so."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.encoder import WarmEncoder
from index.library import Library
from index.settings import Settings
from rag.answers import Answer, Refusal
from rag.ask import Desk, Request
from rag.newer import replaces

OLDER = """Đại hội Đảng bộ phường Phú Lâm

date 2024-05-10

Sáng 10-5-2024, Đảng bộ phường Phú Lâm tổ chức hội nghị sơ kết.

Bí thư Đảng ủy phường Phú Lâm Trần Văn Hòa cho biết, Đảng bộ phường Phú Lâm có 845 đảng viên.

Phường Phú Lâm có diện tích 12 km2.
"""
NEWER = """Phường Phú Lâm tổng kết công tác xây dựng Đảng

date 2026-03-20

Sáng 20-3-2026, Đảng bộ phường Phú Lâm tổ chức hội nghị tổng kết.

Bí thư Đảng ủy phường Phú Lâm Lê Thị Nga cho biết, Đảng bộ phường Phú Lâm có 1.012 đảng viên.

Phường Phú Lâm có diện tích 12 km2.
"""
DECISION = """ỦY BAN NHÂN DÂN TỈNH
Số: 15/2023/QĐ-UBND

Quyết định về mức hỗ trợ học nghề

Điều 1. Mức hỗ trợ học nghề cho lao động nông thôn là 2.000.000 đồng một khóa.
"""
REPLACING = """ỦY BAN NHÂN DÂN TỈNH
Số: 40/2025/QĐ-UBND

Quyết định quy định mức hỗ trợ học nghề

Điều 1. Mức hỗ trợ học nghề cho lao động nông thôn là 3.500.000 đồng một khóa.

Điều 2. Quyết định này thay thế Quyết định số 15/2023/QĐ-UBND.
"""
AMENDED = """ỦY BAN NHÂN DÂN TỈNH
Số: 21/2024/QĐ-UBND

Quyết định về lệ phí đăng ký cư trú

Điều 1. Lệ phí đăng ký thường trú là 15.000 đồng một lần.
"""
AMENDING = """ỦY BAN NHÂN DÂN TỈNH
Số: 50/2025/QĐ-UBND

Quyết định sửa đổi quy định về lệ phí

Điều 1. Sửa đổi khoản 2 Điều 3 của Quyết định số 21/2024/QĐ-UBND như sau: người cao tuổi được miễn.
"""
PRICES = """Họp báo về dịch bệnh

date 2025-05-28

Sáng 28-5-2025, tại Hà Nội, Bộ Nông nghiệp họp báo. Tham dự có lãnh đạo tỉnh Hải Dương và tỉnh Hưng Yên.

Đến nay 42 tỉnh, thành phố có dịch, số lợn phải tiêu hủy là 1.700.000 con.
"""
VISIT = """Bí thư Thành ủy TPHCM thăm phường {ward}

date {day}

Bí thư Thành ủy TPHCM {name} làm việc với Ban Thường vụ Đảng ủy phường {ward}.
"""
OTHER_CITY = """Lãnh đạo TP Hải Phòng làm việc với phường Nam Triệu

date 2025-11-12

Ông Lương Xuân Tiệp, Giám đốc Sở Nội vụ TP Hải Phòng, dự buổi làm việc với phường Nam Triệu.
"""
FLOOD = """Lũ quét tại {town}

date 2025-11-12

Lũ quét rạng sáng 12-11 tại {town} đã làm {dead} người chết và nhiều nhà sập.
"""
Asking = Callable[..., Desk]


@pytest.fixture
def desk_of(cache: Path, encoder: WarmEncoder, tmp_path: Path) -> Iterator[Asking]:
    """Open a desk over texts of its own."""
    opened: list[Library] = []

    def over(*texts: str) -> Desk:
        settings = Settings(home=tmp_path / "index", cache=cache)
        library = Library(settings, encoder)
        opened.append(library)
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        outcomes = library.add([tmp_path / f"{number}.txt" for number in range(len(texts))])
        assert [outcome.error for outcome in outcomes] == [None] * len(texts)
        return Desk(library, settings, today=lambda: dt.date(2026, 11, 22))

    yield over
    for library in opened:
        library.close()


def _answer(desk: Desk, question: str) -> Answer:
    result = desk.ask(Request(question))
    assert isinstance(result, Answer), result
    return result


def _told(answer: Answer) -> dict[str, str]:
    return {notice.code: notice.message for notice in answer.notices}


@pytest.mark.parametrize("texts", [(OLDER, NEWER), (NEWER, OLDER)])
def test_of_a_figure_at_two_dates_the_newer_leads_and_the_older_is_told(desk_of: Asking, texts: tuple[str]) -> None:
    answer = _answer(desk_of(*texts), "Đảng bộ phường Phú Lâm có bao nhiêu đảng viên?")
    assert answer.short_answer == "1.012 đảng viên"
    assert "845" not in answer.text
    assert _told(answer) == {
        "newer_leads": "Trả lời theo văn bản mới nhất (ngày 20-03-2026); văn bản ngày 10-05-2024 ghi “845 đảng viên”."
    }


def test_the_newer_holder_of_an_office_leads(desk_of: Asking) -> None:
    answer = _answer(desk_of(OLDER, NEWER), "Ai là Bí thư Đảng ủy phường Phú Lâm?")
    assert answer.short_answer == "Lê Thị Nga"
    assert "Trần Văn Hòa" in _told(answer)["newer_leads"]


def test_the_newest_head_of_a_city_leads_whichever_wards_the_articles_are_about(desk_of: Asking) -> None:
    older = VISIT.format(ward="Phú Lâm", day="2025-09-17", name="Trần Văn Hòa")
    newer = VISIT.format(ward="Tân Mai", day="2026-01-20", name="Lê Thị Nga")
    answer = _answer(desk_of(older, newer), "Bí thư Thành ủy TPHCM là ai?")
    assert answer.short_answer == "Lê Thị Nga"
    assert "Trần Văn Hòa" in _told(answer)["newer_leads"]


def test_an_office_of_the_city_is_not_answered_by_the_same_office_of_another(desk_of: Asking) -> None:
    desk = desk_of(OTHER_CITY)
    assert isinstance(desk.ask(Request("Giám đốc Sở Nội vụ TPHCM là ai?")), Refusal)
    assert _answer(desk, "Giám đốc Sở Nội vụ TP Hải Phòng là ai?").short_answer == "Lương Xuân Tiệp"


def test_a_question_that_names_no_matter_is_answered_for_each_without_one_figure_before_the_others(
    desk_of: Asking,
) -> None:
    floods = [FLOOD.format(town=town, dead=dead) for town, dead in (("huyện Văn Chấn", 9), ("huyện Sốp Cộp", 14))]
    answer = _answer(desk_of(*floods), "Lũ quét làm bao nhiêu người chết?")
    assert answer.short_answer is None
    assert "several_matters" in _told(answer)
    assert "9 người chết" in answer.text
    assert "14 người chết" in answer.text


def test_a_question_of_a_year_is_answered_for_that_year_without_a_word_of_others(desk_of: Asking) -> None:
    answer = _answer(desk_of(OLDER, NEWER), "Năm 2024, Đảng bộ phường Phú Lâm có bao nhiêu đảng viên?")
    assert answer.short_answer == "845 đảng viên"
    assert _told(answer) == {}


def test_documents_that_agree_are_no_matter_for_a_notice(desk_of: Asking) -> None:
    answer = _answer(desk_of(OLDER, NEWER), "Diện tích phường Phú Lâm là bao nhiêu?")
    assert answer.short_answer == "12 km2"
    assert _told(answer) == {}


def test_of_a_replaced_decision_the_one_that_replaces_it_answers(desk_of: Asking) -> None:
    answer = _answer(desk_of(DECISION, REPLACING), "Mức hỗ trợ học nghề cho lao động nông thôn là bao nhiêu?")
    assert "3.500.000 đồng" in answer.text
    assert "2.000.000" not in answer.text


def test_an_answer_of_a_decision_that_was_changed_in_part_says_so(desk_of: Asking) -> None:
    answer = _answer(desk_of(AMENDED, AMENDING), "Lệ phí đăng ký thường trú là bao nhiêu?")
    assert "15.000 đồng" in answer.text
    assert "“21/2024/QĐ-UBND” đã được sửa đổi, bổ sung một phần" in _told(answer)["replaced"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Quyết định này thay thế Quyết định số 15/2023/QĐ-UBND.", True),
        ("Bãi bỏ Quyết định số 15/2023/QĐ-UBND ngày 1-2-2023.", True),
        ("Quyết định số 15/2023/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", True),
        ("Quyết định số 15/2023/QĐ-UBND được thay thế bằng quyết định này.", True),
        ("Bãi bỏ khoản 2 Điều 3 của Quyết định số 15/2023/QĐ-UBND.", False),
        ("Sửa đổi, bổ sung một số điều của Quyết định số 15/2023/QĐ-UBND.", False),
        ("Quyết định số 15/2023/QĐ-UBND được sửa đổi năm 2024.", False),
        ("Căn cứ Quyết định số 15/2023/QĐ-UBND, phường triển khai.", None),
        ("Quyết định này thay thế Quyết định số 16/2023/QĐ-UBND.", None),
        ("Quyết định số 15/2023/QĐ-UBND thay thế các quy định trước đây.", None),
    ],
)
def test_what_a_sentence_says_of_another_document(text: str, whole: bool | None) -> None:
    assert replaces(text, "15/2023/qđ-ubnd") is whole


def test_a_figure_of_the_whole_country_is_not_given_for_a_province(desk_of: Asking) -> None:
    result = desk_of(PRICES).ask(Request("Tỉnh Hải Dương tiêu hủy bao nhiêu con lợn?"))
    assert isinstance(result, Refusal)
