"""Whose figures are whose: in "ông Ngọc 4 năm tù, Lực 7 năm tù" each has their own."""

from collections.abc import Iterable, Sequence

from index.facts import FactKind
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.article import Article
from rag.checking.facts import Checked
from rag.checking.slots import HAMLETS
from rag.checking.subjects import attributed


def figures_of_another(found: Alignment, checked: Iterable[Checked], article: Article) -> list[Failure]:
    """The figures that the claim gives one person, and a source that names both gives another one."""
    claim, ground = found.claim, found.ground
    failures: list[Failure] = []
    names = {name.split()[-1] for name in article.names if name}
    if names.isdisjoint(claim.forms):
        return failures
    for one in checked:
        fact, at = claim.facts[one.number], claim.at(one.number)
        if fact.kind is not FactKind.NUMBER or not one.borne_by:
            continue
        owner = _nearest(claim.forms, claim.capitals, names, range(at - 1, -1, -1))
        if owner < 0 or owner in attributed(claim):
            continue
        owners = []
        for known in one.borne_by:
            first = ground.sentences.index(ground.sentences[known.at])
            before = range(known.at - 1, first, -1)
            owners.append(_nearest(ground.forms, ground.capitals, names, before))
        if all(q >= 0 and ground.forms[q] != claim.forms[owner] and _names(found, q, owner) for q in owners):
            failures.append(Failure("number", fact.text))
    return failures


def _nearest(forms: Sequence[str], capitals: Sequence[bool], names: set[str], places: Iterable[int]) -> int:
    """The nearest of these elements that is the last syllable of somebody's name; -1 where none is."""
    ends = (i for i in places if capitals[i] and forms[i] in names and not capitals[i + 1])
    return next((i for i in ends if not _names_hamlet(forms, capitals, i)), -1)


def _names_hamlet(forms: Sequence[str], capitals: Sequence[bool], i: int) -> bool:
    """Whether the name that ends at an element is that of a place: "bản Châu Sơn"."""
    while i > 0 and capitals[i - 1]:
        i -= 1
    return forms[i - 1] in HAMLETS if i else False


def _names(found: Alignment, q: int, owner: int) -> bool:
    """Whether the sentence of an element names the claim's person too."""
    ground = found.ground
    places = ground.index.get(found.claim.forms[owner], ())
    return any(ground.sentences[p] == ground.sentences[q] and ground.capitals[p] for p in places)
