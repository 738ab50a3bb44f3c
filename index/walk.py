"""The article read from top to bottom: each stretch that somebody said, with the speaker resolved."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.article import Article
from index.clauses import apart, by_clause
from index.contents import QUOTED, content_of
from index.frames import Frame, frames_in
from index.going_on import goes_on, opens_list, starts_item, tasks, tasks_passive
from index.interviews import Interview
from index.mention import Mention, Sort
from index.phrases import HEAD, is_head, listed
from index.quotations import Quotation
from index.relays import by_letter, framed, passing_on, reported_inside
from index.span import Span
from index.speech import REQUIRES, URGES, WILL, Force, force_of, verb
from index.utterances import Speaker, Utterance

_MARKS = QUOTED + " .,;-–"
_FEW_WORDS = 14  # a sentence that opens a list says nothing by itself if it is so short
_FARTHEST = 12  # sentences over which a quotation may go on


class Walk:
    """One pass over an article."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.article = Article(text, spans)
        self.interview = Interview.find(text, self.article.spans, self.article.roster)
        self._opener: Utterance | None = None  # who says the items of the list at hand
        self._sender: Speaker | None = None  # of a letter that reports something
        self._quoted_by: dict[int, Utterance] = {}  # start of a quotation → who says it

    def utterances(self) -> list[Utterance]:
        """Everything said, in order."""
        found: list[Utterance] = []
        for number in range(len(self.article.spans)):
            new = self._sentence(number)
            found += new
            self.article.note(number, new)
            self._keep_opener(number, new)
        return found

    def _sentence(self, number: int) -> list[Utterance]:
        article = self.article
        told, span = article.told[number], article.spans[number]
        if self.interview and (turn := self.interview.answer(number)):
            if turn.question:
                return []
            return reported_inside(article, number, turn.speaker, turn.start) or self._answer(
                number, turn.speaker, turn.start
            )
        if not told.strip(_MARKS):
            return self._quoted(number, article.open_at(span.start + 1))
        mentions = article.mentions(number)
        if inside := article.open_at(span.start):
            after = [f for f in frames_in(told, mentions) if f.shape == "after"]
            return [framed(article, number, f) for f in after] or self._quoted(number, inside)
        if self._opener and (starts_item(told) or self._inside_item(number) or self._task(number, mentions)):
            return self._item(number, self._opener)
        if passed := passing_on(article, number, mentions):
            return passed
        if frames := frames_in(told, mentions):
            return self._from_frames(number, frames, mentions)
        if opens_list(told) and self._next_is_item(number) and self._opens(number, mentions):
            return []
        if told.startswith(QUOTED):
            return self._quoted(number, article.open_at(span.start + 1))
        return self._going_on(number)

    # The ways in which a sentence is said by somebody

    def _from_frames(self, number: int, frames: list[Frame], mentions: list[Mention]) -> list[Utterance]:
        article = self.article
        told, span = article.told[number], article.spans[number]
        whole = [framed(article, number, frame) for frame in frames]
        if any(u.speaker.sort is Sort.SELF for u in whole):
            return []
        if told.rstrip().endswith("?") and _PRONOUN_ASKED.match(told):
            return []  # a reporter asks: "Anh nói gì khi …?"
        if whole[0].shape == "according" and (letter := by_letter(article, number, frames[0], mentions, whole[0])):
            return [letter]
        if opens_list(article.text[span.start : span.end]) and self._next_is_item(number):
            promised = _PROMISED.search(told[frames[0].start :])
            self._opener = replace(whole[0], force=Force.PROMISE) if promised else whole[0]
            if len(told[frames[0].start :].split()) < _FEW_WORDS or _ANNOUNCES.search(told[frames[0].start :]):
                return []
        found = [part for one in self._with_later(number, whole, mentions) for part in apart(told, span.start, one)]
        for quotation in article.near(span):
            self._quoted_by[quotation.start] = found[-1]
        return found

    def _with_later(self, number: int, whole: list[Utterance], mentions: list[Mention]) -> list[Utterance]:
        """Adds what somebody says behind a semicolon: "…; bà xin tỉnh cho thuê tư vấn"."""
        told, base = self.article.told[number], self.article.spans[number].start
        first = whole[0]
        for mark in re.finditer(r";\s+(?=\w)", told):
            later = [m for m in mentions if m.start >= mark.end()]
            if not later or later[0].start > mark.end() + 1 or later[0].sort not in (Sort.PERSON, Sort.OFFICE):
                continue
            blank = " " * mark.end() + told[mark.end() :]
            frames = [f for f in frames_in(blank, later) if f.shape == "before" and f.mention == later[0]]
            if frames and base + mark.start() > first.content[0]:
                cut = base + mark.start()
                second = framed(self.article, number, frames[0])
                if later[0].who.startswith("@") and first.speaker.key:  # who has just spoken
                    second = replace(second, speaker=replace(first.speaker, at=second.speaker.at))
                return [replace(first, end=cut, content=(first.content[0], cut)), second]
        return whole

    def _quoted(self, number: int, quotation: Quotation | None) -> list[Utterance]:
        """A sentence that is quoted whole."""
        by = self._ascribed(number, quotation) if quotation else None
        if by is None:
            return []
        span = self.article.spans[number]
        force = by.force if by.force.asks else Force.REPORT
        return [
            Utterance(span.start, span.end, (span.start, span.end), by.speaker, force, number, "quoted", direct=True)
        ]

    def _ascribed(self, number: int, quotation: Quotation) -> Utterance | None:
        """Whom a quotation is ascribed to: before it, behind it, else who spoke last in its paragraph."""
        article = self.article
        made = self._quoted_by.get(quotation.start) or self._ascribed_behind(number, quotation)
        last = article.last
        if made is None and last and last.speaker.name and last.shape != "according":
            same = article.spans[number].paragraph == article.paragraph
            made = replace(last, force=Force.REPORT, relayed_by=None) if same else None
        if made:
            self._quoted_by[quotation.start] = made
        return made

    def _ascribed_behind(self, number: int, quotation: Quotation) -> Utterance | None:
        article = self.article
        for later in range(number, min(number + _FARTHEST, len(article.spans))):
            if article.spans[later].start < quotation.end <= article.spans[later].end:
                frames = frames_in(article.told[later], article.mentions(later))
                after = [f for f in frames if f.shape == "after"]
                return framed(article, later, after[0]) if after else None
        return None

    def _opens(self, number: int, mentions: list[Mention]) -> bool:
        """Notes who orders or asks what a list holds, where the sentence before it has no plain frame."""
        told, span = self.article.told[number], self.article.spans[number]
        asked, ordered = _ASKED.search(told), _ORDERED.search(told)
        document = _IN_DOCUMENT.search(told) or _DOCUMENT_ORDERS.match(told)
        subject = _subject(told, mentions) or _whole_subject(told, mentions)
        if document and (subject is None or document.start() < _FEW_WORDS):
            speaker = Speaker(document["doc"].capitalize(), None, None, Sort.DOCUMENT, 0.7)
        elif subject and (asked or ordered or _PROMISED.search(told)):
            speaker = self.article.speaker(number, subject)
        else:
            return False
        spoken = [force_of(v.group()) for v in verb().finditer(told)]
        force = next((f for f in spoken if f.asks), Force.PROPOSAL if asked and not ordered else Force.REQUIRED)
        force = Force.PROMISE if _PROMISED.search(told) else force
        self._opener = Utterance(span.start, span.end, (span.start, span.end), speaker, force, number, "before")
        return True

    def _item(self, number: int, opener: Utterance) -> list[Utterance]:
        text, span = self.article.text, self.article.spans[number]
        mark = _MARK.match(text, span.start, span.end)
        start = mark.end() if mark else span.start
        own = _ORDINAL.match(text, start, span.end)
        content = own.end() if own else start
        first = verb().match(text, content)
        hands = first and force_of(first.group()).asks and HEAD.match(text, first.end() + 1)
        force = force_of(first.group()) if first and hands else opener.force
        whole = Utterance(start, span.end, (content, span.end), opener.speaker, force, number, "item", opener.verb)
        return by_clause(self.article.told[number], span.start, whole)

    def _answer(self, number: int, speaker: Speaker, start: int) -> list[Utterance]:
        """A sentence of an interview; "tôi yêu cầu …" in it asks."""
        text, end = self.article.text, self.article.spans[number].end
        own = _OWN_VERB.search(text, start, end)
        spoken = verb().match(text, own.end(), end) if own else None
        if spoken is None or not force_of(spoken.group()).asks or spoken.end() >= end:
            return [Utterance(start, end, (start, end), speaker, Force.REPORT, number, "answer", direct=True)]
        force, content = force_of(spoken.group()), (spoken.end(), end)
        return [Utterance(start, end, content, speaker, force, number, "answer", spoken.span(), direct=True)]

    def _going_on(self, number: int) -> list[Utterance]:
        article = self.article
        last, span, told = article.last, article.spans[number], article.told[number]
        if lettered := self._in_letter(number):
            return [lettered]
        if last is None or not last.speaker.name or last.sentence != number - 1:
            return []
        closed = last.direct  # what follows a quotation is the newspaper's, unless it orders or promises
        if _ACCORDING.match(told) or (
            closed and not (REQUIRES.search(told) or URGES.search(told) or WILL.search(told))
        ):
            return []  # somebody whom the sentence does not name plainly
        same = span.paragraph == article.paragraph
        if last.force.asks and last.speaker.sort is not Sort.BODY and _TASKED.match(told) and tasks_passive(told):
            at = (span.start, span.end)
            return [Utterance(*at, at, last.speaker, Force.REQUIRED, number, "clause")]
        if last.force.asks and (handed := _HANDED.match(told)) and HEAD.match(told, handed.end()):
            at = (span.start, span.start + handed.end("verb"))
            content = (span.start + handed.end(), span.end)
            force = force_of(handed["verb"])
            return [Utterance(span.start, span.end, content, last.speaker, force, number, "before", at)]
        if tells := self._telling_on(number, last.speaker):
            return [tells]
        charges = tasks(told) if same else _in_charge(told) and not closed and last.shape != "item"
        if last.force.asks and charges:
            at = (span.start, span.end)
            return by_clause(told, span.start, Utterance(*at, at, last.speaker, last.force, number, "clause"))
        if not goes_on(told, article.told[number - 1], last.shape, last.force, same_paragraph=same):
            return []
        force = last.force if last.force.asks else Force.REPORT
        return [Utterance(span.start, span.end, (span.start, span.end), last.speaker, force, number, "goes on")]

    def _in_letter(self, number: int) -> Utterance | None:
        """What a letter's sender reports below "… báo cáo như sau:", down to whom copies go."""
        span, told = self.article.spans[number], self.article.told[number]
        if _SIGNS.match(told):
            self._sender = None
        elif self._sender is None and _REPORTS_BELOW.search(told) and _LETTER.search(self.article.text, 0, span.start):
            sender = next((m for m in reversed(self.article.mentions(number)) if m.sort is Sort.BODY), None)
            self._sender = self.article.speaker(number, sender) if sender else None
            return None
        if self._sender is None or not told.rstrip().endswith((".", ";", "./.")):
            return None
        at = (span.start, span.end)
        return Utterance(*at, at, self._sender, Force.REPORT, number, "quoted")

    def _telling_on(self, number: int, speaker: Speaker) -> Utterance | None:
        """What the speaker tells by a verb without a subject: "Đồng thời khẳng định …" is no order that goes on."""
        told, span = self.article.told[number], self.article.spans[number]
        joined = _JOINED.match(told)
        spoken = verb().match(told, joined.end()) if joined else None
        if spoken is None or force_of(spoken.group()) is not Force.REPORT or _A_PAPER.match(told):
            return None
        content = content_of(told, spoken.span())
        if content is None:
            return None
        at = (span.start + spoken.start(), span.start + spoken.end())
        return Utterance(
            span.start, span.end, (span.start + content, span.end), speaker, Force.REPORT, number, "before", at
        )

    # Lists

    def _keep_opener(self, number: int, new: Sequence[Utterance]) -> None:
        """Forgets who opened a list, once it is over."""
        told = self.article.told[number]
        over = new[-1].shape != "item" and self._opener is not new[-1] if new else not starts_item(told)
        if over and not (self._next_is_item(number) and opens_list(told)):
            self._opener = None

    def _inside_item(self, number: int) -> bool:
        """Whether the sentence goes on in the paragraph of an item."""
        last, paragraph = self.article.last, self.article.spans[number].paragraph
        return bool(
            last and last.shape == "item" and last.sentence == number - 1 and paragraph == self.article.paragraph
        )

    def _task(self, number: int, mentions: list[Mention]) -> bool:
        """Whether a paragraph without a mark is an item too: it follows one, and tells a body what to do."""
        article, told = self.article, self.article.told[number]
        after_item = article.last is not None and article.last.shape == "item" and article.last.sentence == number - 1
        first = article.spans[number].paragraph != article.paragraph
        return after_item and first and tasks(told) and not frames_in(told, mentions)

    def _next_is_item(self, number: int) -> bool:
        return number + 1 < len(self.article.spans) and starts_item(self.article.told[number + 1])


