"""Stretches of a large file, read as they are asked for, each with its checksum.

A file of gigabytes is not read whole before the first question; so what is read of it is checked instead. It is read
and not mapped: what a mapping has once touched counts as memory of the process.
"""

import os
import weakref
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndex


class Stretches:
    """An open file whose stretch i are the bytes from `ends[i]` to `ends[i + 1]`, with the CRC-32 `sums[i]`."""

    def __init__(self, path: Path, ends: NDArray[np.int64], sums: NDArray[np.uint32]) -> None:
        """Opens the file; raises OSError or BrokenIndex when it is not there or not of that length."""
        self._path, self._ends, self._sums = path, ends, sums
        self._handle = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._handle)
        if os.fstat(self._handle).st_size != int(ends[-1]) or len(sums) != len(ends) - 1:
            raise BrokenIndex(where=path, found="the file is not as long as its passages")

    def read(self, rows: NDArray[np.int64]) -> bytes:
        """The bytes of some stretches, one after another; raises BrokenIndex where one is not what was written."""
        starts, ends = self._ends[rows].tolist(), self._ends[rows + 1].tolist()
        handle, pread, crc32 = self._handle, os.pread, zlib.crc32
        try:
            parts = [pread(handle, end - start, start) for start, end in zip(starts, ends, strict=True)]
        except OSError as error:
            raise BrokenIndex(where=self._path, found=error.strerror or error) from error
        if [crc32(part) for part in parts] != self._sums[rows].tolist():
            raise BrokenIndex(where=self._path, found="the file is not the one that was written")
        return b"".join(parts)
