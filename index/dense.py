"""Vectors of a segment: every one is compared in a small segment; in a large one, those that compact codes put first.

The codes have 4 bits for each number of a vector: its place among 16 levels, laid out as is best for numbers that are
normally distributed (Lloyd, "Least squares quantization in PCM", 1982; Max, "Quantizing for minimum distortion",
1960) with the mean and deviation found in the segment. Nothing is trained, so the same vectors give the same codes.
FAISS compares a question with all codes in registers, 32 at a time. An index of cells or a graph would look at fewer,
but was measured to lose: questions lie apart from passages, so their neighbours are spread over half of all cells.
What leads by codes is ranked by the vectors themselves, so cosines are exact, and only a passage can be missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndex
from index.stretches import Stretches

VECTORS: Final = "vectors.f32"  # row by row
CODES: Final = "codes.faiss"  # only in a segment of more than `EXACT_MOST` passages
EXACT_MOST: Final = 4096  # vectors that are all compared: 6 MB, half a millisecond
_LEVELS: Final = 16
_CHUNK: Final = 8192  # vectors made codes of at a time

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which rows of a segment may be found; `rows` is None where all may."""

    rows: NDArray[np.bool_] | None
    count: int


class Dense:
    """The open vectors of a segment, shape (passages, dim)."""

    def __init__(self, folder: Path, passages: int, dim: int, sums: NDArray[np.uint32]) -> None:
        """Opens the files; raises OSError, RuntimeError or ValueError where they cannot be read or do not fit."""
        self._dim = dim
        self._stored = Stretches(folder / VECTORS, np.arange(passages + 1, dtype=np.int64) * (4 * dim), sums)
        self._all: NDArray[np.float32] | None = None
        self._codes: Any = None
        if (folder / CODES).exists():
            import faiss

            self._codes = faiss.read_index(str(folder / CODES))
            if (self._codes.ntotal, self._codes.d) != (passages, dim):
                raise BrokenIndex(where=folder / CODES, found="it holds another number of passages")
        else:
            self._all = np.fromfile(folder / VECTORS, dtype=np.float32).reshape(passages, dim)

    def leading(self, query: NDArray[np.float32], pool: int, allowed: Allowed) -> tuple[Rows, Scores, bool]:
        """The rows that lead, at most `pool`, their cosines, and whether these are exact or by codes; in no order."""
        if self._all is not None:
            return *_best(self._among(query, allowed.rows), pool), True
        if allowed.count <= pool:
            rows = np.arange(self._codes.ntotal) if allowed.rows is None else np.flatnonzero(allowed.rows)
            return rows, self.cosines(query, rows), True
        found, similarities = self._by_codes(query, pool, allowed.rows)
        return found, similarities, False

    def _among(self, query: NDArray[np.float32], rows: NDArray[np.bool_] | None) -> Scores:
        cosines: Scores = self._all @ query  # type: ignore[operator] # asked for only where it is there
        if rows is not None:
            cosines[~rows] = -np.inf
        return cosines

    def _by_codes(self, query: NDArray[np.float32], pool: int, rows: NDArray[np.bool_] | None) -> tuple[Rows, Scores]:
        import faiss

        params = None
        if rows is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(rows, bitorder="little"))  # type: ignore[call-arg,arg-type] # faiss takes an array
            params = faiss.SearchParametersIVF(sel=selector, nprobe=1)  # type: ignore[call-arg] # faiss takes fields as keywords
        similarities, found = self._codes.search(query.reshape(1, -1), pool, params=params)
        there = found[0] >= 0
        return found[0][there], similarities[0][there]

    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Scores:
        """The exact cosines of some rows, in their order; raises BrokenIndex when they are not as they were written."""
        if self._all is not None:
            vectors = self._all[rows]
        else:
            vectors = np.frombuffer(self._stored.read(rows), dtype=np.float32).reshape(len(rows), self._dim)
        cosines: Scores = vectors @ query
        return cosines


def _best(scores: Scores, k: int) -> tuple[Rows, Scores]:
    """The rows of the k largest scores that are finite."""
    rows = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
    rows = rows[np.isfinite(scores[rows])]
    return rows, scores[rows]


class Moments:
    """Mean and deviation of each number of the vectors seen so far."""

    def __init__(self, dim: int) -> None:
        self._count = 0
        self._sum, self._squares = np.zeros(dim), np.zeros(dim)

    def see(self, vectors: NDArray[np.float32]) -> None:
        """Takes in some more vectors, shape (any, dim)."""
        self._count += len(vectors)
        self._sum += vectors.sum(axis=0, dtype=np.float64)
        self._squares += np.square(vectors, dtype=np.float64).sum(axis=0)

    def levels(self) -> NDArray[np.float32]:
        """The 16 levels of each number, shape (dim, 16)."""
        mean = self._sum / self._count
        deviation = np.sqrt(np.maximum(self._squares / self._count - mean**2, 1e-12))
        return (mean[:, None] + deviation[:, None] * _normal_levels()[None, :]).astype(np.float32)


@lru_cache(maxsize=1)
def _normal_levels() -> NDArray[np.float64]:
    """The 16 levels that lose least of a normally distributed number: each the mean of what is nearest to it."""
    at = np.linspace(-6, 6, 48_001)
    weight = np.exp(-(at**2) / 2)
    levels = np.linspace(-2.5, 2.5, _LEVELS)
    for _ in range(400):  # until the last digits stand still
        nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, at)
        levels = np.bincount(nearest, weight * at, _LEVELS) / np.bincount(nearest, weight, _LEVELS)
    return levels


def write_codes(folder: Path, passages: int, dim: int, moments: Moments) -> None:
    """Writes the codes of the vectors that a folder holds."""
    import faiss

    quantizer = faiss.IndexFlatIP(dim)
    quantizer.add(np.zeros((1, dim), dtype=np.float32))  # one cell: it can be asked for some rows, a plain index cannot
    codes = faiss.IndexIVFPQFastScan(quantizer, dim, 1, dim, 4, faiss.METRIC_INNER_PRODUCT)
    codes.by_residual = False
    faiss.copy_array_to_vector(moments.levels().ravel(), codes.pq.centroids)
    codes.is_trained = True
    for vectors in _chunks(folder / VECTORS, passages, dim):
        codes.add(vectors)
    faiss.write_index(codes, str(folder / CODES))


def _chunks(path: Path, passages: int, dim: int) -> Iterator[NDArray[np.float32]]:
    for at in range(0, passages, _CHUNK):
        count = min(_CHUNK, passages - at) * dim
        yield np.fromfile(path, dtype=np.float32, count=count, offset=4 * at * dim).reshape(-1, dim)
