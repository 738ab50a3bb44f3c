"""Milliseconds of a search and of an answer among real passages: the worlds of news and of law.

    CHIDAO_DATA=FOLDER python -m tests.benchmarks.searching_speed news|law [--limit N]

The world is built in the cache where it is not there (`worlds.py`; hours, when nothing is remembered). Our questions of
the tune split are asked once to warm up and once to measure: `Desk.search` (understanding, the vector, search,
reading and ordering of the hits) and `Desk.ask` (the same, the answer and its check). Wall time, and processor time,
which tells what a quiet machine would take where this one is busy.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index import settings as configuration
from rag.ask import Desk, Request
from rag.evaluation.sets import read_set
from tests.benchmarks.world_home import built
from tests.benchmarks.worlds import DISTRACTORS, QUESTIONS, world_of

K = 10


def main(arguments: Sequence[str]) -> int:
    """Open the world, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.searching_speed", description="Milliseconds.")
    parser.add_argument("world", choices=sorted(DISTRACTORS))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args(arguments)
    settings = replace(configuration.load(), answerer="extractive")
    questions = [Request(item.question, item.history) for item in read_set(QUESTIONS, "tune").items]
    with built(settings, world_of(options.world, options.limit or DISTRACTORS[options.world])) as made:
        desk = Desk(made.library, settings)
        passages = len(made.library.snapshot())
        ways: dict[str, Callable[[Request], object]] = {
            "search": lambda request: desk.search(request, K),
            "answer": desk.ask,
        }
        sys.stdout.write(
            "| passages | | p50 ms | p95 ms | p50 processor ms | p95 processor ms |\n|---|---|---|---|---|---|\n"
        )
        for name, way in ways.items():
            for request in questions:
                way(request)
            figures = _quantiles([_timed(way, request) for request in questions])
            sys.stdout.write(f"| {passages:,} | {name} | {' | '.join(f'{f:.1f}' for f in figures)} |\n")
    return 0


def _timed(way: Callable[[Request], object], request: Request) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    way(request)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def _quantiles(times: Sequence[tuple[float, float]]) -> list[float]:
    """Median and 95th percentile on the wall, then of the processors."""
    figures: list[float] = np.quantile(np.array(times), (0.5, 0.95), axis=0).T.ravel().tolist()
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
