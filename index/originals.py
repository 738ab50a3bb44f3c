"""The kept originals: a copy of every file, byte for byte as it was read, under its document's id."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from index import durable

_STAGE = ".adding"


class Originals:
    """The folder of copies. Whoever changes it holds the writers' lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stage(self, path: Path) -> Path:
        """Copies a file, so that what is read is what will be kept even if the file changes meanwhile.

        The copy bears the file's name; bytes of the name that are no text become a replacement character.
        """
        stage = self.folder / _STAGE
        stage.mkdir(parents=True, exist_ok=True)
        own = stage / str(sum(1 for _ in stage.iterdir()))
        own.mkdir()
        copy = own / os.fsencode(path.name).decode("utf-8", "replace")
        shutil.copyfile(path, copy)
        return copy

    def keep(self, staged: Path, name: str) -> None:
        """Gives a staged copy its lasting name."""
        durable.sync(staged)
        staged.replace(self.folder / name)

    def clear_stage(self) -> None:
        """Removes staged copies that were not kept."""
        shutil.rmtree(self.folder / _STAGE, ignore_errors=True)

    def delete(self, names: Iterable[str]) -> None:
        """Deletes copies; one that is gone already is no fault."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
