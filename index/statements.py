"""Statements: who said what to whom, read from a document when it is added.

The article is read from top to bottom (`walk`); each utterance is judged by who speaks to whom (`orders`), and told
whom it addresses (`audience`), by when (`deadlines`), on which day (`days_said`). What is not told stays empty.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from index import places
from index.addressees import Told, preposed, sent_to, told_in
from index.audience import audience
from index.days_said import DaysSaid, documents_in
from index.deadlines import deadline_in
from index.documents import Document, Passage, Sentence, Statement, StatementKind, Strength
from index.drafts import DELEGATION, Draft, grounds_of, is_none, named_behind, places_of
from index.issuers import issuer_of
from index.judgements import Judgement, Said
from index.mention import Sort
from index.orders import judge
from index.own_side import own_words
from index.quotes import content_span, joined, trimmed
from index.ranks import OFFICIAL, UNKNOWN, line_of, rank_of
from index.scenes import Scene, resolved, ward_names
from index.span import Span
from index.speech import Force
from index.text import comparable
from index.utterances import Speaker, Utterance
from index.walk import Walk

_LAW = re.compile(r"^\s*Điều\s+\d+[.:]", re.MULTILINE)
_ARTICLES_OF_A_LAW = 2
_LOOK_BACK = 4000  # characters in which a bare word's place is looked for
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


class _Article:
    """What the whole article says, for its statements, and those found so far."""

    def __init__(self, document: Document, walk: Walk, sentences: Sequence[Sentence], orders: set[str]) -> None:
        self._document, self._walk, self._orders = document, walk, orders
        self._contexts = {s.start: s.context for s in sentences}
        self._days = DaysSaid(document, walk)
        self._province, self._city = (_first(document.text, level) for level in ("tỉnh", "thành phố"))
        lead = "\n".join(document.text[s.start : s.end] for s in walk.article.spans[:2])
        self._issued = bool(_ISSUED.search(lead))  # the article tells what a written order holds
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
            draft.named = named_behind(draft, judgement.word[1])
        if not is_none(draft, said, judgement):
            self.found.append(self._made(draft, judgement))

    def _draft(self, utterance: Utterance) -> Draft:
        text, article = self._document.text, self._walk.article
        context = self._contexts[article.spans[utterance.sentence].start]
        back = text[max(0, utterance.start - _LOOK_BACK) : utterance.start]
        scene = Scene(ward_names(context.places), self._province, self._city, article.roster, back)
        quote = trimmed(text, utterance.start, utterance.end)
        content = content_span(text, utterance, quote)
        speaker, title = self._speaker(utterance, scene)
        return Draft(utterance, scene, quote, content, text[slice(*content)], speaker, title)

    def _announces(self, draft: Draft) -> bool:
        """Whether an item only says whom those below it address."""
        colon = draft.words.endswith(":") or self._document.text[draft.content[1] : draft.content[1] + 1] == ":"
        return draft.utterance.shape == "item" and colon and draft.words.count(" ") < _ANNOUNCEMENT

    def _speaker(self, utterance: Utterance, scene: Scene) -> tuple[str, str | None]:
        """The speaker's name and title as the reader should see them."""
        speaker = utterance.speaker
        if speaker.sort is Sort.DOCUMENT:
            if speaker.name.lower().startswith("thông báo") and (leader := self._concluded()):
                return leader, None
            return self._issuer(speaker.name, utterance.start)
        if speaker.sort is Sort.OFFICE:
            return " ".join(resolved(speaker.name, scene)), speaker.title
        if speaker.sort not in (Sort.GROUP, Sort.BODY):
            return speaker.name, speaker.title
        names = resolved(_SPOKESMAN.sub("", speaker.name), scene)
        name = joined(names)
        lower = names != [speaker.name] and _COMMON.match(name)
        return (name[:1].lower() + name[1:] if lower else name), None

    def _issuer(self, name: str, before: int) -> tuple[str, str | None]:
        """Who speaks in a document: the person who signed it, as the text before the offset tells, else its body."""
        roster = self._walk.article.roster
        issuer = issuer_of(name, self._document.text, before)
        if issuer in ("kết luận", "báo cáo"):
            return "", None  # whose, the article does not tell
        key = roster.holder(issuer) if _OF_A_PERSON.match(issuer) else None
        if key:
            return roster.people[key].name, issuer
        signed = list(_SIGNED.finditer(self._document.text, 0, before)) if issuer == name else []
        told = self._document.text[: signed[-1].start()] if signed else ""
        signer = next((f for f in roster.people.values() if told.endswith(f.name)), None)
        return (signer.name, next(iter(signer.offices), None)) if signer else (issuer, None)

    def _concluded(self) -> str | None:
        """The person whose conclusions a notice tells, by the article."""
        match = _CONCLUSION_OF.search(self._document.text)
        rest = self._document.text[match.end() : match.end() + 120].split("\n")[0] if match else ""
        named = [(rest.find(f.name), f.name) for f in self._walk.article.roster.people.values() if f.name in rest]
        return min(named)[1] if named else None

    def _named(self, draft: Draft) -> Told:
        """Whom the words name: in the content, before the frame, or above in the list."""
        own = "" if draft.utterance.shape == "item" else _verb(self._document.text, draft.utterance)
        handed = own.startswith(("giao", "phân công")) or draft.words.startswith(("Giao ", "giao ", "Phân công "))
        named = told_in(draft.words, draft.scene, handed=handed)
        single = bool(named.names) and bool(_EACH.match(named.names[0]))
        if (single or not named.names) and draft.utterance.shape in ("before", "according"):
            before = preposed(self._document.text[draft.quote[0] : draft.content[0]], draft.scene)
            named = before if before.names else named
        if not named.names and draft.utterance.shape == "before":
            frame = self._document.text[draft.quote[0] : (draft.utterance.verb or draft.content)[0]]
            named = sent_to(frame, draft.scene)
        if not named.names and draft.utterance.shape == "item" and self._announced.names:
            named = Told(self._announced.names, sure=0.7)
        return named

    def _said(self, draft: Draft) -> Said:
        utterance, speaker = draft.utterance, draft.utterance.speaker
        offices = self._offices(speaker, draft.title)
        return Said(
            content=draft.words,
            force=utterance.force,
            verb="" if utterance.shape == "clause" else _verb(self._document.text, utterance),
            rank=self._rank(speaker, draft.speaker, offices),
            told=max((rank_of(name) for name in draft.named.names), default=UNKNOWN),
            own=own_words(offices, speaker.name, body=speaker.sort is not Sort.PERSON),
            orders=self._in_order(utterance) if utterance.shape == "answer" else _who(utterance) in self._orders,
            judges=bool(_JUDGES.match(draft.speaker) or _JUDGES.search(draft.title or "")),
            written=speaker.sort is Sort.DOCUMENT or (utterance.shape == "item" and self._issued),
            indirect=utterance.shape == "according" or speaker.sort is not Sort.PERSON,
            offices=" ".join([*offices, draft.title or draft.speaker]).lower(),
            line=_line(offices or [draft.title or draft.speaker]),
            item=utterance.shape == "item",
            answers=utterance.shape == "answer",
            continues=self._in_order(utterance),
            governs=utterance.shape not in ("quoted", "goes on"),
        )

    def _in_order(self, utterance: Utterance) -> bool:
        """Whether an answer goes straight on with an order of the same speaker."""
        previous = self.found[-1][0] if self.found else None
        if previous is None or previous.kind is not StatementKind.DIRECTIVE:
            return False
        between = self._document.text[previous.end : utterance.start]
        return previous.speaker == utterance.speaker.name and not between.strip(' .!…”"')

    def _offices(self, speaker: Speaker, title: str | None) -> list[str]:
        held = self._walk.article.roster.people[speaker.key].offices if speaker.key else []
        return [*held, *([title] if title else [])]

    def _offices_of(self, name: str) -> list[str]:
        people = self._walk.article.roster.people.values()
        return next((figure.offices for figure in people if figure.name == name), [])

    def _rank(self, speaker: Speaker, name: str, offices: Sequence[str]) -> float:
        if speaker.key:
            own = max((rank_of(office) for office in offices), default=UNKNOWN) or 1.0
            leads = self._walk.article.roster.people[speaker.key].leads and own >= 2.0
            return max(own, DELEGATION) if leads else own
        if speaker.sort is Sort.DOCUMENT and (held := self._offices_of(name)):
            return max(rank_of(office) for office in held)
        return rank_of(name) or (OFFICIAL if speaker.sort is Sort.OFFICE else UNKNOWN)

    def _made(self, draft: Draft, judgement: Judgement) -> tuple[Statement, Told]:
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
            places=places_of(draft, whom),
            confidence=_confidence(draft.utterance, judgement),
            grounds=grounds_of(draft, judgement, whom, due),
        )
        return statement, whom


