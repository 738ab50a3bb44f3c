"""The general table that ships: how likely each form of a syllable is, given what folding leaves of its neighbours.

The score of a form y at place i is

    sum over templates t of weight[slot(t, context, y)]  +  out[y] · top[i]
    top[i] = relu(sum over o in -5..5 of wide[o][folded[i + o]]  +  sum over o in -3..3 of low[i + o] · across[o])
    low[i] = relu(sum over o in -2..2 of near[o][folded[i + o]])

and its probability the softmax over the forms that fold to the same syllable: a log-linear classifier (maximum
entropy, Berger et al., 1996) over hashed features (Weinberger et al., 2009), with a small convolutional net beside it.
A template is a set of folded neighbours, or of neighbours whose marks are known. Both sides of a syllable are known,
since folding is what is undone, so no search over sequences is needed. tests/benchmarks/learn_diacritics.py learns it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.text import fold

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]

BREAK, NUMBER, OTHER = range(3)  # what stands for commas and the ends, figures, words that are not in the vocabulary
PLAIN = 3  # form and fold numbers from here on are words
REACH = 8  # breaks around a sentence, so that every neighbour looked at exists
WIDE, NEAR, ACROSS = 5, 2, 3  # how far the parts of the net look, to each side
NET = ("wide", "near", "across", "out")
_LEVELS = 15  # distinct weights other than zero


def _mask(*folded: int, shown: Sequence[int] = (), capital: bool = False) -> int:
    return sum(1 << (o + 4) for o in folded) | sum(1 << (9 + _SHOWN.index(o)) for o in shown) | capital << _CAPITAL


_SHOWN = (-2, -1, 1, 2)
_CAPITAL = 13
# Neighbours (offsets from the syllable) of each template; `shown` ones take part only where their marks are known, and
# `capital` (whether the syllable has one) only inside a sentence that has both cases.
TEMPLATES = (
    _mask(),
    *(_mask(-1), _mask(1), _mask(-2, -1), _mask(-1, 1), _mask(1, 2), _mask(-2), _mask(2)),
    *(_mask(-3, -2, -1), _mask(-2, -1, 1), _mask(-1, 1, 2), _mask(1, 2, 3), _mask(-2, 1), _mask(-1, 2)),
    *(_mask(shown=[-1]), _mask(shown=[1]), _mask(shown=[-2, -1]), _mask(shown=[1, 2]), _mask(shown=[-1, 1])),
    *(_mask(capital=True), _mask(-1, capital=True), _mask(1, capital=True)),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The forms known, numbered; the first three numbers are BREAK, NUMBER and OTHER."""

    forms: tuple[str, ...]
    syllables: int  # so many forms, from PLAIN on, are syllables; the rest are other words, for context only
    number: dict[str, int]
    folds: tuple[str, ...]
    fold_number: dict[str, int]
    fold_of: Ints  # shape (forms,)
    first: Ints  # shape (folds + 1,): where a fold's forms begin in `candidates`
    candidates: Ints  # numbers of syllables' forms, the most frequent first within a fold
    is_syllable: NDArray[np.bool_]  # shape (forms,)
    has_marks: NDArray[np.bool_]  # shape (forms,): whether the form bears a diacritic or đ

    @classmethod
    def of(cls, syllables: Sequence[str], others: Sequence[str]) -> "Vocabulary":
        """Built from the syllables' forms and the other words, each most frequent first."""
        forms = ("<break>", "<number>", "<other>", *syllables, *others)
        folded = fold("\n".join(forms)).split("\n")
        folds = (*folded[:PLAIN], *sorted(set(folded[PLAIN:])))
        fold_number = {word: number for number, word in enumerate(folds)}
        fold_of = np.array([fold_number[word] for word in folded], np.int32)
        own = fold_of[PLAIN : PLAIN + len(syllables)]
        candidates = (np.argsort(own, kind="stable") + PLAIN).astype(np.int32)
        first = np.concatenate([[0], np.cumsum(np.bincount(own, minlength=len(folds)))]).astype(np.int32)
        number = {form: number for number, form in enumerate(forms) if number >= PLAIN}
        numbers = np.arange(len(forms))
        shaped = (numbers >= PLAIN) & (numbers < PLAIN + len(syllables))
        marks = np.array([form != plain for form, plain in zip(forms, folded, strict=True)])
        known = (number, folds, fold_number, fold_of, first, candidates)
        return cls(forms, len(syllables), *known, is_syllable=shaped, has_marks=marks)


