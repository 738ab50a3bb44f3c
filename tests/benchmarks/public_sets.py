"""Search on public sets of Vietnamese questions: meaning and words together, and each alone.

`CHIDAO_DATA=FOLDER python -m tests.benchmarks.public_sets [SET...]` runs `chidao evaluate` on the sets in FOLDER, BEIR
folders all (`docs/benchmarks.md` says where they come from), and prints a Markdown table.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.command import CHIDAO, ROOT, environment

SETS = ("xquad_vi", "mlqa_vi_dev", "xquad_r_vi_sentences", "xquad_en_vi")
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
WAYS = {"both": (), "by meaning": ("--dense-only",), "by words": ("--lexical-only",)}
MEASURES = ("nDCG@10", "R@1", "R@10")


def main(names: list[str]) -> None:
    """Measure and print."""
    folders = [folder(name) for name in names or SETS]  # a missing one is told before an hour is spent on the others
    head = ["set", "questions", "passages", *(f"{measure}, {way}" for way in WAYS for measure in MEASURES)]
    sys.stdout.write(f"| {' | '.join(head)} |\n{'|---' * len(head)}|\n")
    for one in folders:
        scores = [evaluated(one, options) for options in WAYS.values()]
        figures = [f"{100 * score['retrieval'][measure]:.2f}" for score in scores for measure in MEASURES]
        row = [one.name, str(scores[0]["queries"]), str(scores[0]["documents"]), *figures]
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()


def folder(name: str) -> Path:
    """The folder of a set; the program ends with a message where it is not there or not complete."""
    data = os.environ.get("CHIDAO_DATA")
    if not data:
        sys.exit("CHIDAO_DATA is not set: name the folder of the public sets (docs/benchmarks.md says where they are).")
    path = Path(data).expanduser() / name
    missing = [file for file in FILES if not (path / file).is_file()]
    if missing:
        sys.exit(f"{path}: no {', '.join(missing)}. Put the set there as docs/benchmarks.md says.")
    return path


def evaluated(path: Path, options: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """The scores of `chidao evaluate`."""
    command = [*CHIDAO, "evaluate", str(path), "--json", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment(), cwd=ROOT, check=True)
    scores: dict[str, dict[str, float]] = json.loads(done.stdout)
    return scores


if __name__ == "__main__":
    main(sys.argv[1:])
