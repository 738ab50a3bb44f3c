"""What the indexed corpus says about diacritics: how often each form stands beside which folded neighbours.

Kept as one sorted array of 64-bit hashes of (template, folded neighbours, form) with their counts, so that counts of
a million passages fit in tens of megabytes, merge by sorting, and save as they are. When there are too many, the
rarest go ("lossy counting", Manku and Motwani, 2002).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.diacritics_contexts import Hashes, Ints, mix
from index.diacritics_syllables import Kind, Piece, pieces
from index.diacritics_table import Floats
from index.text import fold, nfc

MOST = 4_000_000  # n-grams kept: 48 MB
_CHUNK = 400_000  # syllables counted before they are merged
# Neighbours of each template, and how much its word counts. Fitted to held-out news (the first two thirds of each
# article as corpus, the last third to restore) and to our questions of the tune split with the five articles as corpus.
TEMPLATES: tuple[tuple[tuple[int, ...], float], ...] = (
    ((), 0.1),
    ((-1,), 0.25),
    ((1,), 0.25),
    ((-2, -1), 0.45),
    ((-1, 1), 0.35),
    ((1, 2), 0.3),
)
_PRIOR = 0.1  # sightings that the general table's word is worth within a template
_UNANIMOUS = 0.97  # a context speaks only when one form has this share of it: the others the general table knows better
_EDGE = 2


class Seen(Protocol):
    """How often n-grams were seen, however it is kept."""

    @property
    def forms(self) -> frozenset[str]:
        """The syllables seen, lower case, tones on the last vowel."""

    def of(self, keys: Hashes) -> NDArray[np.uint32]:
        """How often each n-gram was seen, 0 where never; any shape."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of n-grams. A value: adding texts makes a new one."""

    keys: Hashes  # ascending
    counts: NDArray[np.uint32]
    forms: frozenset[str]  # the syllables seen, lower case, tones on the last vowel

    def of(self, keys: Hashes) -> NDArray[np.uint32]:
        """How often each n-gram was seen, 0 where never; any shape."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.uint32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.counts[at], 0).astype(np.uint32)

    def merge(self, other: "Counts") -> "Counts":
        """The counts of both; the rarest n-grams are dropped where there would be more than MOST."""
        keys, back = np.unique(np.concatenate([self.keys, other.keys]), return_inverse=True)
        counts = np.bincount(back, np.concatenate([self.counts, other.counts])).astype(np.uint32)
        least = 1
        while len(keys) > MOST:
            least += 1
            keys, counts = keys[counts >= least], counts[counts >= least]
        return Counts(keys, counts, self.forms | other.forms)

    def save(self, path: Path) -> None:
        """Write to a `.npz` file."""
        forms = np.frombuffer("\n".join(sorted(self.forms)).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, keys=self.keys, counts=self.counts, forms=forms)


@dataclass(frozen=True, slots=True)
class Together:
    """Counts that are asked together. Merging those of 200,000 passages took 1.5 s before the first question."""

    parts: tuple[Counts, ...]

    @property
    def forms(self) -> frozenset[str]:
        """The syllables that any of them has seen."""
        return frozenset().union(*(part.forms for part in self.parts))

    def of(self, keys: Hashes) -> NDArray[np.uint32]:
        """How often each n-gram was seen in all of them, 0 where never; any shape."""
        asked, back = np.unique(keys, return_inverse=True)  # in order they are looked up faster than in none
        total = np.zeros(len(asked), np.uint32)
        for part in self.parts:
            total += part.of(asked)
        return total[back].reshape(keys.shape)


def gain(seen: Seen, probabilities: Floats, keys: Hashes, of: Ints) -> Floats:
    """What the corpus adds to the candidates' scores, given their probabilities without it.

    keys: shape (templates, candidates); of: which place each candidate is of. Within a template the estimate is the
    mean of a Dirichlet posterior, (count + a · prior) / (total + a), as in MacKay and Peto's language model (1995);
    the templates' estimates, which lean on the same prior, are pooled by weighted sums of log ratios to it.
    A template with neighbours speaks only where its context is unanimous.
    """
    total = np.zeros(len(probabilities), np.float32)
    probabilities = np.maximum(probabilities, np.float32(1e-12))
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    for counts, (offsets, weight) in zip(seen.of(keys).astype(np.float32), TEMPLATES, strict=True):
        times = np.bincount(of, counts)[of].astype(np.float32)
        most = np.maximum.reduceat(counts, starts)[of]
        speaks = (most >= _UNANIMOUS * times) if offsets else 1
        total += speaks * weight * np.log((counts / probabilities + _PRIOR) / (times + _PRIOR))
    return total


def load(path: Path) -> Counts:
    """Read what `Counts.save` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        forms = arrays["forms"].tobytes().decode()
        return Counts(arrays["keys"], arrays["counts"], frozenset(forms.split("\n") if forms else ()))


