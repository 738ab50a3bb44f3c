"""The published snapshot as one process sees it: opened once, and anew when another one was published."""

import threading
from pathlib import Path

from index import manifest
from index.catalogue import State
from index.encoder import Encoder
from index.errors import BrokenIndex
from index.snapshot import Snapshot

_TRIES = 5  # to open a snapshot while others publish


class Published:
    """The snapshot folder of a home. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: tuple[tuple[int, int], Snapshot] | None = None
        self._opening = threading.Lock()

    def shown(self, state: State) -> Snapshot | None:
        """The open snapshot, if it shows this state of the catalogue and is the published one or about to become it.

        After a merge one thread opens the new segments; meanwhile the others search the old ones, which hold the same.
        """
        opened = self._opened
        if not opened or opened[1].manifest.state != state:
            return None
        return opened[1] if opened[0] == manifest.stamp(self.folder) or self._opening.locked() else None

    def newest(self, encoder: Encoder) -> Snapshot:
        """The published snapshot, whichever state it shows.

        Raises:
            BrokenIndex: it cannot be read, or does not fit (see `manifest.read`).

        """
        with self._opening:
            for _ in range(_TRIES):
                stamp, opened = manifest.stamp(self.folder), self._opened
                if opened and opened[0] == stamp:
                    return opened[1]
                try:
                    snapshot = Snapshot(self.folder, manifest.read(self.folder, encoder))
                except BrokenIndex:
                    # A segment merged away while it was being opened is no damage: there is a newer manifest.
                    if manifest.stamp(self.folder) == stamp:
                        raise
                else:
                    self._opened = stamp, snapshot
                    return snapshot
        raise BrokenIndex(where=self.folder, found="it changes faster than it can be opened")
