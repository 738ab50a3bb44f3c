"""Our own question set is what it says it is."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.library import seeds
from index.reading import read

QUESTIONS = Path(__file__).parent / "data" / "questions.jsonl"
KINDS = {
    *("figure", "date", "who", "directive", "proposal", "report", "list", "definition", "cause", "parts"),
    *("abbreviation", "no_diacritics", "misspelt", "english", "followup"),
    *("un_place", "un_person", "un_detail", "un_topic", "un_proposal", "un_time", "un_english", "un_no_diacritics"),
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Read the set."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def test_every_evidence_string_stands_verbatim_in_the_article_that_it_names(rows: list[dict[str, Any]]) -> None:
    texts = {path.name[:3]: read(path).text for path in seeds().glob("*.txt")}
    wrong = [(row["id"], text) for row in rows for text in row["evidence"] if text not in texts[row["file"]]]
    assert wrong == []


def test_every_group_of_answers_can_be_met_from_the_article(rows: list[dict[str, Any]]) -> None:
    texts = {path.name[:3]: read(path).text for path in seeds().glob("*.txt")}
    groups = [(row, group) for row in rows for group in row["answer"]]
    assert [row["id"] for row, group in groups if not any(text in texts[row["file"]] for text in group)] == []


def test_there_are_enough_questions_of_every_kind_in_both_halves(rows: list[dict[str, Any]]) -> None:
    assert len(rows) >= 400
    assert sum(not row["answerable"] for row in rows) >= 100
    for split in ("tune", "test"):
        assert {row["kind"] for row in rows if row["split"] == split} == KINDS


def test_no_question_is_in_both_halves(rows: list[dict[str, Any]]) -> None:
    counts = Counter((row["question"], tuple(row["history"])) for row in rows)
    assert [question for question, count in counts.items() if count > 1] == []
    assert len({row["id"] for row in rows}) == len(rows)


def test_answerable_questions_have_evidence_and_the_others_none(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows if bool(row["evidence"]) != row["answerable"]] == []
