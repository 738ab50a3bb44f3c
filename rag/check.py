"""The citation check: every fact of an answer sentence must be in the sentences that it cites, or in their context."""

import re
from collections.abc import Sequence

from index.documents import Sentence
from index.facts import Fact, FactKind, agree, facts_in, iso
from index.text import UPPER, comparable, fold, tokens
from rag.answers import Draft, Failure, Verdict
from rag.quantities import CONTRASTS, label_of
from rag.question import content_terms

_LEAST_SHARED = 0.6  # of the content words of a reworded sentence, that its sources must hold
_NAMES = re.compile(rf"(?<!\w)(?:[{UPPER}][\w-]*(?:\s+[{UPPER}][\w-]*)+|[{UPPER}]{{2,}}[\w.-]*)")
_NEGATION = re.compile(r"(?<!\w)(?:không|chưa|chẳng|đừng|cấm|tránh)(?!\w)", re.IGNORECASE)
_ORDER = re.compile(r"(?<!\w)(?:yêu cầu|chỉ đạo|phải|bắt buộc|giao)(?!\w)", re.IGNORECASE)
_ORDER_VERB = re.compile(r"(?<!\w)(?:yêu cầu|chỉ đạo|giao)(?!\w)", re.IGNORECASE)


def check(draft: Draft) -> Verdict:
    """What the sources of a draft sentence bear out; without sources nothing is, and a verbatim sentence is itself."""
    if not draft.sources:
        return Verdict((Failure("unsupported", draft.text),))
    if any(draft.text == source.text for source in draft.sources):
        return Verdict()
    failures = [f for fact in facts_in(draft.text) if (f := _unborne(fact, draft.sources) or _mislabelled(draft, fact))]
    return Verdict(tuple(failures or _wording(draft)))


def _unborne(fact: Fact, sources: Sequence[Sentence]) -> Failure | None:
    """The failure of a fact that no source has; None when one does."""
    known = [k for source in sources for k in (*facts_in(source.text), *context_facts(source)) if k.kind is fact.kind]
    if any(agree(fact, k) for k in known):
        return None
    near = next((k for k in known if fact.kind is FactKind.NUMBER and k.value == fact.value), None)
    kind = "unit" if near and near.rounding == fact.rounding else str(fact.kind)
    return Failure(kind, fact.text, near.text if near else next((k.text for k in known), None))


def _mislabelled(draft: Draft, fact: Fact) -> Failure | None:
    """The failure of a figure that stands in the source, but as the figure of something else."""
    if fact.kind is not FactKind.NUMBER:
        return None
    claimed = _label(draft.text, fact)
    labels = [_label(s.text, k) for s in draft.sources for k in facts_in(s.text) if agree(fact, k)]
    alike = any(claimed & label and claimed & CONTRASTS <= label for label in labels)
    return None if not claimed or not labels or alike else Failure("number", fact.text, None)


def _label(text: str, fact: Fact) -> set[str]:
    return {t for t in content_terms(label_of(text, fact)) if not t[:1].isdigit()}


def _said_by_another(draft: Draft) -> bool:
    """Whether a reworded order begins with somebody who is not its source's speaker."""
    order = _ORDER_VERB.search(draft.text)
    context = draft.sources[0].context
    if not order or not context.speaker:
        return False
    before = set(tokens(draft.text[: order.start()]))
    known = set(tokens(" ".join([context.speaker, *context.offices]))) | {"đồng", "chí", "ông", "bà"}
    return bool(before) and len(before & known) < 2


def context_facts(sentence: Sentence) -> list[Fact]:
    """Who, where and when of a sentence's context, as facts."""
    context = sentence.context
    found = [f for words in (context.speaker, *context.offices, *context.places) if words for f in facts_in(words)]
    if context.date:
        found.append(Fact(FactKind.DATE, 0, 0, iso(context.date), iso(context.date)))
    return found


def _wording(draft: Draft) -> list[Failure]:
    """What else a reworded sentence must not change: names of bodies, negation, force, and most of its words."""
    source = " ".join(s.text for s in draft.sources)
    around = " ".join(
        [source, *(" ".join([s.context.speaker or "", *s.context.offices, *s.context.places]) for s in draft.sources)]
    )
    known = comparable(around)
    for match in _NAMES.finditer(draft.text):
        words = match.group().split()
        # The first word of a sentence is capitalised whatever it is.
        name = comparable(" ".join(words[1:] if match.start() == 0 and len(words) > 1 else words))
        if name not in known and comparable(match.group()) not in known:
            return [Failure("organisation", match.group())]
    if bool(_NEGATION.search(draft.text)) != bool(_NEGATION.search(source)):
        return [Failure("negation", draft.text)]
    said, told = ({m.group().lower() for m in _ORDER.finditer(text)} for text in (draft.text, source))
    if said - told:
        return [Failure("modality", ", ".join(sorted(said - told)), ", ".join(sorted(told)) or None)]
    if _said_by_another(draft):
        return [Failure("speaker", draft.text, draft.sources[0].context.speaker)]
    have = {fold(t) for t in tokens(around)}
    terms = [fold(t) for t in content_terms(draft.text)]
    shared = sum(t in have for t in terms) / len(terms) if terms else 0.0
    return [] if shared >= _LEAST_SHARED else [Failure("unsupported", draft.text)]
