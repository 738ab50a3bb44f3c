"""Files that outlive a crash: written in full, synced to the disk, summed, and only then renamed into their place."""

import json
import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from index.errors import BrokenIndex

_SUMS = "sums.json"  # file → [size in bytes, CRC-32, CRC-32 of samples]
_WHOLE = 8 << 20  # bytes: smaller files are compared whole whenever they are opened
_SAMPLES, _SAMPLE = 64, 4096  # of larger ones, spread over the file, the first and the last bytes among them


def seal(folder: Path) -> None:
    """Notes size and checksum of every file under a folder, and brings all of it to the disk."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    sums = {str(path.relative_to(folder)): _sum(path) for path in files}
    (folder / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
    for path in (*files, folder / _SUMS, *(p for p in folder.rglob("*") if p.is_dir()), folder):
        sync(path)


def check(folder: Path, *, whole: bool = False) -> None:
    """Compares a sealed folder with its sums; raises BrokenIndex when a file is missing or differs.

    Of large files the length and some samples, so that opening a large index takes no longer; `whole` reads them all.
    """
    try:
        for name, wanted in json.loads((folder / _SUMS).read_text(encoding="utf-8")).items():
            large = not whole and wanted[0] > _WHOLE
            if (_sampled(folder / name) if large else _sum(folder / name)) != (wanted[::2] if large else wanted):
                raise BrokenIndex(where=folder / name, found="the file is not the one that was written")
    except (OSError, ValueError, AttributeError, TypeError, LookupError) as error:
        raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error


def replace_text(path: Path, text: str) -> None:
    """Writes a file beside the old one and renames it, so that a reader sees the old or the new, never a part."""
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Waits until a file's content, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def size(paths: Iterable[Path]) -> int:
    """Bytes of those of the paths that are files. One that vanishes meanwhile counts nothing."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def _sum(path: Path) -> list[int]:
    size = checksum = 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            size, checksum = size + len(part), zlib.crc32(part, checksum)
    return [size, checksum, _sampled(path)[1]]


def _sampled(path: Path) -> list[int]:
    """The size of a file and the checksum of its samples; small files are their own sample."""
    size, checksum = path.stat().st_size, 0
    with path.open("rb", buffering=0) as file:
        for number in range(_SAMPLES):
            file.seek(max(0, size - _SAMPLE) * number // (_SAMPLES - 1))
            checksum = zlib.crc32(file.read(_SAMPLE), checksum)
    return [size, checksum]
