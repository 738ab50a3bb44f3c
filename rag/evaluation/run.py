"""A set is asked, question by question, and measured. What is done is kept, so that an interrupted run goes on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from index.library import Library
from index.settings import Settings
from rag.answers import Answer, Refusal, Result
from rag.ask import Desk, Request, Trace
from rag.evaluation import measures
from rag.evaluation.corpora import Corpus
from rag.evaluation.sets import Item, QuestionSet
from rag.search import Sides

Progress = Callable[[int, int], None]  # (done, of)
FORMAT = 1  # of the kept rows; another one starts anew


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


@dataclass(frozen=True, slots=True)
class Row:
    """What one question scored, with all that a report shows of it."""

    id: str
    kind: str
    question: str
    answerable: bool
    status: str  # "answered", "clarify" or "refused"
    confidence: float
    right: bool  # an answer that cites the evidence (or holds a gold answer), or a refusal of the unanswerable
    milliseconds: float
    measures: Mapping[str, float | None]
    answer: str = ""
    reason: str = ""
    cited: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()


def evaluate(
    library: Library,
    settings: Settings,
    questions: QuestionSet,
    corpus: Corpus,
    options: Options,
    progress: Progress = lambda done, of: None,
) -> dict[str, Any]:
    """The scores in the form of the contract, with one row a question under "rows"; null where the set has no gold."""
    desk = Desk(library, settings, never_refuse=options.never_refuse)
    asked = [(item, False) for item in questions.items]
    if options.without_gold:
        asked += [(item, True) for item in questions.items if item.answerable]
    desk.ask(Request(questions.items[0].question))  # the model loads now, and not in the first latency
    with _Kept(settings.cache, _key(library, questions, options)) as kept:
        for number, (item, hidden) in enumerate(asked, 1):
            if number > len(kept.rows):
                kept.add(_ask(desk, corpus, item, options.sides, hidden=hidden))
            progress(number, len(asked))
        rows = kept.rows
    return {
        "set": questions.name,
        "queries": len(questions.items),
        "documents": corpus.size,
        "split": questions.split,
        **summary(rows),
        "by_kind": {k: {"queries": len(group), **summary(group)} for k, group in sorted(_by_kind(rows).items())},
        "latency_ms": _latency([row.milliseconds for row in rows]),
        "settings": {"answerer": "extractive", **options.named()},
        "fingerprint": library.encoder.fingerprint,
        "rows": [asdict(row) for row in rows],
    }


def _ask(desk: Desk, corpus: Corpus, item: Item, sides: Sides, *, hidden: bool) -> Row:
    gold = corpus.gold(item)
    trace = desk.trace(Request(item.question, item.history), sides, corpus.passages(item) if hidden else ())
    answerable = item.answerable and not hidden
    scored: dict[str, float | None] = {}
    if answerable:
        scored = {**corpus.retrieval(item, trace.hits), **measures.answering(item, trace.result, gold)}
    else:
        scored["refused"] = float(not isinstance(trace.result, Answer))
    return _row(replace(item, answerable=answerable), trace, scored, gold, suffix="#hidden" if hidden else "")


def _row(item: Item, trace: Trace, scored: Mapping[str, float | None], gold: measures.Gold | None, suffix: str) -> Row:
    result = trace.result
    answer = result if isinstance(result, Answer) else None
    good = scored.get("sentence@3") if item.answers else scored.get("cited_evidence")
    return Row(
        id=item.id + suffix,
        kind=item.kind,
        question=item.question,
        answerable=item.answerable,
        status=_status(result),
        confidence=result.confidence,
        right=bool(good) if item.answerable else answer is None,
        milliseconds=result.timings.total,
        measures=scored,
        answer=answer.text if answer else "",
        reason=str(result.reason) if isinstance(result, Refusal) else "",
        cited=tuple(f"{c.document.file}: {c.quote}" for c in answer.citations) if answer else (),
        gold=item.evidence or item.answers,
        hits=tuple(f"{h.document.file}: {h.passage.text[:300]}" for h in trace.hits[:3]),
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


def _latency(totals: Sequence[float]) -> dict[str, float]:
    cuts = quantiles(totals, n=20, method="inclusive") if len(totals) > 1 else [totals[0]] * 19
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}


def _key(library: Library, questions: QuestionSet, options: Options) -> str:
    """Names a run: the same questions of the same index in the same way. Anything else starts anew."""
    manifest = library.snapshot().manifest
    parts = (FORMAT, questions.digest, questions.split, options.named(), asdict(manifest), _code())
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _code() -> str:
    """A digest of the rooms `index` and `rag`: rows kept by other code are not taken up."""
    root = Path(__file__).resolve().parent.parent.parent
    total = hashlib.sha256()
    for room in ("index", "rag"):
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".json"):
                total.update(path.read_bytes())
    return total.hexdigest()[:16]


class _Kept:
    """The rows of a run on disk, one a line, until it is complete."""

    def __init__(self, cache: Path, key: str) -> None:
        self._path = cache / "evaluation" / f"{key}.rows.jsonl"
        self.rows: list[Row] = []

    def __enter__(self) -> "_Kept":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            lines = self._path.read_text(encoding="utf-8").split("\n")
            self.rows = [Row(**json.loads(line)) for line in lines[:-1]]  # an unended last line was cut off
        self._file = self._path.open("w", encoding="utf-8")
        for row in self.rows:
            self._write(row)
        return self

    def add(self, row: Row) -> None:
        """Keeps a row."""
        self.rows.append(row)
        self._write(row)

    def _write(self, row: Row) -> None:
        self._file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        self._file.flush()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._file.close()
        if kind is None:
            self._path.unlink()
