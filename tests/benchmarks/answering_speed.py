"""How long a user waits, and how much memory it takes: the first index, a cold question, a warm one.

`python -m tests.benchmarks.answering_speed` measures the command `chidao` as it is run, and prints a Markdown table.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.command import CHIDAO, POPULATION, ROOT, environment

COLD_RUNS = 7
WARM_QUESTIONS = 200
WARMING = 3  # questions before the clock runs: the first loads the model


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    seconds: float
    peak: float  # MiB resident at most


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "index"
        cold_cache = run(Path(folder) / "other", "add", str(ROOT / "seeds"), CHIDAO_CACHE=str(Path(folder) / "cache"))
        first = run(home, "add", str(ROOT / "seeds"))
        asked = [run(home, "ask", POPULATION) for _ in range(COLD_RUNS)]
        waits, peak = warm(home, questions())
    cuts = statistics.quantiles(waits, n=20, method="inclusive")
    cold = sorted(one.seconds for one in asked)
    rows = [
        ("first index of the five articles, model not yet converted", f"{cold_cache.seconds:.1f} s", cold_cache.peak),
        ("first index of the five articles", f"{first.seconds:.1f} s", first.peak),
        (
            f"`chidao ask`, from the start of the process to its end, median of {COLD_RUNS}",
            f"{statistics.median(cold):.2f} s ({cold[0]:.2f}–{cold[-1]:.2f})",
            max(one.peak for one in asked),
        ),
        (f"a further question, p50 of {len(waits)}", f"{cuts[9] * 1000:.0f} ms", peak),
        (f"a further question, p95 of {len(waits)}", f"{cuts[18] * 1000:.0f} ms", peak),
    ]
    lines = ["| what | time | peak memory |", "|---|---|---|"]
    lines += [f"| {what} | {took} | {memory:.0f} MiB |" for what, took, memory in rows]
    sys.stdout.write("\n".join(lines) + "\n")


def questions() -> list[str]:
    """Our own questions, as lines of a batch: the first of them, and those that warm up."""
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines][: WARMING + WARM_QUESTIONS]
    return [json.dumps({"question": row["question"], "history": row.get("history", [])}) for row in rows]


def run(home: Path, *arguments: str, **more: str) -> Run:
    """Run `chidao` once, from the start of the process to its end."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*CHIDAO, *arguments], stdout=subprocess.DEVNULL, env=environment(home, **more), cwd=ROOT
    )
    peak = ended(process)
    return Run(time.perf_counter() - begun, peak)


def warm(home: Path, lines: list[str]) -> tuple[list[float], float]:
    """Seconds from sending each question to one process until its answer is there; the process's peak memory."""
    process = subprocess.Popen(
        [*CHIDAO, "ask", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(home),
        cwd=ROOT,
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    waits = []
    for line in lines:
        begun = time.perf_counter()
        process.stdin.write(line + "\n")
        process.stdin.flush()
        process.stdout.readline()
        waits.append(time.perf_counter() - begun)
    process.stdin.close()
    return waits[WARMING:], ended(process)


def ended(process: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> float:
    """Wait for the end; the most memory that the process held, in MiB."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{process.args!r} exited with {process.returncode}")
    return usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
