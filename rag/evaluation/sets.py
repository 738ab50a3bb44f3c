"""What is evaluated: a question file over the user's documents, or a BEIR folder with a corpus of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.documents import Document
from index.errors import BadSetting, FileMissing
from index.text import fold, nfc
from rag.evaluation.beir import read_beir
from rag.evaluation.items import Item, QuestionSet, Row, bad, digest_of, json_lines, need_askable, need_own_ids

__all__ = ["Item", "QuestionSet", "Row", "need_evidence", "read_set", "without_diacritics"]

_LEAST = 'at least {"question": "…", "answerable": true}'


def read_set(path: Path, split: str | None = None) -> QuestionSet:
    """Reads a question file (.jsonl) or a BEIR folder. Every line of it is looked at, whatever the split.

    Raises:
        FileMissing, FolderEmpty. BadSetting: a split of a set that has none. BadQuestionLine: a line that cannot be
        used, naming file, line and what was wanted.

    """
    if path.is_dir():
        if split:
            raise BadSetting(
                where="--split", found=split, wanted="a question file (.jsonl); a BEIR folder has no parts"
            )
        return read_beir(path)
    if not path.is_file():
        raise FileMissing(where=path)
    found = [(row.get("split"), _item(path.name, number, row)) for number, row in json_lines(path, _LEAST)]
    items = tuple(item for _, item in found)
    need_own_ids(path.name, [(item.id, item.line) for item in items])
    need_askable(path.name, items)
    if split:
        items = tuple(item for part, item in found if part == split)
        if not items:
            raise BadSetting(where="--split", found=split, wanted=f'lines with "split": "{split}" in {path.name}')
    return QuestionSet(path.name, items, digest_of([path]), split)


def without_diacritics(questions: QuestionSet) -> QuestionSet:
    """The same set, its questions (and their history) typed without diacritics."""
    typed = tuple(
        replace(item, question=fold(item.question), history=tuple(map(fold, item.history))) for item in questions.items
    )
    return replace(questions, items=typed)


def _item(name: str, number: int, row: dict[str, Any]) -> Item:
    if not isinstance(row.get("question"), str) or not row["question"].strip():
        raise bad(name, number, "no text under `question`", _LEAST)
    if not isinstance(row.get("answerable"), bool):
        raise bad(name, number, "no true or false under `answerable`", _LEAST)
    for key in ("kind", "split", "file"):
        if not isinstance(row.get(key) or "", str):
            raise bad(name, number, f"`{key}` is no text", "a text")
    if not isinstance(row.get("id") or "", str) and type(row["id"]) is not int:
        raise bad(name, number, "`id` is no text", "a text")
    return Item(
        id=str(number if row.get("id") in (None, "") else row["id"]),
        question=row["question"],
        answerable=row["answerable"],
        line=number,
        history=_texts(name, number, row, "history"),
        kind=row.get("kind") or "",
        evidence=tuple(map(nfc, _texts(name, number, row, "evidence"))),
        answer=_groups(name, number, row),
        file=row.get("file") or "",
    )


def _texts(name: str, number: int, row: dict[str, Any], key: str) -> tuple[str, ...]:
    values = row.get(key) or []
    if not _are_texts(values):
        raise bad(name, number, f"`{key}` is no list of texts", "a list of texts, none of them empty")
    return tuple(values)


def _groups(name: str, number: int, row: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    groups = row.get("answer") or []
    if not isinstance(groups, list) or not all(group and _are_texts(group) for group in groups):
        raise bad(name, number, "`answer` is no list of lists of texts", 'groups of texts: [["…", "…"], ["…"]]')
    return tuple(tuple(map(nfc, group)) for group in groups)


def _are_texts(values: object) -> bool:
    """Whether this is a list of texts, none of them blank: a blank one stands in every document, and in no place."""
    return isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)


def need_evidence(questions: QuestionSet, documents: Sequence[Document]) -> None:
    """Raises BadQuestionLine for evidence that stands in no document: it would only ever count as not found."""
    for item in questions.items:
        for evidence in item.evidence:
            if not any(d.file.startswith(item.file) and evidence in d.text for d in documents):
                where = f"file {item.file}…" if item.file else "the documents"
                raise bad(
                    questions.name, item.line, f"evidence that is not in {where}: {evidence[:60]!r}", "a verbatim slice"
                )
