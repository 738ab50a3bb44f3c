"""Milliseconds of a search and of an answer among real passages: the worlds of news and of law.

    CHIDAO_DATA=FOLDER python -m tests.benchmarks.searching_speed news|law [--limit N]

The world is built in the cache where it is not there (`worlds.py`; hours, when nothing is remembered). Two ways, each
in a process of its own: `Desk.search` (understanding, the vector, search, reading and ordering of the hits) and
`Desk.ask` (the same, the answer and its check). The encoder is warm, as it is in the app; the very first question is
told apart, the next ten are asked to warm up, and each of the other questions of the tune split is asked once. Wall
time, and processor time, which tells what a quiet machine would take where this one is busy.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from index import settings as configuration
from index.encoder import open_encoder
from rag.ask import Desk, Request
from rag.evaluation.sets import read_set
from tests.benchmarks.remembering import Remembering
from tests.benchmarks.world_home import built
from tests.benchmarks.worlds import DISTRACTORS, QUESTIONS, world_of

K = 10
WARMING = 11  # questions, the first included


def main(arguments: Sequence[str]) -> int:
    """Open the world, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.searching_speed", description="Milliseconds.")
    parser.add_argument("world", choices=sorted(DISTRACTORS))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--way", choices=("search", "answer"), help="this one, in this process, without a heading")
    options = parser.parse_args(arguments)
    if options.way:
        _measure(options.world, options.limit or DISTRACTORS[options.world], options.way)
        return 0
    sys.stdout.write(
        "| passages | | first ms | p50 ms | p95 ms | p50 processor ms | p95 processor ms |\n|" + "---|" * 7 + "\n"
    )
    sys.stdout.flush()
    for way in ("search", "answer"):
        subprocess.run([sys.executable, "-m", "tests.benchmarks.searching_speed", *arguments, "--way", way], check=True)
    return 0


def _measure(world: str, limit: int, way: str) -> None:
    settings = replace(configuration.load(), answerer="extractive")
    encoder = Remembering(open_encoder(settings), settings.cache / "worlds")
    encoder.warm()
    questions = [Request(item.question, item.history) for item in read_set(QUESTIONS, "tune").items]
    with built(settings, world_of(world, limit), encoder) as made:
        desk = Desk(made.library, settings)
        asking: Callable[[Request], object] = desk.ask if way == "answer" else lambda request: desk.search(request, K)
        passages = len(made.library.snapshot())
        first, _ = _timed(asking, questions[0])
        for request in questions[1:WARMING]:
            asking(request)
        figures = _quantiles([_timed(asking, request) for request in questions[WARMING:]])
        sys.stdout.write(f"| {passages:,} | {way} | {first:.0f} | {' | '.join(f'{f:.1f}' for f in figures)} |\n")


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