def _in_charge(told: str) -> bool:
    """Whether a paragraph begins with a body that is put in charge: "Sở X chủ trì, phối hợp …"."""
    return is_head(told, 0, len(told)) and bool(_LEADS.match(told, listed(told, 0, len(told))[1]))


def _subject(told: str, mentions: list[Mention]) -> Mention | None:
    """Who does what a sentence tells: the first person who is no "của …", else a body near its beginning."""
    people = [m for m in mentions if m.sort in (Sort.PERSON, Sort.OFFICE) and not _OF.search(told[: m.start])]
    bodies = [m for m in mentions if m.sort in (Sort.BODY, Sort.GROUP) and m.end < len(told) * 0.6]
    return next(iter([*people, *bodies]), None)


def _whole_subject(told: str, mentions: list[Mention]) -> Mention | None:
    """Who opens a sentence that holds little but its verb: "Nhiều cử tri khác đề nghị:"."""
    first = next(iter(mentions), None)
    opens = first and first.start == 0 and _ONLY_A_VERB.fullmatch(told, first.end)
    return first if opens else None


_ACCORDING = re.compile(r"(?:[^,;:.]{0,40},\s+)?[Tt]heo (?!đó|hướng|hình thức)")
_PRONOUN_ASKED = re.compile(r"(?:Vậy |Thưa |Theo )?(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Cc]ô|[Bb]ạn)(?!\w)")
_TASKED = re.compile(r"[^,;:.]{3,90}?\s(?:cũng |còn )?được (?:giao|yêu cầu|phân công|chỉ đạo)(?!\w)")
# Words that only say that a list follows.
_ANNOUNCES = re.compile(
    r"(?i)(?:sau|sau đây|dưới đây|cụ thể|trọng tâm|nhiệm vụ|giải pháp|nội dung|vấn đề|công việc|phần việc|việc)"
    r"(?:\s\w+){0,3}\s*:\s*$"
)
_PROMISED = re.compile(r"(?i)(?<!\w)(?:cam kết|hứa)(?:\s\w+){0,4}\s*:\s*$")
_ONLY_A_VERB = re.compile(r"\s+(?:khác |cũng |còn )*(?:\w+\s?){1,3}:\s*")
_LEADS = re.compile(r"\s+(?:làm (?:cơ quan )?đầu mối|chủ trì)(?:,|\s+phối hợp)")
_HANDED = re.compile(r"(?:Đồng thời,? )?(?P<verb>(?i:giao|yêu cầu|đề nghị))\s+")
_JOINED = re.compile(r"(?:Đồng thời|Bên cạnh đó|Ngoài ra|Qua đó|Từ đó|Cùng với đó|Trên cơ sở đó)?,?\s*(?:cũng )?(?=\w)")
_LETTER = re.compile(r"(?m)^Kính gửi\s?:")
_REPORTS_BELOW = re.compile(r"(?<!\w)(?:báo cáo|thông tin|giải trình|trả lời|phúc đáp)(?: \w+){0,6} như sau\s?:\s*$")
_SIGNS = re.compile(r"(?:Nơi nhận|TM\.|KT\.|TL\.|TUQ\.|[ỦU]Y BAN|CHỦ TỊCH|GIÁM ĐỐC)")
_A_PAPER = re.compile(r"(?:Báo cáo|Thông báo|Kết luận|Dự báo|Thống kê)(?! (?:với|trước|tại|thêm|rằng|về)(?!\w))\s+\w")
_OF = re.compile(r"(?:của|với|cho)\s+(?:đồng chí |ông |bà )?$")
_DOCUMENT_ORDERS = re.compile(
    r"(?P<doc>Công điện|Công văn|Chỉ thị|Kế hoạch|Thông báo|Văn bản|Quyết định|Kết luận)(?: \w+){0,3}? "
    r"(?:giao|yêu cầu|đề nghị|chỉ đạo)(?: \w+){0,3}:\s*$"
)
_ASKED = re.compile(r"(?i)(?<!\w)(?:đề xuất|kiến nghị|nguyện vọng)(?!\w)")
_ORDERED = re.compile(r"(?i)(?<!\w)(?:kết luận|yêu cầu|chỉ đạo|nhiệm vụ|giao|quán triệt|đề nghị)(?!\w)")
_IN_DOCUMENT = re.compile(
    r"(?i)(?<!\w)(?:nội dung|trong|theo)\s+"
    r"(?P<doc>công điện|công văn|chỉ thị|kế hoạch|thông báo|văn bản|quyết định|kết luận)"
)
_MARK = re.compile(r"(?:[-–•+*]\s*|\d{1,2}[.)]\s*|[a-zđ][.)]\s*)?")
_ORDINAL = re.compile(r"(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Thứ \w+|Cuối cùng)(?: là)?[,:]\s*")
_OWN_VERB = re.compile(r"(?<!\w)(?i:tôi|chúng tôi)(?:\s+(?:cũng|đã|xin|rất))*\s+")
