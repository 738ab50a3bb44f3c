"""Harder worlds: the question set asked of the five articles among many distractors.

    python -m tests.benchmarks.worlds twins|news|law [--split tune|test] [--limit N] [--json]

`twins`: among 500 twins of the five articles (`twins.py`); `news`: among 12,000 news articles; `law`: among 50,000
passages of law. The last two read `news.jsonl.gz` and `phapdien/articles.jsonl.gz` of the folder `CHIDAO_DATA`.
A world is built once, in the cache; a build that was interrupted goes on where it was. Prints a Markdown table.
"""

import argparse
import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index import settings as configuration
from index.settings import Settings
from rag.evaluation.corpora import OwnDocuments
from rag.evaluation.run import Options, Row, evaluate, summary
from rag.evaluation.sets import QuestionSet, read_set
from tests.benchmarks.twin_table import ARTICLES
from tests.benchmarks.world_home import Built, World, built, law, news, twins_of

QUESTIONS = Path(__file__).resolve().parent.parent / "data" / "questions.jsonl"
DISTRACTORS = {"twins": 500, "news": 12_000, "law": 50_000}
COLUMNS = (
    ("retrieval", "R@3"),
    ("retrieval", "nDCG@10"),
    ("answers", "contains"),
    ("answers", "cited_evidence"),
    ("citations", "precision"),
    ("abstention", "refused_unanswerable"),
    ("abstention", "answered_answerable"),
    ("abstention", "auroc"),
)


def main(arguments: Sequence[str]) -> int:
    """Build the world where it is not built, ask, print."""
    options = _options(arguments)
    settings = replace(configuration.load(), answerer="extractive")
    questions = read_set(QUESTIONS, options.split)
    world = world_of(options.world, options.limit or DISTRACTORS[options.world])
    with built(settings, world) as made:
        scores = _scores(made, settings, questions)
    scores |= {"world": world.name, "distractors": made.distractors, "index_seconds": round(made.seconds)}
    scores["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n" if options.json else table(scores))
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.worlds", description="Harder worlds.")
    parser.add_argument("world", choices=sorted(DISTRACTORS))
    parser.add_argument("--split", choices=("tune", "test"), help="only these questions")
    parser.add_argument("--limit", type=_count, help="only the first N distractors")
    parser.add_argument("--json", action="store_true", help="all scores, with one row a question")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1, not {text}")
    return int(text)


def world_of(name: str, count: int) -> World:
    """The world with that many distractors; the program ends with a message where its file is not there."""
    if name == "twins":
        rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
        return twins_of(count, [text for row in rows for text in (row["question"], *(row.get("history") or ()))])
    if name == "news":
        return news(_data("news.jsonl.gz"), count)
    return law(_data("phapdien/articles.jsonl.gz"), count)


def _data(name: str) -> Path:
    """A file of the folder of public sets; the program ends with a message where it is not there."""
    folder = os.environ.get("CHIDAO_DATA")
    if not folder:
        sys.exit("CHIDAO_DATA is not set: name the folder of the public sets (docs/benchmarks.md says where they are).")
    path = Path(folder).expanduser() / name
    if not path.is_file():
        sys.exit(f"{path}: no such file. Put it there as docs/benchmarks.md says.")
    return path


def _scores(made: Built, settings: Settings, questions: QuestionSet) -> dict[str, Any]:
    """The scores of all questions, and under "named" those of the questions that name a ward or a person."""
    corpus = OwnDocuments(made.library, questions)
    scores = evaluate(made.library, settings, questions, corpus, Options(), _every_tenth(made.world.name))
    naming = {item.id for item in questions.items if _names((*item.history, item.question))}
    rows = [Row(**row) for row in scores["rows"]]
    named = [row for row in rows if row.id in naming]
    scores |= {"strangers": _strangers(rows)}
    return scores | {"named": {"queries": len(named), **summary(named), "strangers": _strangers(named)}}


def _strangers(rows: Sequence[Row]) -> float | None:
    """The share of the answers that cite a distractor."""
    own = tuple(article.prefix for article in ARTICLES)
    citing = [any(not cited.startswith(own) for cited in row.cited) for row in rows if row.cited]
    return sum(citing) / len(citing) if citing else None


def _names(texts: Sequence[str]) -> bool:
    """Whether a question (with its history) names what is not the same in a twin, in whatever spelling."""
    from index.text import fold

    asked = fold(" ".join(texts))
    names = [name for a in ARTICLES for name in (*a.wards, *a.men, *a.women)]
    return any(fold(name) in asked for name in names)


def _every_tenth(world: str) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if done == of or done % max(1, of // 10) == 0:
            sys.stderr.write(f"{world}: {done} of {of} questions asked\n")

    return tell


def table(scores: dict[str, Any]) -> str:
    """The Markdown table: all questions, and those that name a ward or a person."""
    latency = scores["latency_ms"]
    head = ["world", "distractors", "split", "questions", *(name for _, name in COLUMNS), "cites a distractor"]
    head += ["p50 ms", "p95 ms", "index s", "documents", "peak MiB"]
    whole = [latency["p50"], latency["p95"], scores["index_seconds"], scores["documents"], scores["peak_mib"]]
    rows = [
        [
            scores["world"],
            scores["distractors"],
            scores["split"] or "all",
            scores["queries"],
            *_figures(scores),
            *whole,
        ],
        ["… naming ward or person", "", "", scores["named"]["queries"], *_figures(scores["named"]), *[""] * len(whole)],
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def _figures(scores: dict[str, Any]) -> list[str]:
    values = [*(scores[group][name] for group, name in COLUMNS), scores["strangers"]]
    return ["–" if value is None else f"{value:.3f}" for value in values]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
