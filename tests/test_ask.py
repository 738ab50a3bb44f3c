"""The whole way of a question, over the five articles with the real model."""

import json
from pathlib import Path

import pytest

from index.documents import BlockKind
from index.encoder import WarmEncoder
from index.library import Library
from index.segments import Filters
from index.settings import Settings
from rag.answers import Answer, Clarification, Reason, Refusal
from rag.ask import Desk, Request
from rag.wanted import Wanted, wanted_of


def _answer(desk: Desk, text: str, *history: str) -> Answer:
    result = desk.ask(Request(text, history))
    assert isinstance(result, Answer), result
    return result


def _desk_over(encoder: WarmEncoder, folder: Path, *texts: str) -> Desk:
    """A desk over texts alone."""
    library = Library(Settings(home=folder / "home", cache=folder), encoder)
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    library.add(sorted(folder.glob("*.txt")))
    return Desk(library, library.settings)


@pytest.mark.parametrize(
    ("question", "short", "file"),
    [
        ("Phường Bình Dương có dân số bao nhiêu?", "trên 107.700 người", "000"),
        ("Phường Tân Khánh có bao nhiêu dân?", "hơn 152.000 dân", "004"),
        ("Phường Tân Hiệp có bao nhiêu đảng viên?", "871 đảng viên", "004"),
        ("Đảng bộ phường Bình Trưng có bao nhiêu đảng viên?", "2.952 đảng viên", "003"),
        ("dan so phuong tan hiep la bao nhieu", "hơn 147.000 dân", "004"),
        ("phường Bình Dương hiện có bao nhiêu người sinh sống", "trên 107.700 người", "000"),
        ("phường Tân Phứơc xác định mấy khâu đột phá?", "ba khâu đột phá", "001"),
        ("Ai là Bí thư Đảng ủy phường Lái Thiêu?", "Nguyễn Thanh Tâm", "001"),
    ],
)
def test_a_figure_or_name_is_given_with_its_article(desk: Desk, question: str, short: str, file: str) -> None:
    answer = _answer(desk, question)
    assert answer.short_answer == short
    assert answer.citations[0].document.file.startswith(file)


def test_a_directive_is_answered_with_the_words_of_who_gave_it(desk: Desk) -> None:
    answer = _answer(desk, "Ai phải thiết lập đường dây nóng theo yêu cầu của Bí thư Thành ủy?")
    assert "Trung tâm Chuyển đổi số TPHCM thiết lập đường dây nóng" in answer.text
    assert answer.sentences[0].context.speaker == "Trần Lưu Quang"


def test_every_sentence_of_an_answer_is_verbatim_and_cited(desk: Desk) -> None:
    answer = _answer(desk, "Đồng chí Đặng Minh Thông yêu cầu gì về trụ sở của phường Bình Trưng?")
    cited = {citation.marker: citation for citation in answer.citations}
    for sentence in answer.sentences:
        assert [cited[m].quote for m in sentence.markers] == [sentence.text]


