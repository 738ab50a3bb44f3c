"""The citation check over several sentences, and over who asks: nobody is given what another one said or did."""

from pathlib import Path

import pytest

from index.documents import Sentence
from index.passages import document_of
from index.reading import Source
from rag.answers import Draft
from rag.check import check
from rag.checking.article import article_of

MEETING = (
    "Ngày 29-10-2025, Phó Bí thư Thành ủy Lê Văn An làm việc với phường Bình Trưng.\n\n"
    "Phường cũng đề xuất tăng chỉ tiêu dự án TOD để địa phương thu hút đầu tư. "
    "Về nội dung tăng chỉ tiêu dự án TOD, đại diện Sở Quy hoạch - Kiến trúc cho biết, phường có nhà ga metro.\n\n"
    "Đồng chí Lê Văn An yêu cầu Ban Tổ chức Thành ủy, Sở Nội vụ tổ chức những lớp học theo tinh thần đó. "
    "Đồng chí Lê Văn An cũng yêu cầu Trung tâm Chuyển đổi số thiết lập đường dây nóng. "
    "Trên địa bàn có khu công nghiệp, chiếm khoảng 75% diện tích toàn phường.\n\n"
    "Hiện còn khó khăn trong việc vận hành ứng dụng ở một số lĩnh vực. "
    "Tập trung thành lập các chi bộ, đảng bộ ngoài doanh nghiệp nhà nước.\n\n"
    "Viện kiểm sát đề nghị hội đồng xét xử bác kháng cáo, phạt bị cáo 12 năm tù.\n\n"
    "Đại diện tỉnh Quảng Nam và thành phố Đà Nẵng cùng dự. "
    "Đồng chí Lê Văn An giao Sở Xây dựng lập Ban Chỉ đạo tại Đà Nẵng. "
)
PROPOSED, ANSWERED = "Phường cũng đề xuất", "Về nội dung tăng"
COURSES, HOTLINE, AREA = "Đồng chí Lê Văn An yêu cầu Ban", "Đồng chí Lê Văn An cũng", "Trên địa bàn"
SOME, OUTSIDE, ASKED, COMMITTEE = "Hiện còn", "Tập trung", "Viện kiểm sát", "Đồng chí Lê Văn An giao"


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    _, passages = document_of(Source(Path("a.txt"), MEETING))
    return [sentence for passage in passages for sentence in passage.sentences]


def _kinds(text: str, sentences: list[Sentence], *begins: str) -> list[str]:
    sources = tuple(next(s for s in sentences if s.text.startswith(begin)) for begin in begins)
    return [failure.kind for failure in check(Draft(text, sources), article_of(sentences)).failures]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Đại diện Sở Quy hoạch - Kiến trúc đề xuất tăng chỉ tiêu dự án TOD.", (PROPOSED, ANSWERED)),
        ("Sở Quy hoạch - Kiến trúc đề xuất tăng chỉ tiêu dự án TOD để thu hút đầu tư.", (PROPOSED, ANSWERED)),
        ("Đồng chí Lê Văn An giao Sở Nội vụ thiết lập đường dây nóng.", (COURSES, HOTLINE)),
        ("Đồng chí Lê Văn An yêu cầu Trung tâm Chuyển đổi số tổ chức những lớp học.", (COURSES, HOTLINE)),
    ],
)
def test_who_says_it_and_what_is_said_come_from_one_sentence(
    text: str, begins: tuple[str, ...], sentences: list[Sentence]
) -> None:
    assert {*_kinds(text, sentences, *begins)} & {"speaker", "addressee", "organisation", "modality"}


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Phường đề xuất tăng chỉ tiêu dự án TOD.", (PROPOSED, ANSWERED)),
        (
            "Đồng chí Lê Văn An yêu cầu Sở Nội vụ tổ chức những lớp học và Trung tâm Chuyển đổi số thiết lập đường dây "
            "nóng.",
            (COURSES, HOTLINE),
        ),
        ("Phường đề xuất tăng chỉ tiêu dự án TOD; đại diện Sở cho biết phường có nhà ga metro.", (PROPOSED, ANSWERED)),
    ],
)
def test_what_two_sentences_tell_may_be_told_in_one(
    text: str, begins: tuple[str, ...], sentences: list[Sentence]
) -> None:
    assert _kinds(text, sentences, *begins) == []


def test_a_word_of_place_stands_for_nothing_that_was_said_before(sentences: list[Sentence]) -> None:
    text = "Đồng chí Lê Văn An yêu cầu Trung tâm Chuyển đổi số thiết lập đường dây nóng."
    assert _kinds(text, sentences, AREA) != []


def test_all_is_not_told_of_some_nor_inside_of_outside(sentences: list[Sentence]) -> None:
    assert _kinds("Khó khăn trong vận hành ứng dụng ở mọi lĩnh vực.", sentences, SOME, OUTSIDE) == ["unsupported"]
    assert _kinds("Thành lập các chi bộ trong doanh nghiệp nhà nước.", sentences, OUTSIDE) == ["unsupported"]
    assert _kinds("Thành lập các chi bộ ngoài doanh nghiệp nhà nước.", sentences, OUTSIDE) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Viện kiểm sát bác kháng cáo.", ["modality"]),
        ("Bị cáo bị phạt 12 năm tù.", ["modality"]),
        ("Hội đồng xét xử đề nghị bác kháng cáo.", ["speaker"]),
        ("Viện kiểm sát đề nghị bác kháng cáo.", []),
        ("Viện kiểm sát đề nghị phạt bị cáo 12 năm tù.", []),
    ],
)
def test_what_is_asked_for_is_not_told_as_done_nor_as_asked_by_who_was_asked(
    text: str, kinds: list[str], sentences: list[Sentence]
) -> None:
    assert _kinds(text, sentences, ASKED) == kinds


