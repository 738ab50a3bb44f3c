"""Two runs of one set side by side: the difference of each measure, a paired test, and the questions won and lost."""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from index.errors import BadQuestionLine, FileMissing

_ROUNDS = 10_000
_SEED = 20251122


def compare(first: Path, second: Path) -> dict[str, Any]:
    """Differences (second − first) over the questions that both runs measured.

    Raises:
        FileMissing, BadQuestionLine: a file is missing, or no `results.json`; the runs share no question.

    """
    a, b = _rows(first), _rows(second)
    shared = [key for key in a if key in b]
    if not shared:
        raise BadQuestionLine(where=second.name, line=1, found="no question of the first file", wanted="the same set")
    measures: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(name for key in shared for name in a[key]["measures"]):
        pairs = _pairs(name, shared, a, b)
        if pairs:
            measures[name] = _difference(pairs)
    return {
        "a": first.as_posix(),
        "b": second.as_posix(),
        "queries": len(shared),
        "only_a": len(a) - len(shared),
        "only_b": len(b) - len(shared),
        "measures": measures,
        "won": [_told(b[key]) for key in shared if b[key]["right"] and not a[key]["right"]],
        "lost": [_told(b[key]) for key in shared if a[key]["right"] and not b[key]["right"]],
    }


def _rows(path: Path) -> dict[str, dict[str, Any]]:
    if not path.is_file():
        raise FileMissing(where=path)
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
        return {
            row["id"]: {"measures": row["measures"], "right": row["right"], "question": row["question"]} for row in rows
        }
    except (ValueError, KeyError, TypeError) as error:
        wanted = "results.json of `chidao evaluate SET --report DIR`"
        raise BadQuestionLine(
            where=path.name, line=1, found=f"{type(error).__name__}: {error}", wanted=wanted
        ) from error


def _pairs(
    name: str, shared: Sequence[str], a: Mapping[str, Mapping[str, Any]], b: Mapping[str, Mapping[str, Any]]
) -> list[tuple[float, float]]:
    values = [(a[key]["measures"].get(name), b[key]["measures"].get(name)) for key in shared]
    return [(x, y) for x, y in values if x is not None and y is not None]


def _difference(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    return {
        "a": round(mean(x for x, _ in pairs), 6),
        "b": round(mean(y for _, y in pairs), 6),
        "difference": round(mean(y - x for x, y in pairs), 6),
        "p": round(randomisation([y - x for x, y in pairs]), 4),
        "queries": float(len(pairs)),
    }


def randomisation(differences: Sequence[float], rounds: int = _ROUNDS) -> float:
    """The paired randomisation test, two-sided: how often flipping signs at random gives a mean as far from zero.

    Fisher's test as Smucker, Allan and Carterette (2007) recommend it for retrieval; seeded, so two runs agree.
    """
    moved = [d for d in differences if d]
    if not moved:
        return 1.0
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    observed = abs(sum(moved)) - 1e-12
    extreme = sum(abs(sum(d if chance.random() < 0.5 else -d for d in moved)) >= observed for _ in range(rounds))
    return (extreme + 1) / (rounds + 1)


def _told(row: Mapping[str, Any]) -> str:
    return str(row["question"])
