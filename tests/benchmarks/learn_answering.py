"""Learns rag/data/answering.json from the `tune` half of tests/data/questions.jsonl.

    python -m tests.benchmarks.learn_answering [--write]

Two logistic models. "sentence": does this sentence of the leading passages overlap the gold evidence? It orders the
sentences. "answerable": does the best sentence that fits the question answer it? It decides between answer and refusal.
The `test` half is never read.
"""

import argparse
import datetime as dt
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.library import Library
from index.settings import load
from rag import evidence as ev
from rag.ask import READ
from rag.corpus import Corpus
from rag.evidence import Evidence, Weights, gather
from rag.extractive import answer_features, candidates
from rag.question import Question, understand
from rag.search import search

TODAY = dt.date(2026, 11, 22)
QUESTIONS = Path(__file__).parent.parent / "data" / "questions.jsonl"
# fmt: off
SENTENCE = (
    "dense", "own", "around", "pairs", "passage", "wanted", "uncounted", "lead", "lead_other", "caption", "said",
    "by_asked", "order", "proposal", "topic_own", "topic_around", "topic_missing_own", "topic_pairs", "figure",
)
ANSWERABLE = (
    "score", "dense", "own", "around", "missing", "pairs", "passage_dense", "wanted", "uncounted", "foreign",
    "rival", "lead_over_second", "best_own", "best_dense", "lead_other", "by_asked", "topic_own", "topic_around",
    "topic_missing", "topic_missing_own", "topic_pairs", "figure",
)
# fmt: on


def main() -> None:
    """Learns, says how well on the data learnt from (five-fold), and with --write stores the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    questions = [row for line in QUESTIONS.open(encoding="utf-8") if (row := json.loads(line))["split"] == "tune"]
    with tempfile.TemporaryDirectory() as home:
        library = Library(load(home=f"{home}/index"))
        library.create_from_seeds()
        found = [(row, *evidence_for(library, row)) for row in questions]
    sentences = [
        (e.features, float(is_gold(row, e))) for row, _, evidence in found for e in evidence if row["answerable"]
    ]
    model = fit([f for f, _ in sentences], [y for _, y in sentences], SENTENCE, "sentence")
    best = []
    for row, question, evidence in found:
        rescored = sorted((replace(e, score=model.probability(e.features)) for e in evidence), key=lambda e: -e.score)
        fitting = candidates(question, rescored)
        rival = next((e for e in rescored if e.misfit is not None), None)
        if fitting:
            best.append(
                (
                    answer_features(fitting, rival),
                    float(row["answerable"] and any(is_gold(row, e) for e in fitting[:2])),
                )
            )
    second = fit([f for f, _ in best], [y for _, y in best], ANSWERABLE, "answerable")
    models = {
        name: {"bias": m.bias, "weights": dict(m.weights)} for name, m in (("sentence", model), ("answerable", second))
    }
    text = json.dumps(
        {"learnt_by": "tests/benchmarks/learn_answering.py", "on": "questions.jsonl, split tune", "models": models},
        indent=1,
    )
    if options.write:
        (Path(ev.__file__).parent / "data" / "answering.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def evidence_for(library: Library, row: dict[str, Any]) -> tuple[Question, list[Evidence]]:
    """The evidence that the running system would gather for a question."""
    snapshot = library.snapshot()
    question = understand(row["question"], row["history"], corpus=Corpus(snapshot.places, snapshot.speakers))
    vector = library.encoder.encode_queries([question.text])[0]
    hits = search(library, snapshot, question, lambda: vector, READ)
    return question, gather(question, hits, vector, snapshot, TODAY, Weights(0.0, {}))


def is_gold(row: dict[str, Any], e: Evidence) -> bool:
    """Whether a sentence overlaps the gold evidence of its question."""
    text = e.hit.document.text
    spans = [(at, at + len(gold)) for gold in row["evidence"] if (at := text.find(gold)) >= 0]
    return e.hit.document.file.startswith(row["file"] or "?") and any(
        a < e.sentence.end and e.sentence.start < b for a, b in spans
    )


def fit(features: list[Any], labels: list[float], names: tuple[str, ...], what: str) -> Weights:
    """A logistic model over the named features."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    rows = [[f[name] for name in names] for f in features]
    model = LogisticRegression(C=1.0, max_iter=2000)
    held_out = cross_val_predict(model, rows, labels, cv=5, method="predict_proba")[:, 1]
    sys.stderr.write(f"{what}: {len(rows)} rows, AUROC {roc_auc_score(labels, held_out):.3f} (five-fold on tune)\n")
    model.fit(rows, labels)
    return Weights(
        round(float(model.intercept_[0]), 4),
        {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
    )


if __name__ == "__main__":
    main()
