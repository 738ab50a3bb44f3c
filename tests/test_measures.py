"""The measures of the evaluation harness, against naive computations of the same thing."""

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Context, Document, DocumentId
from rag.answers import Answer, AnswerSentence, Citation, Refusal, Timings, Understood
from rag.ask import Desk, Request
from rag.evaluation import measures
from rag.evaluation.compare import randomisation
from rag.evaluation.items import Item
from rag.search import Hit
from tests.little_sets import little_library


def _naive_ndcg(ranked: list[str], relevant: list[str]) -> float:
    gain = sum(1 / math.log2(i + 2) for i, row in enumerate(ranked[:10]) if row in relevant)
    return gain / sum(1 / math.log2(i + 2) for i in range(min(10, len(relevant))))


@given(st.permutations([f"d{i}" for i in range(14)]), st.sets(st.integers(0, 13), min_size=1), st.integers(0, 14))
def test_ndcg_equals_a_naive_computation(order: list[str], gold: set[int], found: int) -> None:
    relevant = [f"d{i}" for i in gold]
    values = measures.retrieval_of_rows(order[:found], relevant)
    assert values["nDCG@10"] == pytest.approx(_naive_ndcg(order[:found], relevant))


@given(st.permutations([f"d{i}" for i in range(12)]), st.sets(st.integers(0, 11), min_size=1))
def test_recall_and_reciprocal_rank_equal_naive_computations(order: list[str], gold: set[int]) -> None:
    relevant = [f"d{i}" for i in gold]
    values = measures.retrieval_of_rows(order, relevant)
    for k in (1, 5, 10):
        assert values[f"R@{k}"] == pytest.approx(len(set(order[:k]) & set(relevant)) / len(relevant))
    rank = next((i for i, row in enumerate(order, 1) if row in relevant), 99)
    assert values["MRR@10"] == pytest.approx(1 / rank if rank <= 10 else 0.0)


def test_a_question_without_a_result_scores_zero() -> None:
    assert set(measures.retrieval_of_rows([], ["d1"]).values()) == {0.0}
    assert set(measures.retrieval_of_passages([], [7]).values()) == {0.0}


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Hit, ...]:
    """Search a library of three articles; five passages are found."""
    library = little_library(tmp_path_factory.mktemp("measures"))
    found = Desk(library, library.settings).search(Request("Phường có dân số bao nhiêu?"), 10)
    library.close()
    assert len(found) == 5
    return found


@given(st.sets(st.integers(0, 4)), st.integers(0, 3))
def test_passages_that_were_not_found_count_against_the_ranking(
    hits: tuple[Hit, ...], ranks: set[int], lost: int
) -> None:
    right = [hits[i].stored.id for i in ranks] + [1000 + i for i in range(lost)]
    if not right:
        return
    values = measures.retrieval_of_passages(hits, right)
    assert values["nDCG@10"] == pytest.approx(_naive_ndcg([str(h.stored.id) for h in hits], [str(i) for i in right]))
    for k in (1, 3, 5, 10):  # one right passage is enough to answer
        assert values[f"R@{k}"] == float(any(rank < k for rank in ranks))


def test_a_question_without_gold_has_no_retrieval_measures(hits: tuple[Hit, ...]) -> None:
    assert set(measures.retrieval_of_passages(hits, None).values()) == {None}


# Answers


DOCUMENT = Document(
    DocumentId("d"), "d.txt", "Dân số 107.700 người. Có 23 khu phố.", "Dân số", None, None, False, None, "text"
)
FIRST, SECOND = (0, 21), (22, 36)  # its sentences


def _answer(*spans: tuple[int, int], short: str | None = None) -> Answer:
    cited = [Citation(n, DOCUMENT, a, b, DOCUMENT.text[a:b]) for n, (a, b) in enumerate(spans, 1)]
    sentences = [AnswerSentence(c.quote, (c.marker,), Context()) for c in cited]
    understood = Understood("hỏi")
    return Answer("hỏi", understood, 0.9, "extractive", Timings(), (), (), tuple(sentences), tuple(cited), short)


def _refusal() -> Refusal:
    return Refusal("hỏi", Understood("hỏi"), 0.1, "extractive", Timings())


def _gold(*spans: tuple[int, int]) -> measures.Gold:
    return measures.Gold(tuple((measures.Span("d", *span),) for span in spans))


ITEM = Item("1", "hỏi", True, 1, answer=(("107.700", "107 700"), ("23", "hai mươi ba")))


