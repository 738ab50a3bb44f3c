"""The reliability plot tells how far confidence is from the share of answers that are right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.reliability_plot import binned, calibration_error, drawn


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_outcome_is_counted_in_one_tenth(outcomes: list[tuple[float, bool]]) -> None:
    found = binned(outcomes)
    assert sum(count for *_, count in found) == len(outcomes)
    assert sum(right * count for _, right, count in found) == pytest.approx(sum(right for _, right in outcomes))


def test_confidence_that_tells_the_truth_has_no_error_and_false_confidence_all_of_it() -> None:
    assert calibration_error([(0.25, True), (0.25, False), (0.25, False), (0.25, False)]) == 0
    assert calibration_error([(1.0, False), (0.0, True)]) == 1


def test_each_series_is_drawn_with_its_name_count_and_error() -> None:
    text = drawn({"our own": [(0.9, True), (0.2, False)], "xquad_vi": [(0.5, True)]})
    assert text.count("<polyline") == 2
    assert "our own: 2 questions, error 0.150" in text
    assert "xquad_vi: 1 questions, error 0.500" in text
