"""How fast the encoder is: both runtimes side by side, in one run. `python -m tests.benchmarks.encoder`.

Speed is the best of several rounds in which the runtimes take turns, so that a busy moment of the machine does not
fall on one of them only. Prints a Markdown table.
"""

import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.e5 import PASSAGE, bundled_model
from index.encoder import WarmEncoder, open_encoder
from index.settings import Settings, load
from index.tokens import Tokens

ROOT = Path(__file__).parents[2]
ROUNDS = 5
COLD_ROUNDS = 3
QUESTIONS = 30
REST = 0.5  # seconds: torch's threads go on spinning for a while after their work
RUNTIMES = ("openvino", "torch")
COLD = """
from dataclasses import replace
from index.encoder import open_encoder
from index.settings import load
open_encoder(replace(load(), runtime={runtime!r})).encode_queries(["Ai yêu cầu giữ vững an ninh, trật tự?"])
"""


@dataclass
class Measured:
    """The figures of one runtime."""

    encoder: WarmEncoder
    paragraphs: list[float] = field(default_factory=list)  # seconds for all of them, each round
    sentences: list[float] = field(default_factory=list)
    questions: list[float] = field(default_factory=list)  # seconds each
    cold: list[float] = field(default_factory=list)  # seconds from the start of a process to its end

    def round(self, paragraphs: list[str], sentences: list[str]) -> None:
        """Take every measure of speed once."""
        time.sleep(REST)
        self.encoder.encode_queries(["an ninh"])
        self.paragraphs.append(_seconds(lambda: self.encoder.encode_passages(paragraphs)))
        self.sentences.append(_seconds(lambda: self.encoder.encode_passages(sentences)))
        for question in sentences[:QUESTIONS]:
            self.questions.append(_seconds(lambda: self.encoder.encode_queries([question])))  # noqa: B023


def main() -> None:
    """Measure and print."""
    settings = load()
    paragraphs = [
        line for file in sorted((ROOT / "seeds").glob("*.txt")) for line in file.read_text("utf-8").splitlines() if line
    ]
    sentences = [part for text in paragraphs for part in re.split(r"(?<=[.!?]) ", text)]
    measured = {runtime: Measured(_opened(settings, runtime)) for runtime in RUNTIMES}
    for _ in range(ROUNDS):
        for one in measured.values():
            one.round(paragraphs, sentences)
    for _ in range(COLD_ROUNDS):
        for runtime, one in measured.items():
            one.cold.append(_run_cold(runtime))
    fast, slow = (measured[runtime].encoder.encode_passages(paragraphs) for runtime in RUNTIMES)
    cosine = np.min(np.sum(fast * slow, axis=1))
    tokens = [_tokens(settings, texts) for texts in (paragraphs, sentences)]
    lines = [
        *_table(measured, tokens[0], tokens[1]),
        "",
        f"Least cosine between the two over {len(paragraphs)} paragraphs: {cosine:.6f}",
        f"{tokens[0]} tokens in paragraphs, {tokens[1]} in sentences; Python {platform.python_version()}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _opened(settings: Settings, runtime: str) -> WarmEncoder:
    encoder = open_encoder(replace(settings, runtime=runtime))
    encoder.warm()
    return encoder


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run_cold(runtime: str) -> float:
    command = [sys.executable, "-c", COLD.format(runtime=runtime)]
    return _seconds(lambda: subprocess.run(command, check=True, cwd=ROOT))


def _tokens(settings: Settings, texts: list[str]) -> int:
    tokens = Tokens(bundled_model(settings.cache), 512).encode([PASSAGE + text for text in texts])
    return sum(map(len, tokens))


def _table(measured: dict[str, Measured], paragraphs: int, sentences: int) -> list[str]:
    head = [
        "runtime",
        "paragraphs, tokens/s",
        "sentences, tokens/s",
        "one question, p50",
        "cold process to first vector",
    ]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for runtime, one in measured.items():
        figures = [
            runtime,
            f"{paragraphs / min(one.paragraphs):,.0f}",
            f"{sentences / min(one.sentences):,.0f}",
            f"{statistics.median(one.questions) * 1000:.1f} ms",
            f"{min(one.cold):.2f} s",
        ]
        lines.append(f"| {' | '.join(figures)} |")
    return lines


if __name__ == "__main__":
    main()
