"""The measures of the evaluation harness, against naive computations of the same thing."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation import measures
from rag.evaluation.compare import randomisation


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
