"""Two runs of one set side by side: the difference of each measure, a paired test, and the questions won and lost."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from index.errors import FileMissing
from index.text import fold
from rag.evaluation.items import bad
from rag.evaluation.measures import auroc

_ROUNDS = 10_000
_SEED = 20251122


@dataclass(frozen=True, slots=True)
class _Row:
    """What a comparison needs of a question's row."""

    question: str
    answerable: bool
    confidence: float
    right: bool
    measures: Mapping[str, float | None]


def compare(first: Path, second: Path) -> dict[str, Any]:
    """Differences (second − first) over the questions that both runs asked.

    `auroc` is of the run as a whole and has no value a question, so no test (`p` is null).

    Raises:
        FileMissing, BadQuestionLine: a file is missing, or no `results.json`; the runs share no question.

    """
    a, b = _rows(first), _rows(second)
    shared = [key for key in a if key in b and _same(a[key], b[key])]
    if not shared:
        raise bad(second.name, 1, "no question of the first file", "results of the same set")
    names = dict.fromkeys(name for key in shared for name in a[key].measures)
    pairs = {name: _pairs(name, [(a[key], b[key]) for key in shared]) for name in names}
    measured = {name: _difference(found) for name, found in pairs.items() if found}
    return {
        "a": first.as_posix(),
        "b": second.as_posix(),
        "queries": len(shared),
        "only_a": len(a) - len(shared),
        "only_b": len(b) - len(shared),
        "measures": measured | _areas([a[key] for key in shared], [b[key] for key in shared]),
        "won": [b[key].question for key in shared if b[key].right and not a[key].right],
        "lost": [b[key].question for key in shared if a[key].right and not b[key].right],
    }


def _rows(path: Path) -> dict[str, _Row]:
    if not path.is_file():
        raise FileMissing(where=path)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
        return {str(row["id"]): _row(row) for row in rows}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        wanted = "results.json of `chidao evaluate SET --report DIR`"
        raise bad(path.name, line, f"no results ({type(error).__name__}: {error})", wanted) from error


def _row(row: Mapping[str, Any]) -> _Row:
    values = {str(name): None if value is None else float(value) for name, value in row["measures"].items()}
    return _Row(str(row["question"]), bool(row["answerable"]), float(row["confidence"]), bool(row["right"]), values)


def _same(a: _Row, b: _Row) -> bool:
    """Whether two rows of one id are of one question, in whatever spelling: sets without ids count their lines."""
    return fold(a.question) == fold(b.question) and a.answerable == b.answerable


def _pairs(name: str, rows: Sequence[tuple[_Row, _Row]]) -> list[tuple[float, float]]:
    values = [(a.measures.get(name), b.measures.get(name)) for a, b in rows]
    return [(x, y) for x, y in values if x is not None and y is not None]


def _difference(pairs: Sequence[tuple[float, float]]) -> dict[str, float | None]:
    return {
        "a": round(mean(x for x, _ in pairs), 6),
        "b": round(mean(y for _, y in pairs), 6),
        "difference": round(mean(y - x for x, y in pairs), 6),
        "p": round(randomisation([y - x for x, y in pairs]), 4),
        "queries": len(pairs),
    }


def _areas(a: Sequence[_Row], b: Sequence[_Row]) -> dict[str, dict[str, float | None]]:
    """The areas under both curves of confidence, where the set has answerable and unanswerable questions."""
    first, second = _area(a), _area(b)
    if first is None or second is None:
        return {}
    values = {"a": round(first, 6), "b": round(second, 6), "difference": round(second - first, 6)}
    return {"auroc": {**values, "p": None, "queries": len(a)}}


def _area(rows: Sequence[_Row]) -> float | None:
    yes, no = ([row.confidence for row in rows if row.answerable is side] for side in (True, False))
    return auroc(yes, no)


def randomisation(differences: Sequence[float], rounds: int = _ROUNDS) -> float:
    """The paired randomisation test, two-sided: how often flipping signs at random gives a mean as far from zero.

    Fisher's test as Smucker, Allan and Carterette (2007) recommend it for retrieval; seeded, so two runs agree.
    """
    moved = [d for d in differences if d]
    if not moved:
        return 1.0
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    observed = abs(sum(moved)) - 1e-9
    extreme = sum(abs(sum(d if chance.random() < 0.5 else -d for d in moved)) >= observed for _ in range(rounds))
    return (extreme + 1) / (rounds + 1)
