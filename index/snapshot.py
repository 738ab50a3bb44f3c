"""The snapshot: what searches read. A manifest names immutable segments and the removed passages; it is replaced whole."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import segments
from index.catalogue import Catalogue
from index.encoder import Encoder
from index.errors import BrokenIndex, EncoderMismatch, SchemaMismatch
from index.segments import Filters, Segment, inverse_frequency

SCHEMA = 1
_MOST_SEGMENTS = 8  # more are merged into one: every segment costs each question a little
_GRACE = 600  # seconds for which a question in another process may still read a segment that was merged away
_BATCH = 2000  # passages read from the catalogue at once


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot consists of, and what it was made from."""

    encoder: str
    dim: int
    revision: int = -1
    segments: tuple[str, ...] = ()
    removed: tuple[int, ...] = ()  # passage ids, the tombstones
    schema: int = SCHEMA


class Snapshot:
    """An open manifest with its segments. Never changes: a question keeps the one that it began with."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self._removed = np.array(manifest.removed, dtype=np.int64)
        self._segments = tuple(_segment(folder / "segments" / name) for name in manifest.segments)
        self.places = frozenset(value for segment in self._segments for value in segment.named("place"))
        self.speakers = frozenset(value for segment in self._segments for value in segment.named("speaker"))

    def __len__(self) -> int:
        """How many passages can be found."""
        return sum(len(s.passages) for s in self._segments) - len(self.manifest.removed)

    def dense(self, query: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """The k passages most similar to a unit vector, shape (dim,): passage id → cosine, best first."""
        found: dict[int, float] = {}
        for segment in self._segments:
            found |= segment.dense(query, k, segment.allowed(filters, self._removed))
        return _best(found, k)

    def lexical(self, query: Mapping[str, Mapping[str, float]], k: int, filters: Filters) -> dict[int, float]:
        """The k passages with the best BM25 score: passage id → score, best first. `query` is field → word → weight.

        Words are weighed by their frequency in the whole snapshot, so that a passage scores the same in a small segment
        as in a large one; only the average length remains each segment's own.
        """
        total = sum(len(s.passages) for s in self._segments)
        found: dict[int, float] = {}
        for segment in self._segments:
            weighed = {f: {w: self._weight(segment, total, f, w) * x for w, x in words.items()} for f, words in query.items()}
            kept = {f: {w: x for w, x in words.items() if x > 0} for f, words in weighed.items()}
            found |= segment.lexical(kept, k, segment.allowed(filters, self._removed))
        return _best(found, k)

    def _weight(self, segment: Segment, total: int, field: str, word: str) -> float:
        inside = segment.frequency(field, word)
        if not inside:
            return 0.0
        everywhere = sum(s.frequency(field, word) for s in self._segments)
        return inverse_frequency(total, everywhere) / inverse_frequency(len(segment.passages), inside)

    def rarity(self, field: str, word: str) -> float:
        """The inverse document frequency of a word over the snapshot; largest for a word that stands nowhere."""
        return inverse_frequency(sum(len(s.passages) for s in self._segments), sum(s.frequency(field, word) for s in self._segments))

    def knows(self, field: str, word: str) -> bool:
        """Whether a word stands in any passage."""
        return any(s.frequency(field, word) for s in self._segments)


def _best(found: dict[int, float], k: int) -> dict[int, float]:
    """The k largest, ties by id, so that two runs agree."""
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:k])


@lru_cache(maxsize=64)
def _segment(folder: Path) -> Segment:
    """Segments never change, so an open one is shared by the manifests that name it."""
    return Segment(folder)


def read_manifest(folder: Path, encoder: Encoder) -> Manifest:
    """The published manifest; an empty one when nothing was published yet.

    Raises:
        BrokenIndex: the manifest cannot be read. SchemaMismatch, EncoderMismatch: it does not fit.

    """
    path = folder / "manifest.json"
    if not path.exists():
        return Manifest(encoder.fingerprint, encoder.dim)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(**{**values, "segments": tuple(values["segments"]), "removed": tuple(values["removed"])})
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise BrokenIndex(where=path, found=f"{type(error).__name__}: {error}") from error
    if manifest.schema != SCHEMA:
        raise SchemaMismatch(where=folder.parent, found=manifest.schema, wanted=SCHEMA)
    if manifest.encoder != encoder.fingerprint:
        raise EncoderMismatch(where=folder.parent, found=manifest.encoder, wanted=encoder.fingerprint)
    return manifest


def publish(folder: Path, catalogue: Catalogue, encoder: Encoder, *, rebuild: bool = False) -> Manifest:
    """Brings the snapshot to the catalogue's state and returns the new manifest. The caller holds the writers' lock.

    New passages become a segment, removed ones tombstones. The same step mends the snapshot after a crash between the
    catalogue's commit and the publishing. `rebuild` makes every segment anew.
    """
    old = Manifest(encoder.fingerprint, encoder.dim) if rebuild else read_manifest(folder, encoder)
    revision = catalogue.revision
    if old.revision == revision:
        return old
    shown = [_segment(folder / "segments" / name).passages for name in old.segments]
    inside = np.concatenate([*shown, np.array([], dtype=np.int64)])
    present = catalogue.passage_ids()
    fresh = np.setdiff1d(present, inside)
    removed = np.setdiff1d(inside, present)
    names = list(old.segments)
    if len(names) + bool(len(fresh)) > _MOST_SEGMENTS or len(removed) * 2 > len(inside):
        names, fresh, removed = [], present, removed[:0]
    if len(fresh):
        names.append(_new_segment(folder, catalogue, encoder.dim, [int(i) for i in fresh]))
    manifest = Manifest(encoder.fingerprint, encoder.dim, revision, tuple(names), tuple(int(i) for i in removed))
    _replace(folder / "manifest.json", manifest)
    _discard_unused(folder / "segments", manifest)
    return manifest


def _new_segment(folder: Path, catalogue: Catalogue, dim: int, ids: Sequence[int]) -> str:
    stored = [s for at in range(0, len(ids), _BATCH) for s in catalogue.stored(ids[at : at + _BATCH]).values()]
    stored.sort(key=lambda s: s.id)
    return segments.write(folder / "segments", stored, catalogue.vectors([s.id for s in stored], dim))


def _replace(path: Path, manifest: Manifest) -> None:
    """Writes the manifest beside the old one and renames it, so that a reader sees the old or the new, never a part."""
    temporary = path.with_suffix(".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _discard_unused(folder: Path, manifest: Manifest) -> None:
    """Removes segments that were merged away, and what a crash left half written, once nobody can still read them."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in manifest.segments and time.time() - path.stat().st_mtime > _GRACE:
            segments.discard(folder, [path.name])
