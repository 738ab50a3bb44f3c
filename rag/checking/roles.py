"""Who did it to whom: the two sides of a verb in the claim against those in its sources, passive forms resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.facts import FactKind
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.lexicon import Phrase, lexicon, longest
from rag.checking.reading import is_noun
from rag.checking.subjects import saying_at

_SIDE = 9  # elements with content on either side of a verb
_PASSIVE = ("được", "bị", "do")
_LOCAL = ("phường", "xã", "địa")  # stand for a place that the context names
_CITY = frozenset(("thành", "phố", "hồ", "chí", "minh"))
_PEOPLE = frozenset(("người", "dân", "bà", "con", "chủ", "khách", "viên", "sinh", "cáo", "hại", "nhân")) | {
    *("thầu", "đầu", "tư", "hàng", "hộ", "thuyền", "tàu", "tải", "máy", "tô", "buýt")
}
_PRONOUNS = frozenset(("đồng", "chí", "ông", "bà", "anh", "chị"))


@dataclass(frozen=True, slots=True)
class Sides:
    """The elements that do and those that are done to, as forms, nearest the verb first."""

    agent: tuple[str, ...]
    patient: tuple[str, ...]


def turned_round(found: Alignment) -> list[Failure]:
    """Verbs whose two sides have changed places."""
    claim, ground = found.claim, found.ground
    forms = list(claim.forms)
    names = {form for i, form in enumerate(claim.forms) if claim.capitals[claim.words[i]] and claim.words[i]}
    names |= {
        form
        for p, form in enumerate(ground.forms)
        if ground.capitals[ground.words[p]] and ground.forms[ground.words[p] - 1] != "\x00"
    }
    for i in range(len(forms)):
        verb = longest(forms, i, lexicon().directed) if claim.words[i] == i and claim.fact_of[i] < 0 else ()
        places = [p for p in ground.find(verb) if p < ground.context and _is_word(found, p, len(verb))] if verb else []
        if any(claim.forms[max(0, i - 3) : i + 5] == ground.forms[max(0, p - min(3, i)) : p + 5] for p in places):
            continue  # word for word
        if not places:
            continue
        said = _sides(claim.forms, claim.empty, claim.clauses, i, verb)
        if is_noun(forms, i, i + len(verb)):
            said = _owned(claim.forms, claim.empty, i + len(verb))
        verbs = [p for p in places if not is_noun(list(ground.forms), p, p + len(verb))]
        if verbs and all(
            _crossed(said, _source_sides(found, p, verb), names) or _by_another(found, i, p, verb) for p in verbs
        ):
            return [Failure("speaker", claim.written(0, i + len(verb)))]
    return []


def _owned(forms: tuple[str, ...], empty: tuple[bool, ...], at: int) -> Sides:
    """The sides of a noun: whose it is stands behind "của"."""
    if forms[at : at + 1] != ("của",):
        return Sides((), ())
    end = next((i for i in range(at, len(forms)) if forms[i] in ("đối", "với", "cho", "về")), len(forms))
    return Sides(tuple(forms[i] for i in range(at, end) if not empty[i])[:_SIDE], ())


def _by_another(found: Alignment, i: int, p: int, verb: Phrase) -> bool:
    """Whether nothing of who says it in the claim is of who says it in the source, though both are told."""
    claim, ground, table = found.claim, found.ground, lexicon()
    if verb not in table.order_of and verb not in table.saying.get(verb[0], ()):
        return False
    own = [j for j in range(i) if claim.clauses[j] == claim.clauses[i] and not claim.empty[j]]
    marker = [j for j in range(i) if claim.clauses[j] == claim.clauses[i] and claim.forms[j] in _PASSIVE]
    agent = [j for j in own if not marker or j > marker[-1]]
    speaker = ground.forms[ground.context : ground.places]
    if not speaker or not any(claim.fact_of[j] >= 0 or longest(list(claim.forms), j, _bodies()) for j in agent):
        return False
    names_person = any(k.in_context and k.at < ground.places for k in ground.of_kind(FactKind.PERSON))
    beside = [q for q in range(max(0, p - _SIDE), p) if not _is_empty(found, q)][-2:]
    known = {*speaker, *(ground.forms[q] for q in beside), *(() if names_person else ground.forms[ground.places :])}
    if ground.forms[p - 1] in _PRONOUNS:  # "theo bà X, …; bà xin": whom the sentence has named last
        before = [
            k for k in ground.of_kind(FactKind.PERSON) if k.at < p and ground.sentences[k.at] == ground.sentences[p]
        ]
        known |= {form for k in before[-1:] for form in k.fact.value.split()}
    return not {claim.forms[j] for j in agent} & known


def _is_empty(found: Alignment, q: int) -> bool:
    ranks = found.ground.ranks
    return q + 1 < len(ranks) and ranks[q + 1] == ranks[q]


def another_subject(found: Alignment) -> list[Failure]:
    """The place of the context as who does what the source says of another body or place."""
    claim, ground = found.claim, found.ground
    content = [i for i in range(len(claim.forms)) if not claim.empty[i]]
    if not content or found.at[content[0]] < ground.places:
        return []
    after = next((i for i in content if 0 <= found.at[i] < ground.context), None)
    if after is None:
        return []
    p, kept = found.at[after], set(found.at)
    if _told_by_a_person(found, content):
        return [Failure("speaker", claim.written(content[0], after), ground.sources[0].context.speaker)]
    before = [q for q in range(max(0, p - _SIDE), p) if ground.clauses[q] == ground.clauses[p] and q]
    said = {claim.forms[i] for i in content if i < after}  # "tỉnh" of the sources is no other one than "tỉnh Bến Tre"
    free = (q for q in before if q not in kept and ground.forms[q] not in said)
    others = [q for q in free if longest(list(ground.forms), q, _bodies())]
    return [Failure("organisation", claim.written(content[0], after), ground.forms[others[0]])] if others else []


def _told_by_a_person(found: Alignment, content: list[int]) -> bool:
    """Whether the place of the context says or orders in the claim what somebody named does in the source.

    What the head of a ward says the ward may be told to say: then the source names both.
    """
    claim, ground = found.claim, found.ground
    start, end = saying_at(claim)
    matter = next((found.at[i] for i in content if i >= end and 0 <= found.at[i] < ground.context), -1)
    if matter < 0 or start > _SIDE or any(found.at[i] < ground.places for i in content if i < start):
        return False
    before = [q for q in range(matter) if ground.sentences[q] == ground.sentences[matter]]
    ward = {claim.forms[i] for i in content if i < start and claim.forms[i] in (*_LOCAL, "tỉnh", "huyện")}
    people = [k for k in ground.of_kind(FactKind.PERSON) if k.at in before]
    return bool(people) and not any(ground.forms[q] in ward for q in before)


def _bodies() -> Mapping[str, tuple[Phrase, ...]]:
    """What names a body or a city that can act."""
    return {first: found for first, found in lexicon().organisations.items() if first not in _LOCAL}


def _source_sides(found: Alignment, p: int, verb: Phrase) -> Sides:
    ground = found.ground
    empty = tuple(b == a for a, b in zip(ground.ranks, (*ground.ranks[1:], ground.ranks[-1] + 1), strict=True))
    if is_noun(list(ground.forms), p, p + len(verb)):
        return _owned(ground.forms, empty, p + len(verb))
    sides = _sides(ground.forms, empty, ground.clauses, p, verb)
    if not set(sides.agent) - _PRONOUNS:
        return Sides(ground.forms[ground.context : ground.places], sides.patient)
    return sides


def _sides(forms: tuple[str, ...], empty: tuple[bool, ...], clauses: tuple[int, ...], at: int, verb: Phrase) -> Sides:
    """The sides of the verb that begins at an element; of a passive one, the agent stands between marker and verb."""
    left: list[str] = []
    before: list[str] | None = None
    near = 0
    for i in range(at - 1, max(-1, at - 25), -1):
        if forms[i] == "\x00" or clauses[at] - clauses[i] > (1 if left else 2):
            break
        if forms[i] in _PASSIVE and clauses[i] == clauses[at] and before is None and near < _SIDE:
            before = []
            continue
        if empty[i]:
            continue
        target = left if before is None else before
        if len(target) < _SIDE:
            target.append(forms[i])
        near += 1
    right = [
        forms[i]
        for i in range(at + len(verb), _right_end(forms, at + len(verb)))
        if not empty[i] and forms[i] != "\x00" and clauses[i] == clauses[at]
    ][:_SIDE]
    if before is None:
        return Sides(tuple(left), tuple(right))
    return Sides(tuple(left), (*before, *right))


def _is_word(found: Alignment, p: int, size: int) -> bool:
    """Whether a verb stands for itself there, and is no part of another word."""
    words = found.ground.words
    return words[p] == p and (p + size == len(words) or words[p + size] == p + size)


def _right_end(forms: tuple[str, ...], start: int) -> int:
    """Where the other side of a verb ends: before "do", whose words are the agent of a later verb."""
    last = min(len(forms), start + 2 * _SIDE)
    return next((i for i in range(start, last) if forms[i] in ("do", "bởi")), last)


def _crossed(said: Sides, known: Sides, names: set[str]) -> bool:
    """Whether who does it in the claim is who it is done to in the source, and not the reverse."""
    agents, patients = _told_apart(known.agent, known.patient)
    doing, done_to = _told_apart(said.agent, said.patient)
    if doing & patients & names and done_to & agents & names and not (doing & agents & names):
        return True
    acting = names | _actors()
    crossed = len(doing & patients & acting) + len(done_to & agents & acting)
    straight = len(doing & agents & acting) + len(done_to & patients & acting)
    kept = doing & agents & acting
    return crossed >= 2 and (crossed > straight or not kept) and bool(doing & patients & acting)


def _told_apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """What only one of two sides has; the city says nothing of who it is."""
    city = _CITY if "hồ" in (*one, *other) else frozenset()
    return set(one) - set(other) - city, set(other) - set(one) - city


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    """The syllables of what bodies and people are called: what can act, or be acted on."""
    return frozenset(form for many in lexicon().organisations.values() for words in many for form in words) | _PEOPLE
