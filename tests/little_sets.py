"""Little question files, BEIR folders and a library of three articles, for tests of the evaluation harness."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.library import Library
from rag.evaluation.corpora import BeirCorpus, OwnDocuments, beir_library
from rag.evaluation.run import Options, Progress, evaluate
from rag.evaluation.sets import read_set
from tests.fakes import HashingEncoder
from tests.homes import open_library

ARTICLES = {
    "a.txt": "date 2025-09-17\n\nPhường Bình Dương có dân số trên 107.700 người.\n\nPhường có 23 khu phố.",
    "b.txt": "date 2025-09-18\n\nPhường Tân Hiệp có dân số trên 98.000 người.\n\nThu ngân sách đạt 312 tỷ đồng.",
    "c.txt": "date 2025-09-19\n\nÔng Lê Văn Tám yêu cầu phường Tân Khánh lắp camera ở 12 tuyến đường trước tháng 12.",
}
QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "q1",
        "question": "Phường Bình Dương có dân số bao nhiêu?",
        "answerable": True,
        "kind": "figure",
        "evidence": ["dân số trên 107.700 người"],
        "answer": [["107.700"]],
        "file": "a",
        "split": "tune",
    },
    {
        "id": "q2",
        "question": "Phường Tân Hiệp thu ngân sách bao nhiêu?",
        "answerable": True,
        "kind": "figure",
        "evidence": ["Thu ngân sách đạt 312 tỷ đồng"],
        "answer": [["312 tỷ"]],
        "split": "tune",
    },
    {
        "id": "q3",
        "question": "Ai yêu cầu phường Tân Khánh lắp camera?",
        "answerable": True,
        "kind": "who",
        "evidence": ["Ông Lê Văn Tám yêu cầu"],
        "split": "test",
    },
    {"id": "q4", "question": "Giá vàng hôm nay bao nhiêu?", "answerable": False, "kind": "none", "split": "tune"},
    {
        "id": "q5",
        "question": "Còn phường Tân Hiệp thì sao?",
        "history": ["Phường Bình Dương có dân số bao nhiêu?"],
        "answerable": True,
        "evidence": ["dân số trên 98.000 người"],
        "split": "test",
    },
)
CORPUS = (
    {"_id": "p1", "title": "Sông Đồng Nai", "text": "Sông Đồng Nai dài 586 km. Sông chảy qua Lâm Đồng."},
    {"_id": "p2", "title": "Núi Bà Đen", "text": "Núi Bà Đen cao 986 m, ở Tây Ninh."},
    {"_id": "p3", "title": "", "text": "Hồ Dầu Tiếng rộng 270 km²."},
)
QUERIES = (
    {"_id": "1", "text": "Sông Đồng Nai dài bao nhiêu?", "answers": ["586 km"]},
    {"_id": "2", "text": "Núi Bà Đen cao bao nhiêu mét?", "answers": ["986 m"]},
)
QRELS = "query-id\tcorpus-id\tscore\n1\tp1\t1\n2\tp2\t1\n2\tp3\t0\n"


def write_lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_beir(folder: Path, qrels: str = QRELS) -> Path:
    """Write the little BEIR folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "corpus.jsonl", CORPUS)
    write_lines(folder / "queries.jsonl", QUERIES)
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def little_library(folder: Path) -> Library:
    """Open a home that holds the articles."""
    texts = folder / "in"
    texts.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (texts / name).write_text(text, encoding="utf-8")
    library = open_library(folder / "home")
    library.add(sorted(texts.iterdir()))
    return library


def silent(done: int, of: int) -> None:
    """No progress."""


def evaluated(
    library: Library, path: Path, options: Options | None = None, progress: Progress = silent, split: str | None = None
) -> dict[str, Any]:
    """The scores of a question file."""
    questions = read_set(path, split)
    corpus = OwnDocuments(library, questions)
    return evaluate(library, library.settings, questions, corpus, options or Options(), progress)


def evaluated_beir(library: Library, folder: Path, options: Options | None = None) -> dict[str, Any]:
    """The scores of a BEIR folder; of `library` only the settings are used."""
    questions = read_set(folder)
    own = beir_library(library.settings, questions.rows, HashingEncoder(), lambda what, done, of: None)
    return evaluate(own, library.settings, questions, BeirCorpus(own, questions.rows), options or Options())


def untimed(scores: Mapping[str, Any]) -> dict[str, Any]:
    """Scores without what two runs cannot have alike: the times."""
    rows = [{name: value for name, value in row.items() if name != "milliseconds"} for row in scores["rows"]]
    return {**{name: value for name, value in scores.items() if name != "latency_ms"}, "rows": rows}
