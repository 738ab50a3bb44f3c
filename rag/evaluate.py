"""Evaluation of a question file over the user's documents: retrieval, answers, citations, abstention, as fractions."""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from index.documents import Document
from index.errors import BadQuestionLine, FileEmpty, FileMissing
from index.reading import decode
from rag.answers import Answer, Result
from rag.ask import Desk, Request
from rag.search import Hit, Sides

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a question file."""

    id: str
    question: str
    history: tuple[str, ...]
    kind: str
    answerable: bool
    evidence: tuple[str, ...]  # verbatim; a span that overlaps any of them is right
    answer: tuple[tuple[str, ...], ...]  # every group needs one of its strings in the answer
    file: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one question scored; None where it has no gold for the measure."""

    item: Item
    result: Result
    measures: Mapping[str, float | None]


def read_questions(path: Path, split: str | None = None) -> tuple[Item, ...]:
    """The questions of a file, of one split when given.

    Raises:
        FileMissing, FileEmpty, NotText, BadQuestionLine: naming file and line.

    """
    if not path.is_file():
        raise FileMissing(where=path)
    items = []
    for number, line in enumerate(decode(path.read_bytes(), path.name).split("\n"), 1):
        if line.strip():
            row = _row(path.name, number, line)
            if split is None or row.get("split") == split:
                items.append(_item(path.name, number, row))
    if not items:
        raise FileEmpty(where=f"{path.name}{f' (split {split})' if split else ''}")
    return tuple(items)