def _first(text: str, level: str) -> str | None:
    """The place of a level that the text names first, as it writes it."""
    return next((text[p.start : p.end] for p in places.places_in(text) if p.level == level), None)


def _verb(text: str, utterance: Utterance) -> str:
    return comparable(text[slice(*utterance.verb)]) if utterance.verb else ""


_EACH = re.compile(r"(?i)(?:mỗi|từng|ai|hộ nào|các em)(?!\w)")


def _line(offices: Sequence[str]) -> str:
    """The line of command of a speaker; a seat in the Party or the state counts before another."""
    lines = [line_of(office) for office in offices]
    return next((line for line in lines if line in ("party", "state")), next(iter(lines), ""))


_CONCLUSION_OF = re.compile(r"[Tt]hông báo[^.\n]{0,80}?(?:kết luận|ý kiến (?:chỉ đạo|kết luận))(?: chỉ đạo)? của\s")
_ISSUED = re.compile(
    r"(?i)(?:ban hành|ký|có|ra|gửi|phát đi)(?: ban hành)?\s+(?:công điện|chỉ thị|công văn|thông báo|kế hoạch|"
    r"quyết định|văn bản)(?!\w)"
)
_SPOKESMAN = re.compile(r"^(?:[Vv]ị )?[Đđ]ại diện (?:lãnh đạo )?(?=[A-ZĐ]|phường [A-ZĐ]|xã [A-ZĐ])")
_SIGNED = re.compile(
    r"\s(?:đã |vừa |cũng )*ký(?: ban hành)? (?:công điện|chỉ thị|công văn|kế hoạch|quyết định|văn bản)(?!\w)",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(r"(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc|Cục trưởng|Bộ trưởng|Chánh án|Viện trưởng)(?!\w)")
_COMMON = re.compile(r"(?:Phường|Xã|Các|Nhiều|Lãnh đạo|Người)\s")


_JUDGES = re.compile(
    r"(?i)(?:đại diện |kiểm sát viên )?(?:hội đồng xét xử|hđxx|tòa|toà|tand|vksnd|viện kiểm sát|vks)(?!\w)"
)


def _strength(utterance: Utterance, judgement: Judgement, previous: Statement | None) -> Strength | None:
    """How strong: an order without a modal word of its own has the strength of the one that it goes on with."""
    plain = utterance.shape == "goes on" and judgement.strength and not judgement.word
    return (previous.strength if plain and previous else None) or judgement.strength


def _confidence(utterance: Utterance, judgement: Judgement) -> float:
    goes_on = 0.85 if utterance.shape == "goes on" else 1.0
    return round(min(utterance.speaker.sure, judgement.sure) * goes_on, 2)
