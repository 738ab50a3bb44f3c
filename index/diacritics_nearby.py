"""What the passages nearest to a question say about its diacritics: they write the words that it means.

"dap nam o dau" is đập, đáp or đạp; the passages that hold "dap" and "nam", whatever their marks, tell which.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from index.diacritics_syllables import Kind, Piece, pieces
from index.diacritics_table import Floats
from index.text import nfc

# How much a syllable's forms count, alone and beside each neighbour. Chosen on one fifth of two public sets.
_ALONE = _PAIRED = 1.0
_UNSEEN_ALONE, _UNSEEN_PAIRED = 0.3, 0.1  # sightings that a form is given beforehand


class Nearby:
    """In how many of some passages each form of a syllable stands, alone and beside each neighbour."""

    def __init__(self, passages: Iterable[str]) -> None:
        """Counts the forms in the texts of passages."""
        self._alone: dict[str, Counter[str]] = defaultdict(Counter)
        self._before: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # of the second of two
        self._after: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)  # of the first of two
        for text in passages:
            found = [piece for piece in pieces(nfc(text)) if piece.kind in (Kind.SYLLABLE, Kind.OTHER)]
            for folded, form in {(piece.folded, piece.form) for piece in found}:
                self._alone[folded][form] += 1
            for a, b in {((a.folded, a.form), (b.folded, b.form)) for a, b in pairwise(found)}:
                self._after[a[0], b[0]][a[1]] += 1
                self._before[a[0], b[0]][b[1]] += 1

    def gain(self, sentence: Sequence[Piece], place: int, forms: Sequence[str]) -> Floats:
        """What the passages add to the logarithms of the forms' probabilities at a place, shape (len(forms),)."""
        folded = sentence[place].folded
        total = _logs(self._alone.get(folded), forms, _UNSEEN_ALONE) * _ALONE
        if place:
            before = self._before.get((sentence[place - 1].folded, folded))
            total += _logs(before, forms, _UNSEEN_PAIRED) * _PAIRED
        if place + 1 < len(sentence):
            after = self._after.get((folded, sentence[place + 1].folded))
            total += _logs(after, forms, _UNSEEN_PAIRED) * _PAIRED
        return total.astype(np.float32)


def _logs(seen: Counter[str] | None, forms: Sequence[str], unseen: float) -> Floats:
    """The logarithm of each form's share of the sightings; nothing where there are none."""
    if not seen:
        return np.zeros(len(forms), np.float32)
    total = sum(seen.values()) + unseen * len(forms)
    return np.array([math.log((seen[form] + unseen) / total) for form in forms], np.float32)
