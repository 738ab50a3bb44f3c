"""A BEIR folder read: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.errors import FileMissing, FolderEmpty
from index.text import nfc
from rag.evaluation.items import (
    Item,
    QuestionSet,
    Row,
    bad,
    digest_of,
    json_lines,
    need_askable,
    need_own_ids,
    text_of,
)

FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
_PASSAGE = '{"_id": "…", "title": "…", "text": "…"}'
_QUERY = '{"_id": "…", "text": "…"}'
_QREL = "query-id, corpus-id and a whole score, by tabs"


def read_beir(folder: Path) -> QuestionSet:
    """The queries that have a right row, and the rows. A query without one cannot be measured and is not asked.

    Raises:
        FolderEmpty, FileMissing. BadQuestionLine: naming file, line and what was wanted.

    """
    paths = [folder / name for name in FILES]
    if not any(path.exists() for path in paths):
        raise FolderEmpty(where=folder, wanted=" / ".join(FILES))
    for path in paths:
        if not path.is_file():
            raise FileMissing(where=path)
    corpus, asked, qrels = paths
    numbered = [(number, _row(corpus.name, number, row)) for number, row in json_lines(corpus, _PASSAGE)]
    need_own_ids(corpus.name, [(row.id, number) for number, row in numbered])
    rows = tuple(row for _, row in numbered)
    queries = [(number, _checked(asked.name, number, row)) for number, row in json_lines(asked, _QUERY)]
    need_own_ids(asked.name, [(str(row["_id"]), number) for number, row in queries])
    gold = _read_qrels(qrels, {str(row["_id"]) for _, row in queries}, {row.id: row.text for row in rows})
    items = tuple(_item(number, row, gold[key]) for number, row in queries if (key := str(row["_id"])) in gold)
    need_askable(asked.name, items)
    return QuestionSet(folder.resolve().name, items, digest_of(paths), rows=rows)


def _row(name: str, number: int, row: dict[str, Any]) -> Row:
    title = row.get("title") or ""
    if not _is_id(row.get("_id")) or not isinstance(row.get("text"), str) or not isinstance(title, str):
        raise bad(name, number, "no `_id` or no text under `text` (or `title`)", _PASSAGE)
    title, text = nfc(title).strip(), nfc(row["text"]).strip()
    return Row(str(row["_id"]), f"{title}\n{text}" if title and text else title or text)


def _checked(name: str, number: int, row: dict[str, Any]) -> dict[str, Any]:
    if not _is_id(row.get("_id")) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise bad(name, number, "no `_id` or no text under `text`", _QUERY)
    answers = row.get("answers") or []
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise bad(name, number, "`answers` is no list of texts", "a list of texts")
    return row


def _is_id(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""


def _item(number: int, row: dict[str, Any], passages: tuple[str, ...]) -> Item:
    answers = tuple(nfc(answer) for answer in row.get("answers") or ())
    return Item(str(row["_id"]), row["text"], True, number, passages=passages, answers=answers)


def _read_qrels(path: Path, queries: set[str], rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Query id → ids of the right rows (scores above zero)."""
    gold: dict[str, list[str]] = {}
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text_of(path, _QREL).split("\n"), 1):
        fields = line.split("\t")
        if not line.strip() or (number == 1 and fields[-1] == "score"):
            continue
        if len(fields) != 3 or not fields[2].removeprefix("-").isdecimal():
            raise bad(path.name, number, f"{line[:60]!r}", _QREL)
        query, row, score = fields
        if query not in queries or row not in rows:
            unknown = f"query {query!r}" if query not in queries else f"passage {row!r}"
            raise bad(path.name, number, f"the unknown {unknown}", "ids of queries.jsonl and corpus.jsonl")
        if (query, row) in seen:
            raise bad(path.name, number, f"the pair of line {seen[query, row]} again", "each pair once")
        seen[query, row] = number
        if int(score) > 0:
            if not rows[row]:
                raise bad(path.name, number, f"passage {row!r}, which has no text", "a passage that can be found")
            gold.setdefault(query, []).append(row)
    if not gold:
        raise bad(path.name, 1, "no pair with a score above zero", _QREL)
    return {query: tuple(found) for query, found in gold.items()}