def nothing() -> Counts:
    """The counts of no text."""
    return Counts(np.zeros(0, np.uint64), np.zeros(0, np.uint32), frozenset())


def count(texts: Iterable[str]) -> Counts:
    """Count the n-grams of texts; sentences that bear no diacritic at all teach nothing and are passed over."""
    total = nothing()
    for folded, forms, seen in _chunks(texts):
        at = np.flatnonzero(forms)
        found = ngrams(folded, at, forms[at], np.arange(len(at)))
        keys, counts = np.unique(found[found > 0], return_counts=True)
        total = total.merge(Counts(keys, counts.astype(np.uint32), seen))
    return total


def ngrams(folded: Hashes, at: NDArray[np.int64], forms: Hashes, of: NDArray[np.integer]) -> Hashes:
    """The keys of candidates `forms[c]` at places `at[of[c]]`, 0 beyond the ends; (templates, candidates).

    folded: the word hashes of all pieces, with at least two zeros at both ends.
    """
    keys = np.empty((len(TEMPLATES), len(forms)), np.uint64)
    for t, (offsets, _) in enumerate(TEMPLATES):
        context, whole = np.full(len(at), t + 1, np.uint64), np.ones(len(at), np.bool_)
        for offset in offsets:
            context = mix(context * np.uint64(31) + folded[at + offset])
            whole &= folded[at + offset] > 0
        keys[t] = np.where(whole[of], mix(context[of] ^ forms), 0)
    return keys


@lru_cache(maxsize=100_000)
def word_hash(word: str) -> int:
    """A hash of a word, the same in every process; never 0."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") | 1


def piece_hash(piece: Piece) -> int:
    """The hash of a piece as a neighbour: its fold; all figures are one, marks and ends are none."""
    if piece.kind in (Kind.SYLLABLE, Kind.OTHER):
        return word_hash(piece.folded)
    return word_hash("0") if piece.kind is Kind.FIGURE else 0


def _chunks(texts: Iterable[str]) -> Iterator[tuple[Hashes, Hashes, frozenset[str]]]:
    """Streams of neighbours' hashes, of forms' hashes (0 where nothing is counted), and the syllables in them."""
    folded, forms, seen = [0] * _EDGE, [0] * _EDGE, set[str]()
    for text in texts:
        for sentence in _sentences(text):
            folded += [piece_hash(piece) for piece in sentence] + [0] * _EDGE
            forms += [_form_hash(piece) for piece in sentence] + [0] * _EDGE
            seen.update(piece.form for piece in sentence if piece.kind is Kind.SYLLABLE)
        if len(folded) > _CHUNK:
            yield np.array(folded, np.uint64), np.array(forms, np.uint64), frozenset(seen)
            folded, forms, seen = [0] * _EDGE, [0] * _EDGE, set()
    yield np.array(folded, np.uint64), np.array(forms, np.uint64), frozenset(seen)


def _form_hash(piece: Piece) -> int:
    return word_hash(piece.form) if piece.kind is Kind.SYLLABLE else 0


def _sentences(text: str) -> Iterator[Sequence[Piece]]:
    for end, group in groupby(pieces(nfc(text)), lambda piece: piece.kind is Kind.END):
        sentence = list(group)
        if not end and any(piece.form != piece.folded for piece in sentence):
            yield sentence


def forms_by_fold(forms: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The forms under what they fold to, in alphabetical order."""
    found: dict[str, tuple[str, ...]] = {}
    for form in sorted(forms):
        folded = fold(form)
        found[folded] = (*found.get(folded, ()), form)
    return found
