"""Statements: who said what to whom, read from a document when it is added.

The article is read from top to bottom (`walk`); each utterance is judged by who speaks to whom (`orders`), and told
whom it addresses (`audience`), by when (`deadlines`), on which day (`days_said`). What is not told stays empty.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index import places
from index.addressees import Scene, Told, preposed, resolved, told_in, ward_names
from index.audience import audience
from index.days_said import DaysSaid, documents_in
from index.deadlines import Deadline, deadline_in
from index.documents import Document, Ground, Passage, Sentence, Statement, StatementKind, Strength
from index.issuers import issuer_of
from index.mentions import Sort
from index.orders import Judgement, Said, judge
from index.own_side import own_words
from index.ranks import OFFICIAL, UNKNOWN, rank_of
from index.span import Span
from index.speech import Force
from index.text import comparable
from index.utterances import Speaker, Utterance
from index.walk import Walk

_LAW = re.compile(r"^\s*Điều\s+\d+[.:]", re.MULTILINE)
_ARTICLES_OF_A_LAW = 2
_DELEGATION = 5.0  # the least rank of who leads one
_LOOK_BACK = 1500  # characters in which a bare word's place is looked for
_ANNOUNCEMENT = 24  # words: an item so short that ends with a colon only says whom those below it address


def statements_of(document: Document, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """The statements of a document, in order; a law has none, for nobody speaks in it."""
    text = document.text
    if len(_LAW.findall(text)) >= _ARTICLES_OF_A_LAW:
        return ()
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    lines = [match.start() for match in re.finditer("\n", text)]
    walk = Walk(text, [Span(s.start, s.end, s.kind, bisect_right(lines, s.start)) for s in sentences])
    said = walk.utterances()
    article = _Article(document, walk, sentences, {_who(u) for u in said if _orders(u)})
    for utterance in said:
        article.add(utterance)
    return tuple(statement for statement, _ in article.found)


def _who(utterance: Utterance) -> str:
    return utterance.speaker.key or comparable(utterance.speaker.name)


def _orders(utterance: Utterance) -> bool:
    official = rank_of(utterance.speaker.title or utterance.speaker.name) >= OFFICIAL
    return official and utterance.force.asks and utterance.force is not Force.PROPOSAL


@dataclass
class _Draft:
    """A statement in the making."""

    utterance: Utterance
    scene: Scene
    quote: tuple[int, int]
    content: tuple[int, int]
    words: str  # of the content
    speaker: str
    title: str | None
    named: Told = field(default_factory=Told)


class _Article:
    """What the whole article says, for its statements, and those found so far."""

    def __init__(self, document: Document, walk: Walk, sentences: Sequence[Sentence], orders: set[str]) -> None:
        self._document, self._walk, self._orders = document, walk, orders
        self._contexts = {s.start: s.context for s in sentences}
        self._days = DaysSaid(document, walk)
        self._province, self._city = (_first(document.text, level) for level in ("tỉnh", "thành phố"))
        self._announced = Told()  # whom an item of a list names for those below it
        self.found: list[tuple[Statement, Told]] = []

    def add(self, utterance: Utterance) -> None:
        """Makes a statement of an utterance, where it is one."""
        draft = self._draft(utterance)
        if self._announces(draft):
            self._announced = told_in(draft.words, draft.scene, handed=False)
            return
        if utterance.shape != "item":
            self._announced = Told()
        if not draft.speaker or len(draft.words.split()) < 2:
            return
        draft.named = self._named(draft)
        said = self._said(draft)
        judgement = judge(said)
        if judgement.word and not judgement.agent and not draft.named.names:
            draft.named = _named_behind(draft, judgement.word[1])
        if not _is_none(draft, said, judgement):
            self.found.append(self._made(draft, judgement))

    def _draft(self, utterance: Utterance) -> _Draft:
        text, article = self._document.text, self._walk.article
        context = self._contexts[article.spans[utterance.sentence].start]
        back = text[max(0, utterance.start - _LOOK_BACK) : utterance.start]
        scene = Scene(ward_names(context.places), self._province, self._city, article.roster, back)
        quote = _trimmed(text, utterance.start, utterance.end)
        content = _content(text, utterance, quote)
        speaker, title = self._speaker(utterance, scene)
        return _Draft(utterance, scene, quote, content, text[slice(*content)], speaker, title)

    def _announces(self, draft: _Draft) -> bool:
        """Whether an item only says whom those below it address."""
        colon = draft.words.endswith(":") or self._document.text[draft.content[1] : draft.content[1] + 1] == ":"
        return draft.utterance.shape == "item" and colon and draft.words.count(" ") < _ANNOUNCEMENT

    def _speaker(self, utterance: Utterance, scene: Scene) -> tuple[str, str | None]:
        """The speaker's name and title as the reader should see them."""
        speaker = utterance.speaker
        if speaker.sort is Sort.DOCUMENT:
            return issuer_of(speaker.name, self._document.text, utterance.start), None
        if speaker.sort not in (Sort.GROUP, Sort.BODY):
            return speaker.name, speaker.title
        names = resolved(speaker.name, scene)
        name = _joined(names)
        lower = names != [speaker.name] and _COMMON.match(name)
        return (name[:1].lower() + name[1:] if lower else name), None

    def _named(self, draft: _Draft) -> Told:
        """Whom the words name: in the content, before the frame, or above in the list."""
        handed = _verb(self._document.text, draft.utterance).startswith("giao") or draft.words.startswith("Giao ")
        named = told_in(draft.words, draft.scene, handed=handed)
        if not named.names and draft.utterance.shape in ("before", "according"):
            named = preposed(self._document.text[draft.quote[0] : draft.content[0]], draft.scene)
        if not named.names and draft.utterance.shape == "item" and self._announced.names:
            named = Told(self._announced.names, sure=0.7)
        return named

    def _said(self, draft: _Draft) -> Said:
        utterance, speaker = draft.utterance, draft.utterance.speaker
        offices = self._offices(speaker, draft.title)
        return Said(
            content=draft.words,
            force=utterance.force,
            verb=_verb(self._document.text, utterance),
            rank=self._rank(speaker, draft.speaker, offices),
            told=max((rank_of(name) for name in draft.named.names), default=UNKNOWN),
            own=own_words(offices, speaker.name, body=speaker.sort is not Sort.PERSON),
            orders=_who(utterance) in self._orders,
            judges=bool(_JUDGES.match(draft.speaker) or _JUDGES.search(draft.title or "")),
            written=speaker.sort is Sort.DOCUMENT,
            indirect=utterance.shape == "according" or speaker.sort is not Sort.PERSON,
            governs=utterance.shape not in ("quoted", "goes on"),
        )

    def _offices(self, speaker: Speaker, title: str | None) -> list[str]:
        held = self._walk.article.roster.people[speaker.key].offices if speaker.key else []
        return [*held, *([title] if title else [])]

    def _rank(self, speaker: Speaker, name: str, offices: Sequence[str]) -> float:
        if speaker.key:
            own = max((rank_of(office) for office in offices), default=UNKNOWN) or 1.0
            leads = self._walk.article.roster.people[speaker.key].leads and own >= 2.0
            return max(own, _DELEGATION) if leads else own
        return rank_of(name) or (OFFICIAL if speaker.sort is Sort.OFFICE else UNKNOWN)

    def _made(self, draft: _Draft, judgement: Judgement) -> tuple[Statement, Told]:
        text, (start, end), (a, b) = self._document.text, draft.quote, draft.content
        whom = audience(text, draft.utterance, judgement, draft.named, draft.scene, self.found)
        previous = self.found[-1][0] if self.found else None
        day = self._days.of(draft.utterance, text[start:end], previous.date if previous else None)
        asks = judgement.kind is not StatementKind.REPORT
        due = deadline_in(draft.words, day or self._document.date) if asks else None
        orders = judgement.kind is StatementKind.DIRECTIVE
        statement = Statement(
            document=self._document.id,
            start=start,
            end=end,
            content_start=a,
            content_end=b,
            kind=judgement.kind,
            strength=_strength(draft.utterance, judgement, previous),
            speaker=draft.speaker,
            title=draft.title,
            relayed_by=draft.utterance.relayed_by,
            addressees=whom.names,
            lead=whom.lead if orders else (),
            coordinate=whom.coordinate if orders else (),
            date=day,
            deadline=(a + due.start, a + due.end) if due else None,
            deadline_date=due.day if due else None,
            refers_to=documents_in(text[start:end]),
            places=_places(draft, whom),
            confidence=_confidence(draft.utterance, judgement),
            grounds=_grounds(draft, judgement, whom, due),
        )
        return statement, whom


