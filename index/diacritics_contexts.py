"""The contexts of a syllable that the general table has weights for, each as one 64-bit hash.

A template is a set of neighbours: folded ones, which are always known, or forms that are known because they were typed
with a mark or guessed with some certainty; and whether the syllable has a capital. The learner's inner loop
(tests/benchmarks/learn_diacritics.c) makes the same hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]

REACH = 8  # breaks around a sentence, so that every neighbour looked at exists
_SHOWN = (-2, -1, 1, 2)
_CAPITAL = 13


def _mask(*folded: int, shown: Sequence[int] = (), capital: bool = False) -> int:
    return sum(1 << (o + 4) for o in folded) | sum(1 << (9 + _SHOWN.index(o)) for o in shown) | capital << _CAPITAL


# Neighbours (offsets from the syllable) of each template; `shown` ones take part only where their marks are known, and
# `capital` (whether the syllable has one) only inside a sentence that has both cases.
TEMPLATES = (
    _mask(),
    *(_mask(-1), _mask(1), _mask(-2, -1), _mask(-1, 1), _mask(1, 2), _mask(-2), _mask(2)),
    *(_mask(-3, -2, -1), _mask(-2, -1, 1), _mask(-1, 1, 2), _mask(1, 2, 3), _mask(-2, 1), _mask(-1, 2)),
    *(_mask(shown=[-1]), _mask(shown=[1]), _mask(shown=[-2, -1]), _mask(shown=[1, 2]), _mask(shown=[-1, 1])),
    *(_mask(capital=True), _mask(-1, capital=True), _mask(1, capital=True)),
)


def mix(x: Hashes) -> Hashes:
    """A 64-bit mixing function (xor-shift and multiply); the learner's inner loop has the same."""
    x = x ^ (x >> np.uint64(31))
    x = x * np.uint64(0x9E3779B97F4A7C15)
    x = x ^ (x >> np.uint64(29))
    x = x * np.uint64(0xBF58476D1CE4E5B9)
    return x ^ (x >> np.uint64(32))


class _Group:
    """Templates that are hashed together: the neighbours' offsets in order, shape (templates, most neighbours)."""

    def __init__(self, numbers: Sequence[int], first_bit: int, offsets: Sequence[int]) -> None:
        chosen = [[o for k, o in enumerate(offsets) if TEMPLATES[t] >> (first_bit + k) & 1] for t in numbers]
        most = max(map(len, chosen))
        self.starts = mix(np.array(numbers, np.uint64) + np.uint64(1))[:, None]
        self.offsets = np.array([one + [0] * (most - len(one)) for one in chosen], np.int64)[:, :, None]
        self.used = np.array([[k < len(one) for k in range(most)] for one in chosen])[:, :, None]

    def hashes(self, values: Hashes, at: NDArray[np.int64], plus: int) -> Hashes:
        """Shape (templates, places)."""
        h = np.broadcast_to(self.starts, (len(self.starts), len(at)))
        around = values[at + self.offsets] + np.uint64(plus)
        for k in range(self.offsets.shape[1]):
            h = np.where(self.used[:, k], mix(h * np.uint64(31) + around[:, k]), h)
        return h


_ALL = range(len(TEMPLATES))
_BARE = _Group([t for t in _ALL if TEMPLATES[t] < 1 << 9], 0, range(-4, 5))
_BESIDE = _Group([t for t in _ALL if 1 << 9 <= TEMPLATES[t] < 1 << _CAPITAL], 9, _SHOWN)  # no folded neighbours
_CASED = _Group([t for t in _ALL if TEMPLATES[t] >= 1 << _CAPITAL], 0, range(-4, 5))
EDGE = np.zeros(REACH, np.int32)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of one sentence as the table sees them, and the places whose forms are asked for."""

    folded: Ints  # fold numbers, with REACH breaks at both ends
    at: NDArray[np.int64]  # the places asked for, counted in `folded`
    capital: Ints | None  # for each place asked for 1 no, 2 yes, 0 where that says nothing; None where all are 0

    @classmethod
    def of(cls, folded: Ints, places: Ints, capital: Ints | None) -> "Sentence":
        """Of the fold numbers of the pieces, the places asked for, and their case (see `capital`)."""
        return cls(np.concatenate([EDGE, folded, EDGE]), places.astype(np.int64) + REACH, capital)

    def bare(self) -> Hashes:
        """The contexts of folded neighbours, shape (templates, places)."""
        return _BARE.hashes(self.folded.astype(np.uint64), self.at, 7) ^ self._salt()

    def cased(self, capital: Ints) -> Hashes:
        """The contexts that hold the syllable's case too, shape (templates, places)."""
        h = _CASED.hashes(self.folded.astype(np.uint64), self.at, 7)
        return mix(h * np.uint64(31) + capital.astype(np.uint64)) ^ self._salt()

    def beside(self, shown: Ints) -> tuple[Hashes, NDArray[np.bool_]]:
        """The contexts of known forms, and whether all of them are known; shapes (templates, places).

        shown: the forms' numbers, 0 where not known, one for each piece.
        """
        padded = np.concatenate([EDGE, shown, EDGE]).astype(np.uint64)
        known = ((padded[self.at + _BESIDE.offsets] > 0) | ~_BESIDE.used).all(1)
        return _BESIDE.hashes(padded, self.at, 50021) ^ self._salt(), known

    def _salt(self) -> Hashes:
        return mix(self.folded[self.at].astype(np.uint64) + np.uint64(77777))
