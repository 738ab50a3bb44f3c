"""Words of two syllables that a claim cuts otherwise than its sources: the count of words is no grammar."""

from rag.checking.alignment import Alignment
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon
from rag.checking.reading import Reading

_NEAR = 2  # elements with content from one word to the next but one
_REACH = 3  # elements between the two words that a word of the claim is in the sources


def in_parts(found: Alignment, i: int, start: int) -> bool:
    """Whether a word that is none of the sources' is two of theirs: one of them light, or both side by side."""
    claim, ground, light = found.claim, found.ground, lexicon().light
    first, second = claim.forms[start : start + 2]
    if first in light or second in light:
        return claim.forms[i] in light or any(
            p < ground.context and _single(ground, p) for p in ground.index.get(claim.forms[i], ())
        )
    return any(
        _single(ground, p) and _single(ground, q) and p < q <= p + _REACH < ground.context
        for p in ground.index.get(first, ())
        for q in ground.index.get(second, ())
    )


def cut_otherwise(ground: Ground, claim: Reading, i: int) -> bool:
    """Whether an element is of a word of the sources with its other neighbour: "thi | công bố", not "thi công | bố"."""
    pairs = [claim.forms[j : j + 2] for j in (i - 1, i) if j >= 0 and claim.clauses[j] == claim.clauses[i]]
    return any(
        ground.words[p + 1] == p for pair in pairs if len(pair) == 2 for p in ground.find(pair) if p < ground.context
    )


def behind_alike(ground: Ground, claim: Reading, i: int) -> bool:
    """Whether the first syllable of a word stands in a source behind the same element as here."""
    if claim.words[i] != i or not i or claim.empty[i - 1]:
        return False
    return any(
        0 < p < ground.context and ground.forms[p - 1] == claim.forms[i - 1]
        for p in ground.index.get(claim.forms[i], ())
    )


def beside_its_neighbour(found: Alignment, i: int) -> bool:
    """Whether an element stands in the sources as a word, by the one that stands beside it in the claim.

    "Chi trả chậm" is "chậm chi trả". Names are no such neighbours, nor does one bear a part of a name.
    """
    claim, ground = found.claim, found.ground
    if claim.capitals[i]:
        return False
    beside = [found.at[j] for j in _neighbours(claim, i) if found.at[j] >= 0 and claim.fact_of[j] < 0]
    return any(
        q != p and abs(ground.ranks[q] - ground.ranks[p]) <= _NEAR and ground.clauses[q] == ground.clauses[p]
        for p in ground.index.get(claim.forms[i], ())
        if p < ground.context and p not in ground.inside_name and not ground.capitals[p] and _single(ground, p)
        for q in beside
        if q < ground.context
    )


def _neighbours(claim: Reading, i: int) -> list[int]:
    """The nearest element with content on either side, in the same clause."""
    rows = (range(i - 1, -1, -1), range(i + 1, len(claim.forms)))
    first = (next((j for j in row if not claim.empty[j]), -1) for row in rows)
    return [j for j in first if j >= 0 and claim.clauses[j] == claim.clauses[i]]


def _single(ground: Ground, p: int) -> bool:
    """Whether a syllable of the sources is a word by itself."""
    inside = p + 1 < len(ground.words) and ground.words[p + 1] == p and ground.forms[p + 1] not in lexicon().light
    return (ground.words[p] == p or ground.forms[p - 1] in lexicon().light) and not inside
