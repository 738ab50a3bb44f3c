"""The manifest: which segments and tombstones a snapshot consists of, and what it was made from. Replaced whole."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from index import durable
from index.catalogue import State
from index.encoder import Encoder
from index.errors import BrokenIndex, EncoderMismatch, SnapshotOutdated

SCHEMA = 5
_FILE = "manifest.json"
_NEVER = State(-1, "")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot consists of, and what it was made from."""

    encoder: str
    dim: int
    revision: int = _NEVER.revision
    token: str = _NEVER.token
    segments: tuple[str, ...] = ()
    removed: tuple[int, ...] = ()  # passage ids, the tombstones
    taken: int = 0  # the last passage that was taken in
    removals: int = 0  # the number of the last removal that was
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        """Refuses values of the wrong kind: a manifest is read from a file."""
        numbers = (self.dim, self.revision, self.taken, self.removals, *self.removed)
        if not all(type(number) is int for number in numbers):
            raise ValueError("a number is missing")
        if not (isinstance(self.encoder, str) and isinstance(self.token, str)):
            raise ValueError("a text is missing")
        for name in self.segments:
            if not re.fullmatch(r"[0-9a-f]{12}", name):
                raise ValueError(f"{name!r} is no segment")

    @property
    def state(self) -> State:
        """The catalogue's state that is shown."""
        return State(self.revision, self.token)

    @property
    def published(self) -> bool:
        """Whether there is anything to search yet."""
        return self.state != _NEVER


def read(folder: Path, encoder: Encoder) -> Manifest:
    """The published manifest; an empty one when nothing was published yet.

    Raises:
        BrokenIndex: the manifest cannot be read. SnapshotOutdated, EncoderMismatch: it does not fit.

    """
    path = folder / _FILE
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["schema"] != SCHEMA:
            raise SnapshotOutdated(where=folder.parent, found=values["schema"], wanted=SCHEMA)
        manifest = Manifest(**{**values, "segments": tuple(values["segments"]), "removed": tuple(values["removed"])})
    except FileNotFoundError:
        return Manifest(encoder.fingerprint, encoder.dim)
    except (ValueError, TypeError, KeyError, OSError, RecursionError) as error:
        raise BrokenIndex(where=path, found=f"{type(error).__name__}: {error}") from error
    if manifest.encoder != encoder.fingerprint:
        raise EncoderMismatch(where=folder.parent, found=manifest.encoder, wanted=encoder.fingerprint)
    return manifest


def replace(folder: Path, manifest: Manifest) -> None:
    """Publishes: a reader sees the old manifest or this one, never a part."""
    folder.mkdir(parents=True, exist_ok=True)
    durable.replace_text(folder / _FILE, json.dumps(asdict(manifest)))


def stamp(folder: Path) -> tuple[int, int]:
    """Changes whenever a manifest is published."""
    try:
        stat = (folder / _FILE).stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_ino
