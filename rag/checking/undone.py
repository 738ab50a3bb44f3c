"""What the sources only ask for, want or expect, told by the claim as done."""

import itertools

from index.facts import FactKind
from index.text import comparable
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.governing import NEAR, first_after, governor_of
from rag.checking.ground import Ground
from rag.checking.lexicon import REQUESTS, lexicon, longest
from rag.checking.reading import Operator, Reading

_OPEN = ("must", "may", "will", "should", *REQUESTS)  # what is so governed is not yet so
_PARTS_OF_YEAR = frozenset(("đầu", "giữa", "cuối", "hết", "quý", "tháng", "năm", "ngày"))
_AIMS = frozenset(("phấn", "dự"))  # "phấn đấu", "dự kiến": whoever's aim it is
_CHARGES = frozenset((("chủ", "trì"), ("đầu", "mối"), ("làm", "điểm")))


def told_as_done(found: Alignment) -> list[Failure]:
    """What is only to be done, told as done: the subject and the predicate are kept, the modal between them is not."""
    claim, ground = found.claim, found.ground
    if (
        any(o.kind in _OPEN for o in claim.operators)
        or _requested(claim)
        or comparable(claim.text).startswith(("việc ", "nội dung "))
    ):
        return []
    kept = {p for p in found.at if p >= 0}
    for operator in (o for o in ground.operators if o.kind in _OPEN):
        if operator.kind in REQUESTS and _is_charged(claim) and _is_charged(ground):
            continue
        after = _kept_after(found, operator, kept)
        before = any(
            q in kept
            for q in range(max(0, operator.start - 2 * NEAR), operator.start)
            if ground.clauses[q] == ground.clauses[operator.start]
        )
        aimed = ground.forms[operator.start] in _AIMS
        ordered = (aimed or operator.kind in ("order", "urge", "propose")) and claim.fact_of[:1] != () and after
        if operator.kind == "urge":  # a weaker word, often of another clause: two of its words must be kept
            ordered = ordered and first_after(found, operator) + 1 in kept
        if (after and (before or ordered)) or _taken_for_done(found, operator) or _suffered_already(found, operator):
            return [Failure("modality", claim.text, " ".join(ground.forms[operator.start : operator.end]))]
    return []


def _suffered_already(found: Alignment, operator: Operator) -> bool:
    """Whether the claim has as suffered ("bị phạt 12 năm tù") what the sources only ask for."""
    claim = found.claim
    return operator.kind in REQUESTS and any(
        form == "bị"
        and claim.words[i] == i == claim.words[i + 1] - 1
        and governor_of(found, found.at[i + 1]) == operator
        for i, form in enumerate(claim.forms[:-1])
    )


def _is_charged(row: Reading | Ground) -> bool:
    """Whether a word names a charge that is given, not a deed: "Sở Y tế chủ trì"."""
    pairs = itertools.pairwise(row.forms)
    return any(pair in _CHARGES for pair in pairs)


def _taken_for_done(found: Alignment, operator: Operator) -> bool:
    """Whether who asks for something in the sources has it done in the claim, whoever they ask."""
    ground, first = found.ground, max(0, operator.start - 2 * NEAR)
    asks = {q for q in range(first, operator.start) if ground.clauses[q] == ground.clauses[operator.start]}
    last = max((i for i, p in enumerate(found.at) if p in asks), default=-1)
    after = next((p for p in found.at[last + 1 :] if p >= 0), -1) if last >= 0 else -1
    return operator.end <= after < ground.context and ground.clauses[after] == ground.clauses[operator.start]


def _requested(claim: Reading) -> bool:
    """Whether a claim has a noun of asking: "theo chỉ đạo của Bộ", "là những kiến nghị của"."""
    forms, table = list(claim.forms), lexicon()
    words = (longest(forms, i, table.orders) for i in range(len(forms)) if claim.words[i] == i)
    return any(table.order_of[word] in REQUESTS for word in words if word)


def _kept_after(found: Alignment, operator: Operator, kept: set[int]) -> bool:
    ground, head = found.ground, first_after(found, operator)
    days = {known.at for known in ground.of_kind(FactKind.DATE)}
    while 0 <= head < ground.context - 1 and (head in days or ground.forms[head] in _PARTS_OF_YEAR):
        head = head + 1 if ground.clauses[head + 1] == ground.clauses[head] else -1
    while 0 <= head < ground.context - 1 and ground.empty[head] and ground.clauses[head + 1] == ground.clauses[head]:
        head += 1
    return head >= 0 and head in kept