def test_a_province_is_not_borne_out_where_the_article_names_a_city_too(sentences: list[Sentence]) -> None:
    text = "Đồng chí Lê Văn An giao Sở Xây dựng lập Ban Chỉ đạo tại Quảng Nam."
    assert _kinds(text, sentences, COMMITTEE) != []


def test_a_ward_does_not_order_what_a_leader_orders_there(sentences: list[Sentence]) -> None:
    text = "Phường Bình Trưng yêu cầu Trung tâm Chuyển đổi số thiết lập đường dây nóng."
    assert _kinds(text, sentences, HOTLINE) == ["speaker"]


COURT = (
    "Theo bản án, Hà Văn Lực và ông Cao Xuân Ngọc cùng ra tòa.\n\n"
    "Cấp sơ thẩm tuyên phạt ông Ngọc 4 năm tù về tội thiếu trách nhiệm, Lực 7 năm tù về tội phá rừng.\n\n"
    "Bà Vân khuyến cáo người nuôi chưa vội tái đàn; 37 xã chưa có dịch."
)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Hà Văn Lực bị tuyên 7 năm tù.", True),
        ("Tòa án sơ thẩm tuyên ông Ngọc 4 năm tù, Lực 7 năm tù.", True),
        ("Hà Văn Lực bị tuyên 4 năm tù.", False),
        ("Lực bị tuyên 4 năm tù.", False),
        ("Ông Cao Xuân Ngọc bị tuyên 7 năm tù.", False),
        ("Bà Vân khuyến cáo người nuôi tái đàn.", False),
        ("Bà Vân khuyên người nuôi chưa vội tái đàn.", True),
    ],
)
def test_each_has_their_own_figure_and_what_is_not_yet_advised_is_not_advised(text: str, supported: bool) -> None:
    _, passages = document_of(Source(Path("a.txt"), COURT))
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    verdicts = [check(Draft(text, (one,)), article_of(sentences)).supported for one in sentences]
    assert any(verdicts) == supported


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Đ/c Lê Văn An họp v/v tránh bão.", "Đồng chí Lê Văn An họp về việc tránh bão."),
        ("46 căn nhà ở Nậm Mười bị cuốn trôi.", "46 nhà ở xã Nậm Mười bị cuốn trôi."),
        ("Ban Chấp hành họp hội nghị lần 2.", "Ban Chấp hành họp hội nghị lần thứ hai."),
        ("Sở đang tiếp tục lập các tổ.", "Sở tiếp tục thành lập các tổ."),
        ("3,7 km đường liên thôn hỏng.", "Đoạn đường liên thôn dài 3,7 km hư hỏng."),
        ("Tòa không chấp nhận kháng cáo.", "Tòa bác kháng cáo."),
    ],
)
def test_what_a_clerk_writes_otherwise_is_the_same(text: str, source: str) -> None:
    _, passages = document_of(Source(Path("a.txt"), source))
    sentences = tuple(sentence for passage in passages for sentence in passage.sentences)
    assert check(Draft(text, sentences), article_of(sentences)).failures == ()


def test_a_wrong_unit_is_named_in_whole_words() -> None:
    _, passages = document_of(Source(Path("a.txt"), "Công an khởi tố 2 đối tượng cho vay nặng lãi."))
    sentences = tuple(sentence for passage in passages for sentence in passage.sentences)
    (failure,) = check(Draft("Công an khởi tố 2 doanh nghiệp cho vay nặng lãi.", sentences)).failures
    assert (failure.kind, failure.found, failure.expected) == ("unit", "2 doanh nghiệp", "2 đối tượng")


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Ngành điện phải di dời xong đường dây.", True),
        ("Ngành điện đã di dời đường dây.", False),
        ("Sở Y tế được giao chủ trì lập phương án.", True),
        ("Sở Y tế chủ trì lập phương án.", True),
        ("Sở Y tế đã lập phương án.", False),
        ("UBND tỉnh đã phân cấp dự án từ đầu tháng 10.", False),
    ],
)
def test_a_task_that_was_given_is_not_told_as_done(text: str, supported: bool) -> None:
    tasks = (
        "Phó Thủ tướng yêu cầu:\n\n- Ngành điện di dời đường dây, hoàn thành trước ngày 31/10.\n\n"
        "- Sở Y tế được giao chủ trì lập phương án.\n\n"
        "Việc phân cấp dự án đã được sở trình UBND tỉnh từ đầu tháng 10."
    )
    _, passages = document_of(Source(Path("a.txt"), tasks))
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert any(check(Draft(text, (one,)), article_of(sentences)).supported for one in sentences) == supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Hơn 98% hồ sơ được giải quyết đúng và trước hạn.", True),
        ("Hơn 98% hồ sơ được giải quyết trước hạn.", False),
        ("Phấn đấu đến cuối năm 2023 có 60% số xã hoàn thành.", True),
        ("60% số xã hoàn thành.", False),
    ],
)
def test_a_share_is_told_of_its_whole_and_an_aim_as_an_aim(text: str, supported: bool) -> None:
    known = "Hơn 98% hồ sơ được giải quyết đúng và trước hạn; phấn đấu đến cuối năm 2023 có 60% số xã hoàn thành."
    _, passages = document_of(Source(Path("a.txt"), known))
    sentences = tuple(sentence for passage in passages for sentence in passage.sentences)
    assert check(Draft(text, sentences), article_of(sentences)).supported == supported