@pytest.mark.parametrize(
    "question",
    ["Phường Lái Thiêu tổ chức đại hội ngày nào?", "Đại hội đảng bộ phường Tân Phước diễn ra khi nào?"],
)
def test_the_day_of_preparing_something_is_not_given_as_its_day(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


def test_the_day_that_stands_beside_what_is_prepared_is_its_own(encoder: WarmEncoder, tmp_path: Path) -> None:
    told = "Ngày 20-1-2026, xã Hòa Khương họp về việc chuẩn bị ngày hội sách 15-3-2026."
    answer = _answer(_desk_over(encoder, tmp_path, told), "Ngày hội sách ở xã Hòa Khương là ngày mấy?")
    assert answer.short_answer == "15-3-2026"


@pytest.mark.parametrize(
    "question",
    [
        "Bí thư Thành ủy có chỉ đạo cấm xe máy không?",
        "Vì sao phường Bình Dương tập trung đông công nhân?",
        "Vì sao ông Trần Lưu Quang kỷ luật lãnh đạo phường Bình Dương?",
    ],
)
def test_what_a_question_only_supposes_is_not_borne_out_by_a_sentence_near_to_it(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


def test_a_matter_asked_about_by_name_is_answered_with_a_sentence_that_names_it(desk: Desk) -> None:
    answer = _answer(desk, "Ông Đặng Minh Thông nói gì về đầu tư công?")
    assert "đầu tư công" in answer.sentences[0].text


def test_what_something_is_is_not_answered_with_a_sentence_that_only_mentions_it(desk: Desk) -> None:
    for question in ("Dự án TOD là gì?", "Dự án TOD mà phường Bình Trưng nhắc tới nghĩa là sao?"):
        result = desk.ask(Request(question))
        assert not isinstance(result, Answer) or "TOD (" in result.sentences[0].text


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Bí thư phường Bình Trưng là ai?", None),
        ("Who is the party secretary of Binh Trung ward?", None),
        ("Who is the party secretary of Tan Hiep ward?", None),
        ("Who is the chairman of the People's Committee of Binh Duong ward?", None),
        ("giám đốc trung tâm phục vụ hành chính công phường Bình Dương là ai", None),
        ("giám đốc trung tâm chuyển đổi số là ai", "Võ Thị Trung Trinh"),
        ("GĐ TT CĐS TP.HCM tên gì?", "Võ Thị Trung Trinh"),
        ("Who is the party secretary of Lai Thieu ward?", "Nguyễn Thanh Tâm"),
        ("Who is the party secretary of Tan Phuoc ward?", "Dương Ngọc Châu"),
    ],
)
def test_who_holds_an_office_is_told_by_a_sentence_that_says_so_or_not_at_all(
    desk: Desk, question: str, holder: str | None
) -> None:
    result = desk.ask(Request(question))
    assert (result.short_answer if isinstance(result, Answer) else None) == holder


def test_a_refusal_says_that_nobody_is_named_as_the_holder_of_an_office(desk: Desk) -> None:
    result = desk.ask(Request("Ai là Giám đốc Sở GD-ĐT TPHCM?"))
    assert isinstance(result, Refusal)
    assert result.message == "Các văn bản đã nạp không nêu ai là Giám đốc Sở GD-ĐT TPHCM, nên không trả lời."


