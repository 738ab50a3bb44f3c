"""Polarity and modality, predicate by predicate: what must be done is not done, what is not so is not so."""

from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.governing import NEAR, first_after, governor_of
from rag.checking.ground import Ground
from rag.checking.reading import Operator, Reading
from rag.checking.undone import told_as_done

_PASSIVE = (("được",), ("bị",), ("do",))
_AGENT = 8  # elements that may name the agent of a passive predicate, and the predicate
_AVOIDING = frozenset(("tránh", "ngừng", "ngưng", "dừng", "cấm", "thôi", "hoãn", "bỏ"))
_HELD = frozenset(("để", "cho", "được", "có", "nên", "phải", "bị"))
_HEAD = 2  # elements with content that follow an operator and are its own
_BEARS = {
    "must": {"must", "order", "urge"},
    "may": {"may"},
    "should": {"should", "suggest", "urge", "order", ""},
    "will": {"will"},
    "done": {"done", ""},
    "doing": {"doing", ""},
}
_MODALS = ("must", "may", "should", "will", "done", "doing")


def polarity(found: Alignment) -> list[Failure]:
    """Negations that the claim adds or leaves out."""
    return _added_negation(found) or _lost_negation(found) or _avoided(found)


def _heads(empty: tuple[bool, ...], start: int, clauses: tuple[int, ...], count: int = _HEAD) -> list[int]:
    """The elements with content right after an operator, in its clause."""
    found: list[int] = []
    for i in range(start, min(start + 2 * NEAR + count, len(empty))):
        if clauses[i] != clauses[start - 1] or len(found) == count:
            break
        if not empty[i]:
            found.append(i)
    return found


def _added_negation(found: Alignment) -> list[Failure]:
    claim, ground = found.claim, found.ground
    ends = [o.end for o in ground.operators if o.kind == "not"]
    held = {ground.forms[e] for e in ends if e < ground.context and ground.empty[e]}
    negators = {ground.forms[o.start] for o in ground.operators if o.kind == "not"}
    failures, used = [], set()
    few = sum(o.kind == "not" for o in claim.operators) <= len(ends)
    for operator in (o for o in claim.operators if o.kind == "not" and o.start not in found.by_synonym):
        heads = _heads(claim.empty, operator.end, claim.clauses)
        places = [found.at[i] for i in heads[:1]]
        if not heads and (claim.forms[operator.start] in negators or (negators and operator in _forbidding(claim))):
            continue
        if few and {*claim.forms[operator.end : operator.end + 1]} & held & _HELD:
            continue  # "không để" for "đừng để", whoever is named in between
        near = [
            end
            for p in places
            for end in ends
            if end <= p <= end + _scope(ground, end) and ground.clauses[p] == ground.clauses[end - 1]
        ]
        free = [end for end in near if end not in used]
        used.update(free[-1:])
        if not free and (not near or len(heads) > 1):
            last = (heads[0] if heads else operator.start) + 1
            failures.append(Failure("negation", claim.written(operator.start, last)))
    return failures


def _scope(ground: Ground, end: int) -> int:
    """How far behind a negation what it negates may stand: "không để", "không cho" reach over whoever is named."""
    return 3 * NEAR if ground.forms[end : end + 1] in (("để",), ("cho",)) else NEAR


def _avoided(found: Alignment) -> list[Failure]:
    """What the sources tell to avoid or to stop, told without that word."""
    claim, ground = found.claim, found.ground
    kept = {*claim.forms} & _AVOIDING or any(o.kind == "not" for o in claim.operators)
    for p in range(1, ground.context - 1) if not kept else ():
        alone = ground.words[p] == p and ground.words[p + 1] == p + 1
        head = first_after(found, Operator(p, p + 1, "not")) if alone and ground.forms[p] in _AVOIDING else -1
        if head >= 0 and head in found.at:
            i = found.at.index(head)
            return [Failure("negation", claim.written(i, i + 1), " ".join(ground.forms[p : head + 1]))]
    return []


