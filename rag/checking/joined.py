"""A claim that rests on several sentences: each of its parts names only those whom one of them alone names with it."""

import re
from collections.abc import Callable, Sequence

from index.documents import Sentence
from rag.answers import Failure
from rag.checking.reading import Reading
from rag.checking.subjects import saying_at

Failures = Callable[[str, Sequence[Sentence]], list[Failure]]

# What a part may take from another sentence than its own: what is told of the same people, not who they are.
_SHARED = frozenset(("unsupported", "number", "date", "unit", "document_number"))
_JOINTS = re.compile(r"[;:]\s|,\s(?:và|còn|đồng thời|trong đó|song|nhưng)\s|\s(?:và|còn|đồng thời|trong đó)\s")
_LEAST = 4  # words of a part that tells something


def said_apart(claim: Reading, sources: Sequence[Sentence], failures_of: Failures) -> list[Failure]:
    """Who says or does something in the claim, where one sentence has them, and another one what they say or do.

    `failures_of`: what is wrong with a text that rests on some sentences.
    """
    if len(sources) < 2:
        return []
    one_speaker = sources[0].context.speaker and len({source.context.speaker for source in sources}) == 1
    shared = _SHARED | {"modality"} if one_speaker else _SHARED  # who goes on asking need not say so again
    start, _ = saying_at(claim)
    first = min((o.start for o in claim.operators), default=len(claim.forms))
    begins = 0 < first < len(claim.forms) and claim.clauses[first] == claim.clauses[0]
    head = claim.written(0, first) if begins else ""  # who must, will or says
    who = claim.written(0, start) if one_speaker and 0 < start < len(claim.forms) else ""
    for part in _parts(claim):
        alone = [failures_of(part, (source,)) for source in sources]
        grave = [
            [f for f in failures if (f.kind not in shared or f.found in head) and not _is_known(f, who)]
            for failures in alone
        ]
        told = any(not failures for failures in alone)
        but_for_names = [g for g, failures in zip(grave, alone, strict=True) if g and len(g) == len(failures)]
        if not told and (but_for_names or all(grave)):
            return min(but_for_names or grave, key=len)
    return []


def _is_known(failure: Failure, who: str) -> bool:
    """Whether a failure is of what says who speaks in all sentences, or of a bare word for a body: "công ty"."""
    return failure.found in who or (failure.kind == "organisation" and failure.found.islower())


def _words(failures: Sequence[Failure]) -> int:
    """How many words of a part one sentence does not bear out."""
    return sum(len(failure.found.split()) for failure in failures)


def _parts(claim: Reading) -> list[str]:
    """The stretches of a claim that tell one thing each; who says it stays with the first."""
    start, end = saying_at(claim)
    begins = claim.spans[end - 1][1] if start < end <= len(claim.spans) else 0
    parts, at = [], 0
    for joint in _JOINTS.finditer(claim.text, begins):
        words = claim.text[at : joint.start()].split()
        rest = claim.text[joint.end() :].split()
        if len(words) >= _LEAST <= len(rest):
            parts.append(claim.text[at : joint.start()])
            at = joint.end()
    return [*parts, claim.text[at:]]
