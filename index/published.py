"""The published snapshot as one process sees it: opened once, and anew when another one was published."""

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

    def shown(self, state: State) -> Snapshot | None:
        """The open snapshot, if it is the published one and shows this state of the catalogue."""
        opened = self._opened
        if opened and opened[0] == manifest.stamp(self.folder) and opened[1].manifest.state == state:
            return opened[1]
        return None

    def newest(self, encoder: Encoder) -> Snapshot:
        """The published snapshot, whichever state it shows.

        Raises:
            BrokenIndex: it cannot be read, or does not fit (see `manifest.read`).

        """
        for _ in range(_TRIES):
            stamp, opened = manifest.stamp(self.folder), self._opened
            if opened and opened[0] == stamp:
                return opened[1]
            try:
                snapshot = Snapshot(self.folder, manifest.read(self.folder, encoder))
            except BrokenIndex:
                # A segment that was merged away while it was being opened is no damage: there is a newer manifest.
                if manifest.stamp(self.folder) == stamp:
                    raise
            else:
                self._opened = stamp, snapshot
                return snapshot
        raise BrokenIndex(where=self.folder, found="it changes faster than it can be opened")
