"""Drafts of an answer, extractive or by a language model, and what is left of them after the check."""

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.documents import Sentence
from index.errors import EndpointFailed
from rag.answers import Draft, Notice, Withheld
from rag.check import check
from rag.evidence import Evidence
from rag.extractive import Choice, Part, choose, choose_parts
from rag.newer import NOTHING, Replacements
from rag.question import Question
from rag.remarks import broke_off, remark
from rag.wording import in_language

if TYPE_CHECKING:
    from rag.llm import LlmComposer

_LLM_SENTENCES = 16  # that a language model is shown

Lap = Callable[[str], None]  # is told the name of the step that ends now


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check has left of the drafts: those that the sources bear out, and what was withheld; and the choice."""

    choice: Choice
    answerer: str
    supported: tuple[Draft, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[Notice, ...] = ()


def checked(
    question: Question,
    evidence: Sequence[Evidence],
    llm: "LlmComposer | None",
    stop: threading.Event | None,
    lap: Lap,
    parts: Sequence[Part] = (),
    later: Replacements = NOTHING,
    *,
    never_refuse: bool,
) -> Generator[Draft, None, Checked]:
    """Each draft of the language model as soon as the check lets it through; returned, all that is left of the drafts.

    Without a model, or when its endpoint fails or nothing that it writes is let through, these are the verbatim ones.
    `parts` are the questions that one of several parts asks, `later` the documents that replace others.
    """
    choice = choose_parts(parts, later) or choose(question, evidence, later, never_refuse=never_refuse)
    if llm is None or choice.wards or (question.of_answer and choice.chosen):
        return _verbatim(choice, (), (), lap)
    if choice.reason:  # what the documents do not say, no model is asked to word
        return Checked(choice, llm.name)
    # A model sees only what fits the question: it cannot give what was said of another place or person.
    shown = [e.sentence for e in evidence if e.misfit is None][:_LLM_SENTENCES]
    seat = _Seat(llm, lap)
    yield from seat.drafts(question.text, shown, stop)
    withheld = tuple(seat.withheld)
    if seat.supported:
        notices = (Notice("llm_broke_off", broke_off(seat.failure, question.language)),) if seat.failure else ()
        return Checked(choice, llm.name, tuple(seat.supported), withheld, notices)
    if seat.failure:
        told = in_language(seat.failure, question.language)
        return _verbatim(choice, withheld, (Notice("llm_failed", told),), lap)
    if withheld:
        return _verbatim(choice, withheld, (Notice("llm_withheld", remark("withheld", question.language)),), lap)
    return Checked(choice, llm.name)


class _Seat:
    """The language model's: what it wrote for one question, judged."""

    def __init__(self, llm: "LlmComposer", lap: Lap) -> None:
        self.supported: list[Draft] = []
        self.withheld: list[Withheld] = []
        self.failure: EndpointFailed | None = None
        self._llm, self._lap = llm, lap

    def drafts(
        self, question: str, shown: Sequence[Sentence], stop: threading.Event | None
    ) -> Generator[Draft, None, None]:
        """Each draft that the check lets through; a failure of the endpoint ends them."""
        with closing(self._llm.stream(question, shown, stop)) as written:
            try:
                for draft in written:
                    self._lap("compose")
                    passed = _sort(draft, self.supported, self.withheld)
                    self._lap("check")
                    if passed:
                        yield draft
            except EndpointFailed as error:
                self.failure = error
        self._lap("compose")


def _sort(draft: Draft, supported: list[Draft], withheld: list[Withheld]) -> bool:
    """Put a draft where the check puts it; whether it may be shown."""
    verdict = check(draft)
    if verdict.supported:
        supported.append(draft)
    else:
        withheld.append(Withheld(draft.text, verdict.reason or "unsupported"))
    return verdict.supported


def _verbatim(choice: Choice, before: tuple[Withheld, ...], notices: tuple[Notice, ...], lap: Lap) -> Checked:
    """The chosen sentences as they stand; they pass the same check."""
    supported: list[Draft] = []
    withheld = list(before)
    lap("compose")
    for e in choice.chosen:
        _sort(Draft(e.sentence.text, (e.sentence,)), supported, withheld)
    lap("check")
    return Checked(choice, "extractive", tuple(supported), tuple(withheld), notices)
