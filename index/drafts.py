"""A statement in the making, and what of it can be told already: whether it is one, its places, its grounds."""

import re
from dataclasses import dataclass, field, replace

from index import places
from index.addressees import Told, told_in
from index.deadlines import Deadline
from index.documents import Ground, StatementKind
from index.judgements import Judgement, Said
from index.mention import Sort
from index.phrases import HEAD
from index.ranks import OFFICIAL
from index.scenes import Scene
from index.speech import Force
from index.utterances import Utterance

DELEGATION = 5.0  # the least rank of who leads one


@dataclass
class Draft:
    """A statement in the making."""

    utterance: Utterance
    scene: Scene
    quote: tuple[int, int]
    content: tuple[int, int]
    words: str  # of the content
    speaker: str
    title: str | None
    named: Told = field(default_factory=Told)


def named_behind(draft: Draft, word: int) -> Told:
    """Whom a verb inside the content names: "Tôi đề nghị Sở X …"."""
    first = word + len(draft.words[word:]) - len(draft.words[word:].lstrip())
    found = told_in(draft.words[first:], draft.scene, handed=False)
    return replace(found, span=(found.span[0] + first, found.span[1] + first)) if found.span else found


# Verbs that order only where somebody is told something to do, and those that private people say of themselves.
_NEED_TASK = frozenset(("giao", "kêu gọi", "phân công", "chỉ đạo", "mời gọi", "buộc", "lệnh"))


_AGREES = frozenset(("thống nhất chủ trương", "đồng ý", "đồng ý chủ trương", "nhất trí"))
_PEOPLE = 1.0  # rank of those who hold no office
_NEED_NAME = frozenset(("chấn chỉnh", "giao", "buộc", "lệnh", "phân công"))


_OF_ONESELF = frozenset(
    ("xin", "dặn", "nhắc", "nhắc nhở", "dặn dò", "căn dặn", "khuyến khích", "mời gọi", "kêu gọi", "nhắn nhủ", "lưu ý")
)


def is_none(draft: Draft, said: Said, judgement: Judgement) -> bool:
    """Whether the words are no statement after all: something handed over, a body that acts in a story."""
    named, utterance = draft.named, draft.utterance
    if said.verb == "tiếp thu" and utterance.speaker.sort is not Sort.PERSON:
        return True
    if said.verb == "chất vấn" and (utterance.speaker.sort is not Sort.PERSON or not HEAD.match(draft.words)):
        return True
    if (said.verb in _AGREES or utterance.joined) and said.rank < OFFICIAL:
        return True  # people of a story do so
    if utterance.shape != "before" or not utterance.force.asks:
        return False
    if said.rank < OFFICIAL and said.verb in _NEED_TASK - _OF_ONESELF:
        return True  # whoever has no office makes accomplices or staff do something in a story
    if said.verb in _NEED_TASK and named.span and len(draft.words[named.span[1] :].split()) < 2:
        return True
    if named.names:
        acts = utterance.speaker.sort in (Sort.BODY, Sort.GROUP) and utterance.force is Force.REQUIRED
        acts = acts and not (said.rank == _PEOPLE and said.told > _PEOPLE)  # people who demand something of a body
        return acts and judgement.kind is StatementKind.PROPOSAL
    if judgement.kind is StatementKind.PROPOSAL and said.rank < OFFICIAL and said.verb in _OF_ONESELF:
        return True
    if utterance.speaker.sort in (Sort.BODY, Sort.GROUP) and said.rank < DELEGATION:
        acts = judgement.kind is StatementKind.DIRECTIVE or utterance.force is Force.REQUIRED
        return acts or said.verb in _NEED_NAME
    return said.verb in _NEED_NAME


# A city's name in the name of its bodies does not make a statement one about the city.
_OF_A_BODY = re.compile(r"(?:UBND|HĐND|ủy|uỷ|Sở [\w -]{2,40}|Công an|Trung tâm [\w -]{2,40}|MTTQ Việt Nam)\s+$")


_LOCAL = re.compile(r"(?i)(?<!\w)địa phương(?!\w)")


def places_of(draft: Draft, whom: Told) -> tuple[str, ...]:
    """The places that a statement is about: those that it names, its addressee's ward, else the ward at hand."""
    words, wards = draft.words, draft.scene.wards
    found = places.places_in(words)
    own = [p for p in found if p.value != places.CITY or not _OF_A_BODY.search(words[: p.start])]
    named = [words[p.start : p.end] for p in own]
    told = [ward for ward in wards if any(ward in name for name in whom.names)]
    here = wards if all(p.value == places.CITY for p in found) or _LOCAL.search(words) else ()
    return tuple(dict.fromkeys([*named, *told, *here]))


def grounds_of(draft: Draft, judgement: Judgement, whom: Told, due: Deadline | None) -> tuple[Ground, ...]:
    """From which words each field came, where they stand in one place."""
    utterance, at = draft.utterance, draft.content[0]
    found = []
    if utterance.speaker.at:
        found.append(Ground("speaker", *utterance.speaker.at, round(utterance.speaker.sure, 2)))
    if utterance.verb:
        found.append(Ground("kind", *utterance.verb, judgement.sure))
    elif judgement.word:
        found.append(Ground("kind", at + judgement.word[0], at + judgement.word[1], judgement.sure))
    if whom.span and whom is draft.named and whom.span[1] <= len(draft.words) and whom.sure >= 0.9:
        found.append(Ground("addressees", at + whom.span[0], at + whom.span[1], whom.sure))
    if due:
        found.append(Ground("deadline", at + due.start, at + due.end, 0.9))
    return tuple(found)
