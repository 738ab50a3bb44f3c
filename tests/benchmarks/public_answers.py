"""What the system ranks first for the questions of public sets, asked with and without their gold passages.

SETS, `public_answers`: used by tests/benchmarks/learn_answering.py, which learns from them.
"""

import datetime as dt
from collections.abc import Mapping
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
from rag.evidence import Evidence, Weights, gather
from rag.extractive import answer_features, is_told, leading_of
from rag.question import understand
from rag.search import search
from tests.benchmarks.public_sets import folder

SETS = {"xquad_vi": 2, "mlqa_vi_dev": 1}  # set → every how manyth of its questions
TODAY = dt.date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Led:
    """What is known of the sentence that leads: features by name (none where nothing was read), and gold."""

    features: Mapping[str, float]
    answerable: bool  # the documents hold an answer
    right: bool  # the sentence is it
    told: bool  # see rag/extractive.py


def public_answers(name: str, each: int, model: Weights) -> list[Led]:
    """Two for each question of a set: with its gold passages, and with them hidden. `model` orders the sentences."""
    settings = load()
    questions = read_beir(folder(name))
    library = beir_library(settings, questions.rows, open_encoder(settings), lambda what, done, of: None)
    corpus, whole = BeirCorpus(library, questions.rows), library.snapshot()
    known = Corpus(whole.places, whole.speakers, whole.spelling())
    found = []
    for item in questions.items[::each]:
        question, gold = understand(item.question, corpus=known), corpus.passages(item)
        vector = library.encoder.encode_queries([question.text])[0]
        for snapshot in (whole, whole.without(gold)):
            hits = search(library, snapshot, question, partial(np.asarray, vector), READ)
            evidence = weighed(question, gather(question, hits, vector, snapshot, TODAY, model))
            fitting = candidates(question, evidence)
            leading = leading_of(fitting, evidence)
            features = answer_features(leading, evidence, fits=bool(fitting)) if leading else {}
            right = bool(leading) and leading[0].hit.stored.id in gold and _answers(leading[0], item.answers)
            found.append(Led(features, snapshot is whole, right, told=bool(leading) and is_told(leading[0])))
    library.close()
    return found


def _answers(e: Evidence, answers: tuple[str, ...]) -> bool:
    return any(comparable(answer) in comparable(e.sentence.text) for answer in answers)
