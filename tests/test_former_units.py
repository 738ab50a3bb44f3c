"""A ward asked about by its name of before July 2025 is asked about by the names of its successors."""

import pytest

from index.facts import facts_asked
from index.former_units import former_units, is_current
from rag.answers import Answer, Refusal
from rag.ask import Desk, Request
from rag.corpus import Corpus
from rag.renamed import in_new_names, renamed

KNOWN = Corpus(places=frozenset({"phường bình dương", "phường bình trưng", "xã bình chánh", "phường bình đông"}))


def _asked(text: str, corpus: Corpus = KNOWN) -> str:
    return in_new_names(text, renamed(text, facts_asked(text, corpus.wards), corpus))


def test_a_former_ward_has_its_district_province_and_successor() -> None:
    (unit,) = former_units("phường bình trưng đông")
    assert (unit.district, unit.province) == ("Thành phố Thủ Đức", "Thành phố Hồ Chí Minh")
    assert unit.successors == ("Phường Bình Trưng",)


def test_a_divided_unit_names_all_its_successors_the_main_one_first() -> None:
    assert former_units("xã an phú tây")[0].successors == ("Phường Bình Đông", "Xã Bình Chánh")


def test_a_unit_of_today_is_current() -> None:
    assert is_current("phường bình trưng")
    assert not is_current("phường bình trưng đông")


def test_a_former_name_is_replaced_by_the_successor_that_the_documents_know() -> None:
    assert _asked("Dân số phường Bình Trưng Đông?") == "Dân số phường Bình Trưng?"


def test_a_former_name_typed_without_diacritics_loses_its_level_word_too() -> None:
    assert _asked("phuong binh trung dong co gi") in ("phường Bình Trưng co gi", "phuong binh trung dong co gi")


def test_several_successors_are_all_asked_about() -> None:
    assert _asked("Xã An Phú Tây cần làm gì?") == "phường Bình Đông và xã Bình Chánh cần làm gì?"


@pytest.mark.parametrize("text", ["Dân số phường Bình Dương?", "Phường Tân Phước Khánh cần làm gì?"])
def test_a_name_of_today_and_one_whose_successor_is_unknown_stand(text: str) -> None:
    assert _asked(text) == text


def test_a_name_that_the_documents_use_stands() -> None:
    corpus = Corpus(places=KNOWN.places | {"phường bình trưng đông"})
    assert _asked("Dân số phường Bình Trưng Đông?", corpus) == "Dân số phường Bình Trưng Đông?"


def test_of_several_former_units_of_one_name_the_district_in_the_question_decides() -> None:
    text = "Phường Hòa Phú, thành phố Thủ Dầu Một có gì?"
    assert "phường Bình Dương" in _asked(text)


def test_an_answer_by_a_former_name_says_what_became_of_it(desk: Desk) -> None:
    result = desk.ask(Request("Phường Bình Trưng Đông có bao nhiêu đảng viên?"))
    assert isinstance(result, Answer)
    assert "phường bình trưng" in result.text.lower()
    assert any(n.code == "former_unit" and "nay thuộc Phường Bình Trưng" in n.message for n in result.notices)


def test_a_refusal_by_a_former_name_says_it_too(desk: Desk) -> None:
    result = desk.ask(Request("Phường Bình Trưng Đông có bao nhiêu trường mầm non tư thục?"))
    assert isinstance(result, Refusal)
    assert [n.code for n in result.notices] == ["former_unit"]
