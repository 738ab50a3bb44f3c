"""Polarity and modality, predicate by predicate: what must be done is not done, what is not so is not so."""

from index.text import comparable
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.reading import Operator

_PASSIVE = (("được",), ("bị",))
_AGENT = 8  # elements that may name the agent of a passive predicate, and the predicate
_NEAR = 4  # elements after a negation that it can govern first
_HEAD = 2  # elements with content that follow an operator and are its own
_BEARS = {
    "must": {"must", "order"},
    "may": {"may"},
    "should": {"should", "suggest", "order", ""},
    "will": {"will"},
    "done": {"done", ""},
    "doing": {"doing", ""},
}
_OPEN = ("must", "may", "will", "should", "order", "propose", "suggest")  # what is so governed is not yet so
_MODALS = ("must", "may", "should", "will", "done", "doing")


def polarity(found: Alignment) -> list[Failure]:
    """Negations that the claim adds or leaves out."""
    return _added_negation(found) or _lost_negation(found)


def _heads(empty: tuple[bool, ...], start: int, clauses: tuple[int, ...], count: int = _HEAD) -> list[int]:
    """The elements with content right after an operator, in its clause."""
    found: list[int] = []
    for i in range(start, min(start + 2 * _NEAR + count, len(empty))):
        if clauses[i] != clauses[start - 1] or len(found) == count:
            break
        if not empty[i]:
            found.append(i)
    return found


def _added_negation(found: Alignment) -> list[Failure]:
    claim, ground = found.claim, found.ground
    ends = [o.end for o in ground.operators if o.kind == "not"]
    negators = {ground.forms[o.start] for o in ground.operators if o.kind == "not"}
    failures = []
    for operator in (o for o in claim.operators if o.kind == "not"):
        heads = _heads(claim.empty, operator.end, claim.clauses)
        places = [found.at[i] for i in heads[:1]]
        if not heads and claim.forms[operator.start] in negators:
            continue
        if not any(
            end <= p <= end + _NEAR and ground.clauses[p] == ground.clauses[end - 1] for p in places for end in ends
        ):
            last = (heads[0] if heads else operator.start) + 1
            failures.append(Failure("negation", claim.written(operator.start, last)))
    return failures


def _lost_negation(found: Alignment) -> list[Failure]:
    claim, ground = found.claim, found.ground
    failures = []
    for operator in (o for o in ground.operators if o.kind == "not"):
        head = _first_after(found, operator)
        for i, p in enumerate(found.at):
            if p == head and not _negated(found, i):
                written = " ".join(ground.forms[operator.start : operator.end + 1])
                failures.append(Failure("negation", claim.written(i, i + 1), written))
    return failures


def _first_after(found: Alignment, operator: Operator) -> int:
    """The first element with content after an operator of the ground."""
    ground = found.ground
    for p in range(operator.end, min(operator.end + 2 * _NEAR, ground.context)):
        if ground.clauses[p] != ground.clauses[operator.start]:
            return -1
        if p + 1 == len(ground.ranks) or ground.ranks[p + 1] > ground.ranks[p]:
            return p
    return -1


def _negated(found: Alignment, i: int) -> bool:
    claim = found.claim
    return any(
        o.kind == "not" and o.end <= i and i in _heads(claim.empty, o.end, claim.clauses) for o in claim.operators
    )


def modality(found: Alignment) -> list[Failure]:
    """Modal words that the claim adds, exchanges or leaves out."""
    claim = found.claim
    for operator in (o for o in claim.operators if o.kind in _MODALS):
        passive = claim.forms[operator.end : operator.end + 1] in _PASSIVE  # its agent stands before its predicate
        count = _AGENT if passive else 1
        heads = [i for i in _heads(claim.empty, operator.end, claim.clauses, count + 2) if found.at[i] >= 0]
        if heads and not any(_bears(found, operator, i) for i in heads[:count]):
            governor = _governor(found, found.at[heads[0]])
            expected = " ".join(found.ground.forms[governor.start : governor.end]) if governor else None
            return [Failure("modality", claim.written(operator.start, heads[0] + 1), expected)]
    return _lost_modality(found)


def _bears(found: Alignment, operator: Operator, i: int) -> bool:
    """Whether the sources govern the same predicate alike."""
    ground, p = found.ground, found.at[i]
    near = [o for o in ground.operators if o.kind != "not" and p - 2 * _NEAR <= o.start < p + 1]
    if any(o.kind == operator.kind and ground.clauses[o.start] == ground.clauses[p] for o in near):
        return True
    governor = _governor(found, p)
    if (governor.kind if governor else "") in _BEARS[operator.kind]:
        return True
    return operator.kind == "must" and governor is None and _told(found)


def _told(found: Alignment) -> bool:
    """Whether a source goes on with what somebody in office tells others to do, without a modal of its own."""
    return any(s.context.speaker and s.context.offices for s in found.ground.sources) and not any(
        o.kind in ("done", "doing", "will") for o in found.ground.operators
    )


def _governor(found: Alignment, p: int) -> Operator | None:
    """The modal or order in force at an element of the ground: the last before it in its sentence."""
    ground = found.ground
    before = [
        o
        for o in ground.operators
        if o.kind != "not" and o.end <= p and ground.sentences[o.start] == ground.sentences[p]
    ]
    return before[-1] if before else None


def _lost_modality(found: Alignment) -> list[Failure]:
    """What is only to be done, told as done: the subject and the predicate are kept, the modal between them is not."""
    claim, ground = found.claim, found.ground
    if any(o.kind in _OPEN for o in claim.operators) or comparable(claim.text).startswith(("việc ", "nội dung ")):
        return []
    kept = {p for p in found.at if p >= 0}
    for operator in (o for o in ground.operators if o.kind in _OPEN):
        after = _kept_after(found, operator, kept)
        before = any(
            q in kept
            for q in range(max(0, operator.start - 2 * _NEAR), operator.start)
            if ground.clauses[q] == ground.clauses[operator.start]
        )
        ordered = operator.kind in ("order", "propose") and claim.fact_of[:1] != () and after
        if after and (before or ordered):
            return [Failure("modality", claim.text, " ".join(ground.forms[operator.start : operator.end]))]
    return []


def _kept_after(found: Alignment, operator: Operator, kept: set[int]) -> bool:
    head = _first_after(found, operator)
    return head >= 0 and head in kept