def mix(x: Hashes) -> Hashes:
    """A 64-bit mixing function (xor-shift and multiply); the learner's inner loop has the same."""
    x = x ^ (x >> np.uint64(31))
    x = x * np.uint64(0x9E3779B97F4A7C15)
    x = x ^ (x >> np.uint64(29))
    x = x * np.uint64(0xBF58476D1CE4E5B9)
    return x ^ (x >> np.uint64(32))


@dataclass(frozen=True, slots=True)
class Table:
    """The weights, ready to score."""

    words: Vocabulary
    codes: NDArray[np.uint8]  # shape (slots,): which level each slot's weight has; slots are a power of two
    levels: Floats  # shape (16,), levels[0] == 0
    wide: Floats  # shape (2 · WIDE + 1, folds, width of the upper layer)
    near: Floats  # shape (2 · NEAR + 1, folds, width of the lower)
    across: Floats  # shape ((2 · ACROSS + 1) · width of the lower, width of the upper)
    out: Floats  # shape (forms, width of the upper)

    def scores(self, sentence: "Sentence", forms: Ints, of: Ints) -> Floats:
        """The scores of candidate forms, one each, with no marks known: `forms[c]` is for `sentence.places[of[c]]`."""
        net: Floats = np.einsum("cw,cw->c", self.out[forms], self._top(sentence.folded, sentence.at)[of])
        scores = net + self._weights(np.stack([sentence.context(t) for t in _BARE])[:, of], forms)
        if sentence.capital is None:
            return scores
        inside = np.flatnonzero(sentence.capital[of] > 0)
        cased = np.stack([sentence.context(t) for t in _CASED])[:, of[inside]]
        scores[inside] += self._weights(cased, forms[inside])
        return scores

    def scores_beside(self, sentence: "Sentence", shown: Ints, forms: Ints, of: Ints) -> Floats:
        """What is added to the scores by neighbours whose forms are known.

        shown: those forms' numbers, 0 elsewhere, one for each piece.
        """
        total = np.zeros(len(forms), np.float32)
        padded = np.concatenate([_EDGE, shown, _EDGE]).astype(np.uint64)
        for t in _BESIDE:
            contexts, speaking = sentence.context_beside(t, padded)
            chosen = np.flatnonzero(speaking[of])
            total[chosen] += self._weights(contexts[None, of[chosen]], forms[chosen])
        return total

    def _weights(self, contexts: Hashes, forms: Ints) -> Floats:
        """The sum over templates of the weights of candidates; contexts: shape (templates, candidates)."""
        slots = mix(contexts ^ mix(forms.astype(np.uint64) + np.uint64(1000003))) & np.uint64(len(self.codes) - 1)
        weights: Floats = self.levels[self.codes[slots]].sum(0, dtype=np.float32)
        return weights

    def _top(self, folded: Ints, at: NDArray[np.int64]) -> Floats:
        """The upper layer at some places of a padded sentence, shape (places, width)."""
        inner = np.arange(NEAR, len(folded) - NEAR)
        low = np.zeros((len(folded), self.near.shape[-1]), np.float32)
        low[inner] = np.maximum(_rows(self.near, folded, inner), 0)
        seen = low[at[:, None] + np.arange(-ACROSS, ACROSS + 1)].reshape(len(at), -1)
        top: Floats = np.maximum(_rows(self.wide, folded, at) + seen @ self.across, 0)
        return top


