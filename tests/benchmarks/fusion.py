"""What each part of search adds, and constants learnt on the other collections than the one reported.

    CHIDAO_DATA=FOLDER python -m tests.benchmarks.fusion [SET...] [--each N]

Every question of a set is searched once; the parts of its hits are then fused again in other ways. Printed, in
hundredths of nDCG@10: one row a part (ablation), the fixed half-and-half of meaning and words, the constants that ship,
and the constants that are best on the mean of the *other* sets, with a paired randomisation test against half-and-half.
`--each N` takes every Nth question.
"""

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import open_encoder
from index.library import Library
from index.settings import load
from index.snapshot import Snapshot
from rag.ask import READ
from rag.corpus import Corpus
from rag.evaluation.beir import read_beir
from rag.evaluation.compare import randomisation
from rag.evaluation.corpora import BeirCorpus, OwnDocuments, beir_library
from rag.evaluation.sets import read_set
from rag.evidence import LEAST, gather
from rag.question import Question, understand
from rag.search import POOL, fusion, scaled, search
from tests.benchmarks.public_sets import folder

SETS = ("xquad_vi", "mlqa_vi_dev", "xquad_en_vi", "xquad_r_vi_sentences")
QUESTIONS = Path(__file__).resolve().parent.parent / "data" / "questions.jsonl"
TODAY = dt.date(2026, 11, 22)
Ways = Mapping[
    str, float
]  # meaning: share of meaning; sentence: of it, the best sentence's; worth: see rag/evidence.py

GRID: Mapping[str, Sequence[float]] = {
    "meaning": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    "sentence": (0.0, 0.3, 0.5, 0.7),
    "worth": (3.0, 5.0, 10.0, 20.0, 1000.0),
}
OWN = "our tune questions in English"
HALF = {"meaning": 0.5, "sentence": 0.0, "worth": 1000.0}


@dataclass(frozen=True, slots=True)
class Parts:
    """One question's pool; every array has one row a passage."""

    english: bool
    dense: NDArray[np.float64]  # scaled to 0–1 over the leading hits, as search does
    sentence: NDArray[np.float64]
    words: NDArray[np.float64]
    odds: NDArray[np.float64]  # of the best sentence; the least where it was not read
    right: NDArray[np.bool_]


def main(arguments: Sequence[str]) -> int:
    """Collect, fuse, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fusion", description="Parts of search.")
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--each", type=int, default=1)
    options = parser.parse_args(arguments)
    collected = {name: collect(folder(name), options.each) for name in options.sets}
    if any(found[0].english for found in collected.values()):
        collected[OWN] = collect_own()
    head = ["", *collected]
    sys.stdout.write(f"| {' | '.join(head)} |\n{'|---' * len(head)}|\n")
    for label, ways in _ablation().items():
        values = [
            f"{100 * float(np.mean([ndcg(q, ways or shipped(q)) for q in found])):.2f}" for found in collected.values()
        ]
        sys.stdout.write(f"| {label} | {' | '.join(values)} |\n")
    if len(collected) > 1:
        _report_learnt(collected)
    return 0


def shipped(question: Parts) -> Ways:
    """The constants that the product uses for a question of a public set, which names nobody of the corpus."""
    kind = "english" if question.english else "plain"
    used = fusion()
    return {"meaning": used.meaning[kind], "sentence": used.sentence, "worth": used.fused_worth["plain"]}


def _ablation() -> dict[str, Ways | None]:
    never = 1000.0
    return {
        "meaning of the passage": {"meaning": 1.0, "sentence": 0.0, "worth": never},
        "meaning of the best sentence": {"meaning": 1.0, "sentence": 1.0, "worth": never},
        "words (BM25 of syllables and pairs)": {"meaning": 0.0, "sentence": 0.0, "worth": never},
        "half passage, half words": HALF,
        "… and the best sentence": {"meaning": 0.5, "sentence": 0.5, "worth": never},
        "… and what the best sentence bears on the question": {"meaning": 0.5, "sentence": 0.5, "worth": 10.0},
        "… and the language of the question, as shipped": None,
    }


def _report_learnt(collected: Mapping[str, Sequence[Parts]]) -> None:
    every = [dict(zip(GRID, values, strict=True)) for values in product(*GRID.values())]
    means = {}  # of Vietnamese and of English questions apart: the language is known, and its share is its own
    for name, found in collected.items():
        means[name] = [np.array([ndcg(q, ways) for q in found]) for ways in every]
    sys.stdout.write(
        "\n| set | learnt on | constants | nDCG@10 | half-and-half | difference | p |\n|---|---|---|---|---|---|---|\n"
    )
    for name, found in collected.items():
        if name == OWN:
            continue
        english = found[0].english
        others = [o for o in collected if o != name and collected[o][0].english == english]
        best = max(range(len(every)), key=lambda i: float(np.mean([means[o][i].mean() for o in others])))
        own, half = means[name][best], np.array([ndcg(q, HALF) for q in found])
        p = randomisation(list(own - half))
        constants = ", ".join(f"{k} {v:g}" for k, v in every[best].items())
        row = [name, ", ".join(others), constants, f"{100 * own.mean():.2f}", f"{100 * half.mean():.2f}"]
        sys.stdout.write(f"| {' | '.join([*row, f'{100 * (own - half).mean():+.2f}', f'{p:.4f}'])} |\n")


def collect(path: Path, each: int) -> list[Parts]:
    """The pools of a set's questions."""
    settings = load()
    questions = read_beir(path)
    library = beir_library(settings, questions.rows, open_encoder(settings), lambda what, done, of: None)
    corpus, snapshot = BeirCorpus(library, questions.rows), library.snapshot()
    known = Corpus(snapshot.places, snapshot.speakers)
    items = questions.items[::each]
    found = [_parts(library, snapshot, understand(i.question, corpus=known), set(corpus.passages(i))) for i in items]
    library.close()
    return found


