"""Which element of the ground bears each element of a claim, and which elements nothing bears."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.facts import FactKind, agree
from rag.checking.ground import Ground
from rag.checking.lexicon import lexicon
from rag.checking.reading import Reading

_MOST = 12  # occurrences of one form that are weighed


@dataclass(frozen=True, slots=True)
class Alignment:
    """`at[i]`: the element of the ground that bears element i of the claim, -1 for none."""

    claim: Reading
    ground: Ground
    at: tuple[int, ...]
    candidates: tuple[tuple[int, ...], ...]  # all elements of the ground that could bear each
    by_synonym: frozenset[int]  # elements of the claim whose phrase another one of the ground stands for


def align(claim: Reading, ground: Ground) -> Alignment:
    """The cheapest way through the ground that the claim's elements can have taken, in order where possible."""
    candidates = [_candidates(claim, ground, i) for i in range(len(claim.forms))]
    synonymous = _add_synonyms(claim, ground, candidates)
    chosen = [-1] * len(claim.forms)
    layers = [(i, c[:_MOST]) for i, c in enumerate(candidates) if c and not claim.empty[i]]
    if layers:
        _walk(layers, ground, chosen)
    return Alignment(claim, ground, tuple(chosen), tuple(map(tuple, candidates)), frozenset(synonymous))


def _candidates(claim: Reading, ground: Ground, i: int) -> list[int]:
    number = claim.fact_of[i]
    if number < 0 or claim.facts[number].kind in (FactKind.PLACE, FactKind.PERSON):
        return list(ground.index.get(claim.forms[i], ()))
    fact = claim.facts[number]
    return [k.at for k in ground.facts if k.fact.kind is fact.kind and agree(fact, k.fact)]


def _add_synonyms(claim: Reading, ground: Ground, candidates: list[list[int]]) -> set[int]:
    """Adds where a synonym stands for each syllable of a phrase that the sources do not have themselves."""
    table, synonymous = lexicon().synonyms, set()
    for i, form in enumerate(claim.forms):
        for phrase in table.get(form, ()) if claim.fact_of[i] < 0 and _begins(claim, i) else ():
            whole = claim.forms[i : i + len(phrase)] == phrase and _ends(claim, i + len(phrase))
            if whole and not any(p < ground.context or p >= ground.places for p in ground.find_word(phrase)):
                found = ground.standing_for(phrase)
                if i and claim.capitals[i]:  # part of a name
                    found = [p for p in found if ground.capitals[p]]
                for j in range(i, i + len(phrase)) if found else ():
                    candidates[j] += [p for p in found if p not in candidates[j]]
                    synonymous.add(j)
    return synonymous


def _begins(claim: Reading, i: int) -> bool:
    """Whether a word begins here: also behind a light syllable that the count of words joins to it ("việc lập")."""
    return claim.words[i] == i or claim.forms[i - 1] in lexicon().light


def _ends(claim: Reading, end: int) -> bool:
    """Whether a word ends before an element, or only a light syllable is joined to it."""
    return end >= len(claim.words) or claim.words[end] == end or claim.forms[end] in lexicon().light


def _walk(layers: Sequence[tuple[int, Sequence[int]]], ground: Ground, chosen: list[int]) -> None:
    costs = {p: 0.5 if p >= ground.context else 0.0 for p in layers[0][1]}
    back: list[dict[int, int]] = []
    for _, positions in layers[1:]:
        reached: dict[int, float] = {}
        came: dict[int, int] = {}
        for q in positions:
            cost, came[q] = min((cost + _step(ground, p, q), p) for p, cost in costs.items())
            reached[q] = cost
        back.append(came)
        costs = reached
    at = min(costs, key=costs.__getitem__)
    for layer in range(len(layers) - 1, -1, -1):
        chosen[layers[layer][0]] = at
        if layer:
            at = back[layer - 1][at]


def _step(ground: Ground, p: int, q: int) -> float:
    """What it costs to go on from p to q: nothing for the next element, most for going back."""
    if q == p + 1:
        return 0.0
    if q >= ground.context:
        return 0.7
    gap = ground.ranks[q] - ground.ranks[p]
    if gap < 0 or p >= ground.context:
        return 1.0
    apart = 0.0 if ground.clauses[p] == ground.clauses[q] else 0.2
    return (0.25 if gap == 0 else 0.05 if gap == 1 else min(0.15 + 0.03 * gap, 0.7)) + apart
