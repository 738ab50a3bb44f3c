"""Questions and answers: who answers in an interview, sentence by sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.roster import Roster
from index.span import Span
from index.utterances import NOBODY, Speaker

_QUESTION = re.compile(r"(?:[*-]\s*)?(?:PV|Phóng viên|P\.V|Hỏi)\s*[:.-]|\*\s")
_BRACKET = r"(?:\([^)]{2,120}\)\s?)?"  # behind a guest's name: his office
_ANSWER = re.compile(
    rf"(?:[-–]\s+(?!(?:Ông|Bà|Anh|Chị|TS|PGS|GS|Đồng chí)\s[^:?.,(]{{2,40}}{_BRACKET}:)|(?:[*–-]\s*)?"
    r"(?P<who>(?:Ông|Bà|Anh|Chị|TS|PGS|GS|Đồng chí|Đại tá|Luật sư|Bác sĩ|ThS)\.?"
    rf"[^:?(]{{2,60}}{_BRACKET}):\s*)"
)
_INTRODUCES = re.compile(
    r"(?:trao đổi|phỏng vấn|trò chuyện|đối thoại|cuộc trao đổi|có cuộc)(?: ngắn| nhanh)?(?: với| cùng)?\s"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence of an interview: a question, or part of an answer that begins at `start`."""

    question: bool
    speaker: Speaker
    start: int


@dataclass
class Interview:
    """The turns of an article, by the number of the sentence."""

    turns: dict[int, Turn] = field(default_factory=dict)

    def answer(self, number: int) -> Turn | None:
        """The turn that a sentence belongs to."""
        return self.turns.get(number)

    @classmethod
    def find(cls, text: str, spans: Sequence[Span], roster: Roster) -> "Interview | None":
        """The interview that an article is: at least two questions in paragraphs of their own, each with an answer."""
        firsts = [n for n, s in enumerate(spans) if n == 0 or spans[n - 1].paragraph != s.paragraph]
        questions = _questions(text, spans, firsts)
        if len(questions) < 2:
            return None
        guest = _guest(text, spans, questions[0], roster)
        found, speaker, answering, given = cls(), guest or NOBODY, False, False  # given: an answer has begun
        asked = {spans[n].paragraph for n in questions}
        for n in range(questions[0], len(spans)):
            paragraph = text[spans[n].start : spans[n].end]
            start = spans[n].start
            if _THANKS.match(paragraph):
                found.turns[n] = Turn(True, NOBODY, start)
                answering = False
                continue
            if spans[n].paragraph in asked or re.match(r"\*\s|(?:PV|Phóng viên)\s*:", paragraph):
                found.turns[n] = Turn(True, NOBODY, start)
                answering = True
                closing = re.search(r"(?i)cảm ơn (?:ông|bà|anh|chị|đồng chí)", paragraph)
                answering, given = not closing, False
                continue
            first = n in firsts
            opened = _ANSWER.match(paragraph) if first else None
            if opened:
                given = True
                start += opened.end()
                if opened.groupdict().get("who"):
                    speaker = _named(opened["who"], roster) or speaker
            elif (
                not answering
                or not speaker.name
                or (first and not _goes_on(text, spans, n, questions if given else ()))
            ):
                answering = answering and not first
                continue
            found.turns[n] = Turn(False, speaker, start)
        return (
            found
            if any(not t.question for t in found.turns.values())
            and (guest or any(t.speaker.name for t in found.turns.values()))
            else None
        )


_THANKS = re.compile(
    r"(?:[-–*]\s*)?(?:Xin |Trân trọng |Chân thành )*(?:cảm|cám) ơn (?:ông|bà|anh|chị|đồng chí)[^.]{0,40}[!.]?$",
    re.IGNORECASE,
)


def _questions(text: str, spans: Sequence[Span], firsts: Sequence[int]) -> list[int]:
    """The paragraphs that ask: marked as such, or followed by a paragraph that is marked as an answer."""
    found: list[int] = []
    for number, n in enumerate(firsts):
        if _asks(text, spans, n):
            found.append(n)
            continue
        answered = number + 1 < len(firsts) and _ANSWER.match(text, spans[firsts[number + 1]].start)
        turn = not found or found[-1] != firsts[number - 1]
        if answered and turn and _paragraph(text, spans, n).rstrip(' ”"').endswith("?"):
            found.append(n)
    return found


def _paragraph(text: str, spans: Sequence[Span], n: int) -> str:
    last = n
    while last + 1 < len(spans) and spans[last + 1].paragraph == spans[n].paragraph:
        last += 1
    return text[spans[n].start : spans[last].end]


def _first_person(text: str, spans: Sequence[Span], n: int) -> bool:
    """Whether the paragraph that begins with a sentence speaks of its speaker."""
    return bool(re.search(r"(?i)(?<!\w)(?:tôi|chúng tôi|chúng ta)(?!\w)", _paragraph(text, spans, n)))


def _goes_on(text: str, spans: Sequence[Span], n: int, questions: Sequence[int]) -> bool:
    """Whether a paragraph goes on with an answer: it speaks of its speaker, or the next question comes after it."""
    if _first_person(text, spans, n):
        return True
    paragraph = _paragraph(text, spans, n)
    ends = paragraph.rstrip().endswith((".", "!", "…", "”", '"', ";"))
    return ends and n < max(questions, default=0) and not _OF_ANOTHER.search(paragraph)


_OF_ANOTHER = re.compile(r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|PV|[Pp]hóng viên|Ảnh)(?!\w)")


def _asks(text: str, spans: Sequence[Span], n: int) -> bool:
    paragraph = _paragraph(text, spans, n)
    return bool(_QUESTION.match(paragraph)) and (
        paragraph.rstrip(' ”"').endswith("?") or bool(re.match(r"\*\s|PV|Phóng viên", paragraph))
    )


def _guest(text: str, spans: Sequence[Span], until: int, roster: Roster) -> Speaker | None:
    """Whom the introduction says was spoken with."""
    for span in spans[:until]:
        sentence = text[span.start : span.end]
        match = _INTRODUCES.search(sentence)
        if not match:
            continue
        near = [(sentence.find(f.name, match.end()), f) for f in roster.people.values()]
        named = sorted((at, f.name, f) for at, f in near if at >= 0)
        if named:
            figure = named[0][2]
            key = next(k for k, f in roster.people.items() if f is figure)
            return Speaker(figure.name, key, ", ".join(figure.offices) or None)
    return None


def _named(words: str, roster: Roster) -> Speaker | None:
    for key, figure in roster.people.items():
        if figure.name in words or words.split()[-1] == figure.name.split()[-1]:
            return Speaker(figure.name, key, ", ".join(figure.offices) or None)
    return None