def collect_own() -> list[Parts]:
    """The pools of our own English questions, tune half, over the five articles."""
    questions = read_set(QUESTIONS, "tune")
    with tempfile.TemporaryDirectory() as home:
        library = Library(load(home=f"{home}/index"))
        library.create_from_seeds()
        corpus, snapshot = OwnDocuments(library, questions), library.snapshot()
        known = Corpus(snapshot.places, snapshot.speakers)
        asked = [(understand(i.question, i.history, corpus=known), i) for i in questions.items if i.evidence]
        found = [_parts(library, snapshot, q, set(corpus.passages(i))) for q, i in asked if q.english]
        library.close()
    return found


def _parts(library: Library, snapshot: Snapshot, question: Question, right: set[int]) -> Parts:
    vector = library.encoder.encode_queries([question.text])[0]
    hits = search(library, snapshot, question, lambda: vector, 2 * POOL)
    best: dict[int, float] = {}
    for e in gather(question, hits[: READ + 10], vector, snapshot, TODAY):
        best[e.hit.stored.id] = max(best.get(e.hit.stored.id, LEAST), min(e.score, 1 - LEAST))
    ids = [hit.stored.id for hit in hits]
    chances = np.array([best.get(i, LEAST) for i in ids])
    raw = [{h.stored.id: h.parts[part] for h in hits if h.parts[part]} for part in ("dense", "sentence")]
    return Parts(
        question.english,
        _column(ids, raw[0]),
        _column(ids, raw[1]),
        np.array([hit.parts["lexical"] for hit in hits]),
        np.log(chances / (1 - chances)),
        np.array([i in right for i in ids]),
    )


def _column(ids: Sequence[int], raw: Mapping[int, float]) -> NDArray[np.float64]:
    leading = dict(sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:POOL])
    values = scaled(leading)
    return np.array([values.get(i, 0.0) for i in ids])


def ndcg(question: Parts, ways: Ways) -> float:
    """NDCG@10 of the pool in the order that the constants give; one right passage a question is the rule here."""
    meaning = (1 - ways["sentence"]) * question.dense + ways["sentence"] * question.sentence
    fused = ways["meaning"] * meaning + (1 - ways["meaning"]) * question.words
    order = np.argsort(-fused, kind="stable")
    leading = order[:READ]
    order = np.concatenate(
        [leading[np.argsort(-(question.odds + ways["worth"] * fused)[leading], kind="stable")], order[READ:]]
    )
    gains = question.right[order[:10]] / np.log2(np.arange(2, 2 + len(order[:10])))
    ideal = (1 / np.log2(np.arange(2, 2 + min(10, max(1, int(question.right.sum())))))).sum()
    return float(gains.sum() / ideal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
