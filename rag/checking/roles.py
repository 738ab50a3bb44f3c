"""Who did it to whom: the two sides of a verb in the claim against those in its sources, passive forms resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.facts import FactKind
from index.names import persons_in
from index.text import comparable
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.article import Article
from rag.checking.lexicon import Phrase, lexicon, longest
from rag.checking.reading import is_noun, read
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


def asked_for_asking(found: Alignment) -> list[Failure]:
    """Who asks in the claim, where the sources have only who is asked: the court asks what it was asked."""
    claim, ground = found.claim, found.ground
    start, end = saying_at(claim)
    asks = [o for o in ground.operators if o.kind in {known.kind for known in claim.operators if known.start == start}]
    passive = any(form in _PASSIVE for form in claim.forms[:start])
    subject = [i for i in range(start) if not claim.empty[i]]
    if end >= len(claim.forms) or not asks or not subject or passive:
        return []
    told = all(0 <= found.at[i] - o.end < _SIDE for i in subject for o in asks)
    before = any(p < o.start for i in subject for p in found.candidates[i] for o in asks)
    return [Failure("speaker", claim.written(0, start))] if told and not before else []


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
    others = [q for q in before if q not in kept and longest(list(ground.forms), q, _bodies())]
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


def _according(found: Alignment) -> set[int]:
    """The elements of the ground that name a speaker after "theo"."""
    ground = found.ground
    return {
        i
        for p in ground.index.get("theo", ())
        if ground.forms[p - 1] == "\x00" or ground.clauses[p - 1] != ground.clauses[p]
        for i in range(p + 1, min(p + 12, ground.context))
        if ground.clauses[i] == ground.clauses[p]
    }


def _says_there(found: Alignment, subject: list[int]) -> bool:
    """Whether a source has the subject of the claim word for word, and it says something there."""
    claim, ground = found.claim, found.ground
    forms, table = claim.forms[subject[0] : subject[-1] + 1], lexicon().spoken
    for p in ground.find(forms) if any(claim.capitals[i] for i in subject[1:]) else ():
        behind = range(p + len(forms), min(p + len(forms) + _SIDE, ground.context))
        said = (q for q in behind if ground.words[q] == q and longest(list(ground.forms[q : q + 4]), 0, table))
        if next(said, -1) >= 0:
            return True
    return False


def said_by_another(found: Alignment, article: Article) -> list[Failure]:
    """The name or body that the claim makes its speaker, where the sources know another one."""
    claim, ground = found.claim, found.ground
    start, end = saying_at(claim)
    speakers = {
        name
        for s in ground.sources
        if s.context.speaker
        for name in (comparable(s.context.speaker), *(p.value for p in persons_in(s.context.speaker, ())))
    }
    told = _according(found)
    if start == len(claim.forms) or not (speakers or told):
        return []
    subject = [i for i in range(start) if not claim.empty[i]]
    named = {claim.fact_of[i] for i in subject if claim.fact_of[i] >= 0}
    people = [claim.facts[n] for n in named if claim.facts[n].kind is FactKind.PERSON]
    own = any(p < ground.context for p in ground.find(claim.forms[start:end]))
    if people:
        in_source = any(k.at in told for k in ground.of_kind(FactKind.PERSON) if k.fact.value == people[0].value)
        wrong = not own and not in_source and not any(person.value in who for person in people for who in speakers)
        return [Failure("speaker", people[0].text, ground.sources[0].context.speaker)] if wrong else []
    if own or not subject or start > 12 or _says_there(found, subject) or claim.forms[start:end] in lexicon().order_of:
        return []
    known = {*ground.forms[ground.context : ground.places], *(ground.forms[i] for i in told)} | _PRONOUNS
    known |= {form for who in speakers for form in read(article.described.get(who, "")).forms}
    stray = [i for i in subject if claim.forms[i] not in known]
    return [Failure("speaker", claim.written(0, start), ground.sources[0].context.speaker)] if len(stray) > 1 else []
