"""The extractive answerer: the one to three verbatim sentences that answer, or the reason why none does."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import places
from index.facts import FactKind
from index.names import short_names_in
from index.text import comparable, fold
from rag.answers import Notice, Reason
from rag.assembly import MOST_SENTENCES, assembled, of_each_matter, of_the_answer
from rag.doubts import candidates, weighed
from rag.evidence import Evidence, is_told, learnt
from rag.listing import MOST_ITEMS, all_in_words, all_on_matter, all_said, asks_of_each_ward, lists, said_otherwise
from rag.newer import NOTHING, Replacements, newest_first
from rag.question import Question, Wanted, content_terms, topic_of
from rag.remarks import remark
from rag.wanted import question_words
from rag.whereabouts import WHOLE

# Of an answer that is given: cross-validated, of unanswerable questions made to be hard 81 of 100 are refused.
LEAST_CONFIDENCE = 0.5
UNFIT = 0.3  # the most confidence where no sentence fits what was asked
_NEXT = 5  # passages that a leading one is compared with
_FIGURE = 0.1  # the least score of a misfit that has the figure asked for, to be named
_RIVAL = 0.6  # another ward's sentence this near to the best makes a question without a ward ambiguous

_NAMES = (FactKind.PLACE, FactKind.PERSON, FactKind.DOCUMENT_NUMBER)
_ROLE_ENGLISH = re.compile(r"(?i)^who (?:is|was|are|were) the (?:current |party |acting |new )*(?P<role>.+)")

Part = tuple[Question, Sequence[Evidence]]  # a question that is part of another, and what was read for it


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: sentences in order, or wards to choose from, or a reason to refuse."""

    confidence: float  # that the best sentence answers, 0 to 1
    chosen: tuple[Evidence, ...] = ()
    wards: tuple[str, ...] = ()
    reason: Reason | None = None
    unanswered: tuple[str, ...] = ()  # parts of the question to which nothing was found
    several: bool = False  # the question has several parts
    listed: bool = False  # each sentence is an order, a proposal or a matter by itself
    notices: tuple[Notice, ...] = ()  # of documents that are older or no longer hold
    rival: Evidence | None = None  # what answers for another place, person or time


def choose(
    question: Question, evidence: Sequence[Evidence], later: Replacements = NOTHING, *, never_refuse: bool = False
) -> Choice:
    """The sentences that answer, in the order to read them; `evidence` is best first.

    `later` are the documents that replace some of it.

    `never_refuse` (evaluation only) gives the best sentences however little they fit.
    """
    if never_refuse and evidence:
        read = weighed(question, evidence)
        return Choice(sureness(candidates(question, read), read), chosen=tuple(evidence[:MOST_SENTENCES]))
    unmeasured = question.english and question.whether  # in another language no word can be seen to be missing
    if unmeasured or _asks_unknown_role(question) or _compares(question) or _asks_nothing(question):
        return Choice(0.0, reason=Reason.NOTHING_FOUND)
    evidence = weighed(question, evidence)
    fitting = candidates(question, evidence)
    if not question.of_answer and (listed := _listed(question, fitting, evidence)):
        return listed
    rival = near_misfit(evidence)
    confidence = sureness(fitting, evidence)
    if not fitting:
        rival = rival or _same_figure(evidence)
        away = rival.misfit if rival else None
        return Choice(min(confidence, UNFIT), reason=away or _without_rival(question, evidence), rival=rival)
    best = fitting[0]
    unnamed = best.features["caption"] and not best.features["wanted"]  # a caption that does not say who is on it
    wards = _rival_wards(question, fitting)
    if wards and confidence >= UNFIT:  # to ask back takes less confidence than to answer
        return Choice(confidence, wards=wards)
    if confidence < LEAST_CONFIDENCE or unnamed:
        return Choice(confidence, reason=_reason(question, best, rival), rival=rival)
    fitting, notices = newest_first(question, fitting, later)
    if question.of_answer:
        told = of_the_answer(question, assembled(question, fitting, evidence)[0], evidence)
        return Choice(confidence, chosen=told, reason=None if told else Reason.NOTHING_FOUND, notices=notices)
    if not notices and (matters := of_each_matter(question, _in_force(fitting, later))):
        notices = (Notice("several_matters", remark("several_matters", question.language)),)
        return Choice(confidence, chosen=matters, listed=True, notices=notices)
    if said := all_on_matter(question, _in_force(fitting, later)):
        return Choice(confidence, chosen=said[:MOST_ITEMS], listed=True, notices=notices)
    chosen = assembled(question, fitting, evidence)
    return Choice(confidence, chosen=chosen, notices=(*notices, *_of_place(question, chosen)))


