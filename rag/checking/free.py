"""The words of a claim that need no bearer: of saying, of asking no more strongly than the sources, and empty ones."""

from rag.checking.alignment import Alignment
from rag.checking.ground import Ground
from rag.checking.lexicon import REQUESTS, lexicon, longest
from rag.checking.reading import Reading
from rag.checking.subjects import saying_at

_SUBJECT = 12  # elements before a verb of saying that may name who says it
_STRONG_ENOUGH = {  # what of the sources bears a word of asking
    "order": {"order", "ordered"},
    "urge": {"urge", "order", "propose", "ordered"},
    "suggest": {"suggest"},
    "propose": {"propose", "urge"},
}


def generic(claim: Reading) -> set[int]:
    """The words that any sentence may have without saying more."""
    found: set[int] = set()
    for i in range(len(claim.forms)):
        size = len(longest(list(claim.forms[i : i + 4]), 0, lexicon().generic)) if claim.fact_of[i] < 0 else 0
        if size and claim.words[i] == i and (i + size == len(claim.forms) or claim.words[i + size] == i + size):
            found.update(range(i, i + size))
    return found


def told_by_another(found: Alignment) -> set[int]:
    """The words before the first verb of saying, if a source has the verb with a subject of its own."""
    claim, ground = found.claim, found.ground
    start, end = saying_at(claim)
    speaker = {*ground.forms[ground.context : ground.places]}
    for p in ground.find(claim.forms[start:end]) if start < end else ():
        subject = [q for q in range(max(0, p - _SUBJECT), p) if ground.clauses[q] == ground.clauses[p]]
        named = [q for q in subject if ground.capitals[q] and longest(list(ground.forms), q, lexicon().organisations)]
        if p < ground.context and named and not speaker & {ground.forms[q] for q in named}:
            return set(range(start))
    return set()


def is_said(ground: Ground) -> bool:
    """Whether a source has a verb of saying or asking of its own."""
    return any(o.kind in REQUESTS for o in ground.operators) or any(
        ground.words[p] == p and p < ground.context and longest(list(ground.forms[p : p + 4]), 0, lexicon().spoken)
        for p in range(len(ground.forms))
    )


def requests(found: Alignment) -> set[int]:
    """The elements of the words of asking that the sources bear: in a word of that strength, or a stronger one."""
    ground = found.ground
    known = {o.kind for o in ground.operators} | {ground.lead}
    if any(s.context.speaker and s.context.offices for s in ground.sources):
        known |= {"ordered"} if "must" in known else set()
    borne: set[int] = set()
    for operator in found.claim.operators:
        if operator.kind in REQUESTS and known & _STRONG_ENOUGH[operator.kind]:
            borne.update(range(operator.start, operator.end))
    return borne


def spoken_words(claim: Reading) -> set[int]:
    """The words that say that somebody speaks: a sentence whose speaker is known bears them."""
    found: set[int] = set()
    for i in range(len(claim.forms)):
        if phrase := longest(list(claim.forms), i, lexicon().saying):
            found.update(range(i, i + len(phrase)))
    return found
