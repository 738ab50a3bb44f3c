"""Diacritics restored: what is promised of every text, of sentences, of the corpus's names, and of size and time."""

import time
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.diacritics import Restorer
from index.diacritics_counts import Counts, count, load, nothing
from index.diacritics_nearby import Nearby
from index.diacritics_syllables import Kind, pieces, press_tones
from index.diacritics_table import general_table, load_table
from index.text import fold, modern_tones, nfc

TABLE = Path("index/data/diacritics.npz")
WORDS = "phường Bình Dương Hòa Lợi lai thieu bao cao GIẢI pháp cho trong an ninh, 17-9 249-KH/UBKTTW a.b@c.vn UBND hoà"
QUESTIONS = st.lists(st.sampled_from([*WORDS.split(), "nguoi", "dan", "duoc", "?", ".", "the", "Đảng", "da"])).map(
    " ".join
)


@cache
def general() -> Restorer:
    """The table that ships, alone."""
    return Restorer()


@cache
def at_home() -> Restorer:
    """The table with the counts of the five articles."""
    return Restorer(corpus=count(path.read_text(encoding="utf-8") for path in sorted(Path("seeds").glob("*.txt"))))


def restored(question: str) -> str:
    return at_home().restore(question).text


@settings(deadline=None, max_examples=150)
@given(st.one_of(QUESTIONS, st.text()))
def test_restoring_changes_nothing_but_marks(question: str) -> None:
    restoration = at_home().restore(question)
    assert fold(restoration.text) == fold(nfc(question))
    assert len(restoration.text) == len(nfc(question))


@settings(deadline=None, max_examples=150)
@given(st.one_of(QUESTIONS, st.text()))
def test_a_syllable_typed_with_a_mark_is_never_changed(question: str) -> None:
    typed, text = nfc(question), at_home().restore(question).text
    for piece in pieces(typed):
        if piece.form != piece.folded or piece.kind is not Kind.SYLLABLE:
            assert text[piece.start : piece.end] == typed[piece.start : piece.end]


@settings(deadline=None, max_examples=150)
@given(st.one_of(QUESTIONS, st.text()))
def test_restoring_what_was_restored_changes_nothing(question: str) -> None:
    once = at_home().restore(question).text
    assert at_home().restore(once).text == once


@settings(deadline=None, max_examples=100)
@given(QUESTIONS)
def test_the_changes_say_what_was_typed_and_what_it_became(question: str) -> None:
    restoration = general().restore(question)
    undone = list(restoration.text)
    for change in restoration.changes:
        assert restoration.text[change.start : change.end] == change.restored
        undone[change.start : change.end] = change.typed
    assert "".join(undone) == restoration.typed == nfc(question)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("nguoi dan thanh pho ho chi minh", "người dân thành phố hồ chí minh"),
        ("co quan canh sat dieu tra da khoi to vu an", "cơ quan cảnh sát điều tra đã khởi tố vụ án"),
        ("Viet Nam co bao nhieu tinh thanh?", "Việt Nam có bao nhiêu tỉnh thành?"),
        (
            "bo truong bo giao duc va dao tao phat bieu tai quoc hoi",
            "bộ trưởng bộ giáo dục và đào tạo phát biểu tại quốc hội",
        ),
        ("giai phap nao de phat trien kinh te xa hoi", "giải pháp nào để phát triển kinh tế xã hội"),
    ],
)
def test_the_general_table_restores_common_sentences(typed: str, wanted: str) -> None:
    assert general().restore(typed).text == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "bí thư thành ủy trần lưu quang yêu cầu phường bình dương làm gì",
        "phường lái thiêu báo cáo thế nào về đại hội đảng bộ",
        "ông nguyễn thanh tâm là bí thư đảng ủy phường nào",
        "phường hòa lợi có dân số bao nhiêu",
        "đồng chí đặng minh thông chỉ đạo gì cho phường bình trưng",
        "phó bí thư thường trực thành ủy nguyễn thanh nghị",
        "trung tâm chuyển đổi số thiết lập đường dây nóng để làm gì",
    ],
)
def test_the_wards_and_leaders_of_the_articles_are_restored(wanted: str) -> None:
    assert restored("".join(c for c in fold(wanted))) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("PHUONG BINH DUONG CO DAN SO BAO NHIEU", "PHƯỜNG BÌNH DƯƠNG CÓ DÂN SỐ BAO NHIÊU"),
        ("Phuong Binh Duong co dan so bao nhieu?", "Phường Bình Dương có dân số bao nhiêu?"),
    ],
)
def test_the_case_of_every_letter_stays(typed: str, wanted: str) -> None:
    assert restored(typed) == wanted


def test_figures_addresses_acronyms_and_foreign_words_stay() -> None:
    kept = "UBND TPHCM 249-KH/UBKTTW 17-9-2025 2.952 https://vnexpress.net/bai-bao bao.cao@hoa-loi.gov.vn online camera"
    found = restored(f"bao cao cua {kept}")
    assert found == f"báo cáo của {kept}"


