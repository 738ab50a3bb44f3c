"""What a question comes to: an answer with numbered citations, the question back, or a refusal with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.documents import Document
from rag.answers import (
    Answer,
    AnswerSentence,
    Citation,
    Clarification,
    Draft,
    Notice,
    Passed,
    Reason,
    Refusal,
    Result,
    Timings,
    Understood,
)
from rag.compose import Checked
from rag.extractive import Choice
from rag.listing import asks_of_each_ward
from rag.question import Question
from rag.remarks import for_ward, former_unit, refusal, remark
from rag.search import Hit
from rag.short import short_answer
from rag.suggest import Meant, corrected, elsewhere

_NEAREST = 3  # documents that a refusal names
_ELSEWHERE = 2  # places of which a refused question is tried


@dataclass(frozen=True, slots=True)
class Offered:
    """Questions to ask instead of one without an answer, and what to ask with them; "" where it is refused."""

    asks: str = ""
    questions: tuple[str, ...] = ()


def result_of(question: Question, made: Checked, hits: Sequence[Hit], offered: Offered, timings: Timings) -> Result:
    """Supported drafts as an answer; else the question back with what is `offered`, or a refusal."""
    choice = made.choice
    outcome: dict[str, Any] = {
        "question": question.typed,
        "understood": Understood(
            question.shown, question.restored, question.history_used, question.leans, question.english
        ),
        "confidence": choice.confidence,
        "answerer": made.answerer,
        "timings": timings,
        "notices": (*renamings(question), *_unanswered(question, made), *_of_time(made), *made.notices),
        "withheld": made.withheld,
    }
    if made.supported:
        sentences, citations = _cited(made.supported, hits)
        short = (
            short_answer(question.short, choice.chosen[0].sentence)
            if choice.chosen and _is_single(question, choice)
            else None
        )
        quoted = short if short and short in sentences[0].text and short in citations[0].quote else None
        listed = choice.listed and made.answerer == "extractive" and len(sentences) > 1
        return Answer(**outcome, sentences=sentences, citations=citations, short_answer=quoted, listed=listed)
    if offered.questions and offered.asks:
        return Clarification(**outcome, message=remark(offered.asks, question.language), choices=offered.questions)
    reason = choice.reason or Reason.NOTHING_FOUND
    message = refusal(reason, question, choice.rival)
    nearest = _nearest(hits)
    return Refusal(**outcome, reason=reason, message=message, nearest=nearest, instead=offered.questions)


def offered_for(question: Question, made: Checked, near: Sequence[Meant]) -> Offered:
    """What a question without an answer may have meant, a ward left out or a name mistyped, else what is like it."""
    choice = made.choice
    if made.supported:
        return Offered()
    if choice.wards:
        return Offered("which_ward", tuple(for_ward(question, ward) for ward in choice.wards))
    if meant := corrected(question, near):
        return Offered("did_you_mean", meant)
    away = choice.rival.sentence.context.places if choice.rival and choice.reason is Reason.OTHER_PLACE else ()
    return Offered(questions=elsewhere(question, away[:_ELSEWHERE]))


def passed(drafts: Sequence[Draft], hits: Sequence[Hit]) -> Passed:
    """The last of the drafts that have passed so far, numbered as in the answer that begins with them."""
    sentences, citations = _cited(drafts, hits)
    return Passed(sentences[-1], tuple(citations[marker - 1] for marker in sentences[-1].markers))


def _is_single(question: Question, choice: Choice) -> bool:
    """Whether one thing is asked of one ward, so that one figure, day or name answers."""
    of_each = asks_of_each_ward(question) and len(choice.chosen) > 1
    of_one = len({e.sentence.document for e in choice.chosen}) == 1
    return of_one and not choice.several and not of_each and len(question.wards) < 2


def _unanswered(question: Question, made: Checked) -> tuple[Notice, ...]:
    """The parts of a question to which nothing was found, while others are answered."""
    parts = made.choice.unanswered if made.answerer == "extractive" else ()
    return tuple(Notice("part_unanswered", remark("part_unanswered", question.language, part=part)) for part in parts)


def _of_time(made: Checked) -> tuple[Notice, ...]:
    """What is told of older documents; only beside an answer."""
    return made.choice.notices if made.supported else ()


def _nearest(hits: Sequence[Hit]) -> tuple[Document, ...]:
    """The documents of the leading hits, each once."""
    documents: dict[str, Document] = {}
    for hit in hits:
        documents.setdefault(hit.document.id, hit.document)
    return tuple(documents.values())[:_NEAREST]


def renamings(question: Question) -> tuple[Notice, ...]:
    """What a former or a mistyped name was taken for, one notice a name."""
    language = question.language
    former = [Notice("former_unit", former_unit(found.unit, language)) for found in question.renamed]
    mistyped = [remark("mistyped", language, typed=typed, name=name) for typed, name in question.mistyped]
    return (*former, *(Notice("mistyped_name", told) for told in mistyped))


def _cited(drafts: Sequence[Draft], hits: Sequence[Hit]) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The sentences with their markers, and one citation for each source sentence, numbered as they are first met."""
    documents = {hit.document.id: hit.document for hit in hits}
    citations: dict[tuple[str, int, int], Citation] = {}
    sentences = []
    for draft in drafts:
        for source in draft.sources:
            place = (source.document, source.start, source.end)
            marker = len(citations) + 1
            if place not in citations:
                citations[place] = Citation(marker, documents[source.document], source.start, source.end, source.text)
        own = dict.fromkeys(citations[s.document, s.start, s.end].marker for s in draft.sources)
        sentences.append(AnswerSentence(draft.text, tuple(own), draft.sources[0].context))
    return tuple(sentences), tuple(citations.values())
