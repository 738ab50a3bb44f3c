"""Which sentences may answer a question, and what speaks against each: learnt doubts, and what is forbidden."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.facts import FactKind, facts_in
from index.text import tokens
from rag.answers import Draft
from rag.check import check
from rag.evidence import Evidence
from rag.question import Question, Wanted
from rag.tells import asks_road

_TOPIC = 0.5  # of the topic's words that the best sentence holds, a sentence holds this share
_PRESUPPOSED = 0.3  # of the topic of a question why or whether, an answer holds this share
_DOUBT = 1.0  # of the logarithm of the odds, for each doubt
# What has to stand in an answer that is asked for it.
_NEEDED = (Wanted.FIGURE, Wanted.DATE, Wanted.DOCUMENT, Wanted.ORGANISATION, Wanted.DEFINITION)
_ABOUT = re.compile(r"(?<!\w)(?:gì|nào|sao) (?:về|đối với|liên quan đến) ([^?.,;]+?)\s*[?.]*$")


def weighed(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with what speaks against each as features (`DOUBTS`), best first; a doubt costs a share of the odds.

    What was asked may be said in words that no rule knows, so that these doubts forbid nothing: how much they count is
    learnt. A figure is the exception, see `candidates`.
    """
    needs = question.wanted in _NEEDED or asks_road(question)
    needs = needs or (question.wanted is Wanted.REASON and not question.english)
    supposes = question.wanted is Wanted.REASON or question.whether
    most = max((e.features["topic_own"] for e in evidence if _may_answer(question, e)), default=0.0)
    found = []
    for e in evidence:
        unheld = float(needs and not e.features["wanted"])
        doubts = {
            "unheld": unheld,  # the figure, day, body, … asked for is not seen in it
            "unheld_figure": unheld * (question.wanted is Wanted.FIGURE),
            # Where some sentences speak of the topic, one that hardly does may be no answer, however near otherwise.
            "aside": max(0.0, _TOPIC * most - e.features["topic_own"]),
            # Of what a question why or whether supposes, too little stands in it: the rest may be untrue.
            "unsupposed": max(0.0, _PRESUPPOSED - e.features["topic_own"]) * supposes,
        }
        counted = sum(doubts[name] > 0 for name in ("unheld", "aside", "unsupposed"))
        score = e.score / (e.score + (1 - e.score) * math.exp(_DOUBT * counted)) if e.misfit is None else e.score
        found.append(replace(e, score=score, features={**e.features, **doubts}))
    return sorted(found, key=lambda e: (-e.score, e.sentence.document, e.sentence.start))


def candidates(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The weighed evidence that may answer: it fits, has a figure where one is asked for, and is no mere caption.

    A figure is never guessed: where what it counts cannot be seen to be what is asked, the sentence has to hold one at
    least, and the learnt doubt about it decides.
    """
    matter = _matter(question)
    measured = any(fact.kind is FactKind.NUMBER and fact.unit for fact in question.facts)
    claim = question.claim if question.whether and measured else ""
    found = [
        e
        for e in evidence
        if _may_answer(question, e)
        and (not e.features["unheld_figure"] or _has_figure(question, e))
        and (not claim or check(Draft(claim, (e.sentence,))).supported)
    ]
    named = [e for e in found if matter and matter in f" {' '.join(tokens(e.sentence.text))} "]
    return named or found


def _may_answer(question: Question, e: Evidence) -> bool:
    """Whether a sentence speaks of what was asked and is no question; captions only tell who is who.

    Who holds which office is told by a sentence that names both.
    """
    who = question.wanted in (Wanted.PERSON, Wanted.OFFICE)
    both = question.holder or (question.wanted is Wanted.OFFICE and question.values(FactKind.PERSON))
    return (
        e.misfit is None
        and (not both or bool(e.features["apposed"]))
        and (who or not e.features["caption"])
        and not e.sentence.text.rstrip().endswith("?")
    )


def _has_figure(question: Question, e: Evidence) -> bool:
    named = question.values(FactKind.NUMBER)
    return any(f.kind is FactKind.NUMBER and f.value not in named for f in facts_in(e.sentence.text))


def _matter(question: Question) -> str:
    """What is asked about in so many words, of two at least: "đầu tư công" of "… nói gì về đầu tư công?"; else ""."""
    match = _ABOUT.search(question.text)
    words = tokens(match[1]) if match else ()
    return f" {' '.join(words)} " if len(words) > 1 else ""