@pytest.mark.parametrize(
    "question",
    [
        "Phường Bình Dương có dân số bao nhiêu?",
        "Ai giao cho phường Lái Thiêu việc đó?",
        "Trong buổi làm việc, ông Lợi nghe ai báo cáo cho ta?",
        "Bí thư Trần Lưu Quang giao Trung tâm Chuyển đổi số việc gì?",
    ],
)
def test_a_question_rightly_typed_stays_as_it_is(question: str) -> None:
    restoration = at_home().restore(question)
    assert not restoration.changed
    assert restoration.text == question


def test_a_half_typed_question_is_restored_beside_what_was_typed() -> None:
    assert restored("phuong Bình Duong co dan so bao nhieu") == "phường Bình Dương có dân số bao nhiêu"


def test_the_confidence_tells_vietnamese_from_english() -> None:
    vietnamese = at_home().restore("phuong binh duong co dan so bao nhieu").confidence
    english = at_home().restore("What is the population of Binh Duong ward?").confidence
    assert english < 0.5 < vietnamese <= 1


def test_a_corpus_name_wins_over_the_general_table() -> None:
    corpus = count(["Xã Mường Vỉ họp dân."] * 3)
    assert general().restore("xa muong vi").text != "xã mường vỉ"
    assert Restorer(corpus=corpus).restore("xa muong vi").text == "xã mường vỉ"


def test_a_form_that_only_the_corpus_knows_can_be_restored() -> None:
    form = "kpỗt"
    assert form not in general_table().words.number
    corpus = count(["Già làng Kpỗt nói với dân bản."] * 3)
    assert Restorer(corpus=corpus).restore("gia lang kpot").text.endswith("kpot")  # not the form of a syllable
    corpus = count(["Già làng Hỡm nói với dân bản."] * 3)
    assert Restorer(corpus=corpus).restore("gia lang hom noi").text == "già làng hỡm nói"


def test_counts_added_one_by_one_equal_counts_of_all() -> None:
    texts = ["Phường Hòa Lợi báo cáo.", "Phường Lái Thiêu họp.", "Phường Hòa Lợi họp."]
    one_by_one = nothing()
    for text in texts:
        one_by_one = one_by_one.merge(count([text]))
    assert same(one_by_one, count(texts))


def test_counts_come_back_as_they_were_saved(tmp_path: Path) -> None:
    counts = count(["Phường Hòa Lợi báo cáo."])
    counts.save(tmp_path / "counts.npz")
    assert same(load(tmp_path / "counts.npz"), counts)
    nothing().save(tmp_path / "none.npz")
    assert same(load(tmp_path / "none.npz"), nothing())


def test_the_rarest_counts_go_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    often = count(["Phường Hòa Lợi báo cáo."] * 5)
    monkeypatch.setattr("index.diacritics_counts.MOST", len(often.keys))
    both = often.merge(count(["Xã Mường Vỉ họp dân."]))
    assert same(Counts(both.keys, both.counts, often.forms), often)


def test_text_without_any_marks_teaches_nothing() -> None:
    assert same(count(["Phuong Hoa Loi bao cao. What is this?"]), nothing())


@pytest.mark.parametrize("word", ["hòa", "thúy", "khỏe", "quý", "hoạch", "ủy"])
def test_restored_words_are_spelt_as_in_newspapers(word: str) -> None:
    assert press_tones(modern_tones(word)) == word


@pytest.mark.parametrize(
    ("typed", "meant"), [("Phứơc", "Phước"), ("ngừơi", "người"), ("tíên", "tiến"), ("qúôc", "quốc"), ("túân", "tuấn")]
)
def test_a_tone_typed_on_the_first_vowel_of_two_is_moved_to_the_second(typed: str, meant: str) -> None:
    assert modern_tones(typed) == meant


def test_the_table_is_small_and_loads_quickly() -> None:
    assert TABLE.stat().st_size <= 4_500_000
    load_table(TABLE)  # the file in the page cache, as for every start but the first
    took = []
    for _ in range(3):
        started = time.process_time()
        table = load_table(TABLE)
        took.append(time.process_time() - started)
    assert min(took) <= 0.3  # 0.15 on an idle laptop
    arrays = (table.codes, table.wide, table.near, table.across, table.out)
    assert sum(array.nbytes for array in arrays) < 100e6


def test_a_long_question_is_restored_in_milliseconds() -> None:
    question = "dong chi bi thu thanh uy yeu cau phuong hoa loi lam gi de giu vung an ninh trat tu"
    took = []
    for _ in range(20):
        started = time.process_time()
        at_home().restore(question)
        took.append(time.process_time() - started)
    assert np.median(took) < 0.02  # 0.003 on an idle laptop


def same(one: Counts, other: Counts) -> bool:
    return (
        np.array_equal(one.keys, other.keys) and np.array_equal(one.counts, other.counts) and one.forms == other.forms
    )


def test_passages_near_to_a_question_tell_which_form_is_meant() -> None:
    restorer = Restorer()
    dam = Nearby(["Đập nằm ở vị trí cao nhất của sông."])
    assert restorer.restore("dap nam o vi tri nao", dam).text == "đập nằm ở vị trí nào"


@given(st.lists(st.text("daoưnđạ p", max_size=30), max_size=3), st.text("daonpq ", max_size=30))
def test_passages_near_change_marks_alone(passages: list[str], question: str) -> None:
    restored = Restorer().restore(question, Nearby(passages)).text
    assert fold(restored) == fold(nfc(question))
