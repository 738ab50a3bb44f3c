"""Small stand-ins that are real enough: deterministic, fast, and true to their protocols."""

import unicodedata
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Progress


class HashingEncoder:
    """An `Encoder` of hashed character n-grams: texts that share letters are near, equal texts are equal."""

    fingerprint = "hashing-ngrams"

    def __init__(self, dim: int = 64) -> None:
        self.dim = dim

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit row per question, shape (len(texts), dim), in order."""
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dim)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Give one unit row per passage, shape (len(texts), dim), in order; `progress` hears of the end."""
        rows = self.encode_queries(texts)
        if progress is not None:
            progress(len(texts), len(texts))
        return rows

    def _row(self, text: str) -> NDArray[np.float64]:
        row = np.zeros(self.dim)
        padded = f" {unicodedata.normalize('NFC', text).casefold()} "
        for n in (2, 3, 4):
            for start in range(len(padded) - n + 1):
                code = zlib.crc32(padded[start : start + n].encode())  # unlike hash(), the same in every process
                row[code % self.dim] += 1.0 if code & 0x10000 else -1.0
        length = float(np.linalg.norm(row))
        if length == 0.0:  # signs that cancel out: any fixed direction will do
            row[0] = length = 1.0
        return row / length
