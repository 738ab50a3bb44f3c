"""The words that belong to a figure: its clause, up to where the clause of another figure begins or ends."""

import re

from index.facts import Fact, FactKind, facts_in
from index.text import tokens

_BETWEEN = re.compile(r"[,;:()](?!\d)|(?<!\w)(?:với|trong đó|còn|và|nhưng|mà)(?!\w)")  # two figures
PARTING = re.compile(r"[,;:()](?!\d)|(?<!\w)(?:với|trong đó|còn)(?!\w)")


def label_of(text: str, figure: Fact) -> str:
    """The words that belong to a figure: its clause, up to where the clause of the figure before or after it ends.

    "4.126 nhà bị ngập, 87 nhà sập": what is flooded belongs to the first. Where nothing parts two figures, the words
    between them belong to the second, but for the first one's unit.
    """
    numbers = [f for f in facts_in(text) if f.kind is FactKind.NUMBER and not _is_code(f)]
    before = max((f for f in numbers if f.end <= figure.start), key=lambda f: f.end, default=None)
    after = min((f for f in numbers if f.start >= figure.end), key=lambda f: f.start, default=None)
    begins, ends = 0, figure.end + len(figure.unit) + 1 if after else len(text)
    if before:
        parted = _parted(text, before, figure)
        begins = min(parted[1] if parted else before.end + len(before.unit) + 1, figure.start)
    if parted := _parted(text, figure, after):
        ends = max(parted[0], figure.end)
    return text[begins:ends]


def scope_of(text: str, figure: Fact) -> str:
    """The words that narrow what a figure counts: its clause, or all before it: "23 vụ cướp giật, đã làm rõ 19 vụ"."""
    label = label_of(text, figure)
    after = label[label.find(figure.text) + len(figure.text) :]
    return label if tokens(after)[len(tokens(figure.unit)) :] else text[: figure.end]


def _is_code(figure: Fact) -> bool:
    """Whether a number names something: "đường 25C"."""
    return any(map(str.isalpha, figure.value))


def _parted(text: str, a: Fact, b: Fact | None) -> tuple[int, int] | None:
    """Where the clause of one figure ends and where that of the next begins; None where nothing parts them."""
    to = b.start if b else len(text)
    if b:
        marks = list(_BETWEEN.finditer(text, a.end, to))
        return (marks[0].start(), marks[-1].end()) if marks else None
    mark = PARTING.search(text, a.end, to)
    return (mark.start(), mark.end()) if mark else None
