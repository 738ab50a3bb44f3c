"""Who says a claim: the words before its verb of saying."""

from rag.checking.lexicon import lexicon, longest
from rag.checking.reading import Reading

_SPEAKING = ("order", "suggest", "propose")


def saying_at(claim: Reading) -> tuple[int, int]:
    """The first verb of saying or ordering, [start, end); both the number of elements where there is none."""
    forms, table = list(claim.forms), lexicon()
    for i in range(len(forms)):
        if claim.fact_of[i] >= 0 or claim.words[i] != i:
            continue
        phrase = longest(forms, i, table.saying)
        if phrase and phrase not in (("theo",), ("lời",), ("ý", "kiến"), ("kể",)):
            return i, i + len(phrase)
        order = longest(forms, i, table.orders)
        if order and table.order_of[order] in _SPEAKING:
            return i, i + len(order)
    return len(forms), len(forms)


def subject_end(claim: Reading) -> int:
    """Where the part of a claim ends that can name its speaker: at its verb of saying, else at the first comma."""
    start, _ = saying_at(claim)
    if start < len(claim.forms):
        return start
    if claim.forms[:1] == ("theo",):
        return next((i for i, clause in enumerate(claim.clauses) if clause), len(claim.forms))
    return 0