def _of_place(question: Question, chosen: Sequence[Evidence]) -> tuple[Notice, ...]:
    """Of which ward the answer is, where neither it nor the question says so: "vướng mặt bằng bao nhiêu hộ?"."""
    named = question.offices or question.bodies or any(f.kind in _NAMES for f in question.facts)
    wards = {comparable(p): p for e in chosen for p in e.sentence.context.places if places.is_ward(comparable(p))}
    unplaced = question.wanted in (Wanted.FIGURE, Wanted.DATE) or asks_of_each_ward(question)
    if not unplaced or named or question.filters.active or len(wards) != 1:
        return ()
    ((ward, written),) = wards.items()
    if any(places.name_of(ward) in comparable(e.sentence.text) or WHOLE.search(e.sentence.text) for e in chosen):
        return ()
    return (Notice("of_place", remark("of_place", question.language, place=written)),)


def _in_force(fitting: Sequence[Evidence], later: Replacements) -> list[Evidence]:
    return [e for e in fitting if e.hit.document.id not in later]


def choose_parts(parts: Sequence[Part], later: Replacements = NOTHING) -> Choice | None:
    """What answers the parts of a question, each by itself; None where none is answered."""
    found = [(question, choose(question, evidence, later)) for question, evidence in parts]
    if not any(choice.chosen for _, choice in found):
        return None
    chosen = {(e.sentence.document, e.sentence.start): e for _, choice in found for e in choice.chosen}
    return Choice(
        sum(choice.confidence for _, choice in found) / len(found),
        chosen=tuple(chosen.values()),
        unanswered=tuple(question.written for question, choice in found if not choice.chosen),
        several=True,
        listed=any(choice.listed for _, choice in found),
        notices=tuple(dict.fromkeys(notice for _, choice in found if choice.chosen for notice in choice.notices)),
    )


def sureness(fitting: Sequence[Evidence], evidence: Sequence[Evidence]) -> float:
    """The chance that the best candidate answers; where there is none, that the best of all that was read does."""
    leading = leading_of(fitting, evidence)
    if not leading:
        return 0.0
    model = learnt()["answerable" if is_told(leading[0].hit, leading[0].sentence) else "answerable_plain"]
    return model.probability(answer_features(leading, evidence, fits=bool(fitting)))


