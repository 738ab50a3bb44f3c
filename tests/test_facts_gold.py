"""What the parser of facts finds in the labelled sentences, and that the benchmark counts as it says."""

import pytest

from index.facts import FactKind
from tests.benchmarks.facts import KINDS, Count, Label, measure, sentences

TUNE = list(sentences("tune"))
AIM = 0.97  # precision and recall of every type


@pytest.mark.parametrize("name", KINDS)
def test_of_every_type_the_parser_finds_what_is_labelled_and_nothing_else(name: str) -> None:
    count = measure(TUNE)[name]
    assert count.labelled > 10
    assert min(count.precision, count.recall) >= AIM, "\n".join(count.errors)


def test_the_sentences_hold_every_type() -> None:
    assert {label.type for _, labels in TUNE for label in labels} == set(KINDS)


def test_a_label_is_found_by_a_fact_of_its_type_that_overlaps_and_says_the_same() -> None:
    text = "Sáng 17-9, hai phường họp."
    right = [Label("date", 5, 9, "17-9", "--09-17")]
    counts = measure([(text, [*right, Label("number", 11, 14, "hai", {"value": 2, "unit": "phường", "rounding": ""})])])
    assert (counts["date"].precision, counts["date"].recall, counts["number"].recall) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "label",
    [
        Label("date", 5, 9, "17-9", "--09-18"),
        Label("date", 0, 3, "Sáng", "--09-17"),
    ],
)
def test_another_value_or_place_is_an_error_on_both_sides(label: Label) -> None:
    count = measure([("Sáng 17-9, phường họp.", [label])])["date"]
    assert (count.precision, count.recall, len(count.errors)) == (0.0, 0.0, 2)


def test_nothing_labelled_and_nothing_given_is_no_error() -> None:
    assert (Count().precision, Count().recall) == (1.0, 1.0)
    assert measure([("Phường họp.", [])])[str(FactKind.TITLE)].errors == []
