"""The measures, one value a question; means are taken elsewhere. Definitions: docs/evaluation.md.

Retrieval is measured by the library ir-measures over binary gains; a question without a result scores zero.
"""

import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.text import comparable
from rag.answers import Answer, Result
from rag.evaluation.items import Item
from rag.search import Hit

RETRIEVAL = ("nDCG@10", "R@1", "R@3", "R@5", "R@10", "MRR@10")
CUTS = (1, 3, 5, 10)  # the k of R@k
ANSWERS = ("answered", "contains", "cited_evidence", "exact_match", "f1", "sentence@1", "sentence@3")
CITATIONS = ("precision", "recall")
DEPTH = 10

Measures = Mapping[str, float | None]  # None: the question has no gold for the measure


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document."""

    document: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right for a question: one group of spans for each evidence string, every place where it stands."""

    groups: tuple[tuple[Span, ...], ...]

    def holds(self, span: Span) -> bool:
        """Whether the span overlaps any evidence."""
        return any(span.overlaps(gold) for group in self.groups for gold in group)


def retrieval_of_passages(hits: Sequence[Hit], right: Sequence[int] | None) -> dict[str, float | None]:
    """Measures of a ranking against the ids of the right passages; None where the question has no gold.

    One right passage is enough to answer: R@k is 1 when one of the first k hits is right, as accuracy at k is.
    """
    if right is None:
        return dict.fromkeys(RETRIEVAL)
    ranked = [hit.stored.id for hit in hits[:DEPTH]]
    values = retrieval_of_rows([str(i) for i in ranked], [str(i) for i in right])
    return values | {f"R@{k}": float(any(i in right for i in ranked[:k])) for k in CUTS}


def retrieval_of_rows(ranked: Sequence[str], relevant: Sequence[str]) -> dict[str, float | None]:
    """Measures of ranked corpus rows against all relevant ones, as BEIR and MTEB compute them."""
    from ir_measures import RR, Qrel, R, ScoredDoc, calc_aggregate, nDCG

    if not relevant:  # nothing searched holds the gold, so nothing can be found
        return dict.fromkeys(RETRIEVAL, 0.0)
    names = {"nDCG@10": nDCG @ 10, **{f"R@{k}": R @ k for k in CUTS}, "MRR@10": RR @ 10}
    gold = [Qrel("q", row, 1) for row in relevant]
    run = [ScoredDoc("q", row, float(-rank)) for rank, row in enumerate(ranked)]
    values = calc_aggregate(list(names.values()), gold, run)
    return {name: float(values[measure]) for name, measure in names.items()}


def answering(item: Item, result: Result, gold: Gold | None) -> dict[str, float | None]:
    """Measures of the answer to an answerable question; a refused one scores zero, and has no citations to measure."""
    answer = result if isinstance(result, Answer) else None
    text = answer.text if answer else ""
    cited = [Span(c.document.id, c.start, c.end) for c in answer.citations] if answer else []
    quotes = [c.quote for c in answer.citations] if answer else []
    short = (answer.short_answer or (quotes[0] if quotes else "")) if answer else ""
    return {
        "answered": float(answer is not None),
        "contains": float(all(any(s in text for s in group) for group in item.answer)) if item.answer else None,
        "cited_evidence": float(any(gold.holds(span) for span in cited)) if gold else None,
        "exact_match": max(exact_match(short, a) for a in item.answers) if item.answers else None,
        "f1": max(token_f1(short, a) for a in item.answers) if item.answers else None,
        "sentence@1": contained(quotes[:1], item.answers) if item.answers else None,
        "sentence@3": contained(quotes[:3], item.answers) if item.answers else None,
        "precision": sum(gold.holds(span) for span in cited) / len(cited) if gold and cited else None,
        "recall": _recalled(cited, gold) if gold and answer else None,
    }


def _recalled(cited: Sequence[Span], gold: Gold) -> float:
    """The share of the evidence strings that some citation overlaps."""
    groups = [group for group in gold.groups if group]
    found = sum(any(span.overlaps(g) for span in cited for g in group) for group in groups)
    return found / len(groups) if groups else 0.0


def normalised(text: str) -> str:
    """SQuAD's normalisation for Vietnamese: lower case, NFC, one tone placement, no punctuation around words.

    Vietnamese has no articles to drop; points and commas inside a figure stay, so that 2.952 is not 2952 in disguise.
    """
    words = (word.strip(string.punctuation + "“”‘’…–") for word in comparable(text).split())
    return " ".join(word for word in words if word)


def exact_match(given: str, gold: str) -> float:
    """1 when the normalised texts are equal."""
    return float(normalised(given) == normalised(gold))


def token_f1(given: str, gold: str) -> float:
    """Harmonic mean of precision and recall over normalised syllables, each counted as often as it occurs."""
    a, b = normalised(given).split(), normalised(gold).split()
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) if shared else float(not a and not b)


def contained(sentences: Sequence[str], golds: Sequence[str]) -> float:
    """1 when a sentence contains a gold answer, both normalised."""
    return float(any(f" {normalised(g)} " in f" {normalised(s)} " for s in sentences for g in golds))


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float | None:
    """How often an answerable question has more confidence than an unanswerable one; ties count half."""
    if not answerable or not unanswerable:
        return None
    pairs = [(a > b) + 0.5 * (a == b) for a in answerable for b in unanswerable]
    return sum(pairs) / len(pairs)


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (coverage, risk): of the n most confident, the share of all questions and the share that is wrong."""
    order = sorted(range(len(confidence)), key=lambda i: -confidence[i])
    points, wrong = [], 0
    for n, i in enumerate(order, 1):
        wrong += not right[i]
        points.append((n / len(order), wrong / n))
    return points
