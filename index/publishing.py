"""Publishing: bringing the snapshot to the catalogue's state, and merging segments behind it."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import manifest, segments
from index.catalogue import Catalogue
from index.encoder import Encoder
from index.manifest import Manifest

MOST_SEGMENTS = 8  # more are merged: every segment costs each question a little
_GRACE = 600  # seconds for which another process may still open a segment that was merged away
_BATCH = 2000  # passages read from the catalogue at once


@dataclass(frozen=True, slots=True)
class _Plan:
    """Segments that stay, and the passages that become a new one."""

    kept: tuple[str, ...]
    written: NDArray[np.int64]


def publish(folder: Path, catalogue: Catalogue, encoder: Encoder, *, rebuild: bool = False) -> Manifest:
    """Brings the snapshot to the catalogue's state and returns the new manifest. The caller holds the writers' lock.

    New passages become a segment, removed ones tombstones. The same step mends the snapshot after a crash between the
    catalogue's commit and the publishing. `rebuild` makes every segment anew.
    """
    empty = Manifest(encoder.fingerprint, encoder.dim)
    old = empty if rebuild else manifest.read(folder, encoder)
    state = catalogue.state
    if old.state == state:
        return old
    if old.published and not catalogue.passed(old.state):
        old = empty  # made from another catalogue, which a backup has replaced: its ids mean other passages
    shown = {name: segments.passage_ids(folder / "segments" / name) for name in old.segments}
    present = catalogue.passage_ids()
    plan = _plan(shown, present)
    inside = np.concatenate([*(shown[name] for name in plan.kept), np.array([], dtype=np.int64)])
    names = plan.kept
    if len(plan.written):
        ids = [int(i) for i in plan.written]
        names += (segments.write(folder / "segments", _batches(catalogue, ids, encoder.dim), encoder.dim),)
    removed = tuple(int(i) for i in np.setdiff1d(inside, present))
    new = Manifest(encoder.fingerprint, encoder.dim, state.revision, state.token, names, removed)
    manifest.replace(folder, new)
    _discard_unused(folder / "segments", dropped=set(old.segments) - set(names), used=set(names))
    return new


def _plan(shown: Mapping[str, NDArray[np.int64]], present: NDArray[np.int64]) -> _Plan:
    """Merges what is mostly removed, and the smallest segments when there are too many.

    A merge takes in every segment that is not larger than what it has gathered so far. So a passage is copied again
    only when its segment at least doubles: adding one by one costs each passage a logarithmic number of copies.
    """
    living = {name: ids[np.isin(ids, present)] for name, ids in shown.items()}
    kept = [name for name, ids in shown.items() if len(living[name]) * 2 > len(ids)]
    inside = np.concatenate([*(living[name] for name in kept), np.array([], dtype=np.int64)])
    written = np.setdiff1d(present, inside)
    if len(kept) + bool(len(written)) > MOST_SEGMENTS:
        waiting = sorted(kept, key=lambda name: len(living[name]))
        while waiting and (len(waiting) >= MOST_SEGMENTS or len(living[waiting[0]]) <= len(written)):
            written = np.concatenate([written, living[waiting.pop(0)]])
        kept = [name for name in kept if name in waiting]
    return _Plan(tuple(kept), np.sort(written))


def _batches(catalogue: Catalogue, ids: Sequence[int], dim: int) -> Iterator[segments.Batch]:
    for at in range(0, len(ids), _BATCH):
        part = ids[at : at + _BATCH]
        stored = catalogue.stored(part)
        yield [stored[i] for i in part], catalogue.vectors(part, dim)


def _discard_unused(folder: Path, *, dropped: set[str], used: set[str]) -> None:
    """Removes segments that were merged away, and what a crash left half written, once nobody can still open them."""
    for name in dropped:
        if (folder / name).exists():
            os.utime(folder / name)  # the grace begins when a segment is dropped, not when it was made
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in used and time.time() - path.stat().st_mtime > _GRACE:
            shutil.rmtree(path, ignore_errors=True)
