"""A set is asked, question by question, and measured. What is done is kept, so that an interrupted run goes on."""

import datetime as dt
import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import mean, quantiles
from typing import Any

from index.library import Library
from index.settings import Settings
from rag.answers import Answer, Refusal, Result
from rag.ask import Desk, Request, Trace
from rag.evaluation import measures
from rag.evaluation.corpora import Corpus, digest_of_code
from rag.evaluation.items import Item, QuestionSet, shortened
from rag.evaluation.rows import Kept, Row
from rag.search import Sides

Progress = Callable[[int, int], None]  # (done, of)
FORMAT = 2  # of the kept rows; another one starts anew
_HIDDEN = "#hidden"  # added to the id of a question whose gold is hidden

__all__ = ["Options", "Row", "evaluate", "summary"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a set is asked."""

    sides: Sides = field(default_factory=Sides)
    never_refuse: bool = False
    without_gold: bool = False  # every question is asked a second time with its gold passages hidden
    without_diacritics: bool = False

    def named(self) -> dict[str, object]:
        """The options as the report shows them."""
        return {**asdict(self.sides), **{k: v for k, v in asdict(self).items() if k != "sides"}}


def evaluate(
    library: Library,
    settings: Settings,
    questions: QuestionSet,
    corpus: Corpus,
    options: Options,
    progress: Progress = lambda done, of: None,
) -> dict[str, Any]:
    """The scores in the form of the contract, with one row a question under "rows"; null where the set has no gold."""
    today = _today(library)
    desk = Desk(library, settings, lambda: today, never_refuse=options.never_refuse)
    asked = [(item, "") for item in questions.items]
    if options.without_gold:
        asked += [(item, _HIDDEN) for item in questions.items if item.answerable]
    desk.ask(Request(questions.items[0].question))  # the model loads now, and not in the first latency
    named = {"answerer": "extractive", "runtime": settings.runtime, "today": today.isoformat(), **options.named()}
    with Kept(settings.cache, _key(library, questions, named)) as kept:
        left = [(item, suffix) for item, suffix in asked if item.id + suffix not in kept.rows]
        progress(len(asked) - len(left), len(asked))
        for done, (item, suffix) in enumerate(left, len(asked) - len(left) + 1):
            kept.add(_ask(desk, corpus, item, options.sides, suffix))
            progress(done, len(asked))
        rows = [kept.rows[item.id + suffix] for item, suffix in asked]
    return _scores(questions, corpus, rows) | {"settings": named, "fingerprint": library.encoder.fingerprint}


def _today(library: Library) -> dt.date:
    """The day on which the questions are asked: that of the newest document, so that figures do not age."""
    _, newest = library.catalogue.dates()
    return dt.date.fromisoformat(newest) if newest else dt.date.today()


def _scores(questions: QuestionSet, corpus: Corpus, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "set": questions.name,
        "queries": len(questions.items),
        "documents": corpus.size,
        "split": questions.split,
        **summary(rows),
        "by_kind": {k: {"queries": _asked(group), **summary(group)} for k, group in sorted(_by_kind(rows).items())},
        "latency_ms": _latency([row.milliseconds for row in rows]),
        "rows": [asdict(row) for row in rows],
    }


def _ask(desk: Desk, corpus: Corpus, item: Item, sides: Sides, suffix: str) -> Row:
    hidden = corpus.passages(item) if suffix else ()
    begun = time.perf_counter()
    trace = _trace(desk, Request(item.question, item.history), sides, hidden)
    milliseconds = round((time.perf_counter() - begun) * 1000, 2)
    scored: dict[str, float | None]
    if item.answerable and not suffix:
        answering = measures.answering(item, trace.result, corpus.gold(item))
        scored = {**corpus.retrieval(item, trace.hits), **answering}
    else:
        scored = {"refused": float(not isinstance(trace.result, Answer))}
    asked = replace(item, id=item.id + suffix, answerable=item.answerable and not suffix)
    return _row(asked, trace, scored, corpus.shown(item), milliseconds)


def _trace(desk: Desk, request: Request, sides: Sides, hidden: Sequence[int]) -> Trace:
    """What `Desk.ask` gives, and the hits that it was made from: a question refused with its history is asked alone."""
    trace = desk.trace(request, sides, hidden)
    understood = trace.result.understood
    if isinstance(trace.result, Refusal) and understood.history_used and not understood.leans:
        return desk.trace(replace(request, history=()), sides, hidden)
    return trace


def _right(scored: Mapping[str, float | None]) -> bool:
    """Whether the unanswerable was refused, or the answer is right by the strictest gold that the question has."""
    values = (scored.get(name) for name in ("refused", "sentence@3", "cited_evidence", "contains", "answered"))
    return bool(next((value for value in values if value is not None), 0.0))


def _row(
    item: Item, trace: Trace, scored: Mapping[str, float | None], gold: tuple[str, ...], milliseconds: float
) -> Row:
    result = trace.result
    answer = result if isinstance(result, Answer) else None
    return Row(
        id=item.id,
        kind=item.kind,
        question=item.question,
        answerable=item.answerable,
        status=_status(result),
        confidence=result.confidence,
        right=_right(scored),
        milliseconds=milliseconds,
        measures=scored,
        answer=answer.text if answer else "",
        reason=str(result.reason) if isinstance(result, Refusal) else "",
        cited=tuple(f"{c.document.file}: {c.quote}" for c in answer.citations) if answer else (),
        gold=gold,
        hits=tuple(f"{h.document.file}: {shortened(h.passage.text)}" for h in trace.hits[:3]),
    )


def _status(result: Result) -> str:
    return "answered" if isinstance(result, Answer) else "refused" if isinstance(result, Refusal) else "clarify"


def summary(rows: Sequence[Row]) -> dict[str, Any]:
    """Means of the measures over the questions that have them."""

    def average(name: str) -> float | None:
        values = [value for row in rows if (value := row.measures.get(name)) is not None]
        return round(mean(values), 6) if values else None

    yes, no = ([row.confidence for row in rows if row.answerable is side] for side in (True, False))
    area = measures.auroc(yes, no)
    return {
        "retrieval": {name: average(name) for name in measures.RETRIEVAL},
        "answers": {name: average(name) for name in measures.ANSWERS},
        "citations": {name: average(name) for name in measures.CITATIONS},
        "abstention": {
            "refused_unanswerable": average("refused"),
            "answered_answerable": average("answered"),
            "auroc": None if area is None else round(area, 6),
        },
    }


def _by_kind(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.kind or "-"].append(row)
    return groups


def _asked(rows: Sequence[Row]) -> int:
    """How many questions the rows are of; one that was asked again with its gold hidden is one question."""
    return len({row.id.removesuffix(_HIDDEN) for row in rows})


def _latency(totals: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(totals, n=20, method="inclusive") if len(totals) > 1 else [totals[0]] * 19
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}


def _key(library: Library, questions: QuestionSet, named: Mapping[str, object]) -> str:
    """Names a run: the same questions of the same index in the same way. Anything else starts anew."""
    manifest = library.snapshot().manifest
    parts = (FORMAT, questions.digest, questions.split, named, asdict(manifest), digest_of_code("index", "rag"))
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
