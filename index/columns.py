"""The columns of a segment: which passage a row is, and what filters ask of it. Small, and held in memory."""

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.errors import BrokenIndex
from index.naming import key_of

COLUMNS: Final = "columns.npz"
NAMED: Final = "named.json"  # the values that stand in the columns as codes, each once, in order, with their keys
KINDS: Final = ("place", "area", "speaker", "source", "kind")


def _numbers(*first: int) -> "array[int]":
    return array("q", first)  # eight bytes each, where a list takes five times as much


@dataclass(slots=True)
class Gathered:
    """The columns of a segment that is being written, row by row."""

    passage: "array[int]" = field(default_factory=_numbers)
    day: "array[int]" = field(default_factory=_numbers)
    vector_sum: "array[int]" = field(default_factory=_numbers)
    first: "array[int]" = field(default_factory=lambda: _numbers(0))  # of each passage's sentences, and the last's end
    sentence_sum: "array[int]" = field(default_factory=_numbers)
    codes: dict[str, dict[str, int]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    held: dict[str, "array[int]"] = field(default_factory=lambda: {kind: _numbers() for kind in KINDS})  # codes, by row
    counts: dict[str, "array[int]"] = field(default_factory=lambda: {kind: _numbers() for kind in KINDS})

    def codes_of(self, kind: str, values: Sequence[str]) -> list[int]:
        """The codes of the next row's values of one kind, which are noted."""
        known = self.codes[kind]
        codes = [known.setdefault(value, len(known)) for value in values]
        self.held[kind].extend(codes)
        self.counts[kind].append(len(codes))
        return codes

    def write(self, folder: Path, dim: int) -> None:
        """Writes the columns into the folder of a segment."""
        arrays: dict[str, NDArray[np.generic]] = {
            "dim": np.array(dim),
            "passage": np.array(self.passage, dtype=np.int64),
            "day": np.array(self.day, dtype=np.int32),
            "first": np.array(self.first, dtype=np.int64),
            "vector_sum": np.array(self.vector_sum, dtype=np.uint32),
            "sentence_sum": np.array(self.sentence_sum, dtype=np.uint32),
        }
        for kind in KINDS:
            codes, counts = np.array(self.held[kind], dtype=np.int32), np.array(self.counts[kind])
            rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
            arrays[f"{kind}_rows"] = rows[np.argsort(codes, kind="stable")]
            ends = np.cumsum(np.bincount(codes, minlength=len(self.codes[kind])))
            arrays[f"{kind}_ends"] = np.concatenate([[0], ends]).astype(np.int64)
        np.savez(folder / COLUMNS, **arrays)  # type: ignore[arg-type] # numpy's stub takes the names for its flag
        named = {kind: [[value, key_of(kind, value)] for value in codes] for kind, codes in self.codes.items()}
        (folder / NAMED).write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")


class Columns:
    """The columns of an open segment. Rows count from 0, in the order of the passages' ids."""

    def __init__(self, folder: Path) -> None:
        """Reads the columns; raises BrokenIndex when they cannot be read or do not fit together."""
        try:
            with np.load(folder / COLUMNS) as stored:
                columns = {name: stored[name] for name in stored.files}
            named = json.loads((folder / NAMED).read_text(encoding="utf-8"))
            self._values = {kind: [(str(value), str(key)) for value, key in named[kind]] for kind in KINDS}
            self.dim = int(columns["dim"])
            self.passages: NDArray[np.int64] = columns["passage"]
            self.days: NDArray[np.int32] = columns["day"]
            self.first: NDArray[np.int64] = columns["first"]
            self.vector_sums: NDArray[np.uint32] = columns["vector_sum"]
            self.sentence_sums: NDArray[np.uint32] = columns["sentence_sum"]
            self._rows: dict[str, NDArray[np.int32]] = {kind: columns[f"{kind}_rows"] for kind in KINDS}
            self._ends: dict[str, NDArray[np.int64]] = {kind: columns[f"{kind}_ends"] for kind in KINDS}
        except (OSError, ValueError, KeyError, EOFError, TypeError) as error:
            raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error
        lengths = {len(self.days), len(self.first) - 1, len(self.vector_sums), len(self.sentence_sums)}
        if lengths != {len(self.passages)} or any(len(self._values[k]) != len(self._ends[k]) - 1 for k in KINDS):
            raise BrokenIndex(where=folder, found="its columns hold different numbers of passages")

    def rows_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of those of the passages that are here; `passages` ascend, and so do the rows."""
        if not len(self.passages):
            return np.zeros(0, dtype=np.int64)
        rows = np.minimum(np.searchsorted(self.passages, passages), len(self.passages) - 1)
        here: NDArray[np.int64] = rows[self.passages[rows] == passages]
        return here

    def codes(self, kind: str, may_fit: Callable[[str], bool], fits: Callable[[str], bool]) -> list[int]:
        """The codes of the values of a kind that fit; asked only of those whose key may."""
        known = enumerate(self._values[kind])
        return [code for code, (value, key) in known if may_fit(key) and fits(value)]

    def holding(self, kind: str, codes: Sequence[int]) -> NDArray[np.bool_]:
        """Which rows hold any of the codes."""
        held = np.zeros(len(self.passages), dtype=bool)
        ends, rows = self._ends[kind], self._rows[kind]
        for code in codes:
            held[rows[ends[code] : ends[code + 1]]] = True
        return held

    def named(self, kind: str, present: NDArray[np.bool_] | None) -> frozenset[str]:
        """Every value of a kind that the rows hold that are present (None: all rows)."""
        values, ends = self._values[kind], self._ends[kind]
        if present is None or not values:
            return frozenset(value for value, _ in values)
        left = np.add.reduceat(present[self._rows[kind]], ends[:-1], dtype=np.int64)  # every value has a row
        return frozenset(values[code][0] for code in np.flatnonzero(left))


def passage_ids(folder: Path) -> NDArray[np.int64]:
    """The ids of the passages in a segment, by row; raises BrokenIndex when the file cannot be read."""
    try:
        with np.load(folder / COLUMNS) as columns:
            ids: NDArray[np.int64] = columns["passage"]
            return ids
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise BrokenIndex(where=folder, found=f"{type(error).__name__}: {str(error)[:120]}") from error