def _rows(weights: Floats, folded: Ints, at: NDArray[np.int64]) -> Floats:
    """Each place's sum of the rows of its neighbours, one table for each offset; shape (places, width)."""
    offsets = np.arange(len(weights))[:, None]
    rows: Floats = weights[offsets, folded[at + offsets - len(weights) // 2]].sum(0, dtype=np.float32)
    return rows


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of one sentence as the table sees them, and the places whose forms are asked for."""

    folded: Ints  # fold numbers, with REACH breaks at both ends
    at: NDArray[np.int64]  # the places asked for, counted in `folded`
    capital: Ints | None  # for each place asked for 1 no, 2 yes, 0 where that says nothing; None where all are 0

    @classmethod
    def of(cls, folded: Ints, places: Ints, capital: Ints | None) -> "Sentence":
        """Of the fold numbers of the pieces, the places asked for, and their case (see `capital`)."""
        return cls(np.concatenate([_EDGE, folded, _EDGE]), places.astype(np.int64) + REACH, capital)

    def context(self, template: int) -> Hashes:
        """The hash of a template's folded neighbours at each place."""
        h = np.full(len(self.at), _STARTS[template])
        for k in range(9):
            if TEMPLATES[template] >> k & 1:
                h = mix(h * np.uint64(31) + self.folded[self.at + (k - 4)].astype(np.uint64) + np.uint64(7))
        if TEMPLATES[template] >> _CAPITAL and self.capital is not None:
            h = mix(h * np.uint64(31) + self.capital.astype(np.uint64))
        return h ^ mix(self.folded[self.at].astype(np.uint64) + np.uint64(77777))

    def context_beside(self, template: int, shown: Hashes) -> tuple[Hashes, NDArray[np.bool_]]:
        """The hash of a template's known neighbours at each place, and whether all of them are known."""
        h, speaking = np.full(len(self.at), _STARTS[template]), np.ones(len(self.at), np.bool_)
        for k, offset in enumerate(_SHOWN):
            if TEMPLATES[template] >> (9 + k) & 1:
                speaking &= shown[self.at + offset] > 0
                h = mix(h * np.uint64(31) + shown[self.at + offset] + np.uint64(50021))
        return h ^ mix(self.folded[self.at].astype(np.uint64) + np.uint64(77777)), speaking


_STARTS = mix(np.arange(1, len(TEMPLATES) + 1, dtype=np.uint64))
_BARE = tuple(t for t, mask in enumerate(TEMPLATES) if mask < 1 << 9)
_BESIDE = tuple(t for t, mask in enumerate(TEMPLATES) if 1 << 9 <= mask < 1 << _CAPITAL)  # no folded neighbours
_CASED = tuple(t for t, mask in enumerate(TEMPLATES) if mask >= 1 << _CAPITAL)
_EDGE = np.zeros(REACH, np.int32)


def save_table(path: Path, words: Vocabulary, weight: Floats, net: Mapping[str, Floats]) -> None:
    """Quantise and write: gaps between the slots in use, 16 levels of weight, the net in 4 bits a number."""
    used = np.flatnonzero(weight)
    whole, rest = np.divmod(np.diff(used, prepend=-1) - 1, 255)
    gaps = np.full(int(whole.sum()) + len(used), 255, np.uint8)  # 255 moves on only; others end at a slot in use
    gaps[np.cumsum(whole + 1) - 1] = rest
    levels = _levels(weight[used])
    codes = np.digitize(weight[used], (levels[2:] + levels[1:-1]) / 2).astype(np.uint8) + np.uint8(1)
    arrays: dict[str, NDArray[np.generic]] = {
        "forms": np.frombuffer("\n".join(words.forms[PLAIN:]).encode(), np.uint8),
        "sizes": np.array([words.syllables, len(weight)]),
        **{"gaps": gaps, "codes": codes, "levels": levels},
    }
    for name in NET:
        arrays[name], arrays[f"{name}_scales"] = _small(
            net[name].reshape(-1, net["out"].shape[1]) if name == "across" else net[name]
        )
    np.savez_compressed(path, allow_pickle=False, **arrays)


def load_table(path: Path) -> Table:
    """Read what `save_table` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        held = {name: arrays[name] for name in arrays.files}
    forms = held["forms"].tobytes().decode().split("\n")
    syllables, slots = map(int, held["sizes"])
    ends = held["gaps"] < 255
    codes = np.zeros(slots, np.uint8)
    codes[np.cumsum(held["gaps"].astype(np.int32) + ends, dtype=np.int32)[ends] - 1] = held["codes"]
    net = {name: held[name] * held[f"{name}_scales"].astype(np.float32) for name in NET}
    return Table(Vocabulary.of(forms[:syllables], forms[syllables:]), codes, held["levels"], **net)


@cache
def general_table() -> Table:
    """The table that ships, read once."""
    return load_table(Path(str(files("index") / "data" / "diacritics.npz")))


def _levels(weights: Floats) -> Floats:
    """Levels nearest to the weights on the whole, by Lloyd's algorithm from quantiles; the first is zero."""
    levels = np.quantile(weights, (np.arange(_LEVELS) + 0.5) / _LEVELS)
    for _ in range(20):
        nearest = np.digitize(weights, (levels[1:] + levels[:-1]) / 2)
        sums, counts = np.bincount(nearest, weights, _LEVELS), np.bincount(nearest, minlength=_LEVELS)
        levels = np.sort(sums / np.maximum(counts, 1))
    return np.concatenate([[0], levels]).astype(np.float32)


def _small(array: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """The array in whole numbers from -7 to 7 and one scale for each row."""
    scales = np.maximum(np.abs(array).max(-1, keepdims=True) / 7, 1e-4).astype(np.float16)
    return np.rint(array / scales.astype(np.float32)).astype(np.int8), scales
