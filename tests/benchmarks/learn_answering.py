"""Learns rag/data/answering.json from questions.jsonl (its `tune` half) and questions_more.jsonl.

    python -m tests.benchmarks.learn_answering [--write]

Two logistic models. "sentence": does this sentence of the leading passages overlap the gold evidence? It orders the
sentences. "answerable": is the best sentence that fits the question one that answers it? It decides between answer and
refusal. What it prints is cross-validated: five folds, no article in two of them, both models learnt on the others.
The first set is asked of the five articles, the second of those and the tune articles of the statements. The `test`
half is never read.
"""

import argparse
import datetime as dt
import json
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.library import Library
from index.settings import load
from rag import evidence as ev
from rag.ask import READ
from rag.corpus import Corpus
from rag.evidence import Evidence, Weights, gather
from rag.extractive import LEAST_CONFIDENCE, answer_features, candidates, near_misfit
from rag.question import Question, understand
from rag.search import search

TODAY = dt.date(2026, 11, 22)
DATA = Path(__file__).parent.parent / "data"
FOLDS = 5
# fmt: off
SENTENCE = (
    "dense", "own", "around", "pairs", "passage", "wanted", "uncounted", "lead", "lead_other", "caption", "said",
    "by_asked", "order", "proposal", "topic_own", "topic_around", "topic_missing_own", "topic_pairs", "figure",
    "order_order", "order_other", "proposal_proposal", "proposal_other", "plain_order", "plain_report", "to_asked",
    "by_other", "announces", "length", "dense_behind", "own_behind", "topic_own_behind", "pairs_behind",
    "passage_behind", "apposed",
)
ANSWERABLE = (
    "score", "dense", "own", "around", "missing", "pairs", "passage_dense", "uncounted", "foreign",
    "rival", "lead_over_second", "best_own", "best_dense", "lead_other", "by_asked", "topic_own", "topic_around",
    "topic_missing", "topic_missing_own", "topic_pairs", "figure", "apposed",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set with the evidence that the running system gathers for it."""

    row: Mapping[str, Any]
    question: Question
    evidence: tuple[Evidence, ...]

    @property
    def fold(self) -> int:
        """Questions about one article share a fold."""
        return zlib.crc32((self.row.get("file") or self.row["id"]).encode()) % FOLDS

    def scored(self, model: Weights) -> list[Evidence]:
        """The evidence by a model, best first."""
        found = [replace(e, score=model.probability(e.features)) for e in self.evidence]
        return sorted(found, key=lambda e: (-e.score, e.sentence.document, e.sentence.start))


@dataclass(frozen=True, slots=True)
class Models:
    """What is learnt."""

    sentence: Weights
    answerable: Weights


def main() -> None:
    """Learns, says how well on articles not learnt from, and with --write stores the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    asked = [*asked_of("questions.jsonl", []), *asked_of("questions_more.jsonl", articles())]
    report(asked)
    models = learnt_from(asked)
    stored = {
        name: {"bias": m.bias, "weights": dict(m.weights)}
        for name, m in (("sentence", models.sentence), ("answerable", models.answerable))
    }
    on = "questions.jsonl, split tune; questions_more.jsonl"
    text = json.dumps({"learnt_by": "tests/benchmarks/learn_answering.py", "on": on, "models": stored}, indent=1)
    if options.write:
        (Path(ev.__file__).parent / "data" / "answering.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def articles() -> list[Path]:
    """The tune articles of the statements."""
    return sorted((DATA / "statements" / "tune").glob("*.txt"))


def asked_of(name: str, more: Sequence[Path]) -> list[Asked]:
    """The tune questions of a set, asked of the five articles and some more."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if (row := json.loads(line))["split"] == "tune"]
    with tempfile.TemporaryDirectory() as home:
        library = Library(load(home=f"{home}/index"))
        library.create_from_seeds()
        library.add(list(more))
        found = [Asked(row, *evidence_for(library, row)) for row in rows]
        library.close()
    return found


def evidence_for(library: Library, row: Mapping[str, Any]) -> tuple[Question, tuple[Evidence, ...]]:
    """The evidence that the running system would gather for a question."""
    snapshot = library.snapshot()
    corpus = Corpus(snapshot.places, snapshot.speakers, snapshot.spelling())
    question = understand(row["question"], row["history"], corpus=corpus)
    vector = library.encoder.encode_queries([question.text])[0]
    hits = search(library, snapshot, question, lambda: vector, READ)
    statements = library.catalogue.statements_in([hit.passage for hit in hits])
    found = gather(question, hits, vector, snapshot, TODAY, Weights(0.0, {}), statements=statements)
    return question, tuple(found)


def is_gold(row: Mapping[str, Any], e: Evidence) -> bool:
    """Whether a sentence overlaps the gold evidence of its question."""
    text = e.hit.document.text
    spans = [(at, at + len(gold)) for gold in row["evidence"] if (at := text.find(gold)) >= 0]
    return e.hit.document.file.startswith(row["file"] or "?") and any(
        a < e.sentence.end and e.sentence.start < b for a, b in spans
    )


def learnt_from(asked: Sequence[Asked]) -> Models:
    """Both models: that of sentences from the answerable questions, then the other from what it ranks first."""
    read = [(e.features, is_gold(a.row, e)) for a in asked if a.row["answerable"] for e in a.evidence]
    sentence = fit(read, SENTENCE)
    found = [(features, _right(a, sentence)) for a in asked if (features := leading(a, sentence)[0])]
    return Models(sentence, fit(found, ANSWERABLE))


def leading(asked: Asked, model: Weights) -> tuple[Mapping[str, float], Evidence | None]:
    """The features of the best sentence that fits, and the sentence; none where none fits."""
    scored = asked.scored(model)
    fitting = candidates(asked.question, scored)
    return (answer_features(fitting, near_misfit(scored)), fitting[0]) if fitting else ({}, None)


def _right(asked: Asked, model: Weights) -> bool:
    best = leading(asked, model)[1]
    return bool(asked.row["answerable"]) and best is not None and is_gold(asked.row, best)


def report(asked: Sequence[Asked]) -> None:
    """Tells how the models do on the articles of each fold, learnt on those of the others."""
    from sklearn.metrics import roc_auc_score

    outcomes: list[tuple[bool, bool, float]] = []  # answerable, the best sentence is right, confidence
    for fold in range(FOLDS):
        models = learnt_from([a for a in asked if a.fold != fold])
        for a in (a for a in asked if a.fold == fold):
            features, _ = leading(a, models.sentence)
            confidence = models.answerable.probability(features) if features else 0.0
            outcomes.append((bool(a.row["answerable"]), _right(a, models.sentence), confidence))
    auroc = roc_auc_score([o[0] for o in outcomes], [o[2] for o in outcomes])
    first = _share([o[1] for o in outcomes if o[0]])
    sys.stderr.write(
        f"cross-validated, {len(outcomes)} questions: AUROC {auroc:.3f}, best sentence right {first:.3f}\n"
    )
    for least in sorted({0.4, 0.45, 0.5, 0.55, 0.6, 0.65, LEAST_CONFIDENCE}):
        given = [o for o in outcomes if o[2] >= least]
        answered = _share([o[2] >= least for o in outcomes if o[0]])
        refused = _share([o[2] < least for o in outcomes if not o[0]])
        right = _share([o[1] for o in given])
        sys.stderr.write(f"  {least:.2f}: answered {answered:.3f}, refused {refused:.3f}, right {right:.3f}\n")


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(1, len(found))


def fit(rows: Sequence[tuple[Mapping[str, float], bool]], names: tuple[str, ...]) -> Weights:
    """A logistic model over the named features."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit([[features[name] for name in names] for features, _ in rows], [right for _, right in rows])
    return Weights(
        round(float(model.intercept_[0]), 4),
        {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)},
    )


if __name__ == "__main__":
    main()
