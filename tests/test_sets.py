"""Question files and BEIR folders are read whole, or refused with file, line and what would mend it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import BadQuestionLine, BadSetting, ChidaoError, FileMissing, FolderEmpty
from rag.evaluation.corpora import OwnDocuments
from rag.evaluation.sets import read_set, without_diacritics
from tests.little_sets import CORPUS, QUERIES, QUESTIONS, little_library, write_beir, write_lines

GOOD = {"question": "Phường Bình Dương có dân số bao nhiêu?", "answerable": True}


def test_a_question_needs_only_its_text_and_whether_it_can_be_answered(tmp_path: Path) -> None:
    (item,) = read_set(write_lines(tmp_path / "q.jsonl", [GOOD])).items
    assert (item.id, item.question, item.answerable, item.evidence, item.answer) == (
        "1",
        GOOD["question"],
        True,
        (),
        (),
    )


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes("\ufeff\r\n".encode() + b"\r\n".join(json.dumps(row).encode() for row in QUESTIONS) + b"\r\n\r\n")
    found = read_set(path).items
    assert [item.id for item in found] == ["q1", "q2", "q3", "q4", "q5"]
    assert [item.line for item in found] == [2, 3, 4, 5, 6]


def test_a_split_takes_its_questions_only(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "q.jsonl", QUESTIONS)
    assert [item.id for item in read_set(path, "tune").items] == ["q1", "q2", "q4"]
    assert [item.id for item in read_set(path, "test").items] == ["q3", "q5"]


def test_a_split_that_no_line_has_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"--split: tune"):
        read_set(write_lines(tmp_path / "q.jsonl", [GOOD]), "tune")


def test_a_split_of_a_folder_is_an_error_and_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"--split: tune"):
        read_set(write_beir(tmp_path / "set"), "tune")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"answerable": True}, "question"),
        ({"question": "  ", "answerable": True}, "question"),
        ({"question": ["a"], "answerable": True}, "question"),
        ({"question": "???", "answerable": True}, "empty"),
        ({"question": "a" * 2001, "answerable": True}, "2001"),
        ({"question": "a\ud800b", "answerable": True}, "half a character"),
        ({"question": "Bao nhiêu dân?"}, "answerable"),
        ({"question": "Bao nhiêu dân?", "answerable": "yes"}, "answerable"),
        (GOOD | {"evidence": "dân số"}, "evidence"),
        (GOOD | {"evidence": ["dân số", ""]}, "evidence"),
        (GOOD | {"evidence": {"0": "dân số"}}, "evidence"),
        (GOOD | {"history": [1]}, "history"),
        (GOOD | {"answer": "107.700"}, "answer"),
        (GOOD | {"answer": ["107.700"]}, "answer"),
        (GOOD | {"answer": [[]]}, "answer"),
        (GOOD | {"answer": [[107]]}, "answer"),
        (GOOD | {"kind": 3}, "kind"),
        (GOOD | {"file": ["a"]}, "file"),
        (GOOD | {"id": ["a"]}, "id"),
        (GOOD | {"id": True}, "id"),
        (GOOD | {"id": "q1"}, "of line 1 again"),
        ("text", "JSON object"),
        ([1], "JSON object"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_what_it_needs(tmp_path: Path, row: Any, said: str) -> None:  # noqa: ANN401
    path = tmp_path / "q.jsonl"
    path.write_text(f"{json.dumps(QUESTIONS[0])}\n\n{json.dumps(row)}\n", encoding="utf-8")
    with pytest.raises(BadQuestionLine, match=r"^q\.jsonl, line 3: .*; wanted .+\. Mend") as told:
        read_set(path)
    assert said in str(told.value)


@pytest.mark.parametrize("junk", ['{"question": "a"', "{'question': 'a'}", "not JSON", "[" * 100_000, "NaN x"])
def test_broken_json_is_named_with_its_line(tmp_path: Path, junk: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n{junk}\n", encoding="utf-8")
    with pytest.raises(BadQuestionLine, match=r"q\.jsonl, line 2: broken JSON"):
        read_set(path)


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00a", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04\x00\x00"])
def test_binary_junk_is_named_with_its_line(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n" + junk)
    with pytest.raises(BadQuestionLine, match=r"q\.jsonl, line 2: byte \d+ is not UTF-8 text"):
        read_set(path)


@pytest.mark.parametrize("content", [b"", b"\n\n  \n"])
def test_an_empty_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "q.jsonl").write_bytes(content)
    with pytest.raises(BadQuestionLine, match=r"q\.jsonl, line 1: nothing"):
        read_set(tmp_path / "q.jsonl")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"none\.jsonl"):
        read_set(tmp_path / "none.jsonl")


def test_a_bad_line_outside_the_split_is_named_too(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "q.jsonl", [*QUESTIONS, {"answerable": True, "split": "test"}])
    with pytest.raises(BadQuestionLine, match="line 6"):
        read_set(path, "tune")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"evidence": ["dân số trên 999.999 người"]}, "999.999"),
        ({"evidence": ["dân số trên 107.700 người"], "file": "b"}, "file b…"),
    ],
)
def test_evidence_that_can_never_be_found_is_named_with_its_line(
    tmp_path: Path, more: dict[str, object], said: str
) -> None:
    library = little_library(tmp_path)
    questions = read_set(write_lines(tmp_path / "q.jsonl", [QUESTIONS[0], GOOD | more]))
    with pytest.raises(BadQuestionLine, match=r"q\.jsonl, line 2") as told:
        OwnDocuments(library, questions)
    assert said in str(told.value)


def test_questions_typed_without_diacritics_keep_their_gold(tmp_path: Path) -> None:
    questions = without_diacritics(read_set(write_lines(tmp_path / "q.jsonl", QUESTIONS)))
    assert questions.items[0].question == "phuong binh duong co dan so bao nhieu?"
    assert questions.items[0].evidence == ("dân số trên 107.700 người",)
    assert questions.items[4].history == ("phuong binh duong co dan so bao nhieu?",)


# BEIR folders


def test_a_beir_folder_is_read_with_its_positive_pairs(tmp_path: Path) -> None:
    questions = read_set(write_beir(tmp_path / "little"))
    assert questions.name == "little"
    assert [(item.id, item.passages, item.answers) for item in questions.items] == [
        ("1", ("p1",), ("586 km",)),
        ("2", ("p2",), ("986 m",)),
    ]
    assert questions.rows[1].text == "Núi Bà Đen\nNúi Bà Đen cao 986 m, ở Tây Ninh."
    assert questions.rows[2].text == "Hồ Dầu Tiếng rộng 270 km²."


def test_a_query_without_a_right_row_is_not_asked(tmp_path: Path) -> None:
    questions = read_set(write_beir(tmp_path / "little", "1\tp1\t1\n2\tp2\t0\n"))
    assert [item.id for item in questions.items] == ["1"]


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_of_the_folder_is_named(tmp_path: Path, name: str) -> None:
    (write_beir(tmp_path / "set") / name).unlink()
    with pytest.raises(FileMissing, match=name):
        read_set(tmp_path / "set")


def test_an_empty_folder_is_told_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(FolderEmpty, match=r"corpus\.jsonl / queries\.jsonl / qrels\.tsv"):
        read_set(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("9\tp1\t1", "unknown query '9'"),
        ("1\tp9\t1", "unknown passage 'p9'"),
        ("1\tp1", "by tabs"),
        ("1 p1 1", "by tabs"),
        ("1\tp1\tone", "by tabs"),
        ("1\tp1\t0.5", "by tabs"),
        ("2\tp2\t0", "of line 3 again"),
    ],
)
def test_a_bad_line_of_qrels_is_named(tmp_path: Path, line: str, said: str) -> None:
    folder = write_beir(tmp_path / "set", f"query-id\tcorpus-id\tscore\n1\tp2\t1\n2\tp2\t1\n{line}\n")
    with pytest.raises(BadQuestionLine, match=r"^qrels\.tsv, line 4: ") as told:
        read_set(folder)
    assert said in str(told.value)


def test_qrels_without_a_right_pair_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionLine, match=r"qrels\.tsv.*above zero"):
        read_set(write_beir(tmp_path / "set", "query-id\tcorpus-id\tscore\n1\tp1\t0\n"))


@pytest.mark.parametrize(
    ("name", "rows", "said"),
    [
        ("corpus.jsonl", [*CORPUS, CORPUS[0]], "'p1' of line 1 again"),
        ("corpus.jsonl", [*CORPUS, {"text": "a"}], "_id"),
        ("corpus.jsonl", [*CORPUS, {"_id": "p4"}], "text"),
        ("corpus.jsonl", [*CORPUS, {"_id": "p4", "title": 4, "text": "a"}], "title"),
        ("queries.jsonl", [*QUERIES, {"_id": "1", "text": "b"}], "'1' of line 1 again"),
        ("queries.jsonl", [*QUERIES, {"text": "b"}], "_id"),
        ("queries.jsonl", [*QUERIES, {"_id": "3", "text": " "}], "text"),
        ("queries.jsonl", [*QUERIES, {"_id": "3", "text": "b", "answers": "b"}], "answers"),
    ],
)
def test_a_bad_row_of_a_folder_is_named(tmp_path: Path, name: str, rows: list[dict[str, object]], said: str) -> None:
    write_lines(write_beir(tmp_path / "set") / name, rows)
    with pytest.raises(BadQuestionLine, match=rf"^{name}, line {len(rows)}: ") as told:
        read_set(tmp_path / "set")
    assert said in str(told.value)


def test_a_right_row_without_text_is_an_error(tmp_path: Path) -> None:
    write_lines(write_beir(tmp_path / "set") / "corpus.jsonl", [*CORPUS[1:], {"_id": "p1", "text": ""}])
    with pytest.raises(BadQuestionLine, match=r"qrels\.tsv, line 2: passage 'p1', which has no text"):
        read_set(tmp_path / "set")


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
_ROWS = st.dictionaries(
    st.sampled_from(["id", "question", "answerable", "evidence", "answer", "history", "kind", "file", "split"]),
    _VALUES | st.lists(_VALUES | st.lists(_VALUES, max_size=2), max_size=2),
).map(lambda row: json.dumps({"question": "Bao nhiêu dân?", "answerable": True} | row).encode())


@given(st.lists(_ROWS | st.binary(max_size=30), max_size=3).map(b"\n".join))
def test_whatever_a_file_holds_is_read_or_refused_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "q.jsonl"
    path.write_bytes(data)
    try:
        told = read_set(path).name
    except ChidaoError as error:
        told = str(error)
    assert "q.jsonl" in told