def _row(name: str, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadQuestionLine(
            where=name, line=number, found=f"broken JSON ({error})", wanted="one JSON object a line"
        ) from error
    if not isinstance(row, dict):
        raise BadQuestionLine(where=name, line=number, found=type(row).__name__, wanted="a JSON object")
    return row


def _item(name: str, number: int, row: dict[str, Any]) -> Item:
    def fail(found: str, wanted: str) -> BadQuestionLine:
        return BadQuestionLine(where=name, line=number, found=found, wanted=wanted)

    if not isinstance(row.get("question"), str) or not row["question"].strip():
        raise fail("no text under `question`", 'at least {"question": …, "answerable": …}')
    if not isinstance(row.get("answerable"), bool):
        raise fail("no true or false under `answerable`", 'at least {"question": …, "answerable": …}')
    for key in ("history", "evidence"):
        if not all(isinstance(value, str) for value in row.get(key) or []):
            raise fail(f"`{key}` is no list of texts", "a list of texts")
    if not all(isinstance(group, list) for group in row.get("answer") or []):
        raise fail("`answer` is no list of lists", "a list of groups, each a list of texts")
    groups = tuple(tuple(str(s) for s in group) for group in row.get("answer") or [])
    texts = {key: tuple(row.get(key) or []) for key in ("history", "evidence")}
    return Item(
        str(row.get("id") or number),
        row["question"],
        texts["history"],
        str(row.get("kind") or ""),
        row["answerable"],
        texts["evidence"],
        groups,
        str(row.get("file") or ""),
    )


def evaluate_questions(
    desk: Desk,
    items: Sequence[Item],
    *,
    name: str,
    split: str | None = None,
    sides: Sides = Sides(),
    never_refuse: bool = False,
) -> dict[str, object]:
    """Scores of a question file, in the form of the contract; null where the set has no gold."""
    _need_evidence(desk, items, name)
    desk.never_refuse = never_refuse
    rows = []
    for item in items:
        request = Request(item.question, item.history)
        hits = desk.search(request, _DEPTH, sides)
        rows.append(_scored(item, hits, desk.ask(request)))
    library = desk.library
    return {
        "set": name,
        "queries": len(items),
        "documents": len(library.documents()),
        "split": split,
        **_summary(rows),
        "by_kind": {kind: {"queries": len(group), **_summary(group)} for kind, group in sorted(_by_kind(rows).items())},
        "latency_ms": _latency([row.result.timings.total for row in rows]),
        "settings": {
            "answerer": "extractive",
            "dense": sides.dense,
            "lexical": sides.lexical,
            "never_refuse": never_refuse,
        },
        "fingerprint": library.encoder.fingerprint,
    }


def _need_evidence(desk: Desk, items: Sequence[Item], name: str) -> None:
    """Evidence that stands in no document would count as never found: it is an error of the file."""
    documents = desk.library.documents()
    for number, item in enumerate(items, 1):
        for evidence in item.evidence:
            if not _spans(documents, item.file, (evidence,)):
                raise BadQuestionLine(
                    where=name,
                    line=item.id or number,
                    found=f"evidence in no document: {evidence[:60]!r}",
                    wanted="a verbatim slice",
                )


def _spans(documents: Sequence[Document], file: str, evidence: Sequence[str]) -> list[tuple[str, int, int]]:
    """Where evidence stands: (document, start, end), every occurrence."""
    found = []
    for document in documents:
        for text in evidence if document.file.startswith(file) else ():
            at = document.text.find(text)
            while at >= 0:
                found.append((str(document.id), at, at + len(text)))
                at = document.text.find(text, at + 1)
    return found


def _scored(item: Item, hits: Sequence[Hit], result: Result) -> Row:
    answer = result if isinstance(result, Answer) else None
    documents = {h.document.id: h.document for h in hits} | {
        c.document.id: c.document for c in (answer.citations if answer else ())
    }
    gold = _spans(list(documents.values()), item.file, item.evidence)

    def right(document: str, start: int, end: int) -> bool:
        return any(document == d and start < b and a < end for d, a, b in gold)

    ranks = [right(h.document.id, h.passage.start, h.passage.end) for h in hits] if item.evidence else None
    cited = [right(c.document.id, c.start, c.end) for c in answer.citations] if answer else []
    text = answer.text if answer else ""
    measures: dict[str, float | None] = _ranked(ranks)
    if item.answerable:
        measures["answered"] = float(answer is not None)
        measures["contains"] = (
            float(bool(answer) and all(any(s in text for s in group) for group in item.answer)) if item.answer else None
        )
        measures["cited_evidence"] = float(any(cited)) if item.evidence else None
        measures["precision"] = mean(cited) if cited and item.evidence else None
        measures["recall"] = _recalled(answer, gold, item.evidence) if answer and item.evidence else None
    else:
        measures["refused"] = float(answer is None)
    return Row(item, result, measures)


def _ranked(ranks: Sequence[bool] | None) -> dict[str, float | None]:
    """Retrieval measures of one question, binary gains; a question without a right hit scores zero."""
    if ranks is None:
        return dict.fromkeys(("nDCG@10", "R@1", "R@5", "R@10", "MRR@10"))
    first = ranks.index(True) + 1 if True in ranks else 0
    gain = sum(1 / math.log2(i + 1) for i, right in enumerate(ranks, 1) if right)
    ideal = sum(1 / math.log2(i + 1) for i in range(1, sum(ranks) + 1))
    return {
        "nDCG@10": gain / ideal if ideal else 0.0,
        "R@1": float(0 < first <= 1),
        "R@5": float(0 < first <= 5),
        "R@10": float(0 < first <= 10),
        "MRR@10": 1 / first if first else 0.0,
    }


def _recalled(answer: Answer, gold: Sequence[tuple[str, int, int]], evidence: Sequence[str]) -> float:
    """The share of gold strings that some citation overlaps."""
    cited = [(c.document.id, c.start, c.end) for c in answer.citations]
    found = 0
    for text in evidence:
        places = [g for g in gold if g[2] - g[1] == len(text)]
        found += any(d == e and a < y and x < b for d, a, b in places for e, x, y in cited)
    return found / len(evidence)


def _summary(rows: Sequence[Row]) -> dict[str, object]:
    def average(name: str) -> float | None:
        values = [v for row in rows if (v := row.measures.get(name)) is not None]
        return round(mean(values), 6) if values else None

    retrieval = {name: average(name) for name in ("nDCG@10", "R@1", "R@5", "R@10", "MRR@10")}
    answers = {name: average(name) for name in ("answered", "contains", "cited_evidence")}
    return {
        "retrieval": retrieval,
        "answers": {**answers, "exact_match": None, "f1": None, "sentence@1": None, "sentence@3": None},
        "citations": {"precision": average("precision"), "recall": average("recall")},
        "abstention": {
            "refused_unanswerable": average("refused"),
            "answered_answerable": answers["answered"],
            "auroc": _auroc(rows),
        },
    }


def _auroc(rows: Sequence[Row]) -> float | None:
    """How often an answerable question has more confidence than an unanswerable one; ties count half."""
    yes = [row.result.confidence for row in rows if row.item.answerable]
    no = [row.result.confidence for row in rows if not row.item.answerable]
    if not yes or not no:
        return None
    return round(mean((a > b) + 0.5 * (a == b) for a in yes for b in no), 6)


def _by_kind(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.item.kind or "-"].append(row)
    return groups


def _latency(totals: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(totals, n=20, method="inclusive") if len(totals) > 1 else [totals[0]] * 19
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}
