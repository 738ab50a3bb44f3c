"""A sentence before its context is known."""

from dataclasses import dataclass

from index.documents import BlockKind


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence at [start, end); `paragraph` tells which share a block."""

    start: int
    end: int
    kind: BlockKind
    paragraph: int
