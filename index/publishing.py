"""Publishing: bringing the snapshot to the catalogue's state, and merging segments behind it."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import durable, manifest, segments
from index.catalogue import Catalogue
from index.columns import passage_ids
from index.encoder import Encoder
from index.manifest import Manifest

MOST_SEGMENTS = 8  # more are merged: every segment costs each question a little
_GRACE = 600  # seconds for which another process may still open a segment that was merged away
_BATCH = 2000  # passages read from the catalogue at once


@dataclass(frozen=True, slots=True)
class _Merge:
    """Segments that stay, and the passages of the others, which become a new one."""

    kept: tuple[str, ...]
    passages: NDArray[np.int64]


def publish(folder: Path, catalogue: Catalogue, encoder: Encoder, *, rebuild: bool = False) -> Manifest:
    """Brings the snapshot to the catalogue's state and returns the new manifest. The caller holds the writers' lock.

    New passages become a segment and can be found, then segments are merged where there are too many. Both take time
    by what changed, not by what is there. The same step mends the snapshot after a crash between the catalogue's commit
    and the publishing. `rebuild` makes every segment anew.
    """
    empty = Manifest(encoder.fingerprint, encoder.dim)
    old = empty if rebuild else manifest.read(folder, encoder)
    state = catalogue.state
    if old.state == state:
        return old
    if old.published and not catalogue.passed(old.state):
        old = empty  # made from another catalogue, which a backup has replaced: its ids mean other passages
    added = catalogue.passages_after(old.taken)
    gone, removals = catalogue.removals_after(old.removals)
    names = (*old.segments, *_written(folder, catalogue, added, encoder.dim))
    removed = {*old.removed, *(i for i in gone if i <= old.taken)} if names else ()
    changes = {"revision": state.revision, "token": state.token, "segments": names, "removed": tuple(sorted(removed))}
    new = replace(old, **changes, taken=max(added, default=old.taken), removals=removals)  # type: ignore[arg-type] # named above
    manifest.replace(folder, new)
    merged = _merged(folder, catalogue, new)
    _discard_unused(folder / "segments", dropped={*names} - {*merged.segments}, used={*merged.segments})
    return merged


def verify(folder: Path, published: Manifest) -> None:
    """Reads every byte of the segments; raises BrokenIndex when one is not what was written."""
    for name in published.segments:
        durable.check(folder / "segments" / name, whole=True)


def _merged(folder: Path, catalogue: Catalogue, new: Manifest) -> Manifest:
    """Merges segments where that is due, and publishes what came of it; searches go on meanwhile."""
    held = {name: passage_ids(folder / "segments" / name) for name in new.segments}
    removed = np.array(new.removed, dtype=np.int64)
    merge = _plan({name: ids[~_among(ids, removed)] for name, ids in held.items()}, held)
    if merge.kept == new.segments:
        return new
    names = (*merge.kept, *_written(folder, catalogue, merge.passages.tolist(), new.dim))
    inside = [removed[_among(removed, held[name])] for name in merge.kept]
    left = np.sort(np.concatenate([*inside, removed[:0]]))
    merged = replace(new, segments=names, removed=tuple(left.tolist()))
    manifest.replace(folder, merged)
    return merged


def _plan(living: Mapping[str, NDArray[np.int64]], held: Mapping[str, NDArray[np.int64]]) -> _Merge:
    """Merges what is mostly removed, and the smallest segments when there are too many.

    A merge takes in every segment that is not larger than what it has gathered so far. So a passage is copied again
    only when its segment at least doubles: adding one by one costs each passage a logarithmic number of copies.
    """
    kept = [name for name, ids in held.items() if len(living[name]) * 2 > len(ids)]
    gathered = [living[name] for name in held if name not in kept]
    if len(kept) + any(map(len, gathered)) > MOST_SEGMENTS:
        waiting = sorted(kept, key=lambda name: len(living[name]))
        while waiting and (len(waiting) >= MOST_SEGMENTS or len(living[waiting[0]]) <= sum(map(len, gathered))):
            gathered.append(living[waiting.pop(0)])
        kept = [name for name in kept if name in waiting]
    return _Merge(tuple(kept), np.sort(np.concatenate([*gathered, np.array([], dtype=np.int64)])))


def _among(ids: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the ids are among the others, which ascend."""
    if not len(others):
        return np.zeros(len(ids), dtype=bool)
    at = np.minimum(np.searchsorted(others, ids), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == ids
    return found


def _written(folder: Path, catalogue: Catalogue, ids: Sequence[int], dim: int) -> tuple[str, ...]:
    """The names of the segments that passages became: one, or none when there is nothing to write."""
    return (segments.write(folder / "segments", _batches(catalogue, ids, dim), dim),) if ids else ()


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
