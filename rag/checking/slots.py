"""Figures, names and numbers of documents stay with what they belong to: each in its own place of the sentence."""

from collections.abc import Sequence

from index.dates import date_parts
from index.facts import FactKind
from index.figures import units_agree
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.facts import Checked
from rag.checking.ground import KnownFact
from rag.checking.lexicon import lexicon
from rag.checking.reading import Reading

_WINDOW = 7  # elements with content on either side
_CLEARLY = 1.3  # how much better another fact must fit
_LABEL = 2  # elements that say what the figures of a list number
_LEAST = 0.03
_CHANGES = ("còn", "lên", "xuống", "từ")  # before what a figure was, and before what it becomes
_IN_ORDER = ("lần lượt", "tương ứng")
HAMLETS = frozenset(("bản", "buôn", "thôn", "làng", "ấp", "xóm", "sóc", "đường", "phố"))  # before no person's name
_KINDS = {
    FactKind.NUMBER: "number",
    FactKind.DATE: "date",
    FactKind.DOCUMENT_NUMBER: "document_number",
    FactKind.PERSON: "name",
    FactKind.PLACE: "place",
}


def misplaced(found: Alignment, checked: list[Checked]) -> list[Failure]:
    """The facts that stand in the sources, but in the place of another one."""
    failures = []
    for one in checked:
        rivals = _rivals(found, one)
        if not one.borne_by or not rivals:
            continue
        around = _around(found, one)
        own = [_fit(found, around, known.at) for known in one.borne_by]
        alike, rival = _by_change(found, one, rivals)
        if not alike and rival is None:
            rival = next(
                (k for k in rivals if all(_fits_better(_fit(found, around, k.at), fits) for fits in own)), None
            )
            rival = None if rival and _in_its_place(found, checked, rival) else rival
        if rival:
            fact = found.claim.facts[one.number]
            failures.append(Failure(_KINDS[fact.kind], fact.text, rival.fact.text))
    return failures


def _in_its_place(found: Alignment, checked: list[Checked], rival: KnownFact) -> bool:
    """Whether the claim has the rival too, and in its own place: then the words have moved, not the facts."""
    if rival.fact.kind is FactKind.NUMBER:
        return False
    for one in checked:
        if any(k.at == rival.at for k in one.borne_by):
            around = _around(found, one)
            own = _fit(found, around, rival.at)
            return not any(_fits_better(_fit(found, around, k.at), own) for k in _rivals(found, one))
    return False


def _by_change(found: Alignment, one: Checked, rivals: Sequence[KnownFact]) -> tuple[bool, KnownFact | None]:
    """Whether a figure follows the word of a change that it follows in the sources, else the rival that does.

    "Còn 12 ngày" is borne out by "từ 20 ngày xuống còn 12 ngày", "còn 20 ngày" is not.
    """
    claim, ground, at = found.claim, found.ground, found.claim.at(one.number)
    word = claim.forms[at - 1 : at]
    if not {*word} & {*_CHANGES}:
        return False, None
    follow = [k for k in (*one.borne_by, *rivals) if ground.forms[k.at - 1 : k.at] == word]
    own = any(k in one.borne_by for k in follow)
    other = any(ground.forms[k.at - 1] in _CHANGES for k in one.borne_by)
    return own, follow[0] if follow and other and not own else None


def _rivals(found: Alignment, one: Checked) -> list[KnownFact]:
    """Other facts of the sources that could stand where this one does."""
    fact = found.claim.facts[one.number]
    borne = {known.fact.value for known in one.borne_by}
    return [
        known
        for known in found.ground.of_kind(fact.kind)
        if not known.in_context
        and known.fact.value not in borne
        and not _listed_together(found.claim, one.number, known)
        and (fact.kind is not FactKind.NUMBER or _same_unit(fact.unit, known.fact.unit))
        and (fact.kind is not FactKind.DATE or _shape(known.fact.value) == _shape(fact.value))
        and not (fact.kind is FactKind.PERSON and found.ground.forms[known.at - 1] in HAMLETS)
        and (fact.kind is not FactKind.PLACE or known.fact.value.split()[0] == fact.value.split()[0])
    ]


