"""What each question scored, kept on disk while a run goes on, so that an interrupted one loses nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """What one question scored, with all that a report shows of it."""

    id: str
    kind: str
    question: str
    answerable: bool
    status: str  # "answered", "clarify" or "refused"
    confidence: float
    right: bool  # as `right` in run.py has it
    milliseconds: float
    measures: Mapping[str, float | None]
    answer: str = ""
    reason: str = ""
    cited: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()


class Kept:
    """The rows of a run by id, one a line in a file of the cache, until the run is complete.

    Rows are only ever appended, each in one write: whatever the instant at which the process is killed, what was there
    stays, and a cut last line is passed over. Two processes at one run write the same rows.
    """

    def __init__(self, cache: Path, key: str) -> None:
        self._path = cache / "evaluation" / f"{key}.rows.jsonl"
        self.rows: dict[str, Row] = {}

    def __enter__(self) -> "Kept":
        """Takes up what an interrupted run of the same key left."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab", buffering=0)
        for line in self._path.read_bytes().split(b"\n"):
            row = _row_of(line)
            if row:
                self.rows[row.id] = row
        if self._path.stat().st_size:  # the last line may have been cut: what is added starts on a line of its own
            self._file.write(b"\n")
        return self

    def add(self, row: Row) -> None:
        """Keeps a row."""
        self.rows[row.id] = row
        self._file.write(json.dumps(asdict(row), ensure_ascii=False).encode() + b"\n")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Forgets the rows of a run that came to its end."""
        self._file.close()
        if kind is None:
            self._path.unlink(missing_ok=True)


def _row_of(line: bytes) -> Row | None:
    """The row of a line; None for one that was cut off."""
    try:
        values = json.loads(line)
        lists = {name: tuple(values[name]) for name in ("cited", "gold", "hits")}
        return Row(**{**values, **lists})
    except (ValueError, TypeError, KeyError):
        return None
