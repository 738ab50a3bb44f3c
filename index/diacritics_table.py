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

from index.diacritics_contexts import Hashes, Ints, Sentence, mix
from index.text import fold

Floats = NDArray[np.float32]

BREAK, NUMBER, OTHER = range(3)  # what stands for commas and the ends, figures, words that are not in the vocabulary
PLAIN = 3  # form and fold numbers from here on are words
WIDE, NEAR, ACROSS = 5, 2, 3  # how far the parts of the net look, to each side
NET = ("wide", "near", "across", "out")
_LEVELS = 15  # distinct weights other than zero


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


@dataclass(frozen=True, slots=True)
class Table:
    """The weights, ready to score."""

    words: Vocabulary
    codes: NDArray[np.uint8]  # shape (slots,): which level each slot's weight has; slots are a power of two
    levels: Floats  # shape (16,), levels[0] == 0
    wide: Floats  # shape (2 · WIDE + 1, folds, width of the upper layer)
    near: Floats  # shape (2 · NEAR + 1, folds, width of the lower)
    across: Floats  # shape (2 · ACROSS + 1, width of the lower, width of the upper)
    out: Floats  # shape (forms, width of the upper)

    def scores(self, sentence: Sentence, forms: Ints, of: Ints) -> Floats:
        """The scores of candidate forms, one each, with no marks known: `forms[c]` is for place `of[c]`."""
        net: Floats = np.einsum("cw,cw->c", self.out[forms], self._top(sentence.folded, sentence.at)[of])
        scores: Floats = net + self._weights(sentence.bare()[:, of], forms).sum(0, dtype=np.float32)
        if sentence.capital is None:
            return scores
        cased = self._weights(sentence.cased(sentence.capital)[:, of], forms) * (sentence.capital[of] > 0)
        scores += cased.sum(0, dtype=np.float32)
        return scores

    def scores_beside(self, sentence: Sentence, shown: Ints, forms: Ints, of: Ints) -> Floats:
        """What is added to the scores by neighbours whose forms are known (see Sentence.beside)."""
        contexts, known = sentence.beside(shown)
        added: Floats = (self._weights(contexts[:, of], forms) * known[:, of]).sum(0, dtype=np.float32)
        return added

    def _weights(self, contexts: Hashes, forms: Ints) -> Floats:
        """The weights of candidates, shape (templates, candidates) as that of their contexts."""
        slots = mix(contexts ^ mix(forms.astype(np.uint64) + np.uint64(1000003))) & np.uint64(len(self.codes) - 1)
        weights: Floats = self.levels[self.codes[slots]]
        return weights

    def _top(self, folded: Ints, at: NDArray[np.int64]) -> Floats:
        """The upper layer at some places of a padded sentence, shape (places, width)."""
        inner = np.arange(NEAR, len(folded) - NEAR)
        low = np.zeros((len(folded), self.near.shape[-1]), np.float32)
        low[inner] = np.maximum(_rows(self.near, folded, inner), 0)
        top = _rows(self.wide, folded, at)
        for offset, weights in enumerate(self.across, -ACROSS):  # one by one: too small for BLAS to start threads
            top += low[at + offset] @ weights
        activated: Floats = np.maximum(top, 0)
        return activated


def _rows(weights: Floats, folded: Ints, at: NDArray[np.int64]) -> Floats:
    """Each place's sum of the rows of its neighbours, one table for each offset; shape (places, width)."""
    offsets = np.arange(len(weights))[:, None]
    rows: Floats = weights[offsets, folded[at + offsets - len(weights) // 2]].sum(0, dtype=np.float32)
    return rows


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
