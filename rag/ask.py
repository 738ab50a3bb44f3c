"""The way of a question: understand, search, compose, check, and the answer or refusal that comes of it."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import EndpointFailed
from index.library import Library
from index.segments import Filters
from index.settings import Settings
from rag import extractive, wording
from rag.answers import (
    Answer,
    AnswerSentence,
    Citation,
    Clarification,
    Draft,
    Notice,
    Reason,
    Refusal,
    Result,
    Timings,
    Understood,
    Verdict,
    Withheld,
)
from rag.check import check
from rag.evidence import Evidence, gather, short_answer
from rag.question import Corpus, Question, understand
from rag.search import Hit, Sides, search
from rag.suggest import corrected

if TYPE_CHECKING:
    from rag.llm import LlmComposer

PASSAGES = 10  # that an answer is looked for in
_LLM_SENTENCES = 16  # that a language model is shown


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor, a script or a batch line asks."""

    text: str
    history: tuple[str, ...] = ()  # the earlier questions, oldest first
    filters: Filters = field(default_factory=Filters)
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """Drafts of an answer and who wrote them, or the choice that led to none."""

    choice: extractive.Choice
    drafts: tuple[Draft, ...]
    answerer: str
    notices: tuple[Notice, ...] = ()


class Desk:
    """Where questions are asked. One desk serves many threads; nothing of one question is kept for the next."""

    def __init__(self, library: Library, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        """Answers from `library`; `today` resolves words like "hôm nay".

        Raises:
            EndpointMissing: an LLM is to answer, and none is configured.

        """
        self.library = library
        self.today = today
        self.never_refuse = False
        self._llm = _llm(settings) if settings.answerer == "llm" else None

    def ask(self, request: Request) -> Result:
        """The answer, clarification or refusal.

        Raises:
            EmptyQuestion, QuestionTooLong: nothing to answer. BrokenIndex: answers would be wrong.

        """
        clock = _Clock()
        snapshot = self.library.snapshot()
        corpus = Corpus(snapshot.places, snapshot.speakers)
        question = understand(request.text, request.history, request.filters, corpus)
        vector = self._vector(question)
        clock.lap("understand")
        hits = search(self.library, snapshot, question, vector, PASSAGES)
        clock.lap("search")
        evidence = gather(question, hits, vector, snapshot, self.today())
        composition = self._compose(question, evidence)
        clock.lap("compose")
        verdicts = [check(draft) for draft in composition.drafts]
        clock.lap("check")
        return _result(question, composition, verdicts, hits, corrected(question, corpus), clock.timings())

    def search(self, request: Request, k: int, sides: Sides = Sides()) -> tuple[Hit, ...]:
        """The k passages nearest to a question, best first."""
        snapshot = self.library.snapshot()
        question = understand(
            request.text, request.history, request.filters, Corpus(snapshot.places, snapshot.speakers)
        )
        return search(self.library, snapshot, question, self._vector(question), k, sides)

    def examples(self, n: int) -> tuple[str, ...]:
        """Up to n questions that the system answers, made from figures and speakers of the newest documents."""
        from rag.examples import candidates

        found: list[str] = []
        for question in candidates(self.library):
            if len(found) == n:
                break
            if isinstance(self.ask(Request(question)), Answer):
                found.append(question)
        return tuple(found)

    def _vector(self, question: Question) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.library.encoder.encode_queries([question.text])[0]
        return vector

    def _compose(self, question: Question, evidence: Sequence[Evidence]) -> Composition:
        """Drafts by the configured answerer; the extractive one when the endpoint fails."""
        choice = extractive.choose(question, evidence, never_refuse=self.never_refuse)
        verbatim = tuple(Draft(e.sentence.text, (e.sentence,)) for e in choice.chosen)
        if self._llm is None or choice.wards:
            return Composition(choice, verbatim, "extractive")
        shown = [e.sentence for e in evidence if e.misfit is None][:_LLM_SENTENCES]
        if not shown:
            return Composition(choice, (), self._llm.name)
        try:
            return Composition(choice, self._llm.compose(question.text, shown), self._llm.name)
        except EndpointFailed as error:
            notice = Notice("llm_failed", wording.in_language(error, "vi"))
            return Composition(choice, verbatim, "extractive", (notice,))


def _result(
    question: Question,
    made: Composition,
    verdicts: Sequence[Verdict],
    hits: Sequence[Hit],
    meant: tuple[str, ...],
    timings: Timings,
) -> Result:
    """Supported drafts as an answer; else the question back, or a refusal. `meant`: a mistyped name put right."""
    supported = [draft for draft, verdict in zip(made.drafts, verdicts, strict=True) if verdict.supported]
    withheld = tuple(
        Withheld(d.text, v.reason or "unsupported")
        for d, v in zip(made.drafts, verdicts, strict=True)
        if not v.supported
    )
    outcome = {
        "question": question.typed,
        "understood": Understood(question.text, False, question.history_used),
        "confidence": made.choice.confidence,
        "answerer": made.answerer,
        "timings": timings,
        "notices": made.notices,
        "withheld": withheld,
    }
    if supported:
        sentences, citations = _cited(supported, hits)
        short = short_answer(question, made.choice.chosen[0]) if made.choice.chosen else None
        quoted = short if short and any(short in c.quote for c in citations) else None
        return Answer(**outcome, sentences=sentences, citations=citations, short_answer=quoted)  # type: ignore[arg-type]
    if made.choice.wards:
        choices = tuple(wording.for_ward(question.text, ward) for ward in made.choice.wards)
        return Clarification(**outcome, message=wording.WHICH_WARD, choices=choices)  # type: ignore[arg-type]
    if meant:
        return Clarification(**outcome, message=wording.DID_YOU_MEAN, choices=meant)  # type: ignore[arg-type]
    reason = made.choice.reason or Reason.NOTHING_FOUND
    return Refusal(**outcome, reason=reason, message=wording.refusal(reason, question, made.choice.rival))  # type: ignore[arg-type]


def _llm(settings: Settings) -> "LlmComposer":
    from rag.llm import LlmComposer

    return LlmComposer(settings)


def _cited(drafts: Sequence[Draft], hits: Sequence[Hit]) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The sentences with their markers, and one citation for each source sentence, numbered as they are first met."""
    documents = {hit.document.id: hit.document for hit in hits}
    markers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences = []
    for draft in drafts:
        for source in draft.sources:
            place = (source.document, source.start, source.end)
            if place not in markers:
                markers[place] = len(markers) + 1
                citations.append(
                    Citation(markers[place], documents[source.document], source.start, source.end, source.text)
                )
        own = tuple(dict.fromkeys(markers[s.document, s.start, s.end] for s in draft.sources))
        sentences.append(AnswerSentence(draft.text, own, draft.sources[0].context))
    return tuple(sentences), tuple(citations)


class _Clock:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self._laps[step] = round((now - self._last) * 1000, 2)
        self._last = now

    def timings(self) -> Timings:
        return Timings(**self._laps, total=round((time.perf_counter() - self._begun) * 1000, 2))
