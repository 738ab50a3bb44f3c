"""What is evaluated: a question file over the user's documents, or a BEIR folder with a corpus of its own."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.documents import Document
from index.errors import BadQuestionLine, FileEmpty, FileMissing, FolderEmpty
from index.reading import decode
from index.text import fold, nfc

_BEIR = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its gold."""

    id: str
    question: str
    answerable: bool
    line: int
    history: tuple[str, ...] = ()
    kind: str = ""
    evidence: tuple[str, ...] = ()  # verbatim; a span that overlaps any of them is right
    answer: tuple[tuple[str, ...], ...] = ()  # every group needs one of its strings in the answer
    file: str = ""  # beginning of the file's base name
    passages: tuple[str, ...] = ()  # ids of the right rows of a BEIR corpus
    answers: tuple[str, ...] = ()  # gold short answers, any of them right


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a BEIR corpus: a passage as it stands."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the corpus that they are asked of; without rows it is the user's own."""

    name: str
    items: tuple[Item, ...]
    digest: str  # of the files, so that kept work is only taken up for the same set
    split: str | None = None
    rows: tuple[Row, ...] = ()


def read_set(path: Path, split: str | None = None) -> QuestionSet:
    """Reads a question file (.jsonl) or a BEIR folder.

    Raises:
        FileMissing, FolderEmpty, FileEmpty, NotText, BadQuestionLine: naming file, line and what was wanted.

    """
    if path.is_dir():
        return _read_beir(path)
    if not path.is_file():
        raise FileMissing(where=path)
    found = [(number, row) for number, row in _json_lines(path) if split is None or row.get("split") == split]
    if not found:
        raise FileEmpty(where=f"{path.name}{f' (split {split})' if split else ''}")
    items = tuple(_item(path.name, number, row) for number, row in found)
    _unique(path.name, items)
    return QuestionSet(path.name, items, _digest([path]), split)


def without_diacritics(questions: QuestionSet) -> QuestionSet:
    """The same set, its questions (and their history) typed without diacritics."""
    typed = tuple(
        replace(item, question=fold(item.question), history=tuple(map(fold, item.history))) for item in questions.items
    )
    return replace(questions, items=typed)


def _digest(paths: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _bad(path.name, number, f"broken JSON ({error})", "one JSON object a line") from error
        if not isinstance(row, dict):
            raise _bad(path.name, number, type(row).__name__, "a JSON object")
        yield number, row


def _text(path: Path) -> str:
    if not path.is_file():
        raise FileMissing(where=path)
    return decode(path.read_bytes(), path.name)


def _bad(name: str, line: int, found: str, wanted: str) -> BadQuestionLine:
    return BadQuestionLine(where=name, line=line, found=found, wanted=wanted)


def _item(name: str, number: int, row: dict[str, Any]) -> Item:
    least = 'at least {"question": "…", "answerable": true}'
    if not isinstance(row.get("question"), str) or not row["question"].strip():
        raise _bad(name, number, "no text under `question`", least)
    if not isinstance(row.get("answerable"), bool):
        raise _bad(name, number, "no true or false under `answerable`", least)
    for key in ("history", "evidence"):
        values = row.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _bad(name, number, f"`{key}` is no list of texts", "a list of texts")
    groups = row.get("answer") or []
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        raise _bad(name, number, "`answer` is no list of lists", "a list of groups, each a list of texts")
    return Item(
        id=str(row.get("id") or number),
        question=row["question"],
        answerable=row["answerable"],
        line=number,
        history=tuple(row.get("history") or ()),
        kind=str(row.get("kind") or ""),
        evidence=tuple(nfc(text) for text in row.get("evidence") or ()),
        answer=tuple(tuple(nfc(str(text)) for text in group) for group in groups),
        file=str(row.get("file") or ""),
    )


def _unique(name: str, items: Sequence[Item]) -> None:
    seen: dict[str, int] = {}
    for item in items:
        if item.id in seen:
            raise _bad(name, item.line, f"the id {item.id!r} of line {seen[item.id]} again", "an id of its own")
        seen[item.id] = item.line


def need_evidence(questions: QuestionSet, documents: Sequence[Document]) -> None:
    """Raises BadQuestionLine for evidence that stands in no document: it would only ever count as not found."""
    for item in questions.items:
        for evidence in item.evidence:
            if not any(d.file.startswith(item.file) and evidence in d.text for d in documents):
                where = f"file {item.file}…" if item.file else "the documents"
                raise _bad(
                    questions.name, item.line, f"evidence that is not in {where}: {evidence[:60]!r}", "a verbatim slice"
                )


def _read_beir(folder: Path) -> QuestionSet:
    paths = [folder / name for name in _BEIR]
    if not any(path.exists() for path in paths):
        raise FolderEmpty(where=folder, wanted=" / ".join(_BEIR))
    corpus = [(n, row) for n, row in _json_lines(paths[0])]
    queries = [(n, row) for n, row in _json_lines(paths[1])]
    rows = tuple(_row(paths[0].name, number, row) for number, row in corpus)
    if not rows or not queries:
        raise FileEmpty(where=folder / _BEIR[0 if not rows else 1])
    gold = _read_qrels(paths[2], {row.id for row in rows}, {str(row.get("_id")) for _, row in queries})
    asked = [(number, row) for number, row in queries if gold.get(str(row.get("_id")))]
    items = tuple(_query(paths[1].name, number, row, gold) for number, row in asked)
    _unique(paths[1].name, items)
    return QuestionSet(folder.name, items, _digest(paths), rows=rows)


def _row(name: str, number: int, row: dict[str, Any]) -> Row:
    if "_id" not in row or not isinstance(row.get("text"), str):
        raise _bad(name, number, "no `_id` or no `text`", '{"_id": "…", "title": "…", "text": "…"}')
    title = nfc(str(row.get("title") or "")).strip()
    text = nfc(row["text"]).strip()
    return Row(str(row["_id"]), f"{title}\n{text}" if title else text)


def _query(name: str, number: int, row: dict[str, Any], gold: Mapping[str, tuple[str, ...]]) -> Item:
    if "_id" not in row or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise _bad(name, number, "no `_id` or no `text`", '{"_id": "…", "text": "…"}')
    answers = row.get("answers") or []
    if not isinstance(answers, list):
        raise _bad(name, number, "`answers` is no list", "a list of texts")
    key = str(row["_id"])
    return Item(key, row["text"], True, number, passages=gold[key], answers=tuple(nfc(str(a)) for a in answers))


def _read_qrels(path: Path, rows: set[str], queries: set[str]) -> dict[str, tuple[str, ...]]:
    """Query id → ids of the right rows (gains above zero)."""
    gold: dict[str, list[str]] = {}
    for number, line in enumerate(_text(path).split("\n"), 1):
        fields = line.rstrip("\r").split("\t")
        if not line.strip() or (number == 1 and fields[-1] == "score"):
            continue
        if len(fields) != 3 or not fields[2].lstrip("-").isdigit():
            raise _bad(path.name, number, f"{line[:60]!r}", "query-id, corpus-id and a whole score, by tabs")
        query, row, score = fields
        if query not in queries or row not in rows:
            unknown = f"query {query!r}" if query not in queries else f"passage {row!r}"
            raise _bad(path.name, number, f"the unknown {unknown}", "ids of queries.jsonl and corpus.jsonl")
        if int(score) > 0:
            gold.setdefault(query, []).append(row)
    if not gold:
        raise FileEmpty(where=path)
    return {query: tuple(found) for query, found in gold.items()}
