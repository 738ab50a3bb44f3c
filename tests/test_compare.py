"""Two runs side by side: differences by measure, whether they could be chance, and the questions won and lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadQuestionLine, FileMissing
from rag.evaluation.compare import compare
from tests.command import chidao


def row(key: str, value: float | None, right: bool = True, **more: object) -> dict[str, Any]:
    """A row of results with one measure."""
    known = {"id": key, "question": f"Câu {key}?", "answerable": True, "confidence": 0.5, "right": right}
    return known | {"measures": {"f1": value}} | more


def results(path: Path, *rows: dict[str, Any]) -> Path:
    """Write a `results.json`."""
    path.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    return path


def test_differences_are_of_the_means_second_less_first(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.2), row("2", 0.4))
    b = results(tmp_path / "b.json", row("1", 0.6), row("2", 0.4))
    found = compare(a, b)["measures"]["f1"]
    assert found == {"a": 0.3, "b": 0.5, "difference": 0.2, "p": 1.0, "queries": 2}


def test_a_difference_that_is_everywhere_is_not_chance(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", *(row(str(i), 0.2) for i in range(12)))
    b = results(tmp_path / "b.json", *(row(str(i), 0.6) for i in range(12)))
    assert compare(a, b)["measures"]["f1"]["p"] < 0.01
    assert compare(a, a)["measures"]["f1"]["p"] == 1.0
    assert compare(a, b) == compare(a, b)


def test_questions_won_and_lost_are_listed(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.0, right=False), row("2", 1.0), row("3", 1.0))
    b = results(tmp_path / "b.json", row("1", 1.0), row("2", 0.0, right=False), row("3", 1.0))
    found = compare(a, b)
    assert (found["won"], found["lost"]) == (["Câu 1?"], ["Câu 2?"])


def test_a_measure_is_compared_where_both_runs_have_it(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.2), row("2", None))
    b = results(tmp_path / "b.json", row("1", 0.4), row("2", 0.9))
    assert compare(a, b)["measures"]["f1"]["queries"] == 1


def test_questions_of_one_run_only_are_counted_and_left_out(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.2), row("2", 0.2), row("3", 0.2))
    b = results(tmp_path / "b.json", row("1", 0.4), row("9", 0.9))
    found = compare(a, b)
    assert (found["queries"], found["only_a"], found["only_b"]) == (1, 2, 1)


def test_line_numbers_that_agree_do_not_make_two_questions_one(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.2), row("2", 0.2))
    b = results(tmp_path / "b.json", row("1", 0.2), row("2", 0.2, question="Một câu khác?"))
    assert compare(a, b)["queries"] == 1


def test_a_question_typed_without_diacritics_is_the_same_question(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.2, question="Dân số bao nhiêu?"))
    b = results(tmp_path / "b.json", row("1", 0.2, question="dan so bao nhieu?"))
    assert compare(a, b)["queries"] == 1


def test_auroc_is_compared_without_a_test(tmp_path: Path) -> None:
    def run(name: str, refused: float) -> Path:
        rows = (row("1", 1.0, confidence=0.5), row("2", None, answerable=False, confidence=refused))
        return results(tmp_path / name, *rows)

    found = compare(run("a.json", 0.9), run("b.json", 0.1))["measures"]["auroc"]
    assert found == {"a": 0.0, "b": 1.0, "difference": 1.0, "p": None, "queries": 2}


def test_runs_that_share_no_question_cannot_be_compared(tmp_path: Path) -> None:
    a, b = results(tmp_path / "a.json", row("1", 0.2)), results(tmp_path / "b.json", row("2", 0.2))
    with pytest.raises(BadQuestionLine, match=r"b\.json"):
        compare(a, b)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"3",
        b'{"queries": 3}',
        b'{"rows": 3}',
        b'{"rows": [3]}',
        b'{"rows": [{"id": "1"}]}',
        json.dumps({"rows": [row("1", 0.2) | {"measures": [1]}]}).encode(),
        json.dumps({"rows": [row("1", 0.2) | {"measures": {"f1": "high"}}]}).encode(),
        json.dumps({"rows": [row("1", 0.2) | {"confidence": None}]}).encode(),
    ],
)
def test_a_file_that_holds_no_results_is_named(tmp_path: Path, content: bytes) -> None:
    good = results(tmp_path / "a.json", row("1", 0.2))
    (tmp_path / "b.json").write_bytes(content)
    with pytest.raises(BadQuestionLine, match=r"^b\.json, line 1: no results .*wanted results\.json"):
        compare(good, tmp_path / "b.json")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"b\.json"):
        compare(results(tmp_path / "a.json", row("1", 0.2)), tmp_path / "b.json")


def test_the_command_prints_the_comparison(tmp_path: Path) -> None:
    a = results(tmp_path / "a.json", row("1", 0.25), row("2", None, answerable=False, right=False))
    b = results(tmp_path / "b.json", row("1", 0.5), row("2", None, answerable=False))
    ran = chidao("evaluate", "--compare", a, b, home=tmp_path / "home")
    assert ran.code == 0
    assert "f1" in ran.out
    assert "+0.2500" in ran.out
    assert "Được thêm: 1\n  - Câu 2?" in ran.out
    assert json.loads(chidao("evaluate", "--compare", a, b, "--json", home=tmp_path / "home").out) == compare(a, b)
    assert not (tmp_path / "home").exists()
