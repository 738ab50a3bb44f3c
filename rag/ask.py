"""The way of a question: understand, search, compose, check, and the answer or refusal that comes of it."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.casing import as_sentence
from index.documents import Statement
from index.library import Library
from index.segments import Filters
from index.settings import Settings
from index.snapshot import Snapshot
from rag.answers import Answer, Draft, Notice, Passed, Refusal, Result, Timings
from rag.compose import Checked, checked
from rag.corpus import Corpus
from rag.evidence import gather, ranked
from rag.extractive import Part
from rag.filtering import filtered
from rag.followup import named_people, needs_person
from rag.listing import lists, newest
from rag.named import is_english
from rag.newer import replacements
from rag.parts import parts_of
from rag.question import Question, understand
from rag.results import offered_for, passed, renamings, result_of
from rag.search import Hit, Sides, nearest_by_words, search
from rag.suggest import understood
from rag.tampering import is_tampered

if TYPE_CHECKING:
    from rag.llm import LlmComposer

_REPLACED = 5  # leading sentences whose documents may have been replaced by later ones
READ = 25  # passages whose sentences are read for an answer, and ranked by them


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor, a script or a batch line asks."""

    text: str
    history: tuple[str, ...] = ()  # the earlier questions, oldest first
    filters: Filters = field(default_factory=Filters)
    id: str | None = None

    @property
    def language(self) -> str:
        """Of the question as it was typed: "vi" or "en"."""
        return "en" if is_english(self.text) else "vi"


