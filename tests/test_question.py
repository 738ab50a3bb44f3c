"""A question is understood however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyQuestion, QuestionTooLong
from index.facts import FactKind
from rag.corpus import Corpus
from rag.question import LONGEST, Wanted, understand

CORPUS = Corpus(
    frozenset({"phường bình dương", "phường tân khánh", "phường tân hiệp", "phường bình trưng"}),
    frozenset({"trần lưu quang", "đặng minh thông", "đại diện phường bình trưng"}),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Phường Bình Dương có dân số bao nhiêu?", Wanted.FIGURE),
        ("dan so phuong Tan Khanh la bao nhieu", Wanted.FIGURE),
        ("Tân Phước đề ra mấy khâu đột phá?", Wanted.FIGURE),
        ("What is the population of Tan Khanh ward?", Wanted.FIGURE),
        ("Tổ công tác số 1 làm việc ngày nào?", Wanted.DATE),
        ("When did the task force visit?", Wanted.DATE),
        ("Ai là Bí thư Đảng ủy phường Lái Thiêu?", Wanted.PERSON),
        ("Bà Nguyễn Thị Nhật Hằng giữ chức gì?", Wanted.OFFICE),
        ("Phường Bình Trưng kiến nghị gì?", Wanted.PROPOSAL),
        ("Vì sao phường được ưu tiên?", Wanted.REASON),
        ("TOD là gì?", Wanted.DEFINITION),
        ("Đồng chí Trần Lưu Quang yêu cầu phường làm gì?", Wanted.DIRECTIVE),
        ("Tình hình trường lớp ra sao?", Wanted.ANY),
        ("CT UBND phường Hiệp Bình?", Wanted.PERSON),
        ("BT phường Hiệp Bình?", Wanted.PERSON),
        ("chủ tịch phường tam bình?", Wanted.PERSON),
        ("Chủ tịch phường Tam Bình phê bình?", Wanted.ANY),
    ],
)
def test_the_kind_of_answer_wanted_is_read_from_the_question_words(text: str, wanted: Wanted) -> None:
    assert understand(text).wanted is wanted


@pytest.mark.parametrize(
    "text",
    [
        "Phường Tân Khánh có bao nhiêu dân?",
        "phuong tan khanh co bao nhieu dan",
        "Tân Khánh đông dân không?",
        "population of Tan Khanh ward",
    ],
)
def test_a_ward_of_the_corpus_is_recognised_with_and_without_level_and_diacritics(text: str) -> None:
    (place,) = understand(text, corpus=CORPUS).wards
    assert place.replace("á", "a").replace("â", "a") == "phường tan khanh"


def test_a_leader_typed_without_diacritics_is_recognised() -> None:
    assert understand("ong Dang Minh Thong noi gi", corpus=CORPUS).values(FactKind.PERSON) == ("dang minh thong",)


def test_a_name_with_other_diacritics_is_not_taken_for_a_known_one() -> None:
    assert "phường bình trưng" not in understand("Phường Bình Trung có bao nhiêu đảng viên?", corpus=CORPUS).wards


def test_decomposed_unicode_is_understood_like_composed() -> None:
    import unicodedata

    text = "Phường Bình Dương có dân số bao nhiêu?"
    assert understand(unicodedata.normalize("NFD", text), corpus=CORPUS) == understand(text, corpus=CORPUS)


def test_a_follow_up_about_another_ward_asks_the_earlier_question_of_it() -> None:
    question = understand("còn phường Tân Hiệp thì sao?", ["Phường Tân Khánh có bao nhiêu dân?"], corpus=CORPUS)
    assert question.text.lower() == "phường tân hiệp có bao nhiêu dân?"
    assert (question.history_used, question.wanted) == (True, Wanted.FIGURE)


def test_a_follow_up_that_points_back_takes_the_earlier_person_along() -> None:
    question = understand(
        "Đồng chí ấy nói gì về giáo dục và y tế ở đó?", ["Ông Trần Lưu Quang thăm phường nào?"], corpus=CORPUS
    )
    assert question.values(FactKind.PERSON) == ("trần lưu quang",)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("phường bình dương có bao nhiêu dân?", "phường Bình Dương có bao nhiêu dân?"),
        ("phuong binh duong", "phuong Binh Duong"),
        ("ông trần lưu quang dặn gì ở Phường bình dương?", "ông Trần Lưu Quang dặn gì ở Phường Bình Dương?"),
        ("dân số tphcm", "dân số tphcm"),
    ],
)
def test_a_question_is_shown_with_the_capitals_of_the_names_that_are_known(typed: str, shown: str) -> None:
    corpus = Corpus(frozenset(("phường bình dương",)), frozenset(("trần lưu quang",)))
    question = understand(typed, corpus=corpus)
    assert (question.text, question.shown) == (typed, shown)


def test_a_question_that_names_its_own_ward_ignores_the_history() -> None:
    text = "Phường Bình Dương có bao nhiêu giáo viên và trường lớp?"
    assert understand(text, ["Phường Tân Khánh có bao nhiêu dân?"], corpus=CORPUS).text == text


@pytest.mark.parametrize("text", ["", "   ", "???", "…"])
def test_a_question_without_a_word_is_an_error(text: str) -> None:
    with pytest.raises(EmptyQuestion):
        understand(text)


def test_a_question_longer_than_is_read_is_an_error_that_says_how_long() -> None:
    with pytest.raises(QuestionTooLong, match=str(LONGEST)):
        understand("a" * (LONGEST + 1))


@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=3))
def test_any_text_is_understood_or_refused_as_empty(text: str, history: list[str]) -> None:
    try:
        question = understand(text, history, corpus=CORPUS)
    except EmptyQuestion:
        assert not any(c.isalnum() for c in text)
    else:
        assert question.text


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("thưởng tết cao nhất ở bắc giang là bao nhiêu", ("bắc giang",)),
        ("tại huế có bao nhiêu hộ", ("huế",)),
        ("giữ gìn hòa bình ở đâu", ()),
    ],
)
def test_a_province_in_small_letters_is_one_behind_a_word_of_place(text: str, places: tuple[str, ...]) -> None:
    assert understand(text).values(FactKind.PLACE) == places


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("giám đốc trung tâm y tế tphcm là ai", "giám đốc trung tâm y tế"),
        ("ai là giám đốc trung tâm phục vụ hành chính công?", "giám đốc trung tâm phục vụ hành chính công"),
        ("chủ tịch ubnd phường bình dương nói gì", "chủ tịch ubnd phường bình dương"),
        ("ông giám đốc sở nội vụ xin thành phố điều gì", "giám đốc sở nội vụ"),
        ("bí thư thành ủy trần lưu quang yêu cầu gì", "bí thư thành uỷ"),
        ("PBT Thành ủy dặn gì về giải ngân?", "phó bí thư thành uỷ"),
        ("GĐ Sở Nội vụ là ai?", "giám đốc sở nội vụ"),
        ("CT UBND phường Bình Trưng là ai?", "chủ tịch uỷ ban nhân dân phường bình trưng"),
    ],
)
def test_an_office_is_understood_whole_in_lower_case_and_abbreviated(text: str, office: str) -> None:
    assert understand(text, corpus=CORPUS).offices == (office,)


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("công bố kết quả thi tốt nghiệp 2023 ngày nào?", FactKind.DATE, ("2023",)),
        ("có 2025 hộ nghèo không?", FactKind.DATE, ()),
        ("năm nay sóc trăng giải ngân bao nhiêu?", FactKind.PLACE, ("sóc trăng",)),
        ("người dân sống hòa bình ra sao?", FactKind.PLACE, ()),
    ],
)
def test_a_year_alone_and_a_province_in_small_letters_are_facts_of_a_question(
    text: str, kind: FactKind, values: tuple[str, ...]
) -> None:
    assert understand(text).values(kind) == values


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("sở y tế phải làm gì", ("sở y tế",)),
        ("sở gd&đt đề nghị gì", ("sở gd&đt",)),
        ("bộ công an được giao việc gì?", ("bộ công an",)),
        ("sở nông nghiệp và phát triển nông thôn làm gì", ("sở nông nghiệp và phát triển nông thôn",)),
        ("cán bộ công an phải làm gì", ()),
        ("thiếu bao nhiêu bộ sách giáo khoa", ()),
        ("trụ sở làm việc ở đâu", ()),
    ],
)
def test_a_body_is_known_in_small_letters_too(text: str, bodies: tuple[str, ...]) -> None:
    assert understand(text).bodies == bodies
