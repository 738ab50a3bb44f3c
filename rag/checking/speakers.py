"""Who speaks or asks in the claim, against who does in the sources."""

from index.facts import FactKind
from index.names import persons_in
from index.text import comparable
from rag.answers import Failure
from rag.checking.alignment import Alignment
from rag.checking.article import Article
from rag.checking.lexicon import lexicon, longest
from rag.checking.reading import read
from rag.checking.slots import HAMLETS
from rag.checking.subjects import saying_at

_CALLED = 3  # words of a form of address with a last syllable: "đồng chí Hậu"
_SIDE = 9  # elements on either side of a verb
_PASSIVE = ("được", "bị", "do")
_PRONOUNS = frozenset(("đồng", "chí", "ông", "bà", "anh", "chị"))


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
        called = any(_calls(who, person.value, article) for person in people for who in speakers)
        wrong = not own and not in_source and not called and not _person_says_there(found, people[0].value)
        return [Failure("speaker", people[0].text, ground.sources[0].context.speaker)] if wrong else []
    if own or not subject or start > 12 or _says_there(found, subject) or claim.forms[start:end] in lexicon().order_of:
        return []
    known = {*ground.forms[ground.context : ground.places], *(ground.forms[i] for i in told)} | _PRONOUNS
    known |= {form for who in speakers for form in read(article.described.get(who, "")).forms}
    stray = [i for i in subject if claim.forms[i] not in known]
    return [Failure("speaker", claim.written(0, start), ground.sources[0].context.speaker)] if len(stray) > 1 else []


def _calls(speaker: str, person: str, article: Article) -> bool:
    """Whether a speaker, as told, is a person: by the full name, or the last syllable if nobody else has it."""
    if person in speaker:
        return True
    words, given = speaker.split(), person.split()[-1]
    others = [name for name in article.names if name.split()[-1] == given and name != person]
    return not others and words[-1] == given and len(words) <= _CALLED


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


def _person_says_there(found: Alignment, name: str) -> bool:
    """Whether a source has a person, the first that it names, before its own verb of saying."""
    ground, table = found.ground, lexicon().spoken
    people = [k for k in ground.of_kind(FactKind.PERSON) if not k.in_context and ground.forms[k.at - 1] not in HAMLETS]
    for known in people:
        first = known.at + len(name.split())
        behind = range(first, min(first + _SIDE, ground.context))
        says = (q for q in behind if ground.words[q] == q and longest(list(ground.forms[q : q + 4]), 0, table))
        verb = next(says, -1)
        if known.fact.value != name or verb < 0:
            continue
        sentence = ground.sentences[known.at]
        alone = not any(k.at < verb and k.at != known.at and ground.sentences[k.at] == sentence for k in people)
        inside = [form for q, form in enumerate(ground.forms[:verb]) if ground.sentences[q] == sentence]
        if alone and {*_PASSIVE, "theo"}.isdisjoint(inside) and ground.sentences[verb] == sentence:
            return True
    return False


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


def asked_for_asking(found: Alignment) -> list[Failure]:
    """Who asks in the claim, where the sources have only who is asked: the court asks what it was asked."""
    claim, ground = found.claim, found.ground
    start, end = saying_at(claim)
    asks = [o for o in ground.operators if o.kind in {known.kind for known in claim.operators if known.start == start}]
    passive = any(form in _PASSIVE for form in claim.forms[:end])
    subject = [i for i in range(start) if not claim.empty[i]]
    if end >= len(claim.forms) or not asks or not subject or passive:
        return []
    told = all(0 <= found.at[i] - o.end < _SIDE for i in subject for o in asks)
    before = any(p < o.start for i in subject for p in found.candidates[i] for o in asks)
    return [Failure("speaker", claim.written(0, start))] if told and not before else []