def test_a_caption_without_a_name_does_not_tell_who_it_is(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Lãnh đạo phường Tân Hiệp phát biểu tên gì?")), Refusal)


@pytest.mark.parametrize(
    "question",
    [
        "Sở Y tế được yêu cầu làm gì?",  # no document names it
        "Trung tâm Chuyển đổi số yêu cầu ai thiết lập đường dây nóng?",  # it was the one asked
        "Phường Bình Trưng thu ngân sách 204 tỷ đồng phải không?",  # spent, not taken in
        "Phường nào đông dân hơn, Tân Khánh hay Tân Hiệp",
        "Did the city approve more TOD projects?",
    ],
)
def test_what_no_document_says_of_those_named_is_refused(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


def test_whether_something_was_done_is_not_answered_with_a_wish_for_it(desk: Desk) -> None:
    result = desk.ask(Request("UBND TP.HCM đã phân cấp đầu tư công cho phường chưa?"))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.ONLY_PROPOSAL


def test_a_figure_of_all_provinces_is_not_given_for_one(encoder: WarmEncoder, tmp_path: Path) -> None:
    told = "Tỉnh Hưng Yên đã có dịch. Đến nay 42 tỉnh, thành phố có dịch, số lợn phải tiêu hủy vượt 1,7 triệu con."
    result = _desk_over(encoder, tmp_path, told).ask(Request("Tỉnh Hưng Yên phải tiêu hủy bao nhiêu con lợn?"))
    assert isinstance(result, Refusal)


@pytest.mark.parametrize("ward", ["Bến Nghé", "Thủ Dầu Một", "Vũng Tàu", "Tân Phước"])
def test_a_figure_of_one_ward_is_never_given_for_another(desk: Desk, ward: str) -> None:
    result = desk.ask(Request(f"Phường {ward} có dân số bao nhiêu?"))
    assert isinstance(result, Refusal)
    assert "107.700" not in result.message


def test_a_refusal_names_the_ward_that_was_asked_about_and_the_one_that_was_found(desk: Desk) -> None:
    result = desk.ask(Request("Phường Bến Nghé có dân số bao nhiêu?"))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.OTHER_PLACE
    assert "Bến Nghé" in result.message


def test_what_one_leader_said_is_never_given_for_another(desk: Desk) -> None:
    result = desk.ask(Request("Ông Nguyễn Thanh Nghị yêu cầu thiết lập đường dây nóng để làm gì?"))
    assert isinstance(result, Refusal)


def test_a_proposal_asked_for_as_an_order_is_refused(desk: Desk) -> None:
    result = desk.ask(Request("Thành phố yêu cầu phường Bình Trưng nâng cấp phần mềm dùng chung như thế nào?"))
    assert isinstance(result, Refusal)


def test_a_question_from_outside_is_refused(desk: Desk) -> None:
    result = desk.ask(Request("Giá vàng hôm nay bao nhiêu?"))
    assert isinstance(result, Refusal)
    assert result.message


def test_a_question_that_fits_several_wards_is_asked_back(desk: Desk) -> None:
    result = desk.ask(Request("phường có bao nhiêu đảng viên?"))
    assert isinstance(result, Clarification)
    wards = ("Bình Trưng", "Tân Khánh", "Tân Hiệp")
    assert sorted(result.choices) == sorted(f"Phường {ward} có bao nhiêu đảng viên?" for ward in wards)


def test_every_choice_of_a_clarification_is_answered_for_its_own_ward(desk: Desk) -> None:
    result = desk.ask(Request("phường có bao nhiêu đảng viên?"))
    assert isinstance(result, Clarification)
    for choice in result.choices:
        ward = choice.removesuffix(" có bao nhiêu đảng viên?").lower()
        assert [p.lower() for p in _answer(desk, choice).sentences[0].context.places] == [ward]


def test_a_province_is_no_slip_for_a_ward_of_a_name_like_it(encoder: WarmEncoder, tmp_path: Path) -> None:
    told = "Phường Tân Ninh có 500 đảng viên."
    assert isinstance(_desk_over(encoder, tmp_path, told).ask(Request("Tây Ninh có bao nhiêu đảng viên?")), Refusal)


def test_a_follow_up_is_answered_for_the_other_ward(desk: Desk) -> None:
    answer = _answer(desk, "còn phường Tân Hiệp thì sao?", "Phường Tân Khánh có bao nhiêu dân?")
    assert answer.short_answer == "hơn 147.000 dân"
    assert answer.understood.history_used


def test_filters_hold_for_answers_too(desk: Desk) -> None:
    result = desk.ask(Request("Phường có dân số bao nhiêu?", filters=Filters(place="Bình Dương")))
    assert isinstance(result, Answer)
    assert result.short_answer == "trên 107.700 người"


def test_no_answer_cites_furniture_or_a_heading(desk: Desk) -> None:
    kinds = {
        (d.id, s.start): s.kind
        for d in desk.library.documents()
        for stored in desk.library.catalogue.passages_of(d.id)
        for s in stored.passage.sentences
    }
    for row in _questions()[::6]:
        result = desk.ask(Request(row["question"], tuple(row["history"])))
        for citation in result.citations if isinstance(result, Answer) else ():
            assert kinds[citation.document.id, citation.start] in (BlockKind.BODY, BlockKind.CAPTION)


def test_a_citation_quotes_its_document_verbatim(desk: Desk) -> None:
    for row in _questions()[::5]:
        result = desk.ask(Request(row["question"], tuple(row["history"])))
        for citation in result.citations if isinstance(result, Answer) else ():
            assert citation.document.text[citation.start : citation.end] == citation.quote


def test_the_same_question_twice_gives_the_same_answer(desk: Desk) -> None:
    first, second = (_answer(desk, "Phường Bình Dương có diện tích bao nhiêu?") for _ in range(2))
    assert (first.sentences, first.citations) == (second.sentences, second.citations)


def test_the_example_questions_come_from_the_corpus_and_are_answered(desk: Desk) -> None:
    examples = desk.examples(4)
    assert len(set(examples)) == 4
    assert all(isinstance(desk.ask(Request(text)), Answer) for text in examples)


def _questions() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "questions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


WARDS = ("Bình Dương", "Lái Thiêu", "Tân Phước", "Bình Trưng", "Tân Khánh", "Tân Hiệp")
# What the articles say of each ward; every other quantity of every ward, and of the city, they leave out.
FIGURES = {
    ("Bình Dương", "dân số bao nhiêu"): "trên 107.700 người",
    ("Tân Khánh", "dân số bao nhiêu"): "hơn 152.000 dân",
    ("Tân Hiệp", "dân số bao nhiêu"): "hơn 147.000 dân",
    ("Bình Dương", "diện tích bao nhiêu"): "hơn 58km²",
    ("Bình Trưng", "bao nhiêu đảng viên"): "2.952 đảng viên",
    ("Tân Khánh", "bao nhiêu đảng viên"): "1.553 đảng viên",
    ("Tân Hiệp", "bao nhiêu đảng viên"): "871 đảng viên",
}


@pytest.mark.parametrize("asked", ["dân số bao nhiêu", "diện tích bao nhiêu", "bao nhiêu đảng viên"])
@pytest.mark.parametrize("ward", WARDS)
def test_a_quantity_of_a_ward_is_its_own_or_refused(desk: Desk, ward: str, asked: str) -> None:
    result = desk.ask(Request(f"Phường {ward} có {asked}?"))
    if (ward, asked) in FIGURES:
        assert isinstance(result, Answer)
        assert result.short_answer == FIGURES[ward, asked]
    else:
        assert isinstance(result, Refusal), result


@pytest.mark.parametrize("asked", ["Dân số TPHCM bao nhiêu?", "TPHCM có bao nhiêu đảng viên?", "Diện tích TPHCM?"])
def test_a_figure_of_a_ward_is_not_given_for_the_city(desk: Desk, asked: str) -> None:
    assert isinstance(desk.ask(Request(asked)), Refusal)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Tổng thu ngân sách phường Bình Trưng ước bao nhiêu?", "gần 340 tỷ đồng"),
        ("Tổng chi ngân sách phường Bình Trưng ước bao nhiêu?", "gần 204 tỷ đồng"),
        ("Kế hoạch 249-KH/UBKTTW ban hành ngày nào?", "24-7-2025"),
    ],
)
def test_of_two_figures_or_days_in_a_sentence_the_one_asked_for_is_given(desk: Desk, question: str, short: str) -> None:
    assert _answer(desk, question).short_answer == short


