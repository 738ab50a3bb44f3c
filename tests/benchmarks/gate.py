"""The gate: figures that a change must not bring down, each with its floor in `gate.json`.

    python -m tests.benchmarks.gate [--public] [--set]

Our own questions (`tune`) are asked of the five bundled articles; with `--public` the sets in the folder that
`CHIDAO_DATA` names are measured too, as `public_sets` measures them. Printed: a table of figure, floor and whether it
is met. Exit code 1: one is not met, or a public set is missing. `--set` afterwards writes the floors of what was
measured anew, `SLACK` below the figures: for a change that is meant, in a commit that says so.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.encoder import Encoder, open_encoder
from index.library import Library
from index.settings import Settings, load
from rag.evaluation.corpora import OwnDocuments
from rag.evaluation.run import Options, evaluate
from rag.evaluation.sets import read_set
from tests.benchmarks.public_sets import WAYS, evaluated, folder

FLOORS = Path(__file__).with_name("gate.json")
QUESTIONS = Path(__file__).resolve().parent.parent / "data" / "questions.jsonl"
OWN, PUBLIC = "our own questions, tune", "public sets, nDCG@10"  # the two parts of gate.json
SLACK = 0.01  # between a figure and the floor that is set from it

Floors = Mapping[str, Mapping[str, float]]  # group of measures → measure, or public set → way of searching


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure and its floor, fractions from 0 to 1; a figure that could not be measured is None and not met."""

    group: str
    name: str
    figure: float | None
    floor: float

    @property
    def met(self) -> bool:
        """Whether the figure is at the floor or above it."""
        return self.figure is not None and self.figure >= self.floor


def floors(path: Path = FLOORS) -> dict[str, dict[str, dict[str, float]]]:
    """Both parts of the file."""
    found: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def own_scores(encoder: Encoder, cache: Path) -> dict[str, Any]:
    """Scores of our own questions over the bundled articles, in a home that is made for this and goes again."""
    with tempfile.TemporaryDirectory() as made:
        settings = Settings(home=Path(made) / "home", cache=cache)
        library = Library(settings, encoder)
        library.create_from_seeds()
        questions = read_set(QUESTIONS, "tune")
        scores = evaluate(library, settings, questions, OwnDocuments(library, questions), Options())
        library.close()
    return scores


def own_bars(scores: Mapping[str, Any], wanted: Floors) -> list[Bar]:
    """The scores of an evaluation beside their floors."""
    return [
        Bar(group, name, scores.get(group, {}).get(name), floor)
        for group, named in wanted.items()
        for name, floor in named.items()
    ]


def public_bars(wanted: Floors) -> list[Bar]:
    """The public sets, searched each way that has a floor; the program ends with a message where one is missing."""
    bars = []
    for place, ways in [(folder(name), ways) for name, ways in wanted.items()]:  # all are looked for before the first
        for way, floor in ways.items():
            scores = evaluated(place, WAYS[way])
            bars.append(Bar(place.name, way, scores["retrieval"]["nDCG@10"], floor))
    return bars


def table(bars: Sequence[Bar]) -> str:
    """The figures as a Markdown table."""
    rows = ["| | measure | figure | floor | met |", "|---|---|---|---|---|"]
    for bar in bars:
        figure = "–" if bar.figure is None else f"{bar.figure:.4f}"
        rows.append(f"| {bar.group} | {bar.name} | {figure} | {bar.floor:.3f} | {'yes' if bar.met else 'NO'} |")
    return "\n".join(rows) + "\n"


def told(bars: Sequence[Bar]) -> int:
    """Prints the table; returns the exit code, 1 when any floor is not met."""
    sys.stdout.write(table(bars))
    return 0 if all(bar.met for bar in bars) else 1


def floor_below(figure: float) -> float:
    """The floor of a figure: `SLACK` below, rounded down to three digits."""
    return math.floor(round((figure - SLACK) * 1000, 6)) / 1000


def set_floors(path: Path, part: str, bars: Sequence[Bar]) -> None:
    """Writes the floors of a part anew, from its figures; a figure that could not be measured keeps its floor."""
    found = floors(path)
    for bar in bars:
        if bar.figure is not None:
            found[part][bar.group][bar.name] = floor_below(bar.figure)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description="Holds figures against their floors.")
    parser.add_argument("--public", action="store_true", help="the public sets in CHIDAO_DATA too (about ten minutes)")
    parser.add_argument("--set", action="store_true", help="write the floors anew, from what is measured")
    chosen = parser.parse_args(arguments)
    wanted = floors()
    for name in wanted[PUBLIC] if chosen.public else ():
        folder(name)  # a missing one is told before anything is measured
    cache = load().cache
    encoder = open_encoder(Settings(home=cache, cache=cache))
    measured = {OWN: own_bars(own_scores(encoder, cache), wanted[OWN])}
    if chosen.public:
        measured[PUBLIC] = public_bars(wanted[PUBLIC])
    for part, bars in measured.items():
        if chosen.set:
            set_floors(FLOORS, part, bars)
    return told([bar for bars in measured.values() for bar in bars])


if __name__ == "__main__":
    sys.exit(main())
