"""Stretches of a large file, read as they are asked for, each with its checksum.

A file of gigabytes is not read whole before the first question; so what is read of it is checked instead. It is mapped:
a question reads some five hundred stretches, and a call of the system for each took longer than all its arithmetic.
"""

import mmap
import zlib
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndex

_MOST_TOUCHED: Final = 16 * 2**20  # bytes: what a mapping has touched counts as memory until it is let go
_PAGE: Final = mmap.PAGESIZE


class Stretches:
    """An open file whose stretch i are the bytes from `ends[i]` to `ends[i + 1]`, with the CRC-32 `sums[i]`."""

    def __init__(self, path: Path, ends: NDArray[np.int64], sums: NDArray[np.uint32]) -> None:
        """Opens the file; raises OSError or BrokenIndex when it is not there or not of that length."""
        self._path, self._ends, self._sums = path, ends, sums
        self._touched = 0
        if path.stat().st_size != int(ends[-1]) or len(sums) != len(ends) - 1:
            raise BrokenIndex(where=path, found="the file is not as long as its passages")
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if ends[-1] else b""

    def read(self, rows: NDArray[np.int64]) -> bytes:
        """The bytes of some stretches, one after another; raises BrokenIndex where one is not what was written."""
        mapped = self._bytes
        starts, ends = self._ends[rows].tolist(), self._ends[rows + 1].tolist()
        parts = [mapped[start:end] for start, end in zip(starts, ends, strict=True)]
        if list(map(zlib.crc32, parts)) != self._sums[rows].tolist():
            raise BrokenIndex(where=self._path, found="the file is not the one that was written")
        self._touch(len(parts) * _PAGE + sum(map(len, parts)))
        return b"".join(parts)

    def _touch(self, size: int) -> None:
        """Lets the pages go again, which the system still has, before they add up to much memory."""
        self._touched += size
        if self._touched > _MOST_TOUCHED and isinstance(self._bytes, mmap.mmap):
            self._touched = 0
            if hasattr(mmap, "MADV_DONTNEED"):  # elsewhere than on Linux the system takes them back by itself
                self._bytes.madvise(mmap.MADV_DONTNEED)