def _first(text: str, level: str) -> str | None:
    """The place of a level that the text names first, as it writes it."""
    return next((text[p.start : p.end] for p in places.places_in(text) if p.level == level), None)


def _verb(text: str, utterance: Utterance) -> str:
    return comparable(text[slice(*utterance.verb)]) if utterance.verb else ""


_LIST_MARK = re.compile(r"(?:[-–•+*]\s+|\d{1,2}[.)]\s+)")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without list mark and white space."""
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _content(text: str, utterance: Utterance, quote: tuple[int, int]) -> tuple[int, int]:
    """What is said, without the frame and the marks around it."""
    a, b = max(quote[0], utterance.content[0]), min(quote[1], utterance.content[1])
    words = text[a:b]
    left, right = a + len(words) - len(words.lstrip(' \n\t“"«:,-–”')), a + len(words.rstrip(' \n\t”"»,;.…-–“'))
    return (left, right) if left < right else quote


_COMMON = re.compile(r"(?:Phường|Xã|Các|Nhiều|Lãnh đạo|Người)\s")


def _joined(names: Sequence[str]) -> str:
    """Names as one phrase: "các phường A và B"."""
    heads = {name.split(" ", 1)[0] for name in names}
    if len(names) > 1 and len(heads) == 1 and heads <= {"phường", "xã"}:
        return f"các {heads.pop()} {' và '.join(name.split(' ', 1)[1] for name in names)}"
    head = names[0].split(" phường ", 1)[0] + " " if names and " phường " in names[0] else ""
    return " và ".join([*names[:1], *(name.removeprefix(head) if head.strip() else name for name in names[1:])])


_JUDGES = re.compile(
    r"(?i)(?:đại diện |kiểm sát viên )?(?:hội đồng xét xử|hđxx|tòa|toà|tand|vksnd|viện kiểm sát|vks)(?!\w)"
)


def _named_behind(draft: _Draft, word: int) -> Told:
    """Whom a verb inside the content names: "Tôi đề nghị Sở X …"."""
    first = word + len(draft.words[word:]) - len(draft.words[word:].lstrip())
    found = told_in(draft.words[first:], draft.scene, handed=False)
    return replace(found, span=(found.span[0] + first, found.span[1] + first)) if found.span else found


# Verbs that order only where somebody is told something to do, and those that private people say of themselves.
_NEED_TASK = frozenset(("giao", "kêu gọi", "phân công", "chỉ đạo", "mời gọi", "buộc", "lệnh"))
_NEED_NAME = frozenset(("giao", "buộc", "lệnh", "phân công"))
_OF_ONESELF = frozenset(
    ("xin", "dặn", "nhắc", "nhắc nhở", "dặn dò", "căn dặn", "khuyến khích", "mời gọi", "kêu gọi", "nhắn nhủ", "lưu ý")
)


def _is_none(draft: _Draft, said: Said, judgement: Judgement) -> bool:
    """Whether the words are no statement after all: something handed over, a body that acts in a story."""
    named, utterance = draft.named, draft.utterance
    if utterance.shape != "before" or not utterance.force.asks:
        return False
    if said.rank < OFFICIAL and said.verb in _NEED_TASK - _OF_ONESELF:
        return True  # whoever has no office makes accomplices or staff do something in a story
    if said.verb in _NEED_TASK and named.span and len(draft.words[named.span[1] :].split()) < 2:
        return True
    if named.names:
        acts = utterance.speaker.sort in (Sort.BODY, Sort.GROUP) and utterance.force is Force.REQUIRED
        return acts and judgement.kind is StatementKind.PROPOSAL
    if judgement.kind is StatementKind.PROPOSAL and said.rank < OFFICIAL and said.verb in _OF_ONESELF:
        return True
    if utterance.speaker.sort in (Sort.BODY, Sort.GROUP) and said.rank < _DELEGATION:
        acts = judgement.kind is StatementKind.DIRECTIVE or utterance.force is Force.REQUIRED
        return acts or said.verb in _NEED_NAME
    return said.verb in _NEED_NAME


def _strength(utterance: Utterance, judgement: Judgement, previous: Statement | None) -> Strength | None:
    """How strong: an order without a modal word of its own has the strength of the one that it goes on with."""
    plain = utterance.shape == "goes on" and judgement.strength and not judgement.word
    return (previous.strength if plain and previous else None) or judgement.strength


def _confidence(utterance: Utterance, judgement: Judgement) -> float:
    goes_on = 0.85 if utterance.shape == "goes on" else 1.0
    return round(min(utterance.speaker.sure, judgement.sure) * goes_on, 2)


# A city's name in the name of its bodies does not make a statement one about the city.
_OF_A_BODY = re.compile(r"(?:UBND|HĐND|ủy|uỷ|Sở [\w -]{2,40}|Công an|Trung tâm [\w -]{2,40}|MTTQ Việt Nam)\s+$")
_LOCAL = re.compile(r"(?i)(?<!\w)địa phương(?!\w)")


def _places(draft: _Draft, whom: Told) -> tuple[str, ...]:
    """The places that a statement is about: those that it names, its addressee's ward, else the ward at hand."""
    words, wards = draft.words, draft.scene.wards
    found = places.places_in(words)
    own = [p for p in found if p.value != places.CITY or not _OF_A_BODY.search(words[: p.start])]
    named = [words[p.start : p.end] for p in own]
    told = [ward for ward in wards if any(ward in name for name in whom.names)]
    here = wards if all(p.value == places.CITY for p in found) or _LOCAL.search(words) else ()
    return tuple(dict.fromkeys([*named, *told, *here]))


def _grounds(draft: _Draft, judgement: Judgement, whom: Told, due: Deadline | None) -> tuple[Ground, ...]:
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
