"""Learns rag/data/answering.json from questions.jsonl (its `tune` half), questions_more.jsonl and the public sets.

    CHIDAO_DATA=FOLDER python -m tests.benchmarks.learn_answering [--write] [--plot FILE.svg]

Four logistic models. "sentence": does this sentence of the leading passages overlap the gold evidence? It orders the
sentences. "sentence_plain" does so for sentences of which nobody knows who says them or of which place; it is learnt on
the sentences of mlqa_vi_dev too. "answerable": is the best sentence that fits the question one that answers it? It
decides between answer and refusal. "answerable_plain" does so for such plain sentences; it is learnt on the public sets
too, each question asked with and without its gold passages (`public_answers`). What is printed is cross-validated: for
our own questions five folds, no article in two of them, all models learnt on the others; for each public set the model
learnt without that set. The first own set is asked of the five articles, the second of those and the tune articles of
the statements. The `test` half is never read.
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

from numpy.typing import NDArray

from index.library import Library
from index.settings import load
from rag import evidence as ev
from rag.ask import READ
from rag.corpus import Corpus
from rag.doubts import candidates, weighed
from rag.evidence import Evidence, Ranking, Weights, gather, is_told
from rag.extractive import LEAST_CONFIDENCE, UNFIT, answer_features, leading_of
from rag.question import Question, understand
from rag.search import search
from tests.benchmarks.public_answers import NONE, SETS, Led, public_answers, public_sentences
from tests.benchmarks.reliability_plot import calibration_error, drawn

TODAY = dt.date(2026, 11, 22)
DATA = Path(__file__).parent.parent / "data"
FOLDS = 5
PLAIN_SENTENCES = "mlqa_vi_dev"
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
    "topic_missing", "topic_missing_own", "topic_pairs", "figure", "apposed", "unfit", "odds", "unheld",
    "unheld_figure", "aside", "unsupposed", "by_other", "to_asked", "order_other", "proposal_other",
)
# Of a sentence that bears more on the question nobody should be less sure. Questions are written by people who see the
# answer, or see that there is none, and word them differently: without signs the model learns that habit.
FREE = (None, None)
SIGNS: Mapping[str, tuple[float | None, float | None]] = {
    **dict.fromkeys((
        "score", "odds", "dense", "own", "around", "pairs", "passage_dense", "lead_over_second", "best_own",
        "best_dense", "by_asked", "topic_own", "topic_around", "topic_pairs", "figure", "apposed", "to_asked",
    ), (0.0, None)),
    **dict.fromkeys((
        "missing", "uncounted", "rival", "topic_missing", "topic_missing_own", "unfit", "unheld", "aside",
        "unsupposed", "by_other", "order_other", "proposal_other",
    ), (None, 0.0)),
}
PLAIN = (*ANSWERABLE, "pool_sentence", "pool_passage", "pool_fused", "sentence_lead", "passage_lead")
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

    def scored(self, ranking: Ranking) -> list[Evidence]:
        """The evidence in the order of its models, best first."""
        found = [replace(e, score=ranking.of(e.hit, e.sentence).probability(e.features)) for e in self.evidence]
        return sorted(found, key=lambda e: (-e.score, e.sentence.document, e.sentence.start))


@dataclass(frozen=True, slots=True)
class Models:
    """What is learnt."""

    ranking: Ranking
    told: Weights
    plain: Weights

    def confidence(self, led: Led) -> float:
        """As the running system is confident."""
        sure = (self.told if led.told else self.plain).probability(led.features) if led.features else 0.0
        return sure if led.features.get("unfit") == 0 else min(sure, UNFIT)


def main() -> None:
    """Learns, says how well on articles and sets not learnt from, and with --write stores the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--plot", type=Path, help="draw how often answers are right against their confidence")
    options = parser.parse_args()
    asked = [*asked_of("questions.jsonl", []), *asked_of("questions_more.jsonl", articles())]
    plain = public_sentences(PLAIN_SENTENCES)
    ranking, own = ranking_from(asked, plain), ranking_from(asked, [])
    rankings = {name: own if name == PLAIN_SENTENCES else ranking for name in SETS}  # none by what learnt from it
    public = {name: public_answers(name, each, rankings[name]) for name, each in SETS.items()}
    outcomes = report(asked, public, plain)
    if options.plot:
        rows = {name: [(sure, led.right) for led, sure in found] for name, found in outcomes.items()}
        options.plot.write_text(drawn(rows), encoding="utf-8")
    models = learnt_from(asked, [led for rows in public.values() for led in rows], plain)
    named = {
        "sentence": models.ranking.told,
        "sentence_plain": models.ranking.plain,
        "answerable": models.told,
        "answerable_plain": models.plain,
    }
    stored = {name: {"bias": m.bias, "weights": dict(m.weights)} for name, m in named.items()}
    on = "questions.jsonl, questions_more.jsonl, split tune; sentence_plain also on " + PLAIN_SENTENCES
    on += "; answerable_plain also on " + ", ".join(SETS)
    text = json.dumps({"learnt_by": "tests/benchmarks/learn_answering.py", "on": on, "models": stored}, indent=1)
    if options.write:
        (Path(ev.__file__).parent / "data" / "answering.json").write_text(text + "\n", encoding="utf-8")


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
    found = gather(question, hits, vector, snapshot, TODAY, NONE, statements=statements)
    return question, tuple(found)


def is_gold(row: Mapping[str, Any], e: Evidence) -> bool:
    """Whether a sentence overlaps the gold evidence of its question."""
    text = e.hit.document.text
    spans = [(at, at + len(gold)) for gold in row["evidence"] if (at := text.find(gold)) >= 0]
    return e.hit.document.file.startswith(row["file"] or "?") and any(
        a < e.sentence.end and e.sentence.start < b for a, b in spans
    )