@dataclass(frozen=True, slots=True)
class Trace:
    """A result, and the hits that it was made from, best first."""

    result: Result
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brings: the question as it was searched, what is to be told about that, and the hits."""

    question: Question
    notices: tuple[Notice, ...]
    hits: tuple[Hit, ...]  # best first


class Desk:
    """Where questions are asked. One desk serves many threads; nothing of one question is kept for the next."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        today: Callable[[], dt.date] = dt.date.today,
        *,
        never_refuse: bool = False,
    ) -> None:
        """Answers from `library`; `today` resolves words like "hôm nay"; `never_refuse` is for evaluation alone.

        Raises:
            EndpointMissing: an LLM is to answer, and none is configured.

        """
        self.library = library
        self.today = today
        self.never_refuse = never_refuse
        self._known = "", Corpus()
        self._trying = False  # whether all that is asked is if there is an answer
        self._beside = ThreadPoolExecutor(thread_name_prefix="chidao-encoder")
        self._llm = _llm(settings) if settings.answerer == "llm" else None

    def ask(self, request: Request) -> Result:
        """The answer, clarification or refusal.

        Raises:
            EmptyQuestion, QuestionTooLong: nothing to answer. BrokenIndex: answers would be wrong.

        """
        *_, result = self.stream(request)
        if isinstance(result, Passed):
            raise TypeError("a stream that nobody stopped ends with its result")
        return result

    def stream(self, request: Request, stop: threading.Event | None = None) -> Iterator[Passed | Result]:
        """The sentences of a language model's answer, each as soon as the check lets it through; last, the result.

        The result holds the sentences that were yielded before it, and no other where there were any; a verbatim
        answer, a clarification and a refusal come alone. Closing the iterator breaks off the model's work at once. So
        does `stop`, which any thread may set while the next sentence is waited for; there is no result then.

        Raises:
            EmptyQuestion, QuestionTooLong: nothing to answer. BrokenIndex: answers would be wrong.
            BadSetting: the language model's provider is unknown, or its package is not installed.

        """
        stop = stop or threading.Event()
        request = self._with_person(request)
        result = (yield from self._passing(request, stop)).result
        if stop.is_set():
            return
        if isinstance(result, Refusal) and result.understood.history_used and not result.understood.leans:
            # What the history seemed to add may have been another matter; the question can stand alone.
            result = (yield from self._passing(replace(request, history=()), stop)).result
        if not stop.is_set():
            yield result

    def trace(self, request: Request, sides: Sides = Sides(), hidden: Sequence[int] = ()) -> Trace:
        """The result, and the hits that it was made from. Evaluation switches off a side, or hides passages by id."""
        passing = self._passing(request, None, sides, hidden)
        while True:
            try:
                next(passing)
            except StopIteration as end:
                trace: Trace = end.value
                return trace

    def _passing(
        self, request: Request, stop: threading.Event | None, sides: Sides = Sides(), hidden: Sequence[int] = ()
    ) -> Generator[Passed, None, Trace]:
        """The way of one question; what passes the check on it is yielded as it does."""
        clock = _Clock()
        snapshot = self.library.snapshot()
        snapshot = snapshot.without(hidden) if hidden else snapshot
        corpus = self._corpus(snapshot)
        limits = filtered(request.filters, snapshot, corpus, request.language)
        question, names = understood(request.text, request.history, limits.filters, corpus)
        clock.lap("understand")
        vector = self._encoded(question)
        near = search(self.library, snapshot, question, vector, READ, sides, [m.name for m in names])
        clock.lap("search")
        if lists(question):
            near = (*near, *newest(self.library, snapshot, question, near))
        honest = [hit for hit in near if not is_tampered(hit.passage.text)]  # orders to a machine are no evidence
        statements = self.library.catalogue.statements_in([hit.passage for hit in honest])
        evidence = gather(question, honest, vector(), snapshot, self.today(), statements=statements)
        hits = ranked(question, near, evidence) if sides.evidence else near
        whole = self.never_refuse or question.of_answer
        parts = [] if whole else self._parts(question, honest, statements, snapshot, corpus)
        later = replacements(self.library, snapshot, [e.hit.document for e in evidence[:_REPLACED]])
        drafting = checked(question, evidence, self._llm, stop, clock.lap, parts, later, never_refuse=self.never_refuse)
        made = yield from _numbered(drafting, hits)
        offered = offered_for(question, made, names)
        offered = replace(offered, questions=self._answered(offered.questions, request.filters))
        result = result_of(question, made, hits, offered, clock.timings())
        return Trace(replace(result, notices=(*limits.notices, *result.notices)), hits)

    def search(self, request: Request, k: int, sides: Sides = Sides()) -> tuple[Hit, ...]:
        """The k passages nearest to a question, best first."""
        return self.found(request, k, sides).hits

    def found(self, request: Request, k: int, sides: Sides = Sides()) -> Found:
        """The k passages nearest to a question, and how it and its filters were understood."""
        snapshot = self.library.snapshot()
        corpus = self._corpus(snapshot)
        limits = filtered(request.filters, snapshot, corpus, request.language)
        question, names = understood(request.text, request.history, limits.filters, corpus)
        vector = self._encoded(question)
        near = search(self.library, snapshot, question, vector, max(k, READ), sides, [m.name for m in names])
        leading = near[:READ]
        if sides.evidence:
            said = self.library.catalogue.statements_in([hit.passage for hit in leading])
            read = gather(question, leading, vector(), snapshot, self.today(), statements=said, misfits=False)
            leading = ranked(question, leading, read)
        return Found(question, (*limits.notices, *renamings(question)), (*leading, *near[READ:])[:k])

    def _with_person(self, request: Request) -> Request:
        """The request; where it speaks of somebody whom only the answer before named, the question before names him."""
        corpus = self._corpus(self.library.snapshot())
        if not needs_person(request.text, request.history, corpus):
            return request
        before = self._quoting().ask(replace(request, text=request.history[-1], history=request.history[:-1]))
        if not isinstance(before, Answer):
            return request
        said_by = (before.sentences[0].context.speaker or "").title()
        name = next((who for who in (before.short_answer, said_by) if who and named_people(who, corpus)), None)
        if name is None:
            return request
        return replace(request, history=(*request.history[:-1], f"{request.history[-1].rstrip('?.! ')} ({name})?"))

    def _quoting(self) -> "Desk":
        """The same desk without a language model."""
        quoting = copy(self)
        quoting._llm = None
        return quoting

    def _answered(self, questions: Sequence[str], filters: Filters) -> tuple[str, ...]:
        """Those of some questions that the documents answer: no other is worth a click."""
        if self._trying:
            return ()
        trying = self._quoting()
        trying._trying = True
        return tuple(q for q in questions if isinstance(trying.ask(Request(q, filters=filters)), Answer))

    def examples(self, n: int) -> tuple[str, ...]:
        """Up to n questions that the system answers, made from figures and speakers of the newest documents."""
        from rag.examples import candidates

        quoting = self._quoting()  # a page should not wait for a model to show what can be asked
        found: list[str] = []
        for question in candidates(self.library):
            if len(found) == n:
                break
            if isinstance(quoting.ask(Request(question)), Answer):
                found.append(question)
        return tuple(found)

    def _parts(
        self,
        question: Question,
        hits: Sequence[Hit],
        statements: Sequence[Statement],
        snapshot: Snapshot,
        corpus: Corpus,
    ) -> list[Part]:
        """The parts of a question that has several, each with the same passages as evidence."""
        texts = parts_of(question)
        parts = [understand(text, (), question.filters, corpus) for text in texts] if len(texts) > 1 else []
        encoded = [self._encoded(part) for part in parts]
        return [
            (part, gather(part, hits, vector(), snapshot, self.today(), statements=statements))
            for part, vector in zip(parts, encoded, strict=True)
        ]

    def _corpus(self, snapshot: Snapshot) -> Corpus:
        """The names that the snapshot knows, ordered for looking up once for all questions of it."""
        token, corpus = self._known
        if token != snapshot.manifest.token:
            nearest = partial(nearest_by_words, self.library, snapshot)
            corpus = Corpus(snapshot.places, snapshot.speakers, snapshot.spelling(), nearest)
            self._known = snapshot.manifest.token, corpus
        return corpus

    def _encoded(self, question: Question) -> Callable[[], NDArray[np.float32]]:
        """What gives the question's vector; it is made beside, while words are searched."""

        def encode() -> NDArray[np.float32]:
            text = as_sentence(question.text, question.named)
            vector: NDArray[np.float32] = self.library.encoder.encode_queries([text])[0]
            return vector

        return self._beside.submit(encode).result


def _numbered(drafting: Generator[Draft, None, Checked], hits: Sequence[Hit]) -> Generator[Passed, None, Checked]:
    """Drafts that have passed the check as they will stand in the answer."""
    drafts: list[Draft] = []
    with closing(drafting):
        while True:
            try:
                drafts.append(next(drafting))
            except StopIteration as end:
                made: Checked = end.value
                return made
            yield passed(drafts, hits)


def _llm(settings: Settings) -> "LlmComposer":
    from rag.llm import LlmComposer

    return LlmComposer(settings)


class _Clock:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self._laps[step] = round(self._laps.get(step, 0.0) + (now - self._last) * 1000, 2)
        self._last = now

    def timings(self) -> Timings:
        return Timings(**self._laps, total=round((time.perf_counter() - self._begun) * 1000, 2))
