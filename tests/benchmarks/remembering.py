"""An encoder that remembers the vectors of passages on disk, so that a world made anew costs its reading only."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Progress, WarmEncoder

_KEY_BYTES = 12
_AT_ONCE = 500  # keys asked for together


class Remembering:
    """The vectors of `encoder`, each computed once for a text and then read from a file of the cache.

    A world of 12,000 articles takes most of an hour to encode and two minutes to read. Seconds of a build with
    remembered vectors are no measure of speed: `computed` tells how many were not remembered.
    """

    def __init__(self, encoder: WarmEncoder, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self.computed = 0
        self._file = sqlite3.connect(folder / f"vectors-{encoder.fingerprint[:16]}.sqlite3", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")

    @property
    def fingerprint(self) -> str:
        """That of the encoder."""
        return self._encoder.fingerprint

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._encoder.dim

    def warm(self) -> None:
        """Load the model."""
        self._encoder.warm()

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit row per question, shape (len(texts), dim); never remembered."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """One unit row per text, shape (len(texts), dim), in order."""
        keys = [hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).digest() for text in texts]
        known = self._known(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            new = self._encoder.encode_passages(list(missing.values()), progress)
            rows = dict(zip(missing, new, strict=True))
            self._file.execute("BEGIN")
            self._file.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)", [(k, v.tobytes()) for k, v in rows.items()]
            )
            self._file.execute("COMMIT")
            self.computed += len(missing)
            known |= rows
        return np.array([known[key] for key in keys], dtype=np.float32).reshape(len(keys), self.dim)

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - marks only
            found |= {key: np.frombuffer(row, dtype=np.float32) for key, row in self._file.execute(query, part)}
        return found