def _lost_negation(found: Alignment) -> list[Failure]:
    claim, ground = found.claim, found.ground
    failures = []
    for operator in (o for o in ground.operators if o.kind == "not"):
        head = first_after(found, operator)
        if head < 0 or _held_alike(found, operator):
            continue
        for i, p in enumerate(found.at):
            if p == head and not _negated(found, i):
                written = " ".join(ground.forms[operator.start : operator.end + 1])
                failures.append(Failure("negation", claim.written(i, i + 1), written))
    return failures


def _held_alike(found: Alignment, operator: Operator) -> bool:
    """Whether the claim negates the same light verb: "đừng để" and "không để", whatever follows first."""
    claim, held = found.claim, found.ground.forms[operator.end : operator.end + 1]
    return (
        bool(held)
        and held[0] in _HELD
        and any(
            o.kind == "not"
            and {claim.forms[o.end - 1], *claim.forms[o.end : o.end + 1]} & {*held, "được", "phải", "bị"}
            for o in claim.operators
        )
    )


def _negated(found: Alignment, i: int) -> bool:
    claim = found.claim
    if any(i < o.start for o in _forbidding(claim)):
        return True
    return any(
        o.kind == "not" and o.end <= i and i in _heads(claim.empty, o.end, claim.clauses) for o in claim.operators
    )


def _forbidding(claim: Reading) -> list[Operator]:
    """The words that forbid what stands before them: "việc … bị nghiêm cấm"."""
    return [
        o
        for o in claim.operators
        if o.kind == "not" and claim.forms[o.end - 1] == "cấm" and "bị" in claim.forms[: o.start]
    ]


def modality(found: Alignment) -> list[Failure]:
    """Modal words that the claim adds, exchanges or leaves out."""
    claim = found.claim
    for operator in (o for o in claim.operators if o.kind in _MODALS):
        if operator.kind == "must" and _suffered(claim, operator):
            continue
        passive = claim.forms[operator.end : operator.end + 1] in _PASSIVE  # its agent stands before its predicate
        count = _AGENT if passive else 3 if operator.kind == "will" else 1
        heads = [i for i in _heads(claim.empty, operator.end, claim.clauses, count + 2) if found.at[i] >= 0]
        if heads and not any(_bears(found, operator, i) for i in heads[:count]):
            governor = governor_of(found, found.at[heads[0]])
            expected = " ".join(found.ground.forms[governor.start : governor.end]) if governor else None
            return [Failure("modality", claim.written(operator.start, heads[0] + 1), expected)]
    return told_as_done(found)


def _suffered(claim: Reading, operator: Operator) -> bool:
    """Whether "phải" tells what somebody is not to suffer: "không để người dân phải chờ"."""
    return any(
        o.kind == "not" and claim.forms[o.end : o.end + 1] == ("để",) and o.end < operator.start
        for o in claim.operators
    )


def _bears(found: Alignment, operator: Operator, i: int) -> bool:
    """Whether the sources govern the same predicate alike."""
    ground, p = found.ground, found.at[i]
    near = [o for o in ground.operators if o.kind != "not" and p - 2 * NEAR <= o.start < p + 2]
    if any(o.kind == operator.kind and ground.clauses[o.start] == ground.clauses[p] for o in near):
        return True
    planned = found.claim.forms[operator.start : operator.end] == ("dự", "kiến")
    if planned and any(o.kind == "will" for o in ground.operators):
        return True
    governor = governor_of(found, p)
    if operator.kind == "done" and governor is None and ground.forms[p - 1] == "việc" != found.claim.forms[i - 1]:
        return False  # "việc phân cấp đã được trình": what is named is not what was done
    if operator.kind == "done" and governor is None and ground.lead:
        return False  # an item of a list of orders
    if (governor.kind if governor else "") in _BEARS[operator.kind]:
        return True
    if operator.kind == "doing" and found.claim.forms[i : i + 2] == ("tiếp", "tục"):
        return True
    if operator.kind == "will" and governor is None and ground.lead in ("order", "urge"):
        return True
    return operator.kind == "must" and governor is None and (_told(found) or ground.lead in ("order", "urge"))


def _told(found: Alignment) -> bool:
    """Whether a source goes on with what somebody in office tells others to do, without a modal of its own."""
    return any(s.context.speaker and s.context.offices for s in found.ground.sources) and not any(
        o.kind in ("done", "doing", "will") for o in found.ground.operators
    )