def ranking_from(asked: Sequence[Asked], plain: Sequence[tuple[Mapping[str, float], bool]]) -> Ranking:
    """The models of sentences, from the answerable questions; that of plain texts from further sentences too."""
    own = [(e.features, is_gold(a.row, e)) for a in asked if a.row["answerable"] for e in a.evidence]
    told = fit(own, SENTENCE)
    return Ranking(told, fit([*own, *plain], SENTENCE) if plain else told)


def learnt_from(
    asked: Sequence[Asked], public: Sequence[Led], plain: Sequence[tuple[Mapping[str, float], bool]]
) -> Models:
    """All models: those of sentences, then the others from what they rank first."""
    ranking = ranking_from(asked, plain)
    own = [led for a in asked if (led := leading(a, ranking)).features]
    told = fit([(led.features, led.right) for led in own if led.told], ANSWERABLE, signed=True)
    return Models(ranking, told, plain_from([*(led for led in own if not led.told), *public]))


def plain_from(known: Sequence[Led]) -> Weights:
    """Learnt to tell whether an answer is there, then scaled to how often the best sentence is it."""
    model = fit([(led.features, led.answerable) for led in known], PLAIN, signed=True)
    odds = [{"odds": model.odds(led.features)} for led in known]
    scale = fit([(features, led.right) for features, led in zip(odds, known, strict=True)], ("odds",))
    by = scale.weights["odds"]
    return Weights(
        round(model.bias * by + scale.bias, 4), {name: round(weight * by, 4) for name, weight in model.weights.items()}
    )


def leading(asked: Asked, ranking: Ranking) -> Led:
    """What is known of the best sentence that fits, or of the best at all."""
    scored = weighed(asked.question, asked.scored(ranking))
    fitting = candidates(asked.question, scored)
    answerable = bool(asked.row["answerable"])
    if not scored:
        return Led({}, answerable, right=False, told=True)
    found = leading_of(fitting, scored)
    features = answer_features(found, scored, fits=bool(fitting))
    return Led(
        features, answerable, answerable and is_gold(asked.row, found[0]), is_told(found[0].hit, found[0].sentence)
    )


Outcomes = Sequence[tuple[Led, float]]  # what led, and the confidence in it by a model that was not learnt from it


def report(
    asked: Sequence[Asked], public: Mapping[str, Sequence[Led]], plain: Sequence[tuple[Mapping[str, float], bool]]
) -> dict[str, Outcomes]:
    """Tells how the models do on what they were not learnt from, and returns it by set."""
    from sklearn.metrics import roc_auc_score

    outcomes: list[tuple[Led, float]] = []
    others = [led for rows in public.values() for led in rows]
    for fold in range(FOLDS):
        models = learnt_from([a for a in asked if a.fold != fold], others, plain)
        led = [leading(a, models.ranking) for a in asked if a.fold == fold]
        outcomes += [(one, models.confidence(one)) for one in led]
    auroc = roc_auc_score([led.answerable for led, _ in outcomes], [sure for _, sure in outcomes])
    first = _share([led.right and not led.features["unfit"] for led, _ in outcomes if led.answerable])
    sys.stderr.write(
        f"cross-validated, {len(outcomes)} questions: AUROC {auroc:.3f}, best sentence right {first:.3f}\n"
    )
    _thresholds(outcomes)
    every: dict[str, Outcomes] = {"our own": outcomes}
    for name, rows in public.items():
        rest = [led for other, known in public.items() if other != name for led in known]
        model = learnt_from(asked, rest, [] if name == PLAIN_SENTENCES else plain).plain
        sure = [(led, model.probability(led.features) if led.features else 0.0) for led in rows]
        auroc = roc_auc_score([led.answerable for led, _ in sure], [value for _, value in sure])
        sys.stderr.write(f"{name}, learnt without it: AUROC {auroc:.3f}\n")
        _thresholds(sure)
        every[name] = sure
    return every


def _thresholds(outcomes: Outcomes) -> None:
    error = calibration_error([(sure, led.right) for led, sure in outcomes])
    sys.stderr.write(f"  expected calibration error {error:.3f}\n")
    for least in sorted({0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, LEAST_CONFIDENCE}):
        answered = _share([sure >= least for led, sure in outcomes if led.answerable])
        refused = _share([sure < least for led, sure in outcomes if not led.answerable])
        right = _share([led.right for led, sure in outcomes if sure >= least])
        sys.stderr.write(f"  {least:.2f}: answered {answered:.3f}, refused {refused:.3f}, right {right:.3f}\n")


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(1, len(found))


def fit(rows: Sequence[tuple[Mapping[str, float], bool]], names: tuple[str, ...], *, signed: bool = False) -> Weights:
    """A logistic model over the named features, with an L2 penalty of 1; `signed`: no weight against its `SIGNS`."""
    import numpy as np
    from scipy.optimize import minimize

    values = np.array([[features[name] for name in names] for features, _ in rows])
    signs = np.array([1.0 if right else -1.0 for _, right in rows])

    def loss(found: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        weights, margins = found[:-1], signs * (values @ found[:-1] + found[-1])
        wrong = signs / (1 + np.exp(margins))
        slope = np.append(weights - values.T @ wrong, -wrong.sum())
        return float(np.logaddexp(0, -margins).sum() + weights @ weights / 2), slope

    limits = [SIGNS.get(name, FREE) if signed else FREE for name in names]
    found = minimize(
        loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=[*limits, FREE], options={"maxiter": 3000}
    ).x
    weights = {name: round(float(weight), 4) for name, weight in zip(names, found[:-1], strict=True)}
    return Weights(round(float(found[-1]), 4), weights)


if __name__ == "__main__":
    main()
