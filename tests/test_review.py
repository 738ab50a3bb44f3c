"""Promises of the check of a draft in the app: what is shown, what is not taken, and what a file becomes."""

import base64
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import BrokenIndex
from rag import printing
from rag.answers import Failure, Verdict
from rag.ask import Desk
from rag.claims import Claim, Examiner, Judgement
from tests.pdfs import make_pdf
from ui import review, wording
from ui.dropped import LARGEST, safe_name
from ui.report import Progress, Report, report
from ui.review import LONGEST, MOST, Review, ReviewScreen, reviewed, stopped, taken

TRUE = "Phường Bình Dương có dân số trên 107.700 người."
FORGED = "Phường Bình Dương có dân số trên 170.700 người."
HOSTILE = "<img src=x onerror=alert(1)>\"' </textarea><script>alert(2)</script> ${3} {{4}}"


class _Examiner:
    """An examiner for whom every claim holds, after doing what the test wants to happen meanwhile."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.meanwhile = meanwhile

    def examine(self, claim: Claim) -> Judgement:
        self.meanwhile()
        return Judgement(claim, Verdict())


def _screens(examiner: review.Examiner, state: Review, text: str) -> list[ReviewScreen | None]:
    return [review.begun(state), *reviewed(lambda: examiner, state, text)]


def _last(examiner: review.Examiner, text: str) -> ReviewScreen:
    screen = _screens(examiner, Review(), text)[-1]
    assert screen is not None
    return screen


def _file(markup: str, name: str) -> str:
    """What a download link holds."""
    found = re.search(rf'href="data:[^,]*base64,([^"]*)" download="{name}"', markup)
    assert found
    return base64.b64decode(found[1]).decode()


def test_each_sentence_has_its_verdict_its_source_and_in_words_the_fact_that_does_not_hold(desk: Desk) -> None:
    screen = _last(Examiner(desk), f"{TRUE}\n{FORGED}")
    assert ">2 câu: 1 có căn cứ, 1 không<" in screen.report
    assert '<em class="wrong">trên 170.700</em>' in screen.report
    assert "con số: trên 170.700 (văn bản ghi: trên 107.700)" in screen.report
    supported, unsupported = screen.report.split('class="claim unsupported"')
    assert 'href="#source-ban-du-thao-1"' in supported
    assert "Gần nhất:" in unsupported
    assert 'id="source-ban-du-thao-1"' in screen.panel
    assert "dân số trên 107.700 người" in screen.panel


def test_the_words_are_those_of_the_command(desk: Desk) -> None:
    judged = [Examiner(desk).examine(Claim(text)) for text in (TRUE, FORGED)]
    text = _file(_last(Examiner(desk), f"{TRUE}\n{FORGED}").report, "kiem-ban-du-thao.txt")
    assert text.split("\n\n", 1)[1] == "\n".join(printing.judgement(one, "vi") for one in judged) + "\n"


def test_the_table_to_take_along_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    failure = Failure("number", "=1+1", "2")
    judged = (Judgement(Claim("=HYPERLINK(1)"), Verdict((failure,))),)
    table = _file(report(Report(judged, 1, Progress.DONE)), "kiem-ban-du-thao.csv")
    assert table.startswith("\ufeff")
    head, row = csv.reader(io.StringIO(table.removeprefix("\ufeff")))
    assert head == list(wording.CSV_HEAD)
    assert row[:4] == ["1", "'=HYPERLINK(1)", "Không có căn cứ", "con số: =1+1 (văn bản ghi: 2)"]


def test_markup_in_a_draft_is_shown_as_text() -> None:
    failure = Failure("unsupported", "<img src=x onerror=alert(1)>", HOSTILE)
    found = report(Report((Judgement(Claim(HOSTILE), Verdict((failure,))),), 1, Progress.STOPPED, HOSTILE))
    assert "<img" not in found
    assert "<script" not in found
    assert found.count("</textarea>") == 1


def test_progress_is_shown_before_the_first_sentence_is_checked() -> None:
    waits, first, *_ = _screens(_Examiner(), Review(), "Một. Hai.")
    assert waits
    assert "Đang chờ tới lượt" in waits.report
    assert first
    assert "Đã kiểm 0/2 câu" in first.report
    assert "<progress" in first.report


def test_a_visitor_has_one_draft_checked_at_a_time_and_may_have_another_when_it_is_done() -> None:
    state = Review()
    meanwhile: list[ReviewScreen | None] = []
    busy = _Examiner(lambda: meanwhile.extend(_screens(_Examiner(), state, "Hai.")))
    assert _screens(busy, state, "Một.")[-1]
    assert meanwhile == [None, None]
    assert _screens(_Examiner(), state, "Ba.")[-1]


def test_a_check_that_is_stopped_keeps_what_it_found_and_says_how_far_it_came() -> None:
    state = Review()
    screen = _screens(_Examiner(lambda: stopped(state)), state, "Một. Hai. Ba.")[-1]
    assert screen
    assert "Đã dừng, mới kiểm 1/3 câu. 1 câu: 1 có căn cứ, 0 không" in screen.report
    assert not state.running


def test_a_visitor_who_leaves_ends_the_check() -> None:
    state = Review()
    review.begun(state)
    left = reviewed(lambda: _Examiner(), state, "Một. Hai.")
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert not state.running


def test_after_an_error_in_the_program_a_visitor_can_have_the_draft_checked_again() -> None:
    state = Review()
    with pytest.raises(ZeroDivisionError):
        _screens(_Examiner(lambda: 1 // 0), state, "Một.")
    assert _screens(_Examiner(), state, "Một.")[-1]


def test_a_check_that_is_stopped_while_it_waits_checks_nothing() -> None:
    state = Review()
    review.begun(state)
    stopped(state)
    *_, last = reviewed(lambda: _Examiner(), state, "Một. Hai.")
    assert last
    assert "Đã dừng, mới kiểm 0/2 câu" in last.report


def test_an_error_of_the_index_ends_the_check_with_a_vietnamese_sentence() -> None:
    def broken() -> None:
        raise BrokenIndex(where="chi-muc", found="hỏng")

    screen = _last(_Examiner(broken), "Một. Hai.")
    assert "chỉ mục hỏng" in screen.report
    assert "Đã dừng, mới kiểm 0/2 câu" in screen.report


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Chưa có câu nào để kiểm"),
        (" \n … \n", "Chưa có câu nào để kiểm"),
        ("a" * (LONGEST + 1), "dài 100.001 ký tự; mỗi lần kiểm được tối đa 100.000"),
        ("Một. " * (MOST + 1), "có 501 câu; mỗi lần kiểm được tối đa 500"),
    ],
)
def test_a_draft_that_cannot_be_checked_is_refused_with_the_limit(text: str, words: str) -> None:
    assert words in _last(_Examiner(), text).report


def _sent(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "size": len(content), "content": base64.b64encode(content).decode()}


def test_a_dropped_text_or_pdf_becomes_the_draft(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "a.pdf", [["Phường có 23 khu phố. Phường có 3 trường học."]])
    for name, content, inside in (
        ("Dự thảo số 1.txt", "\ufeffPhường có 23 khu phố.\r\n".encode(), "Phường có 23 khu phố.\n"),
        ("C:\\báo cáo.PDF", pdf.read_bytes(), "Phường có 23 khu phố. Phường có 3 trường học."),
    ):
        text, screen = taken(_sent(name, content))
        assert text == inside
        assert f"Đã đọc tệp {name.split(chr(92))[-1]}: {len(inside)} ký tự" in screen.report


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (_sent("a.txt", b"\xff\xfe\x00"), "a.txt: byte 0 không phải văn bản UTF-8"),
        (_sent("a.pdf", b"%PDF-1.7 broken"), "a.pdf: không đọc được PDF này"),
        (_sent("a.docx", b"PK"), "a.docx: không đọc được tệp .docx"),
        (_sent("a.txt", b"a" * (LONGEST + 1)), "a.txt: tệp dài 100.001 ký tự"),
        ({"name": "a.txt", "size": LARGEST + 1}, "a.txt: tệp lớn hơn 10 MB"),
        ({"name": "a.txt", "size": 1, "content": "é"}, "a.txt: không đọc được tệp"),
        ({"name": "<b>.txt", "size": 0}, "_b_.txt: tệp không có nội dung"),
        (None, "tep: không đọc được tệp"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(sent: object, words: str) -> None:
    text, screen = taken(sent)
    assert text == ""
    assert words in screen.report


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\x.pdf", "a/b\x00c.pdf", "." * 300 + ".pdf", "ữ" * 300 + ".pdf"]
)
def test_the_name_of_a_file_leads_nowhere_else(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe.endswith(".pdf")
    assert len(safe.encode()) < 255
