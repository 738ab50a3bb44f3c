"""Drafts of an answer, extractive or by a language model, and what is left of them after the check."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.errors import EndpointFailed
from rag import wording
from rag.answers import Draft, Notice, Withheld
from rag.check import check
from rag.evidence import Evidence
from rag.extractive import Choice, choose
from rag.question import Question

if TYPE_CHECKING:
    from rag.llm import LlmComposer

_LLM_SENTENCES = 16  # that a language model is shown


@dataclass(frozen=True, slots=True)
class Composition:
    """Drafts and who wrote them, with the verbatim ones to fall back on; or the choice that led to none."""

    choice: Choice
    drafts: tuple[Draft, ...]
    verbatim: tuple[Draft, ...]
    answerer: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A composition after the check: what the sources bear out, and what was withheld."""

    composition: Composition
    supported: tuple[Draft, ...]
    withheld: tuple[Withheld, ...]


def compose(
    question: Question, evidence: Sequence[Evidence], llm: "LlmComposer | None", *, never_refuse: bool
) -> Composition:
    """Drafts by the language model where there is one; the verbatim ones when its endpoint fails."""
    choice = choose(question, evidence, never_refuse=never_refuse)
    verbatim = tuple(Draft(e.sentence.text, (e.sentence,)) for e in choice.chosen)
    if llm is None or choice.wards:
        return Composition(choice, verbatim, verbatim, "extractive")
    if choice.reason:  # what the documents do not say, no model is asked to word
        return Composition(choice, (), (), llm.name)
    # A model sees only what fits the question: it cannot give what was said of another place or person.
    shown = [e.sentence for e in evidence if e.misfit is None][:_LLM_SENTENCES]
    try:
        drafts = llm.compose(question.text, shown) if shown else ()
        return Composition(choice, drafts, verbatim, llm.name)
    except EndpointFailed as error:
        notice = Notice("llm_failed", wording.in_language(error, "vi"))
        return Composition(choice, verbatim, verbatim, "extractive", (notice,))


def checked(composition: Composition) -> Checked:
    """The drafts that the check lets through; the verbatim ones when a language model's own all fail."""
    verdicts = [(draft, check(draft)) for draft in composition.drafts]
    supported = tuple(draft for draft, verdict in verdicts if verdict.supported)
    withheld = tuple(
        Withheld(draft.text, verdict.reason or "unsupported") for draft, verdict in verdicts if verdict.reason
    )
    if composition.drafts and not supported and composition.drafts != composition.verbatim and composition.verbatim:
        notice = Notice("llm_withheld", wording.LLM_WITHHELD)
        spare = replace(
            composition, drafts=composition.verbatim, answerer="extractive", notices=(*composition.notices, notice)
        )
        again = checked(spare)
        return replace(again, withheld=(*withheld, *again.withheld))
    return Checked(composition, supported, withheld)