@pytest.mark.parametrize(
    "question",
    [
        "Tỷ lệ hộ nghèo phường Bình Trưng là bao nhiêu?",
        "Tỷ lệ hồ sơ trễ hạn của phường Bình Trưng?",
        "Phường Bình Dương có bao nhiêu người nghèo?",
        "Phường Tân Hiệp có bao nhiêu người lớn tuổi?",
    ],
)
def test_a_count_of_all_is_not_given_for_a_count_of_some(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


def test_a_deputy_is_not_given_for_the_head(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Ai là trưởng Ban Tuyên giáo và Dân vận Thành ủy?")), Refusal)


@pytest.mark.parametrize(
    "question",
    [
        "Ông Nguyễn Thanh Tâm yêu cầu phường Lái Thiêu làm gì?",
        "Phường Tân Phước yêu cầu gì?",
    ],
)
def test_a_report_is_not_given_for_an_order(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


@pytest.mark.parametrize("question", ["Bạn là ai?", "chỉ đạo", "Phường nào đông dân nhất?"])
def test_a_question_that_names_no_topic_or_compares_is_refused(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


def test_a_question_about_two_wards_is_answered_for_both(desk: Desk) -> None:
    answer = _answer(desk, "Dân số hai phường Tân Khánh và Tân Hiệp là bao nhiêu?")
    assert "152.000" in answer.text
    assert "147.000" in answer.text
    assert answer.short_answer is None


def test_the_gold_price_is_outside_the_corpus(desk: Desk) -> None:
    result = desk.ask(Request("Giá vàng hôm nay bao nhiêu?"))
    assert isinstance(result, Refusal)
    assert result.reason is Reason.OUTSIDE_CORPUS


def test_a_speaker_filter_holds_for_every_sentence_and_not_only_for_its_passage(desk: Desk) -> None:
    for name in ("Đặng Minh Thông", "Trần Lưu Quang", "Nguyễn Thanh Nghị"):
        result = desk.ask(Request("Đồng chí lưu ý điều gì?", filters=Filters(speaker=name)))
        assert isinstance(result, Answer)
        assert {s.context.speaker for s in result.sentences} == {name}


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("Trần Lưu Quang là ai?", "Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM"),
        ("dang minh thong la ai", "Phó Bí thư Thành ủy TPHCM"),
        ("Who is Tran Luu Quang?", "Bí thư Trung ương Đảng, Bí thư Thành ủy TPHCM"),
        ("Ông Nguyễn Văn Đông giữ chức gì?", "Bí thư Đảng ủy, Chủ tịch HĐND phường Bình Dương"),
        ("Ông Nguyễn Văn Đông ngoài Bí thư Đảng ủy còn giữ chức gì?", "Chủ tịch HĐND phường Bình Dương"),
    ],
)
def test_who_somebody_is_is_told_by_the_offices_beside_the_name(desk: Desk, question: str, office: str) -> None:
    assert _answer(desk, question).short_answer == office


def test_who_says_something_is_told_by_a_sentence_that_names_him_and_not_by_a_pronoun(desk: Desk) -> None:
    answer = _answer(desk, "Ai nói các em học sinh là tương lai của đất nước?")
    assert answer.short_answer == "Bí thư Thành ủy TPHCM"
    assert "tương lai" in answer.sentences[1].text


def test_an_english_question_for_a_role_that_is_no_known_office_is_refused(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Who was the interpreter at the meeting in Binh Duong ward?")), Refusal)


def test_an_order_does_not_tell_that_something_has_been_done(desk: Desk) -> None:
    result = desk.ask(Request("Thành phố đã giao lại tài sản công không sử dụng cho phường Bình Trưng chưa?"))
    assert isinstance(result, Refusal)


def test_vaccine_is_no_word_of_asking_for_something() -> None:
    assert wanted_of("Huyện có bao nhiêu liều vắc xin?") is Wanted.FIGURE
    assert wanted_of("Ai phụ trách tiêm vắc-xin?") is Wanted.PERSON
    assert wanted_of("Xã xin gì?") is Wanted.PROPOSAL


COUNCIL = (
    "Ngày 16/10/2025, Tỉnh ủy Lào Cai tổ chức hội nghị lần thứ 3.\n\n"
    "Đồng chí Giàng Seo Vần, Bí thư Tỉnh ủy Lào Cai, chủ trì hội nghị.\n\n"
    "Báo cáo tại hội nghị, ông Y Bhăm Niê, Phó Chủ tịch UBND tỉnh, cho biết thu ngân sách đạt 13.450 tỷ đồng, bằng "
    "71% dự toán. Ông Y Bhăm Niê đề nghị các xã báo cáo trước ngày 30/11.\n\n"
    "Đồng chí Giàng Seo Vần, Bí thư Tỉnh ủy Lào Cai, yêu cầu các xã phân loại dự án theo ba nhóm. Về đất rừng, đồng "
    "chí giao Sở Tài nguyên và Môi trường làm đầu mối rà soát. Đồng chí cũng yêu cầu Sở Tài chính dự thảo quyết "
    "định.\n\nTỉnh Lào Cai sau hợp nhất có 99 xã, phường."
)


@pytest.fixture(scope="module")
def council(encoder: WarmEncoder, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _desk_over(encoder, tmp_path_factory.mktemp("council"), COUNCIL)


def test_a_share_asked_for_is_not_answered_by_the_sum_beside_it(council: Desk) -> None:
    assert _answer(council, "Thu ngân sách Lào Cai đạt bao nhiêu % dự toán?").short_answer in ("71%", None)


def test_two_nouns_that_the_question_joins_are_both_in_the_short_answer(council: Desk) -> None:
    assert _answer(council, "Lào Cai có bao nhiêu xã phường?").short_answer == "99 xã, phường"


def test_who_is_given_a_task_is_not_answered_by_who_gives_it(council: Desk) -> None:
    result = council.ask(Request("Ai làm đầu mối rà soát đất rừng ở Lào Cai?"))
    assert isinstance(result, Refusal) or result.short_answer is None  # type: ignore[union-attr]


@pytest.mark.parametrize("who", ["Bí thư Tỉnh ủy Lào Cai", "bí thư tỉnh ủy lào cai"])
def test_all_that_the_holder_of_an_office_ordered_is_listed(council: Desk, who: str) -> None:
    told = _answer(council, f"{who} yêu cầu gì?").text
    assert "ba nhóm" in told
    assert "dự thảo quyết định" in told


def test_a_person_of_the_highlands_is_known_by_name(council: Desk) -> None:
    assert _answer(council, "Ông Y Bhăm Niê giữ chức vụ gì?").short_answer == "Phó Chủ tịch UBND tỉnh"
    assert "trước ngày 30/11" in _answer(council, "ông y bhăm niê đề nghị gì").text


def test_a_figure_asked_for_without_a_place_is_told_with_the_place_it_is_of(desk: Desk) -> None:
    answer = _answer(desk, "Tỷ lệ giải quyết hồ sơ đúng hạn là bao nhiêu?")
    assert answer.short_answer == "trên 98%"
    assert "phường Bình Trưng" in next(n.message for n in answer.notices if n.code == "of_place")


@pytest.mark.parametrize(
    "question",
    [
        "Who is the director of the Department of Health?",
        "Who is the director of the Center for Public Services?",
        "Who is the chairman of Binh Duong ward?",
        "Ai là Chủ tịch phường Bình Dương?",
    ],
)
def test_the_holder_of_another_bodys_office_is_not_given_in_either_language(desk: Desk, question: str) -> None:
    assert isinstance(desk.ask(Request(question)), Refusal)


@pytest.mark.parametrize(
    "question",
    ["Chủ tịch HĐND phường Bình Dương là ai?", "Who is the chairman of the People's Council of Binh Duong ward?"],
)
def test_the_chair_of_a_council_is_told_where_the_council_is_named(desk: Desk, question: str) -> None:
    assert _answer(desk, question).short_answer == "Nguyễn Văn Đông"


def test_a_sentence_that_only_mentions_a_paper_does_not_tell_what_it_says(desk: Desk) -> None:
    assert isinstance(desk.ask(Request("Nghị quyết 57 nói gì?")), Refusal)


def test_a_body_is_given_what_it_was_told_and_not_what_others_were(council: Desk) -> None:
    told = _answer(council, "Sở Tài chính được giao gì?")
    assert [s.text for s in told.sentences] == ["Đồng chí cũng yêu cầu Sở Tài chính dự thảo quyết định."]
    assert _answer(council, "Sở Tài nguyên và Môi trường phải làm gì?").text.startswith("Về đất rừng")


@pytest.mark.parametrize(
    "question",
    [
        "UBND tỉnh yêu cầu gì về đất rừng?",
        "Chính phủ chỉ đạo gì về dự án?",
        "Sở Tài chính yêu cầu gì?",
        "sở tài nguyên và môi trường đề nghị gì về đất rừng",
    ],
)
def test_what_a_party_committee_ordered_is_not_given_for_another_body(council: Desk, question: str) -> None:
    assert isinstance(council.ask(Request(question)), Refusal)


def test_what_its_secretary_ordered_is_the_committees(council: Desk) -> None:
    assert "rà soát" in _answer(council, "Tỉnh ủy yêu cầu gì về đất rừng?").text


OUTBREAK = (
    "Sốt xuất huyết ở Nha Trang\n\nChị Đinh Thị Phượng (xã Phước Đồng, TP. Nha Trang) kể con gái sốt ba ngày.\n\n"
    "Ngày 21-7-2017, Giám đốc Sở Y tế Lê Quang Chánh báo cáo: toàn tỉnh có 4.312 ca mắc, 2 ca tử vong đều ở Nha Trang. "
    "Phó Chủ tịch UBND TP. Nha Trang Trần Khắc Dũng cho biết mỗi phường chỉ có 1 máy phun."
)


@pytest.mark.parametrize("question", ["Xã Phước Đồng có bao nhiêu ca tử vong?", "xã phước đồng có bao nhiêu máy phun?"])
def test_what_is_told_of_a_city_is_not_given_for_the_commune_where_somebody_lives(
    encoder: WarmEncoder, tmp_path: Path, question: str
) -> None:
    desk = _desk_over(encoder, tmp_path, OUTBREAK)
    assert isinstance(desk.ask(Request(question)), Refusal)
    assert _answer(desk, "TP. Nha Trang có bao nhiêu ca tử vong?").short_answer == "2 ca"


FLOOD = (
    "Chủ tịch UBND TP.HCM thị sát điểm ngập\n\nChiều 9-10-2025, Chủ tịch UBND TP.HCM Vũ Đình Khang kiểm tra tình hình "
    "ngập tại phường Hiệp Bình và phường Tam Bình. Theo Chủ tịch UBND phường Hiệp Bình Trương Gia Bảo, phường có 14 "
    "điểm ngập, trong đó 5 điểm do rạch bị lấn chiếm.\n\nGiám đốc Trung tâm Quản lý hạ tầng kỹ thuật TP.HCM Hồ Văn "
    "Sang nhận khuyết điểm. “Trong lúc chờ máy mới thì phải thuê máy bơm di động”, ông Khang yêu cầu ông Sang.\n\n"
    "Kết thúc buổi kiểm tra, Chủ tịch UBND TP.HCM kết luận một số việc:\n\n"
    "- Sở Xây dựng bàn giao tuyến cống cho UBND phường Hiệp Bình, hoàn tất trong tháng 10;\n"
    "- UBND phường Hiệp Bình chủ trì xử lý 5 vị trí lấn chiếm rạch, xong trong quý IV."
)


@pytest.fixture(scope="module")
def flood(encoder: WarmEncoder, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _desk_over(encoder, tmp_path_factory.mktemp("flood"), FLOOD)


def test_some_of_what_is_counted_is_not_given_as_all_nor_all_as_some(flood: Desk) -> None:
    assert _answer(flood, "Phường Hiệp Bình có bao nhiêu điểm ngập?").short_answer == "14 điểm"
    assert _answer(flood, "Bao nhiêu điểm ngập do rạch bị lấn chiếm?").short_answer == "5 điểm"


def test_what_somebody_is_told_to_do_is_not_what_others_are(flood: Desk) -> None:
    assert [s.text for s in _answer(flood, "Ông Vũ Đình Khang yêu cầu ông Sang làm gì?").sentences] == [
        "“Trong lúc chờ máy mới thì phải thuê máy bơm di động”, ông Khang yêu cầu ông Sang."
    ]


@pytest.mark.parametrize("body", ["Sở Xây dựng", "sở xây dựng", "Sở Xây dựng TP.HCM"])
def test_what_a_body_is_to_do_is_told_however_it_is_named(flood: Desk, body: str) -> None:
    assert "bàn giao tuyến cống" in _answer(flood, f"{body} phải làm gì?").text
