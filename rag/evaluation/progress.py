"""Progress where there is no terminal: a line every tenth, with what is left by the pace so far."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

_LEAST = 1.0  # seconds between two lines, so that what is quick says nothing


@dataclass(slots=True)
class _Step:
    begun: float  # seconds
    done_before: int  # what was there at the beginning took no time of this run
    told: float
    tenth: int


class Lines:
    """Tells on a stream how far a step is, for logs and scripts."""

    def __init__(
        self,
        stream: TextIO,
        wording: Callable[[str, int, int, float], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wording` makes a line of (what, done, of, seconds left); `clock` gives seconds."""
        self._stream, self._wording, self._clock = stream, wording, clock
        self._steps: dict[str, _Step] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        """Hears of a step; writes when another tenth of it is done."""
        now = self._clock()
        step = self._steps.get(what)
        if step is None:
            step = self._steps[what] = _Step(now, done, now, 10 * done // max(1, of))
        tenth = 10 * done // max(1, of)
        if tenth == step.tenth or now - step.told < _LEAST:
            return
        step.tenth, step.told = tenth, now
        pace = (now - step.begun) / max(1, done - step.done_before)
        self._stream.write(self._wording(what, done, of, pace * (of - done)) + "\n")
        self._stream.flush()
