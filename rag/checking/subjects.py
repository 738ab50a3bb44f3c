"""Who says a claim: the words before its verb of saying, after "theo", or between "được" and the verb."""

from collections.abc import Iterator

from rag.checking.lexicon import REQUESTS, lexicon, longest
from rag.checking.reading import Reading, is_noun

_NOT_VERBS = (("theo",), ("lời",), ("ý", "kiến"), ("kể",))
_AGENT = 12  # elements that may stand between "được" and the verb, or after "của"


def saying_at(claim: Reading) -> tuple[int, int]:
    """The first verb of saying or ordering, [start, end); both the number of elements where there is none."""
    return next(_verbs(claim), (len(claim.forms), len(claim.forms)))


def _verbs(claim: Reading) -> Iterator[tuple[int, int]]:
    """The verbs of saying and ordering, [start, end), without nouns: "theo yêu cầu của"."""
    forms, table = list(claim.forms), lexicon()
    for i in range(len(forms)):
        if claim.fact_of[i] >= 0 or claim.words[i] != i:
            continue
        phrase = longest(forms, i, table.saying)
        order = longest(forms, i, table.orders)
        if phrase and phrase not in _NOT_VERBS and not is_noun(forms, i, i + len(phrase)):
            yield i, i + len(phrase)
        elif order and table.order_of[order] in REQUESTS and not is_noun(forms, i, i + len(order)):
            yield i, i + len(order)


def attributed(claim: Reading) -> frozenset[int]:
    """The elements that tell who says the claim, or asks for what it tells."""
    forms, count = list(claim.forms), len(claim.forms)
    found: set[int] = set()
    first, _ = saying_at(claim)
    if first < count:
        found.update(range(first))
    for i, form in enumerate(forms):
        begins = i == 0 or claim.clauses[i] != claim.clauses[i - 1]
        if form == "theo" and begins:
            end = next((j for j in range(i, count) if claim.clauses[j] != claim.clauses[i]), count)
            found.update(range(i, end if i == 0 else count))
    for start, end in _verbs(claim):
        found.update(_agent_before(claim, start))
        if end == count:
            found.update(j for j in range(count) if claim.clauses[j] == claim.clauses[start])
    for i, form in enumerate(forms):
        if form == "của" and _ends_request(forms, i):
            found.update(j for j in range(i, min(i + _AGENT, count)) if claim.clauses[j] == claim.clauses[i])
    return frozenset(found)


def _agent_before(claim: Reading, verb: int) -> Iterator[int]:
    """The agent of a passive verb: "được Thủ tướng giao"."""
    for i in range(verb - 1, max(-1, verb - _AGENT), -1):
        if claim.clauses[i] != claim.clauses[verb]:
            return
        if claim.forms[i] in ("được", "do", "bị"):
            yield from range(i, verb)
            return


def _ends_request(forms: list[str], at: int) -> bool:
    """Whether a word for a request or an opinion ends here: "yêu cầu của …"."""
    table = lexicon()
    return any(
        (phrase := longest(forms, i, known)) and i + len(phrase) == at
        for i in range(max(0, at - 3), at)
        for known in (table.orders, table.saying)
    )