def _listed_together(claim: Reading, number: int, rival: KnownFact) -> bool:
    """Whether a claim names a fact and its rival in one list, where their order means nothing."""
    other = next(
        (n for n, f in enumerate(claim.facts) if f.kind is rival.fact.kind and f.value == rival.fact.value), None
    )
    if other is None or any(form in claim.text.lower() for form in _IN_ORDER):
        return False
    first, last = sorted((claim.at(number), claim.at(other)))
    between = range(first, last)
    kind = rival.fact.kind
    return all(
        claim.empty[i]
        or (claim.fact_of[i] >= 0 and claim.facts[claim.fact_of[i]].kind is kind)
        or claim.forms[i] in claim.forms[max(0, first - _LABEL) : first]  # "Quân khu 4 và Quân khu 5"
        for i in between
    )


def _shape(value: str) -> tuple[bool, bool]:
    """Whether a date is a range of years, and whether it has a day."""
    return "/" in value, bool(date_parts(value)[2]) and "/" not in value


def _same_unit(a: str, b: str) -> bool:
    return bool(a) == bool(b) and units_agree(a, b)


def _around(found: Alignment, one: Checked) -> list[tuple[int, float, int]]:
    """The elements near a fact of the claim: (element, weight, side)."""
    claim, at = found.claim, found.claim.at(one.number)
    last = at
    while last + 1 < len(claim.forms) and claim.fact_of[last + 1] == one.number:
        last += 1
    return _neighbours(claim, at, last)


def _neighbours(claim: Reading, at: int, last: int) -> list[tuple[int, float, int]]:
    near: list[tuple[int, float, int]] = []
    for side, row in ((-1, range(at - 1, -1, -1)), (1, range(last + 1, len(claim.forms)))):
        rank = 0
        for i in row:
            if claim.empty[i] or rank >= _WINDOW:
                continue
            rank += 1
            weight = 1 / (1 + rank) * (1.0 if claim.clauses[i] == claim.clauses[at] else 0.5)
            near.append((i, weight, side))
    return near


def _fits_better(rival: list[float], own: list[float]) -> bool:
    """Whether the neighbours that tell two places apart speak for the rival."""
    against = sum(max(0.0, b - a) for a, b in zip(own, rival, strict=True))
    for_it = sum(max(0.0, a - b) for a, b in zip(own, rival, strict=True))
    return against > for_it * _CLEARLY + _LEAST


def exchanged(found: Alignment) -> list[Failure]:
    """Words of opposite meaning, both in the sources, that the claim has in each other's place: rises for falls."""
    claim, ground, failures = found.claim, found.ground, []
    for i, form in enumerate(claim.forms):
        opposites = lexicon().opposites.get(form, ()) if claim.fact_of[i] < 0 and _alone(claim.words, i) else ()
        rivals = [p for other in opposites for p in ground.index.get(other, ()) if p < ground.context]
        places = [p for p in ground.index.get(form, ()) if p < ground.context]
        rivals, places = ([p for p in row if _alone(ground.words, p)] for row in (rivals, places))
        if rivals and places:
            around = _neighbours(claim, i, i)
            own = [_fit(found, around, p) for p in places]
            if any(all(_fits_better(_fit(found, around, p), fits) for fits in own) for p in rivals):
                failures.append(Failure("unsupported", claim.written(i, min(i + 2, len(claim.forms)))))
    return failures


def _alone(words: tuple[int, ...], i: int) -> bool:
    return words[i] == i and (i + 1 == len(words) or words[i + 1] == i + 1)


def _fit(found: Alignment, around: list[tuple[int, float, int]], at: int) -> list[float]:
    """How well each neighbour in the claim is one of an element of the ground."""
    ground, fits = found.ground, []
    rank, clause = ground.ranks[at], ground.clauses[at]
    for i, weight, side in around:
        best = 0.0
        for p in found.candidates[i]:
            if p == at or ground.sentences[p] != ground.sentences[at]:
                continue
            distance = abs(ground.ranks[p] - rank)
            if 0 < distance <= 2 * _WINDOW:
                value = 1 / (1 + distance)
                value *= 1.0 if ground.clauses[p] == clause else 0.5
                value *= 1.0 if (p > at) == (side > 0) else 0.8
                best = max(best, value)
        fits.append(weight * best)
    return fits