def test_an_answer_contains_when_every_group_has_a_string_in_it() -> None:
    assert measures.answering(ITEM, _answer(FIRST, SECOND), None)["contains"] == 1.0
    assert measures.answering(ITEM, _answer(FIRST), None)["contains"] == 0.0


def test_precision_is_of_the_citations_and_recall_of_the_evidence() -> None:
    values = measures.answering(ITEM, _answer(FIRST, SECOND), _gold((7, 14)))
    assert (values["cited_evidence"], values["precision"], values["recall"]) == (1.0, 0.5, 1.0)
    values = measures.answering(ITEM, _answer(FIRST), _gold((7, 14), (25, 27)))
    assert (values["cited_evidence"], values["precision"], values["recall"]) == (1.0, 1.0, 0.5)
    values = measures.answering(ITEM, _answer(FIRST), _gold((25, 27)))
    assert (values["cited_evidence"], values["precision"], values["recall"]) == (0.0, 0.0, 0.0)


def test_a_citation_that_only_touches_the_evidence_does_not_overlap_it() -> None:
    assert measures.answering(ITEM, _answer(FIRST), _gold((21, 30)))["cited_evidence"] == 0.0


def test_a_refused_answerable_question_scores_zero_and_has_no_citations_to_measure() -> None:
    item = replace(ITEM, answers=("107.700",))
    values = measures.answering(item, _refusal(), _gold(FIRST))
    nothing = {name for name, value in values.items() if value is None}
    assert nothing == {"precision", "recall"}
    assert {value for name, value in values.items() if name not in nothing} == {0.0}


def test_the_short_answer_is_held_against_the_best_of_the_gold_answers() -> None:
    item = replace(ITEM, answers=("khoảng một trăm nghìn", "107.700 người"))
    values = measures.answering(item, _answer(SECOND, FIRST, short="107.700 người"), None)
    assert (values["exact_match"], values["f1"]) == (1.0, 1.0)
    assert (values["sentence@1"], values["sentence@3"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("given_", "gold", "expected"),
    [
        ("Phường Bình Dương.", "phường bình dương", 1.0),
        ("hòa bình", "hoà bình", 1.0),
        ("2.952", "2952", 0.0),
        ("“2.952”,", "2.952", 1.0),
        ("Bình Dương", "Bình Trưng", 0.0),
    ],
)
def test_exact_match_is_of_normalised_vietnamese(given_: str, gold: str, expected: float) -> None:
    assert measures.exact_match(given_, gold) == expected


def test_f1_counts_shared_syllables() -> None:
    assert measures.token_f1("trên 107.700 người", "107.700 người dân") == pytest.approx(2 * 2 / 6)
    assert measures.token_f1("a b", "c d") == 0.0


def test_a_gold_answer_is_contained_as_whole_words_only() -> None:
    assert measures.contained(["Phường có 152.000 dân."], ["152.000 dân"]) == 1.0
    assert measures.contained(["Phường có 152.000 dân."], ["52.000 dân"]) == 0.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_auroc_equals_the_library_s(yes: list[float], no: list[float]) -> None:
    from sklearn.metrics import roc_auc_score

    labels = [1] * len(yes) + [0] * len(no)
    assert measures.auroc(yes, no) == pytest.approx(roc_auc_score(labels, yes + no))


def test_auroc_needs_both_kinds() -> None:
    assert measures.auroc([0.5], []) is None


def test_risk_is_the_share_of_wrong_among_the_surest() -> None:
    points = measures.risk_coverage([0.9, 0.1, 0.5], [True, False, False])
    assert points == [(1 / 3, 0.0), (2 / 3, 1 / 2), (1.0, 2 / 3)]


def test_the_randomisation_test_of_equal_runs_finds_nothing() -> None:
    assert randomisation([0.0] * 20) == 1.0


def test_the_randomisation_test_finds_a_difference_that_is_there() -> None:
    assert randomisation([1.0] * 12) < 0.01


def test_the_randomisation_test_is_near_the_exact_one() -> None:
    chance = Random(5)
    differences = [chance.choice([-1.0, 1.0, 1.0]) for _ in range(10)]
    observed = abs(sum(differences))
    exact = sum(
        abs(sum(d if mask >> i & 1 else -d for i, d in enumerate(differences))) >= observed for mask in range(1024)
    )
    assert randomisation(differences) == pytest.approx(exact / 1024, abs=0.02)
