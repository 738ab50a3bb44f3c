"""What a question comes to: an answer with numbered citations, the question back, or a refusal with its reason."""

from collections.abc import Sequence
from typing import Any

from index.documents import Document
from rag import wording
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
from rag.assembly import asks_of_each_ward
from rag.compose import Checked
from rag.extractive import Choice
from rag.question import Question
from rag.search import Hit
from rag.short import short_answer

_NEAREST = 3  # documents that a refusal names


def result_of(
    question: Question, made: Checked, hits: Sequence[Hit], meant: tuple[str, ...], timings: Timings
) -> Result:
    """Supported drafts as an answer; else the question back, or a refusal. `meant`: a mistyped name put right."""
    choice = made.choice
    outcome: dict[str, Any] = {
        "question": question.typed,
        "understood": Understood(question.shown, question.restored, question.history_used, question.leans),
        "confidence": choice.confidence,
        "answerer": made.answerer,
        "timings": timings,
        "notices": (*renamings(question), *_unanswered(made), *_of_time(made), *made.notices),
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
        return Answer(**outcome, sentences=sentences, citations=citations, short_answer=quoted)
    if choice.wards:
        choices = tuple(wording.for_ward(question.text, ward) for ward in choice.wards)
        return Clarification(**outcome, message=wording.WHICH_WARD, choices=choices)
    if meant:
        return Clarification(**outcome, message=wording.DID_YOU_MEAN, choices=meant)
    reason = choice.reason or Reason.NOTHING_FOUND
    message = wording.refusal(reason, question, choice.rival)
    return Refusal(**outcome, reason=reason, message=message, nearest=_nearest(hits))


def passed(drafts: Sequence[Draft], hits: Sequence[Hit]) -> Passed:
    """The last of the drafts that have passed so far, numbered as in the answer that begins with them."""
    sentences, citations = _cited(drafts, hits)
    return Passed(sentences[-1], tuple(citations[marker - 1] for marker in sentences[-1].markers))


def _is_single(question: Question, choice: Choice) -> bool:
    """Whether one thing is asked of one ward, so that one figure, day or name answers."""
    of_each = asks_of_each_ward(question) and len(choice.chosen) > 1
    of_one = len({e.sentence.document for e in choice.chosen}) == 1
    return of_one and not choice.several and not of_each and len(question.wards) < 2


def _unanswered(made: Checked) -> tuple[Notice, ...]:
    """The parts of a question to which nothing was found, while others are answered."""
    parts = made.choice.unanswered if made.answerer == "extractive" else ()
    return tuple(Notice("part_unanswered", wording.part_unanswered(part)) for part in parts)


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
    former = (Notice("former_unit", wording.former_unit(found.unit)) for found in question.renamed)
    return (*former, *(Notice("mistyped_name", wording.mistyped(*names)) for names in question.mistyped))


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
