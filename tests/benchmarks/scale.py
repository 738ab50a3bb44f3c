"""From ten thousand passages to a million: build time, disk, memory, milliseconds, recall, time to add and to remove.

    python -m tests.benchmarks.scale --folder DIR [--sizes 10000,100000,300000,1000000] [--plot FILE] CATALOGUE...

The catalogues (`catalogue.sqlite3` of the worlds that `worlds.py` builds) give the real passages and vectors, sentences
among them; what they lack is mixed between near neighbours of the real ones, and counted apart. The home in `--folder`
grows from size to size and is kept, with the figures; a second run measures only what is missing. Times to build and to
add are those of the search files, without the encoder, whose share is a hundred times larger. Prints a Markdown table.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from index import durable, manifest, publishing
from index import settings as configuration
from index.catalogue import Catalogue
from index.dense import VECTORS
from index.encoder import Encoder, open_encoder
from index.library import Library
from index.snapshot import Snapshot
from tests.benchmarks import scale_made, scale_plot

QUESTIONS = Path(__file__).resolve().parent.parent / "data" / "questions.jsonl"
SIZES = (10_000, 100_000, 300_000, 1_000_000)
ADDED, REMOVED = 1000, 100  # documents
_ROWS = 50_000  # compared at a time by the exact search


def main(arguments: Sequence[str]) -> int:
    """Build, measure, print."""
    options = _options(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    kept = options.folder / "figures.json"
    figures: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    settings = replace(configuration.load(), home=options.folder / "home")
    encoder = open_encoder(settings)
    missing = [size for size in sorted(options.sizes) if str(size) not in figures]
    if missing:
        known = scale_made.real(options.catalogues)
        for size in missing:
            figures[str(size)] = _measured(options.folder, encoder, known, size)
            durable.replace_text(kept, json.dumps(figures, indent=1))
            sys.stderr.write(f"{size:,}: {json.dumps(figures[str(size)])}\n")
    chosen = {int(size): row for size, row in figures.items() if int(size) in options.sizes}
    sys.stdout.write(table(chosen))
    if options.plot:
        options.plot.write_text(scale_plot.drawn(chosen), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description="A growing index, measured.")
    parser.add_argument("catalogues", nargs="+", type=Path, metavar="CATALOGUE", help="of real passages and vectors")
    parser.add_argument("--folder", type=Path, required=True, help="where the home is made and kept")
    sizes = ",".join(map(str, SIZES))
    parser.add_argument("--sizes", default=sizes, type=lambda text: [int(part) for part in text.split(",")])
    parser.add_argument("--plot", type=Path, help="an SVG file to write")
    return parser.parse_args(arguments)


def _measured(folder: Path, encoder: Encoder, known: scale_made.Real, size: int) -> dict[str, Any]:
    """All figures of one size."""
    with_home = replace(configuration.load(), home=folder / "home")
    library = Library(with_home, encoder)
    try:
        catalogue, snapshot = library.catalogue, folder / "home" / "snapshot"
        _grow(catalogue, encoder, known, size)
        begun, worked = time.perf_counter(), time.process_time()
        publishing.publish(snapshot, catalogue, encoder, rebuild=True)
        row: dict[str, Any] = {"real": min(size, len(known.passages)), "build_seconds": time.perf_counter() - begun}
        row["build_processor_seconds"] = time.process_time() - worked
        row["passages"] = catalogue.counts()["passages"]
        row["sentences"] = catalogue.counts()["sentences"]
        row["disk_mb"] = {
            "catalogue": durable.size(folder.glob("home/catalogue.sqlite3*")) / 1e6,
            "snapshot": sum(durable.size(p.rglob("*")) for p in _segments(snapshot, encoder)) / 1e6,
        }
        row |= _asked(folder, snapshot, encoder)
        # The lock is what a writer holds: without it the searches would publish what they find committed.
        with _asking(folder) as meanwhile, FileLock(folder / "home" / "writing.lock"):
            row |= _changed(snapshot, catalogue, encoder, known)
        row["meanwhile"] = meanwhile
        return row
    finally:
        library.close()


def _segments(snapshot: Path, encoder: Encoder) -> list[Path]:
    return [snapshot / "segments" / name for name in manifest.read(snapshot, encoder).segments]


def _grow(catalogue: Catalogue, encoder: Encoder, known: scale_made.Real, size: int) -> None:
    """Brings the catalogue to so many passages, in documents of ten."""
    there = max(catalogue.passages_after(0), default=0)
    for made, vectors in scale_made.passages(known, there, size):
        scale_made.store(catalogue.path, there, made, vectors)
        there += len(made)
    with catalogue.transaction():
        catalogue.set_meta("encoder", encoder.fingerprint)
        catalogue.set_meta("begun", "yes")
        catalogue.next_revision()


def _asked(folder: Path, snapshot: Path, encoder: Encoder) -> dict[str, Any]:
    """What a process of its own tells that asks our `tune` questions."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows if row["split"] == "tune"]
    queries = np.concatenate([encoder.encode_queries([question]) for question in questions])
    tenth = _tenth(Snapshot(snapshot, manifest.read(snapshot, encoder)), _segments(snapshot, encoder), queries)
    task = folder / "task.json"
    task.write_text(json.dumps({"questions": questions, "tenth": tenth}), encoding="utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.scale_ask", str(folder / "home"), str(task)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


@contextmanager
def _asking(folder: Path) -> Iterator[dict[str, Any]]:
    """A process that searches while the index is changed; what it tells stands in the dictionary afterwards."""
    command = [sys.executable, "-m", "tests.benchmarks.scale_ask", str(folder / "home"), str(folder / "task.json")]
    told: dict[str, Any] = {}
    with subprocess.Popen(
        [*command, "--meanwhile"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        yield told
        process.stdin.close()
        told |= json.loads(process.stdout.readline())


def _tenth(opened: Snapshot, folders: Sequence[Path], queries: NDArray[np.float32]) -> list[float]:
    """The cosine of each query's tenth nearest passage, by comparing it with every one."""
    best = np.full((len(queries), 10), -1.0, dtype=np.float32)
    for segment, folder in zip(opened.segments(), folders, strict=True):
        vectors = np.memmap(folder / VECTORS, dtype=np.float32, mode="r").reshape(-1, segment.dim)
        for at in range(0, len(vectors), _ROWS):
            cosines = np.concatenate([best, queries @ vectors[at : at + _ROWS].T], axis=1)
            best = -np.partition(-cosines, 9, axis=1)[:, :10]
    least: list[float] = best.min(axis=1).tolist()
    return least


def _changed(snapshot: Path, catalogue: Catalogue, encoder: Encoder, known: scale_made.Real) -> dict[str, Any]:
    """Seconds to publish a thousand more documents, and to remove a hundred."""
    _grow(catalogue, encoder, known, max(catalogue.passages_after(0)) + ADDED * scale_made.PER_DOCUMENT)
    begun, worked = time.perf_counter(), time.process_time()
    publishing.publish(snapshot, catalogue, encoder)
    adding, adding_work = time.perf_counter() - begun, time.process_time() - worked
    gone = [document.id for document in catalogue.documents()[:REMOVED]]
    begun = time.perf_counter()
    with catalogue.transaction():
        for document in gone:
            catalogue.delete(document)
        catalogue.next_revision()
    publishing.publish(snapshot, catalogue, encoder)
    removing = time.perf_counter() - begun
    return {"add_seconds": adding, "add_processor_seconds": adding_work, "remove_seconds": removing}


def table(figures: dict[int, Any]) -> str:
    """One column a size."""
    sizes = sorted(figures)
    first = figures[sizes[0]]
    lines: list[tuple[str, list[str]]] = [
        ("real passages among them", [f"{figures[n]['real']:,}" for n in sizes]),
        ("sentences", [f"{figures[n]['sentences']:,}" for n in sizes]),
        ("search files built, s", [f"{figures[n]['build_seconds']:.1f}" for n in sizes]),
        ("… processor time", [f"{figures[n]['build_processor_seconds']:.1f}" for n in sizes]),
        ("search files, MB", [f"{figures[n]['disk_mb']['snapshot']:.0f}" for n in sizes]),
        ("catalogue, MB", [f"{figures[n]['disk_mb']['catalogue']:.0f}" for n in sizes]),
        ("opened, s", [f"{figures[n]['open_seconds']:.2f}" for n in sizes]),
        ("memory, peak, MiB", [f"{figures[n]['memory_mib']['peak']}" for n in sizes]),
        ("of it mapped files, MiB", [f"{figures[n]['memory_mib']['of files']}" for n in sizes]),
        ("recall@10 against exact", [f"{figures[n]['recall']:.4f}" for n in sizes]),
        (f"{ADDED:,} documents more, s", [f"{figures[n]['add_seconds']:.1f}" for n in sizes]),
        ("… processor time", [f"{figures[n]['add_processor_seconds']:.1f}" for n in sizes]),
        (f"{REMOVED} documents removed, s", [f"{figures[n]['remove_seconds']:.2f}" for n in sizes]),
    ]
    asked = [figures[n]["meanwhile"]["milliseconds"] for n in sizes]
    lines.append(
        ("a search meanwhile, ms p50 / p95", [" / ".join(f"{ms:.0f}" for ms in both) or "–" for both in asked])
    )
    for what in first["milliseconds"]:
        four = [figures[n]["milliseconds"][what] for n in sizes]
        cells = [f"{p50:.1f} / {p95:.1f} ({busy50:.1f} / {busy95:.1f})" for p50, p95, busy50, busy95 in four]
        lines.append((f"{what}, ms p50 / p95 (processor time)", cells))
    head = f"| passages | {' | '.join(f'{n:,}' for n in sizes)} |\n|---|{'---|' * len(sizes)}\n"
    return head + "".join(f"| {what} | {' | '.join(cells)} |\n" for what, cells in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
