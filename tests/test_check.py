"""The citation check: what the sources do not say does not pass."""

import datetime as dt

import pytest

from index.documents import BlockKind, Context, DocumentId, Sentence
from rag.answers import Draft
from rag.check import check

PLACE = Context("Nguyễn Văn Đông", ("Bí thư Đảng ủy",), ("phường Bình Dương",), dt.date(2025, 9, 17), True)
ABOVE = Context("Trần Lưu Quang", ("Bí thư Thành ủy TPHCM",), ("phường Bình Dương",), dt.date(2025, 9, 17), True)
POPULATION = (
    "Báo cáo với đoàn công tác, Bí thư Đảng ủy phường Bình Dương Nguyễn Văn Đông cho biết, phường có "
    "diện tích hơn 58km², dân số trên 107.700 người."
)
HOTLINE = (
    "Bí thư Thành ủy TPHCM cũng yêu cầu Trung tâm Chuyển đổi số TPHCM thiết lập đường dây nóng để tiếp nhận ý kiến, "
    "phản ánh từ cơ sở."
)


def _source(text: str, context: Context = PLACE) -> Sentence:
    return Sentence(DocumentId("d"), 0, len(text), text, BlockKind.BODY, context)


def _failures(text: str, source: str, context: Context = PLACE) -> list[str]:
    return [failure.kind for failure in check(Draft(text, (_source(source, context),))).failures]


def test_a_verbatim_sentence_is_supported() -> None:
    assert check(Draft(POPULATION, (_source(POPULATION),))).supported


def test_a_sentence_without_source_is_unsupported() -> None:
    assert check(Draft(POPULATION, ())).reason == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "Phường Bình Dương có dân số trên 107.700 người.",
        "Phường Bình Dương có diện tích hơn 58km².",
        "Theo đồng chí Nguyễn Văn Đông, phường có dân số trên 107.700 người.",
        "Ngày 17-9-2025, phường Bình Dương báo cáo dân số trên 107.700 người.",
    ],
)
def test_a_faithful_rewording_is_supported(text: str) -> None:
    assert _failures(text, POPULATION) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Phường Bình Dương có dân số trên 170.700 người.", "number"),
        ("Phường Bình Dương có dân số 107.700 người.", "number"),
        ("Phường Bình Dương có dân số trên 107.700 hộ.", "unit"),
        ("Phường Tân Khánh có dân số trên 107.700 người.", "place"),
        ("Ngày 18-9-2025, phường Bình Dương báo cáo dân số trên 107.700 người.", "date"),
        ("Ngày 17-9-2024, phường Bình Dương báo cáo dân số trên 107.700 người.", "date"),
        ("Theo đồng chí Trần Lưu Quang, phường Bình Dương có dân số trên 107.700 người.", "name"),
        ("Theo Kế hoạch 249-KH/UBKTTW, phường Bình Dương có dân số trên 107.700 người.", "document_number"),
        ("Phường Bình Dương không có dân số trên 107.700 người.", "negation"),
        ("Phường Bình Dương yêu cầu dân số phường trên 107.700 người.", "modality"),
        ("Phường Bình Dương trồng lúa nước, nuôi tôm, khai thác đá quý quanh năm.", "unsupported"),
    ],
)
def test_one_changed_fact_is_named(text: str, kind: str) -> None:
    assert _failures(text, POPULATION) == [kind]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Phường Tân Hiệp có hơn 147", "Phường Tân Hiệp có hơn 147.000 dân.", "number"),
        ("dân số trên 107.7", "Phường có dân số trên 107.700 người.", "number"),
        ("bao giờ làm được", "còn không suy nghĩ thì không bao giờ làm được.", "negation"),
        (
            "Chi ngân sách gần 340 tỷ đồng.",
            "Tổng thu ngân sách ước đạt gần 340 tỷ đồng, chi ngân sách gần 204 tỷ đồng.",
            "number",
        ),
        ("Bí thư Thành ủy yêu cầu huy động nguồn lực.", "Đồng chí còn gợi mở việc huy động nguồn lực.", "modality"),
    ],
)
def test_a_truncated_or_twisted_quotation_is_no_verbatim_sentence(text: str, source: str, kind: str) -> None:
    assert _failures(text, source, Context()) == [kind]


def test_an_order_is_not_turned_round() -> None:
    text = "Trung tâm Chuyển đổi số TPHCM yêu cầu Bí thư Thành ủy TPHCM thiết lập đường dây nóng."
    assert _failures(text, HOTLINE, ABOVE) == ["speaker"]


def test_a_body_that_the_source_does_not_name_is_a_failure() -> None:
    text = "Bí thư Thành ủy TPHCM yêu cầu Sở Thông tin thiết lập đường dây nóng để tiếp nhận ý kiến."
    assert _failures(text, HOTLINE, ABOVE) == ["organisation"]


def test_the_failure_says_what_the_source_has_instead() -> None:
    (failure,) = check(
        Draft("Phường Bình Dương có dân số trên 170.700 người.", (_source("Dân số trên 107.700 người."),))
    ).failures
    assert (failure.found, failure.expected) == ("trên 170.700", "trên 107.700")