def leading_of(fitting: Sequence[Evidence], evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """What sureness is measured on, best first: the candidates, else all that is no question."""
    return fitting or [e for e in evidence if not e.sentence.text.rstrip().endswith("?")] or evidence


def answer_features(
    leading: Sequence[Evidence], evidence: Sequence[Evidence], *, fits: bool = True
) -> Mapping[str, float]:
    """What tells an answer from a near miss: the best sentence's features, its lead, whether a misfit does better."""
    best, rival = leading[0], near_misfit(evidence)
    sure = max(1e-6, min(1 - 1e-6, best.score))
    second = next((e.score for e in leading if e.hit.stored.id != best.hit.stored.id), 0.0)
    return {
        **best.features,
        **_leads(best, evidence),
        "unfit": float(not fits),
        "score": best.score,
        "odds": math.log(sure / (1 - sure)),
        "lead_over_second": best.score - second,
        "rival": max(0.0, (rival.score if rival else 0.0) - best.score),
        "best_own": max(e.features["own"] for e in leading[:5]),
        "best_dense": max(e.features["dense"] for e in leading[:5]),
    }


def _leads(best: Evidence, evidence: Sequence[Evidence]) -> dict[str, float]:
    """How far the leading passage stands out of the next five, and the best sentence and its passage out of others.

    Where the documents hold an answer one passage stands out; where they do not, many are about equally near.
    """
    hits = {e.hit.stored.id: e.hit for e in evidence}
    others = [hit for i, hit in hits.items() if i != best.hit.stored.id]
    cosine = best.features["dense"] / 5 + 0.8  # as rag/bearing.py scales it
    pool = sorted((hit.parts["sentence"] for hit in hits.values()), reverse=True)
    passages = sorted((hit.parts["dense"] for hit in hits.values()), reverse=True)
    fused = sorted((hit.score for hit in hits.values()), reverse=True)
    return {
        "pool_sentence": 10 * _lead(pool[0], pool[1:]),
        "pool_passage": 10 * _lead(passages[0], passages[1:]),
        "pool_fused": _lead(fused[0], fused[1:]),
        "sentence_lead": 10 * _lead(cosine, sorted((hit.parts["sentence"] for hit in others), reverse=True)),
        "passage_lead": 10 * _lead(best.hit.parts["dense"], sorted((h.parts["dense"] for h in others), reverse=True)),
    }


def _lead(first: float, others: Sequence[float]) -> float:
    """By how much the first is above the mean of the next five; 0 where there is no other."""
    following = others[:_NEXT]
    return first - sum(following) / len(following) if following else 0.0


def _without_rival(question: Question, evidence: Sequence[Evidence]) -> Reason:
    """Outside the corpus when nothing is named and no sentence shares most of the topic; else merely not found."""
    named = question.offices or question.bodies or any(f.kind in _NAMES for f in question.facts)
    inside = named or any(e.features["topic_around"] >= 0.5 for e in evidence)
    return Reason.NOTHING_FOUND if inside else Reason.OUTSIDE_CORPUS


def _listed(question: Question, fitting: Sequence[Evidence], evidence: Sequence[Evidence]) -> Choice | None:
    """All that was ordered or proposed, else why none of it is meant; None where nothing was, or no list is asked."""
    sure = sureness(fitting, evidence)
    said = all_said(question, evidence) if lists(question) else all_in_words(question, fitting)
    if said:
        left = len(said) - MOST_ITEMS
        notices = (Notice("more_said", remark("more_said", question.language, count=left)),) if left > 0 else ()
        return Choice(max(LEAST_CONFIDENCE, sure), chosen=said[:MOST_ITEMS], listed=True, notices=notices)
    other = said_otherwise(question, evidence) if lists(question) else None
    return Choice(min(sure, UNFIT), reason=other.misfit, rival=other) if other else None


def _asks_unknown_role(question: Question) -> bool:
    """Whether an English question is who is something that is no office known: "Who was the presiding judge at …?"."""
    role = _ROLE_ENGLISH.match(question.text)
    known = (re.match(pattern, role["role"].lower()) for pattern, _ in question_words().english_offices) if role else ()
    return bool(role) and not any(known)


def _compares(question: Question) -> bool:
    """Whether the question wants the most or the more of several: that stands in no sentence, and is not worked out."""
    return bool(
        re.search(
            r"(?<!\w)(?:phuong|xa|noi|dia phuong|ong|ai) nao (?:\w+ ){0,5}?(?:nhat|hon)(?!\w)", fold(question.text)
        )
    )


def _asks_nothing(question: Question) -> bool:
    """Whether nothing is named and no topic is left beside the words of asking."""
    named = question.facts or question.offices or question.filters.active or short_names_in(question.text)
    return not named and not asks_of_each_ward(question) and not content_terms(topic_of(question))


def _same_figure(evidence: Sequence[Evidence]) -> Evidence | None:
    """The best misfit that has the figure asked for, of elsewhere or of another time."""
    return next((e for e in evidence if e.misfit is not None and e.features["figure"] and e.score > _FIGURE), None)


def near_misfit(evidence: Sequence[Evidence]) -> Evidence | None:
    """The best misfit, where it speaks of the topic: only then is it worth naming."""
    rival = next((e for e in evidence if e.misfit is not None), None)
    return rival if rival and rival.score > 0.2 and rival.features["topic_own"] >= 0.5 else None


def _reason(question: Question, best: Evidence, rival: Evidence | None) -> Reason:
    """Why a question without a good answer is refused: what does better does not fit, or nothing is near at all."""
    if rival and rival.misfit and rival.score > max(best.score, 0.2):
        return rival.misfit
    return _without_rival(question, [best])


def _rival_wards(question: Question, fitting: Sequence[Evidence]) -> tuple[str, ...]:
    """The wards to choose from when the question names none and several have an answer as good."""
    folded = fold(question.text)
    if re.search(r"(?:phuong|xa|ward) nao|which ward", folded):
        return ()
    vague = not question.values(FactKind.PLACE) and not question.values(FactKind.PERSON) and not question.offices
    if (
        not vague
        or question.values(FactKind.DATE)
        or not any(word in folded.split() for word in ("phuong", "xa", "ward"))
    ):
        return ()
    best = fitting[0]
    found: dict[str, str] = {}
    for e in fitting:
        alike = e.features["wanted"] >= best.features["wanted"]
        if e.score >= _RIVAL * best.score and alike:
            found |= {comparable(p): p for p in e.sentence.context.places if places.is_ward(comparable(p))}
    own = {comparable(p) for p in best.sentence.context.places}
    return tuple(found.values()) if set(found) - own else ()
