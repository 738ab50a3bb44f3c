"""What a negation or a modal of the sources governs, and which one governs an element."""

from rag.checking.alignment import Alignment
from rag.checking.reading import Operator

NEAR = 4  # elements after a negation that it can govern first
_HURRIED = frozenset(("vội", "kịp", "dám", "muốn", "chịu"))  # between a negation and what is not done
_HAPPENING = frozenset(("xảy", "ra", "tình", "trạng"))  # "không để xảy ra tình trạng" negates what would happen


def first_after(found: Alignment, operator: Operator) -> int:
    """The first element with content after an operator of the ground; before it for "làm không được"."""
    ground = found.ground
    after = ground.forms[operator.end : operator.end + 2]
    if after[:1] == ("được",) or (ground.forms[operator.end - 1] == "được" and operator.end - operator.start > 1):
        size = after[:1] == ("được",)
        ends = (
            ground.clauses[operator.end + size] != ground.clauses[operator.start]
            if operator.end + size < len(ground.forms)
            else True
        )
        if ends or ground.forms[operator.end + size] == "thì":
            return operator.start - 1
    for p in range(operator.end, min(operator.end + 2 * NEAR, ground.context)):
        if ground.clauses[p] != ground.clauses[operator.start]:
            return -1
        if operator.kind == "not" and ground.forms[p] in _HURRIED | _HAPPENING and p not in found.at:
            continue
        if p + 1 == len(ground.ranks) or ground.ranks[p + 1] > ground.ranks[p]:
            return p
    return -1


def governor_of(found: Alignment, p: int) -> Operator | None:
    """The modal or order in force at an element of the ground: the last before it in its sentence."""
    ground = found.ground
    before = [
        o
        for o in ground.operators
        if o.kind != "not" and o.end <= p and ground.sentences[o.start] == ground.sentences[p]
    ]
    return before[-1] if before else None
