"""Names are looked up by how they are spelt, without looking at each."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.roll import Spellings, one_slip
from index.text import fold

WORDS = st.text("abcđâă ", min_size=1, max_size=6)


def _distance(a: str, b: str) -> int:
    """Levenshtein's, by its definition: an oracle of its own."""
    if not a or not b:
        return len(a) + len(b)
    return min(_distance(a[1:], b) + 1, _distance(a, b[1:]) + 1, _distance(a[1:], b[1:]) + (a[0] != b[0]))


@given(st.lists(WORDS, unique=True, max_size=8), WORDS)
def test_every_name_at_most_one_letter_away_is_near(names: Sequence[str], asked: str) -> None:
    near = Spellings(names).near(asked)
    assert {name for name in names if _distance(fold(name), fold(asked)) <= 1} <= set(near)


@given(st.lists(WORDS, unique=True, max_size=8), WORDS)
def test_no_name_more_than_two_letters_away_is_near(names: Sequence[str], asked: str) -> None:
    assert all(_distance(fold(name), fold(asked)) <= 2 for name in Spellings(names).near(asked))


@given(st.lists(WORDS, unique=True, max_size=8), WORDS)
def test_names_alike_are_those_that_fold_to_the_same(names: Sequence[str], asked: str) -> None:
    assert Spellings(names).alike(asked) == sorted(name for name in names if fold(name) == fold(asked))


@given(WORDS, WORDS)
def test_a_slip_is_one_letter_two_that_changed_places_or_diacritics_alone(typed: str, meant: str) -> None:
    typed, meant = " ".join(typed.split()), " ".join(meant.split())
    swapped = {fold(typed[:i] + typed[i + 1 : i + 2] + typed[i : i + 1] + typed[i + 2 :]) for i in range(len(typed))}
    assert one_slip(typed, meant) == (fold(meant) in swapped | {fold(typed)} or _distance(typed, meant) <= 1)
