"""What the system reads and ranks first for the questions of public sets, with and without their gold passages.

SETS, `public_answers`, `public_sentences`: used by tests/benchmarks/learn_answering.py, which learns from them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.encoder import open_encoder
from index.settings import load
from index.text import comparable
from rag.ask import READ
from rag.corpus import Corpus
from rag.doubts import candidates, weighed
from rag.evaluation.beir import read_beir
from rag.evaluation.corpora import BeirCorpus, beir_library
from rag.evidence import Evidence, Ranking, Weights, gather, is_told
from rag.extractive import answer_features, leading_of
from rag.question import Question, understand
from rag.search import search
from tests.benchmarks.public_sets import folder

SETS = {"xquad_vi": 2, "mlqa_vi_dev": 1}  # set → every how manyth of its questions
TODAY = dt.date(2026, 11, 22)
NONE = Ranking(Weights(0.0, {}), Weights(0.0, {}))  # leaves the order to who reads


@dataclass(frozen=True, slots=True)
class Led:
    """What is known of the sentence that leads: features by name (none where nothing was read), and gold."""

    features: Mapping[str, float]
    answerable: bool  # the documents hold an answer
    right: bool  # the sentence is it
    told: bool  # see rag/extractive.py


def public_answers(name: str, each: int, ranking: Ranking) -> list[Led]:
    """Two for each question of a set: with its gold passages, and with them hidden. `ranking` orders the sentences."""
    found = []
    for read in _read(name, each, ranking, hiding=True):
        evidence = weighed(read.question, read.evidence)
        fitting = candidates(read.question, evidence)
        leading = leading_of(fitting, evidence)
        features = answer_features(leading, evidence, fits=bool(fitting)) if leading else {}
        told = bool(leading) and is_told(leading[0].hit, leading[0].sentence)
        found.append(Led(features, not read.hidden, bool(leading) and read.is_right(leading[0]), told=told))
    return found


def public_sentences(name: str) -> list[tuple[Mapping[str, float], bool]]:
    """The features of every sentence that is read for a question of a set, and whether it holds the answer."""
    return [(e.features, read.is_right(e)) for read in _read(name, 1, NONE, hiding=False) for e in read.evidence]


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read for a question."""

    question: Question
    evidence: Sequence[Evidence]
    answers: tuple[str, ...]
    gold: frozenset[int]
    hidden: bool

    def is_right(self, e: Evidence) -> bool:
        """Whether a sentence of the gold passages holds the answer."""
        text = comparable(e.sentence.text)
        return e.hit.stored.id in self.gold and any(comparable(answer) in text for answer in self.answers)


def _read(name: str, each: int, ranking: Ranking, *, hiding: bool) -> Iterator[_Read]:
    settings = load()
    questions = read_beir(folder(name))
    library = beir_library(settings, questions.rows, open_encoder(settings), lambda what, done, of: None)
    corpus, whole = BeirCorpus(library, questions.rows), library.snapshot()
    known = Corpus(whole.places, whole.speakers, whole.spelling())
    for item in questions.items[::each]:
        question, gold = understand(item.question, corpus=known), corpus.passages(item)
        vector = library.encoder.encode_queries([question.text])[0]
        for snapshot in (whole, whole.without(gold)) if hiding else (whole,):
            hits = search(library, snapshot, question, partial(np.asarray, vector), READ)
            evidence = gather(question, hits, vector, snapshot, TODAY, ranking)
            yield _Read(question, evidence, item.answers, frozenset(gold), snapshot is not whole)
    library.close()
