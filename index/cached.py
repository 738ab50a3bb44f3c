"""Folders of the cache: made once, whole or not at all, by one process at a time."""

import shutil
from collections.abc import Callable
from pathlib import Path


def build_once(target: Path, build: Callable[[Path], None]) -> Path:
    """Return the folder `target`; where it is missing, `build` fills a neighbour that is then renamed to it.

    A crash leaves at most the neighbour, which the next call clears. Two processes at once build it once.

    Raises:
        OSError: the cache cannot be written.

    """
    if target.is_dir():
        return target
    from filelock import FileLock

    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_name(target.name + ".lock")):
        if not target.is_dir():
            part = target.with_name(target.name + ".part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            build(part)
            part.rename(target)
    return target
