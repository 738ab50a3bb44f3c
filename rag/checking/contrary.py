"""Words whose contrary the sources have in the same place: outside for inside, all for some."""

from collections.abc import Iterator

from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.lexicon import lexicon, longest
from rag.checking.reading import Reading, find

_PLURALS = frozenset(("các", "những"))


def contrary(found: Alignment) -> list[Failure]:
    """The small words of the claim before what the sources have behind the opposite ones, and nowhere behind these."""
    return [*_opposites(found), *_exclusive(found), *_whole_for_part(found), *_half_of_share(found)]


def _exclusive(found: Alignment) -> Iterator[Failure]:
    """Phrases of which the sources have only the one that excludes the claim's: "trong nước" for "nước ngoài"."""
    claim, ground = found.claim, found.ground
    for pair in lexicon().exclusive:
        for said, other in (pair, pair[::-1]):
            if said[-1] not in claim.forms or not ground.stands(other) or ground.stands(said):
                continue
            if at := find(claim.forms, said, tuple(i for i, form in enumerate(claim.forms) if form == said[0])):
                yield Failure("unsupported", claim.written(at[0], at[0] + len(said)), " ".join(other))


def _opposites(found: Alignment) -> Iterator[Failure]:
    claim, ground = found.claim, found.ground
    table = lexicon().opposites
    for i, form in enumerate(claim.forms[:-1]):
        opposites = table.get(form, ())
        if not opposites or not _alone(claim, i) or claim.clauses[i + 1] != claim.clauses[i] or claim.empty[i + 1]:
            continue
        before = {ground.forms[p - 1]: p for p in found.candidates[i + 1] if p < ground.context}
        rival = next((other for other in opposites if other in before and not _negated(found, before[other] - 1)), None)
        if rival and _told_too(found, rival, before[rival] - 1):
            continue
        if rival and form not in before and ground.words[before[rival] - 1] == before[rival] - 1:
            told = f"{rival} {ground.forms[before[rival]]}"
            yield Failure("unsupported", claim.written(i, _end(claim, i + 1)), told)


def _told_too(found: Alignment, word: str, p: int) -> bool:
    """Whether the claim has the word of a source too: "chi trả đủ số tiền còn thiếu"."""
    return any(form == word and at == p for form, at in zip(found.claim.forms, found.at, strict=True))


def _negated(found: Alignment, p: int) -> bool:
    return any(o.kind == "not" and o.end == p for o in found.ground.operators)


def _whole_for_part(found: Alignment) -> Iterator[Failure]:
    """All of what the sources tell of some."""
    claim, ground, table = found.claim, found.ground, lexicon()
    if table.every.keys().isdisjoint(claim.forms):
        return
    forms, known = list(claim.forms), list(ground.forms)
    for i in range(len(forms)):
        every = longest(forms, i, table.every) if claim.words[i] == i else ()
        head = i + len(every) + (forms[i + len(every) : i + len(every) + 1] in [[one] for one in _PLURALS])
        if not every or head >= len(forms) or claim.clauses[head] != claim.clauses[i]:
            continue
        places = [p for p in found.candidates[head] if p < ground.context]
        some = [phrase for p in places if (phrase := _some_before(known, p))]
        if some and len(some) == len(places):
            yield Failure("unsupported", claim.written(i, _end(claim, head)), " ".join((*some[0], known[places[0]])))


def _half_of_share(found: Alignment) -> Iterator[Failure]:
    """A share told of one of two things that it is of together: "98 % đúng và trước hạn"."""
    claim, ground, table = found.claim, found.ground, lexicon().opposites
    if not any(fact.unit == "%" for fact in claim.facts):
        return
    for p in ground.index.get("và", ()):
        both = ground.forms[p - 1 : p + 2 : 2]
        kept = [i for i, form in enumerate(claim.forms) if form in both]
        if p < ground.context and all(form in table for form in both) and len({claim.forms[i] for i in kept}) == 1:
            yield Failure(
                "unsupported", claim.written(kept[0], _end(claim, kept[0])), " ".join((both[0], "và", both[1]))
            )


def _some_before(forms: list[str], p: int) -> tuple[str, ...]:
    """The word for a part right before an element: "một số"."""
    found = (longest(forms, q, lexicon().some) for q in (p - 1, p - 2) if q >= 0)
    return next((phrase for phrase, size in zip(found, (1, 2), strict=False) if len(phrase) == size), ())


def _alone(claim: Reading, i: int) -> bool:
    return claim.fact_of[i] < 0 and claim.words[i] == i and claim.words[i + 1] != i


def _end(claim: Reading, i: int) -> int:
    """The end of the word that begins at an element."""
    return i + 2 if i + 1 < len(claim.words) and claim.words[i + 1] == i else i + 1
