"""`chidao check`: a draft in, a verdict for each of its sentences out."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import EmptyDraft, FileMissing, NotText
from rag.ask import Desk
from rag.claims import Claim, Examiner
from rag.drafts import lines_of, run_checks
from tests.command import chidao

TRUE = "Phường Bình Dương có dân số trên 107.700 người."
FORGED = "Phường Bình Dương có dân số trên 170.700 người."
QUOTE = "dân số trên 107.700 người"


def _checked(desk: Desk, draft: str) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    code = run_checks(Examiner(desk), "-", io.StringIO(draft), out, "vi", as_json=True)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def _line(**claim: object) -> str:
    return json.dumps(claim, ensure_ascii=False) + "\n"


def test_a_text_is_checked_sentence_by_sentence(desk: Desk) -> None:
    code, rows = _checked(desk, f"{TRUE} {FORGED}\n\nGiá vàng hôm nay tăng.\n")
    assert [row["text"] for row in rows] == [TRUE, FORGED, "Giá vàng hôm nay tăng."]
    assert [row["verdict"] for row in rows] == ["supported", "unsupported", "unsupported"]
    assert [row["reason"] for row in rows] == [None, "number", "unsupported"]
    assert code == 1


def test_a_supported_sentence_is_cited_verbatim(desk: Desk) -> None:
    code, (row,) = _checked(desk, TRUE)
    (citation,) = row["citations"]
    text = desk.library.document(citation["document"]).text
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert QUOTE in citation["quote"]
    assert code == 0


def test_a_claim_rests_on_its_quote_and_the_context_of_its_article(desk: Desk) -> None:
    source = "Đồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có"
    texts = [
        "Đồng chí Trần Lưu Quang nhấn mạnh phường Bình Dương cần tận dụng điều kiện sẵn có.",
        "Đồng chí Nguyễn Văn Đông nhấn mạnh phường Bình Dương cần tận dụng điều kiện sẵn có.",
        "Đồng chí Trần Lưu Quang nhấn mạnh phường Tân Khánh cần tận dụng điều kiện sẵn có.",
    ]
    _, rows = _checked(desk, "".join(_line(text=text, file="000", quote=source) for text in texts))
    assert [row["reason"] for row in rows] == [None, "speaker", "place"]


def test_a_claim_may_rest_on_several_quotes_of_one_document_a_line_each(desk: Desk) -> None:
    quotes = f"{QUOTE}\nĐồng chí nhấn mạnh phường cần tận dụng điều kiện sẵn có"
    text = "Phường Bình Dương có dân số trên 107.700 người và cần tận dụng điều kiện sẵn có."
    _, rows = _checked(desk, _line(text=text, file="000", quote=quotes) + _line(text=text, file="000", quote=QUOTE))
    assert [row["verdict"] for row in rows] == ["supported", "unsupported"]
    assert len(rows[0]["citations"]) == 2


def test_the_failure_names_what_stands_in_the_source_instead(desk: Desk) -> None:
    _, (row,) = _checked(desk, _line(id=7, text=FORGED, file="000", quote=QUOTE))
    assert (row["id"], row["verdict"]) == ("7", "unsupported")
    assert row["failed"] == {"kind": "number", "found": "trên 170.700", "expected": "trên 107.700"}
    assert row["failures"] == [row["failed"]]


@pytest.mark.parametrize("where", [{"quote": "câu này không có"}, {"file": "003", "quote": QUOTE}, {"quote": "…"}])
def test_a_quote_found_nowhere_supports_nothing(desk: Desk, where: dict[str, str]) -> None:
    code, (row,) = _checked(desk, _line(text=TRUE, **where))
    assert (code, row["reason"], row["citations"]) == (1, "quote", [])


def test_a_quote_is_found_whatever_its_spaces_and_quotation_marks(desk: Desk) -> None:
    judged = Examiner(desk).examine(Claim(TRUE, quote="dân  số\ntrên 107.700 người."))
    assert judged.verdict.supported
    source = '"suy nghĩ đi rồi chúng ta sẽ làm được, còn không suy nghĩ thì không bao giờ làm được"'
    assert not Examiner(desk).examine(Claim("bao giờ làm được", quote=source)).verdict.supported


def test_what_no_sentence_holds_can_be_quoted_too(desk: Desk) -> None:
    claims = [Claim("Bình luận (0)", "001", "Bình luận (0)"), Claim("Có 10 bình luận.", "001", "Bình luận (0)")]
    assert [Examiner(desk).examine(claim).verdict.reason for claim in claims] == [None, "number"]


def test_a_line_that_is_no_claim_is_told_in_its_place_and_the_rest_go_on(desk: Desk) -> None:
    lines = (
        _line(id="a", text=TRUE) + '{"id": \n' + _line(id="b") + '{"text": "\\ud800"}\n' + _line(id="c", text=FORGED)
    )
    code, rows = _checked(desk, lines)
    assert [row["id"] for row in rows] == ["a", None, "b", None, "c"]
    assert [bool(row["error"]) for row in rows] == [False, True, True, True, False]
    assert {row["verdict"] for row in rows[1:]} == {"unsupported"}
    assert code == 2


def test_a_draft_without_a_sentence_is_an_error(desk: Desk) -> None:
    with pytest.raises(EmptyDraft):
        _checked(desk, "\n … \n")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_bytes(b"\xff\xfe")
    with pytest.raises(NotText):
        list(lines_of(str(tmp_path / "draft.md"), io.StringIO()))
    with pytest.raises(FileMissing):
        list(lines_of(str(tmp_path / "none.txt"), io.StringIO()))


def test_the_command_prints_verdicts_in_the_words_of_the_reader(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(f"{TRUE} {FORGED}", encoding="utf-8")
    done = chidao("check", tmp_path / "draft.txt", home=desk.library.home)
    assert done.code == 1
    assert f"✓ {TRUE}" in done.out
    assert f"✗ {FORGED}\n   con số: trên 170.700 (văn bản ghi: trên 107.700)" in done.out
    assert chidao("check", home=desk.library.home, stdin=TRUE).code == 0
    assert chidao("check", home=desk.library.home, stdin=" \n").code == 2
